"""The rhythm of contacts: the formula by hand, and what holds for any dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.cadence import (
    CadenceSettings,
    Moment,
    PeriodBasis,
    Standing,
    cadence,
    distinct,
    label,
    months_later,
)
from dragoman.model.time import PartialDate

USUAL = CadenceSettings()
YEARLY = ("2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01")  # 366, 365 and 365 days apart


def moments(*dates: str, numbers: tuple[int, ...] = ()) -> list[Moment]:
    out = []
    for place, text in enumerate(dates):
        date = PartialDate.parse(text)
        number = numbers[place] if numbers else None
        out.append(Moment(id=f"{place}-{text}", first=date.first, last=date.last, number=number))
    return out


@pytest.mark.parametrize(
    ("on", "ratio", "standing"),
    [
        ("2023-10-19", 291 / 365, Standing.ON_TRACK),
        ("2023-10-20", 292 / 365, Standing.DUE),
        ("2024-01-01", 1.0, Standing.DUE),
        ("2024-01-02", 366 / 365, Standing.OVERDUE),
        ("2024-07-01", 547 / 365, Standing.OVERDUE),
        ("2024-07-02", 548 / 365, Standing.DORMANT),
    ],
)
def test_r_is_the_days_since_the_last_over_the_median_of_the_intervals(
    on: str, ratio: float, standing: Standing
) -> None:
    found = cadence(moments(*YEARLY), dt.date.fromisoformat(on), USUAL)
    assert [i.days.least for i in found.intervals] == [366, 365, 365]
    assert found.period is not None
    assert (found.period.basis, found.period.days.least) == (PeriodBasis.MEDIAN, 365)
    assert found.ratio == (ratio, ratio)
    assert found.standing == (standing,)
    assert found.expected is not None
    assert found.expected.first == found.expected.last == dt.date(2024, 1, 1)


def test_two_intervals_make_no_period_and_a_setting_can_let_them() -> None:
    on = dt.date(2024, 1, 1)
    found = cadence(moments(*YEARLY[:3]), on, USUAL)
    assert (found.standing, found.period, found.ratio, found.expected) == (
        (Standing.TOO_FEW,),
        None,
        None,
        None,
    )
    assert len(found.intervals) == 2
    assert cadence(moments(*YEARLY[:3]), on, CadenceSettings(intervals=2)).period is not None


def test_a_declared_period_goes_before_the_median_and_needs_one_contact() -> None:
    found = cadence(moments("2023-01-31"), dt.date(2023, 8, 31), USUAL, months=6)
    assert found.period is not None
    assert (found.period.basis, found.period.months) == (PeriodBasis.DECLARED, 6)
    assert found.expected is not None
    assert found.expected.first == dt.date(2023, 7, 31)
    assert found.standing == (Standing.OVERDUE,)
    declared = cadence(moments(*YEARLY), dt.date(2023, 8, 31), USUAL, months=24)
    assert declared.period is not None
    assert declared.period.months == 24
    assert declared.standing == (Standing.ON_TRACK,)


def test_a_declared_period_without_any_contact_says_nothing() -> None:
    found = cadence([], dt.date(2024, 1, 1), USUAL, months=12)
    assert (found.standing, found.since, found.expected) == ((Standing.TOO_FEW,), None, None)


def test_a_date_known_to_the_month_gives_ranges_and_may_leave_two_labels_open() -> None:
    found = cadence(moments("2023-03"), dt.date(2024, 3, 15), USUAL, months=12)
    assert found.since is not None
    assert (found.since.least, found.since.most) == (350, 380)
    assert found.expected is not None
    assert (found.expected.first, found.expected.last) == (dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    assert found.standing == (Standing.DUE, Standing.OVERDUE)


def test_a_loose_date_that_may_be_a_known_day_is_not_counted_again() -> None:
    kept, same = distinct(moments("2021", "2021-05-04", "2022"), dt.date(2024, 1, 1), 3)
    assert [m.id for m in kept] == ["1-2021-05-04", "2-2022"]
    assert same == ("0-2021",)


def test_days_next_to_each_other_are_one_contact_but_numbered_sessions_are_not() -> None:
    on = dt.date(2024, 1, 1)
    assert len(distinct(moments("2023-05-01", "2023-05-03", "2023-05-09"), on, 3)[0]) == 2
    assert len(distinct(moments("2023-05-01", "2023-05-03", numbers=(4, 5)), on, 3)[0]) == 2


def test_the_days_between_sessions_that_are_no_neighbours_stand_for_several_intervals() -> None:
    found = cadence(
        moments("2015-01-01", "2016-01-01", "2019-01-01", numbers=(1, 2, 5)), dt.date(2020, 1, 1), USUAL
    )
    assert [(i.days.least, i.steps) for i in found.intervals] == [(365, 1), (1096 / 3, 3)]


def test_months_later_keeps_within_the_month_and_the_calendar() -> None:
    assert months_later(dt.date(2024, 8, 31), 6) == dt.date(2025, 2, 28)
    assert months_later(dt.date(2023, 2, 28), 12) == dt.date(2024, 2, 28)
    assert months_later(dt.date(9990, 1, 1), 240) == dt.date.max


def test_thresholds_follow_each_other() -> None:
    with pytest.raises(ValueError, match="follow each other"):
        CadenceSettings(due=1.2, overdue=1.0)
    strict = CadenceSettings(due=0.1, overdue=0.2, dormant=0.3)
    assert [label(r, strict) for r in (0.05, 0.1, 0.2, 0.3, 0.31)] == [
        Standing.ON_TRACK,
        Standing.DUE,
        Standing.DUE,
        Standing.OVERDUE,
        Standing.DORMANT,
    ]


DATES = st.dates(dt.date(2000, 1, 1), dt.date(2020, 12, 31))
EXACT = st.lists(DATES, min_size=1, max_size=12, unique=True).map(
    lambda days: [Moment(id=str(d), first=d, last=d) for d in days]
)
LOOSE = st.lists(
    st.tuples(DATES, st.integers(0, 400)), min_size=1, max_size=10, unique_by=lambda pair: pair[0]
).map(
    lambda pairs: [
        Moment(id=str(day), first=day, last=day + dt.timedelta(days=width)) for day, width in pairs
    ]
)
ON = st.dates(dt.date(2019, 1, 1), dt.date(2030, 1, 1))


@given(LOOSE, ON, st.randoms())
def test_the_order_of_contacts_does_not_matter(found: list[Moment], on: dt.date, random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cadence(shuffled, on, USUAL) == cadence(found, on, USUAL)


@given(LOOSE, ON, st.integers(1, 48))
def test_ranges_run_from_least_to_most_and_intervals_are_never_empty(
    found: list[Moment], on: dt.date, months: int
) -> None:
    made = cadence(found, on, USUAL, months)
    assert all(0 < i.days.least <= i.days.most for i in made.intervals)
    if made.moments:
        assert made.ratio is not None
        assert 0 <= made.ratio[0] <= made.ratio[1]
        assert all(m.last <= on for m in made.moments)
    assert len(made.intervals) == max(0, len(made.moments) - 1)


@given(EXACT, ON, st.integers(1, 400))
def test_as_time_goes_by_without_contact_r_grows(found: list[Moment], on: dt.date, days: int) -> None:
    on = max([on, *(m.last for m in found)])
    earlier, later = (cadence(found, day, USUAL) for day in (on, on + dt.timedelta(days=days)))
    assert earlier.period == later.period
    if earlier.ratio is not None:
        assert later.ratio is not None
        assert later.ratio[0] > earlier.ratio[0]


@given(EXACT, st.integers(0, 11), st.integers(0, 40), ON)
def test_a_looser_date_gives_a_range_that_holds_the_exact_values(
    found: list[Moment], which: int, width: int, on: dt.date
) -> None:
    """Where the looser date still keeps its distance from its neighbours, nothing else changes."""
    on = max(on, dt.date(2021, 12, 31))
    exact = cadence(found, on, USUAL, 12)
    chosen = exact.moments[which % len(exact.moments)]
    loose = [
        Moment(id=m.id, first=m.first, last=m.last + dt.timedelta(days=width)) if m.id == chosen.id else m
        for m in exact.moments
    ]
    made = cadence(loose, on, USUAL, 12)
    if made.same:
        return
    assert exact.ratio is not None
    assert made.ratio is not None
    assert made.ratio[0] <= exact.ratio[0] + 0.01  # a year has 365 days or 366
    assert made.ratio[1] >= exact.ratio[1] - 0.01
    for loosely, exactly in zip(made.intervals, exact.intervals, strict=True):
        assert loosely.days.least <= exactly.days.least <= exactly.days.most <= loosely.days.most
