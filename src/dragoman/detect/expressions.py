"""Time expressions -> what they say. The vocabulary comes from a language pack; the grammar is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.errors import InvalidRecord
from dragoman.lexicon.forms import Token
from dragoman.lexicon.pack import DateCue, DateWord, Pack
from dragoman.model.time import PartialDate

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d/-])")


# "Thursday (5/6)"
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})(?:/(?=\d{1,2}(?![\d/-]))|\.(?=\d{1,2}\.(?!\d)))(\d{1,2})")


_LEADING_NUMBER = re.compile(r"(\d{1,2})\D{1,4}\Z")


_YEARS = range(1700, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """What a time expression says, before it is resolved."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 is Monday
    days: int | None = None  # today is 0, yesterday -1
    count: int | None = None  # of units, back (ago) or ahead
    unit: str | None = None
    quarter: int | None = None
    season: str | None = None
    turn: int | None = None  # -1 last, 0 this, 1 next
    direction: int | None = None  # -1 ago, 1 from now
    same: bool = False
    step: int | None = None  # days from the date named last: "the next day"
    late: bool = False
    deadline: bool = False
    until: Expression | None = None

    @property
    def is_full(self) -> bool:
        """Whether it gives day, month and year."""
        return None not in (self.year, self.month, self.day)

    @property
    def is_bare(self) -> bool:
        """Whether it names neither a day of its own, by number or name, nor anything longer."""
        own = (self.year, self.month, self.day, self.weekday, self.days, self.season, self.quarter)
        return all(part is None for part in own)

    @property
    def is_today(self) -> bool:
        return self.days == 0


def parse(text: str, pack: Pack) -> Expression:
    """What ``text`` says as a time expression in the pack's language; empty where it says nothing."""
    figures = _figures(text, pack.date_order)
    if figures is not None:
        return figures
    items = _items(pack.tokens(text), pack)
    weekday = _first(items, DateWord.WEEKDAY)
    short = _SHORT.search(text) if weekday is not None and pack.date_order == "dmy" else None
    if short and 1 <= int(short[1]) <= 31 and 1 <= int(short[2]) <= 12:
        return Expression(day=int(short[1]), month=int(short[2]), weekday=weekday)
    return _range(items) or _single(items)


def _figures(text: str, order: str) -> Expression | None:
    match = _FIGURES.search(text)
    if not match:
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if first > 31 or len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        day, month, year = first, second, third
        if order == "mdy" and first <= 12:
            day, month = second, first
        if month > 12 and day <= 12:
            day, month = month, day
        if year < 100:
            year += 2000 if year < 70 else 1900
    try:
        PartialDate(year=year, month=month, day=day)
    except InvalidRecord:
        return None
    return Expression(year=year, month=month, day=day)


def _items(tokens: Sequence[Token], pack: Pack) -> list[DateCue]:
    """The cues of an expression in order, numbers in figures among them."""
    matches = pack.dates.longest(tokens)
    placed: list[tuple[int, DateCue]] = []
    covered: set[int] = set()
    for match in matches:
        if match.value.word in (DateWord.WEEKDAY, DateWord.BEFORE) and match.tokens > 1:
            # a weekday written with the word for week (周三 in 上周三), a deadline with its unit (年内)
            inside = [t for t in tokens if match.start <= t.start and t.end <= match.end]
            units = [m for m in pack.dates.find(inside) if m.value.word is DateWord.UNIT]
            placed.extend((match.start, unit.value) for unit in units[:1])
        placed.append((match.start, _best(match.value, pack, tokens, match.start, match.end)))
        covered.update(range(match.start, match.end))
        if match.value.word is DateWord.BEFORE and match.tokens > 1:  # "by the end of" is late as well
            inside = [t for t in tokens if match.start <= t.start and t.end <= match.end]
            parts = [m for m in pack.dates.find(inside) if m.value.word in _PARTS]
            placed.extend((part.start, part.value) for part in parts[:1])
    for token in tokens:
        if token.start in covered:
            continue
        for variant in token.variants:
            number = _number(variant)
            if number is not None:
                placed.append((token.start, DateCue(DateWord.NUMBER, number)))
                break
    placed.sort(key=lambda p: p[0])
    return [cue for _, cue in placed]


_PARTS = (DateWord.EARLY, DateWord.MIDDLE, DateWord.LATE)


def _best(value: DateCue, pack: Pack, tokens: Sequence[Token], start: int, end: int) -> DateCue:
    """Where one form has several meanings, the one that says most: a month before a number or a 'to'."""
    inside = [t for t in tokens if start <= t.start and t.end <= end]
    values = pack.dates.whole(inside)
    return min(values, key=lambda cue: list(DateWord).index(cue.word)) if values else value


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 4 else None
    match = _LEADING_NUMBER.match(word)
    return int(match[1]) if match else None


_CONTENT = {
    DateWord.MONTH,
    DateWord.WEEKDAY,
    DateWord.DAY,
    DateWord.MONTHDAY,
    DateWord.NUMBER,
    DateWord.ORDINAL,
}


