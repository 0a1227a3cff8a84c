"""From the scores of words to mentions: runs of words that begin, go on and keep their type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.detect.tagger.labels import TYPES

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_OUTSIDE = 0
EVENT = 0.35  # the least likelihood of all kinds of event together; see benchmarks/quality
_EVENT_TAGS = np.array([1 + 2 * n + k for n, (_, event) in enumerate(TYPES) if event for k in (0, 1)])


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` (exclusive) that are a mention of one type."""

    first: int
    last: int
    type: int


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return result


def best_tags(scores: Floats) -> Ints:
    """The best tag of each word, such that a mention does not change its type on the way."""
    tags: Ints = scores.argmax(axis=-1)
    _add_events(tags, softmax(scores))
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[_OUTSIDE], tags[:-1]]) if len(tags) else tags
    broken = np.flatnonzero(inside & (before != tags) & (before != tags - 1))
    done = 0
    for word in broken:
        if word < done:
            continue
        first, last = int(word), int(word) + 1
        while first > 0 and tags[first - 1] != _OUTSIDE:
            first -= 1
        while last < len(tags) and tags[last] != _OUTSIDE:
            last += 1
        tags[first:last] = _consistent(scores[first:last])
        done = last
    return tags


def _add_events(tags: Ints, chances: Floats) -> None:
    """Take a word for an event's where all kinds of event together are likely enough.

    Each kind by itself may be less likely than none, as the tagger knows that something happened and
    wavers over what.
    """
    events = chances[:, _EVENT_TAGS]
    chosen = (tags == _OUTSIDE) & (events.sum(axis=1) >= EVENT)
    tags[chosen] = _EVENT_TAGS[events[chosen].argmax(axis=1)]


def _consistent(scores: Floats) -> Ints:
    """The best sequence of tags (Viterbi) in which type n goes on only after type n."""
    count, tags = scores.shape
    chances = np.log(softmax(scores))
    going_on = np.arange(2, tags, 2)
    best = chances[0].copy()
    best[going_on] -= 2.0  # a mention may have lost its first word, but seldom
    back = np.zeros((count, tags), np.int64)
    for word in range(1, count):
        top = int(best.argmax())
        came = np.full(tags, top)
        reached = np.full(tags, best[top])
        began = best[going_on - 1] >= best[going_on]
        came[going_on] = np.where(began, going_on - 1, going_on)
        reached[going_on] = np.where(began, best[going_on - 1], best[going_on])
        back[word] = came
        best = reached + chances[word]
    path = np.zeros(count, np.int64)
    path[-1] = best.argmax()
    for word in range(count - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path


def runs(tags: Ints, sentence_starts: frozenset[int] = frozenset()) -> list[Run]:
    """The mentions that tags spell: one that goes on from nothing begins there, none crosses a sentence."""
    found: list[Run] = []
    first, kind = 0, -1
    listed: Sequence[int] = tags.tolist()
    for word, tag in enumerate(listed):
        type_ = (tag - 1) // 2 if tag != _OUTSIDE else -1
        if type_ == kind and (tag == _OUTSIDE or (tag % 2 == 0 and word not in sentence_starts)):
            continue
        if kind >= 0:
            found.append(Run(first, word, kind))
        first, kind = word, type_
    if kind >= 0:
        found.append(Run(first, len(listed), kind))
    return found


def type_chances(probabilities: Floats) -> Floats:
    """For each word and type, how likely the word is part of a mention of the type."""
    pairs = probabilities[:, 1:].reshape(len(probabilities), len(TYPES), 2)
    result: Floats = pairs.sum(axis=2)
    return result
