"""Who took decisions back, when and why.

Nothing in a ledger depends on it: that they are taken back is told by the decisions themselves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.errors import InvalidRecord
from dragoman.model.judgement import MACHINE, utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """That somebody took back a decision, or several at once. Moments are kept in UTC."""

    author: str
    made_at: dt.datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.author.strip() or self.author == MACHINE:
            raise InvalidRecord("who takes a decision back is a person, and named")
        object.__setattr__(self, "made_at", utc(self.made_at))
