"""Commitments, positions, disagreements."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.desk.differ.rows import Kind as DisagreementKind
from dragoman.desk.differ.rows import Standing as DisagreementStanding
from dragoman.desk.docket.rows import Credit, Discount, EvidenceKind, Polarity, ToBasis
from dragoman.desk.positions.rows import ChangeKind, SegmentKind, Sharing
from dragoman.model.record import Strength
from dragoman.model.ruling import Mark
from dragoman.model.text import EngagementKind
from dragoman.web.api.schemas.shared import Code, Date, Day, Id, Lang, Moment, Note, Report, Shape, When


class Deadline(When):
    written: str | None
    told: Date | None
    moved_days: int | None
    notes: list[Note]


class ProposedScore(Shape):
    """What the machine proposes for one party, by which rule, on which evidence."""

    party: Code
    score: Mark
    rule: str
    why: str
    evidence: list[Id]
    days_late: int | None


class Ruling(Shape):
    """What an officer ruled; ``party`` is null where it is on every party."""

    id: Id
    record_id: Id
    party: Code | None
    score: Mark
    by: str
    reason: str | None
    made_at: Moment
    undone_at: Moment | None
    after_on: Annotated[bool, Field(description="Made after the day of asking.")]


class ScoreStanding(Shape):
    party: Code
    score: Mark
    by: str | None


class Reason(Shape):
    feature: str
    value: float
    weight: float


class CommitmentEvidence(When):
    """What later documents tell of a promise; ``counts`` says whether it makes up the score."""

    id: Id
    kind: EvidenceKind
    polarity: Polarity
    parties: list[Code]
    source_is: Credit
    counts: bool
    not_counted_because: Discount | None
    score: float
    reasons: list[Reason]
    notes: list[Note]


class Joined(Shape):
    left: Id
    right: Id
    score: float
    reasons: list[Reason]


class Commitment(Shape):
    """Who undertook what by when, with what later documents tell of it."""

    id: Id
    who: list[Code]
    what: str
    lang: Lang
    to: list[Code]
    to_basis: ToBasis | None
    strength: Strength
    told: Date | None
    due: When
    due_text: str | None
    deadlines: list[Deadline]
    slips: int
    overdue: bool
    areas: list[str]
    proposed: list[ProposedScore]
    decisions: list[Ruling]
    standing: list[ScoreStanding]
    evidence: list[CommitmentEvidence]
    later_documents: int
    joined: list[Joined]
    voices: int
    reports: list[Report]


class IssueLabel(Shape):
    label: str
    source: str
    lang: Lang


class Said(When):
    record_id: Id
    document_id: Id
    source: str
    voice: Id


class TextSpan(Shape):
    start: int
    end: int


class Segment(Shape):
    kind: SegmentKind
    words: str
    before: TextSpan | None
    after: TextSpan | None


class PositionChange(Shape):
    """How a statement differs from the one before it, ``before``."""

    kind: ChangeKind
    before: Id
    same_holder: bool
    same_day: bool
    distance: float | None
    line_before: list[str] | None
    segments: list[Segment]


class Position(When):
    """A statement of where a party stands on an issue, and what changed since the one before."""

    id: Id
    who: Code
    holder: str | None
    issue: str
    issue_name: str
    issue_listed: bool
    issues: list[str]
    stance: str
    line: list[str]
    stands: bool
    joint: bool
    sharing: Sharing
    shared_with: list[Code]
    label: str | None
    labels: list[IssueLabel]
    lang: Lang
    said: list[Said]
    change: PositionChange | None
    voices: int
    reports: list[Report]


class VersionTold(Shape):
    value: str
    code: str
    voices: int
    further_voices: int
    sources: list[str]
    reports: list[Note]


class Tally(Shape):
    kind: EngagementKind
    number: int


class LedgerCount(Shape):
    """The ledger's own count beside a source's."""

    said: int
    total: int
    since: Day | None
    until: Day | None
    by_kind: list[Tally]
    text: str
    reports: list[Note]


class Disagreement(When):
    """What sources tell differently: every version with its words and its voices."""

    version: Literal[1]
    id: str
    kind: DisagreementKind
    standing: DisagreementStanding
    property: str
    subject: str
    text: str
    parties: list[Code]
    one_voice: bool
    values: list[VersionTold]
    left_out_by: list[str]
    counted: LedgerCount | None
