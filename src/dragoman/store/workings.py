"""What a merge keeps, in the tables of the ledger."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection

from dragoman.errors import StoreError
from dragoman.merge.block import Seat
from dragoman.merge.cluster import Pair
from dragoman.merge.compare.bodies import Organ
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.people import Profile
from dragoman.merge.facts import Facts, Part, load_facts
from dragoman.merge.layer import DEEDS, LAYERS, ORGANS, PEOPLE
from dragoman.merge.runs import Runs
from dragoman.merge.workings import USUAL, Change, Edge, Home, Near, Weight

_MANY = 400  # keys in one statement
_CODES = {**{layer.name: number for number, layer in enumerate(LAYERS)}, USUAL: len(LAYERS)}
_Rows = Mapping[tuple[str, ...], tuple[Any, ...] | None]
_BODIES: Mapping[str, TypeAdapter[Any]] = {
    PEOPLE.name: TypeAdapter(Profile),
    DEEDS.name: TypeAdapter(Deed),
    ORGANS.name: TypeAdapter(Organ),
}


class SqlWorkings:
    """See ``merge.workings.Workings``. Every call is part of the transaction of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        dbapi = (
            connection.connection.dbapi_connection
        )  # many small statements: the driver's own way is faster
        assert dbapi is not None
        self._cursor = dbapi.cursor()
        self._refusal = connection.dialect.loaded_dbapi.Error

    # --- documents --------------------------------------------------------------------------------------

    def facts(self, documents: Iterable[str], *parts: Part) -> Iterator[Facts]:
        columns = ", ".join(("document_id, lang, first, last", *(part.value for part in parts)))
        for some in _pieces(sorted(documents)):
            query = f"SELECT {columns} FROM merge_facts WHERE document_id IN ({self._marks(some)})"
            for key, lang, first, last, *texts in self._all(f"{query} ORDER BY document_id", some):
                days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first else None
                yield load_facts(key, lang, days, dict(zip(parts, texts, strict=True)))

    def runs(self, documents: Collection[str]) -> Mapping[str, Runs]:
        out = {}
        for some in _pieces(sorted(documents)):
            query = f"SELECT document_id, runs FROM merge_facts WHERE document_id IN ({self._marks(some)})"
            for key, runs in self._all(query, some):
                out[key] = np.frombuffer(runs, dtype="<u4")
        return out

    # --- nodes ------------------------------------------------------------------------------------------

    def is_empty(self, layer: str) -> bool:
        return not self._all("SELECT 1 FROM merge_place WHERE layer = ? LIMIT 1", (_CODES[layer],))

    def members_in(self, layer: str, documents: Collection[str]) -> Mapping[str, str]:
        return dict(self._where("record, node", "merge_member", layer, "document", documents))

    def members_of(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[str, tuple[str, str]]:
        rows = self._where("record, node, document", "merge_member", layer, "node", nodes)
        return {record: (node, document) for record, node, document in rows}

    def nodes_of(self, layer: str, records: Collection[str]) -> Mapping[str, str]:
        return dict(self._where("record, node", "merge_member", layer, "record", records))

    def bodies(self, layer: str, nodes: Collection[str]) -> Mapping[str, Any]:
        load = _BODIES[layer].validate_json
        return {n: load(body) for n, body in self._where("node, body", "merge_body", layer, "node", nodes)}

    def seats(self, layer: str, nodes: Collection[str]) -> Mapping[str, Seat]:
        rows = self._where("node, place, firm, loose", "merge_place", layer, "node", nodes)
        return {node: Seat(place, _keys(firm), _keys(loose)) for node, place, firm, loose in rows}

    def around(
        self, layer: str, key: int, order: str, node: str, reach: int
    ) -> tuple[list[Near], list[Near]]:
        found = []
        for sign, way in (("<", "DESC"), (">", "ASC")):
            query = (
                "SELECT node, firm FROM merge_seat WHERE layer = ? AND seat_key = ? "
                f"AND (place, node) {sign} (?, ?) ORDER BY place {way}, node {way} LIMIT ?"
            )
            rows = self._all(query, (_CODES[layer], key, order, node, reach))
            found.append([Near(other, bool(firm)) for other, firm in rows])
        return found[0], found[1]

    def edges(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[Pair, Edge]:
        rows = self._edges("score, details, refused", layer, nodes)
        return {(left, right): Edge(*edge) for left, right, *edge in rows}

    def weights(
        self, layer: str, nodes: Collection[str] | None = None, least: float | None = None
    ) -> Mapping[Pair, Weight]:
        rows = self._edges("score, refused", layer, nodes, least)
        return {(left, right): Weight(score, refused) for left, right, score, refused in rows}

    def _edges(
        self, columns: str, layer: str, nodes: Collection[str] | None, least: float | None = None
    ) -> Iterator[Any]:
        """The edges with an end among these nodes, those with both ends there twice."""
        columns = f"left_id, right_id, {columns}"
        yield from self._where(columns, "merge_edge", layer, "left_id", nodes, least)
        if nodes is not None:
            yield from self._where(columns, "merge_edge", layer, "right_id", nodes, least)

    def between(self, layer: str, pairs: Collection[Pair]) -> Mapping[Pair, Edge]:
        query = (
            "SELECT score, details, refused FROM merge_edge WHERE layer = ? AND left_id = ? AND right_id = ?"
        )
        found = {both: self._all(query, (_CODES[layer], *both)) for both in pairs}
        return {both: Edge(*rows[0]) for both, rows in found.items() if rows}

    def homes(self, layer: str, nodes: Collection[str]) -> Mapping[str, Home]:
        rows = self._where("node, sure, maybe", "merge_home", layer, "node", nodes)
        return {node: Home(sure, maybe) for node, sure, maybe in rows}

    def group(self, layer: str, homes: Collection[str]) -> Mapping[str, str]:
        return dict(self._where("node, sure", "merge_home", layer, "sure", homes))

    # --- writing ----------------------------------------------------------------------------------------

    def put(self, layer: str, change: Change) -> None:
        code = _CODES[layer]
        self._put_seats(code, change)
        self._replace(
            "merge_edge",
            ("left_id", "right_id"),
            ("score", "details", "refused"),
            code,
            {b: (e.score, e.values, e.refused) if e else None for b, e in change.edges.items()},
            change.is_new,
        )
        self._many(
            "UPDATE merge_edge SET refused = ? WHERE layer = ? AND left_id = ? AND right_id = ?",
            ((why, code, *both) for both, why in change.refused.items()),
        )
        homes: _Rows = {(node,): home for node, home in change.homes.items()}
        self._replace("merge_home", ("node",), ("sure", "maybe"), code, homes, change.is_new)
        members: _Rows = {(record,): place for record, place in change.members.items()}
        self._replace("merge_member", ("record",), ("node", "document"), code, members, change.is_new)
        if change.bodies:
            dump = _BODIES[layer].dump_json
            bodies: _Rows = {
                (node,): (dump(body).decode(),) if body is not None else None
                for node, body in change.bodies.items()
            }
            self._replace("merge_body", ("node",), ("body",), code, bodies, change.is_new)

    def _put_seats(self, code: int, change: Change) -> None:
        if not change.seats:
            return
        known: Mapping[str, Seat] = {}
        if not change.is_new:
            known = self.seats(LAYERS[code].name, change.seats)
            gone = [
                (code, key, one.order, node) for node, one in known.items() for key in (*one.firm, *one.loose)
            ]
            self._many(
                "DELETE FROM merge_seat WHERE layer = ? AND seat_key = ? AND place = ? AND node = ?", gone
            )
        rows = (
            (code, key, one.order, node, firm)
            for node, one in change.seats.items()
            if one is not None
            for keys, firm in ((one.firm, 1), (one.loose, 0))
            for key in keys
        )
        self._many("INSERT INTO merge_seat (layer, seat_key, place, node, firm) VALUES (?, ?, ?, ?, ?)", rows)
        places: _Rows = {
            (node,): (one.order, _blob(one.firm), _blob(one.loose)) if one is not None else None
            for node, one in change.seats.items()
        }
        self._replace("merge_place", ("node",), ("place", "firm", "loose"), code, places, change.is_new)

    def _replace(
        self,
        table: str,
        keys: Sequence[str],
        columns: Sequence[str],
        code: int,
        rows: _Rows,
        is_new: bool,
    ) -> None:
        """Rows by their key, those that are None taken out."""
        if not rows:
            return
        if not is_new:
            match = " AND ".join(f"{key} = ?" for key in keys)
            self._many(f"DELETE FROM {table} WHERE layer = ? AND {match}", [(code, *key) for key in rows])
        names = ", ".join(("layer", *keys, *columns))
        marks = ", ".join("?" * (1 + len(keys) + len(columns)))
        found = ((code, *key, *row) for key, row in rows.items() if row is not None)
        self._many(f"INSERT INTO {table} ({names}) VALUES ({marks})", found)

    # --- statements -------------------------------------------------------------------------------------

    def _where(
        self,
        columns: str,
        table: str,
        layer: str,
        column: str,
        values: Collection[str] | None,
        least: float | None = None,
    ) -> Iterator[Any]:
        """The rows of a layer whose column has one of these values; all, without any. With ``least`` those
        alone with at least that score."""
        query = f"SELECT {columns} FROM {table} WHERE layer = ?"
        first: list[Any] = [_CODES[layer]]
        if least is not None:
            query += " AND score >= ?"
            first.append(least)
        if values is None:
            yield from self._all(query, first)
            return
        for some in _pieces(sorted(set(values))):
            yield from self._all(f"{query} AND {column} IN ({self._marks(some)})", (*first, *some))

    def _all(self, query: str, values: Sequence[Any]) -> Sequence[Any]:
        try:
            self._cursor.execute(query.replace("?", self._mark), tuple(values))
            found: Sequence[Any] = self._cursor.fetchall()
        except self._refusal as error:
            raise StoreError(str(error)) from error
        return found

    def _many(self, query: str, rows: Iterable[tuple[Any, ...]]) -> None:
        found = list(rows)
        if found:
            try:
                self._cursor.executemany(query.replace("?", self._mark), found)
            except self._refusal as error:
                raise StoreError(str(error)) from error

    def _marks(self, values: Sequence[Any]) -> str:
        return ", ".join("?" * len(values))


def _pieces(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]


def _blob(keys: Sequence[int]) -> bytes:
    return np.array(keys, dtype="<i8").tobytes()


def _keys(blob: bytes) -> tuple[int, ...]:
    return tuple(array("q", np.frombuffer(blob, dtype="<i8").tobytes()))
