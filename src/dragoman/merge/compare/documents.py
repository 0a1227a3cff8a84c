"""Whether a text is the translation or a rewrite of another: the same news, the same marks in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from dragoman.merge.compare.engagements import Days, gap
from dragoman.merge.marks import AREA, NUMBER, PARTY
from dragoman.merge.runs import Runs, sketched
from dragoman.merge.score import Feature

NEAR_DAYS = 7  # between the publication of a text and of what follows it
_FEW = 8  # marks; shorter sequences agree by chance
_MANY = 20  # marks; the agreement of fewer counts for less
_ABOUT_DAYS = 1  # between what two tellings of one piece of news are about
_DISTINCT = 0.18  # texts of one language that share less of their pairs of words are no rewrites of a third


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """A text without its words: what a translation keeps, and a sketch of the words for its own language.

    ``told`` are its engagements, as groups, each with whether it is yet to come or did not come about;
    ``news`` the parties and days of those that it is about; ``said`` signatures of its other records.
    ``marks`` are whom and what it names in reading order, people by their groups; ``who`` are the three of
    these, and ``whose`` the three parties, that it names most. ``length`` is that of its letters.
    """

    document: str
    lang: str
    told: frozenset[tuple[str, bool]]
    news: tuple[tuple[tuple[str, ...], Days | None], ...]
    said: frozenset[str]
    who: tuple[str, ...]
    whose: tuple[str, ...]
    marks: tuple[str, ...]
    words: Runs
    published: Days | None
    length: int


# --- what forbids -------------------------------------------------------------------------------------------


def apart(left: Outline, right: Outline) -> bool:
    """Whether they do not tell the same news: far dates of publication, or no engagement in common and other
    days."""
    if left.published and right.published and gap(left.published, right.published) > NEAR_DAYS:
        return True
    return not left.told & right.told and _other_days(left, right)


def _other_days(left: Outline, right: Outline) -> bool:
    ours = [days for _, days in left.news if days]
    theirs = [days for _, days in right.news if days]
    if not ours or not theirs:
        return False
    return min(gap(x, y) for x in ours for y in theirs) > _ABOUT_DAYS


def distinct(left: Outline, right: Outline) -> bool:
    """Whether two texts of one language have little in common: a third that is near to both is a compilation,
    and does not make them one."""
    found = sketched(left.words, right.words) if left.lang == right.lang else None
    return found is not None and found < _DISTINCT


# --- features -----------------------------------------------------------------------------------------------


def words(left: Outline, right: Outline) -> float | None:
    """In one language: the share of the shorter text's pairs of words that the other has. Against where one
    has too few to judge by."""
    if left.lang != right.lang:
        return None
    found = sketched(left.words, right.words)
    return -0.5 if found is None else _scaled(found, 0.27, 0.15)


def neighbours(left: Outline, right: Outline) -> float | None:
    """The share of marks that stand side by side in the shorter and in the longer as well. Against where one
    has too few to judge by."""
    shorter = min(len(left.marks), len(right.marks))
    if shorter < _FEW:
        return -0.5
    common = (Counter(pairwise(left.marks)) & Counter(pairwise(right.marks))).total()
    return _shrunk(_scaled(common / (shorter - 1), 0.45, 0.3), _enough(shorter))


def order(left: Outline, right: Outline) -> float | None:
    """In two languages: the share of the shorter sequence of marks found in the longer in the same order."""
    shorter = min(len(left.marks), len(right.marks))
    if left.lang == right.lang or shorter < _FEW:
        return None
    common = LCSseq.similarity(left.marks, right.marks)
    return _shrunk(_scaled(common / shorter, 0.6, 0.3), _enough(shorter))


def details(left: Outline, right: Outline) -> float | None:
    """In two languages: the share of different marks in common, without the parties and the people that any
    report of the same news names; the fewer, the less."""
    if left.lang == right.lang:
        return None
    given = _given(left) | _given(right)
    ours, theirs = set(left.marks) - given, set(right.marks) - given
    if not ours or not theirs:
        return -0.3
    common = _weight(ours & theirs)
    return _shrunk(_scaled(common / min(_weight(ours), _weight(theirs)), 0.5, 0.4), common / 3)


def _weight(marks: Iterable[str]) -> float:
    """How many marks these are; areas, which are few, count half."""
    return sum(0.5 if mark[0] == AREA else 1.0 for mark in marks)


def _given(one: Outline) -> set[str]:
    """The parties of the news, the two people who are named most, and the numbers of the days."""
    days = [day for span in (one.published, *(days for _, days in one.news)) if span for day in span]
    numbers = {f"{NUMBER}{number}" for day in days for number in (day.day, day.year)}
    return {*one.who[:2], *numbers, *(f"{PARTY}{side}" for sides, _ in one.news for side in sides)}


def records(left: Outline, right: Outline) -> float | None:
    """In two languages, for: what both record beside the news itself, such as its background, positions and
    commitments. In one, words tell more."""
    if left.lang == right.lang:
        return None
    common = len(left.said & right.said) + max(0, len(left.told & right.told) - 1)
    return min(1.0, common / 4) if common else None


def lag(left: Outline, right: Outline) -> float | None:
    """Against: days between their publication; what is taken over is so at once."""
    if left.published is None or right.published is None:
        return None
    return -min(1.0, max(0, gap(left.published, right.published) - 1) / 2)


def engagements(left: Outline, right: Outline) -> float | None:
    """For: engagements in common, told as a plan by both or by neither. Against: none."""
    return 0.5 if left.told & right.told else -0.5


def length(left: Outline, right: Outline) -> float | None:
    """Against: one is several times as long, letters that carry little counted."""
    ratio = min(left.length, right.length) / max(left.length, right.length, 1)
    return -1.0 if ratio < 0.3 else 0.0


FEATURES: tuple[tuple[Feature[Outline], float], ...] = (
    (words, 6.0),
    (neighbours, 3.0),
    (order, 0.8),
    (details, 1.8),
    (engagements, 0.4),
    (records, 0.4),
    (lag, 1.2),
    (length, 1.0),
)


def _enough(marks: int) -> float:
    """How much agreement of so many marks proves, from 0 to 1."""
    return min(1.0, max(0.0, (marks - _FEW) / (_MANY - _FEW)))


def _shrunk(value: float, strength: float) -> float:
    """Evidence for, less of it where it rests on little; evidence against as it is."""
    return value * min(1.0, strength) if value > 0 else value


def _scaled(found: float, middle: float, reach: float) -> float:
    """A share as evidence: nothing at the middle, all that it can say at the reach from it."""
    return max(-1.0, min(1.0, (found - middle) / reach))
