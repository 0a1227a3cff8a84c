"""The dates of one document: what it is dated by, and what each of its time expressions means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.detect.dates import Frame, resolve
from dragoman.detect.expressions import Expression
from dragoman.extract.account import ACTS
from dragoman.extract.context import Context
from dragoman.lexicon.pack import DateWord
from dragoman.model.text import EngagementKind, Label, Link, LinkKind, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_OPENING = 60  # characters
_RIGHT_BEHIND = 40  # characters from an event's words to its date
_RIGHT_BEFORE = 24  # characters from a date to the words of an act
_OF_CONDEMNATION = 0.8  # the least score of a condemnation's date behind its words
_NEWS = 0.5  # the least score of a main event
_WEEK = 6  # days from the first to the last
_LATE_DAYS = 7  # from a dateline to the page that has it
_FIRST_SINCE = 40  # characters from "first" to "since"
_ENDING = 8  # characters from a date to a word for "since" behind it
_SIGN = re.compile(r"[,.;:]")
_STEP_SENTENCES = 2  # how far back the date may be that "the next day" is counted from


@dataclass(frozen=True, kw_only=True, eq=False)
class Timing:
    """``of_mention`` gives each DATE mention its date; ``published`` is the document's own date; ``since``
    are those since which something is the first: they date what was before."""

    published: When
    of_mention: Mapping[int, When]
    since: frozenset[int] = frozenset()


def timing(context: Context, horizon: int) -> Timing:
    """Resolve every time expression in text order. ``horizon``: the last year an undated text can be from."""
    document = context.detection.document
    said = {n: f.expression for n, f in context.of(Label.DATE) if f.expression is not None}
    stated = _stated(context, said, horizon)
    published = (
        When(date=document.published, basis=document.published_basis) if document.published else UNDATED
    )
    if published.basis is not DateBasis.STATED:  # what the text says goes before what was guessed around it
        told = _dateline(context, said, stated, horizon, published)
        published = told if told.date is not None else published
    frame = Frame(
        published=published.date,
        published_basis=published.basis,
        latest=_latest(stated),
        floor=max(_years(context, horizon), default=None),
        horizon=horizon,
        years=_stated_years(stated),
    )
    out: dict[int, When] = {}
    since: set[int] = set()
    named: PartialDate | None = None
    named_in, single = 0, False
    for number, expression in said.items():
        sentence = context.found[number].sentence
        base = named
        if expression.step is not None:
            base = named if single and sentence - named_in <= _STEP_SENTENCES else None
            if expression.step < 0 and sentence > named_in:
                base = _day_of_news(context, out) or base
            if _counted_from_words(context, number):
                base = None
        if expression.until is None and _first_since(context, number):
            out[number] = UNDATED
            since.add(number)
            continue
        when = resolve(expression, replace(frame, named=base), future=_future(context, number))
        out[number] = when
        if when.date is not None and when.date.day is not None and not expression.deadline:
            named, named_in, single = when.date, sentence, when.end is None
    return Timing(published=published, of_mention=out, since=frozenset(since))


def _day_of_news(context: Context, dated: Mapping[int, When]) -> PartialDate | None:
    """The day of the main event, where it has been named: "the day before" looks back from the news."""
    best: tuple[float, PartialDate] | None = None
    for number, found in context.of(Label.EVENT):
        score = found.mention.scores.main if found.mention.scores else 0.0
        link = context.best(number, LinkKind.DATE)
        day = dated[link].date if link is not None and link in dated else None
        if day is not None and day.day is not None and score >= _NEWS and (best is None or score > best[0]):
            best = score, day
    return best[1] if best else None


def _counted_from_words(context: Context, number: int) -> bool:
    """Whether the words go on to say what they are counted from ("the day before the summit")."""
    found = context.found[number]
    start = context.sentences[found.sentence].span.start
    return any(
        match.value.word is DateWord.VAGUE
        and start + match.start <= found.span.start
        and start + match.end > found.span.end
        for match in context.pack(found.sentence).dates.longest(context.tokens(found.sentence))
    )


def _first_since(context: Context, number: int) -> bool:
    """Whether something is said to be the first since a date, which dates what was before: "the first visit
    since 2012", "2012'den bu yana ilk ziyaret"."""
    found = context.found[number]
    sentence = context.sentences[found.sentence].span
    start, end = found.span.start - sentence.start, found.span.end - sentence.start
    matches = list(context.pack(found.sentence).dates.find(context.tokens(found.sentence)))
    since = [m for m in matches if m.value.word is DateWord.SINCE]
    first = [(m.start, m.end) for m in matches if m.value.word is DateWord.ORDINAL and m.value.value == 1]
    first += [(m.start, m.end) for m in context.cue("first_since", found.sentence)]
    before = [m.start for m in since if m.start <= start and start - m.end <= 1]
    if any(0 <= left - told <= _FIRST_SINCE for left in before for _, told in first):
        return True
    if found.expression is None or found.expression.day is not None:
        return False
    text = context.sentence_text(found.sentence)
    behind = [m.end for m in since if 0 <= m.start - end <= _ENDING and not _SIGN.search(text[end : m.start])]
    return any(
        0 <= told - right <= _FIRST_SINCE or 0 <= start - over <= _FIRST_SINCE
        for right in behind
        for told, over in first
    )


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


