"""Engagements over time: a row for each level, a sign for each kind, hollow where they are only planned."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dragoman.desk.timeline import HAPPENED
from dragoman.export.charts.canvas import GREY, INK, PALE, drawn, is_rtl, noted, titled
from dragoman.export.charts.dates import time_axis
from dragoman.export.charts.words import Words
from dragoman.model.record import Level
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import When, shift

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIGNS: Mapping[EngagementKind, str] = {
    EngagementKind.VISIT: "^",
    EngagementKind.MEETING: "o",
    EngagementKind.CALL: "s",
    EngagementKind.CONSULTATIONS: "D",
    EngagementKind.COMMISSION_SESSION: "p",
    EngagementKind.SIGNING: "*",
    EngagementKind.SUMMIT: "h",
    EngagementKind.MESSAGE: "v",
    EngagementKind.STATEMENT: "<",
    EngagementKind.REQUEST: ">",
    EngagementKind.CONDEMNATION: "X",
    EngagementKind.OTHER: "P",
}
_YEARS_DRAWN = 25
_SIGN_SHARE = 0.022  # of the width of the axis: what a sign takes up
_LANE_IN = 0.15


class Dealt(Protocol):
    """What is drawn of an engagement: one of the ledger, or a row of a brief."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> EngagementKind: ...
    @property
    def realis(self) -> Realis: ...
    @property
    def level(self) -> Level | None: ...
    @property
    def when(self) -> When: ...


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign in its lane; ``first`` and ``last`` are the days that the date can mean."""

    dealt: Dealt
    first: int
    last: int
    lane: int

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


def timeline_chart(
    engagements: Iterable[Dealt],
    *,
    on: dt.date | None = None,
    since: dt.date | None = None,
    names: tuple[str, ...] = (),
    format: str = "svg",
    labels: Mapping[str, str] | None = None,
    lang: str = "en",
) -> bytes:
    """Engagements by level and kind, over the dates of the events themselves.

    Filled signs took place, hollow ones are planned, crossed ones were called off or denied. A month or year
    is a line over all its days with the sign in the middle. ``on`` draws the day of asking. What is undated,
    dated before ``since``, or more than 25 years before the last is counted below, not drawn. Time runs from
    left to right in every language. Raises MissingExtra without the extra ``charts``.
    """
    words = Words(labels, lang)
    every = sorted(engagements, key=lambda e: (str(e.when.date or ""), e.id))
    dated = [e for e in every if e.when.date is not None]
    ends = [_last(e.when) for e in dated] + ([on] if on else [])
    floor = since or (shift(max(ends), -366 * _YEARS_DRAWN) if ends else dt.date.min)
    shown = [e for e in dated if _last(e.when) >= floor]
    title = words("timeline.title", names=words.names(names)) if names else words("timeline.title.all")
    below = [words("span")] if any(_first(e.when) != _last(e.when) for e in shown) else []
    if len(shown) < len(dated):
        below.append(words("earlier", count=len(dated) - len(shown), day=words.day(floor)))
    if len(dated) < len(every):
        below.append(words("undated", count=len(every) - len(dated)))
    rows = _rows(shown, floor, on)
    lanes = sum(max(sign.lane for sign in row) + 1 for row in rows.values())
    return drawn(
        lambda figure: _draw(figure, rows, title, below, on, words),
        height_in=1.75 + _LANE_IN * lanes + 0.14 * len(rows),
        format=format,
        lang=lang,
        title=title,
        description=_description(shown, rows, words, below),
    )


def _first(when: When) -> dt.date:
    assert when.date is not None
    return when.date.first


def _last(when: When) -> dt.date:
    assert when.date is not None
    return (when.end or when.date).last


def _rows(shown: Sequence[Dealt], floor: dt.date, on: dt.date | None) -> dict[Level | None, list[_Sign]]:
    """The signs of each level that has any, highest first, in as few lanes as hold them side by side."""
    if not shown:
        return {}
    start = max(floor, min(_first(e.when) for e in shown)).toordinal()
    end = max([_last(e.when) for e in shown] + ([on] if on else [])).toordinal()
    room = max((end - start) * _SIGN_SHARE, 1.0)
    rows: dict[Level | None, list[_Sign]] = {}
    for level in (*Level, None):
        free: list[float] = []  # by lane, from where it is free
        for dealt in (e for e in shown if e.level is level):
            first, last = max(_first(dealt.when).toordinal(), start), _last(dealt.when).toordinal()
            middle = (first + last) / 2
            left, right = min(first, middle - room / 2), max(last, middle + room / 2)
            lane = next((n for n, until in enumerate(free) if until <= left), len(free))
            free[lane : lane + 1] = [right]
            rows.setdefault(level, []).append(_Sign(dealt, first, last, lane))
    return rows


def _draw(
    figure: Figure,
    rows: Mapping[Level | None, Sequence[_Sign]],
    title: str,
    below: Sequence[str],
    on: dt.date | None,
    words: Words,
) -> None:
    axes = figure.add_subplot()
    titled(figure, title, words.lang)
    if not rows:
        axes.set_axis_off()
        axes.text(0.5, 0.5, words("timeline.empty"), ha="center", va="center", transform=axes.transAxes)
        return
    base, ticks = 0.0, []
    for number, (level, signs) in enumerate(reversed(tuple(rows.items()))):
        lanes = max(sign.lane for sign in signs) + 1
        if number:
            axes.axhline(base - 0.5, color=PALE, linewidth=0.5, zorder=0)
        for sign in signs:
            _sign(axes, sign, base + sign.lane + 0.5)
        ticks.append((base + lanes / 2, words(f"level.{level.value}" if level else "level.unknown")))
        base += lanes + 1
    axes.set_ylim(-0.6, base - 0.4)
    axes.set_yticks([at for at, _ in ticks], [text for _, text in ticks])
    axes.tick_params(axis="y", length=0)
    if is_rtl(words.lang):
        axes.yaxis.tick_right()
        axes.spines["left"].set_visible(False)
    every = [sign for signs in rows.values() for sign in signs]
    days = [dt.date.fromordinal(n) for sign in every for n in (sign.first, sign.last)] + ([on] if on else [])
    margin = max(3, round((max(days) - min(days)).days * 0.02))
    time_axis(axes, shift(min(days), -margin), shift(max(days), margin), words)
    if on:
        axes.axvline(on.toordinal() + 0.5, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(
            words("as of", day=words.day(on)),
            (on.toordinal(), 1),
            xycoords=("data", "axes fraction"),
            xytext=(-3, 1),
            textcoords="offset points",
            ha="right",
            va="bottom",
            color=GREY,
            fontsize=7.5,
        )
    _legend(figure, axes, every, below, words)


def _sign(axes: Axes, sign: _Sign, height: float) -> None:
    dealt = sign.dealt
    if sign.last > sign.first:
        axes.plot([sign.first, sign.last + 1], [height, height], color=GREY, linewidth=0.7, zorder=2)
    held = dealt.realis in HAPPENED
    axes.plot(
        [sign.middle + 0.5],
        [height],
        marker=_SIGNS[dealt.kind],
        markersize=7 if dealt.kind is EngagementKind.SIGNING else 5.5,
        markerfacecolor=INK if held else "white",
        markeredgecolor=INK,
        markeredgewidth=0.8,
        linestyle="none",
        zorder=3,
        clip_on=False,
    )
    if dealt.realis is Realis.NEGATED:
        axes.plot(
            [sign.middle + 0.5], [height], marker="x", markersize=8, color=INK, zorder=4, linestyle="none"
        )


def _legend(figure: Figure, axes: Axes, every: Sequence[_Sign], below: Sequence[str], words: Words) -> None:
    from matplotlib.lines import Line2D

    def mark(sign: str, text: str, face: str) -> Line2D:
        return Line2D(
            [], [], linestyle="none", marker=sign, markersize=5.5, markerfacecolor=face,
            markeredgecolor=INK, markeredgewidth=0.8, label=text,
        )  # fmt: skip

    kinds = [kind for kind in _SIGNS if any(sign.dealt.kind is kind for sign in every)]
    handles = [mark(_SIGNS[kind], words(f"kind.{kind.value}"), INK) for kind in kinds]
    if any(sign.dealt.realis is Realis.PLANNED for sign in every):
        handles.append(mark("o", words("planned"), "white"))
    if any(sign.dealt.realis is Realis.NEGATED for sign in every):
        handles.append(mark("x", words("called off"), "white"))
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 5))
    if below:
        noted(axes, "; ".join(below))


def _description(
    shown: Sequence[Dealt],
    rows: Mapping[Level | None, Sequence[_Sign]],
    words: Words,
    below: Sequence[str],
) -> str:
    if not shown:
        return words("timeline.empty")
    levels = []
    for level, signs in rows.items():
        kinds = Counter(sign.dealt.kind for sign in signs)
        inside = ", ".join(f"{words(f'kind.{k.value}')} {kinds[k]}" for k in _SIGNS if kinds[k])
        levels.append(f"{words(f'level.{level.value}' if level else 'level.unknown')} ({inside})")
    text = words(
        "timeline.description",
        count=len(shown),
        first=words.day(min(_first(e.when) for e in shown)),
        last=words.day(max(_last(e.when) for e in shown)),
        levels="; ".join(levels),
    )
    return " ".join((text, *(f"{note}." for note in below)))
