"""The scorecard as a grid: a row for each area, a column for each component, the number in every cell."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.desk.assessment.rows import AreaRow, Component, Scorecard
from dragoman.export.charts.canvas import INK, drawn, is_rtl, noted, titled
from dragoman.export.charts.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SHADES = ("#ffffff", "#e3e3e3", "#bdbdbd", "#7d7d7d", "#3d3d3d")
_ON_DARK = 3  # from this score on the number is white
_ROW_IN = 0.24


def scorecard_chart(
    card: Scorecard,
    *,
    against: Scorecard | None = None,
    names: tuple[str, ...] = (),
    against_names: tuple[str, ...] = (),
    format: str = "svg",
    labels: Mapping[str, str] | None = None,
    lang: str = "en",
) -> bytes:
    """The vector of every area, darker for more, with the label of the area at the end of its row.

    What is not known is hatched and has no number. With ``against``, each cell has the other pair's score
    beside the first's. Columns run as the language does. Raises MissingExtra without the extra ``charts``.
    """
    words = Words(labels, lang)
    shown = words.names(names or tuple(str(party) for party in card.parties))
    others = words.names(against_names or tuple(str(p) for p in against.parties)) if against else ""
    title = words("scorecard.title", names=" / ".join(filter(None, (shown, others))), day=words.day(card.on))
    rows = _aligned(card, against)
    below = words("scorecard.legend")
    if against:
        below += "; " + words("scorecard.pairs", left=shown, right=others)
    return drawn(
        lambda figure: _draw(figure, rows, title, below, words),
        height_in=1.35 + _ROW_IN * max(len(rows), 1),
        format=format,
        lang=lang,
        title=title,
        description=_description(rows, words),
    )


def _aligned(card: Scorecard, against: Scorecard | None) -> list[tuple[AreaRow, ...]]:
    theirs = {row.area: row for row in against.rows} if against else {}
    return [(row, theirs[row.area]) if row.area in theirs else (row,) for row in card.rows]


def _draw(figure: Figure, rows: Sequence[tuple[AreaRow, ...]], title: str, below: str, words: Words) -> None:
    axes = figure.add_subplot()
    titled(figure, title, words.lang)
    for number, together in enumerate(rows):
        for column, _ in enumerate(Component):
            for part, row in enumerate(together):
                _cell(
                    axes,
                    row.scores[column].score,
                    number,
                    column + part / len(together),
                    len(together),
                    words,
                )
                if part:
                    at = column + part / len(together)
                    axes.plot([at, at], [number - 0.5, number + 0.5], color="#999999", linewidth=0.3)
            _frame(axes, number, column)
        states = " / ".join(_state(row, words) for row in together)
        axes.text(len(Component) + 0.12, number, states, va="center", ha=_start(words))
    rtl, width = is_rtl(words.lang), 3.2 if any(len(together) > 1 for together in rows) else 1.7
    bounds = (-0.02, len(Component) + width)
    axes.set_xlim(*(bounds[::-1] if rtl else bounds))
    axes.set_ylim(max(len(rows), 1) - 0.45, -0.55)
    heads = [textwrap.fill(words(f"component.{c.value}"), 10, break_long_words=False) for c in Component]
    axes.set_xticks([n + 0.5 for n in range(len(heads))], heads)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), [words.area(together[0].area) for together in rows])
    if rtl:
        axes.yaxis.tick_right()
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    noted(axes, below)


def _cell(axes: Axes, score: int | None, row: int, left: float, parts: int, words: Words) -> None:
    from matplotlib.patches import Rectangle

    width = 1 / parts
    known = score is not None
    axes.add_patch(
        Rectangle(
            (left, row - 0.5),
            width,
            1,
            facecolor=_SHADES[score] if score is not None else "white",
            edgecolor="#b5b5b5" if not known else "white",
            hatch=None if known else "/////",
            linewidth=0,
        )
    )
    axes.text(
        left + width / 2,
        row,
        str(score) if known else words("not known"),
        ha="center",
        va="center",
        color="white" if score is not None and score >= _ON_DARK else INK,
    )


def _frame(axes: Axes, row: int, left: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((left, row - 0.5), 1, 1, facecolor="none", edgecolor="#999999", linewidth=0.5))


def _state(row: AreaRow, words: Words) -> str:
    return words(f"label.{row.label.value}" if row.label else "label.unknown")


def _start(words: Words) -> str:
    return "right" if is_rtl(words.lang) else "left"


def _description(rows: Sequence[tuple[AreaRow, ...]], words: Words) -> str:
    """Every row in words."""
    told = []
    for together in rows:
        vectors = (
            " ".join(words("not known") if n is None else str(n) for n in row.vector)
            + f", {_state(row, words)}"
            for row in together
        )
        told.append(f"{words.area(together[0].area)}: {' / '.join(vectors)}.")
    heads = ", ".join(words(f"component.{c.value}") for c in Component)
    return words("scorecard.description", components=heads, rows=" ".join(told))
