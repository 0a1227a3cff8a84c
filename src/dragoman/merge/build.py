"""A layer from nothing: which things are one, found for all at once.

Memory grows with the things, not with the pairs of them: pairs are weighed piece by piece and written down at
once, and groups are made for one cluster after another, a cluster being all that hangs together by pairs.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import Any, TypeVar

import numpy as np

from dragoman.merge.cluster import RIVAL, Pair, doubtful
from dragoman.merge.settle import Load, Rules, edges_of, groups
from dragoman.merge.sitting import Sitting
from dragoman.merge.workings import Change, Edge, Home, Workings

N = TypeVar("N")
_WORTH_IT = 8  # pieces of pairs for which it is worth to begin processes
_PIECE = 20000  # seats, edges or groups written at once
Found = tuple[int, int, Edge]  # two places in the order of the ids, and the edge between them


def build(rules: Rules[N], workings: Workings, nodes: Mapping[str, N]) -> frozenset[str]:
    """A layer from nothing, put into the workings piece by piece; the nodes, all of whose groups are new."""
    layer = rules.layer
    sitting = Sitting(layer.reach, layer.need)
    for some in _pieces(sorted(nodes), _PIECE):
        seats = {key: layer.seat(nodes[key]) for key in some}
        sitting.add(seats, [layer.span(nodes[key]) for key in some])
        workings.put(layer.name, Change(seats=seats, is_new=True))
    wanted, hoped = _weigh(rules, workings, nodes, sitting)
    links = sorted(rules.links(None)) if rules.links else []
    said = sorted(rules.decisions.joined(nodes.keys()))
    sure = _settled(rules, workings, nodes, Clusters(sitting.ids, wanted, (*links, *said)), links)
    del wanted
    maybe = sure
    if layer.hopeful:
        maybe = {}
        for whole, hopes in Clusters(sitting.ids, hoped, said):
            maybe |= rules.decisions.homes(whole, hopes.items())
    for some in _pieces(sitting.ids, _PIECE):
        homes = {key: Home(sure.get(key, key), maybe.get(key, key)) for key in some}
        workings.put(layer.name, Change(homes=homes, is_new=True))
    return frozenset(nodes)


def _weigh(
    rules: Rules[N], workings: Workings, nodes: Mapping[str, N], sitting: Sitting
) -> tuple[Scored, Scored]:
    """Put all edges into the workings; those that are wanted, and for a hopeful layer all of them."""
    wanted, hoped = Scored(), Scored()
    found: dict[Pair, Edge] = {}
    for left, right, edge in weighed(rules, nodes, sitting):
        found[sitting.ids[left], sitting.ids[right]] = edge
        if rules.is_wanted(edge):
            wanted.add(left, right, edge.score)
        if rules.layer.hopeful:
            hoped.add(left, right, edge.score)
        if len(found) == _PIECE:
            workings.put(rules.layer.name, Change(edges=found, is_new=True))
            found = {}
    workings.put(rules.layer.name, Change(edges=found, is_new=True))
    return wanted, hoped


def _settled(
    rules: Rules[N],
    workings: Workings,
    nodes: Mapping[str, N],
    clusters: Clusters,
    links: Sequence[Pair],
) -> dict[str, str]:
    """The groups of all that hangs together with something; what is refused is noted at its edge."""
    load: Load[N] = lambda ids: {i: nodes[i] for i in ids if i in nodes}  # noqa: E731
    rival = rules.layer.rival
    linked: dict[str, list[Pair]] = {}
    for both in links:
        linked.setdefault(both[0], []).append(both)
    sure: dict[str, str] = {}
    refused: dict[Pair, str] = {}
    for whole, wanted in clusters:
        doubt = doubtful(wanted, lambda a, b: rival(nodes[a], nodes[b]))
        sane = {both: score for both, score in wanted.items() if both not in doubt}
        joined = [both for item in whole for both in linked.get(item, ())]
        against, homes = groups(rules, whole, sane, joined, load)
        sure |= homes
        refused |= against | dict.fromkeys(doubt, RIVAL)
        if len(refused) >= _PIECE:
            workings.put(rules.layer.name, Change(refused=refused))
            refused = {}
    workings.put(rules.layer.name, Change(refused=refused))
    return sure


# --- clusters ---------------------------------------------------------------------------------------------


class Scored:
    """Pairs of places with their scores, in little room."""

    def __init__(self) -> None:
        self.left = array("i")
        self.right = array("i")
        self.scores = array("d")

    def add(self, left: int, right: int, score: float) -> None:
        """A further pair."""
        self.left.append(left)
        self.right.append(right)
        self.scores.append(score)


class Clusters:
    """All that hangs together by scored pairs or by ``others``: the ids of each cluster, and its pairs with
    their scores. Who stands alone is in none."""

    def __init__(self, ids: Sequence[str], scored: Scored, others: Sequence[Pair]) -> None:
        self._ids = ids
        self._scored = scored
        self._others = others

    def __iter__(self) -> Iterator[tuple[list[str], dict[Pair, float]]]:
        left, right = (np.array(side, dtype=np.int32) for side in (self._scored.left, self._scored.right))
        roots = self._roots()
        by_root = np.argsort(roots, kind="stable")
        sizes = np.bincount(roots)
        starts = np.cumsum(sizes) - sizes
        pairs = np.argsort(roots[left], kind="stable")
        held = np.bincount(roots[left], minlength=len(sizes))
        firsts = np.cumsum(held) - held
        for root in np.flatnonzero(sizes > 1).tolist():
            members = by_root[starts[root] : starts[root] + sizes[root]].tolist()
            mine = pairs[firsts[root] : firsts[root] + held[root]]
            yield (
                [self._ids[at] for at in members if at < len(self._ids)],
                {
                    (self._ids[a], self._ids[b]): self._scored.scores[at]
                    for a, b, at in zip(left[mine].tolist(), right[mine].tolist(), mine.tolist(), strict=True)
                },
            )

    def _roots(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The least place of the cluster of each place; what is no id (people may judge what is gone) has a
        place behind all ids."""
        places: dict[str, int] = {}
        if self._others:
            places = {key: at for at, key in enumerate(self._ids)}
            for item in chain.from_iterable(self._others):
                places.setdefault(item, len(places))
        parent = list(range(max(len(self._ids), len(places))))

        def root(at: int) -> int:
            while parent[at] != at:
                parent[at] = parent[parent[at]]
                at = parent[at]
            return at

        further = ((places[a], places[b]) for a, b in self._others)
        for a, b in chain(zip(self._scored.left, self._scored.right, strict=True), further):
            one, other = root(a), root(b)
            parent[max(one, other)] = min(one, other)
        return np.array([root(at) for at in range(len(parent))], dtype=np.int32)


