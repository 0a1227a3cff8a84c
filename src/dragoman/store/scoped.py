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
from dragoman.merge.score import MergeSettings
from dragoman.model.correction import Correction, parse_party
from dragoman.model.judgement import Judgement, Reason, Verdict
from dragoman.store.catalog.answers import Kind
from dragoman.store.catalog.groups import KIND_OF_LAYER
from dragoman.store.catalog.rows import NUMBER
from dragoman.store.catalog.statements import where
from dragoman.store.catalog.watch import NUMBERS
from dragoman.store.workings import SqlWorkings

_TOLD = ", ".join(str(NUMBER[kind]) for kind in (Kind.ENGAGEMENT, Kind.INSTRUMENT, Kind.BODY))
_MOST = 12  # documents of a thing that are brought for it: what everybody tells of would bring them all
_PERSON = NUMBER[Kind.PERSON]
_TEXTS, _OUTLINES, _EVENTS = (NUMBERS[layer.name] for layer in (TEXTS, OUTLINES, EVENTS))


def closed(connection: Connection, documents: Collection[str], corrections: Iterable[Correction]) -> set[str]:
    """These documents with the others that report the same engagements, instruments and bodies, save those
    of which very many tell, and with the documents of what a person said that one of their engagements is
    part of, or was held by."""
    query = (
        "SELECT DISTINCT r.thing FROM catalog_record r CROSS JOIN catalog_thing t WHERE t.thing = r.thing "
        f"AND r.document IN :keys AND r.kind IN ({_TOLD}) AND t.documents <= {_MOST}"
    )
    things = {row.thing for row in where(connection, query, documents)}
    query = "SELECT DISTINCT document FROM catalog_record WHERE thing IN :keys"
    found = {row.document for row in where(connection, query, things)}
    found |= {row.document for row in where(connection, _DOCUMENTS, documents)}
    named = {c.value: c.record for c in corrections if c.field in ("part_of", "body") and c.value}
    if named:
        query = "SELECT record, document FROM catalog_record WHERE record IN :keys"
        here = {r.record for r in where(connection, query, set(named.values())) if r.document in found}
        wanted = {value for value, record in named.items() if record in here}
        query = "SELECT thing FROM catalog_record WHERE record IN :keys"
        told = {row.thing for row in where(connection, query, wanted)}
        query = "SELECT DISTINCT document FROM catalog_record WHERE thing IN :keys"
        found |= {row.document for row in where(connection, query, told)}
    return found


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
    connection: Connection, documents: Collection[str], settings: MergeSettings
) -> list[Judgement]:
    """The machine's judgements of the whole ledger whose both ends are of these documents; an end that stands
    for several records is named by the least of those that are here."""
    out: list[Judgement] = []
    for number, layer in enumerate(LAYERS):
        named = _named(connection, number, documents)
        scales = layer.scales(settings)
        asked = {both for both, row in _pairs(connection, "catalog_open", number, named).items() if row.best}
        for (left, right), edge in _pairs(connection, "merge_edge", number, named).items():
            is_open = edge.score < settings.same or (
                bool(edge.refused) and named[left].thing != named[right].thing
            )
            if is_open and (left, right) not in asked:
                continue
            reasons = scales.reasons(json.loads(edge.details))
            if is_open and edge.refused:
                reasons = (*reasons, Reason(feature=edge.refused, value=-1.0, weight=0.0))
            verdict = Verdict.PROPOSED if is_open else Verdict.SAME
            ends = (named[left].records[0], named[right].records[0])
            out.append(_judgement(layer, ends, verdict, edge.score, reasons))
        if layer.described:
            out += _stars(connection, number, named, settings)
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


def _pairs(connection: Connection, table: str, layer: int, nodes: Collection[str]) -> dict[Pair, Row[Any]]:
    """Rows of a table of pairs whose both ends are of these nodes."""
    query = f"SELECT * FROM {table} WHERE layer = :layer AND left_id IN :keys"
    rows = where(connection, query, nodes, {"layer": layer})
    return {(row.left_id, row.right_id): row for row in rows if row.right_id in nodes}


def _stars(
    connection: Connection, number: int, nodes: Mapping[str, _Node], settings: MergeSettings
) -> Iterator[Judgement]:
    """Judgements between the records of one node, as ``merge.judge`` makes them."""
    layer = LAYERS[number]
    scales = layer.scales(settings)
    several = {node for node, one in nodes.items() if len(one.records) > 1}
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
