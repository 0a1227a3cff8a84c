"""Momentum: its formula, its laws, what counts once, and what does not count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.momentum import DayUsed, LeftOut, Momentum, momentum, series
from dragoman.desk.assessment.settings import MomentumSettings
from dragoman.desk.weight import WeightSettings
from dragoman.gazetteer.acts import load_acts
from dragoman.model.ledger import Ledger
from dragoman.model.record import Level, Place
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import When
from tests.desk.builders import DZA, MAR, RUS, Someone, when
from tests.desk.cooperation import Cooperation

ON = dt.date(2024, 5, 20)
PAIR = (MAR, RUS)
WEIGHTS, SETTINGS = WeightSettings(), MomentumSettings()
ACTS = ("meet", "sign", "visit", "expel", "sanction", "aid", "state")
Event = tuple[str, int, int]  # act, days before ON, level
EVENTS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 3000), st.integers(0, 5)), max_size=6, unique=True
)


def measured(ledger: Ledger, on: dt.date = ON, settings: MomentumSettings = SETTINGS) -> Momentum:
    return momentum(ledger, PAIR, on, WEIGHTS, settings)


def world_of(events: list[Event]) -> Ledger:
    """Public acts, so that none of them is one contact with another."""
    world = Cooperation()
    for number, (act, ago, level) in enumerate(events):
        date = str(ON - dt.timedelta(days=ago))
        world.engagement(
            f"event {number} ({act} {ago})",
            kind=EngagementKind.OTHER,
            act=act,
            date=date,
            level=list(Level)[level],
        )
    return world.ledger()


def test_one_engagement_adds_goldstein_times_weight_times_decay() -> None:
    world = Cooperation()
    signing = {"kind": EngagementKind.SIGNING, "act": "sign", "level": Level.MINISTER}
    made = world.engagement("a signing", date="2023-11-22", **signing)  # 180 days before
    found = measured(world.ledger())
    (term,) = found.terms
    assert (term.id, term.goldstein, term.weight, term.age_days) == (made.id, 8.0, 0.6 * 0.8, 180)
    assert term.contribution == pytest.approx(8 * 0.48 / 2)
    assert found.now.total == found.now.joint == pytest.approx(1.92)
    assert term.notes[0].quote == "Words of a signing"
    assert term.cameo == "057"
    assert found.before.day == dt.date(2024, 2, 20)
    assert found.change == pytest.approx(1.92 - 3.84 * 2 ** (-90 / 180))


@given(EVENTS)
def test_momentum_halves_in_the_half_life_when_nothing_happens(events: list[Event]) -> None:
    ledger = world_of(events)
    now, later = measured(ledger), measured(ledger, ON + dt.timedelta(days=180))
    assert later.now.total == pytest.approx(now.now.total / 2)


@given(EVENTS)
def test_momentum_is_the_sum_of_its_terms_and_of_its_directions(events: list[Event]) -> None:
    found = measured(world_of(events))
    assert len(found.terms) == len(events)
    assert found.now.total == pytest.approx(sum(term.contribution for term in found.terms))
    for term in found.terms:
        assert term.contribution == pytest.approx(term.goldstein * term.weight * 0.5 ** (term.age_days / 180))


@given(EVENTS, st.integers(0, 6))
def test_momentum_of_disjoint_sets_adds_up(events: list[Event], cut: int) -> None:
    ledger = world_of(events)
    halves = (
        replace(ledger, engagements=ledger.engagements[:cut]),
        replace(ledger, engagements=ledger.engagements[cut:]),
    )
    parts = [measured(half).now.total for half in halves]
    assert measured(ledger).now.total == pytest.approx(sum(parts))


@given(EVENTS, st.randoms())
def test_order_does_not_matter(events: list[Event], shuffler: object) -> None:
    ledger = world_of(events)
    mixed = list(ledger.engagements)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert measured(replace(ledger, engagements=tuple(mixed))) == measured(ledger)


@given(EVENTS, st.integers(0, 3000))
def test_as_of_a_day_never_looks_ahead(events: list[Event], ago: int) -> None:
    ledger, day = world_of(events), ON - dt.timedelta(days=ago)
    past = tuple(e for e in ledger.engagements if e.when.date and e.when.date.first <= day)
    assert measured(ledger, day) == measured(replace(ledger, engagements=past), day)


@given(EVENTS)
def test_every_point_of_the_series_is_the_momentum_of_its_day(events: list[Event]) -> None:
    ledger = world_of(events)
    points = series(measured(ledger))
    assert (not points) == (not events)
    for point in points:
        assert point.total == pytest.approx(measured(ledger, point.day).now.total)
    assert all(point.day.month != (point.day + dt.timedelta(days=1)).month for point in points[:-1])
    assert all(point.day <= ON for point in points)


def test_conflict_counts_against_cooperation() -> None:
    world = Cooperation()
    world.engagement(
        "an expulsion", kind=EngagementKind.OTHER, act="expel", date="2024-05-20", level=Level.MINISTER
    )
    assert measured(world.ledger()).now.total == pytest.approx(-7.0 * 0.6 * 0.8)


def test_reports_of_one_engagement_count_once() -> None:
    world = Cooperation()
    told = [world.told(f"report {n}") for n in range(3)]
    world.book.engagement(*told, date="2024-05-20")
    (term,) = measured(world.ledger()).terms
    assert len(term.notes) == 3


def test_visit_counts_once_by_what_was_done_on_it_that_weighs_most() -> None:
    world = Cooperation()
    level = {"level": Level.MINISTER, "date": "2024-05-20"}
    visit = world.engagement("a visit", kind=EngagementKind.VISIT, act="visit", **level)
    meeting = world.engagement("a talk", act="meet", **level)
    signing = world.engagement("a signing", kind=EngagementKind.SIGNING, act="sign", **level)
    (term,) = measured(world.ledger()).terms
    assert term.id == signing.id
    assert term.others == tuple(sorted((visit.id, meeting.id)))
    assert term.contribution == pytest.approx(8 * 0.6 * 0.8)


def test_undated_part_of_a_visit_has_the_date_of_the_visit() -> None:
    world = Cooperation()
    visit = world.engagement("a visit", kind=EngagementKind.VISIT, act="visit", date="2024-05-01")
    signing = world.engagement("a signing", kind=EngagementKind.SIGNING, act="sign")
    world.book.engagements[-1] = replace(signing, part_of=visit.id)
    (term,) = measured(world.ledger()).terms
    assert (term.id, term.day) == (signing.id, dt.date(2024, 5, 1))


@pytest.mark.parametrize(
    ("moment", "day", "used"),
    [
        (when("2024-03-05"), dt.date(2024, 3, 5), DayUsed.STATED),
        (when("2024-03-05", end="2024-03-07"), dt.date(2024, 3, 5), DayUsed.FIRST_OF_RANGE),
        (when("2024-03"), dt.date(2024, 3, 1), DayUsed.FIRST_OF_MONTH),
        (when("2024"), dt.date(2024, 1, 1), DayUsed.FIRST_OF_YEAR),
    ],
)
def test_loose_date_counts_by_its_first_day_and_says_so(moment: When, day: dt.date, used: DayUsed) -> None:
    world = Cooperation()
    made = world.engagement("a talk", date="2024-01-01")
    world.book.engagements[-1] = replace(made, when=moment)
    (term,) = measured(world.ledger()).terms
    assert (term.day, term.day_used, term.age_days) == (day, used, (ON - day).days)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, LeftOut.UNDATED),
        ({"date": "2024-05-01", "act": None}, LeftOut.NO_ACT),
        ({"date": "2024-05-01", "act": "attack networks"}, LeftOut.NO_WEIGHT),
    ],
)
def test_what_cannot_be_weighed_is_listed_with_the_reason(fields: dict[str, str], reason: LeftOut) -> None:
    world = Cooperation()
    made = world.engagement("a talk", **fields)
    found = measured(world.ledger())
    assert (found.terms, found.now.total) == ((), 0)
    assert [(one.id, one.reason, len(one.notes)) for one in found.omitted] == [(made.id, reason, 1)]


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.NEGATED])
def test_plans_and_what_was_called_off_are_no_dealings(realis: Realis) -> None:
    world = Cooperation()
    world.engagement("a talk", date="2024-05-01", realis=realis)
    found = measured(world.ledger())
    assert (found.terms, found.omitted) == ((), ())


def test_what_both_say_of_somebody_else_is_not_between_them() -> None:
    world = Cooperation()
    people = (Someone("A", None, MAR), Someone("B", None, RUS))
    said = {"kind": EngagementKind.CONDEMNATION, "act": "criticise", "date": "2024-05-01"}
    world.engagement("a joint rebuke", people=people, **said)
    world.engagement("a rebuke by a third", people=(Someone("C", None, DZA),), **said)
    found = measured(world.ledger())
    assert found.terms == ()
    assert {one.reason for one in found.omitted} == {LeftOut.NOT_BETWEEN}


GUEST, HOST = (Part.GUEST,), (Part.HOST,)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"people": (Someone("A", None, MAR, (Part.INITIATOR,)), Someone("B", None, RUS))}, Direction.FORTH),
        ({"people": (Someone("A", None, MAR), Someone("B", None, RUS, (Part.INITIATOR,)))}, Direction.BACK),
        ({"people": (Someone("A", None, MAR), Someone("B", None, RUS))}, Direction.JOINT),
        ({"kind": EngagementKind.VISIT, "host": RUS}, Direction.FORTH),
        ({"kind": EngagementKind.VISIT, "place": Place(country="MAR")}, Direction.BACK),
        ({"kind": EngagementKind.VISIT, "host": DZA}, Direction.JOINT),
        ({"kind": EngagementKind.VISIT}, Direction.JOINT),
        ({"kind": EngagementKind.MESSAGE, "people": (Someone("A", None, RUS),)}, Direction.BACK),
        (
            {
                "kind": EngagementKind.REQUEST,
                "people": (Someone("A", None, MAR, (Part.ADDRESSEE,)), Someone("B", None, RUS)),
            },
            Direction.BACK,
        ),
        (
            {"kind": EngagementKind.REQUEST, "people": (Someone("A", None, RUS, (Part.ADDRESSEE,)),)},
            Direction.FORTH,
        ),
        ({"kind": EngagementKind.OTHER, "act": "fight"}, Direction.JOINT),
    ],
)
def test_direction_is_from_the_side_that_acts(fields: dict[str, object], expected: Direction) -> None:
    world = Cooperation()
    world.engagement("it", date="2024-05-01", **fields)
    (term,) = measured(world.ledger()).terms
    assert term.direction is expected
    point = measured(world.ledger()).now
    assert getattr(point, expected.value) == point.total != 0


def test_half_life_and_span_of_change_are_settings() -> None:
    world = Cooperation()
    world.engagement("a talk", date="2024-05-10", level=Level.HEAD_OF_STATE)
    found = measured(world.ledger(), settings=MomentumSettings(half_life_days=10, change_days=10))
    assert found.now.total == pytest.approx(0.4)
    assert found.change == pytest.approx(0.4 - 0.8)


def test_every_act_but_one_has_a_weight_that_momentum_can_use() -> None:
    assert [act.name for act in load_acts().values() if act.goldstein is None] == ["attack networks"]
