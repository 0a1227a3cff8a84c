"""Some documents of a ledger, with what they tell put together as the whole ledger has it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.engine import Row

from dragoman.merge.cluster import Pair, pair
from dragoman.merge.flow import twin
from dragoman.merge.layer import EVENTS, LAYERS, OUTLINES, TEXTS, Layer
from dragoman.merge.ledger.sources import Larger
from dragoman.merge.refer import references
from dragoman.merge.score import MergeSettings
from dragoman.model.correction import Correction, parse_party, party_text
from dragoman.model.judgement import Judgement, Reason, Verdict
from dragoman.model.record import Engagement, Party, Reading
from dragoman.store.base import EVERYTHING, Focus
from dragoman.store.catalog.answers import Kind
from dragoman.store.catalog.groups import KIND_OF_LAYER
from dragoman.store.catalog.rows import NUMBER, codes
from dragoman.store.catalog.statements import of_pairs, where
from dragoman.store.catalog.watch import NUMBERS
from dragoman.store.workings import SqlWorkings

_MERGED = ", ".join(str(NUMBER[kind]) for kind in (Kind.ENGAGEMENT, Kind.INSTRUMENT, Kind.BODY))
_MOST = 12  # documents of a thing that are brought for it: what everybody tells of would bring them all
_QUESTIONS = 12  # ends of questions on a thing, two each, whose documents are brought
_GIVEN = {
    "sqlite": "json_each(:nodes)",
    "postgresql": "json_array_elements_text(CAST(:nodes AS JSON)) AS given (value)",
}
_PERSON, _EVENT = NUMBER[Kind.PERSON], NUMBER[Kind.ENGAGEMENT]
_TEXTS, _OUTLINES, _EVENTS = (NUMBERS[layer.name] for layer in (TEXTS, OUTLINES, EVENTS))


def closed(
    connection: Connection,
    documents: Collection[str],
    corrections: Iterable[Correction],
    focus: Focus,
    readings: Iterable[Reading],
) -> set[str]:
    """These documents with the others that report the same engagements, instruments and bodies, save those
    of which very many tell, and with the documents of what a person said that one of their engagements is
    part of, or was held by. Of all these only what the focus is on; the ``readings`` of the documents are
    looked through where it is on a thing."""
    found: set[str] = set()
    things: set[str] = set()
    if focus.parties or not focus.things:
        things |= {row.thing for row in _told(connection, documents, focus.parties)}
    if focus.things:
        near = _near(connection, focus.things, readings) if not focus.alone else set()
        there = _told(connection, documents)
        things |= {row.thing for row in there if row.thing in focus.things or row.record in near}
        if not focus.alone:
            found |= _asked_with(connection, focus.things)
    query = "SELECT DISTINCT document FROM catalog_record WHERE thing IN :keys"
    found |= {row.document for row in where(connection, query, things)}
    found |= {row.document for row in where(connection, _DOCUMENTS, documents)}
    named = {c.value: c.record for c in corrections if c.field in ("part_of", "body") and c.value}
    if named:
        query = "SELECT record, document FROM catalog_record WHERE record IN :keys"
        here = {r.record for r in where(connection, query, set(named.values())) if r.document in found}
        wanted = {value for value, record in named.items() if record in here}
        query = "SELECT thing FROM catalog_record WHERE record IN :keys"
        whole = {row.thing for row in where(connection, query, wanted)}
        query = "SELECT DISTINCT document FROM catalog_record WHERE thing IN :keys"
        found |= {row.document for row in where(connection, query, whole)}
    return found


def _told(
    connection: Connection, documents: Collection[str], parties: Iterable[Party] = ()
) -> Iterator[Row[Any]]:
    """The records of things, save of what very many tell of: of all, or of what any of these parties has a
    part in. Of the engagements then only those of all of them, those of nobody else, and those whose record
    here does not tell everybody who took part: they would seem to be of one side alone."""
    query = (
        "SELECT r.thing, r.record, r.kind, r.parties AS parties, r.sides AS sides, "
        "t.parties AS all_parties, t.sides AS all_sides "
        "FROM catalog_record r CROSS JOIN catalog_thing t WHERE t.thing = r.thing AND r.document IN :keys "
        f"AND r.kind IN ({_MERGED}) AND t.documents <= {_MOST}"
    )
    wanted = {party_text(party) for party in parties}
    for row in where(connection, query, documents):
        named = set(codes(row.all_parties, row.all_sides))
        told = row.kind == _EVENT and named == set(codes(row.parties, row.sides))
        theirs = named >= wanted or (bool(named & wanted) and (named <= wanted or not told))
        if theirs or not wanted:
            yield row


def _near(connection: Connection, things: Collection[str], readings: Iterable[Reading]) -> set[str]:
    """The records that documents tell of together with things: the engagements in which these have a part,
    and what else has a part in them."""
    query = "SELECT record FROM catalog_record WHERE thing IN :keys"
    own = {row.record for row in where(connection, query, things)}
    near: set[str] = set()
    for reading in readings:
        told = references(reading)
        for event in (r for r in reading.records if isinstance(r, Engagement)):
            links = told[event.id]
            with_it = {event.id, *links.instruments, *(p.person_id for p in event.participants)}
            with_it |= {one for one in (links.body, links.part_of) if one is not None}
            if with_it & own:
                near |= with_it
    return near


def _asked_with(connection: Connection, things: Collection[str]) -> set[str]:
    """The documents of what waits to be joined with these things: of each the likeliest."""
    records: set[str] = set()
    for layer in KIND_OF_LAYER:
        asked: dict[str, list[tuple[float, str]]] = {}
        for ours, theirs in (("one", "other"), ("other", "one")):
            query = (
                f"SELECT {ours} AS ours, {theirs} AS theirs, left_id, right_id, score, best "
                "FROM catalog_open "
                f"WHERE layer = :layer AND {ours} IN :keys"
            )
            for row in where(connection, query, things, {"layer": layer}):
                if row.best and row.ours != row.theirs:
                    asked.setdefault(row.ours, []).append((row.score, row.left_id))
                    asked[row.ours].append((row.score, row.right_id))
        nodes = {node for some in asked.values() for _, node in sorted(some, reverse=True)[:_QUESTIONS]}
        query = "SELECT node, first FROM catalog_node WHERE layer = :layer AND node IN :keys"
        first = {row.node: row.first for row in where(connection, query, nodes, {"layer": layer})}
        query = (
            "SELECT node, MIN(record) AS record FROM merge_member "
            "WHERE layer = :layer AND node IN :keys GROUP BY node"
        )
        first = {row.node: row.record for row in where(connection, query, nodes, {"layer": layer})} | first
        records |= {first.get(node, node) for node in nodes}
    query = "SELECT DISTINCT document FROM catalog_record WHERE record IN :keys"
    return {row.document for row in where(connection, query, records)}


_DOCUMENTS = "SELECT document FROM catalog_document WHERE document IN :keys"


def larger(connection: Connection, documents: Collection[str]) -> Larger:
    """What the whole ledger knows of these documents, their records and their people."""
    query = "SELECT record, thing, kind FROM catalog_record WHERE document IN :keys"
    rows = list(where(connection, query, documents))
    people = {row.thing for row in rows if row.kind == _PERSON}
    query = "SELECT thing, parties FROM catalog_thing WHERE thing IN :keys"
    sides = {r.thing: parse_party(r.parties) for r in where(connection, query, people) if r.parties}
    query = "SELECT document, voice FROM catalog_document WHERE document IN :keys"
    voices = {row.document: row.voice for row in where(connection, query, documents)}
    return Larger(homes={row.record: row.thing for row in rows} | voices, sides=sides)


def judgements(
    connection: Connection, documents: Collection[str], settings: MergeSettings, focus: Focus
) -> list[Judgement]:
    """The machine's judgements of the whole ledger whose both ends are of these documents; an end that stands
    for several records is named by the least of those that are here. With a focus, those that wait for a
    person, and of the others those on its things."""
    out: list[Judgement] = []
    for number, layer in enumerate(LAYERS):
        named = _named(connection, number, documents)
        scales = layer.scales(settings)
        own = {key for key, one in named.items() if focus == EVERYTHING or one.thing in focus.things}
        asked = set(_pairs(connection, _ASKED, number, named, named))
        found = of_pairs(connection, "t.*", "merge_edge", number, asked)
        edges = {(row.left_id, row.right_id): row for row in found}
        edges |= _pairs(connection, _EDGES, number, own, named)
        if focus != EVERYTHING:
            edges |= _pairs(connection, _EDGES, number, own, named, ends=("right_id", "left_id"))
        for (left, right), edge in edges.items():
            is_open = edge.score < settings.same or (
                bool(edge.refused) and named[left].thing != named[right].thing
            )
            if (left, right) not in asked and (is_open or not (left in own or right in own)):
                continue
            reasons = scales.reasons(json.loads(edge.details))
            if is_open and edge.refused:
                reasons = (*reasons, Reason(feature=edge.refused, value=-1.0, weight=0.0))
            verdict = Verdict.PROPOSED if is_open else Verdict.SAME
            ends = (named[left].records[0], named[right].records[0])
            out.append(_judgement(layer, ends, verdict, edge.score, reasons))
        if layer.described:
            out += _stars(connection, number, named, own, settings)
    return out


class _Node(NamedTuple):
    """A node of merging: its thing, and those of its records that are here."""

    thing: str
    records: tuple[str, ...]


def _named(connection: Connection, layer: int, documents: Collection[str]) -> dict[str, _Node]:
    """The nodes of a layer that stand for something of these documents."""
    if layer in (_TEXTS, _OUTLINES):
        query = "SELECT document, voice FROM catalog_document WHERE document IN :keys"
        return {r.document: _Node(r.voice, (r.document,)) for r in where(connection, query, documents)}
    kind = KIND_OF_LAYER[layer]
    if layer == _EVENTS:
        query = "SELECT record, thing FROM catalog_record WHERE document IN :keys AND kind = :kind"
        rows = where(connection, query, documents, {"kind": kind})
        return {row.record: _Node(row.thing, (row.record,)) for row in rows}
    query = (
        "SELECT m.node, m.record, r.thing FROM catalog_record r "
        "CROSS JOIN merge_member m WHERE m.layer = :layer AND m.record = r.record "  # the documents first
        "AND r.document IN :keys AND r.kind = :kind"
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in where(connection, query, documents, {"layer": layer, "kind": kind}):
        found.setdefault(row.node, []).append((row.record, row.thing))
    return {node: _Node(min(some)[1], tuple(sorted(r for r, _ in some))) for node, some in found.items()}


_EDGES = "SELECT * FROM merge_edge WHERE layer = :layer"
_ASKED = "SELECT left_id, right_id FROM catalog_open WHERE layer = :layer AND (best = 1) IS TRUE"


def _pairs(
    connection: Connection,
    query: str,
    layer: int,
    one: Collection[str],
    other: Collection[str],
    *,
    ends: tuple[str, str] = ("left_id", "right_id"),
) -> dict[Pair, Row[Any]]:
    """Rows of a table of pairs of which one end is of these nodes, by which they are found,
    and the other of those."""
    query += (  # what is no condition on a column alone is looked up by no index
        f" AND {ends[0]} IN :keys "
        f"AND ({ends[1]} IN (SELECT value FROM {_GIVEN[connection.dialect.name]})) IS TRUE"
    )
    rows = where(connection, query, one, {"layer": layer, "nodes": json.dumps(sorted(other))})
    return {(row.left_id, row.right_id): row for row in rows}


def _stars(
    connection: Connection,
    number: int,
    nodes: Mapping[str, _Node],
    own: Collection[str],
    settings: MergeSettings,
) -> Iterator[Judgement]:
    """Judgements between the records of one node, as ``merge.judge`` makes them: of these own nodes, and of
    others where they wait for a person."""
    layer = LAYERS[number]
    scales = layer.scales(settings)
    several = {node for node, one in nodes.items() if len(one.records) > 1}
    query = "SELECT node, score FROM catalog_node WHERE layer = :layer AND node IN :keys"
    scores = where(connection, query, several, {"layer": number})
    several &= {row.node for row in scores if row.score < settings.same}.union(own)
    for node, one in SqlWorkings(connection).bodies(layer.name, several).items():
        found = scales.weigh(one, twin(one))
        verdict = settings.verdict(found.score)
        if verdict is not Verdict.APART:
            first, *others = nodes[node].records
            reasons = scales.reasons(found.values)
            for other in others:
                yield _judgement(layer, (first, other), verdict, found.score, reasons)


def _judgement(
    layer: Layer[Any], ends: Pair, verdict: Verdict, score: float, reasons: tuple[Reason, ...]
) -> Judgement:
    left, right = pair(*ends)
    return Judgement(
        matter=layer.matter, left=left, right=right, verdict=verdict, score=score, reasons=reasons
    )
