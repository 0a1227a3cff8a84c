"""Whether two records are reports of one engagement: when, who, where, what, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence, Set

from dragoman.extract.instrument import title_similarity
from dragoman.merge.compare.telling import Days, Telling, days, gap, widened
from dragoman.merge.score import Feature
from dragoman.model.text import EngagementKind, Realis

__all__ = ["FEATURES", "Days", "Telling", "apart", "contradict", "days", "gap", "widened"]

Kind = EngagementKind
ACTS = frozenset({Kind.STATEMENT, Kind.CONDEMNATION, Kind.REQUEST})
_BOTH_UNDATED_DAYS = 7
_ABROAD = -2.0  # what different countries say against two records
_MONTH_DAYS = 31
_KIND_SIGNS = 16  # what a kind of instrument takes, written as one word
_IMPERSONAL = frozenset({Kind.SIGNING, Kind.COMMISSION_SESSION, Kind.CONSULTATIONS})
_SOON_DAYS = 3  # how long before or after its telling a plan is the news of the day


# --- what cannot be one event -------------------------------------------------------------------------------


def apart(left: Telling, right: Telling) -> bool:
    """Whether two records cannot be one event; two records of one document never are."""
    return left.document == right.document or contradict(left, right)


def forbids(left: Telling, right: Telling) -> str | None:
    """The rule by which two records cannot be one event, in words; None where they can."""
    return "two records of one document" if left.document == right.document else contradiction(left, right)


def contradict(left: Telling, right: Telling) -> bool:
    """Whether what two records say cannot be true of one event."""
    return contradiction(left, right) is not None


def contradiction(left: Telling, right: Telling) -> str | None:
    """What two records say that cannot be true of one event, in words; None where there is nothing."""
    a, b = left.record, right.record
    if left.family != right.family:
        return "other kinds of engagement"
    if a.session is not None and b.session is not None and a.session != b.session:
        return "other numbers of the session"
    if a.kind is Kind.MESSAGE and a.initiator and b.initiator and a.initiator != b.initiator:
        return "other senders of the message"
    if left.hosts and right.hosts and not left.hosts & right.hosts:
        return "other hosts of the visit"
    if left.lang == right.lang and left.titles and right.titles and _other_titles(left, right):
        return "other instruments signed"
    if _other_people(left, right):
        return "other people for one side"
    if _other_counterpart(left, right):
        return "another counterpart"
    if _other_country(left, right):
        return "another country, and no day in common"
    return "other days" if _other_days(left, right) else None


def _other_titles(left: Telling, right: Telling) -> bool:
    if left.record.kind is not Kind.SIGNING:
        return False
    full = [(a, b) for a in left.titles for b in right.titles if _is_full(a) and _is_full(b)]
    return len(full) == len(left.titles) * len(right.titles) and all(
        title_similarity(a, b) < 0.5 for a, b in full
    )


def _is_full(title: Sequence[str]) -> bool:
    """Whether a title says more than its kind: "the action plan" may be short for any."""
    return len(title) > 1 or len("".join(title)) > _KIND_SIGNS


def _other_people(left: Telling, right: Telling) -> bool:
    """Whether one side is represented by different people; a numbered session has many, and a guest is
    received by many."""
    if _same_session(left, right):
        return False
    ours, theirs, hosts = left.sides, right.sides, left.hosts | right.hosts
    return any(
        side in theirs and side not in hosts and not (people & theirs[side]) for side, people in ours.items()
    )


def _other_counterpart(left: Telling, right: Telling) -> bool:
    """Whether the same side deals with two others: of two pairs of parties each names people of its own."""
    ours, theirs = left.parties - right.parties, right.parties - left.parties
    if len(left.parties) != 2 or len(right.parties) != 2 or len(ours) != 1:
        return False
    here = {person for side in ours for person in left.sides.get(side, ())}
    there = {person for side in theirs for person in right.sides.get(side, ())}
    return bool(here and there) and not (here & right.maybe.keys() or there & left.maybe.keys())


def _other_country(left: Telling, right: Telling) -> bool:
    """Whether they were in two countries, and no date speaks for their being one all the same."""
    if place(left, right) != _ABROAD or left.voice == right.voice or _same_session(left, right):
        return False
    return left.days is None or right.days is None


def _other_days(left: Telling, right: Telling) -> bool:
    ours, theirs = left.days, right.days
    if ours is not None and theirs is not None:
        distance = gap(ours, theirs)
        return distance > 0 and not _one_event_misdated(left, right, distance)
    if left.voice == right.voice or _same_session(left, right):
        return False
    if left.is_old or right.is_old or _also_tells(left, right) or _also_tells(right, left):
        return True
    likely, other = left.likely_days, right.likely_days
    if likely is None or other is None:
        return False  # nothing says when: that proves nothing either way
    if ours is None and theirs is None:
        told, other = left.told_on, right.told_on
        return told is None or other is None or gap(told, other) > _BOTH_UNDATED_DAYS
    return gap(likely, other) > _slack(left, right)


def _slack(left: Telling, right: Telling) -> int:
    """How far apart an undated record's likely days and the other's may lie: a visit goes on for days, and
    of two plans one may give the day of the whole for that of a part."""
    if left.record.kind is Kind.VISIT:
        return 1
    return left.slack_days if _told(left, right) == {Realis.PLANNED} else 0


def _same_session(left: Telling, right: Telling) -> bool:
    return left.record.session is not None and left.record.session == right.record.session


def _one_event_misdated(left: Telling, right: Telling, distance: int) -> bool:
    """Whether all but the day agrees, and neither document tells an event on the other's day as well.

    A visit may be dated by any of its days; a plan and what came of it need not be in one city.
    """
    if _also_tells(left, right) or _also_tells(right, left):
        return False
    if left.record.kind is Kind.VISIT:
        return distance == 1 and _same_visitor(left, right)
    if not (left.is_exact and right.is_exact) or distance > left.slack_days:
        return False
    if _same_session(left, right) and left.parties == right.parties:
        return True
    ours, theirs, where = left.people.keys(), right.people.keys(), place(left, right)
    if Realis.PLANNED in _told(left, right) and len(_told(left, right)) > 1:
        named = (ours <= theirs or theirs <= ours) and ours & theirs and len(ours | theirs) > 1
        return bool(named) and where is not None and where > 0
    return len(ours) > 1 and ours == theirs and (where == 1.0 or _same_session(left, right))


def _same_visitor(left: Telling, right: Telling) -> bool:
    """Whether both name a visitor in common and a country that the visit is to."""
    common = left.people.keys() & right.people.keys()
    return bool(left.hosts & right.hosts and _guests(common, left, right))


def _is_visit_of_day(left: Telling, right: Telling) -> bool:
    """Whether both tell a visit on one exact day, to one country or between the same two parties."""
    if not left.record.kind is right.record.kind is Kind.VISIT:
        return False
    if not left.is_exact or left.days != right.days:
        return False
    return bool(left.hosts & right.hosts) or (left.parties == right.parties and len(left.parties) > 1)


def _guests(common: Set[str], left: Telling, right: Telling) -> set[str]:
    """Those of the people in common who are not at home in the country that a visit is to."""
    hosts = left.hosts | right.hosts
    return {person for person in common if left.people[person] not in hosts}


def _also_tells(one: Telling, other: Telling) -> bool:
    return any(
        sibling.family == one.family
        and sibling.days is not None
        and other.days is not None
        and gap(sibling.days, other.days) == 0
        and len(sibling.people.keys() & other.people.keys()) >= min(2, max(1, len(other.people)))
        for sibling in one.siblings
    )


def _told(left: Telling, right: Telling) -> set[Realis]:
    return {left.record.realis, right.record.realis}


# --- features ---------------------------------------------------------------------------------------------


def when(left: Telling, right: Telling) -> float | None:
    """1 for the same day, less for dates that only may agree, against for neighbouring days and for an
    undated record without two people, or a visitor, in common; more against for an undated plan of another
    time and beside a mere year, most where nothing at all says when."""
    ours, theirs = left.days, right.days
    if ours is None or theirs is None:
        if left.voice == right.voice or _same_session(left, right):
            return None
        if left.likely_days is None or right.likely_days is None:
            return -1.25
        undated, dated = (left, right) if ours is None else (right, left)
        if undated.record.realis is Realis.PLANNED and not _soon(left, right):
            return -0.8
        if dated.days is not None and (dated.days[1] - dated.days[0]).days > _MONTH_DAYS:
            return -0.8
        company = len(left.people.keys() & right.people.keys()) > 1 or _same_visitor(left, right)
        if company and _beside_the_news(undated, dated):
            return -1.25
        return 0.2 if company else -0.5
    if gap(ours, theirs):
        return 0.2 if left.record.kind is Kind.VISIT or _same_session(left, right) else -0.5
    if left.is_exact and right.is_exact:
        return 1.0
    widest = max((span[1] - span[0]).days for span in (ours, theirs))
    return 0.7 if widest <= 10 else 0.4 if widest <= _MONTH_DAYS else 0.1


def _beside_the_news(undated: Telling, dated: Telling) -> bool:
    """Whether an undated record is the news of its day, and the dated one was told on its own day, which is
    another, beside other news: a greeting at the airport, and the talks of the day after."""
    told, actual = undated.told_on, Realis.ACTUAL
    news = undated.record.main and undated.record.realis is actual
    besides = not dated.record.main and dated.record.realis is actual and dated.published == dated.days
    return news and besides and told is not None and told[0] == told[1] and told != dated.days


def _soon(left: Telling, right: Telling) -> bool:
    """Whether an undated plan was told within a few days of the other's time, and so is no distant one."""
    spans = [one.days or one.told_on for one in (left, right)]
    return spans[0] is not None and spans[1] is not None and gap(spans[0], spans[1]) <= _SOON_DAYS


