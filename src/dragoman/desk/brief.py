"""The brief: all that is known of the relations of two parties on a day, every line with its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from dragoman.desk.brief_rows import Brief, EngagementRow, InstrumentRow
from dragoman.desk.contacts import (
    is_ahead,
    last_contact,
    last_contacts,
    planned_rows,
    row,
)
from dragoman.desk.counts import counts
from dragoman.desk.coverage import coverage, coverage_remarks
from dragoman.desk.disagreements import disagreements
from dragoman.desk.doubts import conflict_rows, differing, one_sided, unresolved
from dragoman.desk.known import known_by, on_both
from dragoman.desk.notes import Line, Note, Noted, Remark, distinct, first_of, of_reports
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.parties import party_name
from dragoman.desk.stances import commitment_rows, issue_rows
from dragoman.desk.standing import (
    LIVE,
    body_rows,
    frames,
    indicator_rows,
    instrument_rows,
    shared_bodies,
    shared_instruments,
)
from dragoman.desk.timeline import is_contact, timeline
from dragoman.desk.visits import reciprocity, visits
from dragoman.desk.wording import (
    bases,
    count_text,
    day_text,
    isolated,
    kind_text,
    legend,
    place_text,
    when_text,
)
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Level, Party, Strength
from dragoman.model.text import Realis
from dragoman.model.time import PartialDate, shift

_MINISTER = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.MINISTER)
_RECENT_DAYS = 365
R = TypeVar("R", EngagementRow, InstrumentRow)


def brief(ledger: Ledger, a: Party, b: Party, on: dt.date) -> Brief:
    """What documents published by ``on`` tell of ``a`` and ``b``; see ``known_by`` for those without a date.

    Engagements dated past ``on`` stand under ``planned`` alone.
    """
    known = known_by(ledger, on)
    pair = (a, b)
    documents = on_both(known, a, b)
    engagements = timeline(known, pair, newest_first=True)
    past = tuple(e for e in engagements if not is_ahead(e, on))
    shared = shared_instruments(known, pair, documents)
    found = disagreements(known, pair, instruments={instrument.id for instrument in shared})
    differ = differing(found)
    planned = planned_rows(known, engagements, on)
    instrument_list = _marked(instrument_rows(known, shared), differ)
    visit_list = visits(known, past, pair)
    promises = commitment_rows(known, pair, documents, on)
    return Brief(
        left=a,
        right=b,
        left_name=party_name(a),
        right_name=party_name(b),
        on=on,
        legend=_legend((*engagements, *one_sided(known, pair, documents))),
        state=_state(known, past, planned, instrument_list, on),
        last_contacts=_marked(last_contacts(known, past, on), differ),
        planned=_marked(planned, differ),
        engagements=_marked(tuple(row(known, e, on) for e in past), differ),
        instruments=instrument_list,
        frames=instrument_rows(known, frames(known, pair, documents)),
        bodies=body_rows(known, shared_bodies(known, pair, documents, engagements), engagements, on),
        commitments=tuple(p for p in promises if p.strength is Strength.COMMITMENT),
        intents=tuple(p for p in promises if p.strength is Strength.INTENT),
        issues=issue_rows(known, pair, documents),
        indicators=indicator_rows(known, pair, documents),
        visits=visit_list,
        reciprocity=reciprocity(known, visit_list, pair),
        counts=counts(known, past),
        conflicts=conflict_rows(found),
        unresolved=unresolved(known, past, pair, documents),
        coverage=coverage_remarks(
            coverage(known, documents, on, later=len(ledger.documents) - len(known.documents))
        ),
    )


def notes_of(value: object) -> Iterator[Note]:
    """Every note of a brief or a part of it, in the order of reading; repeats are given again."""
    if isinstance(value, Note):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from notes_of(item)
    elif is_dataclass(value):
        names = [field.name for field in fields(value)]
        if isinstance(value, Noted):  # a row's own notes come before those of its parts
            names = ["notes", *(name for name in names if name != "notes")]
        for name in names:
            yield from notes_of(getattr(value, name))


def _marked(rows: tuple[R, ...], differ: Mapping[str, tuple[str, ...]]) -> tuple[R, ...]:
    """The rows, each with the names of that on which sources differ."""
    return tuple(replace(one, differs=differ.get(one.id, ())) for one in rows)


def _legend(engagements: Sequence[LedgerEngagement]) -> tuple[Remark, ...]:
    shown = bases(person for engagement in engagements for person in engagement.participants)
    return tuple(Remark(text=text) for text in legend(shown))


def _state(
    ledger: Ledger,
    past: Sequence[LedgerEngagement],
    planned: Sequence[EngagementRow],
    held: Sequence[InstrumentRow],
    on: dt.date,
) -> tuple[Line | Remark, ...]:
    """The state of relations in three lines of facts."""
    contacts = [e for e in past if is_contact(e)]
    return (
        _last_line(ledger, contacts),
        _count_line(ledger, contacts, on),
        _paper_line(planned, held, on),
    )


def _last_line(ledger: Ledger, contacts: Sequence[LedgerEngagement]) -> Line | Remark:
    last = last_contact(contacts)
    if last is None:
        return Remark(text="No dated contact is known.")
    level = f"{last.level.value} level" if last.level else "level not known"
    parts = (when_text(last.when), kind_text(last.kind), level, place_text(last.place))
    text = f"Last contact: {', '.join(part for part in parts if part)}."
    return Line(text=text, notes=of_reports(ledger, last.reports))


def _count_line(ledger: Ledger, contacts: Sequence[LedgerEngagement], on: dt.date) -> Line | Remark:
    """How many contacts there were; what is done on one visit is one of them: see ``occasions``."""
    if not contacts:
        return Remark(text="No contacts are known.")
    counted = occasions(contacts)
    dates = sorted((d for one in counted for d in _dates(one)[:1]), key=lambda d: (d.first, d.last))
    since = f" since {day_text(dates[0])}" if dates else ""
    high = sum(1 for one in counted if any(e.level in _MINISTER for e in one))
    floor = shift(on, -_RECENT_DAYS)
    recent = sum(1 for date in dates if date.first > floor)
    undated = f"; {len(counted) - len(dates)} undated" if len(dates) < len(counted) else ""
    text = (
        f"{count_text(len(counted), 'contact')} known{since}, of which {high} at minister level or above; "
        f"{recent} in the twelve months to {day_text(on)}{undated}."
    )
    return Line(text=text, notes=first_of(ledger, *(e.reports for e in contacts)))


def _dates(occasion: Occasion) -> list[PartialDate]:
    """The dates of a contact, that of the whole first; then the most precise."""
    dates = [e.when.date for e in occasion if e.when.date]
    return dates[:1] if occasion[0].when.date else sorted(dates, key=lambda d: (-len(str(d)), str(d)))


def _paper_line(
    planned: Sequence[EngagementRow], held: Sequence[InstrumentRow], on: dt.date
) -> Line | Remark:
    """Instruments, and the next thing planned: the first dated ahead, or else one without a date."""
    live = [i for i in held if i.status in LIVE]
    ahead = [e for e in planned if e.realis is not Realis.NEGATED]
    coming = [e for e in ahead if e.when.date is not None and e.when.date.last > on]
    coming = coming or [e for e in ahead if e.when.date is None]
    if not held and not coming:
        if ahead:
            return Remark(text="No instruments are known; the dates planned have passed.")
        return Remark(text="No instruments and no plans are known.")
    text = f"{count_text(len(held), 'instrument')} known"
    if held:
        text += f", {len(live)} signed, concluded, in force or updated"
        latest = next((i for i in live if i.when.date is not None), None)
        text += f" (latest: {isolated(latest.title)}, {latest.date_text})" if latest else ""
    notes = [n for i in held for n in i.notes[:1]]
    if coming:
        following = coming[0]
        where = f", {following.where}" if following.where else ""
        text += f"; next planned: {following.what.removesuffix(' (planned)')}, {following.date_text}{where}"
        notes += following.notes
    else:
        text += "; nothing planned lies ahead" if ahead else "; nothing planned is known"
    return Line(text=f"{text}.", notes=distinct(notes))
