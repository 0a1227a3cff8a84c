"""The ledger's registers, by party: people, bodies, instruments."""

from __future__ import annotations

from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerInstrument,
    LedgerPerson,
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
