"""Momentum over time: the line, by direction, and as stems what each engagement added on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.momentum import Momentum, Point, Term, at
from dragoman.export.assessment_text import number_text
from dragoman.export.charts.canvas import GREY, INK, PALE, drawn, is_rtl, noted, titled
from dragoman.export.charts.dates import time_axis
from dragoman.export.charts.words import Words
from dragoman.model.time import shift

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_YEARS_DRAWN = 5
_DAYS_BEFORE = 60  # the first term drawn
_POINTS = 240
_STYLES: Mapping[Direction, object] = {
    Direction.FORTH: (0, (5, 2)),
    Direction.BACK: (0, (1, 1.5)),
    Direction.JOINT: (0, (6, 2, 1, 2)),
}


def momentum_chart(
    found: Momentum,
    *,
    since: dt.date | None = None,
    names: tuple[str, ...] = (),
    format: str = "svg",
    labels: Mapping[str, str] | None = None,
    lang: str = "en",
) -> bytes:
    """Momentum from ``since``, or over the last five years, to the day of asking, with what made it up.

    A stem is g·w of one contact or act on its day, from which on it decays. The line is what they make
    together, drawn by direction too where there is more than one. All by what is known on the day of asking.
    Raises MissingExtra without the extra ``charts``.
    """
    words = Words(labels, lang)
    on = found.now.day
    lately = [term.day for term in found.terms if term.day >= shift(on, -366 * _YEARS_DRAWN)]
    first = since or shift(min(lately, default=on), -_DAYS_BEFORE)
    first = min(first, shift(on, -30))
    shown = [term for term in found.terms if term.day >= first]
    title = words("momentum.title", names=words.names(names or tuple(str(p) for p in found.parties)))
    told = " ".join(
        f"{words.day(t.day)}: {words(f'kind.{t.kind.value}')}, {number_text(t.contribution, sign=True)}."
        for t in shown
    )
    return drawn(
        lambda figure: _draw(figure, found, shown, first, title, names, words),
        height_in=3.2,
        format=format,
        lang=lang,
        title=title,
        description=words("momentum.description", terms=told, **_facts(found, words)).strip(),
    )


def _facts(found: Momentum, words: Words) -> dict[str, str]:
    return {
        "day": words.day(found.now.day),
        "total": number_text(found.now.total),
        "change": number_text(found.change, sign=True),
        "days": str(found.settings.change_days),
    }


def _draw(
    figure: Figure,
    found: Momentum,
    shown: Sequence[Term],
    first: dt.date,
    title: str,
    names: tuple[str, ...],
    words: Words,
) -> None:
    axes = figure.add_subplot()
    titled(figure, title, words.lang)
    if not found.terms:
        axes.set_axis_off()
        axes.text(0.5, 0.5, words("momentum.empty"), ha="center", va="center", transform=axes.transAxes)
        return
    points = _points(found, first, shown)
    _lines(axes, found, points, names, words)
    _stems(axes, shown, words)
    axes.axhline(0, color=GREY, linewidth=0.6, zorder=0)
    axes.set_ylabel(words("momentum.axis"))
    note = words("momentum.note", days=found.settings.half_life_days)
    noted(axes, note)
    axes.grid(axis="y", color=PALE, linewidth=0.4)
    axes.set_axisbelow(True)
    margin = max(2, round((found.now.day - first).days * 0.02))
    time_axis(axes, first, shift(found.now.day, margin), words)
    if is_rtl(words.lang):
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
        axes.spines["left"].set_visible(False)
    axes.annotate(
        words("momentum.now", **_facts(found, words)),
        (0 if is_rtl(words.lang) else 1, 1),
        xycoords="axes fraction",
        ha="left" if is_rtl(words.lang) else "right",
        xytext=(0, 3),
        textcoords="offset points",
        va="bottom",
        fontsize=8,
    )
    figure.legend(loc="outside lower center", ncols=3)


def _points(found: Momentum, first: dt.date, shown: Sequence[Term]) -> list[Point]:
    """The line: at equal steps, and on the days of terms and before them, where it jumps."""
    on = found.now.day
    step = max(1, (on - first).days // _POINTS)
    days = {first + dt.timedelta(days=n) for n in range(0, (on - first).days + 1, step)} | {on}
    days |= {term.day for term in shown} | {shift(term.day, -1) for term in shown if term.day > first}
    return [at(found.terms, day, found.settings) for day in sorted(days)]


def _lines(
    axes: Axes, found: Momentum, points: Sequence[Point], names: tuple[str, ...], words: Words
) -> None:
    days = [point.day.toordinal() for point in points]
    present = [d for d in Direction if any(term.direction is d for term in found.terms)]
    axes.plot(days, [p.total for p in points], color=INK, label=words("momentum.total"), zorder=3)
    if len(present) < 2:
        return
    parties = names or tuple(str(party) for party in found.parties)
    for direction in present:
        axes.plot(
            days,
            [float(getattr(p, direction.value)) for p in points],
            color=GREY,
            linewidth=1.0,
            linestyle=_STYLES[direction],
            label=words.direction(direction, parties),
            zorder=2,
        )


def _stems(axes: Axes, shown: Sequence[Term], words: Words) -> None:
    days = [term.day.toordinal() for term in shown]
    worths = [term.goldstein * term.weight for term in shown]
    axes.vlines(days, 0, worths, color=GREY, linewidth=0.8, zorder=1)
    axes.plot(
        days, worths, linestyle="none", marker="o", markersize=3.5, markerfacecolor="white",
        markeredgecolor=INK, markeredgewidth=0.8, label=words("momentum.stem"), zorder=4,
    )  # fmt: skip
