"""How alike passages are by the vectors of their words, whatever languages they are in.

The vectors are the rows of the tagger's table of pieces, which was learnt on a hundred languages together: a
word lies near its translations, though not very near. So one number says little; what counts is by how much
a passage is nearer to one than to the others (see ``dragoman.desk.alignment``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.detect.tagger.artifact import FOLDER, checked
from dragoman.detect.tagger.embeddings import Embeddings, Floats
from dragoman.detect.tagger.tokens import Pieces

_EVERY = 50  # one row in so many makes the mean of the table
_DIGITS = 4  # so that no machine's rounding shows


class WordVectors:
    """The table of pieces, opened without the model that reads it."""

    def __init__(self, pieces: Pieces, embeddings: Embeddings) -> None:
        self._pieces = pieces
        self._embeddings = embeddings
        self._centre = embeddings.rows(np.arange(0, len(embeddings), _EVERY)).mean(axis=0)

    @classmethod
    def load(cls, folder: Path | None = None) -> WordVectors:
        """Those that come with Dragoman; raises UnusableArtifact where the files are not the card's."""
        place = folder or FOLDER
        checked(place)
        characters = json.loads((place / "characters.json").read_text(encoding="utf-8"))
        pieces = Pieces((place / "pieces.spm").read_bytes(), {int(k): v for k, v in characters.items()})
        return cls(pieces, Embeddings.load(place / "embeddings.npz"))

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """One row for each passage of ``left``, one number in it for each of ``right``: the mean cosine of
        every word with its best match in the other passage, both ways. 0 for passages without words."""
        ours, theirs = [self._words(text) for text in left], [self._words(text) for text in right]
        return tuple(tuple(_best_matches(a, b) for b in theirs) for a in ours)

    def _words(self, text: str) -> Floats:
        """One vector of length 1 for each word of letters or digits."""
        pieces = [w.pieces for w in self._pieces.words(text) if any(map(str.isalnum, text[w.start : w.end]))]
        if not pieces:
            return np.zeros((0, self._embeddings.width), np.float32)
        table = self._embeddings.rows(np.array([piece for word in pieces for piece in word], np.int64))
        ends = np.cumsum([len(word) for word in pieces])
        means = np.array([part.mean(axis=0) for part in np.split(table, ends[:-1])]) - self._centre
        vectors: Floats = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        return vectors


def _best_matches(left: Floats, right: Floats) -> float:
    if not len(left) or not len(right):
        return 0.0
    cosines = left @ right.T
    return round(float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2, _DIGITS)
