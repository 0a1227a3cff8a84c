"""Bring a database to the newest schema, or refuse it."""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError

NEWEST = "0015"
_VERSIONS = tuple(f"{number:04d}" for number in range(1, int(NEWEST) + 1))
_LOCK = 0x647261676F6D616E  # "dragoman": the number of PostgreSQL's lock that one migration holds at a time


def migrate(reader: Engine, writer: Engine) -> None:
    """Create or upgrade the tables in one transaction; does nothing where they are the newest.

    Of several that open a new ledger at once, one makes the tables and the others wait for it.
    Raises StoreError where the database holds other tables, or a ledger of a newer Dragoman.
    """
    with reader.connect() as connection:
        if _current(connection) == NEWEST:
            return
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _current(connection) != NEWEST:
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    with as_file(files("dragoman.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _current(connection: Connection) -> str | None:
    """The version of the ledger that is there, or None where nothing is."""
    try:
        names = set(inspect(connection).get_table_names())
        if not names:
            return None
        if not {"alembic_version", "document", "reading"} <= names:
            raise StoreError("the database holds tables that are not a ledger's")
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    except SQLAlchemyError as error:
        raise StoreError(f"not a ledger: {error.args[0] if error.args else error}") from error
    if found not in _VERSIONS:
        raise StoreError(f"this ledger has schema {found}, newer than {NEWEST}, the newest known here")
    return str(found)
