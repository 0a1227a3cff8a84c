"""One layer: which things are one, found for all at once, or anew only where something changed.

Both ways give the same: whether two things are compared depends on their keys and on who sits between them,
and what becomes of a pair depends on the pairs that hang together with it, and on nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from array import array
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from dragoman.merge.block import Seat
from dragoman.merge.cluster import CONTRADICTION, RIVAL, Groups, Pair, doubtful, join, order, pair
from dragoman.merge.decided import Decisions
from dragoman.merge.layer import Layer, Span
from dragoman.merge.score import MergeSettings
from dragoman.merge.workings import Change, Edge, Home, Workings
from dragoman.model.judgement import Verdict

N = TypeVar("N")
_END_OF_DAYS = 2**31 - 1
_WORTH_IT = 8  # pieces of pairs for which it is worth to begin processes
_PIECE = 20000  # seats, pairs or edges handled at once
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

    def is_wanted(self, edge: Edge) -> bool:
        """Whether a pair is good enough to be joined."""
        return edge.score >= self.settings.same and edge.refused != VAGUE


class Moved(NamedTuple):
    """The nodes that are in another group than before, and the names of the groups that they left."""

    nodes: frozenset[str]
    left: frozenset[str] = frozenset()


# --- all at once ------------------------------------------------------------------------------------------


def build(rules: Rules[N], workings: Workings, nodes: Mapping[str, N]) -> frozenset[str]:
    """A layer from nothing, put into the workings piece by piece; the nodes, all of whose groups are new."""
    layer = rules.layer
    sitting = Sitting(layer.reach)
    for some in _pieces(sorted(nodes), _PIECE):
        seats = {key: layer.seat(nodes[key]) for key in some}
        sitting.add(seats, [layer.span(nodes[key]) for key in some])
        workings.put(layer.name, Change(seats=seats, is_new=True))
    wanted: dict[Pair, float] = {}
    hopes: list[tuple[Pair, float]] = []
    found: dict[Pair, Edge] = {}
    for left, right, edge in weighed(rules, nodes, sitting):
        both = (left, right)
        found[both] = edge
        if rules.is_wanted(edge):
            wanted[both] = edge.score
        if layer.hopeful:
            hopes.append((both, edge.score))
        if len(found) == _PIECE:
            workings.put(layer.name, Change(edges=found, is_new=True))
            found = {}
    workings.put(layer.name, Change(edges=found, is_new=True))
    links = set(rules.links(None)) if rules.links else set()
    load: Load[N] = lambda ids: {i: nodes[i] for i in ids if i in nodes}  # noqa: E731
    doubt = doubtful(wanted, lambda a, b: layer.rival(nodes[a], nodes[b]))
    sane = {both: score for both, score in wanted.items() if both not in doubt}
    refused, sure = _groups(rules, nodes.keys(), sane, links, load)
    refused |= dict.fromkeys(doubt, RIVAL)
    maybe = rules.decisions.homes(nodes.keys(), hopes) if layer.hopeful else sure
    homes = {node: Home(sure[node], maybe[node]) for node in nodes}
    ends = workings.edges(layer.name, {item for both in refused for item in both})
    workings.put(layer.name, Change(edges={b: ends[b]._replace(refused=why) for b, why in refused.items()}))
    for some in _pieces(sorted(homes), _PIECE):
        workings.put(layer.name, Change(homes={key: homes[key] for key in some}, is_new=True))
    return frozenset(homes)


def weighed(rules: Rules[N], nodes: Mapping[str, N], sitting: Sitting) -> Iterator[tuple[str, str, Edge]]:
    """Every edge between nodes, in the order of the pairs, with as many processes as the rules allow.

    Processes share what is in memory by being forked; where the system has no safe way to do so there is one.
    """
    pieces = sitting.pieces()
    if rules.workers < 2 or pieces < _WORTH_IT or sys.platform != "linux":
        weigh = _edges_of(rules)
        for number in range(pieces):
            yield from _of_piece(weigh, rules, nodes, sitting, number)
        return
    global _work
    _work = (rules, nodes, sitting)
    try:
        yield from _side_by_side(rules.workers, pieces)
    finally:
        _work = None


def _side_by_side(workers: int, pieces: int) -> Iterator[tuple[str, str, Edge]]:
    """What forked processes find, a few pieces ahead; what one leaves undone as it dies is done here."""
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, context)
    waiting: deque[tuple[int, Future[list[tuple[str, str, Edge]]] | None]] = deque()
    try:
        for number in range(pieces):
            waiting.append((number, _submitted(pool, number)))
            if len(waiting) > 2 * workers:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, number: int) -> Future[list[tuple[str, str, Edge]]] | None:
    try:
        return pool.submit(_forked, number)
    except BrokenProcessPool:
        return None


def _result(number: int, future: Future[list[tuple[str, str, Edge]]] | None) -> list[tuple[str, str, Edge]]:
    try:
        return future.result() if future is not None else _forked(number)
    except (BrokenProcessPool, CancelledError):
        return _forked(number)


_work: tuple[Any, Any, Sitting] | None = None  # what forked processes work on


def _forked(number: int) -> list[tuple[str, str, Edge]]:
    assert _work is not None
    rules, nodes, sitting = _work
    return list(_of_piece(_edges_of(rules), rules, nodes, sitting, number))


def _of_piece(
    weigh: Callable[[N, N], Edge | None],
    rules: Rules[N],
    nodes: Mapping[str, N],
    sitting: Sitting,
    number: int,
) -> Iterator[tuple[str, str, Edge]]:
    for left, right in sitting.piece(number, rules.layer.need):
        edge = weigh(nodes[left], nodes[right])
        if edge is not None:
            yield left, right, edge


class Sitting:
    """All seats of a layer, and who meets whom."""

    def __init__(self, reach: int) -> None:
        self._reach = reach
        self._ids: list[str] = []
        self._orders: list[str] = []
        self._sizes = array("i")
        self._keys = array("q")
        self._owners = array("i")
        self._firm = array("b")
        self._first = array("i")
        self._last = array("i")
        self._met: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def add(self, seats: Mapping[str, Seat], spans: Sequence[Span | None] = ()) -> None:
        """Seat these too, with the days that they can be of. Their ids follow those that sit already."""
        for span in spans or [None] * len(seats):
            first, last = span or (0, _END_OF_DAYS)
            self._first.append(first)
            self._last.append(last)
        for key, one in seats.items():
            number = len(self._ids)
            self._ids.append(key)
            self._orders.append(one.order)
            self._sizes.append(len(one.firm))
            for keys, firm in ((one.firm, 1), (one.loose, 0)):
                self._keys.extend(keys)
                self._owners.extend([number] * len(keys))
                self._firm.extend([firm] * len(keys))

    def pairs(self, need: Callable[[int, int], int] | None = None) -> Iterator[Pair]:
        """Every pair that is to be compared, the lesser first, sorted."""
        for piece in range(self.pieces()):
            yield from self.piece(piece, need)

    def pieces(self) -> int:
        """The number of pieces in which the pairs can be had."""
        if self._met is None:
            self._met = self._codes()
        return -(-len(self._met[0]) // _PIECE)

    def piece(self, number: int, need: Callable[[int, int], int] | None = None) -> Iterator[Pair]:
        """The pairs of one piece."""
        self.pieces()
        assert self._met is not None
        start, ids = number * _PIECE, self._ids
        codes, counts = (one[start : start + _PIECE].tolist() for one in self._met)
        for code, count in zip(codes, counts, strict=True):
            a, b = divmod(code, len(ids))
            if need is None or count >= need(self._sizes[a], self._sizes[b]):
                yield ids[a], ids[b]

    def _codes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the pairs that sit within reach of each other under a key, with how many keys bring
        them."""
        size = len(self._ids)
        rank = np.empty(size, dtype=np.int64)
        rank[sorted(range(size), key=lambda at: (self._orders[at], self._ids[at]))] = np.arange(size)
        keys = np.array(self._keys, dtype=np.int64)
        owners = np.array(self._owners, dtype=np.int64)
        order = np.lexsort((rank[owners], keys))
        keys, owners, firm = keys[order], owners[order], np.array(self._firm, dtype=bool)[order]
        first, last = (np.array(days, dtype=np.int64)[owners] for days in (self._first, self._last))
        found = [np.empty(0, dtype=np.int64)]
        for step in range(1, min(self._reach, len(keys) - 1) + 1):
            same = keys[:-step] == keys[step:]
            if not same.any():
                break
            same &= (
                (firm[:-step] | firm[step:]) & (first[:-step] <= last[step:]) & (first[step:] <= last[:-step])
            )
            at = np.flatnonzero(same)
            a, b = owners[at], owners[at + step]
            found.append(np.minimum(a, b) * size + np.maximum(a, b))
        return np.unique(np.concatenate(found), return_counts=True)


