"""Compared pairs -> groups that never hold a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dragoman.model.judgement import Verdict

Pair = tuple[str, str]
Decision = tuple[str, str, Verdict]
_NEAR = 0.03  # scores that lie no further apart are equally good
RIVAL, CONTRADICTION = "rival", "contradiction"


def pair(left: str, right: str) -> Pair:
    """Two ids, the lesser first."""
    return (left, right) if left < right else (right, left)


@dataclass(frozen=True, slots=True)
class Joined:
    """``home`` has the least id of the group of every item; ``refused`` the pairs that were good enough and
    are not joined, with why."""

    home: Mapping[str, str]
    refused: Mapping[Pair, str]


def join(
    wanted: Mapping[Pair, float],
    apart: Callable[[str, str], bool],
    decided: Iterable[Decision] = (),
    rival: Callable[[str, str], bool] | None = None,
) -> Joined:
    """Put together the pairs that are good enough, ``wanted`` with their scores, best scores first.

    A pair that would bring two contradicting members into one group is refused, and so is one that could as
    well belong to a rival: another thing that contradicts it (``rival``, by default ``apart``). ``decided``
    is what people have said of the same things; it comes before all scores.
    """
    doubtful = _ambiguous(wanted, rival or apart)
    groups = _Groups(apart, decided)
    refused: dict[Pair, str] = {}
    for both in sorted(wanted, key=lambda p: (-wanted[p], p)):
        if both in doubtful:
            refused[both] = RIVAL
        elif not groups.join(*both):
            refused[both] = CONTRADICTION
    for both in doubtful:
        if groups.together(*both):
            del refused[both]
    return Joined(home=groups.homes(), refused=refused)


def proposals(pairs: Mapping[Pair, float], home: Mapping[str, str]) -> set[Pair]:
    """Of pairs left open, one question for each two groups: the pair with the best score."""
    best: dict[Pair, Pair] = {}
    for both in sorted(pairs, key=lambda p: (-pairs[p], p)):
        a, b = (home.get(item, item) for item in both)
        if a != b:
            best.setdefault(pair(a, b), both)
    return set(best.values())


def _ambiguous(wanted: Mapping[Pair, float], rival: Callable[[str, str], bool]) -> set[Pair]:
    """Pairs of an item whose two best partners are about equally good and cannot be one thing."""
    partners: dict[str, list[tuple[float, str]]] = {}
    for (left, right), score in wanted.items():
        partners.setdefault(left, []).append((score, right))
        partners.setdefault(right, []).append((score, left))
    out: set[Pair] = set()
    for item, found in partners.items():
        found.sort(key=lambda p: (-p[0], p[1]))
        near = [other for score, other in found if score >= found[0][0] - _NEAR]
        if any(rival(near[0], other) for other in near[1:]):
            out.update(pair(item, other) for other in near)
    return out


class _Groups:
    """Groups that grow pair by pair and refuse a contradiction."""

    def __init__(self, apart: Callable[[str, str], bool], decided: Iterable[Decision]) -> None:
        self._apart = apart
        self._home: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
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
        if any(self._clash(x, y) for x in self._members[a] for y in self._members[b]):
            return False
        self._unite(a, b)
        return True

    def homes(self) -> dict[str, str]:
        """The least item of the group of each item that was asked of."""
        return dict(self._home)

    def together(self, left: str, right: str) -> bool:
        """Whether both are in one group."""
        return self._root(left) == self._root(right)

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
