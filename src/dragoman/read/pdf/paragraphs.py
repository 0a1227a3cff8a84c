"""Rows to paragraphs, paragraphs to one text, with the offset at which each page begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dragoman.read.pdf.hyphens import Hyphenation, ends_sentence, hyphenation_of, joined, starts_sentence
from dragoman.read.pdf.rows import Row, cleaned
from dragoman.read.pdf.setting import WIDE, Body, Edges, as_set, body_of, columns_of

_SMALL = 0.92  # of the body's size: notes are set smaller
_OTHER = 0.12  # of the size: the difference between a heading and what follows it
_INDENT = 4.0  # sizes by which a paragraph's first line is indented, at most
_SPACE = 0.25  # of the size, between words
_HYPHENS = "-\u00ad\u2010"
_MARKER = re.compile(r"[(\[]?(\d{1,3}|[*†‡]{1,3})[)\].]?\s*(?=\w)")


@dataclass(slots=True)
class Paragraph:
    """Rows that make a paragraph; a note stands apart from the body."""

    rows: list[Row]
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The text of a document, a paragraph a line, and the offsets at which its pages begin."""

    text: str
    pages: tuple[int, ...]


def flow_of(pages: Sequence[Sequence[Row]]) -> Flow:
    """One text of the rows of all pages.

    A paragraph that runs over the end of a column or page is joined. A note at a page's foot stands before
    the paragraph that runs over it if that began on the page, else after it: no sentence is broken.
    """
    pages = as_set([[row for row in page if row.text] for page in pages])
    rows = [row for page in pages for row in page]
    if not rows:
        return Flow(text="", pages=())
    body = body_of(pages)
    known = hyphenation_of([row.text for row in rows])
    paragraphs: list[Paragraph] = []
    edges: Edges | None = None
    for column in columns_of(pages):
        edges = _add_column(paragraphs, column, body, edges)
    _drop_references(paragraphs)
    return _written(paragraphs, known, len(pages))


def _add_column(paragraphs: list[Paragraph], rows: list[Row], body: Body, before: Edges | None) -> Edges:
    """Adds the rows of a column, whose edges it gives; those of the column before it are ``before``."""
    notes = _notes(rows, body)
    column, foot = rows[: len(rows) - notes], rows[len(rows) - notes :]
    edge = Edges.of(column or foot)
    for place, row in enumerate(column):
        current = next((entry for entry in reversed(paragraphs) if not entry.note), None)
        if current is None:
            begins = True
        elif place:
            below = column[place + 1] if place + 1 < len(column) else None
            begins = _begins(column[place - 1], row, below, edge, body)
        else:
            begins = not _runs_on(current.rows[-1], row, before or edge, edge, body)
        if current is None or begins:
            paragraphs.append(Paragraph([row]))
        else:
            current.rows.append(row)
    for place, row in enumerate(foot):
        if not place or _MARKER.match(row.text) or _begins(foot[place - 1], row, None, Edges.of(foot), body):
            paragraphs.append(Paragraph([row], note=True))
        else:
            paragraphs[-1].rows.append(row)
    return edge


def _notes(rows: Sequence[Row], body: Body) -> int:
    """How many rows at the foot of a column are notes: set smaller, the first of them with its marker."""
    count = 0
    for row in reversed(rows):
        if row.size > _SMALL * body.size:
            break
        count += 1
    first = rows[len(rows) - count :]
    while first and not _MARKER.match(first[0].text):
        first = first[1:]
    return len(first) if len(first) < len(rows) or len(rows) == count else 0


def _begins(above: Row, row: Row, below: Row | None, edge: Edges, body: Body) -> bool:
    """Whether a paragraph begins with a row, by its neighbours in its column."""
    if row.starts is not None:
        return row.starts
    if abs(above.size - row.size) > _OTHER * max(above.size, row.size):
        return True
    if above.bold != row.bold or _is_cells(above, row, edge) or _is_cells(row, below, edge):
        return True
    size = row.size
    heading = size > (1 + _OTHER) * body.size
    distance = above.base - row.base
    if distance > size * (1.9 if heading else body.leading * WIDE):
        even = below is not None and abs(row.base - below.base - distance) < 0.04 * size
        if not even or distance > 2.2 * size:
            return True
    if heading:
        return False
    if body.indents and edge.indent(row) > 0.8 * size and edge.indent(row) - edge.indent(above) > 0.8 * size:
        return True
    return edge.slack(above) > row.first + 0.6 * size + _tolerance(above, row)


