"""Merges that wait for a person: one question for each two things, as the review asks them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from dragoman.merge.layer import LAYERS
from dragoman.merge.score import MergeSettings
from dragoman.model.judgement import MACHINE, Judgement, Matter, Verdict
from dragoman.store.catalog.answers import Kind, OpenMerge, Page
from dragoman.store.catalog.groups import KIND_OF_LAYER
from dragoman.store.catalog.rows import NUMBER
from dragoman.store.catalog.statements import where

_LAYERS: Mapping[Matter, tuple[int, ...]] = {
    matter: tuple(number for number, layer in enumerate(LAYERS) if layer.matter is matter)
    for matter in Matter
}
_SCORE = "score"  # why a question is asked where no rule forbids: the score is in the middle band
_BIT = 1 << NUMBER[Kind.ENGAGEMENT]


def questions(
    connection: Connection,
    matter: Matter,
    parties: Sequence[str],
    judged: Iterable[Judgement],
    settings: MergeSettings,
    limit: int | None,
    offset: int,
) -> Page[OpenMerge]:
    """See ``Catalog.waiting``."""
    parties = _rarest_first(connection, parties)
    query, values = _query(matter, parties, settings, connection.dialect.name == "postgresql")
    parted = _parted(connection, matter, judged)
    for number, (one, other) in enumerate(sorted(parted)):
        query += f" AND NOT (q.one = :one{number} AND q.other = :other{number})"
        values |= {f"one{number}": one, f"other{number}": other}
    total = connection.execute(text(f"SELECT COUNT(*) FROM {query}"), values).scalar_one()
    rows = connection.execute(
        text(
            f"SELECT * FROM {query} ORDER BY q.score DESC, q.left_id, q.right_id LIMIT :limit OFFSET :offset"
        ),
        {**values, "limit": total if limit is None else limit, "offset": offset},
    ).all()
    return Page(rows=tuple(_named(connection, matter, rows)), total=total, offset=offset)


def _rarest_first(connection: Connection, parties: Collection[str]) -> list[str]:
    query = "SELECT one, documents FROM catalog_pair WHERE one = other AND one IN :keys"
    told = {row.one: row.documents for row in where(connection, query, parties)}
    return sorted(parties, key=lambda party: (told.get(party, 0), party))


def _query(
    matter: Matter, parties: Sequence[str], settings: MergeSettings, on_postgresql: bool
) -> tuple[str, dict[str, Any]]:
    """Rows with the layer, two nodes (or two records of one node), their things, and the score."""
    layers = _LAYERS[matter]
    numbers = ", ".join(map(str, layers))
    pairs = (
        "SELECT layer, left_id, right_id, one, other, score, 0 AS star FROM catalog_open "
        f"WHERE layer IN ({numbers}) AND best = 1"
    )
    if parties and len(layers) == 1:  # looked up by the things of one of them, and not by the score
        kind = KIND_OF_LAYER[layers[0]]
        mine = f"(SELECT thing FROM catalog_side WHERE party = :rare AND kind = {kind})"
        pairs = f"{pairs} AND one IN {mine} UNION {pairs} AND other IN {mine}"
    values: dict[str, Any] = {}
    if len(layers) > 1:  # the same two texts can be asked about for their words and for what they tell
        pairs += (
            f" AND NOT EXISTS (SELECT 1 FROM catalog_open t WHERE t.best = 1 AND t.layer IN ({numbers}) "
            "AND t.left_id = catalog_open.left_id AND t.right_id = catalog_open.right_id "
            "AND (t.score > catalog_open.score "
            "OR (t.score = catalog_open.score AND t.layer > catalog_open.layer)))"
        )
    elif LAYERS[layers[0]].described:
        pairs += (
            " UNION ALL SELECT n.layer, n.first, m.record, n.first, m.record, n.score, 1 FROM catalog_node n "
            "CROSS JOIN merge_member m WHERE m.layer = n.layer AND m.node = n.node AND m.record <> n.first "
            f"AND n.layer = {layers[0]} AND n.count > 1 AND n.score < :same AND n.score >= :proposed"
        )
        values = {"same": settings.same, "proposed": settings.proposed}
    query = f"({pairs}) q"
    conditions = ["1 = 1"]
    if parties:
        query += _sides(matter, "STRING_AGG" if on_postgresql else "GROUP_CONCAT")
        values |= {f"party{n}": f"% {party} %" for n, party in enumerate(parties)}
        if len(layers) == 1:
            values["rare"] = parties[0]
        marks = [f":party{n}" for n in range(len(parties))]
        conditions += [f"(a.parties LIKE {mark} OR b.parties LIKE {mark})" for mark in marks]
        for side in ("a", "b"):
            told = " OR ".join(f"{side}.parties LIKE {mark}" for mark in marks)
            conditions.append(f"({side}.parties = '  ' OR {told})")
    return f"{query} WHERE {' AND '.join(conditions)}", values


def _sides(matter: Matter, gathered: str) -> str:
    """Joins that give the parties of both things, between spaces."""
    out = ""
    for name, key, node in (("a", "one", "left_id"), ("b", "other", "right_id")):
        if matter is Matter.DOCUMENT:
            out += (
                " JOIN (SELECT d.document, ' ' || COALESCE((SELECT "
                f"{gathered}(one, ' ') FROM catalog_telling t WHERE "
                f"t.document = d.document AND t.one = t.other AND (t.kinds & {_BIT}) <> 0), '') "
                "|| ' ' AS parties "
                f"FROM catalog_document d) {name} ON {name}.document = q.{node}"
            )
        else:
            out += (
                f" JOIN (SELECT thing, ' ' || parties || ' ' AS parties FROM catalog_thing) {name} "
                f"ON {name}.thing = q.{key}"
            )
    return out


def _parted(connection: Connection, matter: Matter, judged: Iterable[Judgement]) -> set[tuple[str, str]]:
    """Pairs of things that a person keeps apart by a word on members of theirs."""
    apart = [
        j
        for j in judged
        if j.matter is matter and j.judge != MACHINE and j.retracted_at is None and j.verdict is Verdict.APART
    ]
    ids = {identity for j in apart for identity in (j.left, j.right)}
    things = _things(connection, matter, ids)
    found = {(things[j.left], things[j.right]) for j in apart if j.left in things and j.right in things}
    return {(min(both), max(both)) for both in found if both[0] != both[1]}


def _things(connection: Connection, matter: Matter, ids: Collection[str]) -> dict[str, str]:
    query = (
        "SELECT document AS item, voice AS thing FROM catalog_document WHERE document IN :keys"
        if matter is Matter.DOCUMENT
        else "SELECT record AS item, thing FROM catalog_record WHERE record IN :keys"
    )
    return {row.item: row.thing for row in where(connection, query, ids)}


def _named(connection: Connection, matter: Matter, rows: Sequence[Any]) -> list[OpenMerge]:
    """The rows with the records that stand for nodes, and with why they are asked."""
    why = text(
        "SELECT refused FROM merge_edge WHERE layer = :layer AND left_id = :left AND right_id = :right"
    )
    first = text("SELECT first FROM catalog_node WHERE layer = :layer AND node = :node")
    found = []
    for row in rows:
        described = LAYERS[row.layer].described and not row.star
        ends = [
            connection.execute(first, {"layer": row.layer, "node": node}).scalar_one() if described else node
            for node in (row.left_id, row.right_id)
        ]
        key = {"layer": row.layer, "left": row.left_id, "right": row.right_id}
        refused = "" if row.star else connection.execute(why, key).scalar_one()
        found.append((min(ends), max(ends), row.score, refused or _SCORE))
    things = _things(connection, matter, {item for left, right, _, _ in found for item in (left, right)})
    return [
        OpenMerge(
            matter=matter,
            left=left,
            right=right,
            left_home=left if matter is Matter.DOCUMENT else things[left],
            right_home=right if matter is Matter.DOCUMENT else things[right],
            score=score,
            why=reason,
        )
        for left, right, score, reason in found
    ]
