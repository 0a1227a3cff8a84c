"""What is planned between two parties, and what had become of it by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.desk.consultations.journeys import host_of
from dragoman.desk.consultations.rows import Plan
from dragoman.desk.contacts import is_ahead
from dragoman.desk.fates import outcome_on
from dragoman.desk.notes import of_reports
from dragoman.desk.occasions import occasions
from dragoman.desk.timeline import PUBLIC_ACTS, taking_part
from dragoman.model.ledger import Ledger, LedgerEngagement, Outcome
from dragoman.model.record import Level, Party
from dragoman.model.text import Realis

_TWO = 2


def plans(
    ledger: Ledger, engagements: Iterable[LedgerEngagement], pair: tuple[Party, ...], on: dt.date
) -> tuple[Plan, ...]:
    """Contacts to come, and those that were planned and of which nothing was reported or that were called
    off; soonest first, undated last. What is planned of one visit, and stands alike, is one plan."""
    chosen = [e for e in engagements if e.kind not in PUBLIC_ACTS and _is_plan(e, on)]
    sides: dict[frozenset[Party], list[LedgerEngagement]] = {}
    for engagement in chosen:
        own = frozenset(pair) if len(pair) == _TWO else taking_part(engagement)
        sides.setdefault(own, []).append(engagement)
    out = []
    for one in (one for group in sides.values() for one in occasions(group)):
        groups: dict[Outcome, list[LedgerEngagement]] = {}
        for engagement in one:
            groups.setdefault(_outcome(engagement, on), []).append(engagement)
        out += [_plan(ledger, group, outcome, pair) for outcome, group in groups.items()]
    return tuple(sorted(out, key=lambda p: (p.when.date is None, str(p.when.date), p.id)))


def open_after(planned: Iterable[Plan], last: dt.date | None) -> tuple[Plan, ...]:
    """Plans that may still take place, those to come first, and those that were due after the last contact
    without being reported; a plan due before it is settled by it."""
    listed = [
        p
        for p in planned
        if p.outcome is Outcome.PENDING
        or (p.outcome is Outcome.NOT_REPORTED and (last is None or p.due is None or p.due > last))
    ]
    return tuple(sorted(listed, key=lambda p: p.outcome is not Outcome.PENDING))


def _is_plan(engagement: LedgerEngagement, on: dt.date) -> bool:
    if engagement.when.date is None and all(m.recurrence is not None for m in engagement.members):
        return False  # how often it is to be held, and no plan of one time
    put_off = engagement.realis is Realis.NEGATED and engagement.fate is not None
    return is_ahead(engagement, on) or put_off


def _outcome(engagement: LedgerEngagement, on: dt.date) -> Outcome:
    return outcome_on(engagement.fate, on) if engagement.fate is not None else Outcome.PENDING


def _plan(
    ledger: Ledger, group: Sequence[LedgerEngagement], outcome: Outcome, pair: tuple[Party, ...]
) -> Plan:
    """One plan of all that is planned for one occasion; the whole leads."""
    lead = group[0]
    due = [e.fate.due for e in group if e.fate is not None and e.fate.due is not None]
    levels = [e.level for e in group if e.level is not None]
    return Plan(
        id=lead.id,
        engagements=tuple(e.id for e in group),
        kind=lead.kind,
        level=min(levels, key=list(Level).index, default=None),
        body=next((e.body for e in group if e.body is not None), None),
        session=next((e.session for e in group if e.session is not None), None),
        when=next((e.when for e in group if e.when.date is not None), lead.when),
        place=lead.place or next((e.place for e in group if e.place is not None), None),
        host=next((host for e in group if (host := host_of(e, pair)) is not None), None),
        outcome=outcome,
        due=max(due, default=None),
        notes=of_reports(ledger, *(e.reports for e in group)),
    )
