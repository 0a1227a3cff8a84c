"""A layer in which something changed: only what that can change is settled anew.

The result is that of ``dragoman.merge.build``: whether two things are compared depends on their keys and on
who sits between them, and what becomes of a pair depends on the pairs that hang together with it, and on
nothing else.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.merge.block import Seat
from dragoman.merge.cluster import CONTRADICTION, RIVAL, Groups, Pair, contenders, doubtful, order, pair
from dragoman.merge.hoping import hoped, new_name
from dragoman.merge.layer import Layer
from dragoman.merge.settle import Load, Moved, Rules, edges_of
from dragoman.merge.settle import groups as settled_groups
from dragoman.merge.workings import Change, Edge, Home, Weight, Workings
from dragoman.model.judgement import Verdict

N = TypeVar("N")


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
    stale = {*workings.weights(name, changed), *workings.between(name, shoved.parted | shoved.neared)}
    doubtful = shoved.neared | (stale & shoved.parted)
    pairs |= {both for both in doubtful if shoved.meet(*both)}
    nodes = _Nodes(load, changed)
    nodes.want({item for both in pairs for item in both})
    weigh = edges_of(rules)
    fresh = {both: edge for both in sorted(pairs) if (edge := weigh(nodes[both[0]], nodes[both[1]]))}
    edges: dict[Pair, Edge | None] = {**dict.fromkeys(stale), **fresh}
    workings.put(name, Change(edges=edges))
    swap = _Swap(
        seeds=frozenset({*changed, *stirred, *(item for both in edges for item in both)}),
        new=frozenset(seats.keys() - known.keys()),
        gone=frozenset(k for k, one in changed.items() if one is None),
        added=frozenset(fresh.keys() - stale),
        removed=frozenset(stale - fresh.keys()),
        edges=edges,
    )
    return _resettled(rules, workings, swap, nodes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    """What is other than before: ``seeds`` are the nodes by which groups can change, ``added`` and
    ``removed`` the pairs that came and went, and ``edges`` all that were weighed anew."""

    seeds: frozenset[str]
    new: frozenset[str]
    gone: frozenset[str]
    added: frozenset[Pair]
    removed: frozenset[Pair]
    edges: Mapping[Pair, Edge | None]


class _Shoved(Generic[N]):
    """Seats taken and left: the pairs that this may have put out of reach, and those that it may have brought
    within it."""

    def __init__(self, layer: Layer[N], workings: Workings) -> None:
        self._layer = layer
        self._workings = workings
        self.parted: set[Pair] = set()
        self.neared: set[Pair] = set()

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
        """Whether two that did not change are to be compared: they are within reach under keys of both."""
        seats = self._workings.seats(self._layer.name, (left, right))
        if len(seats) < 2:
            return False
        one, other = seats[left], seats[right]
        theirs = {*other.firm, *other.loose}
        count = 0
        for key in (*one.firm, *one.loose):
            if key in theirs and (key in one.firm or key in other.firm):
                sides = self._workings.around(self._layer.name, key, one.order, left, self._layer.reach)
                count += any(near.id == right for side in sides for near in side)
        needed = self._layer.need
        return bool(count) if needed is None else count >= needed(len(one.firm), len(other.firm))

    def _around(self, node: str, one: Seat) -> Counter[str]:
        """Those within reach of a node, with the number of keys that bring them."""
        count: Counter[str] = Counter()
        for key in (*one.firm, *one.loose):
            firm = key in one.firm
            before, after = self._workings.around(self._layer.name, key, one.order, node, self._layer.reach)
            count.update(other.id for other in (*before, *after) if firm or other.firm)
        return count


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

    def get(self, key: str) -> N | None:
        """This node, None where there is none."""
        if key not in self._known:
            self._known[key] = self._load([key]).get(key)
        return self._known[key]

    def __getitem__(self, key: str) -> N:
        one = self.get(key)
        assert one is not None
        return one


def _resettled(rules: Rules[N], workings: Workings, swap: _Swap, nodes: _Nodes[N]) -> tuple[Change, Moved]:
    """What the seeds may have changed, settled anew."""
    name, gone = rules.layer.name, swap.gone
    labels, sure = _Resettling(rules, workings, nodes).around(set(swap.seeds - gone), set(gone))
    before = dict(workings.homes(name, {*sure, *gone}))
    maybe = sure
    if rules.layer.hopeful:
        maybe = _hopes(rules, workings, swap)
        before |= workings.homes(name, maybe)
    if rules.layer.sticky:
        sure = _named(sure, {node: home.sure for node, home in before.items()})
    homes = {
        node: Home(
            sure[node] if node in sure else before[node].sure,
            maybe[node] if node in maybe else before[node].maybe,
        )
        for node in {*sure, *maybe}
    }
    moved = {key for key, home in homes.items() if before.get(key) != home} | (gone & before.keys())
    changes: dict[str, Home | None] = {key: home for key, home in homes.items() if key in moved}
    change = Change(refused=labels, homes={**changes, **dict.fromkeys(gone)})
    left = frozenset(before[key].sure for key in moved if key in before)
    return change, Moved(frozenset(moved), left)


def _hopes(rules: Rules[N], workings: Workings, swap: _Swap) -> dict[str, str]:
    """The groups of all that may be one, of the nodes for which they can be other than before."""
    name, decisions = rules.layer.name, rules.decisions
    touched = {*swap.seeds, *swap.new, *(item for both in swap.removed for item in both)}
    said = workings.homes(name, decisions.spoken)
    if not said.keys() & touched and not decisions.spoken & swap.gone:
        about = {home.maybe for home in said.values()}
        if not about & {home.maybe for home in workings.homes(name, touched).values()}:
            return hoped(workings, name, swap.new, swap.gone, swap.added, swap.removed)
    reached, found, _ = _connected(rules, workings, set(swap.seeds - swap.gone), lambda _: True)
    wider = set(workings.seats(name, reached))
    maybe = decisions.homes(wider, [(both, edge.score) for both, edge in found.items()])
    return _named(maybe, {node: home.maybe for node, home in workings.homes(name, wider).items()})


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
        self._near: dict[str, dict[Pair, Weight]] = {}  # the wanted pairs of a node
        self._labels: dict[Pair, str] = {}

    def around(self, seeds: set[str], gone: set[str]) -> tuple[dict[Pair, str], dict[str, str]]:
        """Labels of edges that are new, and the groups of all nodes that can have moved, by their least."""
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

    def _wanted(self, items: Collection[str]) -> dict[Pair, Weight]:
        """The pairs of these nodes that are good enough."""
        missing = [item for item in items if item not in self._near]
        if missing:
            found = self._workings.weights(self._name, missing, self._rules.settings.same)
            self._near.update((item, {}) for item in missing)
            for both, edge in found.items():
                if self._rules.is_wanted(edge):
                    for item in both:
                        if item in self._near:
                            self._near[item][both] = edge
        return {both: edge for item in items for both, edge in self._near[item].items()}

    def _label(self, both: Pair, edge: Weight) -> str:
        return self._labels.get(both, edge.refused)

    def _doubted(self, seeds: set[str]) -> set[Pair]:
        """Find out anew which pairs of the seeds could as well belong to another; those that turned."""
        near = self._wanted(seeds)
        items = {item for both in near for item in both}
        wide = {both: edge.score for both, edge in self._wanted(items).items()}
        load = self._nodes.want({item for near in contenders(wide, items).values() for item in near})

        def rival(left: str, right: str) -> bool:
            return self._rules.layer.rival(load[left], load[right])

        found = doubtful(wide, rival, items)
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
        foes: set[Pair] = set()  # groups within and around that are known to contradict each other
        for both in sorted(near, key=lambda p: order(p, near[p].score)):
            left, right = both
            if left in region and right in region:
                joins = groups.join(left, right)
            else:
                inner, outer = (left, right) if left in region else (right, left)
                name, then = around.then(outer, order(both, near[both].score))
                here = (groups.name(inner), name)
                joins = here not in foes and not any(
                    self._clash(x, y) for x in groups.members(inner) for y in then
                )
                if joins:
                    return around.group(outer)
                foes.add(here)
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
            one, other = (self._nodes.get(item) for item in both)
            self._seen[both] = one is not None and other is not None and self._rules.layer.clash(one, other)
        return self._seen[both]

    def _changed(self, region: set[str]) -> tuple[dict[Pair, str], dict[str, str]]:
        sure = {item: min(self._groups.members(item)) for item in region}
        return self._relabelled(), sure

    def _relabelled(self) -> dict[Pair, str]:
        known = self._wanted({item for both in self._labels for item in both})
        return {both: label for both, label in self._labels.items() if known[both].refused != label}

    def _whole(self, region: set[str]) -> tuple[dict[Pair, str], dict[str, str]]:
        """All that hangs together with the region, which people have spoken of."""

        def counts(edge: Weight) -> bool:
            return self._rules.is_wanted(edge)

        reached, found, links = _connected(self._rules, self._workings, region, counts)
        whole = set(self._workings.seats(self._name, reached))  # people may have judged what is not there
        wanted = {b: e.score for b, e in found.items() if self._label(b, e) != RIVAL}
        refused, sure = settled_groups(self._rules, whole, wanted, links, self._nodes.want)
        self._labels |= {both: refused.get(both, "") for both in wanted}
        return self._relabelled(), sure


class _Around:
    """The groups around a region, as they were at any time while they were made. Times that are asked for
    never go back."""

    def __init__(
        self, homes: Mapping[str, str], wanted: Callable[[Collection[str]], Mapping[Pair, Weight]]
    ) -> None:
        self._homes = homes
        self.nodes = frozenset(homes)
        self._members: dict[str, set[str]] = {}
        for node, home in homes.items():
            self._members.setdefault(home, set()).add(node)
        told: dict[str, list[tuple[tuple[float, Pair], Pair]]] = {}
        for both, edge in wanted(homes.keys()).items():
            mine, other = (homes.get(item) for item in both)
            if not edge.refused and mine is not None and mine == other:
                told.setdefault(mine, []).append((order(both, edge.score), both))
        self._told = {home: deque(sorted(found)) for home, found in told.items()}
        self._groups = Groups(lambda _, __: False)

    def group(self, item: str) -> set[str]:
        """The whole group of a node."""
        return set(self._members.get(self._homes.get(item, ""), {item})) | {item}

    def then(self, item: str, when: tuple[float, Pair]) -> tuple[str, Sequence[str]]:
        """What was in the group of a node before a pair of this place in the order, with its least."""
        told = self._told.get(self._homes.get(item, ""))
        while told and told[0][0] < when:
            self._groups.join(*told.popleft()[1])
        return self._groups.name(item), self._groups.members(item)


def _named(groups: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The same groups, each under the name that most of its nodes had before, a new one where none is left.

    What a group is called is of no consequence; but everything that was compared under its name would have to
    be compared again under another.
    """
    members: dict[str, list[str]] = {}
    for node, group in groups.items():
        members.setdefault(group, []).append(node)
    votes = {group: Counter(before[n] for n in found if n in before) for group, found in members.items()}
    most = {group: max(count.values(), default=0) for group, count in votes.items()}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for group in sorted(members, key=lambda g: (-most[g], g)):
        free = [name for name, _ in sorted(votes[group].items(), key=lambda v: (-v[1], v[0]))]
        names[group] = next((name for name in free if name not in taken), new_name())
        taken.add(names[group])
    return {node: names[group] for node, group in groups.items()}


def _connected(
    rules: Rules[N], workings: Workings, seeds: set[str], counts: Callable[[Weight], bool]
) -> tuple[set[str], dict[Pair, Weight], set[Pair]]:
    """The nodes that hang together with these by edges that count, these edges, and the links of other
    layers."""
    whole: set[str] = set()
    found: dict[Pair, Weight] = {}
    links: set[Pair] = set()
    front = set(seeds)
    while front:
        whole |= front
        near = {b: e for b, e in workings.weights(rules.layer.name, front).items() if counts(e)}
        found.update(near)
        linked = set(rules.links(front)) if rules.links else set()
        links |= linked
        said = rules.decisions.joined(front)
        front = {item for both in (*near, *linked, *said) for item in both} - whole
    return whole, found, links
