"""Momentum: how much has lately been going on between two parties, and of which sign.

M(t) = Σ g·w·2^(−age/h) over what took place by t, with h = 180 days. g is the Goldstein weight of the act
(Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", 1992, as CAMEO carries it: -10 to 10), w the
engagement weight (``dragoman.desk.weight``), age the days since. The decay is exponential, so that M halves
in h days in which nothing happens; the form is ours.

An engagement counts once, however many documents report it. What is done on one visit is one contact (see
``dragoman.desk.occasions``) and counts once as well, by that of its engagements whose g·w is furthest from 0.
Plans and what was called off do not count: they are no dealings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.assessment.direction import Direction, Pair, direction, is_between
from dragoman.desk.assessment.settings import MomentumSettings
from dragoman.desk.notes import Noted, of_reports
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.timeline import HAPPENED, is_contact, timeline
from dragoman.desk.weight import WeightSettings, engagement_weight
from dragoman.desk.wording import what_text
from dragoman.gazetteer.acts import Act, load_acts
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Level
from dragoman.model.text import EngagementKind
from dragoman.model.time import UNDATED, When, shift


class DayUsed(StrEnum):
    """Which day stands for a date."""

    STATED = "the day itself"
    FIRST_OF_RANGE = "the first day of the range"
    FIRST_OF_MONTH = "the first day of the month"
    FIRST_OF_YEAR = "the first day of the year"


class LeftOut(StrEnum):
    """Why something that took place does not count."""

    UNDATED = "undated"
    NO_ACT = "no act that is coded"
    NO_WEIGHT = "its act has no Goldstein weight"
    NOT_BETWEEN = "said by both, or by others, of somebody else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Noted):
    """What one contact or act adds: ``contribution`` = goldstein × weight × 2^(−age_days/h).

    ``id`` is the engagement by which it counts, ``others`` are those that are one contact with it. ``day``
    stands for the date, as ``day_used`` says: never a later one than the date can mean.
    """

    id: str
    others: tuple[str, ...]
    kind: EngagementKind
    what: str
    act: str
    cameo: str
    level: Level | None
    when: When
    day: dt.date
    day_used: DayUsed
    direction: Direction
    goldstein: float
    weight: float
    age_days: int
    contribution: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted(Noted):
    """Something that took place and does not count, and why."""

    id: str
    kind: EngagementKind
    what: str
    when: When
    reason: LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Momentum at the end of a day: by direction, and together."""

    day: dt.date
    forth: float
    back: float
    joint: float

    @property
    def total(self) -> float:
        return self.forth + self.back + self.joint


@dataclass(frozen=True, slots=True, kw_only=True)
class Momentum:
    """Momentum on a day, ``before`` it by ``settings.change_days``, and all that made it up, latest first.

    Both are told by what is known on the day of asking.
    """

    parties: Pair
    now: Point
    before: Point
    terms: tuple[Term, ...]
    omitted: tuple[Omitted, ...]
    settings: MomentumSettings

    @property
    def change(self) -> float:
        """M(t) − M(t − 90), or as many days as the settings say."""
        return self.now.total - self.before.total


def momentum(
    known: Ledger, pair: Pair, on: dt.date, weights: WeightSettings, settings: MomentumSettings
) -> Momentum:
    """The momentum between two parties on a day, from the ledger as known then."""
    terms, omitted = [], []
    for occasion in _once(timeline(known, pair)):
        dated = [e for e in occasion if e.when.date is not None]
        if dated and all(day_of(e.when)[0] > on for e in dated):
            continue
        best, reason = _strongest(occasion, pair, on, weights)
        if best is None:
            omitted.append(_omitted(known, occasion[0], reason))
        else:
            terms.append(_term(known, best, occasion, pair, _Scale(on, weights, settings)))
    terms.sort(key=lambda term: (term.day, term.id), reverse=True)
    return Momentum(
        parties=pair,
        now=at(terms, on, settings),
        before=at(terms, shift(on, -settings.change_days), settings),
        terms=tuple(terms),
        omitted=tuple(sorted(omitted, key=lambda one: (str(one.when.date or "9999"), one.id))),
        settings=settings,
    )


def at(terms: Iterable[Term], day: dt.date, settings: MomentumSettings) -> Point:
    """The momentum on a day that terms dated by then make; later ones do not count."""
    sums = dict.fromkeys(Direction, 0.0)
    for term in sorted(terms, key=lambda one: (one.day, one.id)):  # so that any order gives the same sum
        if term.day <= day:
            worth = term.goldstein * term.weight
            sums[term.direction] += worth * decay((day - term.day).days, settings)
    return Point(day=day, forth=sums[Direction.FORTH], back=sums[Direction.BACK], joint=sums[Direction.JOINT])


