"""Engagements -> JSON: the shape that ``timeline --format json`` prints. Changes of it raise VERSION."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from dragoman.desk.fates import last_day, outcome_on
from dragoman.desk.notes import published, source_name
from dragoman.desk.timeline import voices
from dragoman.desk.wording import name_of
from dragoman.export.annotation import codes, place
from dragoman.model.ledger import Claim, Conflict, Fate, Ledger, LedgerEngagement, LedgerParticipant, Report
from dragoman.model.record import Evidence
from dragoman.model.time import When

Json = dict[str, Any]

VERSION = 2


def timeline_json(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> str:
    """A list of engagements in the order given, each with every report of it and its words.

    What became of plans is told as of the last day on which a document of the ledger appeared.
    """
    on = last_day(ledger)
    return dumps([engagement_json(ledger, engagement, on) for engagement in engagements])


def dumps(value: object) -> str:
    """JSON as all commands print it: letters as themselves, indented, with a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def engagement_json(ledger: Ledger, engagement: LedgerEngagement, on: dt.date | None) -> Json:
    """One engagement, and what had become of it by ``on`` if it was planned. Unknown is null or an empty
    list; ``fate`` is null where no document tells of a plan."""
    counted = (claim for member in engagement.members for claim in member.counted)
    return {
        "version": VERSION,
        "id": engagement.id,
        "kind": engagement.kind.value,
        "codes": codes(engagement.act),
        **when_json(engagement.when),
        "place": place(engagement.place),
        "parties": [str(party) for party in engagement.parties],
        "participants": [_participant(person) for person in engagement.participants],
        "realis": engagement.realis.value,
        "main": engagement.main,
        "level": engagement.level.value if engagement.level else None,
        "format": engagement.format.value if engagement.format else None,
        "visit_class": next((m.visit_class.value for m in engagement.members if m.visit_class), None),
        "initiator": str(engagement.initiator) if engagement.initiator else None,
        "host": str(engagement.host) if engagement.host else None,
        "topics": list(engagement.topics),
        "areas": list(engagement.areas),
        "body": {"id": engagement.body, "name": name_of(ledger, engagement.body)}
        if engagement.body
        else None,
        "session": engagement.session,
        "instruments": [{"id": i, "title": name_of(ledger, i)} for i in engagement.instruments],
        "part_of": engagement.part_of,
        "part_of_basis": engagement.part_of_basis.value if engagement.part_of else None,
        "fate": _fate(ledger, engagement.fate, on) if engagement.fate else None,
        "counted": [{"number": c.number, "written": c.written, **words(ledger, c.evidence)} for c in counted],
        "conflicts": [conflict_json(ledger, conflict) for conflict in engagement.conflicts],
        "claims": [claim_json(ledger, claim) for claim in engagement.claims],
        "voices": voices(engagement.reports),
        "reports": reports_json(ledger, engagement.reports),
    }


def _fate(ledger: Ledger, fate: Fate, on: dt.date | None) -> Json:
    """``planned`` is the date first told and ``moved`` the later ones; ``into`` the id of the engagement that
    it was put off to. ``as_of`` is the day on which the outcome is this one."""
    return {
        "outcome": outcome_on(fate, on).value,
        "as_of": on.isoformat() if on else None,
        "planned": when_json(fate.planned),
        "moved": [when_json(when) for when in fate.moved],
        "held": when_json(fate.held),
        "due": fate.due.isoformat() if fate.due else None,
        "days_late": fate.days_late,
        "into": fate.into,
        "claims": [claim_json(ledger, claim) for claim in fate.claims],
    }


def when_json(when: When) -> Json:
    """``date``, ``date_end``, ``date_basis``, and in words what the date was worked out from."""
    return {
        "date": str(when.date) if when.date else None,
        "date_end": str(when.end) if when.end else None,
        "date_basis": when.basis.value,
        "date_how": when.how or None,
    }


def reports_json(ledger: Ledger, reports: Iterable[Report]) -> list[Json]:
    """Each document's account: its first words as ``quote``, further words of it under ``also``; ``added_by``
    is there where a person found it, and no machine."""
    return [
        {
            **words(ledger, report.evidence[0]),
            "document_id": report.document_id,
            "record_id": report.record_id,
            "voice": report.voice,
            "title": ledger.documents[report.document_id].title,
            "url": ledger.documents[report.document_id].source.url,
            **({"added_by": report.added_by} if report.added_by is not None else {}),
            **_outlet(ledger, report.document_id),
            "published": _date(published(ledger, report.document_id)),
            "also": [
                {"quote": e.quote, "start": e.span.start, "end": e.span.end} for e in report.evidence[1:]
            ],
        }
        for report in reports
    ]


def _outlet(ledger: Ledger, document_id: str) -> Json:
    """Who published a document, as far as it is known, and every way in which its text was had."""
    outlet = ledger.outlets.get(document_id)
    copies = ledger.copies.get(document_id, ())
    return {
        "source_country": outlet.country if outlet else None,
        "source_kind": outlet.kind.value if outlet else None,
        "copies": [{"origin": c.origin, "source": c.source.name, "url": c.source.url} for c in copies],
    }


def words(ledger: Ledger, evidence: Evidence) -> Json:
    """Where the words of a piece of evidence stand."""
    document = ledger.document(evidence)
    return {
        "origin": document.origin,
        "source": source_name(ledger, document.id),
        "lang": document.lang,
        "quote": evidence.quote,
        "page": document.page_of(evidence.span.start),
        "start": evidence.span.start,
        "end": evidence.span.end,
    }


def claim_json(ledger: Ledger, claim: Claim) -> Json:
    """One property as one document says it; ``corrected_by`` is there where a person put it right."""
    said = {"property": claim.property, "value": claim.value, "written": claim.written}
    person = {"corrected_by": claim.judge} if claim.judge is not None else {}
    return {**said, **person, **words(ledger, claim.evidence), "lang": claim.lang}


def conflict_json(ledger: Ledger, conflict: Conflict) -> Json:
    """A property on which documents differ: every value, its independent voices, and who says it."""
    return {
        "property": conflict.property,
        "values": [
            {
                "value": value,
                "voices": len({ledger.voices[claim.evidence.document_id] for claim in claims}),
                "claims": [claim_json(ledger, claim) for claim in claims],
            }
            for value, claims in conflict.values
        ],
    }


def _participant(person: LedgerParticipant) -> Json:
    return {
        "name": person.name,
        "role": person.role.value if person.role else None,
        "role_basis": person.role_basis.value if person.role else None,
        "party": str(person.party) if person.party else None,
        "party_basis": person.party_basis.value if person.party else None,
        "parts": [part.value for part in person.parts],
        "person_id": person.person_id,
    }


def _date(when: When) -> str | None:
    return str(when.date) if when.date else None
