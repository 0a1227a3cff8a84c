"""What an engagement refers to in its document: its body, its instruments, the visit it is part of.

A record names them in the document's own words; here they become ids of records, or stay unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.extract.instrument import title_similarity, title_words
from dragoman.model.record import Body, Engagement, Instrument, Reading
from dragoman.model.text import EngagementKind

_LIKE = 0.75
_WHOLES = (EngagementKind.VISIT, EngagementKind.SUMMIT, EngagementKind.COMMISSION_SESSION)
_TALKS = (EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL)


@dataclass(frozen=True, slots=True)
class References:
    """Ids of the same document's records that an engagement refers to."""

    body: str | None
    instruments: tuple[str, ...]
    part_of: str | None


def references(reading: Reading) -> dict[str, References]:
    """What every engagement of a document refers to."""
    events = [r for r in reading.records if isinstance(r, Engagement)]
    bodies = [r for r in reading.records if isinstance(r, Body)]
    instruments = [r for r in reading.records if isinstance(r, Instrument)]
    return {
        event.id: References(
            body=_body(event, bodies),
            instruments=tuple(
                dict.fromkeys(i for words in event.instruments if (i := _instrument(words, instruments)))
            ),
            part_of=_whole(event, events),
        )
        for event in events
    }


def _body(event: Engagement, bodies: Iterable[Body]) -> str | None:
    if event.body is None:
        return None
    fit = [
        (body.session == event.session, likeness, body.id)
        for body in bodies
        if (likeness := _likeness(event.body, (body.id, body.name, *body.aliases))) >= _LIKE
    ]
    return max(fit)[2] if fit else None


def _instrument(words: str, instruments: Iterable[Instrument]) -> str | None:
    fit = [
        (likeness, i.id)
        for i in instruments
        if (likeness := _likeness(words, (i.id, i.title, *i.aliases))) >= _LIKE
    ]
    return max(fit)[1] if fit else None


def _likeness(words: str, names: Iterable[str]) -> float:
    """1 for the very words, or for names held within them; else how alike the titles are."""
    folded = words.casefold()
    best = 0.0
    for name in names:
        if folded == name.casefold():
            return 1.0
        inside = name.casefold() in folded or folded in name.casefold()
        best = max(best, 0.95 if inside else 0.9 * title_similarity(title_words(words), title_words(name)))
    return best


def _whole(event: Engagement, events: Iterable[Engagement]) -> str | None:
    """The larger engagement whose sentences have the words, if it can have the event as a part; of several a
    visit first, then one to the country of the event, then the nearest."""
    if event.part_of is None:
        return None
    words = event.part_of.casefold()
    here = event.evidence[0].span.start
    fit = [
        (
            whole.kind not in _WHOLES,
            _country(event) not in _hosts(whole),
            whole.realis is not event.realis,
            abs(e.span.start - here),
            whole.id,
        )
        for whole in events
        if whole.id != event.id and _can_hold(whole, event)
        for e in whole.evidence
        if words == whole.id or words in e.quote.casefold()
    ]
    return min(fit)[-1] if fit else None


def _can_hold(whole: Engagement, event: Engagement) -> bool:
    """Whether an event can be a part of another: talks are none of mere talks, and of a visit only what is in
    the country visited and with the visitors' side."""
    if whole.kind is not EngagementKind.VISIT:
        return whole.kind in _WHOLES or event.kind not in _TALKS
    hosts, country = _hosts(whole), _country(event)
    if hosts and country is not None and country not in hosts:
        return False
    guests = {p.party.code for p in whole.participants if p.party is not None} - hosts
    sides = {party.code for party in event.parties}
    return not guests or len(sides) < 2 or bool(guests & sides)


def _hosts(whole: Engagement) -> set[str]:
    told = (whole.host.code if whole.host else None, _country(whole))
    return {code for code in told if code is not None}


def _country(event: Engagement) -> str | None:
    return event.place.country if event.place else None
