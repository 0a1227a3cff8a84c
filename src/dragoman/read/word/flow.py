"""The flow of a word processor's text: paragraphs, rows, notes and page breaks, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.errors import UnreadableDocument
from dragoman.read.base import MAX_CHARACTERS, without_breakage

PAGE_LAID_OUT = "\x0c"
"""A page begins here, as the program that saved the file laid it out. Cannot stand in XML itself."""
PAGE_FORCED = "\x0b"
"""A page begins here by the writer's wish."""
_BREAKS = re.compile(f"[{PAGE_LAID_OUT}{PAGE_FORCED}]")
_SPACE = re.compile("[^\\S\n\x0b\x0c]+")
_LINE_EDGES = re.compile(r" ?\n[ \n]*")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # hyphens and joints for the printer; no joiner of Arabic
_LONGEST_CELL = 300  # code points; a row with a longer one is a page's layout, its cells are paragraphs
BETWEEN_CELLS = " | "


@dataclass(slots=True, kw_only=True)
class _Frame:
    """What is open: a paragraph (with words), a row (with cells) or a cell or the whole (lines only)."""

    lines: list[str] = field(default_factory=list)
    words: list[str] | None = None
    cells: list[list[str]] | None = None


class Flow:
    """Takes the events of a file in its order and gives lines.

    What is opened within a paragraph (a text box, a note) comes after that paragraph and never within it.
    The short cells of a row make one line; longer ones are lines of their own. Raises UnreadableDocument
    where the text grows longer than a document may be.
    """

    def __init__(self) -> None:
        self._frames = [_Frame()]
        self._size = 0
        self._carried: list[str] = []

    def begin_paragraph(self) -> None:
        self._frames.append(_Frame(words=self._carried))
        self._carried = []

    def end_paragraph(self, *, joined: bool = False) -> None:
        """End the innermost paragraph; ``joined``: the next one goes on with it, the mark being deleted."""
        frame = self._frames.pop()
        words = frame.words or []
        if joined:
            self._carried = words
            self._frames[-1].lines += frame.lines
            return
        line = tidy("".join(words))
        self._frames[-1].lines += ([line] if line else []) + frame.lines

    def begin_row(self) -> None:
        self._frames.append(_Frame(cells=[]))

    def begin_cell(self) -> None:
        self._frames.append(_Frame())

    def end_cell(self) -> None:
        lines = self._frames.pop().lines
        cells = self._frames[-1].cells
        if cells is None:  # a cell outside a row
            self._frames[-1].lines += lines
        else:
            cells.append(lines)

    def end_row(self) -> None:
        frame = self._frames.pop()
        self._frames[-1].lines += row_lines(frame.cells or []) + frame.lines

    def words(self, words: str) -> None:
        """Words of the innermost paragraph; outside of any, nothing."""
        frame = self._frames[-1]
        if frame.words is not None:
            self._size += len(words)
            if self._size > MAX_CHARACTERS:
                raise UnreadableDocument(f"longer than {MAX_CHARACTERS:,} characters")
            frame.words.append(words)

    def text(self, pages: int | None) -> tuple[str, tuple[int, ...]]:
        """The whole text, and where its pages begin, as ``paged`` has them."""
        while len(self._frames) > 1:  # a file that ends too early
            frame = self._frames.pop()
            lines = [line for cell in frame.cells or [] for line in cell]
            line = tidy("".join(frame.words or []))
            self._frames[-1].lines += lines + ([line] if line else []) + frame.lines
        left = tidy("".join(self._carried))
        return paged(self._frames[0].lines + ([left] if left else []), pages)


def row_lines(cells: Iterable[list[str]]) -> list[str]:
    """A row of a table as lines: one line if all that its cells hold is short, else theirs one by one."""
    full = [lines for lines in cells if lines]
    if all(len(lines) == 1 and "\n" not in lines[0] and len(lines[0]) <= _LONGEST_CELL for lines in full):
        return [BETWEEN_CELLS.join(lines[0] for lines in full)] if full else []
    return [line for lines in full for line in lines]


def tidy(words: str) -> str:
    """The words with single spaces, none at the ends of lines, and without soft hyphens."""
    words = _SPACE.sub(" ", _UNSEEN.sub("", without_breakage(words)))
    return _LINE_EDGES.sub("\n", words).strip(" \n")


def paged(lines: list[str], pages: int | None) -> tuple[str, tuple[int, ...]]:
    """The lines as one text without the marks of pages, and the offsets at which its pages begin.

    ``pages`` is how many the file says it has: where the breaks in the text make another number of
    pages, or none, they lead to wrong pages, and no pages are given.
    """
    whole = "\n".join(lines)
    mark = PAGE_LAID_OUT if PAGE_LAID_OUT in whole else PAGE_FORCED
    trusted = pages is not None and pages > 1 and whole.count(mark) + 1 == pages
    parts: list[str] = []
    starts = [0]
    size = at = 0
    ends_in_space = True
    for found in _BREAKS.finditer(whole):
        part = whole[at : found.start()]
        at = found.end()
        parts.append(part if size and not ends_in_space else part.lstrip())  # a line of nothing but a break
        size += len(parts[-1])
        ends_in_space = parts[-1][-1:].isspace() if parts[-1] else ends_in_space
        if found[0] == mark:
            starts.append(size)
    parts.append(whole[at:] if size and not ends_in_space else whole[at:].lstrip())
    return "".join(parts), tuple(starts) if trusted else ()
