"""One layer: which things are one, found for all at once, or anew only where something changed.

Both ways give the same: whether two things are compared depends on their keys and on who sits between them,
and what becomes of a pair depends on the pairs that hang together with it, and on nothing else.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dragoman.merge.block import Seat
from dragoman.merge.cluster import Pair, join, pair
from dragoman.merge.decided import Decisions
from dragoman.merge.layer import Layer
from dragoman.merge.score import MergeSettings
from dragoman.merge.workings import Change, Edge, Home, Workings
from dragoman.model.judgement import Verdict

N = TypeVar("N")
VAGUE = "vague"  # one of them is a description that may be of several things
Load = Callable[[Collection[str]], Mapping[str, N]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(Generic[N]):
    """How a layer is settled: its ``links`` are pairs that another layer has joined already; ``solid`` tells
    whether a node is surely one thing itself."""

    layer: Layer[N]
    settings: MergeSettings
    decisions: Decisions
    clash: Callable[[N, N], bool]
    solid: Callable[[N], bool]
    links: Callable[[Collection[str]], Iterable[Pair]] | None = None

    def is_wanted(self, edge: Edge) -> bool:
        """Whether a pair is good enough to be joined."""
        return edge.score >= self.settings.same and edge.refused != VAGUE


# --- all at once ------------------------------------------------------------------------------------------


def build(rules: Rules[N], nodes: Mapping[str, N]) -> Change:
    """A layer from nothing."""
    layer = rules.layer
    seats = {key: layer.seat(nodes[key]) for key in sorted(nodes)}
    edges: dict[Pair, Edge] = {}
    weigh = _edges_of(rules)
    for left, right in meeting(layer, seats):
        edge = weigh(nodes[left], nodes[right])
        if edge is not None:
            edges[left, right] = edge
    links = set(rules.links(nodes.keys())) if rules.links else set()
    settled, homes = _settled(
        rules, nodes, edges, links, lambda ids: {i: nodes[i] for i in ids if i in nodes}
    )
    return Change(seats=seats, edges={**edges, **settled}, homes=homes)


def meeting(layer: Layer[N], seats: Mapping[str, Seat]) -> Iterable[Pair]:
    """Every pair that is to be compared, the lesser first, sorted."""
    ids = sorted(seats)
    if not ids:
        return
    rank = np.empty(len(ids), dtype=np.int64)
    rank[sorted(range(len(ids)), key=lambda at: (seats[ids[at]].order, ids[at]))] = np.arange(len(ids))
    keys, owners, firm = array("q"), array("i"), array("b")
    for at, identity in enumerate(ids):
        one = seats[identity]
        keys.extend(one.firm)
        keys.extend(one.loose)
        owners.extend([at] * (len(one.firm) + len(one.loose)))
        firm.extend([1] * len(one.firm) + [0] * len(one.loose))
    if not keys:
        return
    codes, counts = _codes(np.array(keys), np.array(owners), np.array(firm, dtype=bool), rank, layer.reach)
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        left, right = ids[code // len(ids)], ids[code % len(ids)]
        if layer.need is None or count >= layer.need(seats[left], seats[right]):
            yield left, right


def _codes(
    keys: np.ndarray, owners: np.ndarray, firm: np.ndarray, rank: np.ndarray, reach: int
) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of pairs that sit within reach of each other under a key, with how many keys bring them."""
    order = np.lexsort((rank[owners], keys))
    keys, owners, firm = keys[order], owners[order].astype(np.int64), firm[order]
    size = len(rank)
    found = []
    for step in range(1, reach + 1):
        near = (keys[:-step] == keys[step:]) & (firm[:-step] | firm[step:])
        if not (keys[:-step] == keys[step:]).any():
            break
        a, b = owners[:-step][near], owners[step:][near]
        found.append(np.minimum(a, b) * size + np.maximum(a, b))
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate(found), return_counts=True)


# --- only what changed ------------------------------------------------------------------------------------


