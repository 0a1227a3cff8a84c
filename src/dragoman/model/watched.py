"""Addresses that are watched for what is new."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.errors import InvalidRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """How it stands with an address that was asked for.

    ``address`` is that of a page, or that of a feed with a mark after ``#`` (see ``feed_key``).
    ``etag``, ``last_modified`` and ``checksum`` are of what was last taken; ``checksum`` is of the text and
    not of the bytes where a page has other bytes each time. ``checked_at`` is when it last answered, or was
    first asked; ``due_at`` is when it may be asked again. ``failures`` counts those since it last answered.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    checksum: str | None = None
    checked_at: dt.datetime
    due_at: dt.datetime
    failures: int = 0

    def __post_init__(self) -> None:
        if self.checked_at.tzinfo is None or self.due_at.tzinfo is None:
            raise InvalidRecord(f"{self.address}: a time needs its time zone")
        if self.failures < 0:
            raise InvalidRecord(f"{self.address}: fewer than no failures")
