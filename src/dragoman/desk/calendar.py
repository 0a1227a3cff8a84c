"""What is coming: plans, sessions that are due, deadlines, and instruments that run out, by day.

An entry covers every day that its date can mean: a month where only the month is known. A deadline or term
known only to the year stands on the last day of that year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT
from dragoman.desk.cadence import Cadence, CadenceSettings, Standing
from dragoman.desk.commitments import docket
from dragoman.desk.consultations import rhythms
from dragoman.desk.consultations.plans import plans
from dragoman.desk.consultations.rows import Plan, Track
from dragoman.desk.consultations.tracks import counts
from dragoman.desk.coverage import Coverage, coverage, naming
from dragoman.desk.docket.answer import deadline
from dragoman.desk.docket.promised import Index
from dragoman.desk.known import known_by, on_both
from dragoman.desk.notes import Note, Noted, distinct, of_reports
from dragoman.desk.registers import instruments
from dragoman.desk.standing import shared_instruments
from dragoman.desk.timeline import taking_part, timeline
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerEngagement, LedgerInstrument, Outcome
from dragoman.model.record import InstrumentStatus, Level, Party, Place, Strength
from dragoman.model.text import EngagementKind
from dragoman.model.time import When, shift

_OFF = (Outcome.CALLED_OFF, Outcome.DENIED, Outcome.POSTPONED)
_OVER = (InstrumentStatus.EXPIRED, InstrumentStatus.TERMINATED)
_VOICES = 2

Pair = tuple[Party, Party]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSettings:
    """What stands in a calendar: the table ``[desk.calendar]`` of a settings file.

    What passed no longer than ``past_days`` ago stays in it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    past_days: Annotated[int, Field(strict=True, ge=0, le=36500)] = 90


class EntryKind(StrEnum):
    PLANNED = "planned"
    EXPECTED = "expected"  # by the machine, from the rhythm of what was
    DEADLINE = "deadline"
    EXPIRY = "expiry"
    RENEWAL = "renewal"  # it goes on by itself, unless one side ends it before


class EntryStatus(StrEnum):
    """The words of RFC 5545."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Noted):
    """Something on one or more days, ``first`` to ``last``. ``of`` is the ledger's id of what it is about.

    ``when`` is its date as told; UNDATED where the machine expects it. Of a plan there are ``engagement``,
    ``level``, ``body`` (a name), ``session``, ``place`` and ``outcome``; of what is expected the ``cadence``
    too; of a deadline and an instrument the ``words`` that name it.
    """

    id: str
    of: str
    kind: EntryKind
    status: EntryStatus
    first: dt.date
    last: dt.date
    when: When
    parties: tuple[Party, ...]
    engagement: EngagementKind | None = None
    level: Level | None = None
    body: str | None = None
    session: int | None = None
    place: Place | None = None
    outcome: Outcome | None = None
    cadence: Cadence | None = None
    strength: Strength | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What is coming as known on a day, by date. ``undated`` are the ids of plans that have no date."""

    parties: tuple[Party, ...]
    on: dt.date
    entries: tuple[Entry, ...]
    undated: tuple[str, ...]
    coverage: Coverage


def calendar(
    ledger: Ledger,
    parties: tuple[Party, ...] = (),
    *,
    on: dt.date,
    settings: CalendarSettings | None = None,
    rhythm: CadenceSettings | None = None,
) -> Calendar:
    """What is planned, due and running out, for all, for one party, or between two, as known by ``on``."""
    known = known_by(ledger, on)
    planned = plans(known, timeline(known, parties), parties, on)
    if len(parties) == 2:
        documents = on_both(known, *parties)
        held = shared_instruments(known, (parties[0], parties[1]), documents)
    else:
        documents, held = naming(known, parties), instruments(known, parties)
    found = [
        *_planned(known, planned),
        *_expected(known, parties, on, rhythm or CadenceSettings()),
        *_deadlines(known, docket(known, parties, on=on, documents=documents)),
        *running_out(known, held),
    ]
    floor = shift(on, -(settings or CalendarSettings()).past_days)
    kept = sorted((e for e in found if e.last >= floor), key=lambda e: (e.first, e.last, e.id))
    return Calendar(
        parties=parties,
        on=on,
        entries=tuple(kept),
        undated=tuple(p.id for p in planned if p.when.date is None and p.outcome is Outcome.PENDING),
        coverage=coverage(known, documents, on, later=ledger.size - known.size),
    )


def running_out(ledger: Ledger, found: Iterable[LedgerInstrument]) -> Iterator[Entry]:
    """Instruments with the date to which they hold: what ended before or was followed by another is none."""
    for item in found:
        if item.expires.date is None or item.superseded_by is not None or item.status in _OVER:
            continue
        kind = EntryKind.RENEWAL if item.renews else EntryKind.EXPIRY
        first, last = last_days(item.expires)
        yield Entry(
            id=f"{kind.value}-{item.id}",
            of=item.id,
            kind=kind,
            status=EntryStatus.TENTATIVE,
            first=first,
            last=last,
            when=item.expires,
            parties=item.parties,
            words=item.title,
            notes=of_reports(ledger, item.reports),
        )


