"""Whether a text is a copy of another or an excerpt of it: the word runs that they share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.merge.compare.engagements import Days
from dragoman.merge.runs import Runs, share
from dragoman.merge.score import Compared, Feature, MergeSettings

_DISTINCT = 0.1  # texts that share less than this are no copies of a third


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Text:
    """A text as its word runs."""

    id: str
    lang: str
    runs: Runs
    published: Days | None


def word_runs(left: Text, right: Text) -> float:
    """Containment: the share of the shorter text's word runs that the other has."""
    return share(left.runs, right.runs)


def compared(left: Text, right: Text, settings: MergeSettings) -> Compared:
    """The share of word runs, put on the scale of scores by the settings."""
    found = word_runs(left, right)
    return Compared(score=_scaled(found, settings), values=(round(found, 4),))


def other_language(left: Text, right: Text) -> bool:
    """Whether they cannot share word runs."""
    return left.lang != right.lang


def distinct(left: Text, right: Text) -> bool:
    """Whether two texts of one language have next to nothing in common: a third that contains both is a
    compilation, and does not make them one."""
    return left.lang == right.lang and word_runs(left, right) < _DISTINCT


def _scaled(found: float, settings: MergeSettings) -> float:
    """A share of word runs -> a score, straight between (0, similar, copied, 1) and their scores."""
    points = ((0.0, 0.0), (settings.similar, settings.proposed), (settings.copied, settings.same), (1.0, 1.0))
    for (x, y), (x2, y2) in pairwise(points):
        if found <= x2:
            return round(y + (y2 - y) * (found - x) / (x2 - x), 4) if x2 > x else y2
    return 1.0


FEATURES: tuple[tuple[Feature[Text], float], ...] = ((word_runs, 1.0),)
