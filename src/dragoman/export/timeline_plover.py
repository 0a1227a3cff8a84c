"""Engagements -> event data: JSON Lines in the record format of PLOVER, with the CAMEO code beside it.

Fields are those of the PLOVER manual (draft 2.0 of 2024, chapter on data fields). What it has no place for
(realis, the basis of a date, the number of independent reports) stands under ``dragoman``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dragoman.desk.timeline import voices
from dragoman.gazetteer.acts import Act, load_acts
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import Party, PartyKind
from dragoman.model.text import EngagementKind, Part, Realis

Json = dict[str, Any]

_CODES = {"UN": "UNO", "EU": "EUR", "XKX": "KOS"}  # as CAMEO and PLOVER write them
_VISITS = (EngagementKind.VISIT,)
_TOGETHER = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CALL,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.CONSULTATIONS,
        EngagementKind.SUMMIT,
        EngagementKind.SIGNING,
    }
)


def timeline_plover(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> str:
    """One line for each engagement that has a PLOVER type; what PLOVER does not code is left out.

    ``actor`` and ``recipient`` are lists: of a visit the visitors and the hosts, of an act who does it and to
    whom, of meetings, calls and signings all are actors, and so are the sides of an act of which nothing says
    whose it is. An unknown date is null.
    """
    lines = (_record(ledger, engagement) for engagement in engagements)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines if line is not None)


def _record(ledger: Ledger, engagement: LedgerEngagement) -> Json | None:
    act = load_acts().get(engagement.act or "")
    if act is None or act.plover is None:
        return None
    actors, recipients = _sides(engagement)
    first = engagement.reports[0].evidence[0]
    document = ledger.document(first)
    place = engagement.place
    return {
        "id": engagement.id,
        "date": str(engagement.when.date) if engagement.when.date else None,
        "enddate": str(engagement.when.end) if engagement.when.end else None,
        "actor": actors,
        "recipient": recipients,
        "event": act.plover,
        "mode": _modes(engagement, act),
        "quad_code": act.quad,
        "event_scale": act.goldstein,
        "event_loc": {"city": place.city, "country": place.country} if place else None,
        "event_text": first.quote,
        "text_info": {"start": first.span.start, "end": first.span.end},
        "cite_info": {
            "title": document.title,
            "url": document.source.url,
            "citation": document.origin,
            "language": document.lang,
        },
        "link": engagement.id,
        "coder": first.producer,
        "dragoman": {
            "cameo": act.cameo,
            "realis": engagement.realis.value,
            "date_basis": engagement.when.basis.value,
            "voices": voices(engagement.reports),
        },
    }


def _modes(engagement: LedgerEngagement, act: Act) -> list[str]:
    modes = [act.mode] if act.mode else []
    return [*modes, "historical"] if engagement.realis is Realis.PAST_BACKGROUND else modes


def _sides(engagement: LedgerEngagement) -> tuple[list[Json], list[Json]]:
    receiving = {Part.HOST} if engagement.kind in _VISITS else {Part.ADDRESSEE}
    if engagement.kind in _TOGETHER:
        receiving.clear()
    actors: list[Json] = []
    recipients: list[Json] = []
    for person in engagement.participants:
        (recipients if receiving & set(person.parts) else actors).append(_person(person))
    named = {person.party for person in engagement.participants}
    done = bool(actors)
    for party in engagement.parties:
        if party in named:
            continue
        hosts = engagement.kind in _VISITS and party in (engagement.host, _where(engagement))
        told = engagement.initiator is not None
        addressed = party != engagement.initiator if told else done
        received = hosts or (engagement.kind not in _TOGETHER and addressed)
        (recipients if received else actors).append(_party(party))
    return actors, recipients


def _where(engagement: LedgerEngagement) -> Party | None:
    place = engagement.place
    return Party(code=place.country) if place is not None and place.country is not None else None


def _person(person: LedgerParticipant) -> Json:
    party = _party(person.party) if person.party else {"code": None, "sector": "GOV"}
    return {
        **party,
        "entity_text": person.name,
        "office": person.role.value if person.role else None,
        "identifier_text": person.person_id,
    }


def _party(party: Party) -> Json:
    """States act as governments; organisations have their acronym and the sector IGO."""
    state = party.kind is PartyKind.STATE
    return {"code": _CODES.get(party.code, party.code), "sector": "GOV" if state else "IGO"}
