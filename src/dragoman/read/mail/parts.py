"""The parts of a mail: which are its own words, in which form, and which are documents attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from dragoman.read.archive.members import clean_name
from dragoman.read.base import MAX_BYTES
from dragoman.read.mail.lines import own_lines, unflow
from dragoman.read.mail.markup import lines_of
from dragoman.read.mail.words import header_of, text_of
from dragoman.read.types import sniff, suffix_for, suffix_of_name

MAX_PARTS = 1_000
"""Parts of one mail that are looked at."""
_STUB = 3  # how many times longer the HTML must be for the plain text to be but a stub of it
_SHORT = 400  # code points: nothing as long as this is a stub, whatever the HTML
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<(?:div|p|table|body|meta|style)\b[^<>]{0,500}>)", re.I)
_SILENT = (
    "image/", "audio/", "video/", "font/", "application/pgp-signature", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "message/delivery-status", "message/disposition-notification",
    "text/rfc822-headers", "text/calendar", "text/vcard", "text/x-vcard", "application/ics",
    "application/pgp-encrypted", "application/pgp-keys", "application/pkcs7-mime", "application/x-pkcs7-mime",
    "application/ms-tnef", "multipart/",
)  # fmt: skip
_ADDED = re.compile(r"(?:att\d{3,6}|smime|signature|noname|winmail)\.\w{1,4}", re.I)
"""Names that mail servers give to the pieces of a mail that they took apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An attachment: its bytes, the name it goes by in an origin, and the suffix it is read by."""

    data: bytes
    name: str
    suffix: str


def body_of(message: Message, forwards: bool) -> str:
    """The mail's own words; empty where it has none."""
    texts: list[str] = []
    for choice in _choices(message):
        texts.append(_best(choice, forwards))
    lines = own_lines("\n\n".join(filter(None, texts)), forwards=forwards)
    return "\n".join(lines).strip()


def attachments_of(message: Message) -> Iterator[Part]:
    """The attachments of kinds that are read, in order; no name is given twice."""
    names: set[str] = set()
    for number, part in enumerate(_leaves(message), start=1):
        if _is_text(part) or part.get_content_type().startswith(_SILENT):
            continue
        name = clean_name(header_of(_file_name(part), charset_of(part))).rpartition("/")[2][:150]
        if _ADDED.fullmatch(name):
            continue
        data = _bytes(part)
        declared = part.get_content_type()
        suffix = suffix_of_name(name) or suffix_for(declared)
        if suffix != ".eml" or declared != "message/rfc822":
            suffix = sniff(data, declared, name) if data.strip() else ""
            if suffix == ".txt" and declared != "text/plain" and suffix_of_name(name) != ".txt":
                continue  # of a kind that only looks like text: a key, a card, a log
        if not suffix or len(data) > MAX_BYTES:
            continue
        name = name or f"part-{number}{suffix}"
        name = name if name not in names else f"{number}-{name}"
        names.add(name)
        yield Part(data=data, name=name, suffix=suffix)


def charset_of(part: Message) -> str | None:
    """The charset that a part names."""
    try:
        return part.get_content_charset()
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: a name it trips over is no name
        return None


def why_empty(message: Message) -> str:
    """Why there is nothing to read in a mail, in words for people."""
    kinds = {part.get_content_type() for part in (message, *_leaves(message))}
    if kinds & {"multipart/encrypted", "application/pgp-encrypted"}:
        return "encrypted with PGP"
    if kinds & {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return "encrypted or sealed with S/MIME"
    if "application/ms-tnef" in kinds:
        return "its words are in Outlook's own form (winmail.dat), which is not read"
    return "the mail has no words of its own"


def _choices(message: Message) -> Iterator[list[Message]]:
    """The texts of a mail in order: each a list of the forms that it comes in."""
    stack: list[Message] = [message]
    seen = 0
    while stack and seen < MAX_PARTS:
        part = stack.pop()
        seen += 1
        if part.get_content_type() == "multipart/alternative":
            yield [leaf for leaf in _leaves(part) if _is_text(leaf)]
        elif part.is_multipart() and part.get_content_maintype() == "multipart":
            stack += reversed(_children(part))
        elif _is_text(part):
            yield [part]


def _leaves(message: Message) -> Iterator[Message]:
    stack: list[Message] = [message]
    seen = 0
    while stack and seen < MAX_PARTS:
        part = stack.pop()
        seen += 1
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack += reversed(_children(part))
        else:
            yield part


def _children(part: Message) -> list[Message]:
    held = part.get_payload()
    return [child for child in held if isinstance(child, Message)] if isinstance(held, list) else []


def _is_text(part: Message) -> bool:
    """Whether this is text of the mail itself."""
    if part.get_content_type() not in ("text/plain", "text/html", "text/enriched") or part.is_multipart():
        return False
    return part.get_content_disposition() != "attachment" and not _file_name(part)


def _best(choice: list[Message], forwards: bool) -> str:
    """The plain text, unless it is none or a stub of the HTML."""
    plain = html = ""
    for part in choice:
        text = text_of(_bytes(part), charset_of(part))
        if part.get_content_type() == "text/html" or _MARKUP.match(text):
            html = html or lines_of(text, forwards=forwards)
        elif not plain:
            flowed = str(part.get_param("format") or "").lower() == "flowed"
            delete_space = str(part.get_param("delsp") or "").lower() == "yes"
            plain = unflow(text, delete_space=delete_space) if flowed else text
    own = "\n".join(own_lines(plain, forwards=forwards))
    return html if html and len(own) < _SHORT and len(html) > _STUB * len(own) else plain


def _file_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001  # a parser on strangers' bytes: a name it trips over is no name
        return ""


def _bytes(part: Message) -> bytes:
    held = part.get_payload()
    if isinstance(held, list):  # a mail within this one
        inner = held[0] if held and isinstance(held[0], Message) else None
        if inner is None:
            return b""
        if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64" and not inner.keys():
            inner["content-transfer-encoding"] = "base64"
            return _bytes(inner)
        return inner.as_bytes()
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
