"""The register of people -> a table and JSON, and how such a register is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.desk.notes import source_name
from dragoman.desk.timeline import voices
from dragoman.desk.wording import legend, marked
from dragoman.export.timeline_json import Json, claim_json, reports_json
from dragoman.model.ledger import (
    Ledger,
    LedgerPerson,
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


PEOPLE = Listing(
    columns=("Name", "Party", "Offices", "Other spellings", "Sources"),
    row=_person_row,
    json=_person_json,
    legend=_person_legend,
)
