"""What word processors' files have in common: the ZIP package, its XML as events, and their properties.

XML is taken as events and never as a tree: memory then does not grow with it, nothing recurses, and what is
read is only what is asked for. Document type declarations, which these formats do not use and on which every
attack by entities rests, are refused at the first.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Protocol

from dragoman.errors import InvalidRecord, UnreadableDocument
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import MAX_BYTES, Details
from dragoman.read.dates import stated_date
from dragoman.read.word.flow import tidy

MAX_PARTS = 10_000
"""Files in one package."""
MAX_PART = 2 * MAX_BYTES
"""Bytes of one part, unpacked."""
MAX_RATIO = 300
"""How many times larger than packed a part beyond a megabyte may be; word processors reach some 60."""
MAX_EVENTS = 3_000_000
"""Beginnings and ends of elements in one part."""
MAX_ATTRIBUTES = 5_000_000
"""Of all elements in one part; none of them may have as many as stand in a megabyte."""
MAX_NESTING = 1_000
CONTENTS = re.compile(r"(?:toc|contents) ?(?:\d|heading)", re.I)
"""Names of styles of a table of contents."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes to unpack
CHUNK = 1 << 16
"""Bytes of XML that are looked at together."""
_ENTRY = b"PK\x01\x02"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an Office file of before 2007, or an encrypted one, begins."""
_LONGEST_TAG = 1_000_000
_LONG_AGO = dt.timedelta(days=31)
_NO_TITLE = re.compile(
    r"(?:untitled|document|word document|microsoft word(?: -.*)?|default title|title|sans titre|sans nom"
    r"|без имени|документ|بدون عنوان|مستند|无标题|未命名|文档|normal|template"
    r"|.*\.(?:docx?|dotx?|odt|ott|rtf|txt))[ _-]*\d*",
    re.I | re.S,
)
_NOBODY = re.compile(
    r"(?:python-docx|openpyxl|docx4j|apache poi|un-named|unknown|user|users?\d*|owner|author|admin"
    r"|administrator|microsoft office user|windows user|office user|microsoft|hp|pc|utilisateur|auteur"
    r"|пользователь|админ|user name|usuario|مستخدم|المستخدم|用户|微软用户|作者|lenovo"
    r"|asus|acer|dell|test|-|\?)[ _-]*\d*",
    re.I,
)


class Reading(Protocol):
    """Takes the events of one XML part: elements by their local names (with ``svg:`` where of a picture)."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def words(self, words: str) -> None: ...


