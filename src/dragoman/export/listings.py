"""The registers -> tables and JSON: people, bodies, instruments, commitments, positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.desk.commitments import is_overdue
from dragoman.desk.notes import source_name
from dragoman.desk.registers import holder
from dragoman.desk.standing import gaps_text
from dragoman.desk.timeline import voices
from dragoman.desk.wording import issue_name, legend, marked, when_text
from dragoman.export.annotation import place
from dragoman.export.timeline_json import Json, claim_json, conflict_json, reports_json, when_json
from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerCommitment,
    LedgerInstrument,
    LedgerPerson,
    LedgerPosition,
    Report,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """How one register is printed: the columns and cells of its table, and its JSON objects.

    ``legend`` gives the lines that explain the signs in the cells of several items.
    """

    columns: tuple[str, ...]
    row: Callable[[Ledger, T], tuple[str, ...]]
    json: Callable[[Ledger, T], Json]
    legend: Callable[[Iterable[T]], tuple[str, ...]] = lambda _: ()


def _base(ledger: Ledger, identity: str, reports: tuple[Report, ...]) -> Json:
    return {"id": identity, "voices": voices(reports), "reports": reports_json(ledger, reports)}


def _sources(ledger: Ledger, reports: tuple[Report, ...]) -> str:
    return ", ".join(dict.fromkeys(source_name(ledger, r.document_id) for r in reports))


def _aliases(aliases: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"written": written, "lang": lang} for written, lang in aliases]


def _person_row(ledger: Ledger, person: LedgerPerson) -> tuple[str, ...]:
    offices = dict.fromkeys(
        marked(f"{office.party or ''} {office.role.value}".strip(), office.basis)
        for office in person.offices
        if office.role
    )
    spellings = dict.fromkeys(written for written, _ in person.spellings if written != person.name)
    party = marked(person.party, person.party_basis) if person.party else ""
    return (
        person.name,
        party,
        "; ".join(offices),
        "; ".join(spellings),
        _sources(ledger, person.reports),
    )


def _person_legend(people: Iterable[LedgerPerson]) -> tuple[str, ...]:
    shown = set()
    for person in people:
        shown |= {office.basis for office in person.offices if office.role}
        shown |= {person.party_basis} if person.party else set()
    return legend(shown)


def _person_json(ledger: Ledger, person: LedgerPerson) -> Json:
    return {
        "name": person.name,
        "party": str(person.party) if person.party else None,
        "party_basis": person.party_basis.value if person.party else None,
        "spellings": _aliases(person.spellings),
        "offices": [
            {
                "role": office.role.value if office.role else None,
                "party": str(office.party) if office.party else None,
                "basis": office.basis.value,
                "seen": list(office.seen),
                "claims": [claim_json(ledger, claim) for claim in office.claims],
            }
            for office in person.offices
        ],
        **_base(ledger, person.id, person.reports),
    }


def _body_row(ledger: Ledger, body: LedgerBody) -> tuple[str, ...]:
    sessions = (f"{s.number} ({when_text(s.when)})" for s in sorted(body.sessions, key=lambda s: s.number))
    return (
        body.name,
        body.kind.value,
        ", ".join(str(party) for party in body.parties),
        "; ".join(sessions),
        gaps_text(body.gaps),
        _sources(ledger, body.reports),
    )


def _body_json(ledger: Ledger, body: LedgerBody) -> Json:
    return {
        "name": body.name,
        "aliases": _aliases(body.aliases),
        "kind": body.kind.value,
        "parties": [str(party) for party in body.parties],
        "sessions": [
            {
                "number": session.number,
                **when_json(session.when),
                "place": place(session.place),
                "reports": reports_json(ledger, session.reports),
            }
            for session in body.sessions
        ],
        "gaps": list(body.gaps),
        **_base(ledger, body.id, body.reports),
    }


def _instrument_row(ledger: Ledger, instrument: LedgerInstrument) -> tuple[str, ...]:
    return (
        instrument.title,
        instrument.kind.value,
        instrument.status.value if instrument.status else "",
        when_text(instrument.when),
        ", ".join(str(party) for party in instrument.parties),
        _sources(ledger, instrument.reports),
    )


def _instrument_json(ledger: Ledger, instrument: LedgerInstrument) -> Json:
    return {
        "title": instrument.title,
        "aliases": _aliases(instrument.aliases),
        "kind": instrument.kind.value,
        "status": instrument.status.value if instrument.status else None,
        **when_json(instrument.when),
        "parties": [str(party) for party in instrument.parties],
        "areas": list(instrument.areas),
        "symbol": instrument.symbol,
        "conflicts": [conflict_json(ledger, conflict) for conflict in instrument.conflicts],
        "claims": [claim_json(ledger, claim) for claim in instrument.claims],
        **_base(ledger, instrument.id, instrument.reports),
    }


def commitments_listing(on: dt.date) -> Listing[LedgerCommitment]:
    """The docket as of a day, which decides what is overdue."""

    def row(ledger: Ledger, item: LedgerCommitment) -> tuple[str, ...]:
        said = item.commitment
        due = when_text(said.due) if said.due.date else said.due_text or ""
        return (
            ", ".join(str(party) for party in said.who),
            said.what,
            said.strength.value,
            f"{due} (overdue)" if is_overdue(said.due, on) else due,
            _sources(ledger, item.reports),
        )

    def json(ledger: Ledger, item: LedgerCommitment) -> Json:
        said = item.commitment
        return {
            "who": [str(party) for party in said.who],
            "what": said.what,
            "strength": said.strength.value,
            "due": when_json(said.due),
            "due_text": said.due_text,
            "overdue": is_overdue(said.due, on),
            "areas": list(said.areas),
            **_base(ledger, item.id, item.reports),
        }

    return Listing(columns=("Who", "What", "Strength", "By when", "Sources"), row=row, json=json)


def _position_row(ledger: Ledger, item: LedgerPosition) -> tuple[str, ...]:
    said = item.position
    return (
        issue_name(said.issue),
        said.stance,
        said.holder or "",
        "joint" if said.joint else "",
        said.label or "",
        _sources(ledger, item.reports),
    )


def _position_json(ledger: Ledger, item: LedgerPosition) -> Json:
    said = item.position
    party = holder(ledger, item)
    return {
        "who": str(party) if party else None,
        "holder": said.holder,
        "issue": said.issue,
        "issue_name": issue_name(said.issue),
        "stance": said.stance,
        "joint": said.joint,
        "label": said.label,
        **_base(ledger, item.id, item.reports),
    }


PEOPLE = Listing(
    columns=("Name", "Party", "Offices", "Other spellings", "Sources"),
    row=_person_row,
    json=_person_json,
    legend=_person_legend,
)
BODIES = Listing(
    columns=("Name", "Kind", "Parties", "Sessions", "Gaps", "Sources"), row=_body_row, json=_body_json
)
INSTRUMENTS = Listing(
    columns=("Title", "Kind", "Status", "Date", "Parties", "Sources"),
    row=_instrument_row,
    json=_instrument_json,
)
POSITIONS = Listing(
    columns=("Issue", "Stance", "Holder", "Joint", "Named", "Sources"),
    row=_position_row,
    json=_position_json,
)