def day(left: Telling, right: Telling) -> float | None:
    """Whether the words of an undated record have the other's weekday, or the number of its day of the month,
    of two that name somebody in common; the number of a session is none."""
    dated, undated = (left, right) if left.days else (right, left)
    if undated.days is not None or not left.people.keys() & right.people.keys():
        return None
    theirs = _weekday(dated)
    if undated.record.weekday is not None and theirs is not None:
        return 1.0 if undated.record.weekday == theirs else -1.0
    sessions = {left.record.session, right.record.session}
    numbers = undated.numbers - sessions
    if dated.days is None:
        return 0.5 if numbers & (dated.numbers - sessions) else None
    if not dated.is_exact or not numbers:
        return None
    return 1.0 if dated.days[0].day in numbers else -0.4


def _weekday(telling: Telling) -> int | None:
    if telling.days is None:
        return telling.record.weekday
    return telling.days[0].isoweekday() if telling.is_exact else None


def setting(left: Telling, right: Telling) -> float | None:
    """Where one is undated: how many other engagements, with other people or on one day, both tell. A visit
    needs its visitor and its country besides."""
    if left.days is not None and right.days is not None:
        return None
    if left.record.kind is Kind.VISIT and not _same_visitor(left, right):
        return None
    known = left.people.keys() | right.people.keys()
    common = sum(any(_both_tell(mine, other, known) for other in right.siblings) for mine in left.siblings)
    return min(1.0, common / 2) if common else None


