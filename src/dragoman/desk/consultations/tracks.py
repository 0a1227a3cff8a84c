"""The contacts of two parties -> what has a rhythm: each level, the political consultations, each body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from dragoman.desk.cadence import (
    Cadence,
    CadenceSettings,
    Interval,
    Moment,
    Standing,
    cadence,
    months_later,
)
from dragoman.desk.consultations.hosts import by_alternation, by_plan, by_return
from dragoman.desk.consultations.periods import declared
from dragoman.desk.consultations.plans import open_after
from dragoman.desk.consultations.rows import Balance, Contact, Journey, NextHost, Plan, Subject, Track
from dragoman.desk.notes import of_reports
from dragoman.desk.occasions import Occasion
from dragoman.desk.timeline import is_contact, taking_part
from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement, Outcome
from dragoman.model.record import Level, Party
from dragoman.model.text import EngagementKind
from dragoman.model.time import shift

CONSULTATIONS = "political consultations"
_STALE_DAYS = 365
_SITTINGS = frozenset(
    {
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.CONSULTATIONS,
        EngagementKind.MEETING,
        EngagementKind.SUMMIT,
    }
)
_RANK = (Standing.OVERDUE, Standing.DORMANT, Standing.DUE, Standing.ON_TRACK, Standing.TOO_FEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What tracks are made of: the ledger as known on a day, and all that is told of the two in it.

    ``engagements`` are those told of both, plans and denials included; ``occasions`` are what took place.
    ``months`` are those of which documents on the two were read.
    """

    ledger: Ledger
    pair: tuple[Party, Party]
    on: dt.date
    settings: CadenceSettings
    engagements: tuple[LedgerEngagement, ...]
    occasions: tuple[Occasion, ...]
    planned: tuple[Plan, ...]
    journeys: tuple[Journey, ...]
    balances: tuple[Balance, ...]
    months: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """Which engagements a track is about."""

    subject: Subject
    level: Level | None = None
    body: LedgerBody | None = None

    def has(self, item: LedgerEngagement | Plan) -> bool:
        match self.subject:
            case Subject.LEVEL:
                return item.level is self.level
            case Subject.CONSULTATIONS:
                return item.kind is EngagementKind.CONSULTATIONS and item.body is None
            case Subject.BODY:
                return self.body is not None and item.body == self.body.id and _sits(item)
        assert_never(self.subject)

    def declares(self, engagement: LedgerEngagement) -> bool:
        """Whether what is said of it holds for the track: of a session it holds for its body alone."""
        session = engagement.body is not None or engagement.kind is EngagementKind.COMMISSION_SESSION
        if self.subject is Subject.BODY:
            return self.body is not None and engagement.body == self.body.id
        return self.has(engagement) and not session


def _sits(item: LedgerEngagement | Plan) -> bool:
    """Whether a body sits at what names it: not at a call on it, or a visit for no numbered session."""
    return item.kind in _SITTINGS or (item.kind is EngagementKind.VISIT and item.session is not None)


def counts(engagement: LedgerEngagement, settings: CadenceSettings) -> bool:
    """Whether it is a contact that makes a rhythm: of few parties, and no message unless settings say so."""
    return (
        is_contact(engagement)
        and (settings.messages or engagement.kind is not EngagementKind.MESSAGE)
        and len(taking_part(engagement)) <= settings.most_parties
    )


def tracks(material: Material, bodies: Iterable[LedgerBody]) -> tuple[Track, ...]:
    """A track for every level, for the consultations and for every body of the two, overdue first.

    After what is overdue stand what is dormant, due, on track, and of what too little is known; within each
    the greatest r first.
    """
    kinds = [_Kind(subject=Subject.LEVEL, level=level) for level in Level]
    kinds.append(_Kind(subject=Subject.CONSULTATIONS))
    ordered = sorted(bodies, key=lambda b: (b.name.casefold(), b.id))
    kinds += [_Kind(subject=Subject.BODY, body=body) for body in ordered]
    return tuple(sorted((_track(material, kind) for kind in kinds), key=_urgency))


