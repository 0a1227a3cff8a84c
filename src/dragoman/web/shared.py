"""Pages that one process made, for the others that serve the same ledger: files in a folder of their own."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

_LOOKED = 50  # files written by a process between two looks at how much there is


class Shared:
    """Bytes by key in a folder that only this user can open. What is oldest goes when there is too much.

    A folder that is full, or gone, keeps nothing and stops nobody.
    """

    def __init__(self, folder: Path, most: int) -> None:
        """``most`` is how many bytes are kept, or a little more. Keys are fit for names of files."""
        self._folder = folder
        self._most = most
        self._written = count(1)

    def get(self, key: str) -> bytes | None:
        """What was put under a key by any process, if it is still there."""
        with suppress(OSError):
            return (self._folder / key).read_bytes()
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keep a value, whole or not at all."""
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(value)
                Path(name).replace(self._folder / key)
            finally:  # where it was not put in its place: the disk is full
                Path(name).unlink(missing_ok=True)
                if next(self._written) % _LOOKED == 0:
                    self._clear()

    def _clear(self) -> None:
        found = sorted(
            ((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(self._folder)),
            reverse=True,
        )
        taken = 0
        for _, size, path in found:
            taken += size
            if taken > self._most:
                with suppress(OSError):
                    Path(path).unlink()
