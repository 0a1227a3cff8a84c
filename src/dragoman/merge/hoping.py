"""Groups of all that may be one, kept up as pairs come and go.

Such a group is what a chain of pairs connects, whatever their scores, and can be large: so a change is
followed only as far as it reaches. Two things are known to be connected, or not, once the search from both,
always from the side that has seen less, meets or finds nothing more: its cost grows with the lesser one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from uuid import uuid4

from dragoman.merge.cluster import Pair
from dragoman.merge.workings import Workings

_AT_ONCE = 8  # nodes whose pairs are looked up together


def new_name() -> str:
    """A name that no group has."""
    return f"grp-{uuid4().hex[:20]}"


def hoped(
    workings: Workings,
    layer: str,
    new: Collection[str],
    gone: Collection[str],
    added: Collection[Pair],
    removed: Collection[Pair],
) -> dict[str, str]:
    """The group of each node that is new or whose group is other than before.

    The workings have the pairs as they are now and the groups as they were; ``added`` and ``removed`` are the
    pairs that came and went, those of nodes that are ``gone`` among them.
    """
    groups = _Groups(workings, layer, set(added))
    for node in sorted(new):
        groups.names[node] = new_name()
    groups.part(removed, gone)
    for both in sorted(added):
        groups.join(both)
    return groups.names


class _Groups:
    """The groups as they become; ``names`` has those that are no longer as they were."""

    def __init__(self, workings: Workings, layer: str, pending: set[Pair]) -> None:
        self._workings = workings
        self._layer = layer
        self._pending = pending  # pairs that came, and do not count yet
        self.names: dict[str, str] = {}

    def part(self, removed: Collection[Pair], gone: Collection[str]) -> None:
        """See which ends of pairs that went are still connected; what is not gets a name of its own.

        Where both ends of every pair are still connected, nothing was parted. Else all ends are looked at
        together: a pair that went elsewhere may have been what held the two ends of another to the rest.
        """
        nodes = sorted({node for both in removed for node in both}.difference(gone))
        lost = {node for both in removed for node in both}.intersection(gone)
        if not lost and all(self._lesser(*both) is None for both in sorted(removed)):
            return
        known: dict[str, str] = {}  # one node of each group
        for node in nodes:
            other = known.get(self._name(node))
            if other is not None and (lesser := self._lesser(other, node)) is not None:
                self.names |= dict.fromkeys(lesser, new_name())
                known[self._name(other)] = other
            known[self._name(node)] = node

    def join(self, both: Pair) -> None:
        """Let a pair that came count."""
        left, right = both
        one, other = self._name(left), self._name(right)
        if one != other:
            lesser = self._lesser(left, right)
            assert lesser is not None
            self.names |= dict.fromkeys(lesser, other if left in lesser else one)
        self._pending.discard(both)

    def _name(self, node: str) -> str:
        if node in self.names:
            return self.names[node]
        return self._workings.homes(self._layer, [node])[node].maybe

    def _lesser(self, left: str, right: str) -> set[str] | None:
        """All that is connected with the one of two that is connected with less; None where they are with
        each other."""
        seen, front = ({left}, {right}), (deque([left]), deque([right]))
        while True:
            side = 0 if len(seen[0]) <= len(seen[1]) else 1
            if not front[side]:
                return seen[side]
            some = [front[side].popleft() for _ in range(min(len(front[side]), _AT_ONCE))]
            near = self._next_to(some) - seen[side]
            if near & seen[1 - side]:
                return None
            seen[side].update(near)
            front[side].extend(sorted(near))

    def _next_to(self, nodes: Collection[str]) -> set[str]:
        pairs = self._workings.weights(self._layer, nodes).keys() - self._pending
        return {item for both in pairs for item in both}
