"""Files named .doc: what they really are, which is often RTF, HTML or a .docx by another name."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure
from dragoman.read.page.html import read_html
from dragoman.read.types import sniff
from dragoman.read.word.docx import read_docx
from dragoman.read.word.office import OLE, what_ole
from dragoman.read.word.rtf import read_rtf


def read_doc(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document. Raises UnreadableDocument for a Word file of before 2007, and says so."""
    if data.startswith(OLE):
        raise UnreadableDocument(what_ole(data))
    match sniff(data):
        case ".rtf":
            yield from read_rtf(data, origin)
        case ".html":
            yield from read_html(data, origin)
        case _:
            yield from read_docx(data, origin)
