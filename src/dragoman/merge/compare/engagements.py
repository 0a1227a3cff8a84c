"""Whether two records are reports of one engagement: when, who, where, what, and how it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from dragoman.extract.instrument import title_similarity
from dragoman.merge.score import Feature
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis, When, shift

if TYPE_CHECKING:
    from dragoman.merge.facts import EventFact

Days = tuple[dt.date, dt.date]
Kind = EngagementKind
ACTS = frozenset({Kind.STATEMENT, Kind.CONDEMNATION, Kind.REQUEST})
_TALKS = {Kind.MEETING: "talks", Kind.CONSULTATIONS: "talks", Kind.COMMISSION_SESSION: "talks"}
_AHEAD_DAYS = 45  # how far off an undated plan may be
_BOTH_UNDATED_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Telling:
    """One record of an engagement, ready to compare: people by their canonical ids.

    ``people`` maps each person to their party's code; ``maybe`` holds the same people by wider groups that
    also count proposed identities, so that a doubtful name is never held against an event. ``siblings``
    are the other engagements of the document. ``days`` are those that it may have been on, as dated;
    ``likely_days`` also those near publication, where it is not dated. The kinds that reports of one event
    may use for it are one ``family``. ``sides`` are the people of each party.
    """

    record: EventFact
    document: str
    voice: str
    lang: str
    published: Days | None
    people: dict[str, str | None]
    maybe: dict[str, str | None]
    parties: frozenset[str]
    titles: tuple[tuple[str, ...], ...] = ()
    siblings: list[Telling] = field(default_factory=list)
    slack_days: int = 2
    near_days: int = 10
    days: Days | None = field(init=False)
    likely_days: Days | None = field(init=False)
    family: str = field(init=False)
    sides: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        set_once = partial(object.__setattr__, self)
        set_once("days", days(self.record.when))
        set_once("likely_days", self._likely_days())
        set_once("family", _TALKS.get(self.record.kind, self.record.kind.value))
        set_once("sides", _sides(self.maybe))

    @property
    def is_exact(self) -> bool:
        """Whether it is dated to one day."""
        return self.days is not None and self.days[0] == self.days[1]

    def _likely_days(self) -> Days | None:
        if self.days is not None or self.published is None:
            return self.days
        first, last = self.published
        if self.record.realis is Realis.PLANNED:
            return first, shift(last, _AHEAD_DAYS)
        if self.record.realis is Realis.PAST_BACKGROUND:
            return None
        return shift(first, -self.near_days), last


def days(when: When) -> Days | None:
    """The first and the last day that a date can mean; a date of publication is none of the event."""
    if when.date is None or when.basis is DateBasis.PUBLICATION:
        return None
    return when.date.first, (when.end or when.date).last


def gap(left: Days, right: Days) -> int:
    """Days between two stretches of days; 0 where they meet."""
    return max(0, (left[0] - right[1]).days, (right[0] - left[1]).days)


def widened(span: Days, by_days: int) -> Days:
    """A stretch of days, longer by so many on either side."""
    return shift(span[0], -by_days), shift(span[1], by_days)


# --- what cannot be one event -------------------------------------------------------------------------------


def apart(left: Telling, right: Telling) -> bool:
    """Whether two records cannot be one event; two records of one document never are."""
    return left.document == right.document or contradict(left, right)


def contradict(left: Telling, right: Telling) -> bool:
    """Whether what two records say cannot be true of one event."""
    a, b = left.record, right.record
    if left.family != right.family:
        return True
    if a.session is not None and b.session is not None and a.session != b.session:
        return True
    if a.kind is Kind.MESSAGE and a.initiator and b.initiator and a.initiator != b.initiator:
        return True
    if len(left.parties) == len(right.parties) == 2 and left.parties != right.parties:
        return True
    if a.kind is Kind.VISIT and _other_host(a, b):
        return True
    if left.lang == right.lang and left.titles and right.titles and _other_titles(left, right):
        return True
    return _other_people(left, right) or _other_days(left, right)


def _other_host(a: EventFact, b: EventFact) -> bool:
    hosts = [e.host.code if e.host else e.place.country if e.place else None for e in (a, b)]
    return None not in hosts and hosts[0] != hosts[1]


def _other_titles(left: Telling, right: Telling) -> bool:
    if left.record.kind is not Kind.SIGNING:
        return False
    return all(title_similarity(a, b) < 0.5 for a in left.titles for b in right.titles)


def _other_people(left: Telling, right: Telling) -> bool:
    """Whether one side is represented by different people; a numbered session has many."""
    if left.record.session is not None and left.record.session == right.record.session:
        return False
    ours, theirs = left.sides, right.sides
    return any(side in theirs and not (people & theirs[side]) for side, people in ours.items())


def _sides(people: dict[str, str | None]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for person, side in people.items():
        if side is not None:
            out.setdefault(side, set()).add(person)
    return out


def _other_days(left: Telling, right: Telling) -> bool:
    ours, theirs = left.days, right.days
    if ours is not None and theirs is not None:
        distance = gap(ours, theirs)
        if distance == 0:
            return False
        return distance > left.slack_days or not _one_event_misdated(left, right)
    if left.voice == right.voice or _same_session(left, right):
        return False
    if ours is None and theirs is None:
        if left.published is None or right.published is None:
            return True
        if Realis.PAST_BACKGROUND in (left.record.realis, right.record.realis):
            return True
        return gap(left.published, right.published) > _BOTH_UNDATED_DAYS
    likely, other = left.likely_days, right.likely_days
    return likely is None or other is None or gap(likely, other) > 0


def _same_session(left: Telling, right: Telling) -> bool:
    return left.record.session is not None and left.record.session == right.record.session


def _one_event_misdated(left: Telling, right: Telling) -> bool:
    """Whether all but the day agrees, and neither document tells an event on the other's day as well."""
    if not (left.is_exact and right.is_exact) or left.people.keys() != right.people.keys():
        return False
    if len(left.people) < 2 or not (place(left, right) == 1.0 or _same_session(left, right)):
        return False
    return not _also_tells(left, right) and not _also_tells(right, left)


