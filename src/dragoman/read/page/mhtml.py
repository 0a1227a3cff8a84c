"""MHTML (.mhtml, .mht): a page as a browser saved it with all it shows. Read as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import Failure
from dragoman.read.page.html import read_page, text_of

_HEAD = 20_000
_MAX_FRAMES = 20
_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def read_mhtml(data: bytes, origin: str) -> Iterator[Document | Failure]:
    """One document: the page saved, or, where that is a set of frames, the frame with the most text.

    Raises UnreadableDocument where there is no page in the file, or none with text.
    """
    if b"mime-version:" not in data[:_HEAD].lower() and b"content-type:" not in data[:_HEAD].lower():
        raise UnreadableDocument("not a saved page: it has no MIME header")
    try:
        message = message_from_bytes(data)
        pages = [part for part in message.walk() if part.get_content_type() in _PAGES][:_MAX_FRAMES]
    except Exception as error:  # a parser on strangers' bytes, which fails in many ways
        raise UnreadableDocument("the saved page's MIME structure cannot be read") from error
    saved = _header(message, "Snapshot-Content-Location")
    failed: UnreadableDocument | None = None
    found: list[Document] = []
    for part in pages:
        try:
            found.append(_document(part, origin, saved))
        except UnreadableDocument as error:
            failed = failed or error
            continue
        if part is pages[0]:
            break
    if not found:
        raise failed or UnreadableDocument("no page in the file")
    yield max(found, key=lambda document: len(document.text))


def _document(part: Message, origin: str, saved: str | None) -> Document:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception as error:  # as above
        raise UnreadableDocument("a part of the saved page cannot be decoded") from error
    if not isinstance(payload, bytes):
        raise UnreadableDocument("a part of the saved page has no content")
    address = _header(part, "Content-Location") or saved
    known = address if address and address.startswith(("http://", "https://")) else None
    return read_page(text_of(payload, charset), origin, address=known)


def _header(part: Message, name: str) -> str | None:
    value = part.get(name)
    return str(value).strip()[:2000] or None if value else None
