"""What was worked out lately, kept in memory: bounded, and worked out once where several ask at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Values by key, the least lately used let go first. For use by several threads."""

    def __init__(self, most: int) -> None:
        """``most`` is the sum of the weights of what is kept."""
        self._most = most
        self._sum = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T], weight: Callable[[T], int] = lambda _: 1) -> T:
        """The value of a key, made where it is not kept. Who asks while it is made waits for it.

        What ``make`` raises is raised, and nothing is kept; the next one tries again.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]  # type: ignore[no-any-return]  # as it was put
            mine = self._making.setdefault(key, Lock())
        with mine:
            with self._lock:
                if key in self._values:
                    self._values.move_to_end(key)
                    return self._values[key][0]  # type: ignore[no-any-return]  # as it was put
            try:
                value = make()
                self._put(key, value, weight(value))
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def _put(self, key: Hashable, value: object, weight: int) -> None:
        with self._lock:
            old = self._values.pop(key, None)
            self._sum += weight - (old[1] if old else 0)
            self._values[key] = (value, weight)
            while self._sum > self._most and len(self._values) > 1:
                _, (_, gone) = self._values.popitem(last=False)
                self._sum -= gone