def _dateline(
    context: Context,
    said: Mapping[int, Expression],
    stated: list[When],
    horizon: int,
    around: When,
) -> When:
    """The date of a document as its text has it: its dateline's, or that of "today, Tuesday 14 March". The
    date that is guessed ``around`` the text, if any, tells the year where that is left out."""
    floor = max(_years(context, horizon), default=None)
    years = _stated_years(stated)
    frame = Frame(
        published=around.date,
        published_basis=around.basis,
        latest=_latest(stated),
        floor=floor,
        horizon=horizon,
        years=years,
    )
    for number, expression in said.items():
        today = expression.is_today or (expression.turn == 0 and expression.weekday is not None)
        if today and expression.month is not None and expression.day is not None:
            when = resolve(expression, frame, future=False)
            if when.date is not None:
                how = f"the text calls it today or of this month; {when.how}"
                return When(date=when.date, basis=DateBasis.INFERRED, how=how)
        dated = expression.is_full or (
            around.date is not None and None not in (expression.month, expression.day)
        )
        if dated and (_is_in_dateline(context, number) or _opens(context, number)):
            when = resolve(expression, frame)
            if when.date is not None and (expression.is_full or _just_before(when.date, around)):
                return When(date=when.date, basis=DateBasis.INFERRED, how="the date of the dateline")
    return UNDATED


def _just_before(date: PartialDate, around: When) -> bool:
    return around.date is not None and 0 <= (around.date.last - date.first).days <= _LATE_DAYS


def _is_in_dateline(context: Context, number: int) -> bool:
    return context.dateline is not None and number in context.dateline


def _opens(context: Context, number: int) -> bool:
    """Whether a date opens the first sentence, nothing but a place, an agency and signs before it."""
    found, start = context.found[number], context.sentences[0].span.start
    return (
        found.sentence == 0
        and found.span.start - start < _OPENING
        and all(context.found[other].label.value in ("LOC", "GPE", "ORG", "DATE") for other in range(number))
    )


def _future(context: Context, number: int) -> bool | None:
    """Whether the events of a date are told as to come (True), as past (False), or both or none (None).

    A date between what happened and what is to come is of the first: "arrived on Thursday to attend".
    """
    realis = {
        context.found[link.left].mention.realis
        for link in context.links_to(number, LinkKind.DATE)
        if context.found[link.left].label is Label.EVENT
    }
    if not realis:
        here = {f.mention.realis for _, f in context.of(Label.EVENT, context.found[number].sentence)}
        return True if here == {Realis.PLANNED} else None
    if Realis.NEGATED in realis:
        return None
    if realis == {Realis.PLANNED}:
        return not _follows_news(context, number)
    return None if Realis.PLANNED in realis else False


