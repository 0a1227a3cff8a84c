"""Which documents tell of which parties, and how many tell of two of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import Row

from dragoman.store import schema
from dragoman.store.catalog.answers import DEALINGS
from dragoman.store.catalog.rows import NUMBER, codes
from dragoman.store.catalog.statements import PIECE, fill, many, pieces, where

DEALING_BITS = sum(1 << NUMBER[kind] for kind in DEALINGS)
_Key = tuple[str, str, str, str]  # two parties, a day, a document
_QUERY = (
    "SELECT r.document, d.last, t.kind, t.parties, t.sides FROM catalog_record r "
    "JOIN catalog_thing t ON t.thing = r.thing JOIN catalog_document d ON d.document = r.document"
)


def tell_of(connection: Connection, documents: Collection[str]) -> None:
    """Bring up to date which parties these documents tell of."""
    for some in pieces(sorted(set(documents)), PIECE):
        query = "SELECT one, other, day, document, kinds FROM catalog_telling WHERE document IN :keys"
        old = {(r.one, r.other, r.day, r.document): r.kinds for r in where(connection, query, some)}
        new = _keys(where(connection, f"{_QUERY} WHERE r.document IN :keys", some))
        gone = [key for key in old if old[key] != new.get(key)]
        come = [key for key in new if old.get(key) != new[key]]
        many(connection, _DELETE, (_named(key) for key in gone))
        fill(connection, schema.catalog_telling, [_named(key) | {"kinds": new[key]} for key in sorted(come)])
        change: dict[tuple[str, str], int] = defaultdict(int)
        for keys, kinds, step in ((gone, old, -1), (come, new, 1)):
            for key in keys:
                change[key[:2]] += step if _counts(key, kinds[key]) else 0
        _count(connection, change)


_DELETE = (
    "DELETE FROM catalog_telling WHERE one = :one AND other = :other AND day = :day AND document = :document"
)


def tell_of_all(connection: Connection) -> None:
    """The same for all documents, into empty tables."""
    after = ""
    while True:
        query = text(
            "SELECT document FROM catalog_document WHERE document > :after ORDER BY document LIMIT 2000"
        )
        some = connection.execute(query, {"after": after}).scalars().all()
        if not some:
            break
        after = some[-1]
        span = text(f"{_QUERY} WHERE r.document BETWEEN :first AND :last")
        found = _keys(connection.execute(span, {"first": some[0], "last": after}))
        fill(
            connection, schema.catalog_telling, [_named(key) | {"kinds": found[key]} for key in sorted(found)]
        )
    connection.execute(
        text(
            "INSERT INTO catalog_pair (one, other, documents, first, last) "
            "SELECT one, other, COUNT(*), MIN(NULLIF(day, '')), MAX(NULLIF(day, '')) FROM catalog_telling "
            f"WHERE one = other OR (kinds & {DEALING_BITS}) <> 0 GROUP BY one, other"
        )
    )


def _keys(rows: Iterable[Row[Any]]) -> dict[_Key, int]:
    """What documents tell of: each pair of parties of a thing, and each party with itself."""
    found: dict[_Key, int] = defaultdict(int)
    for row in rows:
        bit = 1 << row.kind
        for one, other in pairs(row.parties, row.sides):
            found[one, other, row.last or "", row.document] |= bit
    return found


def pairs(*texts: str) -> Iterator[tuple[str, str]]:
    """Each two of the parties that texts name, the lesser first, and each with itself."""
    named = sorted(set(codes(*texts)))
    yield from ((one, one) for one in named)
    yield from combinations(named, 2)


def _named(key: _Key) -> dict[str, Any]:
    return dict(zip(("one", "other", "day", "document"), key, strict=True))


def _counts(key: _Key, kinds: int) -> bool:
    return key[0] == key[1] or bool(kinds & DEALING_BITS)


def _count(connection: Connection, change: dict[tuple[str, str], int]) -> None:
    """Bring the rows of pairs up to date of which so many documents more or less tell."""
    if not change:
        return
    parties = {one for one, _ in change}
    query = "SELECT one, other, documents FROM catalog_pair WHERE one IN :keys"
    if len(change) < PIECE:
        wanted = [{"one": one, "other": other} for one, other in change]
        select = text("SELECT documents FROM catalog_pair WHERE one = :one AND other = :other")
        there = {(w["one"], w["other"]): connection.execute(select, w).scalar() for w in wanted}
    else:
        there = {(r.one, r.other): r.documents for r in where(connection, query, parties)}
    rows = []
    for (one, other), step in sorted(change.items()):
        known = there.get((one, other))
        count = (known or 0) + step
        if known is not None:
            connection.execute(
                text("DELETE FROM catalog_pair WHERE one = :one AND other = :other"),
                {"one": one, "other": other},
            )
        if count > 0:
            first, last = (connection.execute(edge, {"one": one, "other": other}).scalar() for edge in _EDGES)
            rows.append({"one": one, "other": other, "documents": count, "first": first, "last": last})
    fill(connection, schema.catalog_pair, rows)


_EDGES = tuple(
    text(
        "SELECT day FROM catalog_telling WHERE one = :one AND other = :other AND day <> '' "
        f"AND (one = other OR (kinds & {DEALING_BITS}) <> 0) ORDER BY day {way} LIMIT 1"
    )
    for way in ("ASC", "DESC")
)
