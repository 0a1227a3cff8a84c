"""The sessions of a body: held, announced, and not held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.desk.bodies.chairs import chairs
from dragoman.desk.bodies.rows import Held, Promise, SessionEntry
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.bodies.signed import signed
from dragoman.desk.fates import outcome_on
from dragoman.desk.notes import of_reports
from dragoman.desk.timeline import HAPPENED
from dragoman.merge.compare.telling import Days, days, gap
from dragoman.model.ledger import LedgerBody, LedgerEngagement, Outcome, Session
from dragoman.model.record import Level
from dragoman.model.text import EngagementKind
from dragoman.model.time import UNDATED

SITTINGS = frozenset(
    {
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.CONSULTATIONS,
        EngagementKind.SUMMIT,
        EngagementKind.MEETING,
    }
)
"""Kinds of engagement that can be a session of a body; a call or a statement about it is none."""

_MONTH = 31
_NEAR_DAYS = 3  # sources date one session's opening, sitting and closing
_WITHIN_DAYS = 366  # of a plan, in which a session that nobody says to be it may yet be it
_COMING = (Outcome.PENDING,)
_CAME = (Outcome.HELD, Outcome.HELD_EARLY, Outcome.HELD_LATE)


def sittings(shelves: Shelves, body: LedgerBody) -> tuple[LedgerEngagement, ...]:
    """The engagements of a body that can be its sessions."""
    numbered = {key for session in body.sessions for key in session.engagements}
    held = shelves.of_body.get(body.id, [])
    return tuple(e for e in held if e.kind in SITTINGS or e.id in numbered)


def sessions(shelves: Shelves, body: LedgerBody, on: dt.date) -> tuple[SessionEntry, ...]:
    """Every numbered session, and those held whose number no document gives; the latest first, undated last.

    An unnumbered one of the days of a numbered one is that one; several of the same days are one. What is
    only announced is no session, unless it has a number.
    """
    found = {e.id: e for e in sittings(shelves, body)}
    numbered = {s.number: [found[k] for k in s.engagements if k in found] for s in body.sessions}
    groups: list[list[LedgerEngagement]] = []
    loose = sorted(
        (e for e in found.values() if e.session is None and _is_held(e, on)),
        key=lambda e: (str(e.when.date), e.id),
    )
    for event in loose:
        homes = [n for n, events in numbered.items() if any(_falls_on(event, other) for other in events)]
        if homes:
            numbered[homes[0]].append(event)
            continue
        home = next((g for g in groups if any(_same_days(event, other) for other in g)), None)
        if home is not None:
            home.append(event)
        else:
            groups.append([event])
    out = [
        _entry(
            shelves,
            numbered[session.number],
            number=session.number,
            on=on,
            out_of_order=session.number in body.out_of_order,
            session=session,
        )
        for session in body.sessions
    ]
    out += [_entry(shelves, group, number=None, on=on) for group in groups]
    return tuple(sorted(out, key=_latest_first))


def promises(
    shelves: Shelves, body: LedgerBody, on: dt.date
) -> tuple[tuple[Promise, ...], tuple[Promise, ...]]:
    """Sessions announced and not known as held: those to come, soonest first, and those of which nothing
    came, by their dates. A plan whose number was held since is not among them, nor one of the same days as a
    session held."""
    events = sittings(shelves, body)
    held = [e for e in events if _is_held(e, on)]
    numbers = {e.session for e in held if e.session is not None}
    coming: list[Promise] = []
    missed: list[Promise] = []
    for event in events:
        if event.fate is None or _is_held(event, on) or event.session in numbers:
            continue
        outcome = outcome_on(event.fate, on)
        if outcome in _CAME or any(_same_days(event, other) for other in held):
            continue
        promise = Promise(
            notes=of_reports(shelves.ledger, event.reports),
            engagement=event.id,
            number=event.session,
            when=event.fate.moved[-1] if event.fate.moved else event.fate.planned,
            moved=(event.fate.planned, *event.fate.moved) if event.fate.moved else (),
            place=event.place,
            outcome=outcome,
            perhaps=() if outcome in _COMING else tuple(e.id for e in held if _may_be(e, event)),
        )
        (coming if outcome in _COMING else missed).append(promise)
    return _once(coming), _once(missed)


def _once(found: Iterable[Promise]) -> tuple[Promise, ...]:
    """By date; of several for the same day the one with a number, or else with most words."""
    best: dict[str, Promise] = {}
    for one in sorted(found, key=lambda p: (p.number is None, -len(p.notes), p.engagement)):
        best.setdefault(str(one.when.date) if one.when.date is not None else one.engagement, one)
    return tuple(sorted(best.values(), key=_by_date))


def _entry(
    shelves: Shelves,
    events: Sequence[LedgerEngagement],
    *,
    number: int | None,
    on: dt.date,
    out_of_order: bool = False,
    session: Session | None = None,
) -> SessionEntry:
    told = [e for e in events if _is_held(e, on)] or list(events)
    first = _best(told)
    return SessionEntry(
        notes=of_reports(shelves.ledger, *([session.reports] if session else (e.reports for e in events))),
        number=number,
        held=_held(told, on),
        when=first.when if first is not None else UNDATED,
        place=next((e.place for e in _ranked(told) if e.place is not None), None),
        level=_level(told),
        chairs=chairs(shelves, told),
        signed=signed(shelves, told),
        engagements=tuple(sorted(e.id for e in events)),
        out_of_order=out_of_order,
        differs=tuple(conflict.property for conflict in session.conflicts) if session else (),
    )


def _held(told: Sequence[LedgerEngagement], on: dt.date) -> Held:
    if any(_is_held(e, on) for e in told):
        return Held.HELD
    outcomes = {outcome_on(e.fate, on) for e in told if e.fate is not None}
    if Outcome.DISPUTED in outcomes:
        return Held.DISPUTED
    if outcomes & {Outcome.CALLED_OFF, Outcome.POSTPONED, Outcome.DENIED}:
        return Held.NOT_HELD
    return Held.PLANNED if told else Held.NUMBER_ONLY


def _is_held(event: LedgerEngagement, on: dt.date) -> bool:
    """Told as having taken place, and not dated past the day of asking."""
    past = event.when.date is None or event.when.date.first <= on
    disputed = event.fate is not None and event.fate.outcome is Outcome.DISPUTED
    return event.realis in HAPPENED and past and not disputed


def _ranked(events: Iterable[LedgerEngagement]) -> list[LedgerEngagement]:
    """Those dated to the day first, then those told by most documents."""
    return sorted(events, key=lambda e: (-len(str(e.when.date or "")), -len(e.reports), e.id))


def _best(events: Sequence[LedgerEngagement]) -> LedgerEngagement | None:
    sat = [e for e in events if e.kind is EngagementKind.COMMISSION_SESSION]
    return next(iter(_ranked(sat or events)), None)


def _level(events: Iterable[LedgerEngagement]) -> Level | None:
    order = list(Level)
    return min((e.level for e in events if e.level is not None), key=order.index, default=None)


def _days(event: LedgerEngagement) -> Days | None:
    """The days that it can be; the month of publication counts, since a body meets but once in it."""
    date = event.when.date
    return (date.first, (event.when.end or date).last) if date is not None else None


def _same_days(one: LedgerEngagement, other: LedgerEngagement) -> bool:
    ours, theirs = _days(one), _days(other)
    if ours is None or theirs is None:
        return False
    exact = all((last - first).days <= _MONTH for first, last in (ours, theirs))
    return exact and gap(ours, theirs) <= _NEAR_DAYS


def _falls_on(event: LedgerEngagement, session: LedgerEngagement) -> bool:
    """Whether an unnumbered engagement is a numbered session: of the same days, or undated and told by a
    document that tells that session as well."""
    if _days(event) is not None:
        return _same_days(event, session)
    here = {report.document_id for report in event.reports}
    return bool(here & {report.document_id for report in session.reports})


def _may_be(held: LedgerEngagement, plan: LedgerEngagement) -> bool:
    """Whether a session held may be the one announced: no other number, and within a year of its day."""
    if held.session is not None and plan.session is not None and held.session != plan.session:
        return False
    ours, theirs = days(held.when), days(plan.when)
    if ours is None or theirs is None:
        return False
    return ours[1] >= theirs[0] and gap(ours, theirs) <= _WITHIN_DAYS


def _latest_first(entry: SessionEntry) -> tuple[bool, tuple[int, ...], int, tuple[str, ...]]:
    date = entry.when.date
    moment = (-date.first.toordinal(),) if date is not None else ()
    return date is None, moment, -(entry.number or 0), entry.engagements


def _by_date(promise: Promise) -> tuple[str, str]:
    return str(promise.when.date or "9999"), promise.engagement
