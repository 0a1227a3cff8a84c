"""Time expressions -> dates. The vocabulary comes from a language pack; the grammar is one for all languages.

An expression is first parsed into what it says (:class:`Expression`), then resolved against what is known of
the document (:class:`Frame`). Nothing is guessed: what cannot be worked out stays undated.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.errors import InvalidRecord
from dragoman.lexicon.forms import Token
from dragoman.lexicon.pack import DateCue, DateWord, Pack
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?![\d/-])")
_LEADING_NUMBER = re.compile(r"(\d{1,2})\D{1,4}\Z")
_YEARS = range(1700, 2200)


class _Relative(Protocol):
    """Marks a date as counted from publication."""

    def __call__(self, date: PartialDate, end: PartialDate | None = None) -> When: ...


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
    late: bool = False
    deadline: bool = False
    until: Expression | None = None

    @property
    def is_full(self) -> bool:
        """Whether it gives day, month and year."""
        return None not in (self.year, self.month, self.day)

    @property
    def is_today(self) -> bool:
        return self.days == 0

    @property
    def is_empty(self) -> bool:
        return self == Expression() or self == Expression(deadline=self.deadline, late=self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known when an expression is resolved.

    ``published`` is the document's date; ``latest`` the latest past date that the text states with at least
    a month; ``floor`` the latest year it states of the past; ``named`` the date named last before the
    expression; ``horizon`` the last year that an undated text can be from.
    """

    published: PartialDate | None = None
    published_basis: DateBasis = DateBasis.UNKNOWN
    latest: PartialDate | None = None
    floor: int | None = None
    named: PartialDate | None = None
    horizon: int = 2026


def parse(text: str, pack: Pack) -> Expression:
    """What ``text`` says as a time expression in the pack's language; empty where it says nothing."""
    figures = _figures(text, pack.date_order)
    if figures is not None:
        return figures
    items = _items(pack.tokens(text), pack)
    return _range(items) or _single(items)


def resolve(said: Expression, frame: Frame, *, future: bool | None = None) -> When:
    """The date of an expression, with its basis, or UNDATED. ``future``: whether it is told as to come."""
    if said.deadline and future is None:
        future = True
    try:
        start = _resolve_one(said, frame, future)
    except (InvalidRecord, ValueError, OverflowError):
        return UNDATED
    if said.until is None or start.date is None:
        return start
    try:
        end = _resolve_one(said.until, replace(frame, named=start.date), future)
    except (InvalidRecord, ValueError, OverflowError):
        return start
    if end.date is None or end.date == start.date or end.date.last < start.date.first:
        return start
    return replace(start, end=end.date)


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


_CONTENT = {DateWord.MONTH, DateWord.WEEKDAY, DateWord.DAY, DateWord.NUMBER, DateWord.ORDINAL}


def _range(items: list[DateCue]) -> Expression | None:
    """An expression of two ends, where a range word stands between two things that can be dates."""
    for index, cue in enumerate(items):
        if cue.word is not DateWord.RANGE:
            continue
        left, right = items[:index], items[index + 1 :]
        if not (_CONTENT & {c.word for c in left}) or not (_CONTENT & {c.word for c in right}):
            continue
        first, last = _single(left), _single(right)
        first = _as_day(first, left, last)
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
        if first.month is None and first.weekday is None and first.year is None:
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
    day: int | None = None
    quarter: int | None = None
    if unit == "quarter" and small:
        quarter, small = int(items[small[0]].value), []
    if month is not None and small:
        home = next(n for n, cue in enumerate(items) if cue.word is DateWord.MONTH)
        day = int(items[min(small, key=lambda n: (abs(n - home), n))].value)
    elif (
        small and unit in ("month", None) and direction is None and (turn is not None or weekday is not None)
    ):
        day = int(items[small[0]].value)
    if month is not None or weekday is not None:
        unit, count = (None, None) if unit == "day" or count is not None else (unit, count)
    elif unit == "day" and count is None and direction is None:
        unit = None
    if unit is not None and count is None and direction is not None:
        count = 1
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
        late=DateWord.LATE in words,
        deadline=DateWord.BEFORE in words,
    )


def _first(items: Sequence[DateCue], word: DateWord) -> int | None:
    return next((int(cue.value) for cue in items if cue.word is word), None)


def _units(items: Sequence[DateCue]) -> tuple[str | None, int | None, list[int]]:
    """The unit that matters, the number that counts it, and the places of all other numbers."""
    numbers = [n for n, cue in enumerate(items) if cue.word in (DateWord.NUMBER, DateWord.ORDINAL)]
    units = [n for n, cue in enumerate(items) if cue.word is DateWord.UNIT]
    chosen = next((n for n in units if items[n].value != "day"), units[0] if units else None)
    if chosen is None:
        return None, None, numbers
    before = chosen - 1
    counts = before in numbers and items[chosen].value != "quarter" and int(items[before].value) not in _YEARS
    free = [n for n in numbers if not (counts and n == before)]
    return str(items[chosen].value), int(items[before].value) if counts else None, free


