"""Which passages of two documents correspond: in order by dynamic programming, then those that were moved.

Within one language passages are compared by their words, the rarer the heavier; across languages by the
facts that both state, and by how much nearer the vectors of their words are to each other than to the
passages around (the correction for hubs of Conneau et al., "Word translation without parallel data", ICLR
2018). Passages that correspond in order are found as in the alignment of Gale and Church (1993), with these
scores in place of lengths.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from rapidfuzz.distance import LCSseq

from dragoman.desk.passages import FactKind, Passage

Matrix = Sequence[Sequence[float]]


class Vectors(Protocol):
    """Whatever tells how alike passages are in whatever languages."""

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> Matrix: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageSettings:
    """What the comparison of documents may be told.

    ``aligned``: the least score of passages that correspond, in order; ``moved``: out of order, or several to
    one; ``between``: of two that alone stand between corresponding ones; ``again``: to one that already
    corresponds to another far from it. ``verbatim``: the share of words in the same order from which two
    passages are the same. ``nearly_all``: the share of a document's words that makes a copy or an excerpt.
    ``outline``: the share of the shorter document that corresponds in a translation; ``partly`` in a rewrite,
    and ``mostly`` in one of which it is not known that it tells of the same; ``kept`` the share of the facts
    in what corresponds that a translation has as well. ``meaning`` and ``facts`` weigh
    the two sides of a score across languages.
    """

    aligned: float = 0.3
    moved: float = 0.42
    between: float = 0.12
    again: float = 0.55
    verbatim: float = 0.85
    nearly_all: float = 0.8
    outline: float = 0.75
    mostly: float = 0.6
    partly: float = 0.35
    kept: float = 0.67
    meaning: float = 7.0
    facts: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two passages that correspond, by their numbers. ``moved``: not in the order of the others."""

    left: int
    right: int
    score: float
    moved: bool = False


_WEIGHTS: Mapping[FactKind, float] = {
    FactKind.PERSON: 1.0,
    FactKind.OFFICE: 0.3,
    FactKind.ENGAGEMENT: 0.6,
    FactKind.INSTRUMENT: 1.0,
    FactKind.BODY: 1.0,
    FactKind.PARTY: 0.7,
    FactKind.PLACE: 0.7,
    FactKind.DATE: 1.2,
    FactKind.FIGURE: 1.0,
    FactKind.ISSUE: 1.2,
    FactKind.AREA: 0.9,
}
_TELLING = frozenset({FactKind.PERSON, FactKind.PARTY, FactKind.DATE, FactKind.FIGURE})
_BESIDE = 2  # passages within which several of one text go with one of the other
_PRIOR = 1.0  # weight of facts that a passage is taken to have beside those that were found


def align(
    left: Sequence[Passage], right: Sequence[Passage], vectors: Vectors | None, settings: LineageSettings
) -> tuple[Pair, ...]:
    """The pairs that correspond, by the number of the left passage, then of the right.

    A passage may be in several pairs: what one text says in two sentences, the other may say in one.
    """
    scores = _scores(left, right, vectors, settings)
    chain = _in_order(scores, settings.aligned)
    loose = _left_over(left, right, scores, chain, settings)
    ordered = [*chain, *_gaps(scores, chain, {*chain, *loose}, settings.between)]
    moved = dict.fromkeys(ordered, False)
    for i, j in sorted(loose, key=lambda pair: (-scores[pair[0]][pair[1]], pair)):
        moved[i, j] = loose[i, j] or any((i < i2 and j > j2) or (i > i2 and j < j2) for i2, j2 in ordered)
        if not moved[i, j]:
            ordered.append((i, j))
    return tuple(
        Pair(left=left[i].number, right=right[j].number, score=round(scores[i][j], 4), moved=moved[i, j])
        for i, j in sorted(moved)
    )


def same_words(left: Passage, right: Passage) -> float:
    """The share of words in the same order, of the words of both, from 0 to 1."""
    if left.lang != right.lang:
        return 0.0
    return float(LCSseq.normalized_similarity(left.words, right.words))


