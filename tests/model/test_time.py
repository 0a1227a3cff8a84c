"""Partial dates and their basis."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError, InvalidRecord
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When, shift

days = st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(9999, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """A day, or its month or year alone."""
    day = draw(days)
    size = draw(st.integers(1, 3))
    return PartialDate(
        year=day.year, month=day.month if size > 1 else None, day=day.day if size > 2 else None
    )


@given(partial_dates())
def test_parse_undoes_str(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(days)
def test_a_day_is_its_own_first_and_last(day: dt.date) -> None:
    assert PartialDate.of(day).first == PartialDate.of(day).last == day


@given(partial_dates(), days)
def test_a_date_covers_exactly_the_days_it_can_mean(date: PartialDate, day: dt.date) -> None:
    within = str(PartialDate.of(day)).startswith(str(date))
    assert date.covers(PartialDate.of(day)) == within
    assert date.agrees(PartialDate.of(day)) == within


@given(partial_dates(), partial_dates())
def test_dates_agree_exactly_where_one_covers_the_other(one: PartialDate, other: PartialDate) -> None:
    assert one.agrees(other) == other.agrees(one) == (one.covers(other) or other.covers(one))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2023, 2, 29),
        (2024, 4, 31),
        (2024, 13, None),
        (2024, 0, None),
        (2024, 1, 0),
        (2024, None, 3),
        (999, None, None),
        (10000, 1, 1),
        (0, 1, 1),
        (1900, 2, 29),
    ],
)
def test_a_day_that_no_calendar_has_cannot_be_built(year: int, month: int | None, day: int | None) -> None:
    with pytest.raises(InvalidRecord):
        PartialDate(year=year, month=month, day=day)


@pytest.mark.parametrize(
    "text", ["", "21", "2021-3", "2021-03-1", "2021-03-17T10:00", "17-03-2021", "2021-02-30"]
)
def test_what_is_no_iso_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidRecord):
        PartialDate.parse(text)


def test_leap_years_have_their_day() -> None:
    assert PartialDate(year=2024, month=2).last == dt.date(2024, 2, 29)
    assert PartialDate(year=2023, month=2).last == dt.date(2023, 2, 28)


DAY = PartialDate.parse("2021-03-17")


@pytest.mark.parametrize(
    ("date", "end", "basis"),
    [
        (DAY, None, DateBasis.UNKNOWN),
        (None, None, DateBasis.STATED),
        (None, DAY, DateBasis.UNKNOWN),
        (DAY, PartialDate.parse("2021-03-16"), DateBasis.STATED),
        (DAY, PartialDate.parse("2021-02"), DateBasis.STATED),
    ],
)
def test_a_date_without_a_basis_or_a_range_that_ends_too_early_cannot_be_built(
    date: PartialDate | None, end: PartialDate | None, basis: DateBasis
) -> None:
    with pytest.raises(InvalidRecord):
        When(date=date, end=end, basis=basis)


def test_range_may_end_on_its_first_day_and_undated_is_a_value() -> None:
    assert When(date=DAY, end=DAY, basis=DateBasis.STATED).end == DAY
    assert When() == UNDATED


def test_invalid_records_can_be_caught_as_the_projects_error_and_as_value_error() -> None:
    assert issubclass(InvalidRecord, DragomanError)
    assert issubclass(InvalidRecord, ValueError)


@given(days | st.sampled_from([dt.date.min, dt.date.max]), st.integers(-10_000_000_000, 10_000_000_000))
def test_a_shifted_date_stays_in_the_calendar_and_is_exact_within_it(day: dt.date, by: int) -> None:
    number = max(dt.date.min.toordinal(), min(dt.date.max.toordinal(), day.toordinal() + by))
    assert shift(day, by) == dt.date.fromordinal(number)
