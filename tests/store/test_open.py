"""Opening: what is no ledger is refused in words, and the schema is what the migrations make."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from dragoman.errors import StoreError
from dragoman.store import STORES, open_store
from dragoman.store.migrate import NEWEST
from dragoman.store.schema import FULL_TEXT, metadata
from tests.store.samples import ENGLISH, OLD, english


def test_the_stores_are_these() -> None:
    assert set(STORES) == {"sqlite", "postgresql"}


def execute(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _is_plain(name: str | None, *_: object) -> bool:
    """Whether a table is no full-text index, which each database makes in its own way, nor a part of one."""
    return name is None or not name.startswith(FULL_TEXT)


def test_the_schema_is_what_the_migrations_make(ledger_url: str) -> None:
    with open_store(ledger_url):
        pass
    engine = create_engine(ledger_url)
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": _is_plain}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
    names = inspect(engine).get_table_names()
    assert set(FULL_TEXT) <= set(names)
    assert {name for name in names if _is_plain(name)} == {*metadata.tables, "alembic_version"}
    engine.dispose()


def test_opening_again_changes_nothing(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
    for _ in range(2):
        with open_store(ledger_url) as store:
            assert store.has(ENGLISH, OLD)


def test_a_newer_ledger_is_refused_and_left_alone(ledger_url: str) -> None:
    with open_store(ledger_url):
        pass
    execute(ledger_url, "UPDATE alembic_version SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(StoreError, match=rf"9999.*newer.*{NEWEST}"):
            open_store(ledger_url)


@pytest.mark.parametrize("table", ["customer", "document", "reading"])
def test_a_database_of_something_else_is_refused_and_left_alone(ledger_url: str, table: str) -> None:
    execute(ledger_url, f"CREATE TABLE {table} (id INTEGER PRIMARY KEY)")
    with pytest.raises(StoreError, match="ledger"):
        open_store(ledger_url)
    engine = create_engine(ledger_url)
    assert inspect(engine).get_table_names() == [table]
    engine.dispose()


@pytest.mark.parametrize(
    "data", [b"Just a letter to a friend, long enough to be no database.\n" * 40, b"x" * 9]
)
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(data)
    with pytest.raises(StoreError, match=r"letter\.txt"):
        open_store(file)
    assert file.read_bytes() == data


def test_a_file_that_is_not_there_is_made_only_where_asked(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    for address in (file, str(file), f"sqlite:///{file}"):
        with pytest.raises(StoreError, match=r"new\.db.*no such ledger"):
            open_store(address, create=False)
    assert not file.exists()
    with open_store(file):
        pass
    with open_store(file, create=False) as store:
        assert store.failures() == ()


def test_a_file_name_may_hold_any_letters(tmp_path: Path) -> None:
    file = tmp_path / "50 % of #1? دفتر.db"
    with open_store(file) as store:
        store.add(ENGLISH, english())
    assert file.exists()
    with open_store(str(file), create=False) as store:
        assert store.has(ENGLISH, OLD)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("mysql://host/db", "mysql"),
        ("nothing://x", "nothing"),
        ("sqlite:////no/such/folder/x.db", "/no/such/folder/x.db"),
        ("postgresql+psycopg://nobody@/x?host=/no/such/socket", "postgresql"),
        ("postgresql+nodriver://x/y", "nodriver"),
        ("://", "://"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(address: str, word: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(address)
    assert word in str(error.value)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=tmp_path.name):
        open_store(tmp_path)


def test_a_password_is_never_printed() -> None:
    with pytest.raises(StoreError) as error:
        open_store("postgresql+psycopg://user:s3cret@127.0.0.1:1/db")
    assert "s3cret" not in str(error.value)


def test_a_damaged_reading_is_named_and_the_rest_of_the_file_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with open_store(file) as store:
        store.add(ENGLISH, english())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE reading SET body = replace(body, 'Belkacem', 'Belkasem')")
    connection.close()
    with open_store(file) as store:
        with pytest.raises(StoreError, match=ENGLISH.id):
            store.ledger()
        assert store.origins(ENGLISH.id) == (ENGLISH.origin,)
