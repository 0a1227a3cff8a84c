"""The way into containers: ``Inner`` over tables of readers and containers, bounded in depth and in total."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping

from dragoman.errors import DragomanError
from dragoman.model.text import Document
from dragoman.read.archive.members import Budget, LimitPassed, failed
from dragoman.read.base import MAX_DEPTH, Container, Failure, Inner, Reader


def way_in(
    readers: Mapping[str, Reader],
    containers: Mapping[str, Container],
    *,
    packed: int,
    most: int | None = None,
    depth: int = 1,
    passed_over: Collection[str] = (),
    told: Callable[[str], None] = lambda _: None,
) -> Inner:
    """An Inner for what is in one outermost container of ``packed`` bytes. No more than ``most`` bytes are
    unpacked of it in all, where another limit is wanted than that of archives.

    What has an origin of ``passed_over`` gives nothing; ``told`` is called with the origin of each document
    that is about to be read.

    A kind that neither table knows gives nothing. Of what lies too deep, the first is a Failure and the
    others are passed over; so is what comes when more was unpacked in all, in archives in archives, than from
    one archive may be.
    """
    budget = Budget(packed=packed, most=most)
    return _Way(readers, containers, budget, frozenset(passed_over), told).at(depth)


class _Way:
    """What the depths of one outermost container share."""

    def __init__(
        self,
        readers: Mapping[str, Reader],
        containers: Mapping[str, Container],
        budget: Budget,
        passed_over: frozenset[str],
        announce: Callable[[str], None],
    ) -> None:
        self._passed_over = passed_over
        self._announce = announce
        self._readers = readers
        self._containers = containers
        self._budget = budget
        self._told: set[str] = set()

    def at(self, depth: int) -> Inner:
        def inner(data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
            try:
                self._budget.take(len(data))
                yield from self._read(data, origin, suffix, depth)
            except LimitPassed as error:
                where = "in archives in archives: " if self._budget.most is None else ""
                yield from self._once(origin, f"{where}{error}")
            except DragomanError as error:
                yield failed(origin, str(error).removeprefix(f"{origin}: "))

        return inner

    def _read(self, data: bytes, origin: str, suffix: str, depth: int) -> Iterator[Document | Failure]:
        if origin in self._passed_over:
            return
        if suffix in self._readers:
            self._announce(origin)
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
