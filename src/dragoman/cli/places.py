"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

DEFAULT_LEDGER = "dragoman.db"

LedgerOption = Annotated[
    str,
    typer.Option("--ledger", help="a file, or a SQLAlchemy URL (sqlite:///x.db, postgresql+psycopg://...)"),
]