def _planned(ledger: Ledger, found: Iterable[Plan]) -> Iterator[Entry]:
    names = {body.id: body.name for body in ledger.bodies}
    sides = {e.id: tuple(sorted(taking_part(e))) for e in ledger.engagements}
    for plan in found:
        if plan.when.date is None:
            continue
        yield Entry(
            id=f"planned-{plan.id}",
            of=plan.id,
            kind=EntryKind.PLANNED,
            status=_status(plan),
            first=plan.when.date.first,
            last=(plan.when.end or plan.when.date).last,
            when=plan.when,
            parties=sides.get(plan.id, ()),
            engagement=plan.kind,
            level=plan.level,
            body=names.get(plan.body) if plan.body else None,
            session=plan.session,
            place=plan.place,
            outcome=plan.outcome,
            notes=plan.notes,
        )


def _status(plan: Plan) -> EntryStatus:
    """Confirmed is a plan for a day that two independent voices tell; all others are tentative."""
    if plan.outcome in _OFF:
        return EntryStatus.CANCELLED
    date = plan.when.date
    exact = date is not None and date.day is not None
    told = len({note.voice for note in plan.notes}) >= _VOICES
    return EntryStatus.CONFIRMED if exact and told else EntryStatus.TENTATIVE


def _expected(
    ledger: Ledger, parties: tuple[Party, ...], on: dt.date, rhythm: CadenceSettings
) -> Iterator[Entry]:
    """What is due or overdue by its rhythm, and not planned. What was expected before ``on`` stands on it."""
    for pair, book in _pairs(ledger, parties, rhythm):
        for track in rhythms(book, pair, on, rhythm)[1]:
            expected = track.cadence.expected
            due = {Standing.DUE, Standing.OVERDUE} & set(track.cadence.standing)
            if expected is None or not due or any(p.outcome is Outcome.PENDING for p in track.planned):
                continue
            subject = track.body or (track.level.value if track.level else track.subject.value)
            yield Entry(
                id="-".join(("expected", *(p.code for p in sorted(pair)), subject.replace(" ", "-"))),
                of=track.body or subject,
                kind=EntryKind.EXPECTED,
                status=EntryStatus.TENTATIVE,
                first=max(expected.first, on),
                last=max(expected.last, on),
                when=When(),
                parties=tuple(sorted(pair)),
                level=track.level,
                body=track.name if track.body else None,
                cadence=track.cadence,
                notes=_grounds(track),
            )


def _grounds(track: Track) -> tuple[Note, ...]:
    """The words on which an expectation stands: the declared period, and the contacts counted."""
    counted = {m.id for m in track.cadence.moments}
    contacts = [n for c in track.contacts if c.id in counted for n in c.notes[:1]]
    return distinct((*(n for d in track.declared[:1] for n in d.notes), *contacts))


def _pairs(
    ledger: Ledger, parties: tuple[Party, ...], rhythm: CadenceSettings
) -> Iterator[tuple[Pair, Ledger]]:
    """Each pair that has contacts enough for a rhythm, or one declared, with the ledger of its engagements.

    So the cost grows with the number of engagements, and not with that of pairs times engagements.
    """
    own = {body.id: body.parties for body in ledger.bodies}
    found: dict[Pair, list[LedgerEngagement]] = {}
    for engagement in ledger.engagements:
        sides = set(taking_part(engagement)) | set(own.get(engagement.body or "", ()))
        if set(parties) <= sides and len(sides) <= rhythm.most_parties:
            for left, right in combinations(sorted(sides), 2):
                found.setdefault((left, right), []).append(engagement)
    regular = {frozenset(b.parties) for b in ledger.bodies if any(m.recurrence for m in b.members)}
    for pair in sorted(found):
        held = found[pair]
        often = frozenset(pair) in regular or any(m.recurrence for e in held for m in e.members)
        if set(parties) <= set(pair) and (often or sum(counts(e, rhythm) for e in held) > rhythm.intervals):
            yield pair, replace(ledger, engagements=tuple(held))


def _deadlines(ledger: Ledger, found: Iterable[LedgerCommitment]) -> Iterator[Entry]:
    """Commitments by the deadline that stands: the one told last (see ``desk.docket``)."""
    index = Index(ledger)
    for item in found:
        said, due = item.commitment, deadline(index, item)
        if due.date is None:
            continue
        first, last = last_days(due)
        yield Entry(
            id=f"deadline-{item.id}",
            of=item.id,
            kind=EntryKind.DEADLINE,
            status=EntryStatus.CONFIRMED if said.strength is Strength.COMMITMENT else EntryStatus.TENTATIVE,
            first=first,
            last=last,
            when=due,
            parties=said.who,
            strength=said.strength,
            words=said.what,
            notes=of_reports(ledger, item.reports),
        )


def last_days(when: When) -> tuple[dt.date, dt.date]:
    """The days that the end of a term can mean: of a year alone, its last."""
    assert when.date is not None
    end = when.end or when.date
    return (end.last if end.month is None else end.first), end.last
