"""What time expressions say -> dates. Nothing is guessed: what cannot be worked out stays undated."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.detect.expressions import Expression
from dragoman.errors import InvalidRecord
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_MONTH_AHEAD = 10  # days
_WEEKS_DAYS = 30  # from publication, within which a day and a month need no year


class _Relative(Protocol):
    """Marks a date as counted from publication."""

    def __call__(self, date: PartialDate, end: PartialDate | None = None) -> When: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known when an expression is resolved.

    ``published`` is the document's date; ``latest`` the latest past date that the text states with at least
    a month; ``floor`` the latest year it states of the past; ``named`` the date named last before the
    expression; ``horizon`` the last year that an undated text can be from, and
    ``years`` those in which the text states a day.
    """

    published: PartialDate | None = None
    published_basis: DateBasis = DateBasis.UNKNOWN
    latest: PartialDate | None = None
    floor: int | None = None
    named: PartialDate | None = None
    horizon: int
    years: frozenset[int] = frozenset()


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
    until = said.until
    if until.day is not None and until.month is None and until.year is None and start.date.day is not None:
        later = int(until.day < start.date.day)  # "from the 30th to the 2nd"
        year, month = _shift_months(start.date.year, start.date.month or 1, later)
        until = replace(until, year=year, month=month)
    try:
        end = _resolve_one(until, replace(frame, named=start.date), future)
    except (InvalidRecord, ValueError, OverflowError):
        return start
    if end.date is None or end.date == start.date or end.date.last < start.date.first:
        return start
    return replace(start, end=end.date)


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
    if said.step is not None and said.is_bare:
        return _stepped(said.step, frame.named)
    if frame.published is None:
        return _day_of_named_month(said, frame)
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
    if said.unit == "year" and said.turn is not None:
        year += said.turn  # in spring next year
    elif said.turn == -1 or (said.turn is None and future is False):
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
        stated = [year for year in years if year in frame.years]
        if stated:
            how = f"the year {stated[-1]}, in which the text states a day, and this one has this weekday"
            return _when(DateBasis.INFERRED, how, stated[-1], month, day)
        if years:
            how = f"the latest year to {frame.horizon} in which this day falls on this weekday"
            if frame.floor is not None:
                how += f", not before {frame.floor}, which the text names"
            return _when(DateBasis.INFERRED, how, years[-1], month, day)
        return UNDATED
    if said.days is not None or said.turn is not None:
        return UNDATED
    anchor = frame.named if frame.named is not None and frame.named.month is not None else frame.latest
    if anchor is None or anchor.month is None or (future and anchor.day is None):
        return UNDATED  # "they met in May 2022" says nothing of the year of what is to come
    year = anchor.year
    if PartialDate(year=year, month=month, day=day).last < anchor.first:
        year += 1
    how = f"the first such date after {anchor}, the latest date that the text states"
    return _when(DateBasis.INFERRED, how, year, month, day)


def _stepped(days: int, named: PartialDate | None) -> When:
    """ "The day before", "the next day": counted from the day named last."""
    if named is None or named.day is None:
        return UNDATED
    date = PartialDate.of(named.first + dt.timedelta(days))
    return When(date=date, basis=DateBasis.RELATIVE, how=f"counted from the date named before, {named}")


def _day_of_named_month(said: Expression, frame: Frame) -> When:
    """A day without a month, in an undated text: of the month of the date named last."""
    anchor = frame.named or frame.latest
    alone = said.day is not None and said.turn is None and said.unit is None
    if not alone or anchor is None or anchor.month is None:
        return UNDATED
    return _when(DateBasis.INFERRED, f"the month of {anchor}", anchor.year, anchor.month, said.day)


def _month_from_publication(said: Expression, published: PartialDate, future: bool | None) -> When:
    month, day = said.month, said.day
    assert month is not None
    years = (published.year - 1, published.year, published.year + 1)
    if day is not None and said.weekday is not None:
        fitting = [y for y in years if _weekday_is(y, month, day, said.weekday)]
        if len(fitting) == 1:
            how = f"the year near {published} in which this day falls on this weekday"
            return _when(DateBasis.INFERRED, how, fitting[0], month, day)
    if said.turn is not None and (said.turn == 0 or said.unit == "year"):
        year = published.year + said.turn  # this March; in March last year
    else:
        year = _nearest_year(month, day, published, future if said.turn is None else said.turn > 0)
        if said.turn == -1 and (year, month) == (published.year, published.month) and day is None:
            year -= 1
    relative = said.turn is not None
    how = f"counted from the publication date, {published}"
    return _when(DateBasis.RELATIVE if relative else DateBasis.INFERRED, how, year, month, day)


def _nearest_year(month: int, day: int | None, published: PartialDate, future: bool | None) -> int:
    """The year that puts the day before (future False), after (True) or nearest to publication (None).

    A day that would then be most of a year off, and lies within weeks of publication on its other side, is
    that near one: a text gives the year of a distant day, and tenses mislead ("was to begin on the 5th").
    """
    reference = published.last
    dates = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            dates.append(PartialDate(year=year, month=month, day=day))
        except InvalidRecord:
            continue
    near = min(dates, key=lambda d: (abs((d.first - published.first).days), d.year))
    if day is not None and abs((near.first - published.first).days) <= _WEEKS_DAYS:
        return near.year
    if day is None and future is False and 0 < (near.first - reference).days <= _MONTH_AHEAD:
        return near.year  # the month that begins within days, and not that of eleven months ago
    if future is True:
        later = [d for d in dates if d.last >= published.first]
        return later[0].year if later else published.year + 1
    if future is False:
        before = [d for d in dates if d.first <= reference]
        return before[-1].year if before else published.year - 1
    return near.year


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
    if said.unit in (None, "week") and (near := _day_near(said, published, future)) is not None:
        return relative(near)
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


def _day_near(said: Expression, published: PartialDate, future: bool | None) -> PartialDate | None:
    """The day of that number before, after, or near publication ("the 14th"); None where none fits.

    Where nothing tells, what lies ahead counts as twice as far: news is of what was.
    With a weekday ("Tuesday 14") it must fall on it, a week away at most: the number may be an hour.
    """
    if said.day is None or published.month is None or (said.turn is not None and said.weekday is None):
        return None
    if published.day is None:
        return PartialDate(year=published.year, month=published.month, day=said.day)
    today = published.first
    days = []
    for shift in (-1, 0, 1):
        year, month = _shift_months(published.year, published.month, shift)
        try:
            day = dt.date(year, month, said.day)
        except ValueError:
            continue
        near = day.isoweekday() == said.weekday and abs((day - today).days) <= 7
        if said.weekday is None or near:
            days.append(day)
    if future is not None:
        days = [d for d in days if (d >= today if future else d <= today)]
    return (
        PartialDate.of(min(days, key=lambda d: max((today - d).days, 2 * (d - today).days))) if days else None
    )


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
    if said.turn is None and not said.late and not said.deadline:
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
