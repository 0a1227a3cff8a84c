"""A mailbox (.mbox): one mail after the other, never the whole box in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.base import MAX_BYTES, MAX_MEMBERS, STAGE, Failure, Inner

_POSTMARK = re.compile(
    rb"From \S{1,300} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    rb"(?:\w{3} +\d{1,2}|\d{1,2} +\w{3}) +[^\r\n]{4,40}\s*\Z"
)
_LIKE_POSTMARK = re.compile(rb"From [^\r\n]{0,300}\d{1,2}:\d\d[^\r\n]{0,60}\s*\Z")
_ESCAPED = re.compile(rb">+From ")
_ID = re.compile(
    rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?<([A-Za-z0-9.!#$%&'*+=?^_`{|}~@-]{3,200})>", re.I | re.M
)
_LINE = 1 << 16
_HEAD = 1 << 16  # bytes within which a mail's headers are looked for


def read_mbox(stream: BinaryIO, origin: str, inner: Inner) -> Iterator[Document | Failure]:
    """The documents of every mail, in order.

    A mail's origin is ``box!`` and its Message-ID, or its number in the box where it has none or one that
    was there before. Raises UnreadableDocument for a file that does not begin as a mailbox.
    """
    seen: set[bytes] = set()
    for number, mail in enumerate(_mails(stream), start=1):
        if number > MAX_MEMBERS:
            reason = f"more than {MAX_MEMBERS:,} mails, which is the limit"
            yield Failure(origin=origin, stage=STAGE, reason=reason)
            return
        if len(mail) > MAX_BYTES:
            reason = f"larger than {MAX_BYTES // 1_000_000} MB"
            yield Failure(origin=f"{origin}!{number}", stage=STAGE, reason=reason)
            continue
        if not mail.strip():
            continue
        end = re.search(rb"\r?\n\r?\n", mail[:_HEAD])
        found = _ID.search(mail[: end.start() if end else _HEAD])
        name = str(number)
        if found and found[1] not in seen:
            seen.add(found[1])
            name = found[1].decode("ascii")
        yield from inner(mail, f"{origin}!{name}", ".eml")


def _mails(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of each mail; of one that is too large, only the first, and one too many."""
    mail = bytearray()
    begun = False
    blank = True  # whether the line before was
    starts = True  # whether a line starts here: long ones come in pieces
    while line := stream.readline(_LINE):
        if starts and line.startswith(b"From ") and _is_postmark(line, blank):
            if begun:
                yield bytes(mail)
            mail.clear()
            begun = True
        elif begun:
            if len(mail) <= MAX_BYTES:
                mail += line[1:] if starts and _ESCAPED.match(line) else line
                del mail[MAX_BYTES + 1 :]
        elif line.strip():
            raise UnreadableDocument("not a mailbox: it does not begin with the line of a first mail")
        blank = starts and not line.strip()
        starts = line.endswith(b"\n")
    if not begun:
        raise UnreadableDocument("the file is empty")
    yield bytes(mail)


def _is_postmark(line: bytes, blank: bool) -> bool:
    """Whether this line begins a mail: by its form alone, or by what is like it after a blank line."""
    return _POSTMARK.match(line) is not None or (blank and _LIKE_POSTMARK.match(line) is not None)
