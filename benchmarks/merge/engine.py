"""Where the benchmark touches the engine of merging: one function for each thing that it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.merge.readings import Told
from dragoman.lexicon.load import given_names
from dragoman.merge import MergeSettings, derive, judge
from dragoman.merge.facts import facts
from dragoman.merge.flow import bring_up
from dragoman.merge.layer import EVENTS, PEOPLE, Layer
from dragoman.merge.memory import Memory
from dragoman.merge.runs import runs_of
from dragoman.merge.sitting import Sitting
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement, Reading
from dragoman.model.text import Document
from dragoman.store import Store, open_store

Pairs = tuple[Mapping[str, str], Iterable[tuple[str, str]]]


def ledger_of(told: Sequence[Told]) -> Ledger:
    """The ledger of these documents, in memory."""
    documents = {t.document.id: t.document for t in told}
    readings = {t.document.id: t.reading for t in told}
    return derive(documents, readings, judge(documents, readings, given_names=given_names()))


def candidates(told: Sequence[Told]) -> tuple[Pairs, Pairs]:
    """Of people and of engagements: (each record's id -> the node compared for it, the pairs of nodes that
    are compared)."""
    memory = Memory()
    for one in told:
        memory.learn(facts(one.document, one.reading, given_names()), runs_of(one.document))
    bring_up(memory, [one.document.id for one in told], MergeSettings())
    people = [person.id for one in told for person in one.reading.people]
    events = [r.id for one in told for r in one.reading.records if isinstance(r, Engagement)]
    return _of_layer(memory, PEOPLE, people), _of_layer(memory, EVENTS, events)


def _of_layer(memory: Memory, layer: Layer[Any], records: Sequence[str]) -> Pairs:
    homes = memory.nodes_of(layer.name, records)
    seats = memory.seats(layer.name, set(homes.values()))
    sitting = Sitting(layer.reach)
    sitting.add(dict(sorted(seats.items())))
    return homes, sitting.pairs()


def opened(file: Path) -> Store:
    """The ledger on disk."""
    return open_store(file)


def merge_all(store: Store) -> int:
    """Merge everything in the store; the number of documents that were looked at."""
    return store.merge()


def merge_more(store: Store, document: Document, reading: Reading) -> int:
    """Add one document and merge it."""
    store.add(document, reading)
    return merge_all(store)
