"""Where a ledger is kept. ``STORES`` names the schemes of addresses; all of them keep one contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store.base import Store
from dragoman.store.sql import SqlStore

STORES: Mapping[str, Callable[[str], Store]] = {
    "sqlite": SqlStore.open,
    "postgresql": SqlStore.open,
}

__all__ = ["STORES", "Store", "open_store"]


def open_store(address: str | Path, *, create: bool = True) -> Store:
    """Open the ledger at a file name or SQLAlchemy URL, and bring it to the newest schema.

    With ``create`` false, a file that does not exist is an error. Raises StoreError where the address
    cannot be opened, holds something else, or a ledger of a newer version.
    """
    text = str(address)
    url = text if "://" in text else f"sqlite:///{text}"
    scheme = url.split(":", 1)[0].split("+", 1)[0]
    if scheme not in STORES:
        known = ", ".join(sorted(STORES))
        raise StoreError(f"{text}: no store for {scheme!r}; known are {known}")
    file = url.removeprefix("sqlite:///")
    if not create and scheme == "sqlite" and file and file != ":memory:" and not Path(file).exists():
        raise StoreError(f"{file}: there is no such ledger; `dragoman read` makes one")
    return STORES[scheme](url)
