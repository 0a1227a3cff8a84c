"""PDF (.pdf): the text layer by PDFium, in reading order; pages without one by OCR where it is installed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis
from dragoman.read.base import MAX_CHARACTERS, STAGE, Details, Failure, build, without_breakage
from dragoman.read.language import detect_language
from dragoman.read.pdf.about import About, about
from dragoman.read.pdf.browser import without_browser
from dragoman.read.pdf.columns import rows_of
from dragoman.read.pdf.dateline import date_at_head
from dragoman.read.pdf.glyphs import TooManyGlyphs, is_legible, page_glyphs, shows_something
from dragoman.read.pdf.margins import without_margins
from dragoman.read.pdf.ocr import Engine, OcrFailed, find_engine, rows_seen
from dragoman.read.pdf.paragraphs import flow_of
from dragoman.read.pdf.rows import Row
from dragoman.read.pdf.unpacked import holds_too_much

MAX_PAGES = 5_000
MAX_SECONDS = 120.0
"""For the text layer of one document; what OCR takes is bounded page by page."""
_HEAD = 2_000  # code points by whose language the names of months are known
_PAGE_SCANNED = "no text layer: scanned, and needs OCR (install the extra ocr)"
_SCANNED = "the document has no text layer: it is scanned, and needs OCR (install the extra ocr)"
_WAYS = {
    2: "the file is damaged: it cannot be opened as a PDF",
    3: "not a PDF, or damaged: it cannot be opened as one",
    4: "protected with a password",
    5: "protected in a way that cannot be opened",
}
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for threads


@dataclass(slots=True)
class _Pages:
    """What was read, page by page; ``scanned`` and ``damaged`` are the numbers of those that could not be."""

    rows: list[list[Row]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    why: str = _PAGE_SCANNED
    started: float = field(default_factory=time.monotonic)


def read_pdf(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: the text a paragraph a line, without headers, footers, page numbers and line-end hyphens.

    Columns follow one another; right-to-left text is in the order of reading. The offset of each page is
    kept. Title and author are those of the file's properties. The date is the publication date if one is
    stated, else the one written at the head of the text, else the one on which the file was made (both
    INFERRED); the day on which a web page was printed is none, and its address is the source's where the
    browser printed it. Pages that could not be read are a Failure after the document. Raises
    UnreadableDocument for what cannot be opened, is too large, or has no text.
    """
    with _ONE_AT_A_TIME:
        pages, said = _read(data)
    try:
        printed = without_browser(pages.rows, pages.heights, known=said.printed)
        flow = flow_of(without_margins(printed.pages, pages.heights))
    except Exception as error:  # a parser on strangers' bytes: no place or size can be trusted
        raise UnreadableDocument("the places of its words make no sense") from error
    if not flow.text.strip():
        raise UnreadableDocument(_why_empty(pages))
    text = without_breakage(flow.text)
    said = _dated(said, text)
    yield build(
        text,
        origin,
        details=Details(
            title=said.title, author=said.author, published=said.published, basis=said.basis,
            found=said.found, pages=flow.pages, source=Source(url=printed.address),
        ),
    )  # fmt: skip
    if pages.scanned:
        yield Failure(origin=origin, stage=STAGE, reason=f"{_named(pages.scanned)}: {pages.why}")
    if pages.damaged:
        yield Failure(origin=origin, stage=STAGE, reason=f"{_named(pages.damaged)}: damaged")


def _read(data: bytes) -> tuple[_Pages, About]:
    import pypdfium2  # type: ignore[import-untyped]  # not typed; 0.1 s to import: with the first PDF only

    if holds_too_much(data):
        raise UnreadableDocument("unpacks to more than a document of its size can hold")
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except Exception as error:  # as above; PDFium's own errors have a number
        raise UnreadableDocument(_WAYS.get(getattr(error, "err_code", 3) or 3, _WAYS[3])) from error
    try:
        if count > MAX_PAGES:
            raise UnreadableDocument(f"has {count:,} pages; more than {MAX_PAGES:,} are not read")
        return _read_pages(document, count, find_engine()), _about(data, document)
    finally:
        document.close()


def _about(data: bytes, document: Any) -> About:
    try:
        return about(data, document.get_metadata_dict(skip_empty=True))
    except Exception:  # noqa: BLE001  # as above: whatever it trips over, nothing is known
        return About()


def _dated(said: About, text: str) -> About:
    """With the date at the head of the text, where none is stated and it is none of a day to come."""
    if said.basis is DateBasis.STATED:
        return said
    head = text[:_HEAD]
    found = date_at_head(text, detect_language(head))
    if found is None or (said.created is not None and str(found[0]) > str(said.created)):
        return said
    where = f"the line {found[1]!r} at the head of the text"
    return replace(said, published=found[0], basis=DateBasis.INFERRED, found=where)


def _read_pages(document: Any, count: int, engine: Engine | None) -> _Pages:
    pages = _Pages()
    characters = 0
    for number in range(count):
        if time.monotonic() - pages.started > MAX_SECONDS:
            raise UnreadableDocument(f"takes longer than {MAX_SECONDS:.0f} s to read")
        rows: list[Row] = []
        height = 0.0
        try:
            page = document[number]
            try:
                height = page.get_height()
                rows = _read_page(page, number, pages, engine)
            finally:
                page.close()
        except TooManyGlyphs as error:
            raise UnreadableDocument(f"page {number + 1} has {error}") from error
        except Exception:  # noqa: BLE001  # a parser on strangers' bytes: that page is lost, the others are not
            pages.damaged.append(number + 1)
        pages.rows.append(rows)
        pages.heights.append(height)
        characters += sum(len(row.text) for row in rows)
        if characters > MAX_CHARACTERS:
            raise UnreadableDocument(f"longer than {MAX_CHARACTERS:,} characters")
    return pages


def _read_page(page: Any, number: int, pages: _Pages, engine: Engine | None) -> list[Row]:
    glyphs = page_glyphs(page)
    if is_legible(glyphs):
        return rows_of(glyphs, number)
    if not glyphs and not shows_something(page):
        return []  # an empty page
    if engine is not None:
        began = time.monotonic()
        try:
            return rows_seen(page, number, engine)
        except OcrFailed as error:
            pages.why = f"no text layer, and OCR failed: {error}"
        finally:
            pages.started += time.monotonic() - began  # the engine has its own limit for each page
    pages.scanned.append(number + 1)
    return []


def _why_empty(pages: _Pages) -> str:
    if pages.scanned:
        return f"the document has {pages.why}" if pages.why != _PAGE_SCANNED else _SCANNED
    if pages.damaged:
        return "damaged: none of its pages can be read"
    return "the document has no text"


def _named(numbers: Sequence[int]) -> str:
    """``page 3``, ``pages 3, 5-9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs[:50])
    more = "" if len(runs) <= 50 else " and more"
    return f"page {named}" if len(numbers) == 1 else f"pages {named}{more}"
