"""The embedding table, kept in 4-bit blocks and unpacked row by row as the rows are needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class Embeddings:
    """Rows of float32 out of blocks of 32 weights: a float16 scale and 16 bytes of two 4-bit values each."""

    def __init__(self, scales: npt.NDArray[np.float16], nibbles: npt.NDArray[np.uint8]) -> None:
        self._scales = scales  # rows x blocks
        self._nibbles = nibbles  # rows x blocks x 16

    @classmethod
    def load(cls, path: Path) -> Embeddings:
        with np.load(path) as arrays:
            return cls(arrays["scales"], arrays["nibbles"])

    @property
    def width(self) -> int:
        return int(self._scales.shape[1]) * 32

    def __len__(self) -> int:
        return int(self._scales.shape[0])

    def rows(self, ids: Ints) -> Floats:
        """The rows for ``ids`` of any shape; each distinct row is unpacked once."""
        distinct, where = np.unique(ids, return_inverse=True)
        nibbles = self._nibbles[distinct]
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32)
        values -= 8
        values *= self._scales[distinct].astype(np.float32)[:, :, None]
        table: Floats = values.reshape(len(distinct), self.width)
        return table[where.reshape(ids.shape)]
