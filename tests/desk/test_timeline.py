"""Engagements in order of time."""

from __future__ import annotations

from dragoman.desk.timeline import timeline
from dragoman.model.text import EngagementKind
from dragoman.model.time import PartialDate
from tests.desk.builders import DZA, MAR, RUS, Book, Someone

TEXT = "They met."


def _dates(book: Book, *parties: object, **options: object) -> list[str]:
    found = timeline(book.ledger(), tuple(parties), **options)  # type: ignore[arg-type]
    return [str(engagement.when.date or "undated") for engagement in found]


def _book(*dates: str | None) -> Book:
    book = Book()
    for number, date in enumerate(dates):
        document = book.document(f"{number}. {TEXT}", name=f"{number}.txt", published=None)
        book.engagement((document, TEXT), date=date)
    return book


def test_engagements_are_ordered_by_date_with_undated_ones_last_either_way() -> None:
    book = _book(None, "2021-03-17", "2020", "2021-03", "2021-02-17", "2020-12-03")
    oldest = ["2020-12-03", "2020", "2021-02-17", "2021-03-17", "2021-03"]
    assert _dates(book) == [*oldest, "undated"]
    assert _dates(book, newest_first=True) == [*oldest[::-1], "undated"]


def test_bounds_keep_what_can_lie_within_them_and_leave_undated_out() -> None:
    book = _book(None, "2021-03-17", "2020", "2021-03", "2020-12-03", "2021-04-01")
    since, until = PartialDate.parse("2020-12-31"), PartialDate.parse("2021-03")
    assert _dates(book, since=since, until=until) == ["2020", "2021-03-17", "2021-03"]
    assert _dates(book, until=PartialDate.parse("2020")) == ["2020-12-03", "2020"]


def test_every_party_given_takes_part() -> None:
    book = Book()
    one = book.document("one. They met.", name="1.txt", published=None)
    two = book.document("two. They met.", name="2.txt", published=None)
    three = book.document("three. They met.", name="3.txt", published=None)
    book.engagement((one, TEXT), date="2021", parties=(MAR, RUS, DZA))
    book.engagement((two, TEXT), date="2022", parties=(MAR, DZA))
    book.engagement((three, TEXT), date="2023", parties=(MAR,), people=(Someone("An Envoy", None, RUS),))
    assert _dates(book) == ["2021", "2022", "2023"]
    assert _dates(book, DZA) == ["2021", "2022"]
    assert _dates(book, MAR, RUS) == ["2021", "2023"]
    assert _dates(book, RUS, MAR) == ["2021", "2023"]


def test_kinds_are_chosen() -> None:
    book = _book("2021")
    document = book.document("x They spoke.", name="x", published=None)
    book.engagement((document, "They spoke"), kind=EngagementKind.CALL, date="2020")
    assert _dates(book, kinds={EngagementKind.CALL}) == ["2020"]
    assert _dates(book, kinds=()) == ["2020", "2021"]
