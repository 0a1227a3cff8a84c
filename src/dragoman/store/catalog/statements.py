"""Statements on many keys, a few hundred at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, text
from sqlalchemy.engine import Row

MANY = 400  # keys in one statement
PIECE = 5000  # rows written at once


def where(
    connection: Connection, query: str, keys: Collection[str], values: Mapping[str, Any] | None = None
) -> Iterator[Row[Any]]:
    """The rows of a query with ``IN :keys``, for all of the keys."""
    statement = text(query).bindparams(bindparam("keys", expanding=True))
    for some in pieces(sorted(set(keys)), MANY):
        yield from connection.execute(statement, {"keys": some, **(values or {})}).all()


_GIVEN = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS left_id, json_extract(value, '$[1]') AS right_id "
    "FROM json_each(:pairs)",
    "postgresql": "SELECT value ->> 0 AS left_id, value ->> 1 AS right_id "
    "FROM json_array_elements(CAST(:pairs AS JSON))",
}


def of_pairs(
    connection: Connection,
    columns: str,
    table: str,
    layer: int,
    pairs: Collection[tuple[str, str]],
) -> Iterator[Row[Any]]:
    """Columns of the rows ``t`` of a table that have these pairs of ends in a layer."""
    query = text(
        f"SELECT {columns} FROM ({_GIVEN[connection.dialect.name]}) g CROSS JOIN {table} t "
        "WHERE t.layer = :layer AND t.left_id = g.left_id AND t.right_id = g.right_id"
    )
    for some in pieces(sorted(pairs), PIECE):
        yield from connection.execute(query, {"layer": layer, "pairs": json.dumps(some)}).all()


def clear(
    connection: Connection, query: str, keys: Collection[str], values: Mapping[str, Any] | None = None
) -> None:
    """Run a statement with ``IN :keys`` for all of the keys."""
    statement = text(query).bindparams(bindparam("keys", expanding=True))
    for some in pieces(sorted(set(keys)), MANY):
        connection.execute(statement, {"keys": some, **(values or {})})


def many(connection: Connection, query: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Run a statement once for each row."""
    for some in pieces(list(rows), PIECE):
        connection.execute(text(query), some)


def fill(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet."""
    for some in pieces(rows, PIECE):
        connection.execute(insert(table), some)


def pieces(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
