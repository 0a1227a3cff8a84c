"""What the register of an instrument consists of. Every row stands on notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.bodies.rows import Founding
from dragoman.desk.notes import Noted
from dragoman.model.ledger import LedgerInstrument
from dragoman.model.record import InstrumentStatus
from dragoman.model.time import UNDATED, When


class TermState(StrEnum):
    """Whether an instrument holds by its own words, as of the day of asking."""

    NOT_SAID = "not said"
    RUNNING = "running"
    RENEWS = "renews"  # the day is past or to come, and the words say that it goes on by itself
    PAST = "past"  # nobody says that it was prolonged


class Use(StrEnum):
    """Whether anything was done since an instrument came about."""

    ACTIVE = "active"
    DORMANT = "dormant"  # nothing known since
    NOT_YET = "not yet"  # planned or proposed, so far as is known
    UNKNOWN = "unknown"  # nothing tells when it came about


class Link(StrEnum):
    """How something done since belongs to an instrument; the surest first."""

    NAMED = "named"
    BODY = "body"  # of the body that it created
    AREA = "area"  # between all its parties, in one of its areas


class ActivityKind(StrEnum):
    ENGAGEMENT = "engagement"
    COMMITMENT = "commitment"
    REPORT = "report"  # a document that speaks of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Noted):
    """Something after the date of an instrument. ``on`` is its day, or the day of the document that tells it
    where it has none; a month or year counts as its first day. ``areas`` are those in common."""

    kind: ActivityKind
    link: Link
    id: str
    text: str
    when: When
    on: dt.date
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRow(Noted):
    """A status, and the date of the first document that tells it (ISO 8601), empty where none is dated."""

    status: InstrumentStatus
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Noted):
    """Another instrument of the same title, kind and parties."""

    instrument: str
    title: str
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEntry(Noted):
    """The register of one instrument. ``since`` is the day from which activity counts; ``activity`` is latest
    first, and ``last`` its latest day."""

    instrument: LedgerInstrument
    life: tuple[LifeRow, ...]
    expires: When = UNDATED
    term: TermState
    created: tuple[Founding, ...]
    earlier: tuple[Version, ...]
    later: tuple[Version, ...]
    since: dt.date | None
    use: Use
    activity: tuple[Activity, ...]

    @property
    def last(self) -> dt.date | None:
        """The day of the latest activity."""
        return self.activity[0].on if self.activity else None

    def count(self, link: Link) -> int:
        """How much of the activity is of this kind of link."""
        return sum(1 for one in self.activity if one.link is link)
