"""A page in words, for any format: parts, sections, lines, tables and quotes. Made once, printed by each.

Words are pieces: text of the program in the reader's language, words of documents with their own language,
pieces set apart by a style, and references to notes. Nothing here is escaped: each format does it for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from dragoman.desk.notes import Note


class Style(StrEnum):
    STRONG = "strong"
    QUIET = "quiet"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of a document, or a name: in a language of their own, "und" where it is not known."""

    text: str
    lang: str = "und"


@dataclass(frozen=True, slots=True)
class Styled:
    words: Words
    style: Style


@dataclass(frozen=True, slots=True)
class Refs:
    """References to the notes on which what stands before rests."""

    notes: tuple[Note, ...]


Piece = str | Foreign | Styled | Refs
Words = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a list; ``level`` 1 stands below the one before it."""

    words: Words
    level: Literal[0, 1] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``share`` is the part of the width that it takes, against the other columns."""

    title: str
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Each cell has lines."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Words, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of a party to be said aloud: the quote itself, and who said it, on what, printed where."""

    note: Note
    credit: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart, with what it shows in words."""

    svg: bytes
    png: bytes
    text: str


Block = Line | Table | Quoted | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``key`` names it in every language. ``heading`` is 3 for one that belongs to the section before it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    heading: Literal[2, 3] = 2


class PartKey(StrEnum):
    """Whom a part is for. What is in one is never in the other."""

    BACKGROUND = "background"
    PRESS = "press"
    FOOT = "foot"  # on the page itself: what it rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    key: PartKey
    title: str
    remark: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``head`` is kind and subtitle in one. ``credit`` says of a note who printed it, when and where. ``cut``
    is the length from which quotes in footnotes are shortened, with a mark; None where they never are.
    ``labels`` are headings of the format: notes, contents, the way back."""

    lang: str
    direction: Literal["ltr", "rtl"]
    kind: str
    title: str
    subtitle: str
    head: str
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]
    day: str
    credit: Callable[[Note], Words]
    labels: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    one_page: bool = False

    @property
    def sections(self) -> Iterator[Section]:
        return (section for part in self.parts for section in part.sections)


def shown(note: Note, cut: int | None) -> tuple[str, bool]:
    """The quote on one line, and whether it was cut at the end of a word."""
    words = " ".join(note.quote.split())
    if cut is None or len(words) <= cut:
        return words, False
    head = words[:cut].rsplit(" ", 1)[0] if " " in words[:cut] else words[:cut]
    return head, True


def notes_in(value: object) -> Iterator[Note]:
    """The notes that a page or a part of it refers to, in the order of reading; repeats are given again.

    What is quoted in full on the page itself, with its source, needs none.
    """
    if isinstance(value, Refs):
        yield from value.notes
    else:
        for item in _inner(value):
            yield from notes_in(item)


def plain_text(words: Iterable[Piece]) -> str:
    """The words without references and style."""
    out = []
    for piece in words:
        match piece:
            case str():
                out.append(piece)
            case Foreign(text=text):
                out.append(text)
            case Styled(words=inner):
                out.append(plain_text(inner))
            case Refs():
                pass
    return "".join(out)


def _inner(value: object) -> Iterable[object]:
    match value:
        case Page(parts=parts):
            return parts
        case Part(sections=sections):
            return sections
        case Section(blocks=blocks):
            return blocks
        case Line(words=words) | Styled(words=words):
            return words
        case Table(rows=rows):
            return rows
        case tuple():
            return value
        case _:
            return ()