def _track(material: Material, kind: _Kind) -> Track:
    ledger, on = material.ledger, material.on
    contacts, undated = _contacts(material, kind)
    said = declared(ledger, (e for e in material.engagements if kind.declares(e)), kind.body)
    numbered = kind.subject is not Subject.LEVEL
    moments = [_moment(contact, numbered=numbered) for contact in contacts]
    rhythm = cadence(moments, on, material.settings, said[0].months if said else None)
    last = rhythm.moments[-1].first if rhythm.moments else None
    planned = open_after((p for p in material.planned if kind.has(p)), last)
    if kind.subject is Subject.LEVEL:  # who is to host a session stays so until it is held; a visit passes
        floor = shift(on, -_STALE_DAYS)
        planned = tuple(p for p in planned if p.due is None or p.due >= floor)
    announced = planned if numbered else tuple(p for p in planned if p.outcome is Outcome.PENDING)
    return Track(
        subject=kind.subject,
        level=kind.level,
        body=kind.body.id if kind.body else None,
        name=kind.body.name if kind.body else kind.level.value if kind.level else CONSULTATIONS,
        contacts=contacts,
        undated=undated,
        cadence=rhythm,
        unread=sum(_has_gap(rhythm, interval, material.months) for interval in rhythm.intervals),
        declared=said,
        planned=planned,
        host=by_plan(announced) or _inferred_host(material, kind, contacts),
    )


def _has_gap(rhythm: Cadence, interval: Interval, read: frozenset[str]) -> bool:
    """Whether there are whole months between two contacts of which nothing was read."""
    dates = {moment.id: moment for moment in rhythm.moments}
    day, last = dates[interval.earlier].last, dates[interval.later].first
    months = (last.year - day.year) * 12 + last.month - day.month
    between = (months_later(day.replace(day=1), number) for number in range(1, months))
    return any(month.strftime("%Y-%m") not in read for month in between)


def _inferred_host(material: Material, kind: _Kind, contacts: Sequence[Contact]) -> NextHost | None:
    if kind.subject is not Subject.LEVEL:
        return by_alternation(contacts, material.pair)
    balance = next((b for b in material.balances if b.level is kind.level), None)
    return by_return(balance, material.journeys)


def _contacts(material: Material, kind: _Kind) -> tuple[tuple[Contact, ...], tuple[str, ...]]:
    """The dated contacts of a track, oldest first, and the ids of the others."""
    groups = [own for one in material.occasions if (own := [e for e in one if kind.has(e)])]
    made = [_contact(material.ledger, group) for group in groups]
    dated = [c for c in made if c.when.date is not None]
    undated = [c.id for c in made if c.when.date is None]
    return tuple(sorted(dated, key=_date_order)), tuple(undated)


def _contact(ledger: Ledger, group: Sequence[LedgerEngagement]) -> Contact:
    """One contact of what was done on it: the whole leads, where it is dated; else what is dated closest."""
    lead = group[0]
    if lead.when.date is None:
        lead = max(group, key=lambda e: (len(str(e.when.date)) if e.when.date else 0, e.id))
    return Contact(
        id=lead.id,
        engagements=tuple(e.id for e in group),
        kind=lead.kind,
        format=lead.format,
        level=lead.level,
        when=lead.when,
        place=lead.place or next((e.place for e in group if e.place is not None), None),
        session=next((e.session for e in group if e.session is not None), None),
        notes=of_reports(ledger, *(e.reports for e in group)),
    )


def _moment(contact: Contact, *, numbered: bool) -> Moment:
    """When a contact was; the numbers of sessions count in the track of a body, not in that of a level."""
    assert contact.when.date is not None
    date = contact.when.date
    number = contact.session if numbered else None
    return Moment(id=contact.id, first=date.first, last=date.last, number=number)


def _date_order(contact: Contact) -> tuple[dt.date, dt.date, str]:
    moment = _moment(contact, numbered=False)
    return moment.first, moment.last, contact.id


def _urgency(track: Track) -> tuple[int, float]:
    """By the highest label that is open; the order of the tracks breaks ties."""
    rhythm = track.cadence
    rank = min(_RANK.index(label) for label in rhythm.standing)
    return rank, -(rhythm.ratio[1] if rhythm.ratio else 0.0)
