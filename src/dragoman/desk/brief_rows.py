"""What a brief consists of. Every row stands on notes; rows of several rows consist of such."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Line, Note, Noted
from dragoman.desk.positions.rows import Sharing
from dragoman.model.ledger import Outcome
from dragoman.model.record import (
    BodyKind,
    Format,
    InstrumentKind,
    InstrumentStatus,
    Level,
    Measure,
    Party,
    PartyBasis,
    Place,
    Role,
    Strength,
)
from dragoman.model.ruling import Mark
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import PartialDate, When

if TYPE_CHECKING:
    from dragoman.desk.assessment.answer import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words of a document that name something, with their language."""

    words: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Who takes part. ``names`` are (language of the reader, name): see ``dragoman.desk.names``."""

    id: str
    name: str
    names: tuple[tuple[str, str], ...]
    role: Role | None
    party: Party | None
    role_basis: PartyBasis
    party_basis: PartyBasis
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """What became of a plan: see ``dragoman.model.ledger.Fate``. ``later`` is when that was held to which it
    had been put off, undated where it was but no document says when, None where nothing tells of it."""

    outcome: Outcome
    planned: When
    moved: tuple[When, ...]
    held: When
    due: dt.date | None
    days_late: int | None
    later: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow(Noted):
    """An engagement. ``differs`` names the properties on which sources disagree; ``remark`` is ours.

    ``fate`` is what had become, by the day of the brief, of what was planned; None where nothing tells of a
    plan. ``date_text``, ``what``, ``who``, ``where``, ``about`` and ``remark`` say in English what the other
    fields hold. ``others`` are parties for which nobody is named. ``weight`` is level × format,
    ``importance`` the weight halved for every half-life of its age: see ``dragoman.desk.importance``.
    """

    id: str
    kind: EngagementKind
    realis: Realis
    level: Level | None
    when: When
    date_text: str
    what: str
    who: tuple[str, ...]
    where: str
    about: tuple[str, ...]
    reports: int
    voices: int
    differs: tuple[str, ...] = ()
    fate: Outcome | None = None
    remark: str | None = None
    format: Format | None = None
    body: Named | None = None
    session: int | None = None
    people: tuple[PersonRow, ...] = ()
    others: tuple[Party, ...] = ()
    place: Place | None = None
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    plan: PlanRow | None = None
    weight: float = 0.0
    importance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow(Noted):
    """A status that a document gives an instrument, with the date that it gives it."""

    status: InstrumentStatus
    when: When
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow(Noted):
    """An instrument, and its ``history``: the status that each document gives it, oldest first, in English;
    ``stages`` are the facts of it. Both are empty where all documents say the same."""

    id: str
    title: str
    aliases: tuple[str, ...]
    kind: InstrumentKind
    status: InstrumentStatus | None
    symbol: str | None
    when: When
    date_text: str
    history: tuple[Line, ...]
    differs: tuple[str, ...] = ()
    lang: str = "und"
    stages: tuple[StageRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(Noted):
    number: int
    when: When
    date_text: str
    where: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow(Noted):
    """A body; ``gaps`` are numbers of sessions, between those known and before them, of which nothing is."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: BodyKind
    parties: tuple[Party, ...]
    sessions: tuple[SessionRow, ...]
    gaps: tuple[int, ...]
    next: tuple[Line, ...]
    lang: str = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """How far a party kept a commitment: as the machine proposes, or as an officer (``by``) ruled."""

    party: Party
    mark: Mark
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Noted):
    """A deadline that was moved back, with the one before it and when that was told."""

    before: When
    after: When
    told: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow(Noted):
    """A commitment or intent. ``marks`` and ``slips`` are those of ``dragoman.desk.docket``."""

    id: str
    who: tuple[Party, ...]
    what: str
    strength: Strength
    due: When
    due_text: str | None
    overdue: bool
    voices: int
    marks: tuple[MarkRow, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is not known to be kept by everybody."""
        return not self.marks or any(one.mark is not Mark.KEPT for one in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRow(Noted):
    """One party's stance. ``labels`` are names of the matter with the source that uses each.

    ``sharing`` is whose it is by its words; ``line`` are the acts by which they take a stand ("support",
    "condemn"), and empty where they only tell that the matter was spoken of.
    """

    id: str
    party: Party
    holder: str | None
    stance: str
    sharing: Sharing
    line: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """An issue with what each side says of it, and what both are said to share."""

    issue: str
    name: str
    left: tuple[StanceRow, ...]
    right: tuple[StanceRow, ...]
    joint: tuple[StanceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow(Noted):
    id: str
    measure: Measure
    subject: str
    value: str | None
    unit: str | None
    scope: str | None
    period: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow(Noted):
    """A head of state on a visit: ``guest`` is the side that travelled; who did may not be ``named``."""

    id: str
    when: When
    date_text: str
    guest: Party
    host: Party
    who: str
    where: str
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    kind: EngagementKind
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow(Noted):
    """A count that a source makes, beside the ledger's own over the same time."""

    engagement: str
    said: int
    written: str
    since: dt.date | None
    until: dt.date | None
    counted: tuple[Tally, ...]
    total: int
    text: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow(Noted):
    """A value in dispute, with who says it and how many of them speak for themselves; ``code`` is the value
    as the ledger has it, ``value`` in English."""

    value: str
    voices: int
    sources: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """Something that sources tell in several ways; ``what`` says it in words.

    ``kind`` and ``standing`` are those of ``dragoman.desk.differ.rows``. ``silent`` are sources that leave it
    out. ``one_voice``: those who differ are copies of one text.
    """

    id: str
    kind: str
    standing: str
    subject: str
    property: str
    what: str
    values: tuple[ValueRow, ...]
    silent: tuple[str, ...] = ()
    one_voice: bool = False


class DoubtKind(StrEnum):
    """What the machine leaves open."""

    UNDATED = "undated"  # a contact without a date
    ONE_SIDED = "one sided"  # a contact of which only one side is known
    DOUBLE = "double"  # two things that may be one: a proposal that waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtRow(Noted):
    """Something left open. ``engagements`` are those meant, ``people`` the names of those who may be one;
    ``score`` is the machine's. ``text`` says it in English."""

    kind: DoubtKind
    text: str
    engagements: tuple[EngagementRow, ...] = ()
    people: tuple[Named, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Noted):
    """A level, the consultations or a body whose rhythm is broken: see ``dragoman.desk.cadence``. One of
    ``level`` and ``name`` is given, or neither for the political consultations."""

    level: Level | None
    name: Named | None
    standing: str
    last: When
    expected: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """The state of relations in figures. ``contacts`` counts what is done on one visit once, ``high`` those
    at minister level or above, ``recent`` those of the last twelve months; ``passed`` are plans whose day has
    passed without a report, ``live`` instruments signed, concluded, in force or updated. ``notes`` has the
    first words of every contact."""

    last: EngagementRow | None
    next: EngagementRow | None
    contacts: int
    first: PartialDate | None
    high: int
    recent: int
    undated: int
    passed: int
    instruments: int
    live: int
    latest: InstrumentRow | None
    late_commitments: int
    overdue: tuple[Overdue, ...]
    notes: tuple[Note, ...]


class NewsKind(StrEnum):
    """What can be new since a day; the weightiest first."""

    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"
    STATUS = "status"  # of an instrument
    FATE = "fate"  # what became of a plan
    COMMITMENT = "commitment"
    SLIP = "slip"  # a deadline moved
    WORDING = "wording"  # of a position
    POSITION = "position"
    CORRECTION = "correction"  # a person put a reading right
    REJECTION = "rejection"  # a person struck it out


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow(Noted):
    """One thing that is new. Of ``engagement``, ``instrument``, ``commitment`` and ``stance`` the one that it
    is about is given; ``old`` and ``new`` are the values of what changed: statuses, dates, or words;
    ``before`` are the words of the earlier wording. ``author`` and ``day`` are of what a person decided."""

    kind: NewsKind
    importance: float
    engagement: EngagementRow | None = None
    instrument: InstrumentRow | None = None
    commitment: CommitmentRow | None = None
    stance: StanceRow | None = None
    issue: str | None = None
    old: str | None = None
    new: str | None = None
    before: Named | None = None
    field: str | None = None
    author: str | None = None
    day: dt.date | None = None


class PressKind(StrEnum):
    """What may be said in public."""

    JOINT = "joint"  # a position that both are said to share
    AGREED = "agreed"  # words of a joint text, or an undertaking of both
    SAID = "said"  # what one side says of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class PressRow(Noted):
    """Public words of one party or of both: ``quote`` is the first of the notes.

    ``official``: printed by an organ of one of the two; else a newspaper or agency reports them.
    """

    kind: PressKind
    parties: tuple[Party, ...]
    holder: str | None
    issue: str | None
    official: bool

    @property
    def quote(self) -> Note:
        return self.notes[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The relations of two parties as known on a day. Empty sections mean that nothing is known.

    ``news`` is what is new since the day ``since``. ``press`` may be used in public; all else is background.
    ``bases`` are the ways in which parties and roles are known that the documents do not say.
    ``instruments`` are between the two; ``frames`` are resolutions and the like that documents on them cite.
    ``assessment`` is there where it was asked for: charts are made of it.
    """

    left: Party
    right: Party
    left_name: str
    right_name: str
    on: dt.date
    since: dt.date
    bases: tuple[PartyBasis, ...]
    state: StateRow
    news: tuple[NewsRow, ...]
    press: tuple[PressRow, ...]
    last_contacts: tuple[EngagementRow, ...]
    planned: tuple[EngagementRow, ...]
    engagements: tuple[EngagementRow, ...]
    instruments: tuple[InstrumentRow, ...]
    frames: tuple[InstrumentRow, ...]
    bodies: tuple[BodyRow, ...]
    commitments: tuple[CommitmentRow, ...]
    intents: tuple[CommitmentRow, ...]
    issues: tuple[IssueRow, ...]
    indicators: tuple[IndicatorRow, ...]
    visits: tuple[VisitRow, ...]
    reciprocity: tuple[Line, ...]
    counts: tuple[CountRow, ...]
    conflicts: tuple[ConflictRow, ...]
    unresolved: tuple[DoubtRow, ...]
    coverage: Coverage
    assessment: Assessment | None = None
