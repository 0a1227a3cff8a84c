"""Bring a database to the newest schema, or refuse it."""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError

NEWEST = "0001"
_VERSIONS = ("0001",)


def migrate(engine: Engine) -> None:
    """Create or upgrade the tables in one transaction; does nothing where they are the newest.

    Raises StoreError where the database holds other tables, or a ledger of a newer Dragoman.
    """
    current = _current(engine)
    if current == NEWEST:
        return
    if current is not None and current not in _VERSIONS:
        raise StoreError(f"this ledger has schema {current}, newer than {NEWEST}, the newest known here")
    from alembic import command
    from alembic.config import Config

    with as_file(files("dragoman.store") / "migrations") as folder, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _current(engine: Engine) -> str | None:
    try:
        names = set(inspect(engine).get_table_names())
        if "alembic_version" not in names:
            if "document" in names or "reading" in names:
                raise StoreError("the database holds tables that are not a ledger's")
            return None
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return str(found) if found is not None else None
    except SQLAlchemyError as error:
        raise StoreError(f"not a ledger: {error.args[0] if error.args else error}") from error
