"""Whether a text is the translation of another: the same people, records, figures, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.merge.compare.engagements import Days, gap
from dragoman.merge.score import Feature

_FEW = 3  # shorter sequences can agree by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A text without its words: what a translation keeps.

    ``told`` are signatures of its records in reading order (engagements by canonical id); ``people`` are
    canonical ids in order of mention; ``figures`` the numbers in it; ``length`` its letters.
    """

    document: str
    lang: str
    told: tuple[str, ...]
    people: tuple[str, ...]
    figures: frozenset[str]
    areas: frozenset[str]
    published: Days | None
    length: int

    @property
    def engagements(self) -> frozenset[str]:
        """The engagements that it tells."""
        return frozenset(t for t in self.told if t.startswith("eng-"))


def apart(left: Outline, right: Outline) -> bool:
    """Whether neither can be a translation of the other: one language, nothing in common, or far dates."""
    if left.lang == right.lang or not left.engagements & right.engagements:
        return True
    return bool(left.published and right.published and gap(left.published, right.published) > 7)


def told(left: Outline, right: Outline) -> float | None:
    """The share of the shorter outline found in the longer in the same order; half of it is no evidence,
    and fewer than four records in common are less. Against where one tells too little to judge by."""
    shorter = min(len(left.told), len(right.told))
    if shorter < _FEW:
        return -0.5
    common = common_run(left.told, right.told)
    return (2.0 * (common / shorter) - 1.0) * min(1.0, max(common, 1) / 4)


def engagements(left: Outline, right: Outline) -> float | None:
    """For: two engagements in common, such as the news and its background. Against: one alone, which is
    what any two reports of it have."""
    return 0.5 if len(left.engagements & right.engagements) > 1 else -0.6


def people(left: Outline, right: Outline) -> float | None:
    """The share of the shorter sequence of names found in the longer in the same order."""
    shorter = min(len(left.people), len(right.people))
    if shorter < _FEW:
        return None
    return 2.0 * (common_run(left.people, right.people) / shorter) - 1.0


def figures(left: Outline, right: Outline) -> float | None:
    """The share of figures in common."""
    shorter = min(len(left.figures), len(right.figures))
    if shorter < _FEW:
        return None
    return 2.0 * (len(left.figures & right.figures) / shorter) - 1.0


def areas(left: Outline, right: Outline) -> float | None:
    """The share of areas of cooperation in common, where there are several."""
    both = left.areas | right.areas
    if min(len(left.areas), len(right.areas)) < _FEW:
        return None
    return 2.0 * (len(left.areas & right.areas) / len(both)) - 1.0


def length(left: Outline, right: Outline) -> float | None:
    """Against: one is several times as long, letters that carry little counted."""
    ratio = min(left.length, right.length) / max(left.length, right.length, 1)
    return -1.0 if ratio < 0.3 else 0.0


FEATURES: tuple[tuple[Feature[Outline], float], ...] = (
    (told, 1.3),
    (engagements, 1.0),
    (people, 0.5),
    (figures, 0.4),
    (areas, 0.4),
    (length, 0.5),
)


def common_run(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for a in left:
        previous = 0
        for at, b in enumerate(right, 1):
            previous, row[at] = row[at], previous + 1 if a == b else max(row[at], row[at - 1])
    return row[-1]
