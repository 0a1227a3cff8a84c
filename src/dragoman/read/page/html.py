"""HTML (.html, .htm): the article of a page, by trafilatura. The document's text is the article's.

A page too large or too deep to be weighed so is read line by line, without its menus (see ``blocks``).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import MAX_CHARACTERS, Failure, build, without_breakage
from dragoman.read.encoding import decode
from dragoman.read.page.about import Page, details_of, metas_of
from dragoman.read.page.blocks import (
    MAX_DEPTH,
    bare_lines,
    blocks,
    depth,
    is_furniture,
    is_hidden,
    parse,
    shortened,
)
from dragoman.read.page.linked_data import linked_data
from dragoman.read.page.mend import mended

_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,30})""", re.I)
_LABELS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "x-sjis": "cp932", "shift_jis": "cp932", "shift-jis": "cp932", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-cp1251": "cp1251", "x-cp1256": "cp1256", "koi8-ru": "koi8_u", "iso-8859-8-i": "iso8859_8",
}  # fmt: skip  # encodings that browsers read as another than Python does
_MAX_WEIGHED = 20_000  # elements: what trafilatura reads in a few seconds
_MAX_DEPTH = 200  # beyond which it would recurse too far
_FAULTS = 50  # good characters to each that the declared encoding does not have
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LITTLE = 150  # code points under which the page's plain lines are tried
_LITTLE_DENSE = 40  # the same where a word is a sign or two
_NO_ARTICLE = ("nav", "figcaption", "dialog", "button", "select", "template", "svg")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\ufffe\uffff]")  # which no tree of XML may hold
_LATEST = "2100-01-01"  # the library's own limit is today, which would make the reading depend on the day
_LAYOUT_CELL = 160  # code points in a cell that is no datum but a column of the page


def read_html(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: the article's paragraphs, one a line, with title, author, site name and address.

    The publication date is STATED where the page's metadata give one, with its precision, and INFERRED where
    it was found elsewhere in the page. Raises UnreadableDocument for a page without text.
    """
    declared = _CHARSET.search(data[:4096])
    yield read_page(text_of(data, declared[1].decode() if declared else None), origin)


def read_page(page: str, origin: str, *, address: str | None = None) -> Document:
    """The document of a page that is text already; ``address`` is where it is known to come from.

    Raises UnreadableDocument for a page without text.
    """
    head = page[:4000]
    page = _CONTROL.sub(" ", without_breakage(shortened(page)))
    if len(page) > 2 * MAX_CHARACTERS:
        raise UnreadableDocument(f"a page longer than {2 * MAX_CHARACTERS:,} characters")
    tree = parse(page)
    if tree is None or depth(tree) >= MAX_DEPTH:
        return build("\n".join(_kept(bare_lines(page))) or _nothing(page), origin)
    shown = Page(
        tree=tree,
        metas=metas_of(tree),
        data=linked_data(tree),
        lines=tuple(block for block in blocks(tree)),
        head=head,
        origin=origin,
        address=address,
    )
    _tidy(tree)
    found = _extract(tree)
    text = _article(shown, found)
    if not text:
        _nothing(page)
    return build(text, origin, details=details_of(shown, found, text))


def text_of(data: bytes, declared: str | None) -> str:
    """The text of a page's bytes, in the encoding it names if they are in it, as browsers take the name.

    A few bytes that are in no encoding are read as U+FFFD. Raises UnreadableDocument for what is no text.
    """
    encoding = _LABELS.get(declared.lower(), declared) if declared else None
    if b"\x00" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _without_nulls(data)
    try:
        return decode(data, encoding)
    except UnreadableDocument:
        text = _mostly(data, encoding) or _mostly(data, "utf-8")
        if text is None:
            raise
        return text


def _without_nulls(data: bytes) -> bytes:
    """UTF-16 without its mark as UTF-8; else the bytes with a space for each of a few NULs."""
    head = data[:4000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) * 10 > len(head) and head[1 - offset :: 2].count(0) * 100 < len(head):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data.replace(b"\x00", b" ") if data.count(0) * 1000 < len(data) else data


def _mostly(data: bytes, encoding: str | None) -> str | None:
    try:
        text = data.decode(encoding or "", "replace") if b"<" in data[:4096] else ""
    except (LookupError, ValueError):
        return None
    faults = text.count("\ufffd")
    return text if text and faults * _FAULTS < len(text) and b"\x00" not in data else None


def _tidy(tree: Any) -> None:
    """Layout tables become divisions, and what is navigation by its element, or a caption, goes."""
    from lxml import etree  # type: ignore[import-untyped]  # trees are passed on untyped

    for element in tree.iter("div", "ul", "section"):
        if is_hidden(element) and element.getparent() is not None:
            element.tag = "nav"
    etree.strip_elements(tree, *_NO_ARTICLE, with_tail=False)
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for element in list(table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center")):
                if element is table or next(element.iterancestors("table"), None) is None:
                    element.tag = "div"
    etree.strip_tags(tree, "center")


def _is_layout(table: Any) -> bool:
    """Whether a table holds other tables, one column, or cells as long as paragraphs: no data."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = list(table.iterdescendants("tr"))
    if all(len(row) <= 1 or sum(bool("".join(cell.itertext()).strip()) for cell in row) <= 1 for row in rows):
        return True
    longest = max((len("".join(cell.itertext()).strip()) for cell in table.iterdescendants("td")), default=0)
    return longest > _LAYOUT_CELL * 2 or (longest > _LAYOUT_CELL and len(rows) <= 3)


def _extract(tree: Any) -> Any:
    if sum(1 for _ in tree.iter()) > _MAX_WEIGHED or depth(tree) > _MAX_DEPTH:
        return None
    from copy import deepcopy

    from trafilatura import bare_extraction  # 0.2 s to import: with the first page only
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "40" if _is_dense("".join(tree.itertext())) else "100")
    try:
        return bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            config=config,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                "max_date": _LATEST,
            },
        )
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: whatever it trips over, it found nothing
        return None


