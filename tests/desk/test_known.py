"""What was known on a day: nothing that was published, or can only have been published, later."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.known import known_by, may_be_later
from dragoman.model.text import Realis
from tests.desk.builders import Book

DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2025, 12, 31))


def _undated(day: dt.date, realis: Realis) -> Book:
    book = Book()
    told = book.document("They met.", name="undated.txt", published=None)
    book.engagement((told, "They met"), date=day.isoformat(), realis=realis)
    return book


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS)
def test_an_undated_text_that_tells_what_took_place_was_not_known_before(day: dt.date, on: dt.date) -> None:
    known = known_by(_undated(day, Realis.ACTUAL).ledger(), on)
    assert bool(known.documents) == (day <= on)


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS)
def test_an_undated_text_that_tells_of_a_plan_may_be_of_any_day(day: dt.date, on: dt.date) -> None:
    known = known_by(_undated(day, Realis.PLANNED).ledger(), on)
    assert len(known.documents) == len(may_be_later(known, on)) == 1
