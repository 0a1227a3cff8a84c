"""Which engagements are one contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.desk.brief import brief
from dragoman.desk.occasions import occasions
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Place, Role
from dragoman.model.text import EngagementKind, Realis
from tests.desk.builders import MAR, RUS, Book, Someone

KIND = EngagementKind
AMRANI = Someone("Amrani", Role.FOREIGN_MINISTER, MAR)
VOLKOV = Someone("Volkov", Role.FOREIGN_MINISTER, RUS)
BENNIS = Someone("Bennis", Role.AMBASSADOR, MAR)


def _told(
    book: Book,
    words: str,
    kind: EngagementKind,
    date: str | None,
    *people: Someone,
    country: str | None = None,
) -> LedgerEngagement:
    text = "They met. A visit on which a paper was signed. The commission sat."
    document = book.document(text, name="a.txt", published="2020")
    place = Place(country=country) if country else None
    return book.engagement((document, words), kind=kind, date=date, people=people, place=place)


@pytest.mark.parametrize(
    ("kind", "date", "people", "country", "count"),
    [
        (KIND.MEETING, "2016-03-15", (AMRANI, VOLKOV), "RUS", 1),
        (KIND.SIGNING, "2016-03-15", (), None, 1),
        (KIND.COMMISSION_SESSION, "2016-03", (AMRANI,), None, 1),
        (KIND.SUMMIT, "2016", (AMRANI, VOLKOV), "RUS", 1),
        (KIND.SUMMIT, "2016", (), "RUS", 2),
        (KIND.MEETING, "2016-03-15", (BENNIS, VOLKOV), "MAR", 2),
        (KIND.MEETING, "2016-03-15", (BENNIS,), "RUS", 2),
        (KIND.MEETING, "2016-03-17", (AMRANI,), "RUS", 2),
        (KIND.CALL, "2016-03-15", (AMRANI,), None, 2),
        (KIND.VISIT, "2016-03-15", (AMRANI,), None, 2),
        (KIND.MEETING, None, (AMRANI,), "RUS", 2),
    ],
)
def test_what_falls_on_a_visit_is_one_contact_with_it(
    kind: EngagementKind, date: str | None, people: tuple[Someone, ...], country: str | None, count: int
) -> None:
    book = Book()
    visit = _told(book, "A visit", KIND.VISIT, "2016-03-15", AMRANI, country="RUS")
    other = _told(book, "The commission sat", kind, date, *people, country=country)
    for order in ((visit, other), (other, visit)):
        found = occasions(order)
        assert len(found) == count
        assert {e.id for one in found for e in one} == {visit.id, other.id}
        if count == 1:
            assert found[0][0] == visit


def test_undated_news_of_one_document_with_somebody_in_both_is_one_contact() -> None:
    book = Book()
    visit = _told(book, "A visit", KIND.VISIT, None, AMRANI)
    session = _told(book, "The commission sat", KIND.COMMISSION_SESSION, None, AMRANI, VOLKOV)
    assert len(occasions((visit, session))) == 1
    assert len(occasions((visit, replace(session, realis=Realis.PAST_BACKGROUND)))) == 2
    assert len(occasions((visit, replace(session, participants=())))) == 2


def test_undated_act_told_in_the_words_of_a_dated_visit_is_of_that_visit() -> None:
    book = Book()
    visit = _told(book, "A visit on which a paper was signed", KIND.VISIT, "2016-03", AMRANI)
    signing = _told(book, "on which a paper was signed", KIND.SIGNING, None)
    assert len(occasions((visit, signing))) == 1


def test_part_counts_with_its_whole_and_alone_where_the_whole_is_not_there() -> None:
    book = Book()
    whole = _told(book, "They met", KIND.MEETING, "2016-03-15", AMRANI)
    part = replace(_told(book, "a paper was signed", KIND.SIGNING, "2017"), part_of=whole.id)
    assert occasions((part, whole)) == ((whole, part),)
    assert occasions((part,)) == ((part,),)
    round_about = replace(whole, part_of=part.id)
    assert len(occasions((part, round_about))) == 1


def test_brief_and_counts_of_sources_count_a_visit_once() -> None:
    book = Book()
    document = book.document("The second 2016 meeting; a visit.", name="a.txt", published="2016-04")
    told = {"a.txt": (2, "second 2016 meeting")}
    book.engagement((document, "a visit"), kind=KIND.VISIT, date="2016-03-15", people=(AMRANI,))
    book.engagement((document, "meeting"), date="2016-03-15", people=(AMRANI, VOLKOV), counted=told)
    book.engagement((document, "The second"), date="2016-02-01", people=(BENNIS, VOLKOV))
    made = brief(book.ledger(), MAR, RUS, dt.date(2016, 5, 1))
    assert (made.state.contacts, str(made.state.first)) == (2, "2016-02-01")
    (row,) = made.counts
    assert (row.total, row.text.rsplit(":", 1)[1]) == (2, " they agree.")
