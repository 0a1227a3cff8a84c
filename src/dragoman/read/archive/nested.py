"""The way into containers: ``Inner`` over tables of readers and containers, bounded in depth and in total."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from dragoman.errors import DragomanError
from dragoman.model.text import Document
from dragoman.read.archive.members import Budget, LimitPassed, failed
from dragoman.read.base import MAX_DEPTH, Container, Failure, Inner, Reader


def way_in(
    readers: Mapping[str, Reader], containers: Mapping[str, Container], *, packed: int, depth: int = 1
) -> Inner:
    """An Inner for what is in one outermost container of ``packed`` bytes.

    A kind that neither table knows gives nothing. Of what lies too deep, the first is a Failure and the
    others are passed over; so is what comes when more was unpacked in all, in archives in archives, than from
    one archive may be.
    """
    return _Way(readers, containers, packed).at(depth)


class _Way:
    """What the depths of one outermost container share."""

    def __init__(
        self, readers: Mapping[str, Reader], containers: Mapping[str, Container], packed: int
    ) -> None:
        self._readers = readers
        self._containers = containers
        self._budget = Budget(packed=packed)
        self._told: set[str] = set()

    def at(self, depth: int) -> Inner:
        def inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
            try:
                self._budget.take(len(data))
                yield from self._read(data, origin, suffix, depth)
            except LimitPassed as error:
                yield from self._once(origin, f"in archives in archives: {error}")
            except DragomanError as error:
                yield failed(origin, str(error).removeprefix(f"{origin}: "))

        return inner

    def _read(self, data: bytes, origin: str, suffix: str, depth: int) -> Iterator[Document | Failure]:
        if suffix in self._readers:
            yield from self._readers[suffix](data, origin)
        elif suffix in self._containers and depth >= MAX_DEPTH:
            reason = f"more than {MAX_DEPTH} archives in one another, which is the limit"
            yield from self._once(origin, reason)
        elif suffix in self._containers:
            yield from self._containers[suffix](io.BytesIO(data), origin, self.at(depth + 1))

    def _once(self, origin: str, reason: str) -> Iterator[Failure]:
        if reason not in self._told:
            self._told.add(reason)
            yield failed(origin, reason)
