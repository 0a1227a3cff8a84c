"""One mail (.eml): its own words are a document, and so is each attachment that can be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from typing import Any, BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document, Source
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read.base import Details, Failure, Inner, build
from dragoman.read.dates import stated_date
from dragoman.read.files import load_stream
from dragoman.read.mail.lines import bare_subject, is_forward
from dragoman.read.mail.parts import Part, attachments_of, body_of, charset_of, why_empty
from dragoman.read.mail.words import MAX_HEADER, header_of

MAX_LINES = 1_000_000
MAX_WORK = 20_000_000
"""Lines times parts of one mail: what looking for the end of each part may come to."""
MAX_PARAMETERS = 50
"""Of one header, such as the pieces of a file's name."""
_LONGEST_PARAMETERS = 4_000
_HEADERS = frozenset((
    "from", "to", "subject", "date", "message-id", "received", "mime-version", "content-type", "return-path",
))  # fmt: skip
_ADDRESS = re.compile(r"<?\s*([^\s<>\"]{1,100}@[^\s<>\"]{1,200}?)\s*>?\s*\Z")
_COMMENT = re.compile(r"\s\(([^()]{1,200})\)\s*\Z")
_LINK = re.compile(r"https?://[^\s<>\"]{4,2000}")


class _Bounded(Compat32):
    """As the standard library reads mails, but with an end to headers: their cost grows with the square."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-"):
            value = ";".join(value[:_LONGEST_PARAMETERS].split(";", MAX_PARAMETERS)[:MAX_PARAMETERS])
        return name, value[:MAX_HEADER]


def read_eml(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The mail's own words, then what is in the attachments that can be read, in their order.

    The title is the subject, author and source are of the sender, the publication date is that of the header
    Date, STATED (INFERRED where the mail only passes on another), and the address is that of the mail in its
    list's archive. A document from an attachment without a date has the mail's, INFERRED. Quotations of what
    is answered, signatures, pictures and attachments of other kinds are passed over.
    Raises UnreadableDocument for what is no mail, and where there is nothing to read in it.
    """
    data = load_stream(stream)
    message = _parse(data)
    headers = _headers(message)
    charset = charset_of(message)
    subject = header_of(headers.get("subject", ""), charset)
    forwards = is_forward(subject)
    try:
        text = body_of(message, forwards)
        attached = list(attachments_of(message))
    except Exception as error:  # a parser on strangers' bytes: whatever it trips over, it is damaged
        raise UnreadableDocument(f"damaged: {type(error).__name__} in its parts") from error
    details = _details(headers, subject, forwards, charset)
    if text:
        yield build(text, origin, details=details)
    elif not attached:
        raise UnreadableDocument(why_empty(message))
    for part in attached:
        yield from _attachment(part, f"{origin}!{part.name}", inner, details.published)


def _parse(data: bytes) -> Message:
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not data:
        raise UnreadableDocument("the file is empty")
    lines = data.count(b"\n") + data.count(b"\r")
    parts = data.lower().count(b"boundary")
    if lines > MAX_LINES or lines * max(1, parts) > MAX_WORK:
        raise UnreadableDocument(f"a mail of {lines:,} lines in perhaps {parts:,} parts, more than are read")
    try:
        message = BytesParser(policy=_Bounded()).parse(io.BytesIO(data))
        if not _HEADERS & {key.lower() for key in message.keys()}:  # noqa: SIM118  # of a message, not of a dict
            raise UnreadableDocument("not a mail: it has none of a mail's headers")
    except UnreadableDocument:
        raise
    except Exception as error:  # as above; RecursionError for parts within parts among them
        raise UnreadableDocument(f"damaged: {type(error).__name__} in its structure") from error
    return message


def _headers(message: Message) -> dict[str, str]:
    """The first of each header, as it stands in the file."""
    found: dict[str, str] = {}
    raw: Any = message  # the stubs do not know raw_items
    for name, value in raw.raw_items():
        found.setdefault(name.lower(), str(value))
    return found


def _details(headers: dict[str, str], subject: str, forwards: bool, charset: str | None) -> Details:
    published, found = _date(headers)
    basis = DateBasis.UNKNOWN
    if published:
        stated = found == "header Date" and not forwards
        basis = DateBasis.STATED if stated else DateBasis.INFERRED
        found = f"{found} of the mail that passes it on" if forwards else found
    sender = _sender(headers.get("from") or headers.get("sender") or "", charset)
    return Details(
        title=bare_subject(subject) or None,
        author=sender,
        published=published,
        basis=basis,
        found=found or None,
        source=Source(name=sender, url=_address(headers)),
    )


def _date(headers: dict[str, str]) -> tuple[PartialDate | None, str]:
    date = stated_date(header_of(headers.get("date", "")))
    if date is not None and date.day is not None:
        return date, "header Date"
    received = header_of(headers.get("received", "")).rpartition(";")[2]
    date = stated_date(received) if received else None
    return (date, "header Received") if date is not None and date.day is not None else (None, "")


def _sender(value: str, charset: str | None) -> str | None:
    """The name of who wrote, else the address."""
    text = header_of(value, charset)
    comment = _COMMENT.search(text)
    text = text[: comment.start()] if comment else text
    address = _ADDRESS.search(text)
    name = text[: address.start()] if address else text
    name = re.sub(r"\\(.)", r"\1", name.strip(" \t<>,;")).strip("\"' ")
    name = name or (comment[1].strip() if comment else "")
    return (name or (address[1] if address else ""))[:300] or None


def _address(headers: dict[str, str]) -> str | None:
    for name in ("archived-at", "list-archive"):
        if link := _LINK.search(header_of(headers.get(name, ""))):
            return link[0]
    return None


def _attachment(
    part: Part, origin: str, inner: Inner, published: PartialDate | None
) -> Iterator[Document | Failure]:
    published = None if part.suffix == ".eml" else published  # a mail has its own, or none that is known
    for found in inner(part.data, origin, part.suffix):
        if (
            isinstance(found, Failure)
            or not published
            or part.suffix == ".eml"
            or _is_dated(found, published)
        ):
            yield found
            continue
        yield replace(
            found,
            id="",
            published=published,
            published_basis=DateBasis.INFERRED,
            published_from="header Date of the mail it was attached to",
        )


def _is_dated(document: Document, mailed: PartialDate) -> bool:
    """Whether a document has a date of its own that can be: none is only likely that is after the mail's."""
    date = document.published
    if date is None:
        return False
    return document.published_basis is DateBasis.STATED or date.first <= mailed.last
