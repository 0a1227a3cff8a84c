"""Judgements: what is the same, decided by the machine or by a person, and never by rewriting a record."""

from __future__ import annotations

import datetime as dt
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
    id: str = ""

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise InvalidRecord("a judgement names two different ids, the lesser first")
        if not 0.0 <= self.score <= 1.0:
            raise InvalidRecord(f"score {self.score} is outside 0 to 1")
        if (self.judge == MACHINE) != (self.made_at is None):
            raise InvalidRecord("a person's judgement has a time, and the machine's has none")
        object.__setattr__(self, "made_at", _utc(self.made_at))
        object.__setattr__(self, "retracted_at", _utc(self.retracted_at))
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
    unless later words of people join it.
    """

    def __init__(self, judgements: tuple[Judgement, ...]) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: set[tuple[str, str]] = set()
        live = _effective(judgements)
        people = sorted((j for j in live if j.judge != MACHINE), key=_rank, reverse=True)
        machine = sorted(
            (j for j in live if j.judge == MACHINE),
            key=lambda j: (j.verdict is not Verdict.APART, -j.score, j.left, j.right),
        )
        for judgement in (*people, *machine):
            if judgement.verdict is Verdict.APART:
                self._apart.add((judgement.left, judgement.right))
            elif judgement.verdict is Verdict.SAME:
                self._join(self.canonical(judgement.left), self.canonical(judgement.right))

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

    def _join(self, left: str, right: str) -> None:
        if left == right:
            return
        ours, theirs = self._members.get(left, {left}), self._members.get(right, {right})
        if self._forbidden(ours, theirs):
            return
        head, tail = min(left, right), max(left, right)
        self._parent[tail] = head
        self._members.pop(tail, None)
        self._members[head] = ours | theirs

    def _forbidden(self, left: set[str], right: set[str]) -> bool:
        if not self._apart:
            return False
        small, large = sorted((left, right), key=len)
        return any((min(a, b), max(a, b)) in self._apart for a in small for b in large)


def _effective(judgements: tuple[Judgement, ...]) -> list[Judgement]:
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


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.utcoffset() is None else moment.astimezone(dt.UTC)