def _is_dense(text: str) -> bool:
    sample = text[:20_000]
    return len(_DENSE.findall(sample)) * 4 > sum(map(str.isalpha, sample))


def _article(shown: Page, found: Any) -> str:
    """The best of: what trafilatura took, the page's own copy of the text in its data, the plain lines."""
    weighed = without_breakage(found.text if found is not None and found.text else "")
    lines = mended(list(_kept(map(_row, weighed.splitlines()))), shown.lines)
    text = "\n".join(lines)
    body = list(_kept(shown.data.body.splitlines()))
    longer = sum(map(len, body)) / (len(text) or 1)
    if longer > 1.2 or (longer > 0.8 and len(body) > len(lines)):
        return "\n".join(body)
    if len(text) < (_LITTLE_DENSE if _is_dense(text) else _LITTLE):
        plain = "\n".join(_kept(block.text for block in shown.lines if not block.is_links))
        return plain if len(plain) > 2 * len(text) else text
    return text


def _kept(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are not blank or furniture."""
    for line in lines:
        stripped = line.strip()
        if any(map(str.isalnum, stripped)) and not is_furniture(stripped):
            yield stripped


def _row(line: str) -> str:
    """A row of a table without its rules and empty cells; an item without its mark."""
    if line.startswith("|"):
        return " | ".join(filter(None, (cell.strip() for cell in line.split("|"))))
    return line.removeprefix("- ")


def _nothing(page: str) -> str:
    sources = re.findall(
        r"""<i?frame\b[^<>]{0,500}?\bsrc\s{0,5}=\s{0,5}["']?([^"'<>\s]{1,200})""", page, re.I
    )
    if sources:
        raise UnreadableDocument(f"the page is a set of frames; its text is in {', '.join(sources[:5])}")
    raise UnreadableDocument("the page has no text")
