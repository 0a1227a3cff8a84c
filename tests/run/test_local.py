"""Where documents are read changes nothing in what is read, and no document gets lost."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.pipeline import Outcome
from dragoman.read import read_paths
from dragoman.run import RUNNERS, run_local
from dragoman.store.serial import dump_reading

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_engines_are_these() -> None:
    assert set(RUNNERS) == {"local"}


def short(number: int) -> Document:
    text = f"Report {number}: Foreign Minister Samir Haddad of Tunisia met Joseph Odhiambo in Nairobi."
    return Document(text=text, lang="en", origin=f"{number}.txt", name=f"{number}.txt")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    found = [item for item in read_paths([str(EXAMPLES)]) if isinstance(item, Document)]
    assert len(found) > 10
    return [*found[::3], *(short(number) for number in range(6))]


@pytest.fixture(scope="module")
def one_process(documents: list[Document]) -> list[Outcome]:
    return list(run_local(documents, Settings(workers=1, batch=4)))


def readings(outcomes: list[Outcome]) -> list[str]:
    assert all(o.failure is None for o in outcomes)
    return [dump_reading(o.reading) for o in outcomes if o.reading is not None]


def test_two_processes_give_the_readings_of_one_in_the_same_order(
    documents: list[Document], one_process: list[Outcome]
) -> None:
    both = list(run_local(iter(documents), Settings(workers=2, batch=3)))
    assert [o.document for o in both] == documents
    assert readings(both) == readings(one_process)


def test_no_documents_give_no_outcomes() -> None:
    assert list(run_local([], Settings(workers=2))) == []


def test_documents_are_taken_as_they_are_needed() -> None:
    """A million documents are not held in memory: few are taken before the first outcome is given."""
    taken = 0

    def stream() -> Iterator[Document]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield short(number)

    outcomes = run_local(stream(), Settings(workers=1, batch=4))
    next(outcomes)
    assert taken < 40
    outcomes.close()  # type: ignore[attr-defined]


def test_a_worker_that_dies_costs_its_batch_and_no_other() -> None:
    documents = [short(number) for number in range(16)]
    outcomes: list[Outcome] = []
    before = set(multiprocessing.active_children())
    running = run_local(documents, Settings(workers=2, batch=2))
    outcomes.append(next(running))
    workers = set(multiprocessing.active_children()) - before
    assert workers, "nothing runs beside this process"
    workers.pop().kill()
    outcomes.extend(running)
    assert [o.document for o in outcomes] == documents
    assert all((o.reading is None) != (o.failure is None) for o in outcomes)
    failed = [o.failure for o in outcomes if o.failure is not None]
    assert all(f.stage == "run" and f.reason for f in failed)
    assert len(failed) <= 2, f"{len(failed)} documents were lost with one worker"


KILLED = """
import multiprocessing
from dragoman.config import Settings
from dragoman.run import run_local
from tests.run.test_local import short
if __name__ == "__main__":
    outcomes = run_local(map(short, range(100_000)), Settings(workers=2, batch=2))
    next(outcomes)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    input()
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_a_run_that_is_killed_leaves_no_workers() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        workers = [Path(f"/proc/{pid}/stat") for pid in run.stdout.readline().split()]
        assert len(workers) == 2
        run.kill()
    until = time.monotonic() + 20
    while any(worker.exists() and " Z " not in worker.read_text() for worker in workers):
        assert time.monotonic() < until, "they wait for ever"
        time.sleep(0.1)


def test_a_consumer_that_stops_early_leaves_no_workers() -> None:
    outcomes = run_local(map(short, range(100_000)), Settings(workers=2, batch=2))
    next(outcomes)
    assert multiprocessing.active_children()
    outcomes.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 20
    while multiprocessing.active_children():
        assert time.monotonic() < until, "they work on"
        time.sleep(0.1)
