"""What the answer on avenues may be told: the table ``[desk.avenues]`` of a settings file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from dragoman.config import STRICT

Weight = Annotated[float, Field(strict=True, ge=0, le=1)]
Amount = Annotated[float, Field(strict=True, ge=0)]
Positive = Annotated[float, Field(strict=True, gt=0)]
Count = Annotated[int, Field(strict=True, ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvenueSettings:
    """Weights and thresholds; see ``dragoman.desk.avenues.ranking`` for how the weights rank.

    Weights, from 0 to 1: how much each kind of avenue counts at its strongest; ``declared_bonus`` is added
    to goods of an area that both sides have named, and ``mirror_penalty`` taken off where the two sides'
    figures are further apart than ``mirror_low`` to ``mirror_high`` (importer's over exporter's).

    Halves: what gives half of the full strength. ``half_gap`` is a share of the trade of the two,
    ``half_voices`` a number of independent sources, ``half_idle_days`` a number of days, ``half_pairs`` a
    number of other pairs.

    Thresholds: ``advantage`` is the RCA from which an exporter is a proven supplier; ``min_gap_usd`` the
    least gap that is told; ``near`` the share of a country's products without an advantage that lie further
    from what it exports than those told; ``goods`` how many products of each kind and direction are told.
    ``idle_days`` is the time without activity from which an instrument or body is told of.
    ``world_reporters`` is how many must report before their exports stand for the world's.
    ``digits`` is the level of detail, 0 for the finest that all needed figures have. ``prefer`` is whose
    report a figure between the two is, where both report.

    Claims: a value is confirmed within ``tolerance`` of one of the figures, as a share of it;
    ``rank_partners`` is how many partners must be in a file without a total before they can be ranked, and
    ``rank_cover`` the share of the total that they must make up where there is one.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    export_potential: Weight = 1.0
    near_product: Weight = 0.5
    declared: Weight = 0.8
    idle_instrument: Weight = 0.6
    others_have: Weight = 0.5
    idle_body: Weight = 0.7
    declared_bonus: Weight = 0.2
    mirror_penalty: Weight = 0.3
    mirror_low: Positive = 0.5
    mirror_high: Positive = 2.0
    half_gap: Positive = 0.05
    half_voices: Positive = 2.0
    half_idle_days: Positive = 730.0
    half_pairs: Positive = 2.0
    advantage: Positive = 1.0
    min_gap_usd: Amount = 100_000.0
    near: Weight = 0.9
    goods: Count = 10
    idle_days: Count = 730
    world_reporters: Count = 50
    digits: Literal[0, 2, 4, 6] = 0
    prefer: Literal["exporter", "importer"] = "exporter"
    tolerance: Weight = 0.1
    rank_partners: Count = 20
    rank_cover: Weight = 0.9
