"""A visit contains what was done on it, also where another document tells it.

A document that tells of a visit and of a meeting may say that one is part of the other. Where two documents
tell them, it is inferred: a meeting or signing with the guest, in the host's country, on a day of the visit,
is part of the visit if it fits one visit and no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dragoman.merge.compare.telling import Days, days
from dragoman.merge.ledger.fields import decided
from dragoman.model.ledger import LedgerEngagement, PartBasis
from dragoman.model.record import Format
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import shift

_ON_A_VISIT = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SIGNING,
    }
)
_REMOTE = (Format.PHONE, Format.VIDEO)
_LONGEST_DAYS = 31  # what lasted longer is no visit, or badly dated

_Key = tuple[str, str, dt.date]  # a guest (person or party), the host's country, and a day of the visit


def parts_of_visits(events: Iterable[LedgerEngagement]) -> tuple[LedgerEngagement, ...]:
    """The engagements, with what falls on exactly one of the visits as part of it.

    What a document, or a person, says of it stays as it is. Whether an event is part of a visit depends on
    the event and on the visits that it fits, and on nothing else. Each visit is looked up by its guests and
    days, so that the cost grows with the number of engagements.
    """
    listed = tuple(events)
    visits: dict[_Key, list[LedgerEngagement]] = {}
    for visit in listed:
        for key in _stays(visit):
            visits.setdefault(key, []).append(visit)
    return tuple(_placed(event, visits) for event in listed)


def _placed(event: LedgerEngagement, visits: Mapping[_Key, list[LedgerEngagement]]) -> LedgerEngagement:
    if event.part_of is not None or decided(event.members, "part_of") is not None:
        return event
    fit = {
        visit.id
        for key in _whereabouts(event)
        for visit in visits.get(key, ())
        if visit.part_of != event.id and _falls_within(event, visit)
    }
    if len(fit) != 1:
        return event
    return replace(event, part_of=fit.pop(), part_of_basis=PartBasis.INFERRED)


def _stays(visit: LedgerEngagement) -> Iterator[_Key]:
    """Each guest of a visit on each of its days; nothing where host, guest or days are not known."""
    span, host = _exact(visit), _country(visit)
    if visit.kind is not EngagementKind.VISIT or visit.realis is Realis.NEGATED or not span or not host:
        return
    for number in range((span[1] - span[0]).days + 1):
        for guest in (*_guests(visit, host), *_sides(visit, host)):
            yield guest, host, shift(span[0], number)


def _whereabouts(event: LedgerEngagement) -> Iterator[_Key]:
    """Who may have been where on the day of an event, if it is of those that are done on a visit."""
    span, host = _exact(event), _country(event)
    if event.kind not in _ON_A_VISIT or event.format in _REMOTE or event.realis is Realis.NEGATED:
        return
    if span and host:
        for guest in (*_guests(event, host), *_sides(event, host)):
            yield guest, host, span[0]


def _falls_within(event: LedgerEngagement, visit: LedgerEngagement) -> bool:
    """Whether the event ends with the visit or before, and has its guest: one of the persons, or the guests'
    party where one of the two tells no persons."""
    ours, theirs, host = _exact(event), _exact(visit), _country(visit)
    if ours is None or theirs is None or host is None or ours[1] > theirs[1]:
        return False
    here, there = _guests(event, host), _guests(visit, host)
    if here and there:
        return bool(here & there)
    return bool(_sides(event, host) & _sides(visit, host))


def _exact(event: LedgerEngagement) -> Days | None:
    """The days of what is dated to the day."""
    span, when = days(event.when), event.when
    if span is None or when.date is None or (span[1] - span[0]).days >= _LONGEST_DAYS:
        return None
    return span if when.date.day is not None and (when.end is None or when.end.day is not None) else None


def _country(event: LedgerEngagement) -> str | None:
    """The country that it was in: by its place, or for a visit by its host; None where the two differ."""
    place = event.place.country if event.place else None
    if event.kind is not EngagementKind.VISIT or event.host is None:
        return place
    return event.host.code if place in (None, event.host.code) else None


def _guests(event: LedgerEngagement, host: str) -> set[str]:
    """The ids of the people who are known to be from elsewhere."""
    return {
        person.person_id
        for person in event.participants
        if Part.HOST not in person.parts
        and (person.party.code != host if person.party is not None else Part.GUEST in person.parts)
    }


def _sides(event: LedgerEngagement, host: str) -> set[str]:
    """The parties other than the host."""
    people = {person.party.code for person in event.participants if person.party is not None}
    return (people | {party.code for party in event.parties}) - {host}
