"""Visits of heads of state, and whose turn it is."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.desk.brief import brief
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Party, Place, Role
from dragoman.model.text import EngagementKind, Part
from tests.desk.builders import DZA, MAR, RUS, Book, Someone

MINISTER = Someone("Amrani", Role.FOREIGN_MINISTER, MAR, (Part.GUEST,))
KING = Someone("Hamza", Role.MONARCH, MAR, (Part.GUEST,))
WITHOUT_ROLE = Someone("Hamza", None, MAR, (Part.GUEST,))
NOBODY_KNOWN = Someone("Idrissi", None, MAR, (Part.GUEST,))
PRESIDENT = Someone("Sokolov", Role.HEAD_OF_STATE, RUS, (Part.GUEST,))


def _visit(
    book: Book,
    date: str | None,
    country: str | None,
    *people: Someone,
    parties: tuple[Party, ...] = (MAR, RUS),
) -> LedgerEngagement:
    words = f"A visit ({date}, {country}, {[p.name for p in people]}) by Hamza."
    document = book.document(words, name="a.txt", published="2020")
    place = Place(country=country) if country else None
    return book.engagement(
        (document, words),
        kind=EngagementKind.VISIT,
        date=date,
        place=place,
        people=people,
        parties=parties,
    )


def _last(ledger: Ledger) -> str:
    return brief(ledger, MAR, RUS, dt.date(2021, 1, 1)).reciprocity[-1].text


def test_role_that_another_document_gives_makes_it_a_visit_of_a_head_of_state() -> None:
    book = Book()
    _visit(book, "2006", "MAR", PRESIDENT)
    _visit(book, "2016-03", "RUS", WITHOUT_ROLE)
    document = book.document("King Hamza", name="b.txt", published="2020")
    book.person(KING, (document, "Hamza"))
    made = brief(book.ledger(), MAR, RUS, dt.date(2021, 1, 1))
    assert [(v.guest, str(v.when.date)) for v in made.visits] == [(RUS, "2006"), (MAR, "2016-03")]
    assert made.reciprocity[-1].text == "Last known: Morocco, March 2016; no later one by Russia is known."


def test_visit_of_a_side_for_which_nobody_is_named_counts_and_says_so() -> None:
    book = Book()
    _visit(book, "2006", "MAR", PRESIDENT)
    _visit(book, "2016", "RUS")
    made = brief(book.ledger(), MAR, RUS, dt.date(2021, 1, 1))
    assert [(v.guest, v.who) for v in made.visits][1] == (MAR, "MAR (traveller not named)")
    assert "Morocco to Russia: 1 visit (2016), 1 of them with the traveller not named." in [
        line.text for line in made.reciprocity
    ]


@pytest.mark.parametrize(
    ("date", "country", "people", "parties", "is_silent"),
    [
        (None, "RUS", (KING,), (MAR, RUS), True),
        ("2016", "RUS", (), (RUS,), True),
        ("2006", "RUS", (NOBODY_KNOWN,), (MAR, RUS), True),
        (None, None, (), (MAR,), True),
        ("2016", "RUS", (MINISTER,), (MAR, RUS), False),
        ("2002", "RUS", (), (RUS,), False),
        ("2016", "FRA", (KING,), (MAR,), False),
        ("2016", "RUS", (), (RUS, DZA), False),
        ("2016", "MAR", (), (MAR,), False),
    ],
)
def test_no_later_visit_is_claimed_only_where_nothing_in_the_ledger_may_be_one(
    date: str | None,
    country: str | None,
    people: tuple[Someone, ...],
    parties: tuple[Party, ...],
    is_silent: bool,
) -> None:
    book = Book()
    _visit(book, "2006", "MAR", PRESIDENT)
    _visit(book, date, country, *people, parties=parties)
    text = _last(book.ledger())
    assert text.startswith("Last known: Russia, 2006")
    assert ("no later one by Morocco is known" not in text) == is_silent
