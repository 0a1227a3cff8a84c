"""One telling of an event, before the tellings of one event are put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.model.record import (
    Party,
    Person,
    Place,
)
from dragoman.model.text import EngagementKind, EventScores, Part, Realis
from dragoman.model.time import UNDATED, When

ACTS = frozenset({EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST})
CONTACTS = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.CALL,
        EngagementKind.VISIT,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
        EngagementKind.SIGNING,
    }
)


@dataclass(slots=True)
class Account:
    """One telling of an event, before the tellings of one event are put together."""

    event: int
    sentence: int
    kind: EngagementKind
    realis: Realis
    scores: EventScores
    people: dict[str, tuple[Person, int, tuple[Part, ...]]] = field(default_factory=dict)
    parties: dict[Party, tuple[Part, ...]] = field(default_factory=dict)
    when: When = UNDATED
    when_mention: int | None = None
    place: Place | None = None
    place_mention: int | None = None
    body: int | None = None
    counting: bool = False  # told in a sentence that counts such events: "the second time this year"
    setting: bool = False  # told as what a contact took place beside
    ceremony: bool = False  # of handing over credentials
    solidary: bool = False  # with the state that a condemnation concerns, and not against it
    instruments: list[int] = field(default_factory=list)

    @property
    def sides(self) -> set[str]:
        return {p.code for p in self.parties} | {
            person.party.code for person, _, _ in self.people.values() if person.party
        }


def union_of_parts(left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(sorted({*left, *right}))
