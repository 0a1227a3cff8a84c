"""Rich Text Format (.rtf), as Word, LibreOffice and other programs write it, with all changes accepted.

Own code and no library: striprtf, the one that is kept up, loses notes and text boxes, keeps what was deleted
or hidden, and gives up at bytes that are not in the encoding of their font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure, build
from dragoman.read.word.flow import paged
from dragoman.read.word.office import OLE, properties, what_ole
from dragoman.read.word.rtf_text import Writer

MAX_TOKENS = 6_000_000
"""Control words, braces and runs of text in one file."""
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.S
)
_SOON = 1_000  # bytes within which the file must say what it is


def read_rtf(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: paragraphs one a line, rows of short cells one a line, notes after their paragraph.

    Headers, footers, comments, hidden text, the table of contents and what a tracked change deleted are left
    out. Pages are given where the breaks in the text make the number of pages that the file states. The day
    the file was made is the publication date, INFERRED. Raises UnreadableDocument for what is no RTF.
    """
    if data.startswith(OLE):
        raise UnreadableDocument(what_ole(data))
    start = data.find(b"{\\rtf", 0, _SOON)
    if start < 0:
        raise UnreadableDocument("not an RTF file" if data.strip() else "the file is empty")
    writer = Writer()
    _write(data, start, writer)
    text, pages = paged(writer.finish(), writer.numbers.get("nofpages"))
    details = properties(
        title=writer.found.get("title"),
        author=writer.found.get("author"),
        created=writer.date("creatim"),
        modified=writer.date("revtim"),
        pages=pages,
    )
    yield build(text, origin, details=details)


def _write(data: bytes, at: int, writer: Writer) -> None:
    """Give every token to the writer, until the outermost group is closed."""
    tokens = 0
    while at < len(data):
        token = _TOKEN.match(data, at)
        if token is None:  # a backslash at the end
            break
        at = token.end()
        tokens += 1
        if tokens > MAX_TOKENS:
            raise UnreadableDocument(f"more than {MAX_TOKENS:,} control words")
        word, number, code, sign, brace, words = token.groups()
        if words is not None:
            writer.text(words)
        elif word is not None:
            value = int(number) if number else None
            if word == b"bin":
                at += max(0, value or 0)
            else:
                writer.control(word.decode("ascii"), value)
        elif code is not None:
            writer.code(int(code, 16))
        elif brace == b"{":
            writer.open()
        elif brace == b"}":
            if not writer.close():
                break
        elif sign is not None:
            writer.sign(sign)
