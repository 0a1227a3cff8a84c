"""The ledger: what all documents together say. It is derived, and every line of it leads to words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import Judgement, Reason
from dragoman.model.outlet import Outlet
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
    Engagement,
    Evidence,
    Format,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Level,
    Party,
    PartyBasis,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Role,
)
from dragoman.model.ruling import Ruling
from dragoman.model.text import Copy, Document, EngagementKind, Part, Realis
from dragoman.model.time import UNDATED, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One property, one value, as one document says it.

    ``judge`` is the person who put the value right; the evidence then has the words that were misread, where
    the person gives no others.
    """

    property: str
    value: str
    written: str
    lang: str
    evidence: Evidence
    judge: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A property on which documents differ: every value, with the claims that make it, most voices first."""

    property: str
    values: tuple[tuple[str, tuple[Claim, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document's account of something; ``voice`` is shared by copies and translations of one text.

    ``added_by`` is the person who found it in the document, where no machine did.
    """

    document_id: str
    record_id: str
    voice: str
    evidence: tuple[Evidence, ...]
    added_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """A role held for a party, with the words of each document and the dates on which it was seen.

    ``basis`` is the surest on which any document gives it.
    """

    role: Role | None
    party: Party | None
    basis: PartyBasis = PartyBasis.STATED
    claims: tuple[Claim, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPerson:
    """One person across documents, languages and scripts. ``spellings`` are (as written, language).

    ``party_basis`` is the surest on which any document gives ``party``.
    """

    id: str
    name: str
    spellings: tuple[tuple[str, str], ...]
    offices: tuple[OfficeHeld, ...]
    party: Party | None
    party_basis: PartyBasis = PartyBasis.STATED
    members: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerParticipant:
    """Who took part. A basis is that of the person, on the word of all documents, where any gives it."""

    person_id: str
    name: str
    role: Role | None
    party: Party | None
    role_basis: PartyBasis = PartyBasis.STATED
    party_basis: PartyBasis = PartyBasis.STATED
    parts: tuple[Part, ...]
    reports: tuple[Report, ...]


class Outcome(StrEnum):
    """What became of a plan, as far as the documents tell.

    What nobody has reported is ``PENDING`` in the ledger: whether its day is past depends on the day of
    asking, and ``dragoman.desk.fates`` says then that it is ``NOT_REPORTED``.
    """

    HELD = "held"
    HELD_LATE = "held late"
    HELD_EARLY = "held early"
    POSTPONED = "postponed"
    CALLED_OFF = "called off"
    DENIED = "denied"
    DISPUTED = "disputed"  # some say that it was held, others, no earlier, that it was not
    PENDING = "pending"  # its day is not past, or so lately that it may still be reported
    NOT_REPORTED = "not reported since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a plan. ``planned`` is the date first told, ``moved`` the later ones in the order of
    telling, ``held`` the date of the event; each undated where no document dates it.

    ``due`` is the last day that a plan may have been meant for, by its dates or else by the time of telling.
    ``days_late`` counts from the last day planned at first to the first day held, and is negative for an
    event held early, None where one of them is not known. ``into`` is the engagement that it was put off to,
    where that is another of the ledger. ``claims`` are on ``planned``, ``held``, ``postponed``, ``called
    off`` and ``denied``: the date that each document gives, or nothing, with its words.
    """

    outcome: Outcome
    planned: When
    moved: tuple[When, ...] = ()
    held: When = UNDATED
    due: dt.date | None = None
    days_late: int | None = None
    into: str | None = None
    claims: tuple[Claim, ...]


class PartBasis(StrEnum):
    """How it is known that an engagement is part of another."""

    STATED = "stated"  # a document tells it as such, or a person said so
    INFERRED = "inferred"  # its day, country and people are those of one visit and of no other


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEngagement:
    """One engagement, with the best value of each field, all claims on it, and where they conflict.

    Claims are on ``kind``, ``date``, ``place``, ``realis``, ``format``, ``initiator``, ``host``, ``session``,
    ``body`` (the words), and ``role:<person id>`` and ``party:<person id>`` of participants. ``body``,
    ``instruments`` and ``part_of`` are ids of the ledger, and empty where the words could not be linked.
    ``fate`` is None where no document tells that it had been planned.
    """

    id: str
    kind: EngagementKind
    realis: Realis
    act: str | None
    when: When
    place: Place | None
    participants: tuple[LedgerParticipant, ...]
    parties: tuple[Party, ...]
    main: bool
    level: Level | None
    initiator: Party | None
    host: Party | None
    format: Format | None
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    body: str | None
    session: int | None
    instruments: tuple[str, ...]
    part_of: str | None
    part_of_basis: PartBasis = PartBasis.STATED
    fate: Fate | None = None
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    members: tuple[Engagement, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A status that documents tell of an instrument: ``told`` is the date of the first of them, and empty
    where none of them has a date."""

    status: InstrumentStatus
    told: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInstrument:
    """One instrument across reports. ``earlier`` are the ids of those of the same title, kind and parties
    with earlier dates, oldest first: what it updates or replaces. ``later`` are those of which it is such an
    earlier one, and ``superseded_by`` the first of them that is more than a plan. ``life`` are its statuses
    in the order in which they were first told.

    ``expires`` is the date to which it is meant to hold, as the claims on ``expires`` give it, or else worked
    out from ``term_months`` and the date of its signing or entry into force; the claims on ``term`` are ISO
    8601 durations. Where a later document gives a later date, it was prolonged, and that date counts. It
    ``renews`` where a document says that it goes on by itself (claims on ``renews``).
    """

    id: str
    title: str
    aliases: tuple[tuple[str, str], ...]
    kind: InstrumentKind
    status: InstrumentStatus | None
    when: When
    parties: tuple[Party, ...]
    areas: tuple[str, ...]
    symbol: str | None
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    members: tuple[Instrument, ...]
    reports: tuple[Report, ...]
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    superseded_by: str | None = None
    life: tuple[Stage, ...] = ()
    expires: When = UNDATED
    term_months: int | None = None
    renews: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A numbered session of a body that documents speak of. ``engagements`` are the ids of those that it was,
    and ``conflicts`` the dates that these give it where they differ."""

    number: int
    when: When
    place: Place | None
    reports: tuple[Report, ...]
    engagements: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBody:
    """A body with its sessions; ``gaps`` are the numbers between them of which nothing is known.

    ``unnumbered`` are the ids of engagements that it held and whose number no document gives.
    ``out_of_order`` are the numbers of neighbouring sessions of which the later is dated before the earlier.
    """

    id: str
    name: str
    aliases: tuple[tuple[str, str], ...]
    kind: BodyKind
    parties: tuple[Party, ...]
    sessions: tuple[Session, ...]
    gaps: tuple[int, ...]
    members: tuple[Body, ...]
    reports: tuple[Report, ...]
    unnumbered: tuple[str, ...] = ()
    out_of_order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Why two records of a commitment are taken for one promise: the score and what made it up."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCommitment:
    """A commitment or intent, told by one or several documents in the same sense.

    ``commitment`` is the fullest telling of it; ``members`` are all, those with other deadlines included, in
    the order of ``reports``. ``joined`` says why they are one promise.
    """

    id: str
    commitment: Commitment
    reports: tuple[Report, ...]
    members: tuple[Commitment, ...] = ()
    joined: tuple[Joining, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPosition:
    id: str
    position: Position
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerIndicator:
    id: str
    indicator: Indicator
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """How many documents of a larger ledger are not among some of them, in order of days.

    ``published`` counts them by the first day on which they may have appeared; ``told`` counts undated ones
    by the last day of which they tell as past, and ``undated`` those that tell of none.
    """

    published: tuple[tuple[dt.date, int], ...] = ()
    told: tuple[tuple[dt.date, int], ...] = ()
    undated: int = 0

    @property
    def size(self) -> int:
        """The number of them all."""
        return sum(number for _, number in (*self.published, *self.told)) + self.undated

    @property
    def last(self) -> dt.date | None:
        """The last day by which one of them had surely appeared."""
        return self.published[-1][0] if self.published else None

    def by(self, on: dt.date) -> Beyond:
        """Those that are not surely later than a day."""
        return Beyond(
            published=tuple(one for one in self.published if one[0] <= on),
            told=tuple(one for one in self.told if one[0] <= on),
            undated=self.undated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything known, derived from readings and judgements; see ``dragoman.merge``.

    ``copies`` and ``outlets`` are by document: every way in which its text was had, and what is known of who
    published it. ``readings`` are as people put them right: ``corrections``, ``rejections`` and ``additions``
    are what they said, ``rejected`` what they struck out, and ``confirmations`` what they found right as it
    was. ``rulings`` are what officers ruled of commitments. Where these are some documents of a larger
    ledger, ``beyond`` counts the others, ``homes`` has the id there of what each document and record is part
    of, and ``sides`` the usual parties of people there by their ids.
    """

    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    voices: Mapping[str, str]  # document id -> the id of its voice
    judgements: tuple[Judgement, ...]
    people: tuple[LedgerPerson, ...]
    engagements: tuple[LedgerEngagement, ...]
    instruments: tuple[LedgerInstrument, ...]
    bodies: tuple[LedgerBody, ...]
    commitments: tuple[LedgerCommitment, ...]
    positions: tuple[LedgerPosition, ...]
    indicators: tuple[LedgerIndicator, ...]
    copies: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    rejected: tuple[Person | Record, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    additions: tuple[Addition, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    beyond: Beyond = Beyond()
    homes: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, Party] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """The number of all documents, of the larger ledger where this is a part of one."""
        return len(self.documents) + self.beyond.size

    def document(self, evidence: Evidence) -> Document:
        """The document that a quote is from."""
        return self.documents[evidence.document_id]
