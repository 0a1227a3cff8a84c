"""Which engagements are one contact: a visit, and all that is done on it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.timeline import by_date
from dragoman.merge.compare.engagements import days, gap
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.text import EngagementKind, Realis

Occasion = tuple[LedgerEngagement, ...]
_ON_A_VISIT = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SIGNING,
        EngagementKind.SUMMIT,
    }
)
_SHORT_DAYS = 31  # a date that may be any of more days than this does not tell of itself what fell on a visit


def occasions(contacts: Iterable[LedgerEngagement]) -> tuple[Occasion, ...]:
    """The contacts of two parties, those that are one together, the whole before its parts; by date.

    One contact are: an engagement and those told as part of it; and a visit with the meetings, sessions,
    signings and summits that fall on it. These do where nothing contradicts it (another country; two lists
    of people with nobody in common), and

    - both are dated, and the dates agree; where one tells but a year, somebody takes part in both;
    - both are undated, and one document tells both as news (no background), with somebody in both; or
    - the act is undated, and the visit stands in the same words.

    What is part of an engagement that is not among ``contacts`` counts for itself.
    """
    ordered = by_date(contacts)
    known = {e.id: e for e in ordered}
    tours = Tours(e for e in ordered if e.kind is EngagementKind.VISIT)
    whole = {e.id: _whole(e, known, tours) for e in ordered}
    groups: dict[str, list[LedgerEngagement]] = {}
    for engagement in ordered:
        groups.setdefault(_root(engagement.id, whole), []).append(engagement)
    return tuple((known[root], *(e for e in group if e.id != root)) for root, group in groups.items())


class Tours:
    """Visits by year and by document, so that each engagement is held against few of them."""

    def __init__(self, tours: Iterable[LedgerEngagement]) -> None:
        self._by_year: dict[int, list[LedgerEngagement]] = {}
        self._by_document: dict[str, list[LedgerEngagement]] = {}
        for tour in tours:
            for year in _years(tour):
                self._by_year.setdefault(year, []).append(tour)
            for key in _documents(tour):
                self._by_document.setdefault(key, []).append(tour)

    def near(self, engagement: LedgerEngagement) -> list[LedgerEngagement]:
        """The only visits that it can fall on: those of its years, or where it has none of its documents."""
        years = _years(engagement)
        shelves = (
            [self._by_year.get(year, ()) for year in years]
            if years
            else [self._by_document.get(key, ()) for key in _documents(engagement)]
        )
        return list({tour.id: tour for shelf in shelves for tour in shelf}.values())


def _years(engagement: LedgerEngagement) -> range:
    span = days(engagement.when)
    return range(span[0].year, span[1].year + 1) if span is not None else range(0)


def _root(identity: str, whole: dict[str, str | None]) -> str:
    seen = [identity]
    while (above := whole[seen[-1]]) is not None and above not in seen:
        seen.append(above)
    return seen[-1] if above is None else min(seen[seen.index(above) :])


def _whole(engagement: LedgerEngagement, known: dict[str, LedgerEngagement], tours: Tours) -> str | None:
    if engagement.part_of in known and engagement.part_of != engagement.id:
        return engagement.part_of
    if engagement.kind not in _ON_A_VISIT:
        return None
    fit = [tour for tour in tours.near(engagement) if _falls_on(engagement, tour)]
    return min(fit, key=lambda tour: (-len(_common(engagement, tour)), tour.id)).id if fit else None


def _falls_on(one: LedgerEngagement, tour: LedgerEngagement) -> bool:
    here, there = (e.place.country if e.place else None for e in (one, tour))
    if here and there and here != there:
        return False
    common = bool(_common(one, tour))
    if not common and one.participants and tour.participants:
        return False
    ours, theirs = days(one.when), days(tour.when)
    if ours is not None and theirs is not None:
        short = all((last - first).days < _SHORT_DAYS for first, last in (ours, theirs))
        return gap(ours, theirs) == 0 and (common or short)
    if ours is not None:
        return False
    news = one.realis is tour.realis is Realis.ACTUAL and bool(_documents(one) & _documents(tour))
    return (theirs is None and news and common) or _in_one_quote(one, tour)


def _common(one: LedgerEngagement, other: LedgerEngagement) -> set[str]:
    return {p.person_id for p in one.participants} & {p.person_id for p in other.participants}


def _documents(engagement: LedgerEngagement) -> set[str]:
    return {report.document_id for report in engagement.reports}


def _in_one_quote(one: LedgerEngagement, other: LedgerEngagement) -> bool:
    """Whether a document tells of both in the same words."""
    return any(
        a.document_id == b.document_id and a.span.start < b.span.end and b.span.start < a.span.end
        for first in one.reports
        for second in other.reports
        for a in first.evidence
        for b in second.evidence
    )
