"""For the tests of archives: the way into them over the real tables' shape, and archives made by hand."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dragoman.model.text import Document
from dragoman.read.archive.compressed import read_compressed
from dragoman.read.archive.nested import way_in
from dragoman.read.archive.tarred import read_tar
from dragoman.read.archive.wacz import read_wacz
from dragoman.read.archive.warc import read_warc
from dragoman.read.archive.zipped import read_zip
from dragoman.read.base import Container, Failure, Reader
from dragoman.read.page.html import read_html
from dragoman.read.plain import read_plain

FILES = Path(__file__).parent.parent / "files" / "archives"
WORDS = b"The minister received the ambassador in Southport on Monday."
CONTAINERS: Mapping[str, Container] = {
    ".zip": read_zip,
    ".tar": read_tar,
    ".tgz": read_tar,
    ".gz": read_compressed,
    ".bz2": read_compressed,
    ".xz": read_compressed,
    ".warc": read_warc,
    ".wacz": read_wacz,
}
READERS: dict[str, Reader] = {".txt": read_plain, ".html": read_html}


def read(data: bytes, name: str) -> list[Document | Failure]:
    """All that is found in a file of this name, as a user would see it."""
    return list(way_in(READERS, CONTAINERS, packed=len(data), depth=0)(data, name, Path(name).suffix))


def read_file(name: str) -> list[Document | Failure]:
    return read((FILES / name).read_bytes(), name)


def origins(found: list[Document | Failure]) -> list[str]:
    return [item.origin for item in found]


def failures(found: list[Document | Failure]) -> list[tuple[str, str]]:
    return [(item.origin, item.reason) for item in found if isinstance(item, Failure)]


def plain_inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
    """An Inner that knows plain text only and takes whatever it is given for it."""
    del suffix
    yield from read_plain(data, origin)


def zip_of(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def zip_with_raw_name(name: bytes) -> bytes:
    """A ZIP file with one text under a name whose encoding is not stated."""
    placeholder = b"x" * len(name)
    return zip_of({placeholder.decode(): WORDS}).replace(placeholder, name)


def zip_of_shared_bytes(copies: int, size: int) -> bytes:
    """A ZIP file in which all members are the same packed bytes."""
    whole = zip_of({"kernel.txt": bytes(size)})
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[at:end]
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entry) * copies, at, 0)
    return whole[:at] + entry * copies + last


def warc_record(
    body: bytes,
    *,
    kind: str = "response",
    url: str = "http://mfa.example/1",
    head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html",
    media_type: str = "application/http; msgtype=response",
) -> bytes:
    block = (head.encode() + b"\r\n\r\n" if kind != "resource" else b"") + body
    fields = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T10:00:00Z\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return fields.encode() + block + b"\r\n\r\n"


def page(words: str = "", head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>Talks</title>{head}</head><body><article>"
        f"<p>{WORDS.decode()} {words}</p></article></body></html>"
    ).encode()
