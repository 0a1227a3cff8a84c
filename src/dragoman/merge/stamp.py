"""What an author saw of a record, so that nobody decides on what somebody else has changed meanwhile."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.errors import InvalidRecord
from dragoman.model.confirmation import visible
from dragoman.model.decision import Decision, changes, last_moment
from dragoman.model.record import Person, Record

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_SEEN = re.compile(
    r"(?P<record>[a-z]{3}-[0-9a-f]{20}):(?P<document>doc-[0-9a-f]{20})"
    r":(?P<stamp>[0-9a-f]{12})\.(?P<last>[0-9a-f]{1,16})\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record (or document) as somebody saw it: ``stamp`` is a checksum of its values and of all decisions
    on it that were not undone, and ``last`` the moment of the last decision on it, in microseconds.

    As text it goes through a form and back.
    """

    record: str
    document_id: str
    stamp: str
    last: int = 0

    def __str__(self) -> str:
        return f"{self.record}:{self.document_id}:{self.stamp}.{self.last:x}"

    @classmethod
    def parse(cls, text: str) -> Seen:
        """Undo ``str``; raises InvalidRecord on anything else."""
        match = _SEEN.match(text)
        if match is None:
            raise InvalidRecord(f"not what anybody saw: {text[:80]!r}")
        return cls(
            record=match["record"],
            document_id=match["document"],
            stamp=match["stamp"],
            last=int(match["last"], 16),
        )


def seen(record: str, document_id: str, item: Person | Record | None, decisions: Iterable[Decision]) -> Seen:
    """What there is to see of a record now.

    ``item`` is as people put it right, None where there is none (it was rejected, is gone, or is a document);
    ``decisions`` are those that name it, the undone included.
    """
    mine = [one for one in decisions if record in changes(one)]
    live = sorted(one.id for one in mine if one.retracted_at is None)
    told = "\n".join((record, visible(item) if item is not None else "", *live))
    last = max((last_moment(one) for one in mine), default=_EPOCH)
    return Seen(
        record=record,
        document_id=document_id,
        stamp=hashlib.sha256(told.encode()).hexdigest()[:12],
        last=(last - _EPOCH) // _MICROSECOND,
    )


def by_record(decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
    """Decisions by the ids for which they change something."""
    out: dict[str, list[Decision]] = {}
    for one in decisions:
        for identity in changes(one):
            out.setdefault(identity, []).append(one)
    return out


def since(decisions: Iterable[Decision], then: Seen) -> tuple[Decision, ...]:
    """The decisions on a record that were made or undone after it was seen, the first of them first."""
    later = [
        one
        for one in decisions
        if then.record in changes(one) and (last_moment(one) - _EPOCH) // _MICROSECOND > then.last
    ]
    return tuple(sorted(later, key=lambda one: (last_moment(one), one.id)))
