"""Figures and ranks that a document claims of a relationship."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.lexicon.forms import Match, Token
from dragoman.lexicon.pack import DateWord, Pack
from dragoman.model.record import Indicator, Measure, Party
from dragoman.model.text import Label, Span
from dragoman.model.time import PartialDate

_FIGURE = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|(?<![\d.,])\d+(?:[.,]\d+)?(?!\d)"
)
_REACH = 90
_SUPERLATIVE = 3  # words of a rank without a number: "largest trading partner"


def indicators(context: Context, who: Roster) -> tuple[Indicator, ...]:
    """Every figure or rank told with words for a measure; the value is read from the document alone."""
    out: list[Indicator] = []
    for number, sentence in enumerate(context.sentences):
        if sentence.repeat_of is not None:
            continue
        pack, tokens = context.pack(number), context.tokens(number)
        for cue in pack.cue("indicator", tokens):
            if cue.value == Measure.TRADE_RANK.value:
                out.extend(_ranks(context, who, number, pack, tokens, cue))
            else:
                out.extend(_figures(context, who, number, pack, cue))
    return tuple({i.id: i for i in out}.values())


def _ranks(
    context: Context, who: Roster, number: int, pack: Pack, tokens: Sequence[Token], cue: Match[str]
) -> list[Indicator]:
    """ "The second-largest Arab trading partner": the ordinal right before the words of the rank."""
    span = context.sentences[number].span
    ordinals = [m for m in pack.dates.longest(tokens) if m.value.word is DateWord.ORDINAL]
    near = [m for m in ordinals if 0 <= cue.start - m.end <= 30 or cue.start <= m.start < cue.end]
    if not near and cue.tokens < _SUPERLATIVE:
        return []  # "a trading partner" is no rank
    value = str(max(near, key=lambda m: m.start).value.value) if near else "1"
    start = min([m.start for m in near] + [cue.start])
    words = Span(start=span.start + start, end=min(span.end, span.start + cue.end))
    scope = _scope(context, number, span.start + start, span.start + cue.end)
    return [
        Indicator(
            subject=" ".join(words.of(context.text).split()),
            measure=Measure.TRADE_RANK,
            value=value,
            unit="rank",
            scope=scope,
            period=_period(context, number),
            parties=_sides(context, who, number),
            evidence=context.with_repeats(context.evidence(span, 0.7)),
        )
    ]


def _figures(context: Context, who: Roster, number: int, pack: Pack, cue: Match[str]) -> list[Indicator]:
    span = context.sentences[number].span
    text = span.of(context.text)
    dates = [f.span for _, f in context.of(Label.DATE, number)]
    out: list[Indicator] = []
    for figure in _FIGURE.finditer(text):
        here = Span(start=span.start + figure.start(), end=span.start + figure.end())
        gap = max(cue.start - figure.end(), figure.start() - cue.end)
        if gap > _REACH or any(here.overlaps(d) for d in dates):
            continue
        value, unit = _value(figure, text, pack)
        if unit is None and cue.value not in (Measure.STUDENTS.value, Measure.VISITORS.value):
            continue
        out.append(
            Indicator(
                subject=" ".join(text[cue.start : cue.end].split()),
                measure=Measure(cue.value),
                value=value,
                unit=unit,
                scope=None,
                period=_period(context, number),
                parties=_sides(context, who, number),
                evidence=context.with_repeats(context.evidence(span, 0.7)),
            )
        )
    return out


def _value(figure: re.Match[str], text: str, pack: Pack) -> tuple[str, str | None]:
    """The number in units, and its unit: a currency's ISO 4217 code, "%", or None."""
    raw = re.sub(r"[\u00a0\u202f ]", "", figure[0])
    if (
        re.fullmatch(r"\d{1,3}([.,]\d{3})+", raw) and not re.fullmatch(r"\d{1,3}[.,]\d{3}", raw)
    ) or re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", raw):
        raw = re.sub(r"[.,]", "", raw)
    else:
        raw = raw.replace(",", ".")
        if raw.count(".") > 1:
            raw = raw.replace(".", "", raw.count(".") - 1)
    after = pack.tokens(text[figure.end() : figure.end() + 40])[:4]
    before = pack.tokens(text[max(0, figure.start() - 8) : figure.start()])[-2:]
    number = float(raw)
    scales = pack.cue("scale", after[:2])
    if scales:
        number *= int(scales[0].value)
    unit = pack.meaning("currency", after) or pack.meaning("currency", before)
    if unit is None and pack.cue("percent", after[:2]):
        unit = "%"
    return f"{number:.10g}" if number < 1e10 else f"{number:.0f}", unit


def _scope(context: Context, number: int, start: int, end: int) -> str | None:
    """The party or place named within the words of the rank or right behind them."""
    for found in context.found:
        if found.sentence != number:
            continue
        inside = start <= found.span.start < end or 0 <= found.span.start - end <= 25
        if inside and found.label in (Label.PARTY, Label.PLACE, Label.ORGANISATION):
            return found.words
    return None


def _period(context: Context, number: int) -> PartialDate | None:
    for _, found in context.of(Label.DATE, number):
        said = found.expression
        if said is not None and said.year is not None:
            return PartialDate(year=said.year, month=said.month)
    return None


def _sides(context: Context, who: Roster, number: int) -> tuple[Party, ...]:
    """The states of the sentence, or the two that the document is about where it names neither."""
    named = {f.party for _, f in context.of(Label.PARTY, number) if f.party is not None}
    for mention, _ in context.of(Label.REFERENCE, number):
        named.update(who.sides.get(mention, ()))
    return tuple(sorted(who.pair if named < set(who.pair) else named))
