"""The axis of time: whole years, months or days, as the span has room for, in the language of the chart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.export.charts.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TICKS = 8
_YEAR, _MONTH = 365.25, 30.44


def time_axis(axes: Axes, first: dt.date, last: dt.date, words: Words) -> None:
    """Ticks on the x axis from the first day to the last, with words."""
    days = max((last - first).days, 1)
    if days > 2 * _YEAR:
        step = max(1, round(days / _YEAR / _TICKS + 0.49))
        ticks = [dt.date(y, 1, 1) for y in range(first.year, last.year + 1) if y % step == 0]
        pattern = "y"
    elif days > 3 * _MONTH:
        step = next(s for s in (1, 2, 3, 4, 6) if days / _MONTH / s <= _TICKS)
        ticks = [dt.date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13, step)]
        pattern = "MMM y"
    else:
        step = max(1, round(days / _TICKS + 0.49))
        ticks = [first + dt.timedelta(days=n) for n in range(0, days + 1, step)]
        pattern = "d MMM"
    shown = [day for day in ticks if first <= day <= last] or [first]
    axes.set_xlim(first.toordinal(), last.toordinal() + 1)
    axes.set_xticks([day.toordinal() for day in shown], [words.day(day, pattern) for day in shown])
