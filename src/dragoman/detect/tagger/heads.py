"""The heads that weigh pairs of mentions and events, in numpy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from dragoman.detect.tagger.pairs import BUCKETS, EVENT_BUCKETS, Pairs

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_PAIRS_AT_ONCE = 20_000


class Heads:
    """Scores (before softmax and sigmoid) of pairs and of events."""

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self._arrays = {name: np.asarray(array, np.float32) for name, array in arrays.items()}

    def _linear(self, name: str, states: Floats) -> Floats:
        result: Floats = states @ self._arrays[f"{name}.weight"]
        bias = self._arrays.get(f"{name}.bias")
        return result if bias is None else result + bias

    def _table(self, name: str, rows: Ints) -> Floats:
        result: Floats = self._arrays[f"{name}.weight"][rows]
        return result

    def pairs(self, states: Floats, types: Ints, pairs: Pairs) -> Floats:
        """One row a pair: no link, each kind of link, then each part."""
        left = self._linear("pairs.left", states) + self._table("pairs.left_type", types)
        right = self._linear("pairs.right", states) + self._table("pairs.right_type", types)
        left_product = self._linear("pairs.left_product", states)
        right_product = self._linear("pairs.right_product", states)
        scores: list[Floats] = []
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = slice(at, at + _PAIRS_AT_ONCE)
            i, j = pairs.left[some], pairs.right[some]
            hidden = left[i] + right[j]
            hidden += self._linear("pairs.product", left_product[i] * right_product[j])
            for column in range(len(BUCKETS)):
                hidden += self._table(f"pairs.features.{column}", pairs.features[some, column])
            scores.append(self._linear("pairs.out", np.maximum(hidden, np.float32(0))))
        return np.concatenate(scores)

    def events(self, states: Floats, types: Ints, features: Ints) -> Floats:
        """One row an event: main, position, commitment, intent."""
        hidden = self._linear("events.state", states) + self._table("events.kind", types)
        for column in range(len(EVENT_BUCKETS)):
            hidden += self._table(f"events.features.{column}", features[:, column])
        return self._linear("events.out", np.maximum(hidden, np.float32(0)))


def sigmoid(scores: Floats) -> Floats:
    """Probabilities of yes."""
    one = np.float32(1)
    result: Floats = one / (one + np.exp(-np.clip(scores, -30, 30)))
    return result
