"""What comes of asking for an address: a page, or why there is none; and how much we are ready to take."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dragoman.errors import DragomanError
from dragoman.read.base import MAX_BYTES, Failure

_SHOWN = 300
_UNSHOWABLE = re.compile(r"[^\x21-\x7e\xa1-\ud7ff\uf900-\ufffd\U00010000-\U0010ffff]")
_CREDENTIALS = re.compile(r"^([a-z][a-z0-9+.-]*:)?//[^/?#]*@", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much time, how many bytes and how many requests one address may cost.

    ``connect_s`` is for finding and reaching the host, ``between_s`` for silence between bytes, ``total_s``
    for one answer with all its redirects. ``max_bytes`` holds for the body as sent and again as unpacked.
    ``delay_s`` lies between two requests to one host. What asks for a longer wait than ``max_wait_s`` fails.
    """

    connect_s: float = 10.0
    between_s: float = 30.0
    total_s: float = 120.0
    max_bytes: int = MAX_BYTES
    max_header_bytes: int = 128 * 1024
    max_redirects: int = 5
    tries: int = 3
    retry_s: float = 1.0
    max_wait_s: float = 60.0
    delay_s: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer: status 200 with its body as unpacked, or 304 (not changed) without one.

    ``address`` was asked for, ``final_address`` is where redirects led. ``media_type`` and ``charset`` are as
    the header declares them, in lower case, ``etag`` and ``last_modified`` as they are to be sent back.
    """

    address: str
    final_address: str
    status: int
    media_type: str | None
    charset: str | None
    body: bytes
    etag: str | None
    last_modified: str | None
    retrieved: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfetched(Failure):
    """An address that gave no page. ``temporary``: asking later may help, after ``wait_s`` if it is known."""

    status: int | None = None
    temporary: bool = False
    wait_s: float | None = None


class NotFetched(DragomanError):
    """Why an address gives no page. ``again``: the same request may well succeed in a moment."""

    def __init__(
        self,
        reason: str,
        *,
        status: int | None = None,
        temporary: bool = False,
        again: bool = False,
        wait_s: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.temporary = temporary or again
        self.again = again
        self.wait_s = wait_s


def shown(address: str) -> str:
    """An address as it may be printed and kept: short, without passwords and control characters."""
    bare = _CREDENTIALS.sub(r"\1//", address.strip())
    safe = _UNSHOWABLE.sub("\ufffd", bare)
    return safe if len(safe) <= _SHOWN else f"{safe[:_SHOWN]}…"
