"""The heads that weigh pairs of mentions, and events."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]  # it has no stubs

from dragoman.detect.tagger.pairs import Pairs

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_PAIRS_AT_ONCE = 4096


class Heads:
    """Scores (before softmax and sigmoid) of pairs and of events.

    Small graphs rather than numpy: there the threads of the linear algebra library would stand in each
    other's way as soon as several processes read documents.
    """

    def __init__(self, pairs: onnxruntime.InferenceSession, events: onnxruntime.InferenceSession) -> None:
        self._pairs = pairs
        self._events = events

    def pairs(self, states: Floats, types: Ints, pairs: Pairs) -> Floats:
        """One row a pair: no link, each kind of link, then each part."""
        scores: list[Floats] = []
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = slice(at, at + _PAIRS_AT_ONCE)
            inputs = {
                "states": states,
                "types": types,
                "left": pairs.left[some],
                "right": pairs.right[some],
                "features": pairs.features[some],
            }
            scores.append(self._pairs.run(["scores"], inputs)[0])
        return np.concatenate(scores)

    def events(self, states: Floats, types: Ints, features: Ints) -> Floats:
        """One row an event: main, position, commitment, intent."""
        inputs = {"states": states, "types": types, "features": features}
        result: Floats = self._events.run(["scores"], inputs)[0]
        return result


def sigmoid(scores: Floats) -> Floats:
    """Probabilities of yes."""
    one = np.float32(1)
    result: Floats = one / (one + np.exp(-np.clip(scores, -30, 30)))
    return result
