"""Brief -> Word document (DOCX) with footnotes that Word knows as such.

Each run has its language and, where its letters run from right to left, the marks by which Word sets it so
(``w:rtl``, fonts and sizes for complex scripts). A second reference to one footnote is a cross-reference to
the first. The same brief makes the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.desk.notes import Note
from dragoman.errors import MissingExtra
from dragoman.export.direction import direction
from dragoman.export.docx_parts import FOOTNOTES, element, footnotes_xml, in_order, is_xml_sign, page_setup
from dragoman.export.footnotes import Footnotes
from dragoman.export.page import (
    Block,
    Column,
    Foreign,
    Line,
    Page,
    PartKey,
    Picture,
    Quoted,
    Refs,
    Section,
    Style,
    Styled,
    Table,
    Words,
    notes_in,
    shown,
)

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element  # type: ignore[import-untyped]  # its stubs are of an older version

_COLOURS = {Style.QUIET: "595959", Style.WARN: "8F3A1C"}
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"
_PICTURE = 6_300_000  # in English metric units: the width of the text
_QUIET = 15  # half points
_TWENTIETH = 635  # of a point, in English metric units
_STAMP = (1980, 1, 1, 0, 0, 0)


def brief_docx(page: Page) -> bytes:
    """The document. Raises MissingExtra where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtra("to write DOCX, install the extra: pip install 'dragoman[docx]'") from error
    document = docx.Document()
    page_setup(document, page)
    writer = _Writer(document, page)
    writer.write()
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


