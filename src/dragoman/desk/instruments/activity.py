"""What was done under an instrument since it came about.

Something counts where it is dated after the instrument (or told after it, where it has no date) and not past
the day of asking, and

- names it: an engagement told with it, or a document that speaks of it more than ten days later, when it
  is no longer news; or
- is an engagement of a body that it created; or
- is between all its parties in one of its areas: an engagement that took place, or a commitment.

An area in common is a pointer, not a proof: it is counted by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.instruments.rows import Activity, ActivityKind, Link
from dragoman.desk.notes import first_of, of_reports, published, source_name
from dragoman.desk.timeline import HAPPENED, PUBLIC_ACTS
from dragoman.desk.wording import what_text
from dragoman.model.ledger import LedgerEngagement, LedgerInstrument, Report
from dragoman.model.record import InstrumentStatus
from dragoman.model.time import UNDATED, When, shift

_NEWS_DAYS = 10  # in which a document tells of the signing as news
_AHEAD = frozenset({InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED})


def since(shelves: Shelves, instrument: LedgerInstrument) -> dt.date | None:
    """The day after which activity counts: the last that its date can be, or else that of the first document
    to tell it as more than a plan; None where neither is known."""
    if instrument.when.date is not None:
        return (instrument.when.end or instrument.when.date).last
    told = [
        date.last
        for member in instrument.members
        if member.status is not None and member.status not in _AHEAD
        for date in (published(shelves.ledger, member.evidence[0].document_id).date,)
        if date is not None
    ]
    return min(told, default=None)


def activity(
    shelves: Shelves,
    instrument: LedgerInstrument,
    created: Iterable[str],
    start: dt.date,
    on: dt.date,
) -> tuple[Activity, ...]:
    """Everything after ``start`` and by ``on``, the latest first; each thing once, by its surest link.

    ``created`` are the ids of bodies that it created.
    """
    found: dict[str, Activity] = {}
    for one in (*_engagements(shelves, instrument, created), *_commitments(shelves, instrument)):
        if start < one.on <= on:
            found.setdefault(one.id, one)
    told = {note.document_id for one in found.values() if one.link is Link.NAMED for note in one.notes}
    for one in _reports(shelves, instrument):
        if shift(start, _NEWS_DAYS) < one.on <= on and one.id not in told:
            found.setdefault(one.id, one)
    return tuple(sorted(found.values(), key=lambda one: (-one.on.toordinal(), one.id)))


def _engagements(
    shelves: Shelves, instrument: LedgerInstrument, created: Iterable[str]
) -> Iterator[Activity]:
    """Those told with it first: one that names it is not counted by its area."""
    pairs = [(e, Link.NAMED) for e in shelves.of_instrument.get(instrument.id, ())]
    pairs += [(e, Link.BODY) for key in created for e in shelves.of_body.get(key, ())]
    pairs += [
        (e, Link.AREA)
        for e in shelves.between(instrument.parties)
        if set(e.areas) & set(instrument.areas) and e.kind not in PUBLIC_ACTS
    ]
    for engagement, link in pairs:
        day = _day(shelves, engagement.when, engagement.reports)
        if engagement.realis not in HAPPENED or day is None:
            continue
        yield Activity(
            notes=first_of(shelves.ledger, engagement.reports),
            kind=ActivityKind.ENGAGEMENT,
            link=link,
            id=engagement.id,
            text=_text(shelves, engagement),
            when=engagement.when,
            on=day,
            areas=tuple(sorted(set(engagement.areas) & set(instrument.areas))),
        )


def _text(shelves: Shelves, engagement: LedgerEngagement) -> str:
    return what_text(shelves.ledger, engagement)


def _commitments(shelves: Shelves, instrument: LedgerInstrument) -> Iterator[Activity]:
    sides = set(instrument.parties)
    for item in shelves.commitments(sides) if len(sides) > 1 else ():
        areas = set(item.commitment.areas) & set(instrument.areas)
        day = _day(shelves, UNDATED, item.reports)
        if areas and day is not None and sides <= set(item.commitment.who):
            yield Activity(
                notes=of_reports(shelves.ledger, item.reports),
                kind=ActivityKind.COMMITMENT,
                link=Link.AREA,
                id=item.id,
                text=item.commitment.what,
                when=item.commitment.due,
                on=day,
                areas=tuple(sorted(areas)),
            )


def _reports(shelves: Shelves, instrument: LedgerInstrument) -> Iterator[Activity]:
    for report in instrument.reports:
        date = published(shelves.ledger, report.document_id)
        if date.date is not None:
            yield Activity(
                notes=first_of(shelves.ledger, (report,)),
                kind=ActivityKind.REPORT,
                link=Link.NAMED,
                id=report.document_id,
                text=source_name(shelves.ledger, report.document_id),
                when=date,
                on=date.date.first,
            )


def _day(shelves: Shelves, when: When, reports: tuple[Report, ...]) -> dt.date | None:
    """The first day that a date can be, or else of the documents; None where neither is known."""
    if when.date is not None:
        return when.date.first
    dates = [published(shelves.ledger, report.document_id).date for report in reports]
    return min((date.first for date in dates if date is not None), default=None)
