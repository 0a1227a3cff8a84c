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
from dragoman.model.record import Reading
from dragoman.model.text import Document
from dragoman.store import open_store
from tests.store.samples import says
told = []
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    document = Document(text=f"Report {number}. " + "They met. " * 200, lang="en",
                        origin=f"{number}.txt", name=f"{number}.txt")
    words = (says(document, f"Report {number}"),) * 1500
    told.append((number, document, Reading(document_id=document.id, producer="hand@1", attributions=words)))
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1]) as store:
    for number, document, reading in told:
        if not store.has(document, "hand@1"):
            store.add(document, reading)
        print(number, flush=True)
"""


def writers(url: str, *ranges: tuple[int, int]) -> list[subprocess.Popen[str]]:
    """Processes that write the documents of these numbers, all set off at one moment."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(first), str(last)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first, last in ranges
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n", "the writer never began"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    return children


def finish(children: list[subprocess.Popen[str]]) -> None:
    ends = [child.communicate(timeout=60) for child in children]
    assert [child.returncode for child in children] == [0] * len(children), [e[-400:] for _, e in ends]


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


@pytest.mark.parametrize("delay", [0.003, 0.006, 0.011])
def test_a_writer_killed_in_the_middle_leaves_a_whole_ledger(ledger_url: str, delay: float) -> None:
    with writers(ledger_url, (0, 400))[0] as child:
        assert child.stdout is not None
        assert child.stderr is not None
        told = [child.stdout.readline().strip() for _ in range(5)]
        time.sleep(delay)
        child.kill()
        told += [line.strip() for line in child.stdout.readlines() if line.endswith("\n")]
        errors = child.stderr.read()
    assert child.returncode == -9, errors[-900:]
    with open_store(ledger_url, create=False) as store:
        kept = store.ledger()  # every quote is checked
        names = {document.name for document in kept.documents.values()}
        assert {f"{number}.txt" for number in told} <= names
        assert len(names) <= len(told) + 1  # at most the one that had not been told of yet
        assert counts(ledger_url) == (len(names),) * 3, "a document without its reading or origin"
        assert store.failures() == ()


def test_two_writers_at_once_lose_nothing(ledger_url: str) -> None:
    with open_store(ledger_url):
        pass
    finish(writers(ledger_url, (0, 12), (6, 18)))  # six documents are the same
    assert counts(ledger_url) == (18, 18, 18)


def test_two_may_make_the_ledger_at_once(ledger_url: str) -> None:
    finish(writers(ledger_url, (0, 1), (1, 2)))
    assert counts(ledger_url) == (2, 2, 2)
