"""Evidence for and against -> one score from 0 to 1 -> one of three bands.

Score: 1 / (1 + e^-S), where S is the sum of weight × value over the features that have something to compare.
Weights are log-odds, as in the record linkage of Fellegi and Sunter (1969); a value runs from -1 (against)
to 1 (for). With nothing to compare the score is one half.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dragoman.model.judgement import Matter, Reason, Verdict

T = TypeVar("T")
Feature = Callable[[T, T], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """What merging may be told; every weight and threshold can be set.

    ``same`` and ``proposed`` are the least scores of their bands; below both, two things are apart.
    ``copied`` is the share of the shorter text's word runs that makes it a copy or an excerpt, and
    ``similar`` the share from which a copy is proposed. ``slack_days``: how far apart two reports of one
    event may date it. ``near_days``: how long after an event that it does not date a report appears.
    ``weights`` replaces the weight of a feature, named like ``person.party``.
    """

    same: float = 0.8
    proposed: float = 0.6
    copied: float = 0.6
    similar: float = 0.35
    slack_days: int = 2
    near_days: int = 10
    weights: Mapping[str, float] = field(default_factory=dict)

    def verdict(self, score: float) -> Verdict:
        """The band that a score falls into."""
        if score >= self.same:
            return Verdict.SAME
        return Verdict.PROPOSED if score >= self.proposed else Verdict.APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of comparing two things: the score, and the value of each feature of the table in its order,
    None where it found nothing to compare."""

    score: float
    values: tuple[float | None, ...]


class Scales(Generic[T]):
    """The features of one matter with the weights that the settings give them."""

    def __init__(
        self, matter: Matter, features: Sequence[tuple[Feature[T], float]], settings: MergeSettings
    ) -> None:
        named = [(function, f"{matter.value}.{function.__name__}", usual) for function, usual in features]
        self._table = [(function, settings.weights.get(name, usual)) for function, name, usual in named]

    def weigh(self, left: T, right: T) -> Compared:
        """Compare two things by all features."""
        values: list[float | None] = []
        total = 0.0
        for function, weight in self._table:
            value = function(left, right)
            if value is None:
                values.append(None)
                continue
            total += weight * value
            values.append(round(value, 4))
        return Compared(score=logistic(total), values=tuple(values))

    def reasons(self, values: Sequence[float | None]) -> tuple[Reason, ...]:
        """What made up a score: every feature that found something, in the order of the table."""
        return tuple(
            Reason(feature=function.__name__, value=value, weight=weight)
            for (function, weight), value in zip(self._table, values, strict=True)
            if value is not None
        )


def logistic(total: float) -> float:
    """Log-odds -> a score from 0 to 1, to four digits so that it is the same on every machine."""
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)
