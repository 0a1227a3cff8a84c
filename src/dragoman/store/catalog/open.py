"""Pairs of which it is open whether they are one thing, with one of each two things by which it is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, text

from dragoman.merge.cluster import Pair
from dragoman.merge.layer import EVENTS, LAYERS, OUTLINES, TEXTS
from dragoman.merge.score import MergeSettings
from dragoman.model.judgement import MACHINE, Judgement
from dragoman.store import schema
from dragoman.store.catalog.statements import PIECE, fill, many, of_pairs, pieces, where
from dragoman.store.catalog.watch import NUMBERS, Moved

_TEXTS, _OUTLINES, _EVENTS = (NUMBERS[layer.name] for layer in (TEXTS, OUTLINES, EVENTS))
_OF_DOCUMENTS = frozenset({_TEXTS, _OUTLINES})


class _Open(NamedTuple):
    """What is open between two things: how likely they are one, and which they are, the lesser first."""

    score: float
    one: str
    other: str


def said(judged: Iterable[Judgement]) -> set[Pair]:
    """The pairs that people have spoken of."""
    return {(j.left, j.right) for j in judged if j.judge != MACHINE and j.retracted_at is None}


def reopen(
    connection: Connection,
    moved: Moved,
    turned: Mapping[int, Collection[str]],
    things: Collection[str],
    voices: Collection[str],
    spoken: Collection[Pair],
    settings: MergeSettings,
) -> None:
    """Bring the open pairs up to date with edges and groups that changed. ``things`` and ``voices`` are no
    more, or are new."""
    for layer in range(len(LAYERS)):
        settled = _OUTLINES if layer in _OF_DOCUMENTS else layer
        nodes = {*moved.nodes[settled], *turned.get(layer, ())}
        edges = set(moved.edges[layer])
        gone = voices if layer in _OF_DOCUMENTS else things
        for side in ("one", "other"):
            query = f"SELECT left_id, right_id FROM catalog_open WHERE layer = :layer AND {side} IN :keys"
            edges |= {(r.left_id, r.right_id) for r in where(connection, query, gone, {"layer": layer})}
        for side in ("left_id", "right_id"):
            # with the score, or the planner reads the whole of an index that has both ends
            query = (
                f"SELECT left_id, right_id, score FROM merge_edge WHERE layer = :layer AND {side} IN :keys"
            )
            edges |= {(r.left_id, r.right_id) for r in where(connection, query, nodes, {"layer": layer})}
        for some in pieces(sorted(edges), PIECE):
            _weigh(connection, layer, some, spoken, settings)


def _weigh(
    connection: Connection,
    layer: int,
    edges: Collection[Pair],
    spoken: Collection[Pair],
    settings: MergeSettings,
) -> None:
    """Whether these pairs are open now; the best of each two things is marked anew."""
    columns = "t.left_id, t.right_id, t.score, t.one, t.other"
    before = {
        (row.left_id, row.right_id): _Open(row.score, row.one, row.other)
        for row in of_pairs(connection, columns, "catalog_open", layer, edges)
    }
    ends = "t.left_id, t.right_id, t.score, t.refused"
    found: dict[Pair, float] = {
        both: row.score
        for row in of_pairs(connection, ends, "merge_edge", layer, edges)
        if (row.score < settings.same or row.refused) and (both := (row.left_id, row.right_id)) not in spoken
    }
    homes = _homes(connection, layer, {item for both in found for item in both})
    now = {}
    for (left, right), score in found.items():
        if left in homes and right in homes and homes[left] != homes[right]:
            now[left, right] = _Open(score, *sorted((homes[left], homes[right])))
    other = sorted(both for both in {*before, *now} if before.get(both) != now.get(both))
    ours = "WHERE layer = :layer AND left_id = :left AND right_id = :right"
    gone = [{"layer": layer, "left": both[0], "right": both[1]} for both in other if both in before]
    many(connection, f"DELETE FROM catalog_open {ours}", gone)
    rows = [
        {"layer": layer, "left_id": both[0], "right_id": both[1], "best": 0} | now[both]._asdict()
        for both in other
        if both in now
    ]
    fill(connection, schema.catalog_open, rows)
    changed = [one for both in other for one in (before.get(both), now.get(both)) if one is not None]
    _mark(connection, layer, {(one.one, one.other) for one in changed})


def _homes(connection: Connection, layer: int, nodes: Collection[str]) -> dict[str, str]:
    """The thing of each node: that of its least record."""
    if layer in _OF_DOCUMENTS:
        query = "SELECT document AS node, voice AS thing FROM catalog_document WHERE document IN :keys"
    elif layer == _EVENTS:
        query = "SELECT record AS node, thing FROM catalog_record WHERE record IN :keys"
    else:
        query = (
            "SELECT n.node, r.thing FROM catalog_node n JOIN catalog_record r ON r.record = n.first "
            "WHERE n.layer = :layer AND n.node IN :keys"
        )
    values = {} if layer in _OF_DOCUMENTS or layer == _EVENTS else {"layer": layer}
    return {row.node: row.thing for row in where(connection, query, nodes, values)}


def _mark(connection: Connection, layer: int, groups: Iterable[Pair]) -> None:
    """Mark the pair with the best score of each two things, the least of several."""
    query = text(
        "SELECT left_id, right_id, best FROM catalog_open "
        "WHERE layer = :layer AND one = :one AND other = :other ORDER BY score DESC, left_id, right_id"
    )
    changes = []
    for one, other in sorted(groups):
        for place, row in enumerate(connection.execute(query, {"layer": layer, "one": one, "other": other})):
            if row.best != (place == 0):
                changes.append(
                    {"layer": layer, "left": row.left_id, "right": row.right_id, "best": int(place == 0)}
                )
    change = (
        "UPDATE catalog_open SET best = :best WHERE layer = :layer AND left_id = :left AND right_id = :right"
    )
    many(connection, change, changes)


def open_all(connection: Connection, spoken: Collection[Pair], settings: MergeSettings) -> None:
    """Fill the empty table with all that is open."""
    for layer in range(len(LAYERS)):
        connection.execute(
            text(
                "INSERT INTO catalog_open (layer, left_id, right_id, score, one, other, best) "
                "SELECT e.layer, e.left_id, e.right_id, e.score, "
                "CASE WHEN a.thing < b.thing THEN a.thing ELSE b.thing END, "
                "CASE WHEN a.thing < b.thing THEN b.thing ELSE a.thing END, 0 "
                f"FROM merge_edge e JOIN {_home(layer, 'a', 'e.left_id')} "
                f"JOIN {_home(layer, 'b', 'e.right_id')} "
                "WHERE e.layer + 0 = :layer "  # in the order of the file: an index would lead all over it
                "AND a.thing <> b.thing AND (e.score < :same OR e.refused <> '')"
            ),
            {"layer": layer, "same": settings.same},
        )
    ours = "WHERE left_id = :left AND right_id = :right"
    gone = [{"left": left, "right": right} for left, right in sorted(spoken)]
    for layer in range(len(LAYERS)):
        many(connection, f"DELETE FROM catalog_open {ours} AND layer = {layer}", gone)
    connection.execute(
        text(
            "WITH ranked AS (SELECT layer, left_id, right_id, "
            "ROW_NUMBER() OVER (PARTITION BY layer, one, other "
            "ORDER BY score DESC, left_id, right_id) AS place FROM catalog_open) "
            "UPDATE catalog_open SET best = 1 FROM ranked WHERE ranked.place = 1 "
            "AND ranked.layer = catalog_open.layer AND ranked.left_id = catalog_open.left_id "
            "AND ranked.right_id = catalog_open.right_id"
        )
    )


def _home(layer: int, name: str, node: str) -> str:
    if layer in _OF_DOCUMENTS:
        return f"(SELECT document, voice AS thing FROM catalog_document) {name} ON {name}.document = {node}"
    if layer == _EVENTS:
        return f"catalog_record {name} ON {name}.record = {node}"
    return (
        "(SELECT n.layer, n.node, r.thing FROM catalog_node n JOIN catalog_record r ON r.record = n.first) "
        f"{name} ON {name}.layer = e.layer AND {name}.node = {node}"
    )