class _Writer:
    """Writes a page into an empty document."""

    def __init__(self, document: Document, page: Page) -> None:
        self._body = document.element.body
        self._document, self._page = document, page
        self._notes = Footnotes(tuple(notes_in(page)))
        self._seen: set[int] = set()

    def write(self) -> None:
        page = self._page
        self.paragraph((page.title,), style="Title")
        self.paragraph((page.head,), style="Subtitle")
        for remark in page.remarks:
            self.paragraph((Styled((remark,), Style.QUIET),))
        for part in page.parts:
            if part.title:
                self._part(part.title, part.remark, part.key)
            for section in part.sections:
                self.section(section)
        entries = [(number, self._footnote(note)) for number, note in enumerate(self._notes.notes, start=1)]
        footnotes_xml(self._document, entries)

    def _part(self, title: str, remark: str, key: PartKey) -> None:
        words: Words = (title, "  ", Styled((remark,), Style.QUIET))
        self.paragraph(words, style="Heading 1", fill="E9F1EC" if key is PartKey.PRESS else "F0F0F0")

    def section(self, section: Section) -> None:
        self.paragraph((section.title,), style=f"Heading {section.heading}")
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Line(words=words, level=level):
                self.paragraph(words, style="List Bullet" if level == 0 else "List Bullet 2")
            case Quoted(note=note, credit=credit):
                quote = Foreign(shown(note, None)[0], note.lang)
                self.paragraph(("“", quote, "” ", Styled(credit, Style.QUIET)), style="Quote")
            case Table(columns=columns, rows=rows):
                self.table(columns, rows)
            case Picture():
                self._picture(block)

    def paragraph(self, words: Words, *, style: str = "Normal", fill: str | None = None) -> None:
        made = self._document.add_paragraph(style=style)
        self._fill(made._p, words, fill=fill)

    def _fill(self, paragraph: _Element, words: Words, *, fill: str | None = None) -> None:
        """The pieces of a paragraph, and its direction."""
        setting = paragraph.get_or_add_pPr()
        if fill:
            setting.append(element("w:shd", val="clear", color="auto", fill=fill))
        if self._page.direction == "rtl":
            setting.append(element("w:bidi"))
        for run in self.runs(words):
            paragraph.append(run)

    def table(self, columns: Iterable[Column], rows: Iterable[tuple[tuple[Words, ...], ...]]) -> None:
        from docx.shared import Emu

        heads = list(columns)
        made = self._document.add_table(rows=0, cols=len(heads))
        made.style = "Table Grid"
        if self._page.direction == "rtl":
            made._tbl.tblPr.insert(1, element("w:bidiVisual"))
        whole = sum(column.share for column in heads)
        widths = [round(9900 * column.share / whole) for column in heads]
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Emu(width * _TWENTIETH)
        self._row(made, [((Styled((column.title,), Style.STRONG),),) for column in heads], widths, head=True)
        for row in rows:
            self._row(made, row, widths)
        self._document.add_paragraph()

    def _row(
        self, table: object, cells: Iterable[tuple[Words, ...]], widths: list[int], *, head: bool = False
    ) -> None:
        from docx.shared import Emu

        row = table.add_row()  # type: ignore[attr-defined]  # of python-docx
        if head:
            row._tr.get_or_add_trPr().append(element("w:tblHeader"))
        else:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, lines, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Emu(width * _TWENTIETH)
            for number, words in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.style = self._document.styles["Cell"]
                self._fill(paragraph._p, words)

    def _picture(self, picture: Picture) -> None:
        paragraph = self._document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=_PICTURE)
        shape._inline.docPr.set("descr", picture.text)

    def runs(self, words: Words, style: Style | None = None) -> list[_Element]:
        """Runs for pieces; of a reference, the footnote or a cross-reference to it."""
        out: list[_Element] = []
        for piece in words:
            match piece:
                case str():
                    out.append(self._run(piece, self._page.lang, style))
                case Foreign(text=text, lang=lang):
                    out.append(self._run(text, lang, style))
                case Styled(words=inner, style=own):
                    out += self.runs(inner, own)
                case Refs(notes=notes):
                    out += self._refs(notes)
        return out

    def _run(self, text: str, lang: str, style: Style | None) -> _Element:
        run = element("w:r")
        setting = element("w:rPr")
        rtl = _runs_left(text) or (lang != "und" and direction(lang) == "rtl" and not _runs_right(text))
        if style is Style.STRONG:
            setting.append(element("w:b"))
            setting.append(element("w:bCs"))
        if style in _COLOURS:
            setting.append(element("w:color", val=_COLOURS[style]))
        if style is Style.QUIET:  # in a heading, too
            for name in ("w:b", "w:bCs"):
                setting.append(element(name, val="0"))
            for name in ("w:sz", "w:szCs"):
                setting.append(element(name, val=str(_QUIET)))
        if rtl:
            setting.append(element("w:rtl"))
        if lang != "und":
            own = element("w:lang", bidi=lang) if rtl else element("w:lang", val=lang, eastAsia=lang)
            setting.append(own)
        in_order(setting)
        run.append(setting)
        kept = "".join(sign if is_xml_sign(sign) else " " for sign in text)
        if rtl != (self._page.direction == "rtl"):  # digits at its ends stay where they belong
            outer, inner = (_LEFT_MARK, _RIGHT_MARK) if rtl else (_RIGHT_MARK, _LEFT_MARK)
            kept = f"{outer}{inner}{kept}{inner}{outer}"
        words = element("w:t", text=kept)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        return run

    def _refs(self, notes: Iterable[Note]) -> list[_Element]:
        out: list[_Element] = []
        for place, number in enumerate(self._notes.numbers(notes)):
            if place:
                out.append(_raised(element("w:t", text="\u00a0")))
            if number in self._seen:
                out.append(_again(number))
            else:
                self._seen.add(number)
                out += _first(number)
        return out

    def _footnote(self, note: Note) -> _Element:
        """The paragraph of a footnote: its number, the quote, and who printed it."""
        text, cut = shown(note, self._page.cut)
        mark = f" {self._page.labels['cut']}" if cut else ""
        paragraph = element("w:p")
        setting = element("w:pPr")
        setting.append(element("w:pStyle", val="FootnoteText"))
        if self._page.direction == "rtl":
            setting.append(element("w:bidi"))
        paragraph.append(setting)
        paragraph.append(_raised(element("w:footnoteRef")))
        credit = self._page.credit(note)
        words: Words = (" ", Foreign(text, note.lang), f"{mark} – ", Styled(credit, Style.QUIET))
        for run in self.runs(words):
            paragraph.append(run)
        return paragraph


def _raised(inner: _Element) -> _Element:
    run = element("w:r")
    setting = element("w:rPr")
    setting.append(element("w:vertAlign", val="superscript"))
    run.append(setting)
    run.append(inner)
    return run


def _first(number: int) -> list[_Element]:
    """The footnote's own reference, with a bookmark to lead others to it."""
    name = f"_RefNote{number}"
    start = element("w:bookmarkStart", id=str(number), name=name)
    reference = element("w:r")
    setting = element("w:rPr")
    setting.append(element("w:rStyle", val="FootnoteReference"))
    reference.append(setting)
    reference.append(element("w:footnoteReference", id=str(number + FOOTNOTES)))
    return [start, reference, element("w:bookmarkEnd", id=str(number))]


def _again(number: int) -> _Element:
    """A cross-reference to a footnote that stands before."""
    field = element("w:fldSimple", instr=f" NOTEREF _RefNote{number} \\h ")
    field.append(_raised(element("w:t", text=str(number))))
    return field


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def _runs_right(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) == "L" for sign in text)


def _steady(made: bytes) -> bytes:
    """The same archive with every member dated alike, so that equal documents are equal bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
