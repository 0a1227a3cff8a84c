"""What an officer rules of a commitment: how far it was kept. Appended, never in place of earlier words.

A ruling is kept with the words that it is about, by the record and by the place of the record in its
document, so that it is found again when a newer reading cuts the words otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.judgement import MACHINE, utc
from dragoman.model.record import Evidence, Party


class Mark(StrEnum):
    """How far a commitment was kept.

    The first three are the scores of the G20 Research Group's compliance method: full compliance, partial or
    in progress, none or the opposite. The other two are no scores: nothing is publicly known, which is never
    a failure, and it is too early to ask.
    """

    KEPT = "+1"
    PARTLY = "0"
    NOT_KEPT = "-1"
    NO_EVIDENCE = "no public evidence"
    PENDING = "pending"


RULED = (Mark.KEPT, Mark.PARTLY, Mark.NOT_KEPT, Mark.NO_EVIDENCE)
"""The marks that a person can give: whether it is too early to ask, the calendar says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """That one party, or with ``party`` None every party, kept a commitment so far: ``mark``.

    ``record`` is the record that the ruling was made on and ``words`` are its own. Of several on one
    commitment and party the latest live one is on top. Moments are kept in UTC.
    """

    record: str
    words: Evidence
    mark: Mark
    author: str
    made_at: dt.datetime
    party: Party | None = None
    reason: str = ""
    retracted_at: dt.datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not self.record.startswith("com-"):
            raise InvalidRecord(f"{self.record!r} is not the id of a commitment")
        if self.mark not in RULED:
            raise InvalidRecord(f"a ruling is {', '.join(RULED)}, not {self.mark.value!r}")
        if not self.author.strip() or self.author == MACHINE:
            raise InvalidRecord("a ruling is a person's, and names who made it")
        object.__setattr__(self, "made_at", utc(self.made_at))
        if self.retracted_at is not None:
            object.__setattr__(self, "retracted_at", utc(self.retracted_at))
        side = (self.party.kind.value, self.party.code) if self.party else ()
        made = self.made_at.isoformat()
        identity = content_id("rul", self.record, self.mark.value, side, self.author, made, self.reason)
        if self.id and self.id != identity:
            raise InvalidRecord(f"the id {self.id} does not belong to this ruling")
        object.__setattr__(self, "id", identity)

    @property
    def act(self) -> tuple[str, dt.datetime]:
        """Who and when: what one command rules on the reports of one commitment shares it."""
        return self.author, self.made_at
