"""Connections to SQLite and PostgreSQL that behave alike: a transaction begins when it is said to begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dragoman.errors import MissingExtra, StoreError

_WRITES = "dragoman_writes"
WAIT_MS = 120_000  # for another that writes into the same SQLite file
_CACHE_KB = 65536  # of a SQLite file that a connection may keep in memory
_ROOMY_KB = 262144  # while tables are made anew of all that there is, which leads all over the file


def connect(url: str | URL) -> tuple[Engine, Engine]:
    """An engine to read with, at one moment in each transaction, and one to write with. Opens nothing yet.

    Raises StoreError or MissingExtra.
    """
    url = make_url(url)
    try:
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{shown(url)}: {error}") from error
    except ModuleNotFoundError as error:
        raise MissingExtra(f"{shown(url)}: install the extra: pip install 'dragoman[postgresql]'") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine, engine.execution_options(**{_WRITES: True})
    return engine.execution_options(isolation_level="REPEATABLE READ"), engine


def shown(url: URL) -> str:
    """An address for people to read: without its password, and a file by its name."""
    return url.database or str(url) if url.get_backend_name() == "sqlite" else url.render_as_string()


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Let a connection to a SQLite file keep more of it in memory for a while; others stay as they are."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOMY_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KB}")


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = (
        None  # or the driver begins transactions where it likes, and savepoints end them
    )
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={WAIT_MS}",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"cache_size=-{_CACHE_KB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    with suppress(sqlite3.OperationalError):  # a new file that another is just making: any journal will do
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at once: one that had read first could find the ledger changed under it."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