def series(found: Momentum, since: dt.date | None = None) -> tuple[Point, ...]:
    """Momentum at the end of every month from the first term's, or from ``since``, and on the day of asking.

    All by what is known on that day. Empty where nothing counts.
    """
    if not found.terms:
        return ()
    on = found.now.day
    day = _month_end(max(since, dt.date.min) if since else found.terms[-1].day)
    out = []
    while day < on:
        out.append(at(found.terms, day, found.settings))
        day = _month_end(shift(day, 1))
    return (*out, found.now)


def decay(age_days: int, settings: MomentumSettings) -> float:
    """2^(−age/h): 1 on the day itself, a half after h days."""
    return float(2.0 ** (-age_days / settings.half_life_days))


def day_of(when: When) -> tuple[dt.date, DayUsed]:
    """The day that stands for a date: its first, so that nothing counts as more recent than it may be."""
    assert when.date is not None
    if when.date.month is None:
        return when.date.first, DayUsed.FIRST_OF_YEAR
    if when.date.day is None:
        return when.date.first, DayUsed.FIRST_OF_MONTH
    ranged = when.end is not None and when.end != when.date
    return when.date.first, DayUsed.FIRST_OF_RANGE if ranged else DayUsed.STATED


def _once(engagements: Iterable[LedgerEngagement]) -> list[Occasion]:
    """What took place: contacts that are one together, each public act for itself."""
    happened = [e for e in engagements if e.realis in HAPPENED]
    alone = [(e,) for e in happened if not is_contact(e)]
    return [*occasions(e for e in happened if is_contact(e)), *alone]


def _strongest(
    occasion: Occasion, pair: Pair, on: dt.date, weights: WeightSettings
) -> tuple[LedgerEngagement | None, LeftOut]:
    """The engagement by which an occasion counts, or why it does not: for what of it comes nearest."""
    reasons, fit = [], []
    for engagement in occasion:
        when = _when(engagement, occasion)
        act = _act(engagement)
        if act is None:
            reasons.append(LeftOut.NO_ACT)
        elif act.goldstein is None:
            reasons.append(LeftOut.NO_WEIGHT)
        elif not is_between(engagement, pair):
            reasons.append(LeftOut.NOT_BETWEEN)
        elif when.date is None:
            reasons.append(LeftOut.UNDATED)
        elif day_of(when)[0] <= on:
            fit.append((abs(act.goldstein * engagement_weight(engagement, weights)), engagement))
    if fit:
        return max(fit, key=lambda one: (one[0], one[1].id))[1], LeftOut.UNDATED
    return None, min(reasons, key=list(LeftOut).index)


def _when(engagement: LedgerEngagement, occasion: Occasion) -> When:
    """Its date, or else the first of those of what it is one contact with."""
    return next((e.when for e in (engagement, *occasion) if e.when.date is not None), UNDATED)


@dataclass(frozen=True, slots=True)
class _Scale:
    """By what is measured, and as of when."""

    on: dt.date
    weights: WeightSettings
    settings: MomentumSettings


def _term(known: Ledger, engagement: LedgerEngagement, occasion: Occasion, pair: Pair, scale: _Scale) -> Term:
    act = _act(engagement)
    assert act is not None
    assert act.goldstein is not None
    when = _when(engagement, occasion)
    day, used = day_of(when)
    weight, age = engagement_weight(engagement, scale.weights), (scale.on - day).days
    return Term(
        notes=of_reports(known, engagement.reports),
        id=engagement.id,
        others=tuple(sorted(e.id for e in occasion if e.id != engagement.id)),
        kind=engagement.kind,
        what=what_text(known, engagement),
        act=act.name,
        cameo=act.cameo,
        level=engagement.level,
        when=when,
        day=day,
        day_used=used,
        direction=direction(engagement, pair),
        goldstein=act.goldstein,
        weight=weight,
        age_days=age,
        contribution=act.goldstein * weight * decay(age, scale.settings),
    )


def _omitted(known: Ledger, engagement: LedgerEngagement, reason: LeftOut) -> Omitted:
    return Omitted(
        notes=of_reports(known, engagement.reports),
        id=engagement.id,
        kind=engagement.kind,
        what=what_text(known, engagement),
        when=engagement.when,
        reason=reason,
    )


def _act(engagement: LedgerEngagement) -> Act | None:
    return load_acts().get(engagement.act or "")


def _month_end(day: dt.date) -> dt.date:
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
