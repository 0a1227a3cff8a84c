"""The deadlines of a promise in the order of telling: every slip, with its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dragoman.desk.docket.promised import Index, Promised, members
from dragoman.desk.docket.rows import Deadline
from dragoman.desk.notes import Note, distinct, note
from dragoman.model.correction import parse_dates
from dragoman.model.time import DateBasis, When


@dataclass(frozen=True, slots=True)
class _Told:
    on: str
    when: When
    written: str | None
    note: Note


def deadlines(index: Index, promise: Promised) -> tuple[Deadline, ...]:
    """Every deadline that was told, the first told first, and one told again without another between once.

    They are those of the promise itself, and the days for which an event that it plans was put off. A date
    that only says less than the one before ("2024" after "May 2024") is no other. Those of documents without
    a date stand last, and move nothing.
    """
    told = sorted(_told(index, promise), key=lambda t: (t.on or "9999", _last(t.when), t.note.document_id))
    out: list[Deadline] = []
    for one in told:
        last = next((d for d in reversed(out) if d.told), out[-1] if out else None)
        if last is not None and _says_no_more(one.when, last.when):
            out[out.index(last)] = replace(last, notes=distinct((*last.notes, one.note)))
            continue
        days = (_last(one.when) - _last(last.when)).days if last is not None and one.on else None
        out.append(
            Deadline(when=one.when, written=one.written, told=one.on or None, days=days, notes=(one.note,))
        )
    return tuple(out)


def _told(index: Index, promise: Promised) -> list[_Told]:
    ledger = index.ledger
    out = []
    for telling in members(promise.commitment):
        if telling.due.date is not None:
            words = note(ledger, telling.evidence[0])
            out.append(_Told(words.published or "", telling.due, telling.due_text, words))
    for event in promise.events:
        if event.fate is None or not event.fate.moved:
            continue
        for claim in event.fate.claims:
            if claim.property in ("planned", "postponed") and claim.value:
                date, end = parse_dates(claim.value)
                words = note(ledger, claim.evidence)
                when = When(date=date, end=end, basis=DateBasis.STATED)
                out.append(_Told(words.published or "", when, None, words))
    return out


def _says_no_more(new: When, old: When) -> bool:
    """Whether a date is the other, or a wider one that has it."""
    assert new.date is not None
    assert old.date is not None
    same = new.date.first <= old.date.first and _last(old) <= _last(new)
    return same or (_last(new) == _last(old) and new.date.first >= old.date.first)


def _last(when: When) -> dt.date:
    assert when.date is not None
    return (when.end or when.date).last
