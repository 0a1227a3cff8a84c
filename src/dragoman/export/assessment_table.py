"""Assessment -> tables for a terminal: the vectors, what made them, what moved, momentum, and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.assessment.changes import AreaChange
from dragoman.desk.assessment.compare import Comparison
from dragoman.desk.assessment.momentum import Momentum
from dragoman.desk.assessment.rows import AreaRow, Component, ItemKind, Scorecard
from dragoman.desk.coverage import Coverage, coverage_texts
from dragoman.desk.wording import count_text, day_text
from dragoman.export.assessment_text import (
    LEGEND,
    date_text,
    direction_text,
    formula_text,
    item_text,
    label_text,
    momentum_text,
    moved_text,
    names_text,
    omitted_text,
    quote_text,
    score_text,
    telling_terms,
    trade_text,
    unlike_text,
    why_text,
)
from dragoman.export.tables import plain, table

_ITEMS_SHOWN = 1
_HEADS = ("Area", "State", *(component.value.capitalize() for component in Component))


def assessment_tables(answer: Assessment, *, long: bool = False) -> Iterator[RenderableType]:
    """The parts of an assessment in the order of reading. ``long`` shows every item of a component, not only
    the one that brought it furthest."""
    yield _line(f"{names_text(answer.parties)} on {day_text(answer.on)}")
    yield table(_HEADS, (_vector(row) for row in answer.scorecard.rows), (LEGEND,))
    if text := trade_text(answer.scorecard):
        yield _line(text)
    yield from _reasons(answer.scorecard, long=long)
    if answer.since is not None:
        yield from _moves(answer)
    yield from _momentum(answer.momentum)
    yield from _below(answer.coverage)


def comparison_tables(found: Comparison) -> Iterator[RenderableType]:
    """Two assessments side by side, area by area; then each side's momentum and coverage."""
    left, right = names_text(found.left.parties), names_text(found.right.parties)
    codes = ["-".join(p.code for p in one.parties) for one in (found.left, found.right)]
    yield _line(f"{left}, and {right}, on {day_text(found.left.on)}")
    if warning := unlike_text(found):
        yield _line(warning)
    rows = (cells for pair in found.areas for cells in _side_by_side(pair, codes))
    yield table(("Area", "Pair", *_HEADS[1:]), rows, (LEGEND,))
    for one, name in ((found.left, left), (found.right, right)):
        yield _line(name)
        if text := trade_text(one.scorecard):
            yield _line(text)
        yield from _momentum(one.momentum)
        yield from _below(one.coverage)


def _vector(row: AreaRow) -> tuple[str, ...]:
    return row.area, label_text(row.label), *(score_text(number) for number in row.vector)


def _side_by_side(pair: Sequence[AreaRow], codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(pair):
        area, *rest = _vector(row)
        yield "" if number else area, codes[number], *rest


def _reasons(card: Scorecard, *, long: bool) -> Iterator[RenderableType]:
    """What made every component that is more than nothing."""
    rows: list[tuple[str, ...]] = []
    for row in card.rows:
        area = row.area
        for score in row.scores:
            if score.component is Component.EVIDENCE or not (score.score or score.items):
                continue
            if score.component is Component.PRIORITY and score.score == 1 and not long:
                continue  # that it is named in dealings is what recent activity shows
            head = (
                area,
                f"{score.component.value} {score_text(score.score)}",
                why_text(score, card.settings),
            )
            items = score.items if long else score.items[:_ITEMS_SHOWN]
            rest = len(score.items) - len(items)
            told = [(item_text(item), quote_text(item)) for item in items] or [("", "")]
            if rest:
                told[-1] = (f"{told[-1][0]} (and {rest} more)", told[-1][1])
            rows += [(*(head if not number else ("", "", "")), *cells) for number, cells in enumerate(told)]
            area = ""
    if rows:
        yield table(("Area", "Component", "Why", "By", "Words"), rows)
    if card.general:
        general = "; ".join(item_text(item).replace("; ", ", ") for item in card.general)
        yield _line(f"Of no area by their names, and counted in none: {general}.")


def _moves(answer: Assessment) -> Iterator[RenderableType]:
    assert answer.since is not None
    if not answer.changes:
        yield _line(f"Nothing moved since {day_text(answer.since)}.")
        return
    rows = (cells for change in answer.changes for cells in _change(change))
    yield _line(f"Moved since {day_text(answer.since)}, as it was known then:")
    yield table(("Area", "Component", "Was", "Is", "By", "Words"), rows)


def _change(change: AreaChange) -> Iterator[tuple[str, ...]]:
    area = change.area
    if change.before is not change.now:
        yield area, "state", label_text(change.before), label_text(change.now), "", ""
        area = ""
    for one in change.changes:
        head = (area, one.component.value, score_text(one.before.score), score_text(one.now.score))
        for moved in one.moved:
            voice = moved.item.kind is ItemKind.VOICE  # its words stand with the other components
            yield *head, moved_text(moved), "" if voice else quote_text(moved.item)
            head = ("", "", "", "")
        if not one.moved:
            trade = one.component is Component.TRADE_SHARE
            yield *head, "the trade figures" if trade else "the number of those that count", ""
        area = ""


def _momentum(found: Momentum) -> Iterator[RenderableType]:
    yield _line(f"Momentum: {momentum_text(found)}.")
    told, rest = telling_terms(found)
    legend = [f"{count_text(rest, 'more', 'more')} not shown, under 0.005 each"] if rest else []
    if told:
        yield table(
            ("Date", "Contact or act", "Direction", "Goldstein × weight × decay", "Adds", "Words"),
            (
                (
                    date_text(term),
                    f"{term.what} ({term.act})",
                    direction_text(term.direction, found.parties),
                    formula_text(term),
                    f"{term.contribution:+.2f}",
                    quote_text(term),
                )
                for term in told
            ),
            legend,
        )
    elif legend:
        yield _line(f"{legend[0].capitalize()}.")
    if found.omitted:
        left = "; ".join(omitted_text(one) for one in found.omitted)
        yield _line(f"Left out: {left}.")


def _below(found: Coverage) -> Iterable[RenderableType]:
    return (_line(text) for text in coverage_texts(found))


def _line(text: str) -> Text:
    return Text(plain(text))
