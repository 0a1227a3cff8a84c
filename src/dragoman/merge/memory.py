"""Workings in memory: for ledgers of some hundred documents, and as the plain account of what all promise."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from dragoman.merge.block import Seat
from dragoman.merge.cluster import Pair
from dragoman.merge.facts import Facts, Part
from dragoman.merge.runs import Runs
from dragoman.merge.workings import Change, Edge, Home, Near, Weight

_Place = tuple[str, str, bool]  # order, id, whether firm


class _Kept:
    """One layer."""

    def __init__(self) -> None:
        self.seats: dict[str, Seat] = {}
        self.blocks: dict[int, list[_Place]] = {}
        self.edges: dict[Pair, Edge] = {}
        self.ends: dict[str, set[Pair]] = {}
        self.homes: dict[str, Home] = {}
        self.groups: dict[str, set[str]] = {}
        self.bodies: dict[str, Any] = {}
        self.members: dict[str, tuple[str, str]] = {}
        self.inside: dict[str, set[str]] = {}
        self.of_document: dict[str, set[str]] = {}


class Memory:
    """See ``Workings``."""

    def __init__(self) -> None:
        self._facts: dict[str, Facts] = {}
        self._runs: dict[str, Runs] = {}
        self._layers: dict[str, _Kept] = {}

    def learn(self, facts: Facts, runs: Runs) -> None:
        """Take up a document, or what is now known of it."""
        self._facts[facts.document] = facts
        self._runs[facts.document] = runs

    def forget(self, document: str) -> None:
        """Let go of a document."""
        self._facts.pop(document, None)
        self._runs.pop(document, None)

    def facts(self, documents: Iterable[str], *parts: Part) -> Iterator[Facts]:  # noqa: ARG002
        return (self._facts[key] for key in sorted(documents) if key in self._facts)

    def runs(self, documents: Collection[str]) -> Mapping[str, Runs]:
        return {key: self._runs[key] for key in documents if key in self._runs}

    def is_empty(self, layer: str) -> bool:
        return not self._layer(layer).seats

    def members_in(self, layer: str, documents: Collection[str]) -> Mapping[str, str]:
        kept = self._layer(layer)
        return {r: kept.members[r][0] for key in documents for r in kept.of_document.get(key, ())}

    def members_of(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[str, tuple[str, str]]:
        kept = self._layer(layer)
        if nodes is None:
            return dict(kept.members)
        return {record: kept.members[record] for node in nodes for record in kept.inside.get(node, ())}

    def nodes_of(self, layer: str, records: Collection[str]) -> Mapping[str, str]:
        kept = self._layer(layer)
        return {record: kept.members[record][0] for record in records if record in kept.members}

    def bodies(self, layer: str, nodes: Collection[str]) -> Mapping[str, Any]:
        kept = self._layer(layer)
        return {node: kept.bodies[node] for node in nodes if node in kept.bodies}

    def seats(self, layer: str, nodes: Collection[str]) -> Mapping[str, Seat]:
        kept = self._layer(layer)
        return {node: kept.seats[node] for node in nodes if node in kept.seats}

    def around(
        self, layer: str, key: int, order: str, node: str, reach: int
    ) -> tuple[list[Near], list[Near]]:
        block = self._layer(layer).blocks.get(key, [])
        at = bisect_left(block, (order, node))
        behind = at + 1 if at < len(block) and block[at][1] == node else at
        before = [Near(p[1], p[2]) for p in reversed(block[max(0, at - reach) : at])]
        return before, [Near(p[1], p[2]) for p in block[behind : behind + reach]]

    def edges(self, layer: str, nodes: Collection[str] | None = None) -> Mapping[Pair, Edge]:
        kept = self._layer(layer)
        if nodes is None:
            return dict(kept.edges)
        return {both: kept.edges[both] for node in nodes for both in kept.ends.get(node, ())}

    def weights(
        self, layer: str, nodes: Collection[str] | None = None, least: float | None = None
    ) -> Mapping[Pair, Weight]:
        return {
            both: Weight(edge.score, edge.refused)
            for both, edge in self.edges(layer, nodes).items()
            if least is None or edge.score >= least
        }

    def between(self, layer: str, pairs: Collection[Pair]) -> Mapping[Pair, Edge]:
        kept = self._layer(layer)
        return {both: kept.edges[both] for both in pairs if both in kept.edges}

    def homes(self, layer: str, nodes: Collection[str]) -> Mapping[str, Home]:
        kept = self._layer(layer)
        return {node: kept.homes[node] for node in nodes if node in kept.homes}

    def group(self, layer: str, homes: Collection[str]) -> Mapping[str, str]:
        kept = self._layer(layer)
        return {node: home for home in homes for node in kept.groups.get(home, ())}

    def put(self, layer: str, change: Change) -> None:
        kept = self._layer(layer)
        for node, seat in change.seats.items():
            _unseat(kept, node)
            if seat is not None:
                _seat(kept, node, seat)
        for both, edge in change.edges.items():
            _put_edge(kept, both, edge)
        for both, why in change.refused.items():
            kept.edges[both] = kept.edges[both]._replace(refused=why)
        for node, home in change.homes.items():
            old = kept.homes.pop(node, None)
            if old is not None:
                kept.groups[old.sure].discard(node)
            if home is not None:
                kept.homes[node] = home
                kept.groups.setdefault(home.sure, set()).add(node)
        for node, body in change.bodies.items():
            kept.bodies.pop(node, None)
            if body is not None:
                kept.bodies[node] = body
        for record, place in change.members.items():
            _put_member(kept, record, place)

    def _layer(self, name: str) -> _Kept:
        return self._layers.setdefault(name, _Kept())


def _seat(kept: _Kept, node: str, seat: Seat) -> None:
    kept.seats[node] = seat
    for firm, keys in ((True, seat.firm), (False, seat.loose)):
        for key in keys:
            insort(kept.blocks.setdefault(key, []), (seat.order, node, firm))


def _unseat(kept: _Kept, node: str) -> None:
    seat = kept.seats.pop(node, None)
    if seat is None:
        return
    for firm, keys in ((True, seat.firm), (False, seat.loose)):
        for key in keys:
            kept.blocks[key].remove((seat.order, node, firm))


def _put_edge(kept: _Kept, both: Pair, edge: Edge | None) -> None:
    if edge is None:
        kept.edges.pop(both, None)
        for end in both:
            kept.ends.get(end, set()).discard(both)
        return
    kept.edges[both] = edge
    for end in both:
        kept.ends.setdefault(end, set()).add(both)


def _put_member(kept: _Kept, record: str, place: tuple[str, str] | None) -> None:
    old = kept.members.pop(record, None)
    if old is not None:
        kept.inside[old[0]].discard(record)
        kept.of_document[old[1]].discard(record)
    if place is not None:
        kept.members[record] = place
        kept.inside.setdefault(place[0], set()).add(record)
        kept.of_document.setdefault(place[1], set()).add(record)
