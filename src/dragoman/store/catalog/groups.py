"""Which records are one thing: the least record of the group is its id, as in the ledger.

A group of merging is one thing. Of a node whose records are not surely one, the least record is of the group,
and each of the others is a thing by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, text

from dragoman.merge.layer import DEEDS, EVENTS, ORGANS, OUTLINES, PEOPLE
from dragoman.merge.score import MergeSettings
from dragoman.store import schema
from dragoman.store.catalog.answers import Kind
from dragoman.store.catalog.rows import NUMBER
from dragoman.store.catalog.statements import clear, fill, many, where
from dragoman.store.catalog.watch import NUMBERS, Moved

KIND_OF_LAYER: Mapping[int, int] = {
    NUMBERS[layer.name]: NUMBER[kind]
    for layer, kind in (
        (PEOPLE, Kind.PERSON),
        (EVENTS, Kind.ENGAGEMENT),
        (DEEDS, Kind.INSTRUMENT),
        (ORGANS, Kind.BODY),
    )
}
_DESCRIBED = frozenset(NUMBERS[layer.name] for layer in (PEOPLE, DEEDS, ORGANS))
_EVENTS, _OUTLINES = NUMBERS[EVENTS.name], NUMBERS[OUTLINES.name]


def keep_nodes(connection: Connection, moved: Moved) -> dict[int, set[str]]:
    """Keep what is to be known of nodes; those by layer whose records are now one thing and were not, or the
    other way round, or whose least record is another."""
    turned: dict[int, set[str]] = {}
    for layer, bodies in moved.bodies.items():
        rows = where(connection, _NODES, bodies, {"layer": layer})
        known = {row.node: tuple(row)[1:] for row in rows}
        other = {node for node, now in bodies.items() if known.get(node) != now}
        gone = [node for node in other if node in known]
        clear(
            connection,
            "DELETE FROM catalog_node WHERE layer = :layer AND node IN :keys",
            gone,
            {"layer": layer},
        )
        fill(
            connection,
            schema.catalog_node,
            [
                {"layer": layer, "node": node, "first": now[0], "score": now[1], "count": now[2]}
                for node in sorted(other)
                if (now := bodies[node]) is not None
            ],
        )
        turned[layer] = {
            node
            for node in other
            if (was := known.get(node)) is not None
            and (now := bodies[node]) is not None
            and (was[:2] != now[:2])
        }
    return turned


_NODES = "SELECT node, first, score, count FROM catalog_node WHERE layer = :layer AND node IN :keys"


def regroup(
    connection: Connection,
    moved: Moved,
    turned: Mapping[int, Collection[str]],
    documents: Collection[str],
    stale: Collection[str],
    settings: MergeSettings,
) -> tuple[set[str], set[str]]:
    """Write down the thing of every record whose group is another, and the voices of documents; the things
    that gained or lost a record, and the voices. ``stale`` are those that lost one before."""
    fresh: dict[int, set[str]] = {}
    for row in where(connection, _FRESH, documents):
        fresh.setdefault(row.kind, set()).add(row.record)
    for row in where(connection, _LEFT, stale):
        fresh.setdefault(row.kind, set()).add(row.record)
    touched = set(stale)
    for layer, kind in KIND_OF_LAYER.items():
        nodes = {*moved.nodes[layer], *turned.get(layer, ())}
        records = {*moved.records[layer], *fresh.get(kind, ())}
        records |= {row.record for row in where(connection, _MEMBERS, nodes, {"layer": layer})}
        touched |= _move(connection, layer, records, settings)
    return touched, _voices(connection, {*moved.nodes[_OUTLINES], *documents})


_FRESH = "SELECT record, kind FROM catalog_record WHERE document IN :keys AND thing IS NULL"
_LEFT = "SELECT record, kind FROM catalog_record WHERE thing IN :keys"
_MEMBERS = "SELECT record FROM merge_member WHERE layer = :layer AND node IN :keys"


def _move(connection: Connection, layer: int, records: Collection[str], settings: MergeSettings) -> set[str]:
    """The things that these records are now of, and were."""
    if not records:
        return set()
    query = _PLACES if layer in _DESCRIBED else _BARE_PLACES
    wanted: dict[str, str] = {}  # record -> the name of its group, empty where it is a thing by itself
    for row in where(connection, query, records, {"layer": layer}):
        is_of_group = row.score is None or row.score >= settings.same or row.record == row.first
        wanted[row.record] = row.sure if is_of_group else ""
    least = _least(connection, layer, {sure for sure in wanted.values() if sure})
    now = {record: least[sure] if sure else record for record, sure in wanted.items()}
    kept = {key: key for key in least.values() if key not in now}
    known = _things(connection, {*now, *kept})
    renamed = {
        sure for sure, key in least.items() if key in now or known.get(key) != key
    }  # the whole group has another id than before, or none had one
    for row in where(connection, _WHOLE, renamed, {"layer": layer, "same": settings.same}):
        now[row.record] = least[row.sure]
    known |= _things(connection, now.keys() - known.keys())
    changes = [
        {"record": record, "thing": thing}
        for record, thing in sorted(now.items())
        if known.get(record) != thing
    ]
    many(connection, "UPDATE catalog_record SET thing = :thing WHERE record = :record", changes)
    here = {change["record"] for change in changes}
    return {
        *(now[record] for record in here),
        *(thing for record in here if (thing := known.get(record)) is not None),
    }


_PLACES = (
    "SELECT m.record, h.sure, n.score, n.first FROM merge_member m "
    "JOIN merge_home h ON h.layer = m.layer AND h.node = m.node "
    "LEFT JOIN catalog_node n ON n.layer = m.layer AND n.node = m.node "
    "WHERE m.layer = :layer AND m.record IN :keys"
)
_BARE_PLACES = (
    "SELECT h.node AS record, h.sure, NULL AS score, NULL AS first FROM merge_home h "
    "WHERE h.layer = :layer AND h.node IN :keys"
)
_WHOLE = (
    "SELECT m.record, h.sure FROM merge_home h CROSS JOIN merge_member m "  # the homes first
    "LEFT JOIN catalog_node n ON n.layer = m.layer AND n.node = m.node "
    "WHERE h.layer = :layer AND h.sure IN :keys AND m.layer = h.layer AND m.node = h.node "
    "AND (n.node IS NULL OR n.score >= :same OR n.first = m.record)"
)


def _least(connection: Connection, layer: int, groups: Iterable[str]) -> dict[str, str]:
    """The least record of each of these groups."""
    query = _LEAST if layer in _DESCRIBED else _BARE_LEAST
    return {row.sure: row.least for row in where(connection, query, set(groups), {"layer": layer})}


_LEAST = (
    "SELECT h.sure, MIN(n.first) AS least FROM merge_home h "
    "JOIN catalog_node n ON n.layer = h.layer AND n.node = h.node "
    "WHERE h.layer = :layer AND h.sure IN :keys GROUP BY h.sure"
)
_BARE_LEAST = (
    "SELECT sure, MIN(node) AS least FROM merge_home WHERE layer = :layer AND sure IN :keys GROUP BY sure"
)


def _things(connection: Connection, records: Collection[str]) -> dict[str, str]:
    rows = where(connection, "SELECT record, thing FROM catalog_record WHERE record IN :keys", records)
    return {row.record: row.thing for row in rows}


def _voices(connection: Connection, documents: Collection[str]) -> set[str]:
    """Write down the voices of these documents and of those that are one with them; what changed, as it was
    and is."""
    query = "SELECT node, sure FROM merge_home WHERE layer = :layer AND node IN :keys"
    homes = {r.node: r.sure for r in where(connection, query, documents, {"layer": _OUTLINES})}
    query = "SELECT node, sure FROM merge_home WHERE layer = :layer AND sure IN :keys"
    groups: dict[str, list[str]] = {}
    for row in where(connection, query, set(homes.values()), {"layer": _OUTLINES}):
        groups.setdefault(row.sure, []).append(row.node)
    now = {one: min(group) for group in groups.values() for one in group}
    query = "SELECT document, voice FROM catalog_document WHERE document IN :keys"
    was = {row.document: row.voice for row in where(connection, query, now)}
    changed = sorted(one for one, voice in now.items() if was.get(one, voice) != voice)
    change = "UPDATE catalog_document SET voice = :voice WHERE document = :document"
    many(connection, change, [{"document": one, "voice": now[one]} for one in changed])
    return {voice for one in changed for voice in (was[one], now[one])}


def group_all(connection: Connection, settings: MergeSettings) -> None:
    """Write down the thing of every record, and the voice of every document."""
    for layer in KIND_OF_LAYER:
        described = layer in _DESCRIBED
        connection.execute(
            text(_ALL_DESCRIBED if described else _ALL_BARE), {"layer": layer, "same": settings.same}
        )
    connection.execute(text(_ALL_VOICES), {"layer": _OUTLINES})


_ALL_DESCRIBED = (
    "WITH least AS (SELECT h.sure, MIN(n.first) AS least FROM merge_home h JOIN catalog_node n "
    "ON n.layer = h.layer AND n.node = h.node WHERE h.layer = :layer GROUP BY h.sure), "
    "home AS (SELECT h.node, n.first, n.score, g.least FROM merge_home h "
    "JOIN catalog_node n ON n.layer = h.layer AND n.node = h.node JOIN least g ON g.sure = h.sure "
    "WHERE h.layer = :layer) "
    "UPDATE catalog_record SET thing = "
    "CASE WHEN home.score >= :same OR home.first = m.record THEN home.least ELSE m.record END "
    "FROM merge_member m JOIN home ON home.node = m.node "
    "WHERE m.layer = :layer AND m.record = catalog_record.record"
)
_ALL_BARE = (
    "WITH least AS (SELECT sure, MIN(node) AS least FROM merge_home WHERE layer = :layer GROUP BY sure) "
    "UPDATE catalog_record SET thing = least.least FROM merge_home h JOIN least ON least.sure = h.sure "
    "WHERE h.layer = :layer AND h.node = catalog_record.record"
)
_ALL_VOICES = (
    "WITH least AS (SELECT sure, MIN(node) AS least FROM merge_home WHERE layer = :layer GROUP BY sure) "
    "UPDATE catalog_document SET voice = least.least FROM merge_home h JOIN least ON least.sure = h.sure "
    "WHERE h.layer = :layer AND h.node = catalog_document.document"
)
