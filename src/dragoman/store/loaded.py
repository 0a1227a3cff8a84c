"""Documents and readings that were loaded lately, kept in memory, for one page asks for what another had.

What is kept is given again only where the rows of the database are the same, letter by letter, so that
nothing has to tell it of changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from sqlalchemy.engine import Row

from dragoman.model.record import Reading
from dragoman.model.text import Copy, Document

_ROOM = 20_000_000  # characters of texts and readings that are kept; objects take some six times as much
Had = tuple[Document, Reading, tuple[Copy, ...]]
_Rows = tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]]


class Loaded:
    """The documents loaded last, of so many characters. May be used by several threads at once."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[str, tuple[_Rows, int, Had]] = OrderedDict()
        self._lock = Lock()

    def get(
        self, row: Row[Any], copies: Sequence[Row[Any]], load: Callable[[Row[Any], Sequence[Row[Any]]], Had]
    ) -> Had:
        """What these rows of a document say: as it was loaded from the same rows before, or loaded now."""
        rows = (tuple(row), tuple(map(tuple, copies)))
        with self._lock:
            found = self._kept.get(row.id)
            if found is not None and found[0] == rows:
                self._kept.move_to_end(row.id)
                return found[2]
        had = load(row, copies)
        self._put(row.id, rows, len(row.text) + len(row.body), had)
        return had

    def _put(self, key: str, rows: _Rows, size: int, had: Had) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._taken -= before[1] if before else 0
            if size > self._room:
                return
            self._kept[key] = (rows, size, had)
            self._taken += size
            while self._taken > self._room:
                _, (_, gone, _) = self._kept.popitem(last=False)
                self._taken -= gone
