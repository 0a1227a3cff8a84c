"""How a document is set: the size of its body, the distance of its lines, the edges of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from dragoman.read.pdf.rows import Row

WIDE = 1.22  # of the usual distance between lines: a wider one parts paragraphs
_WIDEST = 2.5  # of it: what is further apart are not two paragraphs that follow one another
_LIKE = 0.05  # of the size: rows of one size
_STOP = re.compile(r"\A([.!؟])(?=[^\W\d])(.+)\Z", re.S)
_STRAIGHT = 0.5  # of the size: how far rows stand from the edge they are set to


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How the document is set: its commonest size, the distance of its lines in sizes, whether it indents.

    ``parting`` is the usual distance between the lines of two paragraphs in sizes, 0 where none is.
    """

    size: float
    leading: float
    parting: float
    indents: bool

    def has(self, row: Row) -> bool:
        """Whether a row is of the body's size."""
        return abs(row.size - self.size) < _LIKE * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Between which a column's rows stand."""

    left: float
    right: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Edges:
        """Those of these rows, of which there is one at least."""
        return cls(left=min(row.left for row in rows), right=max(row.right for row in rows))

    def slack(self, row: Row) -> float:
        """The room left at the end of a row."""
        return row.left - self.left if row.rtl else self.right - row.right

    def indent(self, row: Row) -> float:
        """The room left at its beginning."""
        return self.right - row.right if row.rtl else row.left - self.left


def columns_of(pages: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    """The rows of all pages, column by column."""
    for page in pages:
        for _, column in groupby(page, key=lambda row: row.column):
            yield list(column)


def body_of(pages: Sequence[Sequence[Row]]) -> Body:
    """How these pages are set; there is one row at least."""
    sizes: Counter[float] = Counter()
    for row in (row for page in pages for row in page):
        sizes[round(row.size, 1)] += len(row.text)
    size = max(sizes, key=lambda size: sizes[size])
    within: list[float] = []  # distances after lines that are full: most are within a paragraph
    after: list[float] = []
    starts: Counter[bool] = Counter()
    for column in columns_of(pages):
        edges = Edges.of(column)
        for above, below in pairwise(column):
            if not _alike(above, below, size):
                continue
            distance = (above.base - below.base) / size
            full = edges.slack(above) < max(4 * size, below.first + size)
            if 0.8 < distance < 3 * _WIDEST:
                (within if full else after).append(distance)
            starts[edges.indent(below) - edges.indent(above) > 0.8 * size] += 1
    leading = _leading(within or after)
    wide = Counter(round(d, 1) for d in within + after if WIDE * leading < d < _WIDEST * leading)
    parting = max(wide, key=lambda distance: (wide[distance], distance), default=0.0)
    return Body(
        size=size,
        leading=leading,
        parting=parting if wide[parting] > 1 else 0.0,
        indents=starts[True] * 25 > starts[False],
    )


def _leading(distances: Sequence[float]) -> float:
    rounded = Counter(round(distance, 1) for distance in distances if distance < 3)
    usual = max(rounded, key=lambda distance: (rounded[distance], -distance), default=1.2)
    exact = sorted(distance for distance in distances if abs(distance - usual) < 0.08)
    return exact[len(exact) // 2] if exact else usual


def _alike(above: Row, below: Row, size: float) -> bool:
    return abs(above.size - size) < _LIKE * size and abs(below.size - size) < _LIKE * size


def as_set(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The pages, their rows that run leftwards looked at from the left where they are set flush left.

    So does a program that was not told of the direction: it is the ends of paragraphs that stand free at the
    right then, and the right edge says nothing of where they begin. The stop at the end of a sentence stands
    at the right there too.
    """
    left = right = 0
    for column in columns_of(pages):
        edges = Edges.of(column)
        for row in column:
            if row.rtl:
                left += row.left - edges.left < _STRAIGHT * row.size
                right += edges.right - row.right < _STRAIGHT * row.size
    if left < 3 or left < 2 * right:
        return [list(page) for page in pages]
    return [
        [replace(row, rtl=False, text=_STOP.sub(r"\2\1", row.text)) if row.rtl else row for row in page]
        for page in pages
    ]
