"""How it is known for whom somebody acts, and in which office, on the word of all documents."""

from __future__ import annotations

import pytest

from dragoman.model.record import PartyBasis, Role
from dragoman.model.text import EngagementKind
from tests.merge.builders import Told, ledger

STATED, INFERRED, KNOWN = PartyBasis


def _told(source: str, party: PartyBasis, role: PartyBasis) -> Told:
    told = Told(f"Anna Keller met Igor Voronov, says {source}.", published="2021-06-10", source=source)
    keller = told.person("Anna Keller", "DEU", Role.FOREIGN_MINISTER)
    voronov = told.person("Igor Voronov", "RUS", Role.FOREIGN_MINISTER, basis=party, role_basis=role)
    told.event(EngagementKind.MEETING, "met", keller, voronov, date="2021-06-09", place="Berlin/DEU")
    return told


@pytest.mark.parametrize(
    ("bases", "surest"),
    [
        ((KNOWN, KNOWN), KNOWN),
        ((KNOWN, INFERRED), INFERRED),
        ((INFERRED, KNOWN), INFERRED),
        ((KNOWN, STATED), STATED),
        ((STATED, INFERRED), STATED),
    ],
)
def test_the_surest_basis_of_any_document_counts(
    bases: tuple[PartyBasis, PartyBasis], surest: PartyBasis
) -> None:
    found = ledger(*(_told(f"wire {n}", basis, basis) for n, basis in enumerate(bases)))
    person = next(p for p in found.people if p.name == "Igor Voronov")
    (engagement,) = found.engagements
    taking = {p.name: p for p in engagement.participants}
    assert (person.party_basis, person.offices[0].basis) == (surest, surest)
    assert (taking["Igor Voronov"].party_basis, taking["Igor Voronov"].role_basis) == (surest, surest)
    assert (taking["Anna Keller"].party_basis, taking["Anna Keller"].role_basis) == (STATED, STATED)


def test_party_and_office_may_be_known_in_different_ways() -> None:
    found = ledger(_told("wire", STATED, KNOWN))
    person = next(p for p in found.people if p.name == "Igor Voronov")
    assert (person.party_basis, person.offices[0].basis) == (STATED, KNOWN)
