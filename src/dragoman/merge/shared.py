"""One object for equal values, so that documents by the hundred thousand that name the same few fit in."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T", bound=Hashable)


class Shared:
    """Keeps the first of equal values, and gives it for all others. None of them may be changed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[type, Hashable], Any] = {}

    def one(self, value: T) -> T:
        """The value that is kept for this one."""
        kept: T = self._kept.setdefault((type(value), value), value)
        return kept

    def mapping(self, value: dict[K, V]) -> dict[K, V]:
        """The mapping that is kept for this one, with its keys in the same order."""
        kept: dict[K, V] = self._kept.setdefault((dict, tuple(value.items())), value)
        return kept