# --- weighing ---------------------------------------------------------------------------------------------


def weighed(rules: Rules[N], nodes: Mapping[str, N], sitting: Sitting) -> Iterator[Found]:
    """Every edge between nodes, in the order of the pairs, with as many processes as the rules allow.

    Processes share what is in memory by being forked; where the system has no safe way to do so there is one.
    """
    pieces = sitting.pieces()
    if rules.workers < 2 or pieces < _WORTH_IT or sys.platform != "linux":
        weigh = edges_of(rules)
        for number in range(pieces):
            yield from _of_piece(weigh, nodes, sitting, number)
        return
    global _work
    _work = (rules, nodes, sitting)
    gc.freeze()  # so that looking for garbage does not copy what the processes share
    try:
        yield from _side_by_side(rules.workers, pieces)
    finally:
        gc.unfreeze()
        _work = None


def _side_by_side(workers: int, pieces: int) -> Iterator[Found]:
    """What forked processes find, a few pieces ahead; what one leaves undone as it dies is done here."""
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, context)
    waiting: deque[tuple[int, Future[list[Found]] | None]] = deque()
    try:
        for number in range(pieces):
            waiting.append((number, _submitted(pool, number)))
            if len(waiting) > 2 * workers:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, number: int) -> Future[list[Found]] | None:
    try:
        return pool.submit(_forked, number)
    except BrokenProcessPool:
        return None


def _result(number: int, future: Future[list[Found]] | None) -> list[Found]:
    try:
        return future.result() if future is not None else _forked(number)
    except (BrokenProcessPool, CancelledError):
        return _forked(number)


_work: tuple[Any, Any, Sitting] | None = None  # what forked processes work on


def _forked(number: int) -> list[Found]:
    assert _work is not None
    rules, nodes, sitting = _work
    return list(_of_piece(edges_of(rules), nodes, sitting, number))


def _of_piece(
    weigh: Callable[[N, N], Edge | None],
    nodes: Mapping[str, N],
    sitting: Sitting,
    number: int,
) -> Iterator[Found]:
    ids = sitting.ids
    for left, right in sitting.piece(number):
        edge = weigh(nodes[ids[left]], nodes[ids[right]])
        if edge is not None:
            yield left, right, edge


def _pieces(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
