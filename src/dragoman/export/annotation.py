"""Reading -> the annotation format: one JSON object for each document (see docs/annotation-format.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from dragoman.gazetteer.acts import load_acts
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    Participant,
    Party,
    Place,
    Position,
    Reading,
    Record,
    Recurrence,
)
from dragoman.model.text import Document, Realis
from dragoman.model.time import DateBasis, When

Json = dict[str, Any]

VERSION = 2
KEYS = ("events", "instruments", "bodies", "commitments", "positions", "indicators")


def annotation(document: Document, reading: Reading) -> Json:
    """The object of one document.

    What is denied is left out of ``events``; what is called off stands there as planned, marked cancelled.
    """
    out: Json = {
        "version": VERSION,
        "id": document.name,
        "lang": document.lang,
        "url": document.source.url,
        "published": str(reading.published.date) if reading.published.date else None,
        "published_basis": reading.published.basis.value,
        "published_from": document.published_from,
        "title": document.title,
        "author": document.author,
        "pages": list(document.pages),
        "source": document.source.name,
        "origin": document.origin,
        "document_id": document.id,
    }
    for key in KEYS:
        out[key] = []
    for record in reading.records:
        if isinstance(record, Engagement) and record.realis is Realis.NEGATED and not record.cancelled:
            continue
        key, value = _record(record)
        out[key].append(value)
    out["areas"] = list(reading.areas)
    return out


def _record(record: Record) -> tuple[str, Json]:
    match record:
        case Engagement():
            return "events", _engagement(record)
        case Instrument():
            return "instruments", {
                "title": record.title,
                "kind": record.kind.value,
                "status": record.status.value if record.status else None,
                **_when(record.when),
                "parties": _codes(record.parties),
                "areas": list(record.areas),
                "symbol": record.symbol,
                "aliases": list(record.aliases),
                **_term(record),
                **_quoted(record.evidence),
            }
        case Body():
            return "bodies", {
                "name": record.name,
                "kind": record.kind.value,
                "session": record.session,
                "parties": _codes(record.parties),
                **({"mandate": list(record.mandate)} if record.mandate else {}),
                **_recurrence(record.recurrence),
                **_quoted(record.evidence),
            }
        case Commitment():
            return "commitments", {
                "who": _codes(record.who),
                "what": record.what,
                "due": str(record.due.date) if record.due.date else record.due_text,
                "strength": record.strength.value,
                "areas": list(record.areas),
                **_quoted(record.evidence),
            }
        case Position():
            return "positions", {
                "who": str(record.who) if record.who else record.holder,
                "holder": record.holder,
                "issue": record.issue,
                "stance": record.stance,
                "joint": record.joint,
                "label": record.label,
                **_quoted(record.evidence),
            }
        case Indicator():
            return "indicators", {
                "subject": record.subject,
                "measure": record.measure.value,
                "value": record.value,
                "unit": record.unit,
                "scope": record.scope,
                "period": str(record.period) if record.period else None,
                "parties": _codes(record.parties),
                **_quoted(record.evidence),
            }
        case _:
            assert_never(record)


def _engagement(record: Engagement) -> Json:
    return {
        "type": record.kind.value,
        "realis": Realis.PLANNED.value if record.cancelled else record.realis.value,
        "cancelled": record.cancelled,
        "postponed": record.postponed,
        "codes": codes(record.act),
        **_when(record.when),
        "place": place(record.place),
        "participants": [_participant(p) for p in record.participants],
        "parties": _codes(record.parties),
        "main": record.main,
        "initiator": str(record.initiator) if record.initiator else None,
        "host": str(record.host) if record.host else None,
        "format": record.format.value if record.format else None,
        "visit_class": record.visit_class.value if record.visit_class else None,
        "topics": list(record.topics),
        "areas": list(record.areas),
        "body": record.body,
        "session": record.session,
        "instruments": list(record.instruments),
        "counted": [{"number": c.number, **_quoted((c.evidence,))} for c in record.counted],
        **_recurrence(record.recurrence),
        **_quoted(record.evidence),
    }


def _recurrence(said: Recurrence | None) -> Json:
    """How often it is held, in months, with the words that say so; no key where the document does not say."""
    if said is None:
        return {}
    told = {"months": said.months, "written": said.written, **_quoted((said.evidence,))}
    return {"recurrence": told}


def _term(record: Instrument) -> Json:
    """Until when an instrument holds; no keys where the document does not say."""
    words = record.expires_evidence
    if words is None:
        return {}
    return {
        "expires": {
            **_when(record.expires),
            "term_months": record.term_months,
            "renews": record.renews,
            "quote": words.quote,
            "start": words.span.start,
            "end": words.span.end,
        }
    }


def _participant(person: Participant) -> Json:
    return {
        "name": person.name,
        "role": person.role.value if person.role else None,
        "party": str(person.party) if person.party else None,
        "parts": [part.value for part in person.parts],
        "written": person.evidence.quote,
        "start": person.evidence.span.start,
        "end": person.evidence.span.end,
    }


def codes(name: str | None) -> Json | None:
    """The CAMEO and PLOVER codes of an act by its name; None without one, or where a reading by another
    version names an act that this one does not know."""
    act = load_acts().get(name or "")
    if act is None:
        return None
    return {
        "act": act.name,
        "plover": act.plover,
        "mode": act.mode,
        "quad": act.quad,
        "cameo": act.cameo,
        "goldstein": act.goldstein,
    }


def place(where: Place | None) -> Json | None:
    """``{"city", "country"}`` or None."""
    return {"city": where.city, "country": where.country} if where else None


def _when(when: When) -> Json:
    return {
        "date": str(when.date) if when.date else None,
        "date_end": str(when.end) if when.end else None,
        "date_basis": (DateBasis.INFERRED if when.basis is DateBasis.PUBLICATION else when.basis).value,
        "date_how": when.how or None,
    }


def _codes(parties: Sequence[Party]) -> list[str]:
    return [str(party) for party in parties]


def _quoted(evidence: Sequence[Evidence]) -> Json:
    """The first quote in full; further places of the same words or telling as offsets."""
    first = evidence[0]
    return {
        "quote": first.quote,
        "start": first.span.start,
        "end": first.span.end,
        "confidence": first.confidence,
        "producer": first.producer,
        "also": [{"start": e.span.start, "end": e.span.end} for e in evidence[1:]],
    }
