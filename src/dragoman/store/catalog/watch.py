"""The workings of a merge that note what moved, so that the catalogue can follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from dragoman.merge.cluster import Pair
from dragoman.merge.flow import twin
from dragoman.merge.layer import LAYERS
from dragoman.merge.score import MergeSettings, Scales
from dragoman.merge.workings import Change
from dragoman.store.workings import SqlWorkings

NUMBERS: Mapping[str, int] = {layer.name: number for number, layer in enumerate(LAYERS)}
Node = tuple[str, float, int] | None  # its least record, how surely it is one thing, how many it has


@dataclass(frozen=True, slots=True)
class Moved:
    """``records`` that came, went or stand for other nodes, ``nodes`` in other groups, ``bodies`` of nodes
    that stand for several records, ``edges`` weighed anew or settled otherwise, by the number of layers."""

    records: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    nodes: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    edges: dict[int, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    bodies: dict[int, dict[str, Node]] = field(default_factory=lambda: defaultdict(dict))


class Watched(SqlWorkings):
    """See ``SqlWorkings``. With ``whole``, all is made anew and nothing is noted."""

    def __init__(self, connection: Connection, settings: MergeSettings, *, whole: bool) -> None:
        super().__init__(connection)
        self.moved = Moved()
        self._whole = whole
        self._scales: dict[str, Scales[Any]] = {layer.name: layer.scales(settings) for layer in LAYERS}

    def put(self, layer: str, change: Change) -> None:
        number = NUMBERS.get(layer)
        if number is not None and not self._whole:
            self._note(number, layer, change)
        super().put(layer, change)

    def _note(self, number: int, layer: str, change: Change) -> None:
        if change.members:
            known = self.nodes_of(layer, change.members)
            self.moved.records[number] |= {
                record
                for record, place in change.members.items()
                if (place[0] if place else None) != known.get(record)
            }
        if change.homes:
            homes = self.homes(layer, change.homes)
            self.moved.nodes[number] |= {
                node
                for node, home in change.homes.items()
                if home is None or node not in homes or homes[node].sure != home.sure
            }
        self.moved.edges[number] |= {*change.edges, *change.refused}
        for node, one in change.bodies.items():
            self.moved.bodies[number][node] = None if one is None else self._node(layer, one)

    def _node(self, layer: str, one: Any) -> tuple[str, float, int]:
        return one.first, own_score(self._scales[layer], one), one.count


def own_score(scales: Scales[Any], one: Any) -> float:
    """How surely the records that a node stands for are one thing, as the machine's judgements have it."""
    return scales.weigh(one, twin(one)).score if one.count > 1 else 1.0
