"""Rows to paragraphs, paragraphs to one text, with the offset at which each page begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from dragoman.read.pdf.hyphens import Hyphenation, ends_sentence, hyphenation_of, joined, starts_sentence
from dragoman.read.pdf.rows import Row, cleaned

_SMALL = 0.92  # of the body's size: notes are set smaller
_OTHER = 0.12  # of the size: the difference between a heading and what follows it
_WIDE = 1.22  # of the usual distance between lines: a wider one parts paragraphs
_HYPHENS = "-\u00ad\u2010"
_MARKER = re.compile(r"[(\[]?(\d{1,3}|[*†‡]{1,3})[)\].]?\s*(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How the document is set: its commonest size, the distance of its lines in sizes, whether it indents."""

    size: float
    leading: float
    indents: bool


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
    pages = [[row for row in page if row.text] for page in pages]
    rows = [row for page in pages for row in page]
    if not rows:
        return Flow(text="", pages=())
    body = _body(rows)
    known = hyphenation_of([row.text for row in rows])
    paragraphs: list[Paragraph] = []
    edges: _Edges | None = None
    for page in pages:
        for _, column in groupby(page, key=lambda row: row.column):
            edges = _add_column(paragraphs, list(column), body, edges)
    _drop_references(paragraphs)
    return _written(paragraphs, known, len(pages))


def _body(rows: Sequence[Row]) -> Body:
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    size = max(sizes, key=lambda size: sizes[size])
    leadings: Counter[float] = Counter()
    starts: Counter[bool] = Counter()
    for above, below in pairwise(rows):
        if above.page == below.page and above.column == below.column and _alike(above, below, size):
            distance = (above.base - below.base) / size
            if 0.8 < distance < 3:
                leadings[round(distance, 1)] += 1
            starts[_offset(below) - _offset(above) > 0.8 * size] += 1
    usual = max(leadings, key=lambda leading: (leadings[leading], -leading), default=1.2)
    exact = sorted(
        distance
        for above, below in pairwise(rows)
        if above.page == below.page and abs((distance := (above.base - below.base) / size) - usual) < 0.08
    )
    leading = exact[len(exact) // 2] if exact else usual
    return Body(size=size, leading=leading, indents=starts[True] * 25 > starts[False])


def _alike(above: Row, below: Row, size: float) -> bool:
    return abs(above.size - size) < 0.05 * size and abs(below.size - size) < 0.05 * size


def _offset(row: Row) -> float:
    """How far the row begins from the edge that its script begins at; only differences mean anything."""
    return -row.right if row.rtl else row.left


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edges:
    """Between which a column's rows stand."""

    left: float
    right: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Edges:
        return cls(left=min(row.left for row in rows), right=max(row.right for row in rows))

    def slack(self, row: Row) -> float:
        """The room left at the end of a row."""
        return row.left - self.left if row.rtl else self.right - row.right

    def indent(self, row: Row) -> float:
        """The room left at its beginning."""
        return self.right - row.right if row.rtl else row.left - self.left


def _add_column(paragraphs: list[Paragraph], rows: list[Row], body: Body, before: _Edges | None) -> _Edges:
    """Adds the rows of a column, whose edges it gives; those of the column before it are ``before``."""
    notes = _notes(rows, body)
    column, foot = rows[: len(rows) - notes], rows[len(rows) - notes :]
    edge = _Edges.of(column or foot)
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
        if not place or _MARKER.match(row.text) or _begins(foot[place - 1], row, None, _Edges.of(foot), body):
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


def _begins(above: Row, row: Row, below: Row | None, edge: _Edges, body: Body) -> bool:
    """Whether a paragraph begins with a row, by its neighbours in its column."""
    if row.starts is not None:
        return row.starts
    if abs(above.size - row.size) > _OTHER * max(above.size, row.size):
        return True
    if above.bold != row.bold or above.gapped or row.gapped:
        return True
    size = row.size
    heading = size > (1 + _OTHER) * body.size
    distance = above.base - row.base
    if distance > size * (1.9 if heading else body.leading * _WIDE):
        even = below is not None and abs(row.base - below.base - distance) < 0.04 * size
        if not even or distance > 2.2 * size:
            return True
    if heading:
        return False
    if body.indents and edge.indent(row) > 0.8 * size and edge.indent(row) - edge.indent(above) > 0.8 * size:
        return True
    return edge.slack(above) > row.first + 0.6 * size + _tolerance(above, row)


def _tolerance(above: Row, row: Row) -> float:
    """A ragged line may end early: without a sentence's end it has to be shorter to be a paragraph's last."""
    return 0.0 if ends_sentence(above.text) else 4 * row.size


def _runs_on(above: Row, row: Row, before: _Edges, edge: _Edges, body: Body) -> bool:
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
