"""What every reader shares: the failure of one document, and the way from a text to a Document."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document, Source, Span
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.dates import leading_date
from dragoman.read.head import head_date
from dragoman.read.language import detect_language

STAGE = "read"
_NO_SOURCE = Source()
MAX_BYTES = 50_000_000
"""Of one document's file; a file of several may be larger, each of those in it may not."""
MAX_CHARACTERS = 10_000_000
"""Code points of one document's text."""
MAX_MEMBERS = 200_000
"""Documents in one archive."""
MAX_UNPACKED = 8_000_000_000
"""Bytes of all that is unpacked from one archive."""
MAX_DEPTH = 4
"""Archives within archives."""
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be had: where it came from, the stage that gave up, and why."""

    origin: str
    stage: str
    reason: str


Reader = Callable[[bytes, str], Iterator[Document | Failure]]
"""Bytes and their origin to documents. Raises UnreadableDocument where there is nothing to be had at all."""


Inner = Callable[[bytes, str, str], Iterator[Document | Failure]]
"""The bytes of one document in a container, their origin and a suffix of READERS or CONTAINERS, to documents.
Nothing is raised."""

Container = Callable[[BinaryIO, str, Inner], Iterator[Document | Failure]]
"""A file that holds others, as a seekable stream, its origin, and the way in.

It streams: what it holds is never in memory at once. Raises UnreadableDocument where there is nothing to be
had at all; what is wrong with one of those in it is a Failure in its place. The origin of what is in it is
``container!path/of/member``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a file says about its text, apart from the text.

    ``found`` says where the date was found, in words for people; ``pages`` are the offsets at which the pages
    of a paginated original begin (see ``Document``).
    """

    title: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    basis: DateBasis = DateBasis.UNKNOWN
    found: str | None = None
    pages: tuple[int, ...] = ()
    source: Source = _NO_SOURCE
    lang: str | None = None


def name_of(origin: str) -> str:
    """The file's name within an origin."""
    return os.path.basename(os.path.normpath(origin)) or origin


def without_breakage(text: str) -> str:
    """The text with NULs and lone surrogates replaced by U+FFFD, one for one."""
    return _NOT_TEXT.sub("\ufffd", text)


def build(
    text: str, origin: str, *, name: str = "", details: Details = Details(), masked: str = "", start: int = 0
) -> Document:
    """A Document of this text, read from ``start``.

    A date header is left out of the prose; its date, if it is one, counts unless ``details`` has one. Else
    that of a line at the head counts which is hardly more than a date (see ``head_date``).
    The language is that of ``details``, else what the text looks like.
    Raises UnreadableDocument where nothing is left to read.
    """
    header = leading_date(text, start)
    begin = header.end if header else start
    shown = masked or text
    if not shown[begin:].strip():
        raise UnreadableDocument("the document has no text")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDocument(f"longer than {MAX_CHARACTERS:,} characters")
    published, basis, found = details.published, details.basis, details.found
    if published is None and header and header.date:
        published, basis, found = header.date, DateBasis.STATED, "the head of the text"
    lang = details.lang or detect_language(shown[begin:])
    if published is None and (date := head_date(shown, lang, begin)) is not None:
        published, basis, found = date, DateBasis.INFERRED, "a line at the head or the end of the text"
    return Document(
        text=text,
        lang=lang,
        origin=origin,
        name=name or name_of(origin),
        title=details.title,
        published=published,
        published_basis=basis,
        published_from=found if published else None,
        author=details.author,
        source=details.source,
        prose=Span(start=begin, end=len(text)),
        masked=masked,
        pages=details.pages,
    )
