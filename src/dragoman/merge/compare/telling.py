"""One record of an engagement, ready to compare, with the days that it may have been on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dragoman.model.record import PartyKind
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis, When, shift

if TYPE_CHECKING:
    from dragoman.merge.facts import EventFact

Days = tuple[dt.date, dt.date]
Kind = EngagementKind
_TALKS = {Kind.MEETING: "talks", Kind.CONSULTATIONS: "talks", Kind.COMMISSION_SESSION: "talks"}
_AHEAD_DAYS = 45  # how far off an undated plan may be


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Telling:
    """One record of an engagement, ready to compare: people by their canonical ids.

    ``people`` maps each person to their party's code; ``maybe`` holds the same people by wider groups that
    also count proposed identities, so that a doubtful name is never held against an event. ``siblings``
    are the other engagements of the document. ``days`` are those that it may have been on, as dated. The
    kinds that reports of one event may use for it are one ``family``. ``sides`` are the people of each party.
    ``hosts`` are the countries that a visit may be to, ``numbers`` those in an undated record's words that
    may be a day of the month.
    """

    record: EventFact
    document: str
    voice: str
    lang: str
    published: Days | None
    people: dict[str, str | None]
    maybe: dict[str, str | None]
    parties: frozenset[str]
    titles: tuple[tuple[str, ...], ...] = ()
    numbers: frozenset[int] = frozenset()
    siblings: list[Telling] = field(default_factory=list)
    slack_days: int = 2
    near_days: int = 10
    days: Days | None = field(init=False)
    family: str = field(init=False)
    sides: dict[str, set[str]] = field(init=False)
    hosts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        set_once = partial(object.__setattr__, self)
        set_once("days", days(self.record.when))
        set_once("family", _family(self.record))
        set_once("sides", _sides(tuple(self.maybe.items())))
        set_once("hosts", _hosts(self.record))

    @property
    def is_exact(self) -> bool:
        """Whether it is dated to one day."""
        return self.days is not None and self.days[0] == self.days[1]

    @property
    def is_old(self) -> bool:
        """Whether it is background that the document does not date: it may be of any time before."""
        return self.days is None and self.record.realis is Realis.PAST_BACKGROUND

    @property
    def told_on(self) -> Days | None:
        """The days on which the document may have appeared: as published, else those of its own news."""
        if self.published is not None:
            return self.published
        news = [
            other.days
            for other in self.siblings
            if other.days is not None
            and other.record.main
            and other.record.realis is not Realis.PAST_BACKGROUND
        ]
        if not news:
            return None
        return min(news)[0], shift(max(last for _, last in news), self.slack_days)

    @property
    def likely_days(self) -> Days | None:
        """The days that it may have been on, also by the time of telling; None where nothing says when."""
        told_on = None if self.days is not None or self.is_old else self.told_on
        if told_on is None:
            return self.days
        first, last = told_on
        if self.record.realis is Realis.PLANNED:
            return first, shift(last, _AHEAD_DAYS)
        return shift(first, -self.near_days), last


def days(when: When) -> Days | None:
    """The first and the last day that a date can mean; a date of publication is none of the event."""
    if when.date is None or when.basis is DateBasis.PUBLICATION:
        return None
    return when.date.first, (when.end or when.date).last


def gap(left: Days, right: Days) -> int:
    """Days between two stretches of days; 0 where they meet."""
    return max(0, (left[0] - right[1]).days, (right[0] - left[1]).days)


def widened(span: Days, by_days: int) -> Days:
    """A stretch of days, longer by so many on either side."""
    return shift(span[0], -by_days), shift(span[1], by_days)


def _family(record: EventFact) -> str:
    """A summit of two states is called talks as well as consultations."""
    if record.kind is Kind.SUMMIT and len(record.parties) == 2:
        return _TALKS[Kind.MEETING] if all(p.kind is PartyKind.STATE for p in record.parties) else "summit"
    return _TALKS.get(record.kind, record.kind.value)


@lru_cache(maxsize=65536)
def _sides(people: tuple[tuple[str, str | None], ...]) -> dict[str, set[str]]:
    """One object for all who name the same people: it may not be changed."""
    out: dict[str, set[str]] = {}
    for person, side in people:
        if side is not None:
            out.setdefault(side, set()).add(person)
    return out


def _hosts(record: EventFact) -> frozenset[str]:
    if record.kind is not Kind.VISIT:
        return frozenset()
    told = (record.host.code if record.host else None, record.place.country if record.place else None)
    return frozenset(code for code in told if code is not None)
