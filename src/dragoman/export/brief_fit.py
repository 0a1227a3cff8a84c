"""What of a brief goes on its one page: chosen by fit, the most important of every section first.

Items are added in turns: the first of each section, then the second of each, and so on, until the page is
full. The room that an item takes is estimated from its letters, as A4 with small type holds them; a format
that can measure its pages (PDF) takes away the last added until the page is one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from dragoman.desk.brief_rows import Brief
from dragoman.export.brief_page import CUT, items, short_page
from dragoman.export.brief_short import SHORT
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import Line, Page, PartKey, Quoted, notes_in, plain_text, shown
from dragoman.phrases import Phrases

_MOST: Mapping[str, int] = {
    "news": 6,
    "recent": 6,
    "planned": 3,
    "live": 5,
    "commitments": 5,
    "differing": 3,
    "disagreements": 3,
    "press": 4,
}
_TURNS = ("recent", "press", "news", "commitments", "planned", "live", "differing", "disagreements")
_LINES = 74.0  # of text on the page, headings and footnotes counted by their height
_LETTERS, _SMALL = 132, 172  # in a line of text, and of a footnote
_SMALL_HEIGHT = 0.76
_HEADING, _PART = 1.7, 2.4
_WIDE = 1.9  # the width of a letter of Chinese against one of Latin


def turns(brief: Brief) -> tuple[str, ...]:
    """The sections of which an item is added, in the order of adding."""
    every = items(brief)
    out: list[str] = []
    for number in range(1, max(_MOST.values()) + 1):
        out += [key for key in _TURNS if number <= min(_MOST[key], every[key])]
    return tuple(out)


def kept(order: tuple[str, ...], number: int) -> dict[str, int]:
    """How many items of each section the first ``number`` turns make."""
    found = Counter(order[:number])
    return {key: found[key] for key in SHORT}


def one_page(brief: Brief, say: Phrases, fits: Callable[[Page], bool] | None = None) -> Page:
    """The page with as many items as fit by the estimate, and by ``fits`` where the format can tell."""
    order = turns(brief)
    number = len(order)
    page = short_page(brief, say, kept(order, number))
    while number and height(page) > _LINES:
        number -= 1
        page = short_page(brief, say, kept(order, number))
    while number and fits is not None and not fits(page):
        number -= 1
        page = short_page(brief, say, kept(order, number))
    return page


def height(page: Page) -> float:
    """The lines that a page takes."""
    footnotes = Footnotes(tuple(notes_in(page)))
    total = 3.0 + 0.8 * len(page.remarks) + sum(_heights(page))
    for note in footnotes.notes:
        words, _ = shown(note, CUT)
        credit = plain_text(page.credit(note))
        total += _SMALL_HEIGHT * _rows(words + credit, _SMALL)
    return total


def _heights(page: Page) -> Iterator[float]:
    for part in page.parts:
        yield _PART if part.title else 0.3
        for section in part.sections:
            yield _HEADING if part.key is PartKey.BACKGROUND else 1.2
            for block in section.blocks:
                match block:
                    case Line(words=words):
                        yield 1.05 * _rows(plain_text(words), _LETTERS)
                    case Quoted(note=note, credit=credit):
                        yield 1.1 * _rows(f"{note.quote} {plain_text(credit)}", _LETTERS)
                    case _:
                        yield 4.0


def _rows(text: str, letters: int) -> int:
    width = sum(_WIDE if "\u2e80" <= c <= "\uffef" else 1.0 for c in text)
    return max(1, math.ceil(width / letters))