def _pieces(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


# --- only what changed ------------------------------------------------------------------------------------


def amend(
    rules: Rules[N],
    workings: Workings,
    changed: Mapping[str, N | None],
    load: Load[N],
    stirred: Collection[str] = (),
) -> tuple[Change, Moved]:
    """A layer in which these nodes are new, other than before, or gone (None), and what moved.

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
    stale = {*workings.edges(name, changed), *workings.between(name, shoved.parted | shoved.neared)}
    doubtful = shoved.neared | (stale & shoved.parted)
    pairs |= {both for both in doubtful if shoved.meet(*both)}
    nodes = _Nodes(load, changed)
    nodes.want({item for both in pairs for item in both})
    weigh = _edges_of(rules)
    fresh = {both: edge for both in sorted(pairs) if (edge := weigh(nodes[both[0]], nodes[both[1]]))}
    edges: dict[Pair, Edge | None] = {**dict.fromkeys(stale), **fresh}
    workings.put(name, Change(edges=edges))
    seeds = {*changed, *stirred, *(item for both in edges for item in both)}
    return _resettled(rules, workings, seeds, {k for k, one in changed.items() if one is None}, edges, nodes)


class _Shoved(Generic[N]):
    """Seats taken and left: the pairs that this may have put out of reach, and those that it may have brought
    within it."""

    def __init__(self, layer: Layer[N], workings: Workings) -> None:
        self._layer = layer
        self._workings = workings
        self.parted: set[Pair] = set()
        self.neared: set[Pair] = set()
        self._near: dict[str, Counter[str]] = {}

    def move(self, swaps: Mapping[str, Seat | None], known: Mapping[str, Seat]) -> None:
        """Leave old seats and take new ones, one after another."""
        for key in sorted(swaps):
            if key in known:
                self._workings.put(self._layer.name, Change(seats={key: None}))
                self.neared |= self._edge(key, known[key])
        for key in sorted(swaps):
            one = swaps[key]
            if one is not None:
                self.parted |= self._edge(key, one)
                self._workings.put(self._layer.name, Change(seats={key: one}))

    def _edge(self, node: str, one: Seat) -> set[Pair]:
        """The pairs that are just within reach of each other while nobody sits here between them."""
        found = set()
        reach = self._layer.reach
        for key in (*one.firm, *one.loose):
            before, after = self._workings.around(self._layer.name, key, one.order, node, reach)
            if len(before) + len(after) <= reach:
                continue
            for at in range(reach):
                if at < len(before) and reach - 1 - at < len(after):
                    found.add(pair(before[at].id, after[reach - 1 - at].id))
        return found

    def partners(self, node: str, one: Seat) -> Iterable[Pair]:
        """The pairs of a node that are to be compared."""
        near = self._around(node, one)
        needed = self._layer.need
        others = self._workings.seats(self._layer.name, near.keys()) if needed else {}
        for other, count in near.items():
            if needed is None or count >= needed(len(one.firm), len(others[other].firm)):
                yield pair(node, other)

    def meet(self, left: str, right: str) -> bool:
        """Whether two that did not change are to be compared."""
        if left not in self._near:
            seats = self._workings.seats(self._layer.name, (left,))
            if left not in seats:
                return False
            self._around(left, seats[left])
        count = self._near[left][right]
        if not count or self._layer.need is None:
            return bool(count)
        seats = self._workings.seats(self._layer.name, (left, right))
        return count >= self._layer.need(len(seats[left].firm), len(seats[right].firm))

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
        one = self._known[key] if key in self._known else self.want([key])[key]
        assert one is not None
        return one


def _resettled(
    rules: Rules[N],
    workings: Workings,
    seeds: set[str],
    gone: set[str],
    edges: Mapping[Pair, Edge | None],
    nodes: _Nodes[N],
) -> tuple[Change, Moved]:
    """What the seeds may have changed, settled anew."""
    name = rules.layer.name
    labels, sure = _Resettling(rules, workings, nodes).around(seeds - gone, gone)
    before = dict(workings.homes(name, {*sure, *gone}))
    homes = {node: Home(group, group) for node, group in sure.items()}
    if rules.layer.hopeful:
        reached, hoped, _ = _connected(rules, workings, seeds - gone, lambda _: True)
        wider = set(workings.seats(name, reached)) | sure.keys()
        before |= dict(workings.homes(name, wider))
        kept = {node: home.sure for node, home in before.items()} | sure
        maybe = rules.decisions.homes(wider, [(both, edge.score) for both, edge in hoped.items()])
        homes = {node: Home(kept[node], maybe[node]) for node in wider}
    if rules.layer.sticky:
        homes = _as_before(homes, before)
    moved = {key for key, home in homes.items() if before.get(key) != home} | (gone & before.keys())
    changes: dict[str, Home | None] = {key: home for key, home in homes.items() if key in moved}
    change = Change(edges={**edges, **labels}, homes={**changes, **dict.fromkeys(gone)})
    left = frozenset(before[key].sure for key in moved if key in before)
    return change, Moved(frozenset(moved), left)


class _Resettling(Generic[N]):
    """Groups made anew where they can have changed, as if all had been made anew.

    Pairs join best first, so what a change can reach is what hangs together with it by pairs that joined, or
    that were refused for a member which is no longer there. The groups around stay as they were, and joined
    when they did; where one of these pairs would now be joined, its group is made anew as well.
    """

    def __init__(self, rules: Rules[N], workings: Workings, nodes: _Nodes[N]) -> None:
        self._rules = rules
        self._workings = workings
        self._name = rules.layer.name
        self._nodes = nodes
        self._seen: dict[Pair, bool] = {}
        self._near: dict[str, dict[Pair, Edge]] = {}  # the wanted pairs of a node
        self._labels: dict[Pair, str] = {}

    def around(self, seeds: set[str], gone: set[str]) -> tuple[dict[Pair, Edge], dict[str, str]]:
        """The edges whose label is new, and the groups of all nodes that can have moved, by their least."""
        doubted = self._doubted(seeds)
        groups = {home.sure for home in self._workings.homes(self._name, seeds | gone).values()}
        region = seeds | (self._workings.group(self._name, groups).keys() - gone)
        turned = {item for both in doubted for item in both}
        groups = {home.sure for home in self._workings.homes(self._name, turned).values()}
        region |= turned | (self._workings.group(self._name, groups).keys() - gone)
        while True:
            if self._rules.decisions.joined(region):
                return self._whole(region)
            more = self._settle(region)
            if not more:
                break
            region |= more
        return self._changed(region)

    def _wanted(self, items: Collection[str]) -> dict[Pair, Edge]:
        """The pairs of these nodes that are good enough."""
        missing = [item for item in items if item not in self._near]
        if missing:
            found = self._workings.edges(self._name, missing)
            self._near.update((item, {}) for item in missing)
            for both, edge in found.items():
                if self._rules.is_wanted(edge):
                    for item in both:
                        if item in self._near:
                            self._near[item][both] = edge
        return {both: edge for item in items for both, edge in self._near[item].items()}

    def _label(self, both: Pair, edge: Edge) -> str:
        return self._labels.get(both, edge.refused)

    def _doubted(self, seeds: set[str]) -> set[Pair]:
        """Find out anew which pairs of the seeds could as well belong to another; those that turned."""
        near = self._wanted(seeds)
        items = {item for both in near for item in both}
        wide = self._wanted(items)
        load = self._nodes.want({item for both in wide for item in both})

        def rival(left: str, right: str) -> bool:
            return self._rules.layer.rival(load[left], load[right])

        found = doubtful({both: edge.score for both, edge in wide.items()}, rival, items)
        turned = set()
        for both, edge in near.items():
            if (edge.refused == RIVAL) != (both in found):
                turned.add(both)
                self._labels[both] = RIVAL if both in found else ""
        return turned

    def _settle(self, region: set[str]) -> set[str]:
        """Settle a region; nodes that belong to it too, for a pair with them would now be joined."""
        near = {b: e for b, e in self._wanted(region).items() if self._label(b, e) != RIVAL}
        links = set(self._rules.links(region)) if self._rules.links else set()
        outside = {item for both in (*near, *links) for item in both} - region
        if linked := {item for both in links for item in both} - region:
            return linked | self._groups_of(linked).keys()
        around = _Around(self._groups_of(outside), self._wanted)
        if self._rules.decisions.joined(outside):
            return outside
        self._nodes.want(region | around.nodes)
        groups = Groups(self._clash, [(a, b, Verdict.SAME) for a, b in links])
        for both in sorted(near, key=lambda p: order(p, near[p].score)):
            left, right = both
            if left in region and right in region:
                joins = groups.join(left, right)
            else:
                inner, outer = (left, right) if left in region else (right, left)
                then = around.then(outer, order(both, near[both].score))
                joins = not any(self._clash(x, y) for x in groups.members(inner) for y in then)
                if joins:
                    return around.group(outer)
            self._labels[both] = "" if joins else CONTRADICTION
        self._groups = groups
        return set()

    def _groups_of(self, items: Collection[str]) -> dict[str, str]:
        """The nodes of the groups of these, each with its group."""
        homes = {home.sure for home in self._workings.homes(self._name, items).values()}
        return dict(self._workings.group(self._name, homes))

    def _clash(self, left: str, right: str) -> bool:
        both = pair(left, right)
        if both not in self._seen:
            found = self._nodes.want(both)
            self._seen[both] = len(found) == 2 and self._rules.layer.clash(found[both[0]], found[both[1]])
        return self._seen[both]

    def _changed(self, region: set[str]) -> tuple[dict[Pair, Edge], dict[str, str]]:
        sure = {item: min(self._groups.members(item)) for item in region}
        return self._relabelled(), sure

    def _relabelled(self) -> dict[Pair, Edge]:
        known = self._wanted({item for both in self._labels for item in both})
        return {
            both: known[both]._replace(refused=label)
            for both, label in self._labels.items()
            if known[both].refused != label
        }

    def _whole(self, region: set[str]) -> tuple[dict[Pair, Edge], dict[str, str]]:
        """All that hangs together with the region, which people have spoken of."""

        def counts(edge: Edge) -> bool:
            return self._rules.is_wanted(edge)

        reached, found, links = _connected(self._rules, self._workings, region, counts)
        whole = set(self._workings.seats(self._name, reached))  # people may have judged what is not there
        wanted = {b: e.score for b, e in found.items() if self._label(b, e) != RIVAL}
        refused, sure = _groups(self._rules, whole, wanted, links, self._nodes.want)
        self._labels |= {both: refused.get(both, "") for both in wanted}
        return self._relabelled(), sure


class _Around:
    """The groups around a region, as they were at any time while they were made."""

    def __init__(
        self, homes: Mapping[str, str], wanted: Callable[[Collection[str]], Mapping[Pair, Edge]]
    ) -> None:
        self._homes = homes
        self.nodes = frozenset(homes)
        self._members: dict[str, set[str]] = {}
        for node, home in homes.items():
            self._members.setdefault(home, set()).add(node)
        self._told: dict[str, list[tuple[tuple[float, Pair], Pair]]] = {}
        for both, edge in wanted(homes.keys()).items():
            mine, other = (homes.get(item) for item in both)
            if not edge.refused and mine is not None and mine == other:
                self._told.setdefault(mine, []).append((order(both, edge.score), both))

    def group(self, item: str) -> set[str]:
        """The whole group of a node."""
        return set(self._members.get(self._homes.get(item, ""), {item})) | {item}

    def then(self, item: str, when: tuple[float, Pair]) -> set[str]:
        """What was in the group of a node before a pair of this place in the order."""
        told = [both for place, both in self._told.get(self._homes.get(item, ""), ()) if place < when]
        found = {item}
        while more := {i for both in told if found & set(both) for i in both} - found:
            found |= more
        return found


def _as_before(homes: Mapping[str, Home], before: Mapping[str, Home]) -> dict[str, Home]:
    """The same groups, each under the name that most of its nodes had before, a new one where none is left.

    What a group is called is of no consequence; but everything that was compared under its name would have to
    be compared again under another.
    """
    sure = _named({n: h.sure for n, h in homes.items()}, {n: h.sure for n, h in before.items()})
    maybe = _named({n: h.maybe for n, h in homes.items()}, {n: h.maybe for n, h in before.items()})
    return {node: Home(sure[node], maybe[node]) for node in homes}


def _named(groups: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    members: dict[str, list[str]] = {}
    for node, group in groups.items():
        members.setdefault(group, []).append(node)
    votes = {group: Counter(before[n] for n in found if n in before) for group, found in members.items()}
    most = {group: max(count.values(), default=0) for group, count in votes.items()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for group in sorted(members, key=lambda g: (-most[g], g)):
        free = [name for name, _ in sorted(votes[group].items(), key=lambda v: (-v[1], v[0]))]
        names[group] = next((name for name in free if name not in taken), f"grp-{uuid4().hex[:20]}")
        taken.add(names[group])
    return {node: names[group] for node, group in groups.items()}


def _connected(
    rules: Rules[N], workings: Workings, seeds: set[str], counts: Callable[[Edge], bool]
) -> tuple[set[str], dict[Pair, Edge], set[Pair]]:
    """The nodes that hang together with these by edges that count, these edges, and the links of other
    layers."""
    whole: set[str] = set()
    found: dict[Pair, Edge] = {}
    links: set[Pair] = set()
    front = set(seeds)
    while front:
        whole |= front
        near = {b: e for b, e in workings.edges(rules.layer.name, front).items() if counts(e)}
        found.update(near)
        linked = set(rules.links(front)) if rules.links else set()
        links |= linked
        said = rules.decisions.joined(front)
        front = {item for both in (*near, *linked, *said) for item in both} - whole
    return whole, found, links


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
        return Edge(found.score, json.dumps(found.values), VAGUE if vague else "")

    return edge


def _groups(
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
