"""Rows of text: the words of a page that stand side by side, in pieces where a column ends."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.read.pdf.bidi import base_letters, has_rtl, logical
from dragoman.read.pdf.glyphs import Glyph
from dragoman.read.pdf.hyphens import is_unspaced

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SOFT = re.compile("\u00ad(?!\\s*\\Z)")
_RAISED = 0.8  # of the size of its row: smaller is a raised or lowered sign
_CELL = 3.0  # of the size: a wider gap within a row parts the cells of a table
_SHIFTED = 0.45  # of the size: how far raised signs stand from the base line
_MARKED = 0.65  # and letters that are placed by the marks above or below them
_SPACE = 0.15  # of the size: a wider gap parts words
_BLANK = 0.25  # of the size: the usual one
_ALIKE = 0.5  # of the size: by how much the gaps of a spread line differ
APART = 0.8  # of the size: a wider gap can part columns


@dataclass(slots=True)
class Word:
    """Characters without a space between, in the file's order; grows while a page is read."""

    glyphs: list[Glyph]
    left: float
    right: float
    base: float
    size: float
    spaced: bool

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        self.size = max(self.size, glyph.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of one column, as it is read.

    ``first`` is the width of its first word, ``bold`` is whether all of it is, ``gapped`` is whether it has
    wide gaps, as rows of tables and letterheads do; ``even`` is whether all its gaps are alike, as those of a
    line spread to both edges, and ``filled`` its width without them. ``raised`` are the spans of raised
    figures in the text.
    ``starts`` is whether a paragraph begins with it, where that is known (from an OCR engine). Rows of one
    ``column`` stand below one another on their page.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    first: float = 0.0
    rtl: bool = False
    bold: bool = False
    gapped: bool = False
    even: bool = False
    filled: float = 0.0
    raised: tuple[tuple[int, int], ...] = ()
    starts: bool | None = None
    column: int = 0


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """The words of a page, in the file's order."""
    words: list[Word] = []
    spaced = True
    for glyph in glyphs:
        if glyph.char.isspace():
            spaced = True
            if words and has_rtl(words[-1].glyphs[-1].char):
                words[-1].glyphs.append(glyph)  # where the file's order is wrong, its place tells
            continue
        last = words[-1] if words else None
        if last is not None and not spaced and _continues(last, glyph):
            last.add(glyph)
        else:
            words.append(Word([glyph], glyph.left, glyph.right, glyph.base, glyph.size, spaced))
        spaced = False
    return words


def _continues(word: Word, glyph: Glyph) -> bool:
    size = max(word.size, glyph.size)
    if unicodedata.combining(glyph.char) and abs(word.base - glyph.base) < _MARKED * size:
        return glyph.left < word.right + size and word.left - size < glyph.right
    if abs(word.base - glyph.base) > 0.1 * size or abs(word.size - glyph.size) > 0.1 * size:
        return False
    return glyph.left - word.right < _SPACE * size and word.left - glyph.right < _SPACE * size


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """The words that share a base line, with the raised signs at them; from the top, each from the left."""
    lines: list[list[Word]] = []
    near: defaultdict[int, list[int]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (_is_marked(word), -word.size, -word.base, word.left)):
        found = _line_for(word, lines, near)
        if found is None:
            near[round(word.base / 8)].append(len(lines))
            lines.append([word])
        else:
            lines[found].append(word)
    lines.sort(key=lambda line: -line[0].base)
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _is_marked(word: Word) -> bool:
    return any(unicodedata.combining(glyph.char) for glyph in word.glyphs)


def _line_for(word: Word, lines: list[list[Word]], near: dict[int, list[int]]) -> int | None:
    best, least = None, float("inf")
    reach = 1 + int(word.size / 8)
    here = round(word.base / 8)
    for bucket in range(here - min(reach, 20), here + min(reach, 20) + 1):
        for place in near.get(bucket, ()):
            head = lines[place][0]
            away = abs(head.base - word.base)
            limit = _MARKED if _is_marked(word) else _SHIFTED if word.size < _RAISED * head.size else 0.25
            if away < limit * head.size and away < least:
                best, least = place, away
    return best


def gaps_of(line: Sequence[Word]) -> list[tuple[float, float]]:
    """The gaps in a line that are wide enough to part columns."""
    return _gaps(line, APART)


def _gaps(line: Sequence[Word], least: float) -> list[tuple[float, float]]:
    gaps = []
    edge = line[0].right
    for word in line[1:]:
        if word.left - edge > least * word.size:
            gaps.append((edge, word.left))
        edge = max(edge, word.right)
    return gaps


def row_of(line: Sequence[Word], page: int, column: int, *, rtl: bool) -> Row:
    """The words of a line, from left to right, as a row of text."""
    size = _main_size(line)
    raised: list[tuple[int, int]] = []
    if any(has_rtl(glyph.char) for word in line for glyph in word.glyphs):
        text = logical([glyph for word in line for glyph in word.glyphs], rtl=rtl)
    else:
        text, raised = _rightwards(line, size)
    gaps = [right - left for left, right in _gaps(line, _SPACE)]
    return Row(
        text=text if raised else cleaned(text),
        left=line[0].left,
        right=max(word.right for word in line),
        base=max(line, key=lambda word: word.size).base,
        size=size,
        page=page,
        first=_first(line, rtl=rtl),
        rtl=rtl,
        bold=all(word.glyphs[0].bold for word in line),
        gapped=any(gap > _CELL * size for gap in gaps),
        even=max(gaps, default=0.0) - min(gaps, default=0.0) < _ALIKE * size,
        filled=sum(word.right - word.left for word in line) + len(gaps) * _BLANK * size,
        raised=tuple(raised),
        column=column,
    )


def _first(line: Sequence[Word], *, rtl: bool) -> float:
    """The width of what a line cannot be broken in at its beginning: a word, or one sign of Chinese."""
    word = line[-1] if rtl else line[0]
    for place, glyph in enumerate(word.glyphs):
        if is_unspaced(glyph.char):
            return word.glyphs[max(place - 1, 0)].right - word.glyphs[0].left
    return word.right - word.left


def cleaned(text: str) -> str:
    """A line without control characters and the soft hyphens within it."""
    if not text.isprintable():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _CONTROL.sub(" ", _SOFT.sub("", text))
    return " ".join(text.split())


def _rightwards(line: Sequence[Word], size: float) -> tuple[str, list[tuple[int, int]]]:
    text, edge, base = "", line[0].left, max(line, key=lambda word: word.size).base
    raised: list[tuple[int, int]] = []
    for word in line:
        if text and (word.spaced or (word.left - edge > _SPACE * size and not _is_unspaced(text, word))):
            text += " "
        chars = base_letters("".join(glyph.char for glyph in word.glyphs))
        if word.size < _RAISED * size and word.base > base + 0.1 * size and chars.strip("()*†,").isdigit():
            raised.append((len(text), len(text) + len(chars)))
        text += chars
        edge = max(edge, word.right)
    return text, raised


def _is_unspaced(text: str, word: Word) -> bool:
    return is_unspaced(text[-1]) or is_unspaced(word.glyphs[0].char)


def _main_size(line: Sequence[Word]) -> float:
    letters: defaultdict[float, int] = defaultdict(int)
    for word in line:
        letters[round(word.size, 1)] += len(word.glyphs)
    return max(letters, key=lambda size: letters[size])
