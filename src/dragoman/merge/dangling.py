"""Decisions of people on what is no longer there: kept, named, and led to what has taken its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.correction import Subject
from dragoman.model.decision import Decision, ids_of
from dragoman.model.record import Person, Reading, Record

__all__ = ["Dangling", "Decision", "dangling", "ids_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A live decision on ids of which some are no longer there. ``now`` gives for each of these the records
    that a newer reading has in its place: of the same kind, at the same words of the same document."""

    decision: Decision
    now: tuple[tuple[str, tuple[str, ...]], ...]


def dangling(
    readings: Mapping[str, Reading],
    decisions: Iterable[Decision],
    subjects: Mapping[str, Subject],
    rejected: Iterable[Person | Record] = (),
    documents: Iterable[str] = (),
) -> tuple[Dangling, ...]:
    """The decisions that no longer apply, in order of time. What people rejected is there, and stays."""
    struck = tuple(rejected)
    items = [*struck, *(item for r in readings.values() for item in (*r.people, *r.records))]
    present = {item.id for item in items} | set(documents) | set(readings)
    places: dict[tuple[str, str], list[Person | Record]] = {}
    for item in items:
        places.setdefault((item.evidence[0].document_id, item.id.partition("-")[0]), []).append(item)
    out = []
    for decision in decisions:
        missing = [identity for identity in ids_of(decision) if identity not in present]
        if missing and decision.retracted_at is None:
            now = tuple((identity, _successors(subjects.get(identity), places)) for identity in missing)
            out.append(Dangling(decision=decision, now=now))
    return tuple(sorted(out, key=lambda d: (str(d.decision.made_at), d.decision.id)))


def _successors(
    subject: Subject | None, places: Mapping[tuple[str, str], Iterable[Person | Record]]
) -> tuple[str, ...]:
    if subject is None:
        return ()
    here = places.get((subject.document_id, subject.id.partition("-")[0]), ())
    spans = set(subject.spans)
    common = {item.id: len(spans & {e.span for e in item.evidence}) for item in here}
    return tuple(sorted((i for i, count in common.items() if count), key=lambda i: (-common[i], i)))
