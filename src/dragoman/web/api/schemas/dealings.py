"""Engagements, consultations, the calendar."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.desk.cadence import CadenceSettings, PeriodBasis
from dragoman.desk.cadence import Standing as Rhythm
from dragoman.desk.calendar import EntryKind, EntryStatus
from dragoman.desk.consultations.rows import HostBasis, Subject
from dragoman.model.ledger import Outcome, PartBasis
from dragoman.model.record import Format, Level, PartyBasis, Role, Strength, VisitClass
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.web.api.schemas.shared import (
    Claim,
    Code,
    Conflict,
    Coverage,
    Day,
    Footnote,
    Id,
    NamedParty,
    Place,
    Report,
    Shape,
    When,
    Words,
)


class ActCodes(Shape):
    """The act by our name, with its CAMEO and PLOVER codes and Goldstein weight."""

    act: str
    plover: str | None
    mode: str | None
    quad: int | None
    cameo: str
    goldstein: float | None


class Participant(Shape):
    name: str
    role: Role | None
    role_basis: PartyBasis | None
    party: Code | None
    party_basis: PartyBasis | None
    parts: list[Part]
    person_id: Id


class BodyNamed(Shape):
    id: Id
    name: str | None


class InstrumentNamed(Shape):
    id: Id
    title: str | None


class Fate(Shape):
    """What became of a plan by the day ``as_of``."""

    outcome: Outcome
    as_of: Day | None
    planned: When
    moved: list[When]
    held: When
    due: Day | None
    days_late: int | None
    into: Id | None
    claims: list[Claim]


class CountedClaim(Words):
    """A source counts: "the third time in seven months"."""

    number: int
    written: str


class Engagement(When):
    """A meeting, call, visit, session...: each field with the claims on it, and where they conflict."""

    version: Literal[2]
    id: Id
    kind: EngagementKind
    codes: ActCodes | None
    place: Place | None
    parties: list[Code]
    participants: list[Participant]
    realis: Realis
    main: bool
    level: Level | None
    format: Format | None
    visit_class: VisitClass | None
    initiator: Code | None
    host: Code | None
    topics: list[str]
    areas: list[str]
    body: BodyNamed | None
    session: int | None
    instruments: list[InstrumentNamed]
    part_of: Id | None
    part_of_basis: PartBasis | None
    fate: Fate | None
    counted: list[CountedClaim]
    conflicts: list[Conflict]
    claims: list[Claim]
    voices: int
    reports: list[Report]


Numbers = Annotated[list[int], Field(description="Numbers of notes, which have the words.")]
Span = Annotated[list[float], Field(description="The least and the most.", min_length=2, max_length=2)]


class Contact(When):
    id: Id
    engagements: list[Id]
    kind: EngagementKind
    format: Format | None
    level: Level | None
    place: Place | None
    session: int | None
    notes: Numbers


class Plan(When):
    id: Id
    engagements: list[Id]
    kind: EngagementKind
    level: Level | None
    body: Id | None
    session: int | None
    place: Place | None
    host: Code | None
    outcome: Outcome
    due: Day | None
    notes: Numbers


class WhyUnknown(Shape):
    contacts: int
    intervals: int
    intervals_needed: int
    undated: int


class Period(Shape):
    basis: PeriodBasis
    months: int | None
    days: Span | None


class Expected(Shape):
    first: Day
    last: Day


class Interval(Shape):
    from_: Annotated[Id, Field(alias="from")]
    to: Id
    days: Span
    steps: int


class Declared(Shape):
    months: int
    written: list[str]
    notes: Numbers


class NextHost(Shape):
    party: Code
    basis: HostBasis
    from_: Annotated[list[Id], Field(alias="from")]
    notes: Numbers


class Track(Shape):
    """A level or body with its rhythm."""

    subject: Subject
    level: Level | None
    body: Id | None
    name: str | None
    standing: list[Rhythm]
    why: WhyUnknown | None
    last: Contact | None
    days_since: Span | None
    period: Period | None
    expected: Expected | None
    ratio: Span | None
    intervals: list[Interval]
    intervals_with_months_unread: int
    declared: list[Declared]
    contacts: list[Contact]
    same_as_another: list[Id]
    undated: list[Id]
    planned: list[Id]
    host: NextHost | None


class Traveller(Shape):
    name: str
    role: Role | None
    role_basis: PartyBasis | None
    person_id: Id


class ToldClass(Shape):
    visit_class: VisitClass
    notes: Numbers


class Journey(When):
    id: Id
    engagements: list[Id]
    guest: Code
    host: Code
    level: Level | None
    people: list[Traveller]
    place: Place | None
    told_as: EngagementKind
    classes: list[ToldClass]
    notes: Numbers


class VisitsOf(Shape):
    guest: Code
    host: Code
    visits: list[Id]


class Balance(Shape):
    level: Level | None
    visits: list[VisitsOf]
    undated: list[Id]
    balance: int
    last: Id | None
    turn: Code | None


class LevelCount(Shape):
    level: Level | None
    contacts: list[Id]


class Year(Shape):
    year: int
    highest: Level | None
    levels: list[LevelCount]
    notes: Numbers


class Consultations(Shape):
    """The last contact and the next to be expected, per level and body."""

    version: Literal[1]
    on: Day
    parties: list[NamedParty]
    settings: CadenceSettings
    tracks: list[Track]
    level_unknown: list[Id]
    planned: list[Plan]
    visits: list[Journey]
    reciprocity: list[Balance]
    years: list[Year]
    notes: list[Footnote]
    coverage: Coverage


class CalendarEntry(When):
    uid: str
    of: str | None
    kind: EntryKind
    status: EntryStatus
    first: Day
    last: Day
    title: str
    details: list[str]
    parties: list[Code]
    engagement: EngagementKind | None
    level: Level | None
    body: str | None
    session: int | None
    place: Place | None
    outcome: Outcome | None
    strength: Strength | None
    words: str | None
    standing: list[Rhythm] | None
    ratio: Span | None
    notes: Numbers


class Calendar(Shape):
    """What is planned, due and running out."""

    version: Literal[1]
    on: Day
    parties: list[NamedParty]
    entries: list[CalendarEntry]
    undated: list[Id]
    notes: list[Footnote]
    coverage: Coverage
