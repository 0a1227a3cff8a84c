"""Files named .doc: what they really are, which is often RTF, HTML or a .docx by another name."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure
from dragoman.read.docx import read_docx
from dragoman.read.html import read_html
from dragoman.read.office import OLE, what_ole
from dragoman.read.rtf import read_rtf
from dragoman.read.types import sniff


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
