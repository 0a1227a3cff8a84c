"""Engagements in order of time: who dealt with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from dragoman.model.ledger import Ledger, LedgerEngagement, Report
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import PartialDate, When

PUBLIC_ACTS = frozenset(
    {
        EngagementKind.STATEMENT,
        EngagementKind.CONDEMNATION,
        EngagementKind.REQUEST,
        EngagementKind.OTHER,
    }
)
"""Kinds that are no contact between the parties: something said of them or to the public."""

HAPPENED = frozenset({Realis.ACTUAL, Realis.PAST_BACKGROUND})


def timeline(
    ledger: Ledger,
    parties: tuple[Party, ...] = (),
    *,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    kinds: Collection[EngagementKind] = (),
    newest_first: bool = False,
) -> tuple[LedgerEngagement, ...]:
    """The engagements in which every one of ``parties`` takes part, by date, undated ones last.

    A date without day or month counts as within the bounds where it can be, and stands after the days that
    it can be. Undated engagements are left out where a bound is given. No ``kinds`` means all.
    """
    chosen = [
        engagement
        for engagement in ledger.engagements
        if set(parties) <= taking_part(engagement)
        and (not kinds or engagement.kind in kinds)
        and within(engagement.when, since, until)
    ]
    return by_date(chosen, newest_first=newest_first)


def by_date(
    engagements: Iterable[LedgerEngagement], *, newest_first: bool = False
) -> tuple[LedgerEngagement, ...]:
    """In order of time, undated last either way; ids break ties, so that the order is always the same."""
    ordered = sorted(engagements, key=lambda e: e.id)
    dated = [e for e in ordered if e.when.date is not None]
    dated.sort(key=lambda e: _moment(e.when), reverse=newest_first)
    return (*dated, *(e for e in ordered if e.when.date is None))


def taking_part(engagement: LedgerEngagement) -> frozenset[Party]:
    """The parties of an engagement, those of its people included."""
    people = {person.party for person in engagement.participants if person.party is not None}
    return frozenset(people | set(engagement.parties))


def is_contact(engagement: LedgerEngagement) -> bool:
    """Whether it is a dealing that took place, not a plan, a denial or a public act."""
    return engagement.kind not in PUBLIC_ACTS and engagement.realis in HAPPENED


def voices(reports: Iterable[Report]) -> int:
    """The number of independent accounts: copies and translations of one text are one."""
    return len({report.voice for report in reports})


def _moment(when: When) -> tuple[dt.date, int, dt.date]:
    assert when.date is not None
    return when.date.last, len(str(when.date)) * -1, (when.end or when.date).last


def within(when: When, since: PartialDate | None, until: PartialDate | None) -> bool:
    """Whether a date can be within the bounds; what is undated is within none."""
    if since is None and until is None:
        return True
    if when.date is None:
        return False
    last = (when.end or when.date).last
    return (since is None or last >= since.first) and (until is None or when.date.first <= until.last)
