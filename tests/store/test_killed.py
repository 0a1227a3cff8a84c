"""A writer that is killed leaves a whole ledger, and two writers at once lose nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dragoman.store import open_store

ROOT = Path(__file__).parents[2]
# writes documents with long readings one after another, telling the number of each once it is kept
WRITER = """
import sys
from dataclasses import replace
from dragoman.model.record import Reading
from dragoman.model.text import Document
from dragoman.store import open_store
from tests.store.samples import says
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        document = Document(text=f"Report {number}. " + "They met. " * 200, lang="en",
                            origin=f"{number}.txt", name=f"{number}.txt")
        words = tuple(says(document, f"Report {number}") for _ in range(1500))
        if not store.has(document, "hand@1"):
            store.add(document, Reading(document_id=document.id, producer="hand@1", attributions=words))
        print(number, flush=True)
"""


def writer(url: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, str(first), str(last)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def counts(url: str) -> tuple[int, int, int]:
    """Documents, origins, and readings that the database holds."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = tuple(
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("document", "document_copy", "reading")
        )
    engine.dispose()
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("delay", [0.0, 0.029])
def test_a_writer_killed_in_the_middle_leaves_a_whole_ledger(ledger_url: str, delay: float) -> None:
    with writer(ledger_url, 0, 100_000) as child:
        assert child.stdout is not None
        told = [child.stdout.readline().strip() for _ in range(8)]
        time.sleep(delay)
        child.kill()
        told += [line.strip() for line in child.stdout.readlines() if line.endswith("\n")]
        errors = child.stderr.read() if child.stderr else ""
    assert child.returncode == -9, errors[-900:]
    assert told[0] == "ready", "the writer never began"
    with open_store(ledger_url, create=False) as store:
        kept = store.ledger()  # every quote is checked
        names = {document.name for document in kept.documents.values()}
        assert {f"{number}.txt" for number in told[1:]} <= names
        assert len(names) <= len(told)  # at most the one that had not been told of yet
        assert counts(ledger_url) == (len(names),) * 3, "a document without its reading or origin"
        assert store.failures() == ()


def test_two_writers_at_once_lose_nothing(ledger_url: str) -> None:
    with open_store(ledger_url):
        pass
    children = [writer(ledger_url, 0, 12), writer(ledger_url, 6, 18)]  # six documents are the same
    for child in children:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors[-500:]
    assert counts(ledger_url) == (18, 18, 18)


def test_two_may_make_the_ledger_at_once(ledger_url: str) -> None:
    children = [writer(ledger_url, number, number + 1) for number in range(2)]
    for child in children:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors[-500:]
    assert counts(ledger_url) == (2, 2, 2)
