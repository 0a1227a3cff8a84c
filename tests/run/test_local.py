"""Where documents are read changes nothing in what is read, and no document gets lost."""

from __future__ import annotations

import multiprocessing
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
    documents = [short(number) for number in range(40)]
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
