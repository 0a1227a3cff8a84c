"""What recurs at the head and foot of pages, and page numbers: no part of the text.

Nothing that looks like the body is taken. A header or footer is set off from the text by its size or a gap;
what recurs there is the same on every page, but for a figure that counts the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.read.pdf.hyphens import is_unspaced
from dragoman.read.pdf.rows import Row
from dragoman.read.pdf.setting import Body, body_of

_LINES = 3  # at either end of a page that can be a header or footer
_MARGIN = 0.15  # of the page's height
_SAME = 6.0  # points within which what recurs stands
_LEVEL = 1.5  # points within which pieces stand on one line
_GAP = 1.4  # of the usual distance between lines: what is nearer to its neighbour is not set off
_MORE = 1.1  # of the usual distance between paragraphs, likewise
_LIKE = 0.05  # of the size: lines of one size
_FULL = 0.8  # of the width of the text
_FEW = 4  # pages: in fewer the figures have to be the numbers of the pages
_OFF = 2  # by how many these may be off then, for covers
_FIGURES = re.compile(r"\d{1,9}")
_DATED = re.compile(
    r"\d{1,2}\W{0,3}[^\W\d]{2,12}(?:\W[^\W\d]{2,12})?\W{1,3}\d{4}|[^\W\d]{3,12}\W{1,3}\d{1,2}\W{1,3}\d{4}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d\s?[年月日]"
)
_NUMBER = re.compile(r"[\W_]{0,4}(\d{1,4}|[ivxlc]{1,6}|[^\W\d_])(?:\s?[/|]\s?\d{1,4})?[\W_]{0,4}\Z")
# Or a letter: of the line that follows on the next page, where a browser cut it.
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The rows of a page that stand side by side, those of several columns too."""

    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        """From the left."""
        return " ".join(row.text for row in self.rows)

    @property
    def base(self) -> float:
        """The lowest of its base lines."""
        return min(row.base for row in self.rows)

    @property
    def size(self) -> float:
        """That of most of its text."""
        return max(self.rows, key=lambda row: len(row.text)).size

    @property
    def width(self) -> float:
        """Of the widest of its rows."""
        return max(row.right - row.left for row in self.rows)


def without_margins(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """The pages without what recurs at their heads and feet, and without their numbers.

    What recurs stands at the same height of two pages, and of a fifth of all at least. Nothing is taken if
    nothing would be left.
    """
    if not any(pages):
        return [list(rows) for rows in pages]
    body = body_of(pages)
    ends = [list(_ends(rows, height)) for rows, height in zip(pages, heights, strict=True)]
    recurring = _recurring([[line for end in page for line in end.outer] for page in ends])
    left = []
    for number, rows in enumerate(pages):
        width = max((row.right - row.left for row in rows if body.has(row)), default=0.0)
        gone = {
            id(row)
            for end in ends[number]
            for line in _furniture(
                end, recurring[number], Setting(body=body, width=width, few=len(pages) < _FEW)
            )
            for row in line.rows
        }
        left.append([row for row in rows if id(row) not in gone])
    return left if any(left) else [list(rows) for rows in pages]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a page is set: as its document is, so wide, and as one of ``few``."""

    body: Body
    width: float
    few: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """The lines at one end of a page, from its edge; ``next`` is the one after them towards the middle."""

    outer: tuple[Line, ...]
    next: Line | None


def lines_down(rows: Sequence[Row]) -> list[Line]:
    """The lines of a page, from the top."""
    lines: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: -row.base):
        if lines and lines[-1][0].base - row.base < _LEVEL:
            lines[-1].append(row)
        else:
            lines.append([row])
    return [Line(rows=tuple(sorted(line, key=lambda row: row.left))) for line in lines]


def _ends(rows: Sequence[Row], height: float) -> Iterator[_End]:
    down = lines_down(rows)
    head = [line for line in down[:_LINES] if line.base > height * (1 - _MARGIN)]
    foot = [line for line in down[: -_LINES - 1 : -1] if line.base < height * _MARGIN]
    for outer, lines in ((head, down), (foot, down[::-1])):
        yield _End(outer=tuple(outer), next=lines[len(outer)] if len(outer) < len(lines) else None)


def _recurring(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Of each page the ids of the lines that recur: word for word, or but for the number of the page."""
    groups: defaultdict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in lines:
            place = int(line.base / _SAME)
            words = line.text.casefold()
            for key in {words, _FIGURES.sub("\0", words)}:
                groups[key, place].append((number, line))
                groups[key, place + 1].append((number, line))  # what recurs may be off by a little
    least = max(2.0, len(pages) / 5)
    found: list[set[int]] = [set() for _ in pages]
    for group in groups.values():
        if len({number for number, _ in group}) >= least and _is_one(group, few=len(pages) < _FEW):
            for number, line in group:
                found[number].add(id(line))
    return found


def _is_one(group: Sequence[tuple[int, Line]], *, few: bool) -> bool:
    """Whether lines whose words are the same differ by nothing but the numbers of their pages."""
    texts = {line.text.casefold() for _, line in group}
    if len(texts) == 1:
        return True
    if any(_DATED.search(text) and _differ_in_date(texts) for text in texts):
        return False
    figures = [[int(figure) for figure in _FIGURES.findall(line.text)] for _, line in group]
    for place in zip(*figures, strict=True):
        away = {value - number - 1 for value, (number, _) in zip(place, group, strict=True)}
        if len(set(place)) > 1 and (len(away) > 1 or (few and abs(away.pop()) > _OFF)):
            return False
    return True


def _differ_in_date(texts: set[str]) -> bool:
    return len({tuple(_DATED.findall(text)) for text in texts}) > 1


def _furniture(end: _End, recurring: set[int], setting: Setting) -> list[Line]:
    """The lines at an end of a page that are no part of the text."""
    lines = [*end.outer, *([end.next] if end.next else [])]
    found: list[Line] = []
    for place in range(len(end.outer) - 1, -1, -1):
        line = lines[place]
        inner = lines[place + 1] if place + 1 < len(lines) else None
        number = _NUMBER.match(line.text) if place == 0 else None
        if number:
            alone = not _is_year(number[1]) and _is_apart(line, inner, replace(setting.body, parting=0.0))
            taken = alone or id(line) in recurring
        else:
            apart = inner in found or _is_apart(line, inner, setting.body, few=setting.few)
            taken = id(line) in recurring and apart and not _is_prose(line, setting)
        if taken:
            found.append(line)
    return found


def _is_year(number: str) -> bool:
    return number.isdecimal() and int(number) in _YEARS


def _is_apart(line: Line, inner: Line | None, body: Body, *, few: bool = False) -> bool:
    """Whether a line is set off from the one after it towards the middle: by a gap, or set smaller.

    What is set larger is a heading where pages are few.
    """
    if inner is None:  # nothing else on the page
        return abs(line.size - body.size) > _LIKE * body.size
    far = abs(line.base - inner.base) > max(_GAP * body.leading, _MORE * body.parting) * body.size
    if abs(line.size - body.size) < _LIKE * body.size:
        return far
    if line.size > body.size:
        return far and not few
    return far or abs(line.size - inner.size) > _LIKE * line.size


def _is_prose(line: Line, setting: Setting) -> bool:
    """Whether it is as wide as the text, as long as a sentence and no smaller than the body."""
    long = len(line.text.split()) >= 8 or sum(map(is_unspaced, line.text)) >= 20
    return long and line.size > 0.95 * setting.body.size and line.width > _FULL * setting.width