class _Events:
    """The parser's target: bounds, local names, and no document type."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._events = 0
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._events += 2
        self._depth += 1
        if self._events > MAX_EVENTS:
            raise UnreadableDocument(f"more than {MAX_EVENTS // 2:,} elements in one part")
        if self._depth > MAX_NESTING:
            raise UnreadableDocument("elements nested too deeply")
        local = {_local(key): value for key, value in attributes.items()} if attributes else attributes
        self._reading.begin(_local(tag), local)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reading.end(_local(tag))

    def data(self, words: str) -> None:
        self._reading.words(words.replace("\n", " "))  # an end of line in XML is white space

    def doctype(self, *_: object) -> None:
        raise UnreadableDocument("XML with a document type declaration, which no word processor writes")

    def close(self) -> None:
        return None


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return f"svg:{name}" if "svg" in space else name


def parse(chunks: Iterable[bytes], reading: Reading, limit: int = MAX_PART) -> None:
    """Give the events of XML, in pieces, to ``reading``.

    Raises UnreadableDocument for XML that is none, is larger than ``limit``, or goes beyond another bound.
    """
    from lxml import etree  # type: ignore[import-untyped]  # its stubs are of an older version

    parser = etree.XMLParser(
        target=_Events(reading), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    size = attributes = tag = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise UnreadableDocument(f"a part of it is larger than {limit // 1_000_000} MB unpacked")
            attributes += chunk.count(b"=")
            opened, closed = chunk.rfind(b"<"), chunk.rfind(b">")
            if opened > closed:
                tag = len(chunk) - opened
            elif tag:
                tag = tag + len(chunk) if closed < 0 else 0
            if attributes > MAX_ATTRIBUTES or tag > _LONGEST_TAG:
                raise UnreadableDocument("more attributes than any word processor writes")
            parser.feed(chunk)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"damaged: its XML ends or breaks in line {error.lineno}") from error


class Package:
    """The parts of a ZIP package by their names; only what is asked for is unpacked, and within bounds.

    Raises UnreadableDocument for bytes that are no such package.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE):
            raise UnreadableDocument(what_ole(data))
        if not data.strip():
            raise UnreadableDocument("the file is empty")
        if data.count(_ENTRY) > MAX_PARTS:
            raise UnreadableDocument(f"a package of more than {MAX_PARTS:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # a parser on strangers' bytes: whatever it trips over
            raise UnreadableDocument("not a package of a word processor, or a damaged one") from error
        self._size = len(data)
        self._parts = {posixpath.normpath(info.filename).lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str, reading: Reading) -> bool:
        """Give the events of a part to ``reading``; False where there is no such part."""
        info = self._parts.get(name)
        if info is None:
            return False
        self._check(info)
        parse(self._unpacked(info), reading, self._allowed(info))
        return True

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except Exception as error:  # as above
            raise UnreadableDocument(f"damaged: its part {info.filename!r} cannot be unpacked") from error

    def head(self, name: str, size: int = 1 << 20) -> bytes:
        """The first bytes of a part; none where there is no such part, or a damaged one."""
        info = self._parts.get(name)
        if info is None or info.flag_bits & 1 or info.compress_type not in _METHODS:
            return b""
        try:
            with self._zip.open(info) as stream:
                return stream.read(size)
        except Exception:  # noqa: BLE001  # as above
            return b""

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise UnreadableDocument("encrypted with a password")
        if info.compress_type not in _METHODS:
            raise UnreadableDocument("packed in a way that no word processor uses")
        if info.file_size > self._allowed(info):
            raise UnreadableDocument(
                f"a part of {info.compress_size:,} bytes that unpacks to {info.file_size:,}: not unpacked"
            )

    def _allowed(self, info: zipfile.ZipInfo) -> int:
        return min(MAX_PART, max(1_000_000, min(info.compress_size, self._size) * MAX_RATIO))


def what_ole(data: bytes) -> str:
    """What an Office file of before 2007 is, in words for people."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted with a password"
    if "WordDocument".encode("utf-16-le") in data:
        return "a Word file of before 2007 (.doc), which must be saved as .docx first"
    return "an Office file of before 2007, not a document of a word processor of today"


def properties(
    *,
    title: str | None,
    author: str | None,
    created: str | None,
    modified: str | None,
    pages: tuple[int, ...] = (),
) -> Details:
    """What a file's properties are worth.

    The day a file was made is taken for its publication, INFERRED; not where it was last changed more than a
    month later, or before: then it was made from an older file or from a template.
    """
    date = _creation(created, modified)
    named = tidy(title or "")[:500].replace("\n", " ")
    writer = tidy(author or "")[:200].replace("\n", " ")
    return Details(
        title=named if named and not _NO_TITLE.fullmatch(named) else None,
        author=writer if writer and not _NOBODY.fullmatch(writer) else None,
        published=date,
        basis=DateBasis.INFERRED if date else DateBasis.UNKNOWN,
        found="the document's properties: created" if date else None,
        pages=pages,
    )


_NO_DATES = frozenset(("2013-12-23", "1970-01-01", "1980-01-01", "1601-01-01", "1899-12-30", "1904-01-01"))
"""Those of a library's template and those from which clocks count."""


def _creation(created: str | None, modified: str | None) -> PartialDate | None:
    date = stated_date(created)
    if date is None or date.day is None or str(date) in _NO_DATES:
        return None
    changed = stated_date(modified)
    try:
        if changed is not None and not dt.timedelta(-1) <= changed.first - date.first <= _LONG_AGO:
            return None
    except (InvalidRecord, OverflowError):
        return None
    return date
