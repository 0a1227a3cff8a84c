"""Where a ledger is kept. ``STORES`` names the schemes of addresses; all of them keep one contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from dragoman.errors import StoreError
from dragoman.store.base import EVERYTHING, Focus, Store
from dragoman.store.connect import shown
from dragoman.store.sql import SqlStore

STORES: Mapping[str, Callable[[str | URL], Store]] = {
    "sqlite": SqlStore.open,
    "postgresql": SqlStore.open,
}

__all__ = ["EVERYTHING", "STORES", "Focus", "Store", "open_store"]


def open_store(address: str | Path, *, create: bool = True) -> Store:
    """Open the ledger at a file name or SQLAlchemy URL, and bring it to the newest schema.

    With ``create`` false, a file that does not exist is an error. Raises StoreError where the address
    cannot be opened, holds something else, or a ledger of a newer version.
    """
    url = _url(address)
    scheme = url.get_backend_name()
    if scheme not in STORES:
        known = ", ".join(sorted(STORES))
        raise StoreError(f"{shown(url)}: no store for {scheme!r}; known are {known}")
    file = url.database if scheme == "sqlite" else None
    if not create and file and file != ":memory:" and not Path(file).exists():
        raise StoreError(f"{file}: there is no such ledger; `dragoman read` makes one")
    return STORES[scheme](url)


def _url(address: str | Path) -> URL:
    if isinstance(address, Path) or "://" not in address:
        return URL.create("sqlite", database=str(address))
    try:
        return make_url(address)
    except (ArgumentError, ValueError) as error:
        hidden = re.sub(r"(//[^:/@]*):.*@", r"\1:***@", address)
        raise StoreError(f"{hidden}: this is no address of a database") from error
