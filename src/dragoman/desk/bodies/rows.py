"""What the register of a body consists of. Every row stands on notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.notes import Noted
from dragoman.model.ledger import LedgerBody, Outcome
from dragoman.model.record import Level, Party, PartyBasis, Place, Role
from dragoman.model.time import When


class Held(StrEnum):
    """What the documents tell of a session as such."""

    HELD = "held"
    PLANNED = "planned"  # and nothing more is told of it, or not yet
    NOT_HELD = "not held"  # called off, put off or denied
    DISPUTED = "disputed"
    NUMBER_ONLY = "number only"  # its number is named, and nothing tells of its being held


class SignedBasis(StrEnum):
    """Why an instrument is said to be signed at a session."""

    NAMED = "named"  # the session is told with it
    PART = "part"  # it was signed in what is told as part of the session, or with it as part of one visit
    OCCASION = "occasion"  # a signing of the same day that one document tells with the session


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair(Noted):
    """Who chaired: one person for each side, whose name stands nearest to the words for it."""

    person_id: str
    name: str
    party: Party | None
    party_basis: PartyBasis
    role: Role | None
    role_basis: PartyBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Noted):
    """An instrument signed at a session."""

    instrument: str
    title: str
    basis: SignedBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry(Noted):
    """A session: ``number`` is None where no document numbers it. ``engagements`` are those that it was.

    ``out_of_order``: it is dated before a session of a lower number, or after one of a higher. ``differs``
    names the properties on which sources disagree ("date").
    """

    number: int | None
    held: Held
    when: When
    place: Place | None
    level: Level | None
    chairs: tuple[Chair, ...]
    signed: tuple[Signed, ...]
    engagements: tuple[str, ...]
    out_of_order: bool = False
    differs: tuple[str, ...] = ()


class Why(StrEnum):
    """What a later record has in common with a task."""

    BODY = "the same body"
    AREA = "the same area"
    WORDS = "the same words"


class FollowKind(StrEnum):
    COMMITMENT = "commitment"
    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following(Noted):
    """A later record that may take a task up; never a proof that the task was done.

    ``common`` are the areas or words in common.
    """

    kind: FollowKind
    id: str
    text: str
    when: When
    why: tuple[Why, ...]
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Noted):
    """A task of the mandate in the words of a document. ``told`` is the earliest date of one that gives it.

    An empty ``followed`` means that there is no public evidence of what became of it.
    """

    words: str
    told: str | None
    followed: tuple[Following, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Noted):
    """A session that documents announced: ``outcome`` as of the day of asking.

    ``perhaps`` are sessions held within a year of the plan that nobody says to be it.
    """

    engagement: str
    number: int | None
    when: When
    moved: tuple[When, ...]
    place: Place | None
    outcome: Outcome
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding(Noted):
    """That an instrument created a body: ``id`` and ``name`` are those of the one that is not asked about."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyEntry(Noted):
    """The register of one body. ``gaps`` are the numbers before and between those known of which nothing is.

    ``next`` are announced sessions whose day is not past, ``missed`` those of which nothing came by then.
    """

    body: LedgerBody
    sessions: tuple[SessionEntry, ...]
    gaps: tuple[int, ...]
    tasks: tuple[Task, ...]
    next: tuple[Promise, ...]
    missed: tuple[Promise, ...]
    founded: tuple[Founding, ...]
