"""What a brief consists of. Every row stands on notes; rows of several rows consist of such."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.desk.notes import Line, Noted, Remark
from dragoman.model.ledger import Outcome
from dragoman.model.record import BodyKind, InstrumentKind, InstrumentStatus, Level, Measure, Party, Strength
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import When


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow(Noted):
    """An engagement. ``differs`` names the properties on which sources disagree; ``remark`` is ours.

    ``fate`` is what had become, by the day of the brief, of what was planned; None where nothing tells of a
    plan. The remark says it in words, with both dates where it was not held as planned.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow(Noted):
    """An instrument, and its ``history``: the status that each document gives it, oldest first."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(Noted):
    number: int
    when: When
    date_text: str
    where: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow(Noted):
    id: str
    who: tuple[Party, ...]
    what: str
    strength: Strength
    due: When
    due_text: str | None
    overdue: bool
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceRow(Noted):
    """One party's stance. ``labels`` are names of the matter with the source that uses each."""

    id: str
    party: Party
    holder: str | None
    stance: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow(Noted):
    """A value in dispute, with who says it and how many of them speak for themselves."""

    value: str
    voices: int
    sources: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The relations of two parties as known on a day. Empty sections mean that nothing is known.

    ``legend`` explains the signs on parties and roles that the documents do not say.
    ``instruments`` are between the two; ``frames`` are resolutions and the like that documents on them cite.
    """

    left: Party
    right: Party
    left_name: str
    right_name: str
    on: dt.date
    legend: tuple[Remark, ...]
    state: tuple[Line | Remark, ...]
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
    unresolved: tuple[Line, ...]
    coverage: tuple[Remark, ...]
