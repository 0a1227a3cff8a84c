"""Which mentions are weighed against each other, and what is known of a pair besides its words.

Training uses these same functions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.detect.tagger.labels import BASE_OF_TYPE, BASES, EVENT_BASE, LINKABLE

Ints = npt.NDArray[np.int64]

SENTENCES_APART = 3
MENTIONS_APART = 48
"""Bounds the pairs of a mention, so that cost grows with the length of a text and no faster."""

BUCKETS = (20, 2 * SENTENCES_APART + 1, 17, 8, 8, len(BASES) ** 2)
"""How many values each feature of a pair has."""

EVENT_BUCKETS = (8, 8)
"""How many values each feature of an event has: its number among events, its sentence's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Mentions in text order, of any number of documents, as parallel arrays."""

    document: Ints
    sentence: Ints  # number of the sentence in its document
    word: Ints  # number of the first word in its document
    type: Ints  # index into labels.TYPES

    def __len__(self) -> int:
        return len(self.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of mentions (indices) and their features, one column for each of BUCKETS."""

    left: Ints
    right: Ints
    features: Ints

    def __len__(self) -> int:
        return len(self.left)


def candidates(found: Found) -> Pairs:
    """All pairs of mentions of one document that may be linked, both ways, near enough to each other."""
    base = BASE_OF_TYPE[found.type]
    count = len(found)
    lefts: list[Ints] = []
    rights: list[Ints] = []
    for step in range(1, min(MENTIONS_APART, count - 1) + 1):
        first = np.arange(count - step)
        second = first + step
        near = (found.document[first] == found.document[second]) & (
            found.sentence[second] - found.sentence[first] <= SENTENCES_APART
        )
        if not near.any():
            break
        first, second = first[near], second[near]
        for left, right in ((first, second), (second, first)):
            allowed = LINKABLE[base[left], base[right]]
            lefts.append(left[allowed])
            rights.append(right[allowed])
    if not lefts:
        none = np.zeros(0, np.int64)
        return Pairs(left=none, right=none, features=np.zeros((0, len(BUCKETS)), np.int64))
    left, right = np.concatenate(lefts), np.concatenate(rights)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    return Pairs(left=left, right=right, features=_features(found, base, left, right))


def _features(found: Found, base: Ints, left: Ints, right: Ints) -> Ints:
    forward = (right > left).astype(np.int64)
    apart = np.abs(found.word[right] - found.word[left])
    distance = np.minimum(9, (1.5 * np.log2(apart + 1)).astype(np.int64)) + 10 * forward
    sentences = found.sentence[right] - found.sentence[left] + SENTENCES_APART
    steps = np.clip(right - left, -8, 8) + 8
    before = np.zeros((len(base) + 1, len(BASES)), np.int64)
    np.add.at(before, (np.arange(len(base)) + 1, base), 1)
    before = before.cumsum(axis=0)  # how many of each label stand before a mention
    low, high = np.minimum(left, right) + 1, np.maximum(left, right)
    like_right = np.minimum(3, before[high, base[right]] - before[low, base[right]]) + 4 * forward
    like_left = np.minimum(3, before[high, base[left]] - before[low, base[left]]) + 4 * forward
    labels = base[left] * len(BASES) + base[right]
    return np.stack([distance, sentences, steps, like_right, like_left, labels], axis=1)


def event_features(found: Found) -> tuple[Ints, Ints]:
    """The indices of the events and their features, one column for each of EVENT_BUCKETS."""
    events = np.flatnonzero(BASE_OF_TYPE[found.type] == EVENT_BASE)
    document = found.document[events]
    number = np.arange(len(events)) - np.searchsorted(document, document, side="left")
    features = np.stack([np.minimum(7, number), np.minimum(7, found.sentence[events])], axis=1)
    return events, features
