"""The dates of one document: what it is dated by, and what each of its time expressions means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.detect.dates import Frame, resolve
from dragoman.detect.expressions import Expression
from dragoman.extract.context import Context
from dragoman.model.text import Label, LinkKind, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_DATELINE_CHARACTERS = 160


@dataclass(frozen=True, kw_only=True, eq=False)
class Timing:
    """``of_mention`` gives each DATE mention its date; ``published`` is the document's own date."""

    published: When
    of_mention: Mapping[int, When]


def timing(context: Context, horizon: int) -> Timing:
    """Resolve every time expression in text order. ``horizon``: the last year an undated text can be from."""
    document = context.detection.document
    said = {n: f.expression for n, f in context.of(Label.DATE) if f.expression is not None}
    stated = _stated(context, said, horizon)
    published = (
        When(date=document.published, basis=document.published_basis) if document.published else UNDATED
    )
    if published.date is None:
        published = _dateline(context, said, stated, horizon)
    frame = Frame(
        published=published.date,
        published_basis=published.basis,
        latest=_latest(stated),
        floor=max(_years(context, horizon), default=None),
        horizon=horizon,
        years=_stated_years(stated),
    )
    out: dict[int, When] = {}
    named: PartialDate | None = None
    for number, expression in said.items():
        when = resolve(expression, replace(frame, named=named), future=_future(context, number))
        out[number] = when
        if when.date is not None and when.date.day is not None and not expression.deadline:
            named = when.date
    return Timing(published=published, of_mention=out)


def _stated(context: Context, said: Mapping[int, Expression], horizon: int) -> list[When]:
    """Dates that the text states in full, of what is told as past or present."""
    out = []
    for number, expression in said.items():
        if expression.deadline or _future(context, number):
            continue
        when = resolve(expression.until or expression, Frame(horizon=horizon))
        if when.date is not None:
            out.append(when)
    return out


def _stated_years(stated: list[When]) -> frozenset[int]:
    return frozenset(w.date.year for w in stated if w.date is not None and w.date.day is not None)


def _latest(stated: list[When]) -> PartialDate | None:
    dates = [w.date for w in stated if w.date is not None and w.date.month is not None]
    return max(dates, key=lambda d: d.first) if dates else None


def _years(context: Context, horizon: int) -> list[int]:
    """Years that the text names of the past; a deadline or plan does not count."""
    future = {
        n for number, f in context.of(Label.DATE) if _future(context, number) for n in _span_years(f.words)
    }
    text = context.detection.document.masked
    return [int(y) for y in _YEAR.findall(text) if int(y) not in future and int(y) <= horizon]


def _span_years(words: str) -> list[int]:
    return [int(y) for y in _YEAR.findall(words)]


def _dateline(context: Context, said: Mapping[int, Expression], stated: list[When], horizon: int) -> When:
    """The date of a document without one: its dateline's, or that of "today, Tuesday 14 March"."""
    floor = max(_years(context, horizon), default=None)
    years = _stated_years(stated)
    frame = Frame(latest=_latest(stated), floor=floor, horizon=horizon, years=years)
    for number, expression in said.items():
        found = context.found[number]
        today = expression.is_today or (expression.turn == 0 and expression.weekday is not None)
        if today and expression.month is not None and expression.day is not None:
            when = resolve(expression, frame, future=False)
            if when.date is not None:
                how = f"the text calls it today or of this month; {when.how}"
                return When(date=when.date, basis=DateBasis.INFERRED, how=how)
        starts_document = found.span.start - context.sentences[0].span.start < _DATELINE_CHARACTERS
        if found.sentence == 0 and starts_document and expression.is_full and _in_dateline(context, number):
            when = resolve(expression, frame)
            if when.date is not None:
                return When(date=when.date, basis=DateBasis.INFERRED, how="the date of the dateline")
    return UNDATED


def _in_dateline(context: Context, number: int) -> bool:
    """Whether nothing but a place, an agency and signs stands before the date."""
    return (
        all(context.found[other].label.value in ("LOC", "GPE", "ORG", "DATE") for other in range(number))
        and context.found[number].span.start - context.sentences[0].span.start < 60
    )


def _future(context: Context, number: int) -> bool | None:
    """Whether the events of a date are told as to come (True), as past (False), or both or none (None)."""
    realis = {
        context.found[link.left].mention.realis
        for link in context.links_to(number, LinkKind.DATE)
        if context.found[link.left].label is Label.EVENT
    }
    if not realis or Realis.NEGATED in realis:
        return None
    if realis == {Realis.PLANNED}:
        return True
    return None if Realis.PLANNED in realis else False


def best_date(context: Context, times: Timing, event: int) -> tuple[When, int | None]:
    """The date that an event is linked to, else the only one in its sentence that no other event claims."""
    for link in context.links(event, LinkKind.DATE):
        when = times.of_mention.get(link.right, UNDATED)
        if when.date is not None:
            return when, link.right
    sentence = context.found[event].sentence
    events = [n for n, _ in context.of(Label.EVENT, sentence)]
    free = [
        n
        for n, _ in context.of(Label.DATE, sentence)
        if times.of_mention.get(n, UNDATED).date is not None and not context.links_to(n, LinkKind.DATE)
    ]
    if len(free) == 1 and len(events) == 1:
        return times.of_mention[free[0]], free[0]
    return UNDATED, None
