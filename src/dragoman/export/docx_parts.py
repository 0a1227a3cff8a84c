"""What Word needs beside the paragraphs: the part with the footnotes, styles, and the set-up of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element  # type: ignore[import-untyped]  # its stubs are of an older version

    from dragoman.export.page import Page

FOOTNOTES = 1
"""Footnotes have ids from 2: -1, 0 and 1 are those of the rules between text and notes."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_LATIN, _COMPLEX, _CJK = "Noto Sans", "Amiri", "Noto Sans CJK TC"
_SIZES = {"Normal": 9.5, "Cell": 8.5, "FootnoteText": 8.0, "Title": 20.0, "Subtitle": 10.0}
_HEADINGS = {"Heading 1": 12.0, "Heading 2": 11.0, "Heading 3": 10.0}
_SMALLER = 0.84  # type on the one page, against that of the long brief


def element(tag: str, *, text: str | None = None, **attributes: str) -> _Element:
    """An element of WordprocessingML, its attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    if text is not None:
        made.text = text
    return made


def is_xml_sign(sign: str) -> bool:
    """Whether XML 1.0 can hold it, and it does not control or override anything."""
    code = ord(sign)
    allowed = sign in "\t\n" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    return allowed and not 0x7F <= code <= 0x9F and sign not in "\u202a\u202b\u202c\u202d\u202e"


def footnotes_xml(document: Document, entries: Iterable[tuple[int, _Element]]) -> None:
    """Add the part with the footnotes: (number, paragraph)."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree  # type: ignore[import-untyped]  # its stubs are of an older version

    root = element("w:footnotes")
    for identity, kind, mark in (("0", "separator", "w:separator"), ("1", "continuationSeparator", "")):
        rule = element("w:footnote", type=kind, id=identity)
        paragraph = element("w:p")
        run = element("w:r")
        run.append(element(mark or "w:continuationSeparator"))
        paragraph.append(run)
        rule.append(paragraph)
        root.append(rule)
    for number, paragraph in entries:
        note = element("w:footnote", id=str(number + FOOTNOTES))
        note.append(paragraph)
        root.append(note)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, blob, document.part.package)
    document.part.relate_to(part, _RELATION)


def page_setup(document: Document, page: Page) -> None:
    """A4, margins, styles, languages and the properties of the file."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    sides, ends = (Mm(14), Mm(11)) if page.one_page else (Mm(17), Mm(18))
    section.left_margin = section.right_margin = sides
    section.top_margin = section.bottom_margin = ends
    if page.direction == "rtl":
        section._sectPr.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")
    scale = _SMALLER if page.one_page else 1.0
    _styles(document, page, scale)
    about = document.core_properties
    about.title = f"{page.title}, {page.subtitle}"
    about.author, about.language, about.comments = "Dragoman", page.lang, ""
    about.created = about.modified = dt.datetime.fromisoformat(page.day)
    about.revision, about.last_modified_by = 1, "Dragoman"


def _styles(document: Document, page: Page, scale: float) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    for name in ("Cell", "FootnoteText"):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
    reference = styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    sizes = {**_SIZES, **_HEADINGS, "List Bullet": 9.5, "List Bullet 2": 9.0, "Quote": 9.5}
    for name, size in sizes.items():
        style = styles[name]
        style.font.size = Pt(round(size * scale * 2) / 2)
        style.paragraph_format.space_before = Pt(6 * scale if name in _HEADINGS else 0)
        style.paragraph_format.space_after = Pt(1 if page.one_page or name == "FootnoteText" else 3)
        style.paragraph_format.line_spacing = Pt(size * scale * 1.22) if page.one_page else 1.0
        style.font.italic = False
        _fonts(style, round(size * scale * 2), name in _HEADINGS or name == "Title")


_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "spacing", "kern", "sz"),
    *("szCs", "u", "shd", "vertAlign", "rtl", "cs", "lang"),
)
"""The order in which the standard wants the properties of a run."""


def in_order(setting: _Element) -> None:
    """Put the properties of a run into the order of the standard, which Word insists on."""

    def place(child: _Element) -> int:
        name = child.tag.rpartition("}")[2]
        return _ORDER.index(name) if name in _ORDER else len(_ORDER)

    setting[:] = sorted(setting, key=place)


def _fonts(style: object, half_points: int, strong: bool) -> None:
    """The fonts of a style for every kind of script, and the size for complex ones."""
    setting = style.element.get_or_add_rPr()  # type: ignore[attr-defined]  # of python-docx
    for name in ("w:rFonts", "w:szCs", "w:bCs", "w:iCs", "w:spacing", "w:kern"):
        for old in setting.findall(element(name).tag):
            setting.remove(old)
    setting.insert(0, element("w:rFonts", ascii=_LATIN, hAnsi=_LATIN, cs=_COMPLEX, eastAsia=_CJK))
    setting.append(element("w:szCs", val=str(half_points + 2)))
    setting.append(element("w:iCs", val="0"))
    if strong:
        setting.append(element("w:bCs"))
    in_order(setting)