def _also_tells(one: Telling, other: Telling) -> bool:
    return any(
        sibling.family == one.family
        and sibling.days is not None
        and other.days is not None
        and gap(sibling.days, other.days) == 0
        and sibling.people.keys() & other.people.keys()
        for sibling in one.siblings
    )


# --- features ---------------------------------------------------------------------------------------------


def when(left: Telling, right: Telling) -> float | None:
    """1 for the same day, less for dates that only may agree, against for neighbouring days and for an
    undated record without two people in common."""
    ours, theirs = left.days, right.days
    if ours is None or theirs is None:
        if left.voice == right.voice or _same_session(left, right):
            return None
        undated = left if ours is None else right
        if undated.record.realis is Realis.PLANNED or len(left.people.keys() & right.people.keys()) < 2:
            return -0.5
        return 0.2
    if gap(ours, theirs):
        return -0.5
    if left.is_exact and right.is_exact:
        return 1.0
    widest = max((span[1] - span[0]).days for span in (ours, theirs))
    return 0.7 if widest <= 10 else 0.4 if widest <= 31 else 0.1


def who(left: Telling, right: Telling) -> float | None:
    """The share of people in common; against where only one names people."""
    if not left.people and not right.people:
        return None
    if not left.people or not right.people:
        return -0.5
    common = left.people.keys() & right.people.keys()
    if not common:
        return 0.1 if left.maybe.keys() & right.maybe.keys() else -0.6
    share = len(common) / min(len(left.people), len(right.people))
    return share if len(common) > 1 else 0.6 * share


def parties(left: Telling, right: Telling) -> float | None:
    """1 for the same parties, half where one names fewer, against where they have none in common."""
    if not left.parties or not right.parties:
        return None
    if left.parties == right.parties:
        return 1.0
    common = left.parties & right.parties
    return 0.5 if common in (left.parties, right.parties) else 0.0 if common else -1.0


def place(left: Telling, right: Telling) -> float | None:
    """1 for one city, little for one country, against for different ones."""
    a, b = left.record.place, right.record.place
    if a is None or b is None:
        return None
    if a.country and b.country and a.country != b.country:
        return -1.0
    if a.city and b.city:
        return 1.0 if a.city.casefold() == b.city.casefold() else -0.7
    return 0.4 if a.country and a.country == b.country else None


def kind(left: Telling, right: Telling) -> float | None:
    """Whether both use the same kind for it."""
    return 1.0 if left.record.kind is right.record.kind else 0.0


def realis(left: Telling, right: Telling) -> float | None:
    """Background and news agree; a plan and what came of it nearly so; a denial is against, though all else
    can outweigh it: then sources contradict each other on one event."""
    told = {left.record.realis, right.record.realis}
    if Realis.NEGATED in told:
        return 0.3 if len(told) == 1 else -1.0
    if Realis.PLANNED in told and len(told) > 1:
        return -0.3 if left.is_exact and right.is_exact else -1.0
    return 0.3


def voice(left: Telling, right: Telling) -> float | None:
    """For: both documents are one text."""
    return 1.0 if left.voice == right.voice else None


def session(left: Telling, right: Telling) -> float | None:
    """For: both number the session alike."""
    return 1.0 if _same_session(left, right) else None


def signed(left: Telling, right: Telling) -> float | None:
    """How alike the titles of what was signed are, in one language."""
    if left.lang != right.lang or not left.titles or not right.titles:
        return None
    best = max(title_similarity(a, b) for a in left.titles for b in right.titles)
    return 1.0 if best >= 0.75 else 0.0


def about(left: Telling, right: Telling) -> float | None:
    """What a public act is about: against where the topics differ or are unknown, for acts are many."""
    if left.record.kind not in ACTS:
        return None
    ours, theirs = set(left.record.topics), set(right.record.topics)
    if not ours or not theirs:
        return None if left.voice == right.voice else -0.8
    return 0.3 if ours & theirs else -1.0


FEATURES: tuple[tuple[Feature[Telling], float], ...] = (
    (when, 1.15),
    (who, 1.4),
    (parties, 0.45),
    (place, 0.55),
    (kind, 0.25),
    (realis, 0.45),
    (voice, 0.9),
    (session, 1.15),
    (signed, 0.7),
    (about, 2.6),
)
