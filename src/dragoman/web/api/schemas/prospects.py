"""The assessment of a relationship, and avenues."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.desk.assessment.changes import Cause
from dragoman.desk.assessment.compare import Unlike
from dragoman.desk.assessment.direction import Direction as MomentumDirection
from dragoman.desk.assessment.momentum import DayUsed, LeftOut
from dragoman.desk.assessment.rows import Component, ItemKind, Unknown
from dragoman.desk.assessment.rows import Label as AreaLabel
from dragoman.desk.assessment.settings import MomentumSettings, ScorecardSettings
from dragoman.desk.avenues.facts import Basis, Caveat, Ground, IndexName, Missing, Verdict
from dragoman.desk.avenues.facts import Kind as AvenueKind
from dragoman.model.record import Level, Measure
from dragoman.model.text import EngagementKind
from dragoman.web.api.schemas.dealings import Numbers
from dragoman.web.api.schemas.shared import (
    Code,
    Coverage,
    Day,
    Footnote,
    Id,
    NamedParty,
    Note,
    Shape,
    When,
)


class Settings(Shape):
    scorecard: ScorecardSettings
    momentum: MomentumSettings


class Item(When):
    id: str
    kind: ItemKind
    what: str
    state: str
    step: float | None
    notes: Numbers


class Score(Shape):
    """A component from 0 to 4; null where it is not known, and then ``unknown`` says why."""

    component: Component
    score: int | None
    unknown: Unknown | None
    rule: str | None
    figure: float | None
    items: list[Item]


class Area(Shape):
    area: str
    label: AreaLabel | None
    vector: list[int | None]
    scores: list[Score]


class TradeShares(Shape):
    year: int
    value_usd: float
    basis: list[Basis]
    files: list[str]


class MovedItem(Item):
    cause: Cause
    step_before: float | None


class ComponentChange(Shape):
    component: Component
    before: int | None
    score: int | None
    moved: list[MovedItem]


class AreaChange(Shape):
    area: str
    label_before: AreaLabel | None
    label: AreaLabel | None
    components: list[ComponentChange]


class MomentumPoint(Shape):
    day: Day
    total: float
    forth: float
    back: float
    joint: float


class Term(When):
    """One engagement's part of momentum: Goldstein weight x weight x age."""

    id: Id
    others: list[Id]
    kind: EngagementKind
    what: str
    act: str
    cameo: str
    level: Level | None
    day: Day
    day_used: DayUsed
    age_days: int
    direction: MomentumDirection
    goldstein: float
    weight: float
    contribution: float
    notes: Numbers


class LeftOutOfMomentum(When):
    id: Id
    kind: EngagementKind
    what: str
    reason: LeftOut
    notes: Numbers


class Momentum(Shape):
    now: MomentumPoint
    before: MomentumPoint
    change: float
    terms: list[Term]
    omitted: list[LeftOutOfMomentum]
    series: list[MomentumPoint]


class Assessment(Shape):
    """The scorecard of every area, what moved in it, and momentum. ``against`` has the other pair's."""

    version: Literal[1]
    on: Day
    parties: list[NamedParty]
    settings: Settings
    components: list[Component]
    areas: list[Area]
    general: list[Item]
    trade: TradeShares | None
    since: Day | None
    changes: list[AreaChange] | None
    coverage_then: Coverage | None
    momentum: Momentum
    against: Assessment | None = None
    unlike: list[Unlike] | None = None
    notes: list[Footnote]
    coverage: Coverage


class AvenueScore(Shape):
    value: float
    weight: float
    strength: float
    bonus: float
    penalty: float


class Figure(Shape):
    name: str
    value: float
    unit: str | None
    basis: Basis | None


class AvenueTold(Shape):
    rank: int
    id: str
    kind: AvenueKind
    heading: str
    why: str
    area: str | None
    score: AvenueScore
    figures: list[Figure]
    caveats: list[Caveat]
    notes: list[Note]


class TradeAvenue(AvenueTold):
    """A product that one could sell the other."""

    exporter: Code
    importer: Code
    product: str
    product_name: str
    year: int
    files: list[str]


class LedgerAvenue(AvenueTold):
    """An avenue that the documents show."""

    subject: str
    since: Day | None
    others: list[Annotated[list[Code], Field(min_length=2, max_length=2)]]
    record_ids: list[Id]


class Index(Shape):
    """A figure with what it is made of, or with the reason for which it cannot be computed."""

    name: IndexName
    value: float | None
    missing: Missing | None
    parts: list[Figure]


class Mirror(Shape):
    exporter_says: float | None
    importer_says: float | None
    ratio: float | None
    reconciled: float | None


class Flow(Shape):
    exporter: Code
    importer: Code
    value: float | None
    used: Basis | None
    mirror: Mirror
    indices: list[Index]


class YearTotal(Mirror):
    year: int
    exporter: Code
    importer: Code


class Check(Shape):
    """A figure that documents claim, beside those of the trade files."""

    id: Id
    verdict: Verdict
    reason: Ground
    text: str
    measure: Measure
    subject: str
    value: str | None
    unit: str | None
    scope: str | None
    group: str | None
    year: int | None
    year_stated: bool
    figures: list[Figure]
    notes: list[Note]


class Avenues(Shape):
    """New avenues of cooperation, best first."""

    version: Literal[1]
    on: Day
    parties: list[Code]
    year: int | None
    missing: Missing | None
    digits: int | None
    revisions: list[str]
    reporters: int
    directions: list[Flow]
    history: list[YearTotal]
    intra_industry: Index | None
    avenues: list[TradeAvenue | LedgerAvenue]
    checks: list[Check]
    trade: Annotated[None, Field(description="The web application brings no trade files.")]
    coverage: Coverage