def _range(items: list[DateCue]) -> Expression | None:
    """An expression of two ends, where a range word stands between two things that can be dates."""
    for index, cue in enumerate(items):
        if cue.word is not DateWord.RANGE:
            continue
        left, right = items[:index], items[index + 1 :]
        if not (_CONTENT & {c.word for c in left}) or not (_CONTENT & {c.word for c in right}):
            continue
        first, last = _single(left), _single(right)
        first, last = _as_day(first, left, last), _as_day(last, right, first)
        if first.day is None and last.day is not None and first.month is None:
            continue
        first = replace(
            first,
            month=first.month if first.month is not None else last.month,
            year=first.year if first.year is not None else last.year,
            turn=first.turn if first.turn is not None else last.turn,
        )
        last = replace(
            last,
            month=last.month if last.month is not None else first.month,
            year=last.year if last.year is not None else first.year,
        )
        told = DateWord.MONTHDAY in {c.word for c in items}
        if first.month is None and first.weekday is None and first.year is None and not told:
            continue
        return replace(first, until=last)
    return None


def _as_day(first: Expression, items: Sequence[DateCue], last: Expression) -> Expression:
    """A bare number before the range word is a day where the other end has a day and a month."""
    if first.day is not None or last.day is None or first.month is not None or first.year is not None:
        return first
    numbers = [int(c.value) for c in items if c.word in (DateWord.NUMBER, DateWord.ORDINAL)]
    return replace(first, day=numbers[-1], count=None) if numbers and 1 <= numbers[-1] <= 31 else first


def _single(items: list[DateCue]) -> Expression:
    """What cues say together, whatever their order but for two things: a number right before a unit counts
    it ("two weeks ago"), and of other numbers the one nearest to the month is the day."""
    words = {cue.word for cue in items}
    unit, count, free = _units(items)
    month = _first(items, DateWord.MONTH)
    weekday = _first(items, DateWord.WEEKDAY)
    turn = -1 if DateWord.PAST in words else 1 if DateWord.NEXT in words else None
    turn = 0 if turn is None and DateWord.THIS in words else turn
    direction = -1 if DateWord.AGO in words else 1 if DateWord.AHEAD in words else None
    years = [int(items[n].value) for n in free if int(items[n].value) in _YEARS]
    small = [n for n in free if 1 <= int(items[n].value) <= 31]
    day = _first(items, DateWord.MONTHDAY)
    quarter: int | None = None
    if unit == "quarter" and small:
        quarter, small = int(items[small[0]].value), []
    if day is None and month is not None and small:
        home = next(n for n, cue in enumerate(items) if cue.word is DateWord.MONTH)
        day = int(items[min(small, key=lambda n: (abs(n - home), n))].value)
    elif (
        day is None
        and small
        and unit in ("month", None)
        and direction is None
        and (turn is not None or weekday is not None)
    ):
        day = int(items[small[0]].value)
    if month is not None or weekday is not None:
        unit, count = (None, None) if unit == "day" or count is not None else (unit, count)
    elif unit == "day" and count is None and direction is None:
        unit = None
    if unit is not None and count is None and direction is not None:
        count = 1
    if unit is not None and count is not None and direction is None and DateWord.BEFORE in words:
        direction = 1  # a deadline that is counted: "within five years"
    return Expression(
        year=years[0] if years else None,
        month=month,
        day=day,
        weekday=weekday,
        days=_first(items, DateWord.DAY),
        count=count,
        unit=unit,
        season=next((str(c.value) for c in items if c.word is DateWord.SEASON), None),
        quarter=quarter if quarter is None or 1 <= quarter <= 4 else None,
        turn=turn,
        direction=direction if month is None else None,
        same=DateWord.SAME in words,
        step=_first(items, DateWord.STEP),
        late=DateWord.LATE in words,
        deadline=DateWord.BEFORE in words,
    )


def _first(items: Sequence[DateCue], word: DateWord) -> int | None:
    return next((int(cue.value) for cue in items if cue.word is word), None)


def _units(items: Sequence[DateCue]) -> tuple[str | None, int | None, list[int]]:
    """The unit that matters, the number that counts it, and the places of all other numbers."""
    numbers = [n for n, cue in enumerate(items) if cue.word in (DateWord.NUMBER, DateWord.ORDINAL)]
    units = [n for n, cue in enumerate(items) if cue.word is DateWord.UNIT]
    # a quarter weighs more than its year, and a day, which may stand beside any date, the least
    ranked = sorted(units, key=lambda n: (items[n].value != "quarter", items[n].value == "day"))
    chosen = next(iter(ranked), None)
    if chosen is None:
        return None, None, numbers
    before = chosen - 1
    counts = before in numbers and items[chosen].value != "quarter" and int(items[before].value) not in _YEARS
    free = [n for n in numbers if not (counts and n == before)]
    return str(items[chosen].value), int(items[before].value) if counts else None, free
