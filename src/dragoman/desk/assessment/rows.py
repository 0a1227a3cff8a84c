"""What a scorecard consists of: areas, components from 0 to 4, and the items that made each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.assessment.trading import TradeShares
from dragoman.desk.coverage import Coverage
from dragoman.desk.notes import Noted
from dragoman.errors import InvalidRecord
from dragoman.model.record import Party
from dragoman.model.time import When


class Component(StrEnum):
    """What is scored in every area, in this order."""

    LEGAL_BASIS = "legal basis"
    INSTITUTION = "institution"
    ACTIVITY = "recent activity"
    DELIVERY = "delivery"
    TRADE_SHARE = "trade share"
    PRIORITY = "stated priority"
    EVIDENCE = "evidence"


class Label(StrEnum):
    """The state of an area in a word; see ``dragoman.desk.assessment.scorecard.label``."""

    WORKING = "working"
    DORMANT = "dormant"
    DECLARED_ONLY = "declared only"
    UNTAPPED = "untapped"


class Unknown(StrEnum):
    """Why a component has no score."""

    NOTHING_READ = "nothing read"
    NO_COMMITMENT = "no commitment in the area"
    NO_EVIDENCE = "no public evidence, or too early"
    NO_TRADE_DATA = "no trade data on the two"
    NO_GOODS = "no goods of its own"


class ItemKind(StrEnum):
    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"
    BODY = "body"
    COMMITMENT = "commitment"
    VOICE = "voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Noted):
    """One thing that bears on a component. ``step`` is the score to which it alone would bring it, or of
    delivery what the docket gives it (-1 to 1; None where there is no public evidence).

    ``what`` is its name or kind, and ``state`` what of it counts: the status of an instrument, the last
    session of a body. ``members`` are the ids of the records that it was made of, which stay the same when
    the ledger grows.
    """

    id: str
    kind: ItemKind
    what: str
    state: str
    when: When
    step: float | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A component of an area: 0 to 4, or ``unknown`` and why. ``items`` made it, those that bring most first.

    ``figure`` is the number behind it, where there is one: the share of trade, the mean of the docket's
    scores.
    """

    component: Component
    score: int | None
    unknown: Unknown | None = None
    figure: float | None = None
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        if (self.score is None) == (self.unknown is None):
            raise InvalidRecord("a component has a score, or a reason why it has none")
        if self.score is not None and not 0 <= self.score <= 4:
            raise InvalidRecord(f"{self.component.value}: {self.score} is not from 0 to 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One area: its vector, in the order of ``Component``; ``label`` is None where nothing was read."""

    area: str
    scores: tuple[Score, ...]
    label: Label | None

    def of(self, component: Component) -> Score:
        """The score of one component."""
        return next(score for score in self.scores if score.component is component)

    @property
    def vector(self) -> tuple[int | None, ...]:
        """The seven numbers; None is "not known", which is not 0."""
        return tuple(score.score for score in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Every area of the relations of two parties on a day.

    ``general`` are the instruments and bodies of the two whose names tell of no area: they stand beside the
    areas and count in none. ``settings`` are the thresholds used, and ``trade`` the figures behind the trade
    shares, None where there are none.
    """

    parties: tuple[Party, Party]
    on: dt.date
    rows: tuple[AreaRow, ...]
    general: tuple[Item, ...]
    settings: ScorecardSettings
    coverage: Coverage
    trade: TradeShares | None = None

    def area(self, name: str) -> AreaRow:
        """The row of an area; KeyError where there is none of that name."""
        for row in self.rows:
            if row.area == name:
                return row
        raise KeyError(name)