def _both_tell(mine: Telling, other: Telling, known: set[str]) -> bool:
    shared = mine.people.keys() & other.people.keys()
    if mine.family != other.family or not shared or _other_people(mine, other):
        return False
    if mine.days is not None and other.days is not None:
        return mine.is_exact and mine.days == other.days
    return bool(shared - known)


def who(left: Telling, right: Telling) -> float | None:
    """The share of people in common; against where only one names people, less so of what institutions do
    and of visits on one day. A visit needs its visitor only."""
    if not left.people and not right.people:
        return None
    if not left.people or not right.people:
        light = {left.record.kind, right.record.kind} <= _IMPERSONAL or _is_visit_of_day(left, right)
        return -0.2 if light else -0.5
    common = left.people.keys() & right.people.keys()
    if common and not _guests(common, left, right):
        return -0.5  # the host receives many
    if not common:
        return 0.1 if left.maybe.keys() & right.maybe.keys() else -0.6
    if _same_visitor(left, right):
        return 1.0
    share = len(common) / min(len(left.people), len(right.people))
    return share if len(common) > 1 else 0.6 * share


def parties(left: Telling, right: Telling) -> float | None:
    """1 for the same parties, half where one names fewer, against where they have none in common or are two
    different pairs."""
    if not left.parties or not right.parties:
        return None
    if left.parties == right.parties:
        return 1.0
    common = left.parties & right.parties
    if common in (left.parties, right.parties):
        return 0.5
    return 0.0 if common and len(left.parties | right.parties) > 3 else -1.0


def place(left: Telling, right: Telling) -> float | None:
    """1 for one city, little for one country, against for different cities, twice for different countries."""
    a, b = left.record.place, right.record.place
    if a is None or b is None:
        return None
    if a.country and b.country and a.country != b.country:
        return _ABROAD
    if a.city and b.city:
        return 1.0 if a.city.casefold() == b.city.casefold() else -0.7
    return 0.4 if a.country and a.country == b.country else None


def kind(left: Telling, right: Telling) -> float | None:
    """Whether both use the same kind for it."""
    return 1.0 if left.record.kind is right.record.kind else 0.0


def realis(left: Telling, right: Telling) -> float | None:
    """Background and news agree; a plan and what came of it nearly so; a denial is against, though all else
    can outweigh it: then sources contradict each other on one event."""
    told = _told(left, right)
    if Realis.NEGATED in told:
        return 0.3 if len(told) == 1 else -1.0
    if Realis.PLANNED in told and len(told) > 1:
        return -0.3 if (left.is_exact and right.is_exact) or _soon(left, right) else -1.0
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
    (day, 0.9),
    (setting, 1.2),
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