def _follows_news(context: Context, number: int) -> bool:
    """Whether a date stands right behind a contact that happened, and the plans linked to it follow it."""
    found = context.found[number]
    if any(link.left < number for link in context.links_to(number, LinkKind.DATE)):
        return False
    before = [n for n, _ in context.of(Label.EVENT, found.sentence) if n < number]
    if not before:
        return False
    event = context.found[before[-1]]
    contact = event.mention.event not in ACTS and event.mention.realis is Realis.ACTUAL
    return contact and found.span.start - event.span.end <= _RIGHT_BEHIND


def undated_words(context: Context, times: Timing, event: int) -> int | None:
    """The mention of a day that an event is linked to, where nothing says of which week or year it is."""
    for link in context.links(event, LinkKind.DATE):
        said = context.found[link.right].expression
        unknown = times.of_mention.get(link.right, UNDATED).date is None
        if unknown and said is not None and (said.weekday is not None or said.day is not None):
            return link.right
    return None


def _finest(context: Context, dates: Sequence[tuple[When, int]]) -> tuple[When, int]:
    """The first date, or the only day within it that its sentence names besides: "next week, on the 19th"."""
    first, number = dates[0]
    assert first.date is not None
    if first.date.day is not None and first.end is None:
        return dates[0]
    last = (first.end or first.date).last
    days = [
        (when, other)
        for when, other in dates[1:]
        if when.date is not None and when.date.day is not None and when.end is None
        if first.date.first <= when.date.first <= last
        if context.found[other].sentence == context.found[number].sentence
    ]
    stretch = (last - first.date.first).days
    return days[0] if len(days) == 1 and (first.end is None or stretch == _WEEK) else dates[0]


def _is_of_object(context: Context, event: int, link: Link) -> bool:
    """Whether a date is that of what is condemned ("Friday's attack"): linked to another act more surely,
    right before the words of one, or too doubtful, for what is condemned is dated more often."""
    found, date = context.found[event], context.found[link.right]
    if found.mention.event is not EngagementKind.CONDEMNATION or _is_in_dateline(context, link.right):
        return False
    behind = date.span.start > found.span.end
    if link.score < (_OF_CONDEMNATION if behind else context.minimum):
        return True
    others = [
        (n, f) for n, f in context.of(Label.EVENT, date.sentence) if f.mention.event is EngagementKind.OTHER
    ]
    dated = {other.left: other.score for other in context.links_to(link.right, LinkKind.DATE)}
    return any(
        dated.get(number, 0.0) >= link.score
        or (behind and 0 <= other.span.start - date.span.end <= _RIGHT_BEFORE)
        for number, other in others
    )


def best_date(context: Context, times: Timing, event: int) -> tuple[When, int | None]:
    """The date that an event is linked to, else the only one in its sentence that no other event claims."""
    linked = [
        (times.of_mention[link.right], link.right)
        for link in context.links(event, LinkKind.DATE)
        if times.of_mention.get(link.right, UNDATED).date is not None
        if not _is_of_object(context, event, link)
    ]
    filed = [dated for dated in linked if _is_in_dateline(context, dated[1])]
    if len(linked) > len(filed):
        return _finest(context, [dated for dated in linked if dated not in filed])
    sentence = context.found[event].sentence
    events = [n for n, _ in context.of(Label.EVENT, sentence)]
    free = [
        n
        for n, _ in context.of(Label.DATE, sentence)
        if times.of_mention.get(n, UNDATED).date is not None and not context.links_to(n, LinkKind.DATE)
        if not _is_in_dateline(context, n)
    ]
    if len(free) == 1 and len(events) == 1:
        return times.of_mention[free[0]], free[0]
    ahead = context.found[event].mention.realis is Realis.PLANNED  # of no day on which it was written
    return filed[0] if filed and not ahead else (UNDATED, None)
