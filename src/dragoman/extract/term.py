"""Until when an instrument is meant to hold: a date, a length of time, or the years of its title.

"Valid until 31 December 2028", "expires in 2028", "for a period of five years", "Plan of consultations for
2024-2026", "automatically renewed". The words are those of the group ``term`` of the language packs.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.detect.expressions import parse
from dragoman.extract.context import Context
from dragoman.extract.timing import Timing
from dragoman.lexicon.forms import Match
from dragoman.lexicon.pack import DateWord, Pack
from dragoman.model.record import Evidence, InstrumentStatus
from dragoman.model.text import Label, Span
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_REACH = 32  # characters between the words for a term and its date or length
_STEM = 5  # letters that the forms of a word have in common
_YEAR = r"(?<![\d/.-])((?:19|20)\d\d)"
_YEARS = re.compile(_YEAR + r"(?!\d)(?P<between>[^\d.;:]{1,12})((?:19|20)\d\d)(?!\d)")
_ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST_RANGE = 40  # years
_LONGEST_MONTHS = 1200
_MONTHS = {"year": 12, "month": 1}
COUNTED_FROM = {
    InstrumentStatus.SIGNED: "the date of its signing",
    InstrumentStatus.CONCLUDED: "the date of its conclusion",
    InstrumentStatus.IN_FORCE: "the date of its entry into force",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a document says of the term of an instrument. ``dates`` are the mentions that give its end: none
    of them is the date of the instrument."""

    expires: When = UNDATED
    months: int | None = None
    renews: bool = False
    evidence: Evidence | None = None
    dates: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Cue:
    match: Match[str]
    sentence: int


def term_of(context: Context, times: Timing, group: Sequence[int]) -> Term:
    """What is said of the term of an instrument, whose mentions are ``group``: in their sentences, and in the
    next where it speaks on of it ("The agreement is valid for five years")."""
    cues = [cue for number in group for cue in _cues_of(context, number, group)]
    found = UNDATED
    evidence: Evidence | None = None
    months: int | None = None
    dates: set[int] = set()
    for cue in cues:
        when, mention = _end(context, times, cue)
        if mention is not None:
            dates.add(mention)
        if when.date is not None and found.date is None:
            found, evidence = when, _words(context, cue)
    if found.date is None:
        found, evidence = _of_title(context, group)
    extending = next((cue for cue in cues if cue.match.value == "extends"), None)
    if extending is not None and found.date is None:
        found = _prolonged(context, times, extending)
        evidence = _words(context, extending) if found.date is not None else evidence
    for cue in cues if extending is None and found.date is None else ():
        if cue.match.value == "lasts" and months is None:
            months = _length(context, cue)
            evidence = evidence or (_words(context, cue) if months else None)
    renews = next((cue for cue in cues if cue.match.value == "renews"), None)
    if renews is not None:
        evidence = evidence or _words(context, renews)
    return Term(
        expires=found,
        months=months,
        renews=renews is not None,
        evidence=evidence,
        dates=frozenset(dates),
    )


def worked_out(term: Term, status: InstrumentStatus | None, when: When) -> When:
    """The date that the words state, or else the end of the term counted from signing or entry into force."""
    if term.expires.date is not None or term.months is None or status not in COUNTED_FROM:
        return term.expires
    return after(when, term.months, COUNTED_FROM[status])


def after(when: When, months: int, event: str) -> When:
    """So many months after a date, as exact as it is, at most the last day of its month; UNDATED where there
    is none."""
    date = when.date
    if date is None:
        return UNDATED
    years, month = divmod(date.year * 12 + (date.month or 1) - 1 + months, 12)
    if years > dt.MAXYEAR:
        return UNDATED
    day = min(date.day, calendar.monthrange(years, month + 1)[1]) if date.day is not None else None
    end = PartialDate(year=years, month=month + 1 if date.month is not None else None, day=day)
    return When(date=end, basis=DateBasis.RELATIVE, how=f"{length(months)} from {date}, {event}")


def length(months: int) -> str:
    """ "5 years", "18 months"."""
    number, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _cues_of(context: Context, number: int, group: Sequence[int]) -> Iterator[_Cue]:
    """The words for a term that belong to this mention: in its sentence those that no other instrument stands
    nearer before, and in the next sentence of the paragraph all, where no other is named before them."""
    found = context.found[number]
    here = found.sentence
    start = context.sentences[here].span.start
    others = [f for n, f in context.of(Label.INSTRUMENT, here) if n not in group]
    for match in context.cue("term", here):
        at = start + match.start
        ours = _distance(found.span, at)
        if all(ours < _distance(other.span, at) for other in others):
            yield _Cue(match, here)
    last = max((n for n, _ in context.of(Label.INSTRUMENT, here)), default=number)
    if last in group and _speaks_on(context, here + 1, number, group):
        yield from (_Cue(match, here + 1) for match in context.cue("term", here + 1))


def _distance(span: Span, at: int) -> int:
    """How far words at an offset stand from a mention: behind it they belong to it, before it hardly."""
    return at - span.end if at >= span.start else 2 * (span.start - at) + 200