def common_words(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words stand in both in the same order."""
    return int(LCSseq.similarity(left, right))


# --- scores -------------------------------------------------------------------------------------------------


def _scores(
    left: Sequence[Passage], right: Sequence[Passage], vectors: Vectors | None, settings: LineageSettings
) -> list[list[float]]:
    rarity = _rarity((*left, *right), lambda p: set(p.stems))
    weight = _rarity((*left, *right), lambda p: set(p.keys))
    foreign = any(a.lang != b.lang for a in left for b in right)
    margins = _margins(left, right, vectors) if vectors is not None and foreign else None
    out = []
    for i, a in enumerate(left):
        row = []
        for j, b in enumerate(right):
            facts = _facts(a, b, weight)
            if a.lang == b.lang:
                row.append(0.75 * _words(a, b, rarity) + 0.25 * facts)
            else:
                meaning = settings.meaning * margins[i][j] if margins is not None else 0.0
                row.append(settings.facts * facts + max(-0.3, min(0.6, meaning)))
        out.append(row)
    return out


def _rarity(every: Sequence[Passage], of: Callable[[Passage], set[object]]) -> Mapping[object, float]:
    counts = Counter(item for passage in every for item in of(passage))
    return {item: math.log1p(len(every) / count) for item, count in counts.items()}


def _words(left: Passage, right: Passage, rarity: Mapping[object, float]) -> float:
    """Dice over stems by rarity, halfway to the share of the shorter that the longer has."""
    a, b = Counter(left.stems), Counter(right.stems)
    common = sum(rarity[stem] * count for stem, count in (a & b).items())
    ours = sum(rarity[stem] * count for stem, count in a.items())
    theirs = sum(rarity[stem] * count for stem, count in b.items())
    if not ours or not theirs:
        return 0.0
    return 0.6 * (2 * common / (ours + theirs)) + 0.4 * (common / min(ours, theirs))


def _facts(left: Passage, right: Passage, rarity: Mapping[object, float]) -> float:
    """The cosine of the facts that both state, by kind and rarity; few facts prove little."""
    a, b = left.keys, right.keys

    def weigh(keys: Iterable[tuple[FactKind, str]]) -> float:
        return sum(_WEIGHTS[key[0]] * rarity[key] for key in keys)

    common = weigh(a & b)
    if not common:
        return 0.0
    return common / math.sqrt((weigh(a) + _PRIOR) * (weigh(b) + _PRIOR))


def _margins(left: Sequence[Passage], right: Sequence[Passage], vectors: Vectors) -> list[list[float]]:
    """How much nearer two passages are than each is to the other document at large."""
    raw = vectors.likeness([p.text for p in left], [p.text for p in right])
    if len(left) < 2 or len(right) < 2:
        return [[0.0 for _ in right] for _ in left]
    rows = [sum(row) for row in raw]
    columns = [sum(row[j] for row in raw) for j in range(len(right))]
    return [
        [
            near - (rows[i] - near) / (len(right) - 1) / 2 - (columns[j] - near) / (len(left) - 1) / 2
            for j, near in enumerate(row)
        ]
        for i, row in enumerate(raw)
    ]


# --- paths --------------------------------------------------------------------------------------------------


def _in_order(scores: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """The pairs, each passage at most once and none crossing another, whose scores above ``least`` sum
    highest."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            taken = scores[i][j] - least + best[i + 1][j + 1] if scores[i][j] > least else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    chain = []
    i = j = 0
    while i < height and j < width:
        if scores[i][j] > least and best[i][j] == scores[i][j] - least + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain


def _gaps(
    scores: Sequence[Sequence[float]],
    chain: Sequence[tuple[int, int]],
    found: Collection[tuple[int, int]],
    least: float,
) -> list[tuple[int, int]]:
    """The two passages that alone stand between two pairs of the chain in both texts, or after the last."""
    rows, columns = {i for i, _ in found}, {j for _, j in found}
    ends = [(len(scores), len(scores[0]))] if scores else []
    return [
        (i + 1, j + 1)
        for (i, j), (i2, j2) in pairwise([*chain, *ends])
        if i2 - i == 2 and j2 - j == 2 and i + 1 not in rows and j + 1 not in columns
        if scores[i + 1][j + 1] > least
    ]


def _left_over(
    left: Sequence[Passage],
    right: Sequence[Passage],
    scores: Sequence[Sequence[float]],
    chain: Sequence[tuple[int, int]],
    settings: LineageSettings,
) -> dict[tuple[int, int], bool]:
    """Pairs of passages that the chain leaves out, and whether each is out of order.

    One of them goes with its best partner: a free one, wherever it stands, or one that is in the chain, if it
    stands beside what that goes with or tells nothing that the other document has nowhere.
    """
    rows, columns = {i for i, _ in chain}, {j for _, j in chain}
    turned = [list(column) for column in zip(*scores, strict=True)] if scores else []
    out: dict[tuple[int, int], bool] = {}
    for i, row in enumerate(scores):
        if i not in rows:
            best = _partner(left[i], row, right, i, [(b, a) for a, b in chain], settings)
            if best is not None:
                out[i, best[0]] = best[1]
    for j, column in enumerate(turned):
        if j not in columns:
            best = _partner(right[j], column, left, j, chain, settings)
            if best is not None:
                out.setdefault((best[0], j), best[1])
    return out


def _partner(
    passage: Passage,
    scores: Sequence[float],
    others: Sequence[Passage],
    at: int,
    chain: Sequence[tuple[int, int]],
    settings: LineageSettings,
) -> tuple[int, bool] | None:
    """The best partner of a passage at ``at`` among ``others``, and whether it is out of order; ``chain``
    has the numbers of the others first."""
    if not scores:
        return None
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    taken = dict(chain)
    crossing = any((own < at) != (other < best) for other, own in chain if other != best)
    if best not in taken:
        least = settings.moved if crossing else settings.aligned
        return (best, crossing) if scores[best] > least else None
    beside = abs(taken[best] - at) <= _BESIDE and not crossing
    if _has_news(passage, others) or scores[best] <= settings.moved:
        return None
    return (best, not beside) if beside or scores[best] > settings.again else None


def _has_news(passage: Passage, others: Sequence[Passage]) -> bool:
    """Whether a passage names a person, party, date or figure that the other document has nowhere."""
    known = frozenset().union(*(other.keys for other in others))
    return any(key[0] in _TELLING and key not in known for key in passage.keys)