def _resolve_one(said: Expression, frame: Frame, future: bool | None) -> When:
    if said.is_full:
        return _when(DateBasis.STATED, "", said.year, said.month, said.day)
    if said.quarter is not None:
        return _quarter(said, frame)
    if said.month is not None:
        return _of_month(said, frame, future)
    if said.year is not None and said.season is None:
        month = 12 if said.late and said.unit in (None, "year") else None
        return _when(DateBasis.STATED, "", said.year, month)
    if said.season is not None:
        return _season(said, frame, future)
    if said.same and frame.named is not None:
        return When(date=frame.named, basis=DateBasis.RELATIVE, how=f"the date named before, {frame.named}")
    if frame.published is None:
        return UNDATED
    return _relative(said, frame.published, future)


def _when(
    basis: DateBasis, how: str, year: int | None, month: int | None = None, day: int | None = None
) -> When:
    if year is None:
        return UNDATED
    return When(date=PartialDate(year=year, month=month, day=day), basis=basis, how=how)


def _quarter(said: Expression, frame: Frame) -> When:
    year, basis = said.year, DateBasis.STATED
    if year is None:
        if frame.published is None:
            return UNDATED
        year, basis = frame.published.year + (said.turn or 0), DateBasis.RELATIVE
    first = 3 * (said.quarter or 1) - 2
    return When(
        date=PartialDate(year=year, month=first), end=PartialDate(year=year, month=first + 2), basis=basis
    )


_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}


def _season(said: Expression, frame: Frame, future: bool | None) -> When:
    """A season gives its year alone: its months differ between hemispheres."""
    if said.year is not None:
        return _when(DateBasis.STATED, "", said.year)
    published = frame.published
    if published is None or said.season not in _SEASON_ENDS:
        return UNDATED
    ended = published.month is not None and published.month > _SEASON_ENDS[said.season]
    year = published.year
    if said.turn == -1 or (said.turn is None and future is False):
        year -= 0 if ended else 1
    elif said.turn == 1 or future:
        year += 1 if ended else 0
    return _when(DateBasis.RELATIVE, f"counted from the publication date, {published}", year)


def _of_month(said: Expression, frame: Frame, future: bool | None) -> When:
    month, day = said.month, said.day
    assert month is not None
    if said.year is not None:
        return _when(DateBasis.STATED, "", said.year, month, day)
    published = frame.published
    if published is not None:
        return _month_from_publication(said, published, future)
    if day is not None and said.weekday is not None:
        years = [
            year
            for year in range(frame.floor or frame.horizon - 8, frame.horizon + 1)
            if _weekday_is(year, month, day, said.weekday)
        ]
        if years:
            how = f"the latest year to {frame.horizon} in which this day falls on this weekday"
            if frame.floor is not None:
                how += f", not before {frame.floor}, which the text names"
            return _when(DateBasis.INFERRED, how, years[-1], month, day)
        return UNDATED
    if said.days is not None or said.turn is not None:
        return UNDATED
    anchor = frame.named if frame.named is not None and frame.named.month is not None else frame.latest
    if anchor is None or anchor.month is None:
        return UNDATED
    year = anchor.year
    if PartialDate(year=year, month=month, day=day).last < anchor.first:
        year += 1
    how = f"the first such date after {anchor}, the latest date that the text states"
    return _when(DateBasis.INFERRED, how, year, month, day)


def _month_from_publication(said: Expression, published: PartialDate, future: bool | None) -> When:
    month, day = said.month, said.day
    assert month is not None
    years = (published.year - 1, published.year, published.year + 1)
    if day is not None and said.weekday is not None:
        fitting = [y for y in years if _weekday_is(y, month, day, said.weekday)]
        if len(fitting) == 1:
            how = f"the year near {published} in which this day falls on this weekday"
            return _when(DateBasis.INFERRED, how, fitting[0], month, day)
    if said.turn == 0:
        year = published.year
    else:
        year = _nearest_year(month, day, published, future if said.turn is None else said.turn > 0)
        if said.turn == -1 and (year, month) == (published.year, published.month) and day is None:
            year -= 1
    relative = said.turn is not None
    how = f"counted from the publication date, {published}"
    return _when(DateBasis.RELATIVE if relative else DateBasis.INFERRED, how, year, month, day)


def _nearest_year(month: int, day: int | None, published: PartialDate, future: bool | None) -> int:
    """The year that puts the day before (future False), after (True) or nearest to publication (None)."""
    reference = published.last
    dates = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            dates.append(PartialDate(year=year, month=month, day=day))
        except InvalidRecord:
            continue
    if future is True:
        later = [d for d in dates if d.last >= published.first]
        return later[0].year if later else published.year + 1
    if future is False:
        before = [d for d in dates if d.first <= reference]
        return before[-1].year if before else published.year - 1
    return min(dates, key=lambda d: (abs((d.first - published.first).days), d.year)).year


