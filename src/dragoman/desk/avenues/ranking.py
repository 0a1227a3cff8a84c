"""How avenues of all kinds come into one order.

score = weight × strength × (1 + bonus) × (1 - penalty), at most 1. The weight is that of the kind, from the
settings. The strength, from 0 to 1, is x / (x + half), half being the x that gives one half:

- export potential: x is the gap, half a share of all trade of the two (``half_gap``);
- product within reach: the same with the gap that an average exporter of its size would have, times density;
- declared by both, no instrument: x is the number of independent sources (``half_voices``);
- instrument without activity, body without sessions: x is the days since the last (``half_idle_days``);
- others have an instrument: x is the number of other pairs that have one (``half_pairs``).

The bonus is for goods of an area that both sides have named; the penalty for figures on which they are far
apart. The form is ours: it makes kinds comparable that have no common unit, and every part of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.avenues.facts import Avenue, Kind, Score
from dragoman.desk.avenues.settings import AvenueSettings


def weight_of(kind: Kind, settings: AvenueSettings) -> float:
    return {
        Kind.EXPORT_POTENTIAL: settings.export_potential,
        Kind.NEAR_PRODUCT: settings.near_product,
        Kind.DECLARED: settings.declared,
        Kind.IDLE_INSTRUMENT: settings.idle_instrument,
        Kind.OTHERS_HAVE: settings.others_have,
        Kind.IDLE_BODY: settings.idle_body,
    }[kind]


def scored(
    kind: Kind,
    x: float,
    half: float,
    settings: AvenueSettings,
    *,
    times: float = 1.0,
    bonus: float = 0.0,
    penalty: float = 0.0,
) -> Score:
    """The score of an avenue of this kind, of strength ``times`` · x / (x + half)."""
    strength = times * x / (x + half) if x > 0 else 0.0
    return Score(weight=weight_of(kind, settings), strength=strength, bonus=bonus, penalty=penalty)


def ranked(avenues: Iterable[Avenue]) -> tuple[Avenue, ...]:
    """The highest score first; ids break ties, so that the order is always the same."""
    return tuple(sorted(avenues, key=lambda avenue: (-avenue.score.value, avenue.id)))