def amend(
    rules: Rules[N],
    workings: Workings,
    changed: Mapping[str, N | None],
    load: Load[N],
    stirred: Collection[str] = (),
) -> tuple[Change, frozenset[str]]:
    """A layer in which these nodes are new, other than before, or gone (None), and which nodes' groups moved.

    ``stirred`` are nodes that did not change and are to be settled anew, for their links or decisions did.
    """
    layer = rules.layer
    name = layer.name
    known = workings.seats(name, changed)
    seats = {key: layer.seat(one) for key, one in changed.items() if one is not None}
    swaps: dict[str, Seat | None] = {
        key: seats.get(key) for key in changed if seats.get(key) != known.get(key)
    }
    shoved = _Shoved(layer, workings)
    shoved.move(swaps, known)
    pairs = {both for key in seats for both in shoved.partners(key, seats[key])}
    pairs |= {both for both in shoved.uncertain if shoved.meet(*both)}
    old = workings.edges(name, {*changed, *(i for both in shoved.uncertain for i in both)})
    stale = {both for both in old if both in shoved.uncertain or both[0] in changed or both[1] in changed}
    nodes = _Nodes(load, changed)
    nodes.want({item for both in pairs for item in both})
    weigh = _edges_of(rules)
    fresh = {both: edge for both in sorted(pairs) if (edge := weigh(nodes[both[0]], nodes[both[1]]))}
    edges: dict[Pair, Edge | None] = {**dict.fromkeys(stale), **fresh}
    workings.put(name, Change(edges=edges))
    seeds = {*changed, *stirred, *(item for both in edges for item in both)}
    return _resettled(rules, workings, seeds, {k for k, one in changed.items() if one is None}, edges, nodes)


class _Shoved(Generic[N]):
    """Seats taken and left, and the pairs that this may have brought within reach or put out of it."""

    def __init__(self, layer: Layer[N], workings: Workings) -> None:
        self._layer = layer
        self._workings = workings
        self.uncertain: set[Pair] = set()
        self._near: dict[str, Counter[str]] = {}

    def move(self, swaps: Mapping[str, Seat | None], known: Mapping[str, Seat]) -> None:
        """Leave old seats and take new ones, one after another."""
        for key in sorted(swaps):
            if key in known:
                self._workings.put(self._layer.name, Change(seats={key: None}))
                self._edge(key, known[key])
        for key in sorted(swaps):
            one = swaps[key]
            if one is not None:
                self._edge(key, one)
                self._workings.put(self._layer.name, Change(seats={key: one}))

    def _edge(self, node: str, one: Seat) -> None:
        """The pairs that are just within reach of each other while nobody sits here between them."""
        reach = self._layer.reach
        for key in (*one.firm, *one.loose):
            before, after = self._workings.around(self._layer.name, key, one.order, node, reach)
            if len(before) + len(after) <= reach:
                continue
            for at in range(reach):
                if at < len(before) and reach - 1 - at < len(after):
                    self.uncertain.add(pair(before[at].id, after[reach - 1 - at].id))

    def partners(self, node: str, one: Seat) -> Iterable[Pair]:
        """The pairs of a node that are to be compared."""
        near = self._around(node, one)
        needed = self._layer.need
        others = self._workings.seats(self._layer.name, near.keys()) if needed else {}
        for other, count in near.items():
            if needed is None or count >= needed(one, others[other]):
                yield pair(node, other)

    def meet(self, left: str, right: str) -> bool:
        """Whether two that did not change are to be compared."""
        seats = self._workings.seats(self._layer.name, (left, right))
        return len(seats) == 2 and pair(left, right) in set(self.partners(left, seats[left]))

    def _around(self, node: str, one: Seat) -> Counter[str]:
        """Those within reach of a node, with the number of keys that bring them."""
        if node not in self._near:
            count: Counter[str] = Counter()
            for key in (*one.firm, *one.loose):
                firm = key in one.firm
                before, after = self._workings.around(
                    self._layer.name, key, one.order, node, self._layer.reach
                )
                count.update(other.id for other in (*before, *after) if firm or other.firm)
            self._near[node] = count
        return self._near[node]


class _Nodes(Generic[N]):
    """Nodes by id: those that changed, and others as they are asked for."""

    def __init__(self, load: Load[N], changed: Mapping[str, N | None]) -> None:
        self._load = load
        self._known: dict[str, N | None] = dict(changed)

    def want(self, ids: Iterable[str]) -> Mapping[str, N]:
        """These nodes, had at once."""
        wanted = set(ids)
        missing = sorted(wanted - self._known.keys())
        if missing:
            self._known.update(self._load(missing))
        return {key: one for key in wanted if (one := self._known.get(key)) is not None}

    def __getitem__(self, key: str) -> N:
        return self.want([key])[key]


