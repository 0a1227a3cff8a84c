"""Compared pairs -> groups that never hold a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from dragoman.model.judgement import Verdict

Pair = tuple[str, str]
Decision = tuple[str, str, Verdict]
_NEAR = 0.03  # scores that lie no further apart are equally good
RIVAL, CONTRADICTION = "rival", "contradiction"


def pair(left: str, right: str) -> Pair:
    """Two ids, the lesser first."""
    return (left, right) if left < right else (right, left)


def order(both: Pair, score: float) -> tuple[float, Pair]:
    """The place of a pair in the order in which pairs are joined: the best score first."""
    return -score, both


def join(
    wanted: Mapping[Pair, float], apart: Callable[[str, str], bool], decided: Iterable[Decision] = ()
) -> set[Pair]:
    """Put together the pairs that are good enough, ``wanted`` with their scores, best scores first; those
    that are refused, for they would bring two contradicting members into one group.

    ``decided`` is what people have said of the same things; it comes before all scores.
    """
    groups = Groups(apart, decided)
    return {both for both in sorted(wanted, key=lambda p: order(p, wanted[p])) if not groups.join(*both)}


def doubtful(
    wanted: Mapping[Pair, float],
    rival: Callable[[str, str], bool],
    items: Collection[str] | None = None,
) -> set[Pair]:
    """Pairs of an item whose two best partners are about equally good and cannot be one thing: it could as
    well belong to the one as to the other. Of all items, or of these."""
    out: set[Pair] = set()
    for item, (best, *others) in contenders(wanted, items).items():
        if any(rival(best, other) for other in others):
            out.update(pair(item, other) for other in (best, *others))
    return out


def contenders(wanted: Mapping[Pair, float], items: Collection[str] | None = None) -> dict[str, list[str]]:
    """The best partner of each item and those that are about as good, the best first, where there are
    several. Of all items, or of these."""
    partners: dict[str, list[tuple[float, str]]] = {}
    for (left, right), score in wanted.items():
        if items is None or left in items:
            partners.setdefault(left, []).append((-score, right))
        if items is None or right in items:
            partners.setdefault(right, []).append((-score, left))
    out: dict[str, list[str]] = {}
    for item, found in partners.items():
        least = min(found)[0] + _NEAR
        near = sorted(one for one in found if one[0] <= least)
        if len(near) > 1:
            out[item] = [other for _, other in near]
    return out


def proposals(pairs: Mapping[Pair, float], home: Mapping[str, str]) -> set[Pair]:
    """Of pairs left open, one question for each two groups: the pair with the best score."""
    best: dict[Pair, Pair] = {}
    for both in sorted(pairs, key=lambda p: (-pairs[p], p)):
        a, b = (home.get(item, item) for item in both)
        if a != b:
            best.setdefault(pair(a, b), both)
    return set(best.values())


class Groups:
    """Groups that grow pair by pair and refuse a contradiction."""

    def __init__(self, apart: Callable[[str, str], bool], decided: Iterable[Decision] = ()) -> None:
        self._apart = apart
        self._home: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._foes: dict[str, set[str]] = {}  # groups that are known to contradict each other, and ever will
        decisions = sorted(decided)
        self._forbidden = {(a, b) for a, b, verdict in decisions if verdict is Verdict.APART}
        for left, right, verdict in decisions:
            if verdict is Verdict.SAME:
                self._unite(self._root(left), self._root(right))

    def join(self, left: str, right: str) -> bool:
        """Put both into one group, or return False where it would then contradict itself."""
        a, b = self._root(left), self._root(right)
        if a == b:
            return True
        if b in self._foes.get(a, ()):
            return False
        if any(self._clash(x, y) for x in self._members[a] for y in self._members[b]):
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)
            return False
        self._unite(a, b)
        return True

    def members(self, item: str) -> list[str]:
        """The group of an item."""
        return self._members[self._root(item)]

    def name(self, item: str) -> str:
        """The least of the group of an item."""
        return self._root(item)

    def _clash(self, left: str, right: str) -> bool:
        return pair(left, right) in self._forbidden or self._apart(left, right)

    def _root(self, item: str) -> str:
        home = self._home.setdefault(item, item)
        self._members.setdefault(home, [item])
        return home

    def _unite(self, a: str, b: str) -> None:
        if a == b:
            return
        head, tail = min(a, b), max(a, b)
        for item in self._members[tail]:
            self._home[item] = head
        self._members[head].extend(self._members.pop(tail))
        for foe in self._foes.pop(tail, ()):
            self._foes[foe].discard(tail)
            self._foes[foe].add(head)
            self._foes.setdefault(head, set()).add(foe)
