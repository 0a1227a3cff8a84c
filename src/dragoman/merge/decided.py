"""What people have said of the things of one matter, in terms of the nodes that are compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dragoman.merge.cluster import Decision, Pair, pair
from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Verdict


class Decisions:
    """People's live judgements of a matter. A record that a person judged is a node by itself."""

    def __init__(self, judgements: Iterable[Judgement], matter: Matter) -> None:
        judgements = tuple(judgements)
        self._said = tuple(
            sorted(
                (
                    j
                    for j in judgements
                    if j.matter is matter and j.judge != MACHINE and j.retracted_at is None
                ),
                key=lambda j: j.id,
            )
        )
        self._matter = matter
        self.spoken = frozenset(
            item
            for j in judgements
            if j.matter is matter and j.judge != MACHINE
            for item in (j.left, j.right)
        )
        """All that people have spoken of, what they took back included."""
        latest: dict[Pair, Judgement] = {}
        for j in self._said:
            both = (j.left, j.right)
            if both not in latest or _time(latest[both]) < _time(j):
                latest[both] = j
        self._latest = {both: j.verdict for both, j in latest.items()}
        self._about: dict[str, set[Pair]] = {}
        for both in self._latest:
            for item in both:
                self._about.setdefault(item, set()).add(both)

    def of(self, items: Collection[str]) -> list[Decision]:
        """The latest word on each pair of these."""
        found = {both for item in self._touched(items) for both in self._about[item]}
        return sorted((a, b, self._latest[a, b]) for a, b in found)

    def joined(self, items: Collection[str]) -> set[Pair]:
        """The pairs with one of these that people called the same, or anything at all: they hang together."""
        return {both for item in self._touched(items) for both in self._about[item]}

    def homes(self, whole: Collection[str], told: Iterable[tuple[Pair, float]]) -> dict[str, str]:
        """The least of the group of each item, where these pairs are the same by their scores, and what
        people said outranks them (see ``Linker``)."""
        touched = self._touched(whole)
        if not touched:
            return _least(whole, (both for both, _ in told))
        machine = [
            Judgement(matter=self._matter, left=a, right=b, verdict=Verdict.SAME, score=score)
            for (a, b), score in told
        ]
        said = [j for j in self._said if j.left in touched or j.right in touched]
        linker = Linker((*machine, *said))
        groups: dict[str, list[str]] = {}
        for item in whole:
            groups.setdefault(linker.canonical(item), []).append(item)
        return {item: min(group) for group in groups.values() for item in group}

    def _touched(self, items: Collection[str]) -> set[str]:
        if len(self._about) < len(items):
            there = items if isinstance(items, set | frozenset | Mapping) else set(items)
            return {item for item in self._about if item in there}
        return {item for item in items if item in self._about}


def _least(whole: Collection[str], pairs: Iterable[Pair]) -> dict[str, str]:
    parent = {item: item for item in whole}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for left, right in pairs:
        a, b = pair(root(left), root(right)) if root(left) != root(right) else ("", "")
        if a:
            parent[b] = a
    return {item: root(item) for item in whole}


def _time(judgement: Judgement) -> tuple[object, str]:
    assert judgement.made_at is not None
    return judgement.made_at, judgement.id
