"""Who meets whom: all seats of a layer, and the pairs that are to be compared."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.merge.block import Seat
from dragoman.merge.cluster import Pair
from dragoman.merge.layer import Span

_END_OF_DAYS = 2**31 - 1
_PIECE = 20000  # pairs handled at once
_HELD = 4_000_000  # pairs found again and again that are held before they are put together
Need = Callable[[int, int], int]


class Sitting:
    """All seats of a layer. ``ids`` are in the order in which they were seated; a pair is two places in it.

    ``need``: how many common keys make two worth comparing, by the numbers of their firm ones; one, without.
    """

    def __init__(self, reach: int, need: Need | None = None) -> None:
        self.ids: list[str] = []
        self._reach = reach
        self._need = need
        self._orders: list[str] = []
        self._sizes = array("i")
        self._keys = array("q")
        self._owners = array("i")
        self._firm = array("b")
        self._first = array("i")
        self._last = array("i")
        self._met: NDArray[np.int64] | None = None

    def add(self, seats: Mapping[str, Seat], spans: Sequence[Span | None] = ()) -> None:
        """Seat these too, with the days that they can be of. Their ids follow those that sit already."""
        for span in spans or [None] * len(seats):
            first, last = span or (0, _END_OF_DAYS)
            self._first.append(first)
            self._last.append(last)
        for key, one in seats.items():
            number = len(self.ids)
            self.ids.append(key)
            self._orders.append(one.order)
            self._sizes.append(len(one.firm))
            for keys, firm in ((one.firm, 1), (one.loose, 0)):
                self._keys.extend(keys)
                self._owners.extend([number] * len(keys))
                self._firm.extend([firm] * len(keys))

    def pairs(self) -> Iterator[Pair]:
        """Every pair that is to be compared, by their ids, the first seated first, sorted."""
        for number in range(self.pieces()):
            yield from ((self.ids[a], self.ids[b]) for a, b in self.piece(number))

    def pieces(self) -> int:
        """The number of pieces in which the pairs can be had; nobody can be seated any more."""
        if self._met is None:
            self._met = self._codes()
            self._orders, self._keys, self._owners = [], array("q"), array("i")
            self._firm, self._first, self._last = array("b"), array("i"), array("i")
        return -(-len(self._met) // _PIECE)

    def piece(self, number: int) -> Iterator[tuple[int, int]]:
        """The pairs of one piece."""
        self.pieces()
        assert self._met is not None
        size = len(self.ids)
        for code in self._met[number * _PIECE : (number + 1) * _PIECE].tolist():
            yield divmod(code, size)

    def _codes(self) -> NDArray[np.int64]:
        """Numbers of the pairs that sit within reach of each other under enough keys."""
        found: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
        held = 0
        for codes in self._meetings():
            found.append(codes)
            held += len(codes)
            if self._need is None and held > max(_HELD, len(found[0])):
                found, held = [np.unique(np.concatenate(found))], 0
        if self._need is None:
            return np.unique(np.concatenate(found))
        codes, counts = np.unique(np.concatenate(found), return_counts=True)
        sizes, size = self._sizes, len(self.ids)
        pairs = zip(codes.tolist(), counts.tolist(), strict=True)
        enough = [n >= self._need(sizes[code // size], sizes[code % size]) for code, n in pairs]
        return codes[np.array(enough, dtype=bool)] if enough else codes

    def _meetings(self) -> Iterator[NDArray[np.int64]]:
        """The pairs of neighbours, then of those with one between them, and so on, under each key."""
        size = len(self.ids)
        rank = np.empty(size, dtype=np.int64)
        rank[sorted(range(size), key=lambda at: (self._orders[at], self.ids[at]))] = np.arange(size)
        keys = np.array(self._keys, dtype=np.int64)
        owners = np.array(self._owners, dtype=np.int32)
        order = np.lexsort((rank[owners], keys))
        keys, owners, firm = keys[order], owners[order], np.array(self._firm, dtype=bool)[order]
        first, last = (np.array(days, dtype=np.int32)[owners] for days in (self._first, self._last))
        for step in range(1, min(self._reach, len(keys) - 1) + 1):
            same = keys[:-step] == keys[step:]
            if not same.any():
                break
            same &= (
                (firm[:-step] | firm[step:]) & (first[:-step] <= last[step:]) & (first[step:] <= last[:-step])
            )
            at = np.flatnonzero(same)
            a, b = owners[at].astype(np.int64), owners[at + step].astype(np.int64)
            yield np.minimum(a, b) * size + np.maximum(a, b)
