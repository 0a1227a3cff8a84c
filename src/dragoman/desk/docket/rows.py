"""The docket's answer: facts alone. How they are put into words is for the exporters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Note, Noted
from dragoman.model.judgement import Reason
from dragoman.model.ledger import Joining, Report
from dragoman.model.record import Party, Strength
from dragoman.model.ruling import Mark, Ruling
from dragoman.model.time import When


class Polarity(StrEnum):
    """What a piece of evidence says of a promise."""

    FOR = "for"
    PROGRESS = "in progress"
    AGAINST = "against"


class EvidenceKind(StrEnum):
    """What the evidence is."""

    EVENT = "event"  # something that took place, or that was put off, called off or denied
    INSTRUMENT = "instrument"  # a status of an instrument
    FIGURE = "figure"
    SAYING = "saying"  # what somebody says of it: no fact


class Credit(StrEnum):
    """Whose word a piece of evidence is."""

    OTHERS = "others"  # a source that is none of the parties' own tells it
    OWN = "own"  # none but organs and agencies of those who promised
    UNKNOWN = "unknown"  # nobody knows whose the sources are


class Discount(StrEnum):
    """Why evidence is shown but does not count."""

    SELF_PRAISE = "a party's own assessment"
    OWN_WORD = "one side's deed on its own word alone"


class ToBasis(StrEnum):
    """How it is known to whom something was promised."""

    STATED = "stated"  # the words of the promise name them
    INFERRED = "inferred"  # the only other party of the dealings in the document
    MUTUAL = "mutual"  # those who promise, to each other


class Rule(StrEnum):
    """The rule that gave a proposed score; see ``dragoman.desk.docket.score``."""

    DELIVERED = "delivered"
    DELIVERED_LATE = "delivered after the deadline"
    REVERSED = "called off, denied or ended, and nothing since"
    DISPUTED = "sources differ on whether it was done"
    UNDER_WAY = "under way"
    PUT_OFF = "put off, and the deadline has passed"
    WAITING = "put off, and the new deadline is ahead"
    TOO_EARLY = "before the deadline, no evidence yet"
    TOO_EARLY_UNDATED = "no deadline, and told within the last cycle"
    SILENT = "no evidence in later documents"
    UNREAD = "no later document on the parties was read"
    NOT_CHECKABLE = "an intent that names nothing to look for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Noted):
    """A deadline as told: ``told`` is when, as ISO 8601, None where the document has no date. ``days`` is by
    how much it moved from the deadline told before, negative where it came forward, None for the first."""

    when: When
    written: str | None
    told: str | None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced(Noted):
    """A candidate for evidence: ``id`` is that of the ledger. ``parties`` are those for whom it tells.

    ``final`` is what can only be against for good: called off, denied, ended; not what was put off. ``joint``
    is what no party does alone. ``score`` is the sum of value × weight over ``reasons``.
    """

    id: str
    kind: EvidenceKind
    polarity: Polarity
    when: When
    parties: tuple[Party, ...]
    joint: bool
    final: bool
    credit: Credit
    discount: Discount | None
    score: float
    reasons: tuple[Reason, ...]

    @property
    def counts(self) -> bool:
        """Whether it counts for the proposed score."""
        return self.discount is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyScore:
    """What is proposed for one party, by which rule, on which evidence (ids). ``days_late`` is against the
    last deadline, where that was passed."""

    party: Party
    mark: Mark
    rule: Rule
    evidence: tuple[str, ...] = ()
    days_late: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingRow:
    """An officer's ruling. ``later``: it was made after the day of asking."""

    ruling: Ruling
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a promise stands for a party: by the latest ruling made by the day of asking, else as proposed."""

    party: Party
    mark: Mark
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Noted):
    """One commitment on the docket. ``due`` is the deadline told last and ``deadlines`` all in the order of
    telling; ``told`` when it was first promised. ``later_documents`` are the documents on the parties that
    appeared since and were read: where there are none, silence means nothing."""

    id: str
    who: tuple[Party, ...]
    what: str
    lang: str
    to: tuple[Party, ...]
    to_basis: ToBasis | None
    strength: Strength
    due: When
    due_text: str | None
    deadlines: tuple[Deadline, ...]
    overdue: bool
    told: str | None
    areas: tuple[str, ...]
    voices: int
    evidence: tuple[Evidenced, ...]
    proposed: tuple[PartyScore, ...]
    rulings: tuple[RulingRow, ...]
    standing: tuple[Standing, ...]
    later_documents: int
    joined: tuple[Joining, ...]
    reports: tuple[Report, ...]

    @property
    def slips(self) -> int:
        """How often the deadline moved back."""
        return sum(1 for deadline in self.deadlines if deadline.days is not None and deadline.days > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRuling:
    """A ruling on words that no commitment of the ledger has any more; ``note`` if the document is there."""

    ruling: Ruling
    note: Note | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """Commitments as of a day, overdue first."""

    on: dt.date
    parties: tuple[Party, ...]
    entries: tuple[Entry, ...]
    lost: tuple[LostRuling, ...]
    coverage: Coverage
