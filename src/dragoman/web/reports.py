"""The reports of a thing, voice by voice, and why they were taken for reports of one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dragoman.desk.notes import Note, note
from dragoman.merge.score import logistic
from dragoman.model.judgement import MACHINE, Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger, Report
from dragoman.model.record import Evidence, Person, Record

_SHOWN = 12  # judgements of one thing; the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One document's account of a thing, by its first words; ``title`` is the document's."""

    document: str
    title: str | None
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Accounts of one voice: of several the others copy or translate one text."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A feature that was compared: its value from -1 to 1, its weight, and what both make."""

    feature: str
    value: float
    weight: float

    @property
    def adds(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A judgement on two records: the words of both, the score with what made it up, or who decided and why.

    ``total`` is the sum of value × weight, where the score is its logistic function; else None.
    """

    id: str
    left: Note
    right: Note
    left_record: str
    right_record: str
    verdict: Verdict
    score: float
    total: float | None
    features: tuple[Weighed, ...]
    judge: str | None
    made_at: dt.datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """What joined the records of a thing, those of people first, then the surest; ``open`` are proposals to
    join it with another thing. ``more`` counts what is not shown."""

    joined: tuple[Ruled, ...]
    more: int
    open: tuple[Ruled, ...]


def voices(ledger: Ledger, reports: Iterable[Report]) -> tuple[Voice, ...]:
    """The voices that tell of it, the earliest first, and in each the accounts, the earliest first."""
    groups: dict[str, dict[str, Account]] = {}
    for report in reports:
        words = note(ledger, report.evidence[0])
        account = Account(document=report.document_id, title=words.title, note=words)
        groups.setdefault(report.voice, {}).setdefault(report.document_id, account)
    ordered = [tuple(sorted(group.values(), key=_earliest)) for group in groups.values()]
    return tuple(Voice(accounts=group) for group in sorted(ordered, key=lambda g: _earliest(g[0])))


def documents_of(found: Iterable[Voice]) -> tuple[str, ...]:
    """The documents of some voices, one of each voice before the second of any."""
    rows = [[account.document for account in voice.accounts] for voice in found]
    longest = max(map(len, rows), default=0)
    return tuple(row[at] for at in range(longest) for row in rows if at < len(row))


def merging(ledger: Ledger, matter: Matter, members: Collection[str]) -> Merging:
    """The judgements on the records of a thing that stand."""
    own = set(members)
    told = _Told(ledger)
    inside: list[Judgement] = []
    outside: list[Judgement] = []
    for one in ledger.judgements:
        if one.matter is not matter or one.retracted_at is not None:
            continue
        touching = (one.left in own) + (one.right in own)
        if touching == 2 and one.verdict is not Verdict.PROPOSED:
            inside.append(one)
        elif touching == 1 and one.verdict is Verdict.PROPOSED:
            outside.append(one)
    joined = [told.ruled(one) for one in sorted(inside, key=_surest)]
    shown = [one for one in joined if one is not None]
    asked = [told.ruled(one) for one in sorted(outside, key=_surest)]
    return Merging(
        joined=tuple(shown[:_SHOWN]),
        more=max(0, len(shown) - _SHOWN),
        open=tuple(one for one in asked if one is not None)[:_SHOWN],
    )


class _Told:
    """The words of records by their ids."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._items: dict[str, Person | Record] = {
            item.id: item for r in ledger.readings.values() for item in (*r.people, *r.records)
        }

    def ruled(self, one: Judgement) -> Ruled | None:
        """A judgement with the words of both; None where the ledger at hand lacks one of them."""
        left, right = self._words(one.left), self._words(one.right)
        if left is None or right is None:
            return None
        features = tuple(
            Weighed(feature=r.feature, value=r.value, weight=r.weight)
            for r in sorted(one.reasons, key=lambda r: -abs(r.value * r.weight))
        )
        total = sum(feature.adds for feature in features)
        return Ruled(
            id=one.id,
            left=left,
            right=right,
            left_record=one.left,
            right_record=one.right,
            verdict=one.verdict,
            score=one.score,
            total=total if features and logistic(total) == one.score else None,
            features=features,
            judge=one.judge if one.judge != MACHINE else None,
            made_at=one.made_at,
            reason=one.note,
        )

    def _words(self, identity: str) -> Note | None:
        item = self._items.get(identity)
        evidence: Evidence | None = item.evidence[0] if item is not None else None
        return note(self._ledger, evidence) if evidence is not None else None


def _earliest(one: Account) -> tuple[str, str]:
    return one.note.published or "9999", one.document


def _surest(one: Judgement) -> tuple[bool, float, str]:
    return one.judge == MACHINE, -one.score, one.id
