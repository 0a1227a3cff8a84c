"""Lines to paragraphs: one line each, or many where the text was wrapped by a page or a mail program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\s](?:[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*[^\s])?")
_END = re.compile(r"""[.!?…。！？｡؟۔।։][\s"'”’“»«)\]）】」』›*_]*\Z""")
_ITEM = re.compile(r"(?:[-–—*•·▪●○■□‣◦►✓+#>]|\(?([0-9]{1,3})[.)](?!\d)|\(?[a-zA-Zа-яА-Я][)])\s*")
_WIDEST = 140  # code points; lines beyond this are paragraphs, not wrapped lines
_NARROWEST = 25  # under this, lists and verse
_FULL = 0.55  # of the usual width: a line that can have been broken for lack of room
_OPEN_SHARE = 0.3  # of the breaks of a kind that must fall in mid-sentence before all are taken for wrapping
_LOWER_MIN = 40  # code points before which a line that goes on in lower case is a list, not a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without the white space around it. ``gap`` tells of a blank line before it."""

    start: int
    end: int
    gap: bool
    open: bool  # does not end a sentence
    lower: bool  # begins in lower case
    item: bool  # begins as an item of a list or a heading

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """From the first code point to the last of a passage that holds whole sentences."""

    start: int
    end: int


def paragraphs(
    text: str, original: str, start: int, end: int, stops: Callable[[int], bool]
) -> Iterator[Paragraph]:
    """The paragraphs of ``text[start:end]``, in order and without white space at either end.

    ``original`` is the text before markup was blanked: it shows what was a list. ``stops(offset)`` says
    whether the full stop at an offset can end a sentence (that of an abbreviation cannot).
    """
    lines = list(_lines(text, original, start, end, stops))
    if not lines:
        return
    width = _width(lines)
    spaced = _is_wrapped(lines, width, gap=True)
    wrapped = {True: spaced, False: spaced or _is_wrapped(lines, width, gap=False)}
    first = lines[0].start
    for left, right in pairwise(lines):
        if not _continues(left, right, width, wrapped):
            yield Paragraph(start=first, end=left.end)
            first = right.start
    yield Paragraph(start=first, end=lines[-1].end)


def _lines(text: str, original: str, start: int, end: int, stops: Callable[[int], bool]) -> Iterator[Line]:
    before, number = start, 0
    for match in _LINE.finditer(text, start, end):
        begin, finish = match.span()
        stop = _END.search(text, max(begin, finish - 12), finish)
        ends = stop is not None and (
            text[stop.start()] != "." or finish - stop.start() > 1 or stops(stop.start())
        )
        head = max(original.rfind("\n", before, begin), original.rfind("\r", before, begin), before - 1) + 1
        sign = _ITEM.match(original, head + _indent(original, head, begin))
        if sign and sign[1]:  # a number out of order is a date at which the line broke
            sign = sign if int(sign[1]) in (1, number + 1) else None
            number = int(sign[1]) if sign else number
        elif sign and sign[0][0] in "–—" and original[sign.end() : sign.end() + 1].islower():
            sign = None
        yield Line(
            start=begin,
            end=finish,
            gap=_breaks(text, before, begin) > 1,
            open=not ends,
            lower=text[begin].islower(),
            item=sign is not None,
        )
        before = finish


def _indent(text: str, start: int, end: int) -> int:
    piece = text[start : min(end, start + 200)]
    return len(piece) - len(piece.lstrip())


def _breaks(text: str, start: int, end: int) -> int:
    return max(
        text.count("\n", start, end), text.count("\r", start, end), text.count("\u2029", start, end) * 2
    )


def _width(lines: list[Line]) -> int:
    lengths = sorted(map(len, lines))
    return lengths[(len(lengths) - 1) * 9 // 10]


def _is_wrapped(lines: list[Line], width: int, gap: bool) -> bool:
    """Whether lines parted so (by one break, or by blank lines) break in mid-sentence as a rule."""
    if not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = [(left, right) for left, right in pairwise(lines) if right.gap is gap]
    broken = sum(left.open and not right.item and len(left) >= _FULL * width for left, right in pairs)
    sure = sum(left.open and right.lower and len(left) >= _FULL * width for left, right in pairs)
    enough = sure >= 2 or (not gap and broken >= 3 and width >= _LOWER_MIN)
    return enough and broken >= _OPEN_SHARE * len(pairs)


def _continues(left: Line, right: Line, width: int, wrapped: dict[bool, bool]) -> bool:
    if right.item:
        return False
    full = len(left) >= _FULL * width
    if wrapped[right.gap]:
        if left.open:
            return full or right.lower
        return full and not right.gap and not wrapped[True]
    return left.open and right.lower and not right.gap and len(left) >= _LOWER_MIN
