"""Where the ledger is, and how a command opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.settings import merging
from dragoman.model.ledger import Ledger
from dragoman.store import open_store

DEFAULT_LEDGER = "dragoman.db"

LedgerOption = Annotated[
    str,
    typer.Option("--ledger", help="a file, or a SQLAlchemy URL (sqlite:///x.db, postgresql+psycopg://...)"),
]


def opened(address: str, settings: Path | None) -> Ledger:
    """The ledger that is kept there, merged as the settings file says."""
    with open_store(address, create=False) as store:
        return store.ledger(merging(settings))
