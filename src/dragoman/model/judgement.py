"""Judgements: what is the same, decided by the machine or by a person, and never by rewriting a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id

MACHINE = "machine"
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


class Matter(StrEnum):
    """What a judgement is about."""

    PERSON = "person"
    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"
    BODY = "body"
    DOCUMENT = "document"  # one text is a copy, translation or excerpt of the other


class Verdict(StrEnum):
    SAME = "same"
    PROPOSED = "proposed"  # likely, but for a person to decide
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature that was compared: its value from -1 (against) to 1 (for), and its weight."""

    feature: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether ``left`` and ``right`` (ids, left < right) are one thing.

    ``judge`` is ``machine`` or the name of a person; a person's judgement outranks the machine's and the
    latest of several counts. The machine's carry no time: they are a function of the records. Moments are
    kept in UTC (as is one without a time zone), so that one moment is one judgement however it is written.
    ``note`` is what a person says about why.
    """

    matter: Matter
    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...] = ()
    judge: str = MACHINE
    made_at: dt.datetime | None = None
    retracted_at: dt.datetime | None = None
    note: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise InvalidRecord("a judgement names two different ids, the lesser first")
        if not 0.0 <= self.score <= 1.0:
            raise InvalidRecord(f"score {self.score} is outside 0 to 1")
        if (self.judge == MACHINE) != (self.made_at is None):
            raise InvalidRecord("a person's judgement has a time, and the machine's has none")
        for name in ("made_at", "retracted_at"):
            moment = getattr(self, name)
            object.__setattr__(self, name, None if moment is None else utc(moment))
        made = self.made_at.isoformat() if self.made_at else None
        identity = content_id("jud", self.matter.value, self.left, self.right, self.verdict, self.judge, made)
        if self.id and self.id != identity:
            raise InvalidRecord(f"the id {self.id} does not belong to this judgement")
        object.__setattr__(self, "id", identity)


class Linker:
    """The read-only map from any id to its canonical id that live judgements imply.

    The canonical id is the least of its group, so that the map does not depend on any order. Judgements are
    followed people's first, from the last word back to the first, then the machine's, best scores first; one
    that contradicts what was followed before it is passed over. So what a person parted no chain joins,
    unless later words of people join it. ``refused`` tells what was passed over.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, dict[str, Judgement]] = {}  # canonical id -> whom its members are parted from
        self._joined: list[Judgement] = []
        self._passed: list[
            tuple[Judgement, Judgement | None, int]
        ] = []  # with what parts, after how many joins
        self._links: dict[str, list[tuple[int, Judgement]]] | None = None
        live = _effective(judgements)
        people = sorted((j for j in live if j.judge != MACHINE), key=_rank, reverse=True)
        machine = sorted(
            (j for j in live if j.judge == MACHINE),
            key=lambda j: (j.verdict is not Verdict.APART, -j.score, j.left, j.right),
        )
        for judgement in (*people, *machine):
            if judgement.verdict is Verdict.APART:
                self._part(judgement)
            elif judgement.verdict is Verdict.SAME:
                self._join(judgement)

    def canonical(self, identity: str) -> str:
        """The canonical id of ``identity``; itself where nothing was judged of it."""
        root = identity
        while root in self._parent:
            root = self._parent[root]
        while identity != root:
            following = self._parent[identity]
            self._parent[identity] = root
            identity = following
        return root

    def group(self, identity: str) -> tuple[str, ...]:
        """Every id judged to be the same thing, in order."""
        root = self.canonical(identity)
        return tuple(sorted(self._members.get(root, {root})))

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The judgements that were passed over, by people first, each with those followed before that forbid
        it."""
        return tuple(
            Refused(
                judgement=judgement,
                chain=self._over(judgement.left, between, judgement.right, count)
                if between is not None
                else self._walk(judgement.left, judgement.right, count) or (),
            )
            for judgement, between, count in self._passed
        )

    def path(self, left: str, right: str) -> tuple[Judgement, ...]:
        """The shortest chain of judgements that makes two ids one; empty where nothing does."""
        return self._walk(left, right, len(self._joined)) or ()

    def parting(self, left: str, right: str) -> tuple[Judgement, ...]:
        """The chain that keeps the groups of two ids apart: a judgement between members of theirs, and what
        joins these to them; empty where nothing does."""
        between = self._between(self.canonical(left), self.canonical(right))
        return () if between is None else self._over(left, between, right, len(self._joined))

    def _over(self, left: str, between: Judgement, right: str, count: int) -> tuple[Judgement, ...]:
        """From one id to another over the judgement that parts their groups."""
        for one, other in ((between.left, between.right), (between.right, between.left)):
            before, after = self._walk(left, one, count), self._walk(other, right, count)
            if before is not None and after is not None:
                return (*before, between, *after)
        return (between,)

    def _walk(self, left: str, right: str, count: int) -> tuple[Judgement, ...] | None:
        """The shortest way from one id to another over the first so many judgements that joined anything."""
        if self.canonical(left) != self.canonical(right):
            return None
        links = self._neighbours()
        came: dict[str, Judgement | None] = {left: None}
        edge = [left]
        while edge and right not in came:
            following = []
            for identity in edge:
                for order, judgement in links.get(identity, ()):
                    other = judgement.right if judgement.left == identity else judgement.left
                    if order < count and other not in came:
                        came[other] = judgement
                        following.append(other)
            edge = following
        if right not in came:
            return None
        out: list[Judgement] = []
        at = right
        while (step := came[at]) is not None:
            out.append(step)
            at = step.left if step.right == at else step.right
        return tuple(reversed(out))

    def _part(self, judgement: Judgement) -> None:
        left, right = self.canonical(judgement.left), self.canonical(judgement.right)
        if left == right:
            self._passed.append((judgement, None, len(self._joined)))
            return
        self._apart.setdefault(left, {}).setdefault(judgement.right, judgement)
        self._apart.setdefault(right, {}).setdefault(judgement.left, judgement)

    def _join(self, judgement: Judgement) -> None:
        left, right = self.canonical(judgement.left), self.canonical(judgement.right)
        if left == right:
            self._joined.append(judgement)
            return
        if self._apart and (between := self._between(left, right)) is not None:
            self._passed.append((judgement, between, len(self._joined)))
            return
        head, tail = min(left, right), max(left, right)
        ours, theirs = self._members.pop(head, {head}), self._members.pop(tail, {tail})
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours |= theirs
        self._parent[tail] = head
        self._members[head] = ours
        if self._apart and tail in self._apart:
            parted = self._apart.pop(tail)
            self._apart[head] = parted | self._apart.get(head, {})
        self._joined.append(judgement)

    def _between(self, left: str, right: str) -> Judgement | None:
        """The judgement that parts two groups, given by their canonical ids."""
        ours, theirs = self._apart.get(left), self._apart.get(right)
        if not ours or not theirs:
            return None
        few, other = (ours, right) if len(ours) <= len(theirs) else (theirs, left)
        return next((few[one] for one in sorted(few) if self.canonical(one) == other), None)

    def _neighbours(self) -> dict[str, list[tuple[int, Judgement]]]:
        """The judgements that joined something, numbered in their order, by each of their ids."""
        if self._links is None:
            self._links = {}
            for number, judgement in enumerate(self._joined):
                for identity in (judgement.left, judgement.right):
                    self._links.setdefault(identity, []).append((number, judgement))
        return self._links


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A judgement that others contradict. ``chain`` leads from one of its ids to the other: either all joins,
    and so it could not part them, or one of them parts what the rest joins to either."""

    judgement: Judgement
    chain: tuple[Judgement, ...]


def _effective(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgement that counts for each pair: a person's before the machine's, then the latest."""
    best: dict[tuple[str, str], Judgement] = {}
    for judgement in judgements:
        if judgement.retracted_at is not None:
            continue
        pair = (judgement.left, judgement.right)
        if pair not in best or _rank(judgement) > _rank(best[pair]):
            best[pair] = judgement
    return list(best.values())


def _rank(judgement: Judgement) -> tuple[bool, dt.datetime, str]:
    return (judgement.judge != MACHINE, judgement.made_at or _NEVER, judgement.id)


def utc(moment: dt.datetime) -> dt.datetime:
    """A moment in UTC, as is one that names no time zone."""
    return moment.replace(tzinfo=dt.UTC) if moment.utcoffset() is None else moment.astimezone(dt.UTC)
