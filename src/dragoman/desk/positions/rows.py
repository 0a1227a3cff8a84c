"""What an answer on positions consists of. Every statement stands on words; segments point into documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT
from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Noted
from dragoman.model.ledger import Report
from dragoman.model.record import Party
from dragoman.model.text import Span
from dragoman.model.time import When


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSettings:
    """What the answer on positions may be told.

    ``reworded``: the greatest distance of two statements whose words are compared; those further apart are
    two statements, of which a comparison word by word would show nothing. ``alike``: the greatest distance of
    statements on matters without a name of the gazetteer that are taken to be on one matter.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    reworded: Annotated[float, Field(strict=True, ge=0, le=1)] = 0.6
    alike: Annotated[float, Field(strict=True, ge=0, le=1)] = 0.5


class Sharing(StrEnum):
    """Whose a position is."""

    OWN = "own"  # one party's
    JOINT = "joint"  # the words say that the parties hold it together
    UNCLEAR = "unclear"  # read as several parties', but the words do not say that each of them holds it


class SegmentKind(StrEnum):
    KEPT = "kept"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Words that two statements share, or that one of them has alone.

    ``before`` and ``after`` are where they stand in the document of the earlier and of the later statement;
    None where that statement lacks them. ``words`` are those of the later one where both have them.
    """

    kind: SegmentKind
    words: str
    before: Span | None
    after: Span | None


class ChangeKind(StrEnum):
    """How a statement stands to the one before it."""

    REWORDED = "reworded"  # near enough to be compared word by word
    OTHER_WORDS = "other words"  # of one language, and too far apart for it
    OTHER_LANGUAGE = "another language"  # words of two languages are never compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement beside an earlier one of the same holder, or else of the same party, and of another voice.

    ``before`` is that statement's id: the last that is near in wording, or else the last. ``same_holder``
    tells whether one and the same person, or the party without any, made both. ``same_day``: both are of one
    day, so that the difference may be one between reports rather than a change over time. ``distance`` is
    1 − 2·kept ÷ (words before + words after), from 0 (the same words) to 1 (no word in common, in this
    order): the normalised indel distance over words; None across languages. ``segments`` are empty unless it
    is REWORDED. ``line_before`` is what words of stance the earlier had, where these differ; else None.
    """

    kind: ChangeKind
    before: str
    same_holder: bool
    same_day: bool
    distance: float | None = None
    segments: tuple[Segment, ...] = ()
    line_before: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Noted):
    """The name that a source gives a disputed matter, in its own words."""

    label: str
    source: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One telling: when it was said or else published, where, and on which record it stands."""

    record_id: str
    document_id: str
    source: str
    when: When
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Noted):
    """What a holder says on an issue, in words of one language, with every telling of it.

    ``person`` is who said it, None where no one person is named. ``line`` are the words of stance found in it
    ("supports", "calls for"), in the order of the text: what a pack's cues mean, not a reading of the whole;
    empty where there are none. ``when`` is the first day on which it was said, or else published. Repeats in
    the same words are among ``said``, and so are copies and translations of one text, which are one voice.
    ``shared_with`` are the other parties of a joint or unclear one. ``issues`` are all that the words name.
    """

    id: str
    party: Party
    person: str | None
    issue: str
    issues: tuple[str, ...]
    stance: str
    quote: str
    lang: str
    sharing: Sharing
    shared_with: tuple[Party, ...]
    line: tuple[str, ...]
    label: str | None
    labels: tuple[Label, ...]
    when: When
    said: tuple[Said, ...]
    voices: int
    change: Change | None
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The statements of one party on one issue in order of time: its own, joint ones, or unclear ones.

    ``name`` is the neutral name of the gazetteer, or the document's own words where it has none (``listed``
    is then False). ``labels`` are what each source calls the matter.
    """

    party: Party
    issue: str
    name: str
    listed: bool
    disputed: bool
    sharing: Sharing
    statements: tuple[Statement, ...]
    labels: tuple[Label, ...]

    @property
    def stands(self) -> bool:
        """Whether any statement has a word of stance; where none has, they may be no positions."""
        return any(one.line for one in self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Where one party, or each of two, stands as known on a day: by issue, own ones before joint ones."""

    parties: tuple[Party, ...]
    on: dt.date
    threads: tuple[Thread, ...]
    coverage: Coverage
