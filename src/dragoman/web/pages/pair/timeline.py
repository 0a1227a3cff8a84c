"""The timeline of a pair: every engagement, by its own date or by that of the reports, with filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from dragoman.desk.brief_rows import EngagementRow
from dragoman.desk.notes import published
from dragoman.desk.timeline import HAPPENED, by_date, within
from dragoman.export.timeline_csv import timeline_csv
from dragoman.export.timeline_ics import timeline_ics
from dragoman.export.timeline_json import timeline_json
from dragoman.gazetteer.fold import fold_name
from dragoman.ledger.given import bound_given
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Level
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.view import Asked

router = APIRouter()
_PAGE = 50


class By(StrEnum):
    """Which date orders, groups and bounds them."""

    EVENT = "event"
    REPORT = "report"  # the last document that tells of it


class Told(StrEnum):
    """Whether it took place."""

    HELD = "held"
    PLANNED = "planned"
    OFF = "off"


_REALIS = {
    Told.HELD: HAPPENED,
    Told.PLANNED: frozenset({Realis.PLANNED}),
    Told.OFF: frozenset({Realis.NEGATED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is wanted of a timeline; an empty field wants all. ``city`` and ``country`` are of the place."""

    kinds: frozenset[EngagementKind]
    levels: frozenset[Level]
    told: frozenset[Told]
    since: PartialDate | None
    until: PartialDate | None
    words: str
    city: str
    country: str
    by: By
    oldest_first: bool

    def choose(self, ledger: Ledger, engagements: Sequence[LedgerEngagement]) -> list[LedgerEngagement]:
        """The engagements that are wanted, in the order that is."""
        realis = frozenset().union(*(_REALIS[one] for one in self.told))
        wanted = fold_name(self.words).split()
        kept = [
            e
            for e in engagements
            if (not self.kinds or e.kind in self.kinds)
            and (not self.levels or e.level in self.levels)
            and (not self.told or e.realis in realis)
            and (not self.country or (e.place is not None and e.place.country == self.country))
            and (not self.city or (e.place is not None and e.place.city == self.city))
            and within(self.date(ledger, e), self.since, self.until)
            and (not wanted or _has(e, wanted))
        ]
        if self.by is By.EVENT:
            return list(by_date(kept, newest_first=not self.oldest_first))
        dated = [e for e in kept if self.date(ledger, e).date is not None]
        dated.sort(key=lambda e: e.id)
        dated.sort(key=lambda e: str(self.date(ledger, e).date), reverse=not self.oldest_first)
        return [*dated, *(e for e in kept if self.date(ledger, e).date is None)]

    def date(self, ledger: Ledger, engagement: LedgerEngagement) -> When:
        """The date that it goes by: its own, or that of the last document that tells of it."""
        if self.by is By.EVENT:
            return engagement.when
        told = (published(ledger, report.document_id).date for report in engagement.reports)
        last = max((date for date in told if date is not None), key=lambda date: date.first, default=None)
        return When(date=last, basis=DateBasis.PUBLICATION) if last is not None else UNDATED


def filters_of(
    kind: Annotated[list[EngagementKind] | None, Query()] = None,
    level: Annotated[list[Level] | None, Query()] = None,
    told: Annotated[list[Told] | None, Query()] = None,
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    q: Annotated[str, Query(max_length=200)] = "",
    city: Annotated[str, Query(max_length=100)] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    by: By = By.EVENT,
    order: Annotated[str, Query(pattern="^(newest|oldest)$")] = "newest",
) -> Filters:
    """The filters of an address."""
    return Filters(
        kinds=frozenset(kind or ()),
        levels=frozenset(level or ()),
        told=frozenset(told or ()),
        since=bound_given(since.strip() or None),
        until=bound_given(until.strip() or None),
        words=q.strip(),
        city=city,
        country=country,
        by=by,
        oldest_first=order == "oldest",
    )


AskedFilters = Annotated[Filters, Depends(filters_of)]


@page(router, "/pairs/{left}/{right}/timeline")
def timeline(
    view: Asked,  # noqa: ARG001
    pair: AskedPair,
    chosen: AskedFilters,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Page:
    found = chosen.choose(pair.known, pair.engagements)
    shown = found[offset : offset + _PAGE]
    rows = dict(zip((e.id for e in shown), pair.rows(shown), strict=True))
    present = {e.kind for e in pair.engagements}
    return Page(
        template="pair/timeline.html.jinja",
        name=f"timeline-{pair.name}",
        facts=pair.facts(
            "timeline",
            pair.coverage,
            chosen=chosen,
            groups=_grouped(pair, chosen, shown, rows),
            kinds=[kind for kind in EngagementKind if kind in present],
            levels=list(Level),
            told=list(Told),
            legend=pair.legend(shown),
            number=len(found),
            every=len(pair.engagements),
            offset=offset,
            limit=_PAGE,
            shown_now=len(shown),
        ),
        formats={
            "json": lambda: timeline_json(pair.known, found),
            "csv": lambda: timeline_csv(pair.known, found),
            "ics": lambda: timeline_ics(pair.known, found, pair.on, " – ".join(pair.names)),
        },
    )


def _grouped(
    pair: Pair, chosen: Filters, shown: Sequence[LedgerEngagement], rows: dict[str, EngagementRow]
) -> list[tuple[str, list[tuple[EngagementRow, str]]]]:
    """Rows by year, or by month of the reports; beside each the other one of its two dates."""
    say = pair.view.say

    def head(one: LedgerEngagement) -> str:
        date = chosen.date(pair.known, one).date
        if date is None:
            return say("date.none")
        if chosen.by is By.EVENT:
            return str(date.year)
        return say.day(date if date.day is None else PartialDate(year=date.year, month=date.month))

    def reported(one: LedgerEngagement) -> str:
        date = chosen.date(pair.known, one).date
        return say.day(date) if chosen.by is By.REPORT and date is not None else ""

    return [(title, [(rows[e.id], reported(e)) for e in group]) for title, group in groupby(shown, head)]


def _has(engagement: LedgerEngagement, wanted: Sequence[str]) -> bool:
    """Whether all words stand in what is told of it: quotes, names in any spelling, place, topics."""
    told = [claim.written for claim in engagement.claims]
    told += [evidence.quote for report in engagement.reports for evidence in report.evidence]
    told += [person.name for person in engagement.participants]
    told += [*engagement.topics, *engagement.areas, engagement.kind.value, str(engagement.place or "")]
    text = fold_name(" ".join(told))
    return all(word in text for word in wanted)
