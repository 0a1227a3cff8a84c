"""How a layer is settled: the pairs that are worth keeping, and the groups that they make."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from dragoman.merge.cluster import CONTRADICTION, Pair, join, pair
from dragoman.merge.decided import Decisions
from dragoman.merge.layer import Layer
from dragoman.merge.score import MergeSettings
from dragoman.merge.workings import Edge, Weight
from dragoman.model.judgement import Verdict

N = TypeVar("N")
VAGUE = "vague"  # one of them is a description that may be of several things
Load = Callable[[Collection[str]], Mapping[str, N]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(Generic[N]):
    """How a layer is settled: its ``links`` are pairs that another layer has joined already; ``solid`` tells
    whether a node is surely one thing itself. ``workers``: processes that may compare at once."""

    layer: Layer[N]
    settings: MergeSettings
    decisions: Decisions
    solid: Callable[[N], bool]
    links: Callable[[Collection[str] | None], Iterable[Pair]] | None = None
    workers: int = 1

    def is_wanted(self, edge: Edge | Weight) -> bool:
        """Whether a pair is good enough to be joined."""
        return edge.score >= self.settings.same and edge.refused != VAGUE


class Moved(NamedTuple):
    """The nodes that are in another group than before, and the names of the groups that they left."""

    nodes: frozenset[str]
    left: frozenset[str] = frozenset()


def edges_of(rules: Rules[N]) -> Callable[[N, N], Edge | None]:
    """What compares two nodes: the edge between them, None where it is not worth a question."""
    comparer = rules.layer.comparer(rules.settings)
    apart, proposed, same = rules.layer.apart, rules.settings.proposed, rules.settings.same

    def edge(left: N, right: N) -> Edge | None:
        if apart(left, right):
            return None
        found = comparer(left, right)
        if found.score < proposed:
            return None
        vague = found.score >= same and not (rules.solid(left) and rules.solid(right))
        return Edge(found.score, json.dumps(found.values), VAGUE if vague else "")

    return edge


def groups(
    rules: Rules[N],
    whole: Collection[str],
    wanted: Mapping[Pair, float],
    links: Collection[Pair],
    load: Load[N],
) -> tuple[dict[Pair, str], dict[str, str]]:
    """The pairs that are refused, with why, and the least of the group of each node of a whole.

    ``wanted`` are the pairs that are good enough and not doubtful.
    """
    decided = [*rules.decisions.of(whole), *((a, b, Verdict.SAME) for a, b in links)]
    nodes = load({item for both in wanted for item in both} | {i for a, b, _ in decided for i in (a, b)})
    seen: dict[Pair, bool] = {}

    def clash(left: str, right: str) -> bool:
        both = pair(left, right)
        if both not in seen:
            seen[both] = (
                left in nodes and right in nodes and rules.layer.clash(nodes[both[0]], nodes[both[1]])
            )
        return seen[both]

    refused = dict.fromkeys(join(wanted, clash, decided), CONTRADICTION)
    told = [(both, score) for both, score in wanted.items() if both not in refused]
    return refused, rules.decisions.homes(whole, [*told, *((both, 1.0) for both in links)])
