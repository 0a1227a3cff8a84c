"""The ledger's registers, by party: people, bodies, instruments, positions."""

from __future__ import annotations

from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerInstrument,
    LedgerPerson,
    LedgerPosition,
)
from dragoman.model.record import Party


def people(ledger: Ledger, parties: tuple[Party, ...] = ()) -> tuple[LedgerPerson, ...]:
    """Those who stand, or stood in any office, for one of ``parties``; everybody where none is given."""
    return tuple(p for p in ledger.people if not parties or sides(p) & set(parties))


def sides(person: LedgerPerson) -> frozenset[Party]:
    """The parties that somebody is said to stand for."""
    own = {person.party} | {office.party for office in person.offices}
    return frozenset(party for party in own if party is not None)


def bodies(ledger: Ledger, parties: tuple[Party, ...] = ()) -> tuple[LedgerBody, ...]:
    """The bodies in which every one of ``parties`` sits."""
    return tuple(body for body in ledger.bodies if set(parties) <= set(body.parties))


def instruments(ledger: Ledger, parties: tuple[Party, ...] = ()) -> tuple[LedgerInstrument, ...]:
    """The instruments to which every one of ``parties`` is a side."""
    return tuple(i for i in ledger.instruments if set(parties) <= set(i.parties))


def positions(ledger: Ledger, party: Party, issue: str | None = None) -> tuple[LedgerPosition, ...]:
    """Where ``party`` or its people stand, on one issue (its id, or words of it) or on all; by issue."""
    wanted = issue.casefold().strip() if issue else None
    chosen = [p for p in ledger.positions if holder(ledger, p) == party and _is_on(p, wanted)]
    return tuple(sorted(chosen, key=lambda p: (p.position.issue, p.id)))


def holder(ledger: Ledger, position: LedgerPosition) -> Party | None:
    """Whose position it is: as recorded, or the one side of the person who holds it."""
    said = position.position
    if said.who is not None or said.holder is None:
        return said.who
    documents = {report.document_id for report in position.reports}
    for person in ledger.people:
        names = {person.name, *(written for written, _ in person.spellings)}
        if said.holder in names and documents & {report.document_id for report in person.reports}:
            return person.party
    return None


def _is_on(position: LedgerPosition, wanted: str | None) -> bool:
    if wanted is None:
        return True
    said = position.position
    words = (said.issue, said.issue.replace("-", " "), said.label or "")
    return any(wanted in text.casefold() for text in words)