def _resettled(
    rules: Rules[N],
    workings: Workings,
    seeds: set[str],
    gone: set[str],
    edges: Mapping[Pair, Edge | None],
    nodes: _Nodes[N],
) -> tuple[Change, frozenset[str]]:
    """What hangs together with the seeds, settled anew."""
    reached, found, links = _connected(rules, workings, seeds - gone)
    whole = set(workings.seats(rules.layer.name, reached))  # people may have judged what is not there
    settled, homes = _settled(rules, whole, found, links, nodes.want)
    before = workings.homes(rules.layer.name, {*homes, *gone})
    moved = {key for key, home in homes.items() if before.get(key) != home} | (gone & before.keys())
    changes: dict[str, Home | None] = {key: home for key, home in homes.items() if key in moved}
    change = Change(
        edges={**edges, **{both: edge for both, edge in settled.items() if found[both] != edge}},
        homes={**changes, **dict.fromkeys(gone)},
    )
    return change, frozenset(moved)


def _connected(
    rules: Rules[N], workings: Workings, seeds: set[str]
) -> tuple[set[str], dict[Pair, Edge], set[Pair]]:
    """The nodes that hang together with these, the edges between them, and the links of other layers."""
    whole: set[str] = set()
    found: dict[Pair, Edge] = {}
    links: set[Pair] = set()
    front = set(seeds)
    while front:
        whole |= front
        near = workings.edges(rules.layer.name, front)
        found.update(near)
        ends = {both for both, edge in near.items() if rules.layer.hopeful or rules.is_wanted(edge)}
        linked = set(rules.links(front)) if rules.links else set()
        links |= linked
        said = rules.decisions.joined(front)
        front = {item for both in (*ends, *linked, *said) for item in both} - whole
    inside = {both: edge for both, edge in found.items() if both[0] in whole and both[1] in whole}
    return whole, inside, links


# --- groups -----------------------------------------------------------------------------------------------


def _edges_of(rules: Rules[N]) -> Callable[[N, N], Edge | None]:
    """``Rules.edge`` with the table of weights made once."""
    comparer = rules.layer.comparer(rules.settings)
    apart, proposed, same = rules.layer.apart, rules.settings.proposed, rules.settings.same

    def edge(left: N, right: N) -> Edge | None:
        if apart(left, right):
            return None
        found = comparer(left, right)
        if found.score < proposed:
            return None
        vague = found.score >= same and not (rules.solid(left) and rules.solid(right))
        return Edge(found.score, found.values, VAGUE if vague else "")

    return edge


def _settled(
    rules: Rules[N],
    whole: Collection[str],
    edges: Mapping[Pair, Edge],
    links: Collection[Pair],
    load: Load[N],
) -> tuple[dict[Pair, Edge], dict[str, Home]]:
    """The edges with why they are refused, and the groups of all nodes of a whole."""
    wanted = {both: edge.score for both, edge in edges.items() if rules.is_wanted(edge)}
    decided = [*rules.decisions.of(whole), *((a, b, Verdict.SAME) for a, b in links)]
    nodes = load({item for both in wanted for item in both} | {i for a, b, _ in decided for i in (a, b)})
    seen: dict[Pair, bool] = {}

    def differ(test: Callable[[N, N], bool]) -> Callable[[str, str], bool]:
        def check(left: str, right: str) -> bool:
            return left in nodes and right in nodes and test(nodes[left], nodes[right])

        return check

    def clash(left: str, right: str) -> bool:
        both = pair(left, right)
        if both not in seen:
            seen[both] = differ(rules.clash)(*both)
        return seen[both]

    joined = join(wanted, clash, decided, differ(rules.layer.rival))
    out = {
        both: edge._replace(refused=joined.refused.get(both, "" if both in wanted else edge.refused))
        for both, edge in edges.items()
    }
    told = [both for both in wanted if both not in joined.refused]
    sure = rules.decisions.homes(whole, [*((b, wanted[b]) for b in told), *((b, 1.0) for b in links)])
    if not rules.layer.hopeful:
        return out, {item: Home(sure[item], sure[item]) for item in whole}
    maybe = rules.decisions.homes(whole, [(both, edge.score) for both, edge in edges.items()])
    return out, {item: Home(sure[item], maybe[item]) for item in whole}
