"""The order of reading: a page's lines cut at the gaps that run down between columns of prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from dragoman.read.pdf.bidi import is_rtl, rtl_lead
from dragoman.read.pdf.glyphs import Glyph
from dragoman.read.pdf.rows import APART, Row, Word, gaps_of, lines_of, row_of, words_of

Line = list[Word]
Gap = tuple[float, float]
_MOST_COLUMNS = 6
_FULL = 0.5  # of its column's width: what lines of prose fill, and cells of a table do not
_NEAR = 2.0  # sizes between lines of one paragraph, at most
_FAR = 3.0  # sizes between a header or footer and the text, at least
_MOST_LINES = 1000  # of a page; past that it is read line by line


def rows_of(glyphs: Sequence[Glyph], page: int) -> list[Row]:
    """The rows of a page in the order in which they are read.

    Columns are read one after the other, from the right where most of the page is written so; what spans
    them (a title) parts what is above from what is below. Tables are read line by line.
    """
    lines = lines_of(words_of(glyphs))
    rtl = is_rtl(glyph.char for glyph in glyphs)
    blocks = _within_edges(lines, rtl) if len(lines) <= _MOST_LINES else iter([lines])
    return [
        row_of(line, page, column, rtl=towards)
        for column, block in enumerate(blocks)
        for line, towards in zip(block, _directions(block), strict=True)
    ]


def _within_edges(lines: list[Line], rtl: bool) -> Iterator[list[Line]]:
    """Block by block; the pieces of a header or footer that stands far off are no part of the columns."""
    first = int(len(lines) > 2 and _is_far(lines[0], lines[1], lines[0]))
    last = len(lines) - int(len(lines) > 2 and _is_far(lines[-2], lines[-1], lines[-1]))
    if first:
        yield lines[:1]
    yield from _blocks(lines[first:last], rtl, _MOST_COLUMNS)
    if last < len(lines):
        yield lines[last:]


def _is_far(above: Line, below: Line, outer: Line) -> bool:
    return above[0].base - below[0].base > _FAR * outer[0].size


def _directions(block: Sequence[Line]) -> list[bool]:
    """Whether each line is of a paragraph that runs leftwards: as it and its neighbours mostly do."""
    leads = [rtl_lead(glyph.char for word in line for glyph in word.glyphs) for line in block]
    found = []
    for place, line in enumerate(block):
        lead = 2 * leads[place]
        for other in (place - 1, place + 1):
            if 0 <= other < len(block) and abs(block[other][0].base - line[0].base) < _NEAR * line[0].size:
                lead += leads[other]
        found.append(lead > 0)
    return found


def _blocks(lines: list[Line], rtl: bool, most: int) -> Iterator[list[Line]]:
    """Lines below one another, block by block."""
    single: list[Line] = []
    at = 0
    while at < len(lines):
        end, gutter = _band(lines, at) if most > 1 else (at, None)
        if gutter is None:
            single.append(lines[at])
            at += 1
            continue
        if single:
            yield single
            single = []
        sides = _sides(lines[at:end], gutter)
        for side in reversed(sides) if rtl else sides:
            yield from _blocks(side, rtl, most - 1)
        at = end
    if single:
        yield single


def _band(lines: list[Line], at: int) -> tuple[int, Gap | None]:
    """The lines from here that share the gap between two columns: where they end, and the gap."""
    best: tuple[int, Gap | None] = (at, None)
    for gap in _candidates(lines, at):
        end, narrowed = _reach(lines, at, gap)
        if end > best[0] and _are_columns(_sides(lines[at:end], narrowed)):
            best = (end, narrowed)
    return best


def _candidates(lines: list[Line], at: int) -> list[Gap]:
    """Gaps in this line, or between it and one beside it whose base line is another."""
    line = lines[at]
    words = list(line)
    for other in lines[at + 1 : at + 4]:
        if line[0].base - other[0].base < 0.9 * line[0].size:
            words += other
    gaps = gaps_of(sorted(words, key=lambda word: word.left))
    return sorted(gaps, key=lambda gap: gap[0] - gap[1])[:_MOST_COLUMNS]


def _reach(lines: list[Line], at: int, gap: Gap) -> tuple[int, Gap]:
    low, high = gap
    end = at
    while end < len(lines):
        line = lines[end]
        middle = (low + high) / 2
        left = max((word.right for word in line if word.left + word.right < 2 * middle), default=low)
        right = min((word.left for word in line if word.left + word.right >= 2 * middle), default=high)
        low, high = max(low, left), min(high, right)
        if high - low < APART * line[0].size:
            break
        gap = (low, high)
        end += 1
    return end, gap


def _sides(lines: Sequence[Line], gap: Gap) -> tuple[list[Line], list[Line]]:
    middle = sum(gap) / 2
    left = [[word for word in line if word.left < middle] for line in lines]
    right = [[word for word in line if word.left >= middle] for line in lines]
    return [line for line in left if line], [line for line in right if line]


def _are_columns(sides: tuple[list[Line], list[Line]]) -> bool:
    return sum(map(len, sides)) >= 5 and all(len(side) >= 2 and _is_prose(side) for side in sides)


def _is_prose(side: list[Line]) -> bool:
    width = max(line[-1].right for line in side) - min(line[0].left for line in side)
    fill = median(sum(word.right - word.left for word in line) for line in side)
    letters = median(sum(len(word.glyphs) for word in line) for line in side)
    size = side[0][0].size
    return fill > _FULL * width and letters >= 8 and width > 6 * size
