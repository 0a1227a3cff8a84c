"""Compared pairs -> judgements whose groups never hold a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dragoman.merge.score import Compared, MergeSettings
from dragoman.model.judgement import Judgement, Matter, Reason, Verdict

Pair = tuple[str, str]
_NEAR = 0.03  # scores that lie no further apart are equally good


def settle(
    matter: Matter,
    compared: Mapping[Pair, Compared],
    apart: Callable[[str, str], bool],
    settings: MergeSettings,
    decided: Iterable[tuple[str, str, Verdict]] = (),
    rival: Callable[[str, str], bool] | None = None,
) -> tuple[Judgement, ...]:
    """The machine's judgements on pairs, sorted; pairs below both bands are not told, and of proposals only
    the best between any two groups.

    Best scores join first. A pair that would bring two contradicting members into one group is only
    proposed, and so is one that could as well belong to a rival: another thing that contradicts it
    (``rival``, by default ``apart``). ``decided`` is what people have said of the same things; it comes
    before all scores.
    """
    verdicts = {pair: settings.verdict(result.score) for pair, result in compared.items()}
    wanted = {pair: compared[pair].score for pair, verdict in verdicts.items() if verdict is Verdict.SAME}
    doubtful = _ambiguous(wanted, rival or apart)
    groups = _Groups(apart, decided)
    refused: dict[Pair, str] = {}
    for pair in sorted(wanted, key=lambda p: (-wanted[p], p)):
        if pair in doubtful:
            refused[pair] = "rival"
        elif not groups.join(*pair):
            refused[pair] = "contradiction"
    for pair in doubtful:
        if groups.together(*pair):
            del refused[pair]
    proposed = [pair for pair in compared if verdicts[pair] is Verdict.PROPOSED or pair in refused]
    told = {pair: Verdict.SAME for pair in wanted if pair not in refused}
    told |= dict.fromkeys(_best_of_groups(proposed, compared, groups), Verdict.PROPOSED)
    return tuple(
        _judgement(matter, pair, told[pair], compared[pair], refused.get(pair)) for pair in sorted(told)
    )


def _best_of_groups(
    proposed: Iterable[Pair], compared: Mapping[Pair, Compared], groups: _Groups
) -> Iterable[Pair]:
    """One question for each two groups: the pair with the best score. Within a group there is none."""
    best: dict[Pair, Pair] = {}
    for pair in sorted(proposed, key=lambda p: (-compared[p].score, p)):
        a, b = sorted((groups.home(pair[0]), groups.home(pair[1])))
        if a != b:
            best.setdefault((a, b), pair)
    return best.values()


def _judgement(
    matter: Matter, pair: Pair, verdict: Verdict, result: Compared, refused: str | None
) -> Judgement:
    doubt = (Reason(feature=refused, value=-1.0, weight=0.0),) if refused else ()
    return Judgement(
        matter=matter,
        left=pair[0],
        right=pair[1],
        verdict=verdict,
        score=result.score,
        reasons=(*result.reasons, *doubt),
    )


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
            out.update((min(item, other), max(item, other)) for other in near)
    return out


class _Groups:
    """Groups that grow pair by pair and refuse a contradiction."""

    def __init__(
        self, apart: Callable[[str, str], bool], decided: Iterable[tuple[str, str, Verdict]]
    ) -> None:
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

    def home(self, item: str) -> str:
        """The item that stands for the group of ``item``."""
        return self._root(item)

    def together(self, left: str, right: str) -> bool:
        """Whether both are in one group."""
        return self._root(left) == self._root(right)

    def _clash(self, left: str, right: str) -> bool:
        return (min(left, right), max(left, right)) in self._forbidden or self._apart(left, right)

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
