"""What two documents are to each other: copy, excerpt, translation, rewrite, or independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.desk.alignment import LineageSettings, Pair, common_words
from dragoman.desk.lineage_rows import Relation
from dragoman.desk.notes import published
from dragoman.desk.passages import FactKind, Passage
from dragoman.desk.timeline import HAPPENED
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement
from dragoman.model.time import When

_NEAR_DAYS = 7  # between the publication of two texts of one piece of news


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How much of each document the other has, from 0 to 1.

    ``shared`` is of letters in passages that correspond, ``copied`` of words that stand in both in the same
    order, ``in_order`` the share of pairs that do not cross others. ``kept`` is the share of facts in the
    passages that correspond which the other document states as well, the lesser of both sides.
    """

    shared_first: float
    shared_second: float
    copied_first: float
    copied_second: float
    in_order: float
    kept: float


def shares(first: Sequence[Passage], second: Sequence[Passage], pairs: Sequence[Pair]) -> Shares:
    """How much of each the other has, by the pairs of passages that correspond."""
    ours, theirs = {p.number: p for p in first}, {p.number: p for p in second}
    matched = [(ours[pair.left], theirs[pair.right]) for pair in pairs]
    common = {
        (a.number, b.number): common_words(a.words, b.words) if a.lang == b.lang else 0 for a, b in matched
    }

    def copied(passages: Sequence[Passage], side: int) -> float:
        every = sum(len(p.words) for p in passages)
        best: dict[int, int] = {}
        for key, words in common.items():
            best[key[side]] = min(len(passages[key[side]].words), best.get(key[side], 0) + words)
        return sum(best.values()) / every if every else 0.0

    return Shares(
        shared_first=_share(first, {pair.left for pair in pairs}),
        shared_second=_share(second, {pair.right for pair in pairs}),
        copied_first=copied(first, 0),
        copied_second=copied(second, 1),
        in_order=sum(1 for pair in pairs if not pair.moved) / len(pairs) if pairs else 0.0,
        kept=min(
            _kept([a for a, _ in matched], second),
            _kept([b for _, b in matched], first),
        ),
    )


_TOLD = frozenset(
    {FactKind.PERSON, FactKind.DATE, FactKind.FIGURE, FactKind.PARTY, FactKind.ISSUE, FactKind.AREA}
)


def _kept(passages: Sequence[Passage], other: Sequence[Passage]) -> float:
    """The share of the facts in some passages that the other document states; all of none. "Two" counts
    for nothing, since a language may say it by a dual or by "both"."""
    known = frozenset().union(*(p.keys for p in other))
    told = {key for p in passages for key in p.keys if key[0] in _TOLD and key != (FactKind.FIGURE, "2")}
    return len(told & known) / len(told) if told else 1.0


def _share(passages: Sequence[Passage], numbers: set[int]) -> float:
    letters = {p.number: sum(1 for c in p.text if c.isalpha()) for p in passages}
    every = sum(letters.values())
    return sum(count for number, count in letters.items() if number in numbers) / every if every else 0.0


def relation(found: Shares, news: bool | None, settings: LineageSettings, *, one_language: bool) -> Relation:
    """The relation that these shares make; ``news`` is whether both tell of the same, None if not known."""
    copied = (found.copied_first, found.copied_second)
    if min(copied) >= settings.nearly_all:
        return Relation.COPY
    if max(copied) >= settings.nearly_all:
        return Relation.EXCERPT
    most = max(found.shared_first, found.shared_second)
    if news is False or most < (settings.partly if news else settings.mostly):
        return Relation.INDEPENDENT
    if not one_language and found.kept < settings.kept:
        return Relation.INDEPENDENT  # whoever translates keeps names, dates and figures
    outline = found.in_order >= settings.mostly and most >= settings.outline
    return Relation.TRANSLATION if outline and not one_language else Relation.REWRITE


def tellings(ledger: Ledger) -> dict[str, frozenset[str]]:
    """What each document tells: the ids of engagements of the ledger, each with whether it is a plan, a
    denial, or past; what is announced and what then took place are two pieces of news."""
    out: dict[str, set[str]] = {}
    for engagement in ledger.engagements:
        for member in engagement.members:
            way = "past" if member.realis in HAPPENED else member.realis.value
            out.setdefault(member.evidence[0].document_id, set()).add(f"{engagement.id} {way}")
    return {key: frozenset(value) for key, value in out.items()}


def same_news(ledger: Ledger, first: str, second: str, told: Mapping[str, frozenset[str]]) -> bool | None:
    """Whether two documents tell of the same: they appeared within a week of each other and share an
    engagement, told by both as a plan, or by neither. Not where the days of what each is about lie apart;
    None where neither can be said. ``told`` is that of ``tellings``."""
    if _gap(published(ledger, first), published(ledger, second)) > _NEAR_DAYS:
        return False
    if told.get(first, frozenset()) & told.get(second, frozenset()):
        return True
    ours, theirs = _days(ledger, first), _days(ledger, second)
    if ours and theirs and min(_gap(x, y) for x in ours for y in theirs) > 1:
        return False
    return None


def _days(ledger: Ledger, document_id: str) -> list[When]:
    """When what a document is about took place, as far as it says the day."""
    reading = ledger.readings.get(document_id)
    records = reading.records if reading is not None else ()
    main = (r.when for r in records if isinstance(r, Engagement) and r.main)
    return [when for when in main if when.date is not None and when.date.day is not None]


def _gap(left: When, right: When) -> int:
    """The days between two dates; 0 where they can meet or one is not known."""
    if left.date is None or right.date is None:
        return 0
    first, last = left.date.first, (left.end or left.date).last
    first2, last2 = right.date.first, (right.end or right.date).last
    return max(0, (first2 - last).days, (first - last2).days)
