"""That a record is right as it was read: a person looked at it and at its words. Appended, never in place.

It holds for what that person saw, and for nothing else: ``visible`` is a checksum of it, and where a newer
reading or a later correction gives the record other values, the confirmation is void.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.judgement import MACHINE, utc
from dragoman.model.record import Person, Record

_UNSEEN = frozenset({"producer", "confidence", "corrected"})  # how it was had, not what it says
_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That one record is right as ``seen``, which is ``visible`` of it at the time. Moments are in UTC."""

    record: str
    seen: str
    author: str
    made_at: dt.datetime
    reason: str = ""
    retracted_at: dt.datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.author.strip() or self.author == MACHINE:
            raise InvalidRecord("a confirmation is a person's, and names who made it")
        if not self.seen:
            raise InvalidRecord("a confirmation is of what was seen")
        object.__setattr__(self, "made_at", utc(self.made_at))
        if self.retracted_at is not None:
            object.__setattr__(self, "retracted_at", utc(self.retracted_at))
        identity = content_id("con", self.record, self.seen, self.author, self.made_at.isoformat())
        if self.id and self.id != identity:
            raise InvalidRecord(f"the id {self.id} does not belong to this confirmation")
        object.__setattr__(self, "id", identity)

    def holds(self, item: Person | Record) -> bool:
        """Whether it is not undone, and of this record with the values that it has now."""
        return self.retracted_at is None and self.record == item.id and self.seen == visible(item)


def visible(item: Person | Record) -> str:
    """A checksum of what a record says and of the places of its words, with what people put right in it.

    What is empty is left out, so that a field that the model gets later voids nothing by itself.
    """
    told = json.dumps(_plain(item), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in _UNSEEN}
        return {name: one for name, one in told.items() if one not in (None, "", [], {}, False)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
