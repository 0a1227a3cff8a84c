"""What the answer on consultations consists of: facts alone, each with its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.cadence import Cadence, CadenceSettings
from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Note, Noted
from dragoman.model.ledger import LedgerParticipant, Outcome
from dragoman.model.record import Format, Level, Party, Place, VisitClass
from dragoman.model.text import EngagementKind
from dragoman.model.time import When


class Subject(StrEnum):
    """What has a rhythm of its own."""

    LEVEL = "level"
    CONSULTATIONS = "consultations"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Noted):
    """One contact: ``engagements`` are the ids of all that was done on it, the whole first."""

    id: str
    engagements: tuple[str, ...]
    kind: EngagementKind
    format: Format | None
    level: Level | None
    when: When
    place: Place | None
    session: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(Noted):
    """A period that documents declare, in months; ``written`` are the words of each."""

    months: int
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Noted):
    """A contact that is planned, with what had become of it by the day of asking. ``engagements`` are the ids
    of all that is planned for it. ``host`` is the side in whose country it is to be, where that is told."""

    id: str
    engagements: tuple[str, ...]
    kind: EngagementKind
    level: Level | None
    body: str | None
    session: int | None
    when: When
    place: Place | None
    host: Party | None
    outcome: Outcome
    due: dt.date | None


class HostBasis(StrEnum):
    """How it is known who hosts next."""

    DECLARED = "declared"  # a document says where the next one is to be
    ALTERNATION = "alternation"  # inferred: the sessions known alternate between the two
    RETURN = "return visit"  # inferred: the other side made the last visit


@dataclass(frozen=True, slots=True, kw_only=True)
class NextHost(Noted):
    """Who hosts next. ``basis_ids`` are the engagements from which it was told or inferred."""

    host: Party
    basis: HostBasis
    basis_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A level, the political consultations or a body: its contacts, its rhythm, and what comes next.

    ``contacts`` are dated, oldest first; ``undated`` are the ids of those without a date, which count for
    nothing. ``declared`` has the period in use first. ``unread`` counts the intervals within which there are
    months of which no document on the two was read: contacts may be missing from these.
    """

    subject: Subject
    level: Level | None = None
    body: str | None = None
    name: str
    contacts: tuple[Contact, ...]
    undated: tuple[str, ...]
    cadence: Cadence
    unread: int
    declared: tuple[Declared, ...]
    planned: tuple[Plan, ...]
    host: NextHost | None

    @property
    def last(self) -> Contact | None:
        """The latest contact: of those that the rhythm counts."""
        counted = self.cadence.moments
        return next((c for c in self.contacts if counted and c.id == counted[-1].id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSaid(Noted):
    """A class of visit, with the documents that give it."""

    visit_class: VisitClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey(Noted):
    """Somebody of one side in the country of the other. ``level`` is the highest of those who travelled, and
    None where no office is known of any. ``told_as`` is a visit, or what was done there. More than one class
    means that sources differ."""

    id: str
    engagements: tuple[str, ...]
    when: When
    guest: Party
    host: Party
    level: Level | None
    people: tuple[LedgerParticipant, ...]
    place: Place | None
    told_as: EngagementKind
    classes: tuple[ClassSaid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Dated visits of a level in both directions, by their ids in order of time: ``out`` from the first
    party to the second, ``back`` the other way. ``undated`` may be the same as these, and count for nothing.
    ``turn`` is the side that should travel next, by whose was the last visit; None where none is dated, the
    last of both may be on one day, or the level is not known."""

    level: Level | None
    out: tuple[str, ...]
    back: tuple[str, ...]
    undated: tuple[str, ...]
    last: str | None
    turn: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    level: Level | None
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The contacts of a year at each level, highest first, unknown level last, as the levels' tracks count
    them: a visit of presidents on which ministers met is a contact at both levels."""

    year: int
    levels: tuple[LevelCount, ...]
    notes: tuple[Note, ...]

    @property
    def highest(self) -> Level | None:
        return self.levels[0].level if self.levels else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultations:
    """The consultations of two parties as known on a day. ``tracks`` are overdue first.

    ``unlevelled`` are the ids of contacts whose level is not known, and which no level counts.
    """

    left: Party
    right: Party
    on: dt.date
    settings: CadenceSettings
    tracks: tuple[Track, ...]
    unlevelled: tuple[str, ...]
    planned: tuple[Plan, ...]
    journeys: tuple[Journey, ...]
    balances: tuple[Balance, ...]
    years: tuple[Year, ...]
    coverage: Coverage