def _is_cells(row: Row, below: Row | None, edge: Edges) -> bool:
    """Whether a row falls into cells, and is not a line of few words that was spread to both edges.

    Such a line has gaps alike, and the word that follows it had no room.
    """
    if not row.gapped:
        return False
    spread = edge.slack(row) < 0.3 * row.size and edge.indent(row) < _INDENT * row.size
    if not (row.even and spread):
        return True
    broken = row.text[-1:] in _HYPHENS
    room = edge.right - edge.left - edge.indent(row) - row.filled
    return not broken and below is not None and below.first < room - _SPACE * row.size


def _tolerance(above: Row, row: Row) -> float:
    """A ragged line may end early: without a sentence's end it has to be shorter to be a paragraph's last."""
    return 0.0 if ends_sentence(above.text) else 4 * row.size


def _runs_on(above: Row, row: Row, before: Edges, edge: Edges, body: Body) -> bool:
    """Whether the first row of a column goes on with the paragraph at the end of the one before."""
    if abs(above.size - row.size) > 0.05 * row.size:
        return False
    capital = starts_sentence(row.text)
    if capital is False or (above.text[-1:] in _HYPHENS and not above.text[-2:-1].isspace()):
        return True
    slack = before.slack(above) - row.first
    if not ends_sentence(above.text):
        return slack < 4 * row.size
    return body.indents and edge.indent(row) < 0.8 * row.size and slack < 0.6 * row.size


def _drop_references(paragraphs: Sequence[Paragraph]) -> None:
    """Takes the raised figures of notes out of the text, where the note is on the same page."""
    markers: set[tuple[int, str]] = set()
    for entry in paragraphs:
        head = entry.rows[0]
        if entry.note and (marker := _MARKER.match(head.text)):
            markers.add((head.page, marker[1]))
            entry.rows[0] = replace(head, text=f"{marker[0].strip()} {head.text[marker.end() :]}", raised=())
    for entry in paragraphs:
        entry.rows[:] = [_without_references(row, markers) for row in entry.rows]


def _without_references(row: Row, markers: Collection[tuple[int, str]]) -> Row:
    if not row.raised:
        return row
    text = row.text
    for start, end in reversed(row.raised):
        if (row.page, text[start:end].strip("()*†,")) in markers:
            text = text[:start] + text[end:]
    return replace(row, text=cleaned(text), raised=())


def _in_order(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    ordered: list[Paragraph] = []
    last = 0  # where the last paragraph of the body stands
    for entry in paragraphs:
        over = ordered and not ordered[last].note and ordered[last].rows[-1].page > entry.rows[0].page
        if entry.note and over and ordered[last].rows[0].page == entry.rows[0].page:
            ordered.insert(last, entry)
            last += 1
            continue
        if not entry.note:
            last = len(ordered)
        ordered.append(entry)
    return ordered


def _written(paragraphs: Sequence[Paragraph], known: Hyphenation, count: int) -> Flow:
    parts: list[str] = []
    begins: dict[int, int] = {}
    length = 0
    for entry in _in_order(paragraphs):
        if parts:
            parts.append("\n")
            length += 1
        first = len(parts)
        for row in entry.rows:
            if len(parts) > first:
                whole = joined(parts[-1], row.text, known)
                length -= len(parts[-1])
                parts[-1] = whole[: len(whole) - len(row.text)]
                length += len(parts[-1])
            begins.setdefault(row.page, length)
            parts.append(row.text)
            length += len(row.text)
    pages = [begins.get(page, length) for page in range(count)]
    for page in range(count - 2, -1, -1):
        pages[page] = min(pages[page], pages[page + 1])
    return Flow(text="".join(parts), pages=(0, *pages[1:]))
