"""WARC files (.warc, and .warc.gz by way of ``compressed``): the pages that a crawler kept.

Its own reader of the frame, which is a head and a length, because neither library survives strangers' files.
warcio 1.8 passes over damage without a word, prints, gathers heads of any length, and refuses files that are
compressed as a whole; FastWARC 2.0 ends at the first damage, and aborts on a stream that it cannot seek in.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import SplitResult, urlsplit

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive.captured import decoded, read_head
from dragoman.read.archive.compressed import Damaged, is_compressed, size_of, unpack
from dragoman.read.archive.members import (
    Budget,
    LimitPassed,
    failed,
    load_member,
    printable,
    too_large,
    until_damage,
)
from dragoman.read.base import MAX_BYTES, Failure, Inner
from dragoman.read.types import in_utf8, sniff, suffix_for

_READ = frozenset({".html", ".pdf", ".txt", ".rss", ".atom", ".docx", ".odt", ".rtf"})
"""What is read from a crawl. JSON, XML and tables are what a page's programs talk among themselves."""
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
_NEVER = re.compile(
    r"(?:image|video|audio|font|multipart)/|.*(?:javascript|ecmascript|json|css|wasm|font|mpegurl)"
)
_FOR_MACHINES = re.compile(
    r"/(?:robots|ads|app-ads|humans|security|llms|llms-full)\.txt\Z|/\.well-known/|\.(?:m?js|css|map|json)\Z",
    re.I,
)
_HEAD = 65_536  # bytes of a record's block, looked at to see whether the rest is wanted
_LONGEST_LINE = 65_536
_CHUNK = 65_536
_MAX_DAMAGES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """When a page was kept, and from where."""

    url: str
    date: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    kind: str
    length: int
    media_type: str
    capture: Capture
    behind_waste: bool  # there were bytes before it that belong to no record


class _Block:
    """The bytes of one record; raises Damaged where they end too early."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self.left = length

    def read(self, count: int) -> bytes:
        data = self._stream.read(min(count, self.left))
        if not data and min(count, self.left):
            raise Damaged("cut off in the middle of the record")
        self.left -= len(data)
        return data

    def skip(self) -> None:
        while self.read(_CHUNK):
            pass


def read_warc(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The documents in a WARC file, in the order in which they stand in it.

    They come from responses with status 200 and from resources, of web addresses and of kinds that are read.
    Their source's address is that of the capture, but for one that a page itself states for the same host.
    A damaged record is a Failure in its place, and reading goes on behind it. Raises UnreadableDocument where
    there is nothing to be had.
    """
    budget = Budget(packed=size_of(stream))
    packed = is_compressed(stream.read(6))
    stream.seek(0)
    stream = unpack(stream, budget) if packed else stream
    yield from until_damage(read_records(stream, origin, inner, budget), origin)


def read_records(stream: BinaryIO, origin: str, inner: Inner, budget: Budget) -> Iterator[Document | Failure]:
    """The documents in an unpacked stream, which need not be seekable. Raises LimitPassed at a limit."""
    damages = 0
    lost = False  # the place in the file: what comes before the next record was told already
    while True:
        inside = origin
        try:
            record = _next(stream, lost)
            if record is None:
                return
            if record.behind_waste:
                yield failed(origin, "damaged: bytes between records that belong to none")
            lost = False
            inside = f"{origin}!{printable(record.capture.url)}"
            content = _content_of(_Block(stream, record.length), record, budget)
        except LimitPassed:
            raise
        except UnreadableDocument as error:
            damages += isinstance(error, Damaged)
            if damages > _MAX_DAMAGES:
                raise LimitPassed(f"more than {_MAX_DAMAGES} damaged records, which is the limit") from error
            lost = isinstance(error, Damaged)
            yield failed(inside, error)
        else:
            if content is None:
                continue
            budget.take_member()
            for found in inner(content[0], inside, content[1]):
                yield _completed(found, record.capture, content[1]) if isinstance(found, Document) else found


def _next(stream: BinaryIO, lost: bool) -> _Record | None:
    """The head of the next record; None at the end. Where the place is ``lost``, it is searched for."""
    waste = False
    while not (line := stream.readline(_LONGEST_LINE)).startswith(b"WARC/"):
        if not line:
            if waste:
                raise Damaged("damaged: bytes that belong to no record, up to the end")
            return None
        waste = waste or bool(line.strip() and not lost)
    try:
        fields = http.client.parse_headers(stream)
    except (http.client.HTTPException, ValueError) as error:
        raise Damaged(f"damaged: the head of a record makes no sense ({error})") from error
    length = str(fields.get("Content-Length", "")).strip()
    if not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Damaged("damaged: a record of unknown length")
    url = str(fields.get("WARC-Target-URI", "")).strip().removeprefix("<").removesuffix(">")
    return _Record(
        kind=str(fields.get("WARC-Type", "")).strip().lower(),
        length=int(length),
        media_type=str(fields.get("Content-Type", "")),
        capture=Capture(url=_utf8(url), date=_date(str(fields.get("WARC-Date", "")))),
        behind_waste=waste,
    )


def _content_of(block: _Block, record: _Record, budget: Budget) -> tuple[bytes, str] | None:
    """As ``_content``, with the stream left at the end of the record, unless that is damaged."""
    try:
        content = _content(block, record, budget)
    except (Damaged, LimitPassed):
        raise
    except UnreadableDocument:
        block.skip()
        raise
    block.skip()
    return content


def _content(block: _Block, record: _Record, budget: Budget) -> tuple[bytes, str] | None:
    """The bytes of a capture and their kind; None for what is passed over. The block may be left unread."""
    address = _address(record.capture.url)
    if record.kind not in ("response", "resource") or address is None or _FOR_MACHINES.search(address.path):
        return None
    begin = block.read(_HEAD)
    head = read_head(begin) if record.kind == "response" else None
    declared = head.field("content-type") if head else record.media_type
    if (head and head.status != 200) or _NEVER.match(declared.strip().lower()):
        return None
    if record.length > MAX_BYTES:
        raise too_large()
    body = begin[head.length if head else 0 :] + load_member(block.read)
    body = decoded(head, body, budget) if head else body
    suffix = sniff(body, declared, address.path)
    if suffix == ".txt" and not _is_prose(declared):
        return None
    return (in_utf8(body, declared, suffix), suffix) if suffix in _READ else None


def _is_prose(declared: str) -> bool:
    """Whether text of this type is meant for readers: bytes do not tell that from a program."""
    return declared.split(";")[0].strip().lower() in _UNSAID or suffix_for(declared) in _READ


def _completed(document: Document, capture: Capture, suffix: str) -> Document:
    """The document with what its capture knows about it."""
    source, stated = document.source, document.source.url
    if stated is None or (suffix == ".html" and _host(stated) != _host(capture.url)):
        source = replace(source, url=printable(capture.url))
    return replace(document, source=source, retrieved=capture.date)


def _address(url: str) -> SplitResult | None:
    """The parts of a web address; None for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _host(url: str) -> str:
    parts = _address(url)
    return (parts.netloc.rpartition("@")[2].lower().removeprefix("www.")) if parts else ""


def _utf8(value: str) -> str:
    """A field that the parser took for Latin 1."""
    return value.encode("latin-1", "replace").decode("utf-8", "replace")


def _date(value: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
