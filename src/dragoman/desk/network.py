"""Who dealt with whom: the people of two parties and their bodies, tied by the engagements they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from dragoman.desk.timeline import by_date, is_contact
from dragoman.model.ledger import LedgerEngagement, LedgerParticipant
from dragoman.model.record import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of one of the two sides. ``told`` is how the latest engagement names them, ``engagements``
    those that they took part in, newest first."""

    id: str
    side: Party
    told: LedgerParticipant
    engagements: tuple[LedgerEngagement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A body that held some of the engagements, newest first."""

    id: str
    engagements: tuple[LedgerEngagement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Engagements, newest first, in which somebody of the first side met somebody of the other, or that
    somebody took part in and a body held. ``left`` and ``right`` are ids: of people, or of a person and a
    body."""

    left: str
    right: str
    engagements: tuple[LedgerEngagement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Those of most engagements first, ties alike. ``others`` counts people of neither side, or of whom it
    is not known, who took part and are left out; ``unnamed`` the contacts in which nobody of one side is
    named."""

    parties: tuple[Party, Party]
    members: tuple[Member, ...]
    seats: tuple[Seat, ...]
    ties: tuple[Tie, ...]
    others: int
    unnamed: int

    def of(self, side: Party) -> tuple[Member, ...]:
        """The people of one side."""
        return tuple(member for member in self.members if member.side == side)


def network(engagements: Iterable[LedgerEngagement], parties: tuple[Party, Party]) -> Network:
    """The network of contacts that took place between two parties; public acts and plans make no ties."""
    contacts = by_date((e for e in engagements if is_contact(e)), newest_first=True)
    met: dict[str, list[LedgerEngagement]] = {}
    told: dict[str, LedgerParticipant] = {}
    seats: dict[str, list[LedgerEngagement]] = {}
    ties: dict[tuple[str, str], list[LedgerEngagement]] = {}
    others: set[str] = set()
    unnamed = 0
    for engagement in contacts:
        sides: tuple[list[str], list[str]] = ([], [])
        for person in engagement.participants:
            if person.party not in parties:
                others.add(person.person_id)
                continue
            told.setdefault(person.person_id, person)
            if person.person_id not in sides[0] and person.person_id not in sides[1]:
                sides[parties.index(person.party)].append(person.person_id)
                met.setdefault(person.person_id, []).append(engagement)
        unnamed += not (sides[0] and sides[1])
        for tie in product(*sides):
            ties.setdefault(tie, []).append(engagement)
        if engagement.body:
            seats.setdefault(engagement.body, []).append(engagement)
            for identity in (*sides[0], *sides[1]):
                ties.setdefault((identity, engagement.body), []).append(engagement)
    return Network(
        parties=parties,
        members=tuple(
            Member(id=i, side=_side(told[i]), told=told[i], engagements=tuple(met[i]))
            for i in sorted(met, key=lambda i: (-len(met[i]), i))
        ),
        seats=tuple(
            Seat(id=i, engagements=tuple(seats[i])) for i in sorted(seats, key=lambda i: (-len(seats[i]), i))
        ),
        ties=tuple(
            Tie(left=a, right=b, engagements=tuple(ties[a, b]))
            for a, b in sorted(ties, key=lambda tie: (-len(ties[tie]), tie))
        ),
        others=len(others - set(told)),
        unnamed=unnamed,
    )


def _side(person: LedgerParticipant) -> Party:
    assert person.party is not None
    return person.party
