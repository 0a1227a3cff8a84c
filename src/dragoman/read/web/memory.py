"""What is remembered of an address between two watches: enough to ask politely, and to take nothing twice."""

from __future__ import annotations

from typing import Protocol

from dragoman.model.watched import Remembered


class Memory(Protocol):
    """Where it is kept. ``put`` replaces what is remembered of the address, and lasts once it returns."""

    def get(self, address: str) -> Remembered | None: ...

    def put(self, remembered: Remembered) -> None: ...


class ShortMemory:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, Remembered] = {}

    def get(self, address: str) -> Remembered | None:
        """What is remembered of this address."""
        return self._kept.get(address)

    def put(self, remembered: Remembered) -> None:
        """Remember this, instead of what was."""
        self._kept[remembered.address] = remembered


def feed_key(address: str) -> str:
    """Under which an address is remembered as a feed: it may be a page as well."""
    return f"{address}#feed"