def _speaks_on(context: Context, sentence: int, number: int, group: Sequence[int]) -> bool:
    """Whether a sentence of the same paragraph calls the instrument by its kind ("the agreement"), and none
    by words that its title does not have."""
    if sentence >= len(context.sentences):
        return False
    found = context.found[number]
    if context.sentences[sentence].paragraph != context.sentences[found.sentence].paragraph:
        return False
    others = [f for n, f in context.of(Label.INSTRUMENT, sentence) if n not in group]
    if not all(_within(other.words, found.words, found.pack) for other in others):
        return False
    words = context.sentence_text(sentence)
    return any(
        _within(words[kind.start : kind.end], found.words, found.pack)
        for kind in context.cue("instrument_kind", sentence)
    )


def _within(words: str, title: str, pack: Pack) -> bool:
    """Whether words are those of a title, in any inflection and with or without what is written together
    with them; of several the ones that carry meaning."""
    if pack.words == "characters":
        return pack.tokenizer.fold(words) in pack.tokenizer.fold(title)
    ours = {v[:_STEM] for token in pack.tokens(title) for v in token.variants}
    said = [t for t in pack.tokens(words) if len(t.text) >= _STEM]
    return bool(said) and all(any(v[:_STEM] in ours for v in token.variants) for token in said)


def _end(context: Context, times: Timing, cue: _Cue) -> tuple[When, int | None]:
    """The date beside words for an end, or the last of two years beside words for a period."""
    words = context.sentence_text(cue.sentence)
    match = cue.match
    if match.value == "ends":
        mention = _date_beside(context, cue)
        if mention is not None:
            when = times.of_mention.get(mention, UNDATED)
            return _last(when), mention
        year = _ONE_YEAR.search(words, match.start, min(len(words), match.end + _REACH // 2))
        return (_year(int(year[1])) if year else UNDATED), None
    if match.value in ("period", "lasts"):
        region = (max(0, match.start - _REACH // 2), match.end + _REACH // 2)
        years = _years(words, *region)
        mention = _date_beside(context, cue) if years else None
        return (_year(years[1]) if years else UNDATED), mention
    return UNDATED, None


def _prolonged(context: Context, times: Timing, cue: _Cue) -> When:
    """The end of what is added, counted from the day of the renewal where it stands beside the words for it.

    A year alone is rather that of the instrument: "the agreement of 2010 was renewed for five years".
    """
    months, mention = _length(context, cue), _date_beside(context, cue)
    day = times.of_mention.get(mention, UNDATED) if mention is not None else UNDATED
    exact = day.date is not None and day.date.month is not None
    return after(day, months, "the date of its renewal") if months and exact else UNDATED


def _last(when: When) -> When:
    """The end of a range, where the words give one."""
    return When(date=when.end, basis=when.basis, how=when.how) if when.end is not None else when


def _date_beside(context: Context, cue: _Cue) -> int | None:
    """The mention of a date that overlaps the words or stands nearest to them."""
    start = context.sentences[cue.sentence].span.start
    left, right = start + cue.match.start, start + cue.match.end
    near = []
    for number, found in context.of(Label.DATE, cue.sentence):
        gap = max(found.span.start - right, left - found.span.end, 0)
        if gap <= _REACH:
            near.append((gap, found.span.start < left, number))
    return min(near)[2] if near else None


def _of_title(context: Context, group: Sequence[int]) -> tuple[When, Evidence | None]:
    """The last of the years that a title names: "Plan of consultations for 2024-2026"."""
    for number in group:
        found = context.found[number]
        years = _years(found.words)
        if years is not None:
            return _year(years[1], "the last of the years that its title names"), context.evidence(
                found.span, found.mention.confidence
            )
    return UNDATED, None


def _years(words: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Two years that stand together, the later second."""
    for found in _YEARS.finditer(words, start, len(words) if end is None else min(end, len(words))):
        first, last = int(found[1]), int(found[3])
        if first < last <= first + _LONGEST_RANGE:
            return first, last
    return None


def _year(year: int, how: str = "") -> When:
    return When(date=PartialDate(year=year), basis=DateBasis.STATED, how=how)


def _length(context: Context, cue: _Cue) -> int | None:
    """The months of the length of time behind the words, else of the one before them or of which they are
    part."""
    pack, words, match = context.pack(cue.sentence), context.sentence_text(cue.sentence), cue.match
    behind = _months(words[match.end : match.end + _REACH], pack, first=True)
    return behind or _months(words[max(0, match.start - _REACH) : match.end], pack, first=False)


def _months(words: str, pack: Pack, *, first: bool) -> int | None:
    """The first or last number of years or months in these words."""
    tokens = pack.tokens(words)
    units = [m for m in pack.dates.find(tokens) if m.value.word is DateWord.UNIT and m.value.value in _MONTHS]
    if not units:
        return None
    unit = min(units, key=lambda m: m.start) if first else max(units, key=lambda m: m.end)
    said = parse(words[: unit.end].replace("-", " "), pack)
    months = (said.count or 0) * _MONTHS.get(said.unit or "", 0)
    return months if 1 <= months <= _LONGEST_MONTHS else None


def _words(context: Context, cue: _Cue) -> Evidence:
    return context.evidence(context.sentences[cue.sentence].span, 0.7)
