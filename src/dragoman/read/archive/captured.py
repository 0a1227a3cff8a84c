"""An HTTP answer as a web archive keeps it: the head as it was sent, the body with its encodings undone."""

from __future__ import annotations

import http.client
import io
import re
from dataclasses import dataclass
from email.message import Message

from dragoman.errors import UnreadableDocument
from dragoman.read.archive.members import Budget, load_member
from dragoman.read.types import sniff

_STATUS = re.compile(rb"HTTP/[0-9.]{1,5} +([0-9]{3})\b")
_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?\r?\Z")
_LONGEST_LINE = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The status and the fields of an answer, and how many bytes they take."""

    status: int
    fields: Message
    length: int

    def field(self, name: str) -> str:
        """A field in lower case, with all its values; empty where it is missing."""
        return ", ".join(map(str, self.fields.get_all(name, []))).strip().lower()


def read_head(block: bytes) -> Head:
    """The head of an answer that begins a block. Raises UnreadableDocument where there is none."""
    file = io.BytesIO(block)
    match = _STATUS.match(file.readline(_LONGEST_LINE))
    if match is None:
        raise UnreadableDocument("not an HTTP answer")
    try:
        fields = http.client.parse_headers(file)
    except (http.client.HTTPException, ValueError) as error:
        raise UnreadableDocument(f"the head of the answer makes no sense ({error})") from error
    return Head(status=int(match[1]), fields=fields, length=file.tell())


def decoded(head: Head, body: bytes, budget: Budget) -> bytes:
    """The body without transfer and content encodings, as far as it arrived.

    Archives often keep a body that is already decoded under its old head: encodings that it does not have
    are left alone. Raises UnreadableDocument for a body that is damaged or too large.
    """
    if "chunked" in head.field("transfer-encoding"):
        body = _without_chunks(body)
    encoding = head.field("content-encoding")
    return _without_encoding(encoding, body, budget) if encoding not in ("", "identity") else body


def _without_chunks(body: bytes) -> bytes:
    found = bytearray()
    at = 0
    while (end := body.find(b"\n", at, at + _LONGEST_LINE)) >= 0:
        match = _SIZE.match(body[at:end])
        if match is None:
            return bytes(found) or body
        size = int(match[1], 16)
        if not size:
            break
        found += body[end + 1 : end + 1 + size]
        at = end + 1 + size + (2 if body.startswith(b"\r\n", end + 1 + size) else 1)
    return bytes(found) or (b"" if body[:1] == b"0" else body)


def _without_encoding(encoding: str, body: bytes, budget: Budget) -> bytes:
    from urllib3 import HTTPResponse
    from urllib3.exceptions import DecodeError

    answer = HTTPResponse(
        body=io.BytesIO(body), headers={"content-encoding": encoding}, preload_content=False
    )
    try:
        found = load_member(lambda count: answer.read(count, decode_content=True), budget)
    except (DecodeError, ValueError) as error:
        if body.startswith(b"\x1f\x8b") or b"\x00" in body[:1024]:
            raise UnreadableDocument(
                f"damaged: not in the encoding {encoding[:60]} that it is said to be in"
            ) from error
        return body
    if body and not found:
        raise UnreadableDocument(f"cut off: nothing is left of what was in the encoding {encoding}")
    names = {name.strip() for name in encoding.split(",")}
    if not names.issubset(HTTPResponse.CONTENT_DECODERS) and not sniff(found):
        raise UnreadableDocument(f"in the encoding {encoding[:60]}, which is not undone")
    return found
