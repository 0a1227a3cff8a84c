"""What recurs at the head and foot of pages, and page numbers: no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dragoman.read.pdf.rows import Row

_ROWS = 3  # at either end of a page that can be a header or footer
_MARGIN = 0.15  # of the page's height
_SAME = 6.0  # points within which what recurs stands
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(r"[\W_]{0,4}(?:\d{1,4}|[ivxlc]{1,6})(?:\s?[/|]\s?\d{1,4})?[\W_]{0,4}\Z")


def without_margins(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """The pages without what stands at the same height of several, whatever figures are in it.

    A row that recurs on two pages, and on a fifth of all at least, is a header or footer; so is one of
    nothing but a page's number. Nothing is taken if nothing would be left.
    """
    counts: Counter[tuple[str, int]] = Counter()
    for rows, height in zip(pages, heights, strict=True):
        counts.update({key for row in _outer(rows, height) for key in _keys(row)})
    least = max(2, len(pages) / 5)
    left = [_without(rows, height, counts, least) for rows, height in zip(pages, heights, strict=True)]
    return left if any(left) else [list(rows) for rows in pages]


def _outer(rows: Sequence[Row], height: float) -> Iterator[Row]:
    ordered = sorted(rows, key=lambda row: row.base)
    for row in ordered[:_ROWS]:
        if row.base < height * _MARGIN:
            yield row
    for row in ordered[-_ROWS:]:
        if row.base > height * (1 - _MARGIN):
            yield row


def _keys(row: Row) -> tuple[tuple[str, int], ...]:
    """Its words without figures, at its height and at the next: what recurs may be off by a little."""
    words = _FIGURES.sub("#", row.text).casefold()
    return tuple((words, int(row.base / _SAME) + step) for step in (0, 1))


def _without(
    rows: Sequence[Row], height: float, counts: Mapping[tuple[str, int], int], least: float
) -> list[Row]:
    gone: set[int] = set()
    outer = list(_outer(rows, height))
    ends = {id(outer[0]), id(outer[-1])} if outer else set()
    for row in outer:
        recurs = max(counts[key] for key in _keys(row)) >= least
        if recurs or (id(row) in ends and _NUMBER.match(row.text)):
            gone.add(id(row))
    return [row for row in rows if id(row) not in gone]
