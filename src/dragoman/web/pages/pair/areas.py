"""The areas of cooperation of a pair: the scorecard and what made it, what moved, momentum, another pair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.assessment.compare import Comparison
from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.momentum import Term
from dragoman.desk.assessment.rows import AreaRow, Component
from dragoman.export.brief_charts import chart_labels
from dragoman.export.cells import csv_text
from dragoman.ledger.answer import Answer
from dragoman.ledger.given import day_given
from dragoman.model.record import Party
from dragoman.web.errors import WebError
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.pages.pair.scores import Scores
from dragoman.web.view import Asked

router = APIRouter()
_TERMS = 12


@page(router, "/pairs/{left}/{right}/areas")
def areas(
    view: Asked,
    pair: AskedPair,
    since: Annotated[str, Query(max_length=10)] = "",
    with_left: Annotated[str, Query(max_length=100)] = "",
    with_right: Annotated[str, Query(max_length=100)] = "",
) -> Page:
    day = day_given(since.strip()) if since.strip() else None
    if day is not None and day > pair.on:
        raise WebError(f"since {day} is after the day of asking, {pair.on}")
    other = _other(pair, with_left, with_right)
    answer = _assessed(pair, day, other)
    found = answer.facts
    own = found.left if isinstance(found, Comparison) else found
    return Page(
        template="pair/areas.html.jinja",
        name=f"areas-{pair.name}",
        facts=pair.facts(
            "areas",
            own.coverage,
            own=own,
            both=found if isinstance(found, Comparison) else None,
            other=other,
            with_names=(with_left, with_right),
            since=day,
            month=pair.on - dt.timedelta(days=90),
            components=list(Component),
            scores=Scores(view.say, own.scorecard.settings, {e.id: e for e in pair.rows(pair.engagements)}),
            telling=[r for r in own.scorecard.rows if any(s.items or s.score for s in r.scores)],
            drawn=find_spec("matplotlib") is not None,
            directions=Direction,
            terms=own.momentum.terms[:_TERMS],
            terms_more=max(0, len(own.momentum.terms) - _TERMS),
        ),
        formats={"json": lambda: answer.to("json"), "csv": lambda: _csv(found)},
    )


@page(router, "/pairs/{left}/{right}/momentum")
def momentum(view: Asked, pair: AskedPair) -> Page:
    answer = _assessed(pair, None, None)
    found = answer.facts
    assert isinstance(found, Assessment)

    def drawn(format: str) -> bytes:
        from dragoman.export.charts import momentum_chart

        labels = chart_labels(view.say)
        return momentum_chart(
            found.momentum, names=pair.names, format=format, labels=labels, lang=view.say.lang
        )

    return Page(
        template="pair/momentum.html.jinja",
        name=f"momentum-{pair.name}",
        facts=pair.facts(
            "areas",
            found.coverage,
            own=found,
            scores=Scores(view.say, found.scorecard.settings, {e.id: e for e in pair.rows(pair.engagements)}),
            drawn=find_spec("matplotlib") is not None,
            directions=Direction,
            terms=found.momentum.terms,
            terms_more=0,
        ),
        formats={
            "svg": lambda: drawn("svg"),
            "png": lambda: drawn("png"),
            "json": lambda: answer.to("json"),
            "csv": lambda: _momentum_csv(found),
        },
    )


def _assessed(
    pair: Pair, since: dt.date | None, other: tuple[Party, Party] | None
) -> Answer[Assessment | Comparison]:
    """The assessment, kept; beside it that of another pair, on the documents of both."""
    view = pair.view
    trade = view.desk.settings.trade

    def make() -> Answer[Assessment | Comparison]:
        book = pair.book
        if other is not None:
            beside = view.desk.store.catalog.telling(other, limit=len(pair.told[0]) or 1)
            told = {*pair.told[0], *beside}
            book = view.book(tuple(sorted(told)))
        return book.assess(pair.left, pair.right, pair.on, since=since, against=other, trade=trade)

    return pair.kept(("areas", since, other), make)


def _other(pair: Pair, left: str, right: str) -> tuple[Party, Party] | None:
    if not left.strip() or not right.strip():
        return None
    one, other = pair.view.pair(left.strip(), right.strip())
    if {one, other} == set(pair.parties):
        raise WebError(f"{one.code} and {other.code} are the pair itself")
    return one, other


def _csv(found: Assessment | Comparison) -> str:
    """A row to each area, of one pair or of two."""
    columns = ("pair", "area", "label", *(component.value for component in Component))
    sides = (found.left, found.right) if isinstance(found, Comparison) else (found,)
    return csv_text(columns, (row for one in sides for row in _rows(one)))


def _rows(found: Assessment) -> Iterable[tuple[object, ...]]:
    name = "-".join(party.code for party in found.parties)
    rows: tuple[AreaRow, ...] = found.scorecard.rows
    return ((name, row.area, row.label.value if row.label else None, *row.vector) for row in rows)


def _momentum_csv(found: Assessment) -> str:
    columns = (
        "id", "others", "day", "day_used", "kind", "what", "act", "cameo", "level", "direction", "goldstein",
        "weight", "age_days", "contribution", "quote", "origin", "start", "end",
    )  # fmt: skip
    return csv_text(columns, (_term(term) for term in found.momentum.terms))


def _term(term: Term) -> tuple[object, ...]:
    first = term.notes[0]
    return (
        term.id, term.others, term.day, term.day_used.value, term.kind.value, term.what, term.act, term.cameo,
        term.level.value if term.level else None, term.direction.value, term.goldstein, term.weight,
        term.age_days, round(term.contribution, 4), first.quote, first.origin, first.start, first.end,
    )  # fmt: skip
