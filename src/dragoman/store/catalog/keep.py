"""The catalogue in its database: kept up to date with readings and merges, made anew where it does not fit.

The rows of a document follow from its reading and are written with the facts that merging needs, in the same
transactions; what things there are follows from them and from merging, and is brought up to date with that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.merge.cluster import Pair
from dragoman.merge.layer import LAYERS
from dragoman.merge.score import MergeSettings
from dragoman.model.record import Reading
from dragoman.model.text import Document
from dragoman.store import schema
from dragoman.store.catalog.groups import group_all, keep_nodes, regroup
from dragoman.store.catalog.open import open_all, reopen
from dragoman.store.catalog.rows import Row, copy_row, document_row, record_rows
from dragoman.store.catalog.statements import clear, fill, pieces, where
from dragoman.store.catalog.telling import tell_of, tell_of_all
from dragoman.store.catalog.things import tell, tell_all
from dragoman.store.catalog.watch import Moved, own_score
from dragoman.store.workings import SqlWorkings

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_PIECE = 2000  # nodes looked at together
_MERGED = (
    schema.catalog_thing,
    schema.catalog_side,
    schema.catalog_telling,
    schema.catalog_pair,
    schema.catalog_node,
    schema.catalog_open,
    schema.catalog_stale,
)
_LOOKED_UP = tuple(index for table in _MERGED for index in sorted(table.indexes, key=str))
_GROUPED = next(index for index in schema.catalog_record.indexes if index.name == "ix_catalog_record_thing")


# --- one document -----------------------------------------------------------------------------------------


def learn(connection: Connection, read: Iterable[tuple[Document, Reading]], merging: str) -> None:
    """Keep the rows of documents that have none; ``merging`` is the checksum of what merging is made with."""
    documents: list[Row] = []
    records: list[Row] = []
    for document, reading in read:
        documents.append(document_row(document, reading) | {"program": program(merging)})
        records += record_rows(reading)
    for table, rows in ((schema.catalog_document, documents), (schema.catalog_record, records)):
        for some in pieces(rows, _PIECE):
            connection.execute(_INSERT[connection.dialect.name](table).on_conflict_do_nothing(), some)


def forget(connection: Connection, documents: Collection[str]) -> None:
    """Drop the rows of documents that are to be worked out anew."""
    lost = {row.thing for row in where(connection, _THINGS, documents) if row.thing is not None}
    if lost:
        rows = [{"thing": thing} for thing in sorted(lost)]
        connection.execute(
            _INSERT[connection.dialect.name](schema.catalog_stale).on_conflict_do_nothing(), rows
        )
    for table in ("catalog_record", "catalog_document"):
        clear(connection, f"DELETE FROM {table} WHERE document IN :keys", documents)


_THINGS = "SELECT DISTINCT thing FROM catalog_record WHERE document IN :keys"


def noted(connection: Connection, document: Document) -> None:
    """Take over what the copies of a document now say of it."""
    table = schema.catalog_document
    connection.execute(table.update().where(table.c.document == document.id).values(**copy_row(document)))


# --- all of them ------------------------------------------------------------------------------------------


def is_fit(connection: Connection, merging: str) -> bool:
    """Whether the catalogue was made by this program, of what is merged."""
    table = schema.merge_state
    found = connection.execute(select(table.c.value).where(table.c.name == "catalog")).scalar()
    return found == program(merging)


def missing(connection: Connection, merging: str, most: int) -> list[str]:
    """Some documents that have been read and have no rows of this program; the others' are dropped."""
    stale = text(
        "DELETE FROM catalog_record WHERE document IN "
        "(SELECT document FROM catalog_document WHERE program <> :now)"
    )
    connection.execute(stale, {"now": program(merging)})
    connection.execute(text("DELETE FROM catalog_document WHERE program <> :now"), {"now": program(merging)})
    query = text(
        "SELECT r.document_id FROM reading r LEFT JOIN catalog_document d ON d.document = r.document_id "
        "WHERE d.document IS NULL ORDER BY r.document_id LIMIT :most"
    )
    return list(connection.execute(query, {"most": most}).scalars())


def known(connection: Connection, documents: Collection[str]) -> set[str]:
    """Those of these documents that have rows."""
    query = "SELECT document FROM catalog_document WHERE document IN :keys"
    return {row.document for row in where(connection, query, documents)}


def follow(
    connection: Connection,
    moved: Moved,
    documents: Collection[str],
    spoken: Collection[Pair],
    settings: MergeSettings,
) -> None:
    """Bring the catalogue up to date with what a merge of these documents moved."""
    stale = set(connection.execute(select(schema.catalog_stale.c.thing)).scalars())
    turned = keep_nodes(connection, moved)
    touched, voices = regroup(connection, moved, turned, documents, stale, settings)
    touched |= {row.thing for row in where(connection, _THINGS, documents) if row.thing is not None}
    other = tell(connection, touched)
    telling = {*documents}
    telling |= {row.document for row in where(connection, _BEARERS, other)}
    tell_of(connection, telling)
    reopen(connection, moved, turned, touched, voices, spoken, settings)
    connection.execute(delete(schema.catalog_stale))


_BEARERS = "SELECT DISTINCT document FROM catalog_record WHERE thing IN :keys"


def build(connection: Connection, spoken: Collection[Pair], settings: MergeSettings, merging: str) -> None:
    """Make all of it anew but the rows of single documents, which are there."""
    for table in _MERGED:
        connection.execute(delete(table))
    for index in (*_LOOKED_UP, _GROUPED):
        index.drop(connection, checkfirst=True)
    _all_nodes(connection, settings)
    group_all(connection, settings)
    _GROUPED.create(connection)
    tell_all(connection)
    tell_of_all(connection)
    open_all(connection, spoken, settings)
    for index in _LOOKED_UP:
        index.create(connection, checkfirst=True)
    state = schema.merge_state
    connection.execute(delete(state).where(state.c.name == "catalog"))
    connection.execute(insert(state), [{"name": "catalog", "value": program(merging)}])


def _all_nodes(connection: Connection, settings: MergeSettings) -> None:
    workings = SqlWorkings(connection)
    for number, layer in enumerate(LAYERS):
        if not layer.described:
            continue
        scales = layer.scales(settings)
        query = text("SELECT node FROM merge_body WHERE layer = :layer ORDER BY node")
        nodes = connection.execute(query, {"layer": number}).scalars().all()
        for some in pieces(nodes, _PIECE):
            rows = []
            for node, one in workings.bodies(layer.name, some).items():
                score = own_score(scales, one)
                rows.append(
                    {"layer": number, "node": node, "first": one.first, "score": score, "count": one.count}
                )
            fill(connection, schema.catalog_node, rows)


def program(merging: str) -> str:
    """A checksum of all that the rows depend on."""
    return hashlib.sha256(f"{merging} {_sources()}".encode()).hexdigest()[:20]


@cache
def _sources() -> str:
    digest = hashlib.sha256()
    for source in sorted((files("dragoman") / "store" / "catalog").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".py") and source.name not in _ASKING:
            digest.update(source.read_bytes())
    return digest.hexdigest()


_ASKING = ("__init__.py", "ask.py", "answers.py", "find.py")
