"""Decisions written in one turn: all or none, and only where nobody decided meanwhile on the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from sqlalchemy import Connection, text

from dragoman.errors import Outdated, StoreError
from dragoman.merge.stamp import Seen, by_record, seen, since
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection, Subject
from dragoman.model.decision import Decision, author_of, changes, kind_of_decision, last_moment
from dragoman.model.judgement import Judgement
from dragoman.model.record import Person, Reading, Record
from dragoman.model.text import Document
from dragoman.model.undoing import Undoing
from dragoman.store import decisions, judged, merged

Read = Callable[[Collection[str]], Iterable[tuple[Document, Reading]]]
D = TypeVar("D")
_LOCK = 0x647261676F646563  # "dragodec": the number of PostgreSQL's lock that one who decides holds at a time


def decide(
    connection: Connection,
    made: Sequence[Decision],
    subjects: Iterable[Subject],
    shown: Iterable[Seen],
    read: Read,
    undoing: Undoing | None = None,
) -> None:
    """Append decisions, or their retractions, in the transaction of the connection.

    ``undoing`` says who takes back those that are taken back. ``read`` gives documents with their readings
    as people put them right. Raises Outdated where something that was ``shown`` is other now, or what
    ``undoing`` takes back was taken back before, and then writes nothing.
    """
    if any(one.made_at is None for one in made):
        raise StoreError("the machine's judgements are derived, never kept")
    turn(connection)
    _check(connection, tuple(shown), read)
    if undoing is not None:
        _check_stands(connection, [one.id for one in made if one.retracted_at is not None])
    merged.writing(connection)
    decisions.keep_subjects(connection, [*subjects, *(Subject.of(a.item) for a in _all(Addition, made))])
    said, corrections, rejections = _all(Judgement, made), _all(Correction, made), _all(Rejection, made)
    judged.keep_judgements(connection, said)
    decisions.keep_corrections(connection, corrections)
    decisions.keep_rejections(connection, rejections)
    additions = _all(Addition, made)
    decisions.keep_additions(connection, additions)
    decisions.keep_confirmations(connection, _all(Confirmation, made))
    if undoing is not None:
        decisions.keep_undoing(connection, undoing, [one.id for one in made if one.retracted_at is not None])
    if said:
        merged.stir(connection, {i for j in said for i in (j.left, j.right)})
    if corrections or rejections:
        merged.unlearn(connection, {c.record for c in corrections} | {r.record for r in rejections})
    if additions:
        merged.forget(connection, decisions.read_here(connection, {one.document_id for one in additions}))


def turn(connection: Connection) -> None:
    """Wait for others who decide, and let none begin before this transaction ends; SQLite does so by
    itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _all(kind: type[D], made: Iterable[object]) -> list[D]:
    return [one for one in made if isinstance(one, kind)]


def _check(connection: Connection, shown: Sequence[Seen], read: Read) -> None:
    """Raises Outdated where what was shown of a record is not what there is now."""
    if not shown:
        return
    said = by_record(
        chain(
            judged.judgements(connection),
            decisions.corrections(connection),
            decisions.rejections(connection),
            decisions.additions(connection),
            decisions.confirmations(connection),
        )
    )
    items: dict[str, Person | Record] = {}
    for _, reading in read({one.document_id for one in shown}):
        items |= {item.id: item for item in (*reading.people, *reading.records)}
    stale = [
        one
        for one in shown
        if seen(one.record, one.document_id, items.get(one.record), said.get(one.record, ())).stamp
        != one.stamp
    ]
    if stale:
        later = {one.id: one for then in stale for one in since(said.get(then.record, ()), then)}
        raise Outdated(
            _told(stale, list(later.values())),
            records=tuple(sorted({one.record for one in stale})),
            since=tuple(later),
        )


def _check_stands(connection: Connection, ids: Collection[str]) -> None:
    """Raises Outdated where one of the decisions has been taken back before."""
    gone = decisions.taken_back(connection, ids)
    if gone:
        when = ", ".join(f"{one} on {at:%Y-%m-%d %H:%M:%S} UTC" for one, at in gone.items())
        raise Outdated(f"taken back since you saw it: {when}", since=tuple(gone))


def _told(stale: Sequence[Seen], later: Sequence[Decision]) -> str:
    if not later:
        names = ", ".join(sorted({one.record for one in stale}))
        return f"read anew since you saw it: {names}"
    parts = []
    for one in later:
        done = "took back" if one.retracted_at is not None else "decided"
        about = " ".join(changes(one))
        when = f"{last_moment(one):%Y-%m-%d %H:%M:%S} UTC"
        parts.append(f"{author_of(one)} {done} {kind_of_decision(one)} {about} on {when}")
    return "changed since you saw it: " + "; ".join(parts)