def _weekday_is(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, day).isoweekday() == weekday
    except ValueError:
        return False


def _relative(said: Expression, published: PartialDate, future: bool | None) -> When:
    how = f"counted from the publication date, {published}"
    today = published.first if published.day is not None else None

    def relative(date: PartialDate, end: PartialDate | None = None) -> When:
        return When(date=date, end=end, basis=DateBasis.RELATIVE, how=how)

    if said.days is not None and said.unit is None:
        return relative(PartialDate.of(today + dt.timedelta(said.days)) if today else _coarse(published))
    if said.weekday is not None and said.unit in (None, "week"):
        if today is None:
            return relative(_coarse(published)) if said.unit is None and said.turn in (None, 0) else UNDATED
        return relative(PartialDate.of(_weekday_near(said, today, future)))
    if said.unit is None and said.day is None:
        return UNDATED
    if said.unit == "year":
        return _relative_year(said, published, relative)
    if published.month is None:
        return UNDATED
    if said.day is not None and said.unit in (None, "month"):
        year, month = _shift_months(published.year, published.month, said.turn or 0)
        return relative(PartialDate(year=year, month=month, day=said.day))
    if said.unit == "month":
        return _relative_month(said, published, relative)
    if said.unit in ("week", "weekend"):
        return _relative_week(said, published, today, relative)
    if said.unit == "day" and said.direction is not None and said.count is not None and today:
        return relative(PartialDate.of(today + dt.timedelta(said.direction * said.count)))
    if said.unit == "quarter":
        quarter = (published.month - 1) // 3 + (said.turn or 0)
        year, first = _shift_months(published.year, 1, 3 * quarter)
        return relative(PartialDate(year=year, month=first), PartialDate(year=year, month=first + 2))
    return UNDATED


def _coarse(published: PartialDate) -> PartialDate:
    return PartialDate(year=published.year, month=published.month)


def _weekday_near(said: Expression, today: dt.date, future: bool | None) -> dt.date:
    assert said.weekday is not None
    back = (today.isoweekday() - said.weekday) % 7
    if said.unit == "week" and said.turn is not None:
        monday = today - dt.timedelta(today.isoweekday() - 1) + dt.timedelta(7 * said.turn)
        return monday + dt.timedelta(said.weekday - 1)
    if said.turn == 1 or (future and said.turn != -1):
        return today + dt.timedelta((7 - back) % 7 if said.turn != 1 else (7 - back) % 7 or 7)
    if said.turn == -1:
        return today - dt.timedelta(back or 7)
    return today - dt.timedelta(back)


def _relative_year(said: Expression, published: PartialDate, relative: _Relative) -> When:
    if said.count is not None and said.direction is not None:
        return relative(PartialDate(year=published.year + said.direction * said.count))
    if said.turn is None and not said.late:
        return UNDATED
    if said.turn == -1 and said.count is not None and said.count > 1:
        return relative(PartialDate(year=published.year - said.count), PartialDate(year=published.year))
    year = published.year + (said.turn or 0)
    return relative(PartialDate(year=year, month=12 if said.late else None))


def _relative_month(said: Expression, published: PartialDate, relative: _Relative) -> When:
    assert published.month is not None
    if said.count is not None and said.direction is not None:
        shift = said.direction * said.count
    elif said.turn is not None and not (said.count and said.count > 1):
        shift = said.turn
    elif said.turn == -1 and said.count is not None:
        year, month = _shift_months(published.year, published.month, -said.count)
        return relative(PartialDate(year=year, month=month), _coarse(published))
    elif said.late:
        shift = 0
    else:
        return UNDATED
    year, month = _shift_months(published.year, published.month, shift)
    return relative(PartialDate(year=year, month=month))


def _relative_week(
    said: Expression, published: PartialDate, today: dt.date | None, relative: _Relative
) -> When:
    if said.count is not None and said.direction is not None:
        if today is None:
            return UNDATED
        return relative(PartialDate.of(today + dt.timedelta(7 * said.direction * said.count)))
    if said.turn is None:
        return UNDATED
    if today is None:
        return relative(_coarse(published)) if said.turn == 0 else UNDATED
    if said.turn == -1 and said.count is not None and said.count > 1:
        return relative(PartialDate.of(today - dt.timedelta(7 * said.count)), published)
    monday = today - dt.timedelta(today.isoweekday() - 1) + dt.timedelta(7 * said.turn)
    first = monday + dt.timedelta(5) if said.unit == "weekend" else monday
    return relative(PartialDate.of(first), PartialDate.of(monday + dt.timedelta(6)))


def _shift_months(year: int, month: int, shift: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + shift
    return total // 12, total % 12 + 1
