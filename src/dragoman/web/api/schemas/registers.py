"""People, bodies, instruments."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.desk.bodies.rows import FollowKind, Held, SignedBasis
from dragoman.desk.bodies.rows import Why as FollowWhy
from dragoman.desk.instruments.rows import ActivityKind, TermState, Use
from dragoman.desk.instruments.rows import Link as ActivityLink
from dragoman.model.ledger import Outcome
from dragoman.model.record import BodyKind, InstrumentKind, InstrumentStatus, Level, PartyBasis, Role
from dragoman.web.api.schemas.shared import (
    Claim,
    Code,
    Conflict,
    Date,
    Day,
    Id,
    Note,
    Place,
    Report,
    Shape,
    Spelling,
    When,
)


class OfficeHeld(Shape):
    """A role held for a party, with the dates on which it was seen."""

    role: Role | None
    party: Code | None
    basis: PartyBasis
    seen: list[str]
    claims: list[Claim]


class Person(Shape):
    """One person across documents, languages and scripts."""

    id: Id
    name: str
    party: Code | None
    party_basis: PartyBasis | None
    spellings: list[Spelling]
    offices: list[OfficeHeld]
    voices: int
    reports: list[Report]


class Chair(Shape):
    person: Id
    name: str
    party: Code | None
    party_basis: PartyBasis | None
    role: Role | None
    role_basis: PartyBasis | None
    notes: list[Note]


class Signed(Shape):
    instrument: Id
    title: str
    basis: SignedBasis
    notes: list[Note]


class SessionTold(When):
    place: Place | None
    held: Held
    level: Level | None
    chairs: list[Chair]
    instruments: list[Signed]
    engagements: list[Id]
    out_of_order: bool


class Session(SessionTold):
    """A numbered session."""

    number: int
    reports: list[Report]
    conflicts: list[Conflict]


class Unnumbered(SessionTold):
    """A session whose number no document gives."""

    number: None
    notes: list[Note]


class Promised(When):
    engagement: Id | None
    number: int | None
    moved: list[When]
    place: Place | None
    outcome: Outcome
    perhaps: list[Id]
    notes: list[Note]


class Following(When):
    kind: FollowKind
    id: Id
    text: str
    why: list[FollowWhy]
    common: list[str]
    notes: list[Note]


class Task(Shape):
    """What a document says that the body is to do, and what may have come of it."""

    words: str
    told: Date | None
    evidence: Literal["candidates", "no public evidence"]
    followed: list[Following]
    notes: list[Note]


class FoundedBy(Shape):
    instrument: Id
    title: str
    notes: list[Note]


class Body(Shape):
    """A joint or multilateral body with its sessions; ``gaps`` are numbers of which nothing is known."""

    id: Id
    name: str
    aliases: list[Spelling]
    kind: BodyKind
    parties: list[Code]
    sessions: list[Session]
    unnumbered: list[Unnumbered]
    gaps: list[int]
    first_known: int | None
    out_of_order: list[int]
    next: list[Promised]
    missed: list[Promised]
    tasks: list[Task]
    founded_by: list[FoundedBy]
    voices: int
    reports: list[Report]


class LifeStage(Shape):
    status: InstrumentStatus
    told: Date | None
    notes: list[Note]


class Expires(When):
    term_months: int | None
    renews: bool
    state: TermState


class Created(Shape):
    body: Id
    name: str
    notes: list[Note]


class InstrumentVersion(When):
    instrument: Id
    title: str
    notes: list[Note]


class Activity(When):
    kind: ActivityKind
    link: ActivityLink
    id: Id
    text: str
    on: Day
    areas: list[str]
    notes: list[Note]


class Activities(Shape):
    """Counts of all that is known since, and the latest twenty."""

    since: Day | None
    use: Use
    named: int
    of_body: int
    by_area: int
    last: Day | None
    items: Annotated[list[Activity], Field(max_length=20)]


class Instrument(When):
    """An agreement, memorandum, statement... with its life."""

    id: Id
    title: str
    aliases: list[Spelling]
    kind: InstrumentKind
    status: InstrumentStatus | None
    parties: list[Code]
    areas: list[str]
    symbol: str | None
    conflicts: list[Conflict]
    claims: list[Claim]
    life: list[LifeStage]
    expires: Expires
    created: list[Created]
    earlier: list[InstrumentVersion]
    later: list[InstrumentVersion]
    superseded_by: Id | None
    activity: Activities
    voices: int
    reports: list[Report]
