"""Counts of sources beside the ledger's."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.desk.counts import counts
from tests.desk.builders import Book


@pytest.mark.parametrize(
    ("lang", "text", "count", "since", "words"),
    [
        (
            "en",
            "They met for the third time in 7 months.",
            "third time",
            "2020-08-17",
            "third time in 7 months",
        ),
        ("en", "It was the second 2021 meeting.", "second 2021 meeting", "2021-01-01", "second 2021 meeting"),
        (
            "nl",
            "De tweede keer dit jaar dat de twee spraken.",
            "tweede keer",
            "2021-01-01",
            "tweede keer dit jaar",
        ),
        (
            "ar",
            "التقيا للمرة الثالثة هذا العام في الرباط",
            "للمرة الثالثة",
            "2021-01-01",
            "للمرة الثالثة هذا العام",
        ),
        (
            "en",
            "They met a third time since 2016, in Fes.",
            "third time",
            "2016-01-01",
            "third time since 2016",
        ),
        ("en", "They met for the third time. In 7 months more.", "third time", None, "third time"),
        ("en", "They met for the third time in Moscow.", "third time", None, "third time"),
        ("xx", "Blah third time in 7 months.", "third time", None, "third time"),
    ],
)
def test_time_of_a_count_is_read_from_the_words_around_it(
    lang: str, text: str, count: str, since: str | None, words: str
) -> None:
    book = Book()
    document = book.document(text, lang=lang, name="a", published="2021-03-18")
    book.engagement((document, text), date="2021-03-17", counted={"a": (3, count)})
    (row,) = counts(book.ledger(), book.ledger().engagements)
    assert row.since == (dt.date.fromisoformat(since) if since else None)
    assert row.written == words
    assert row.notes[0].quote == words


def test_counts_that_differ_are_said_to() -> None:
    book = Book()
    document = book.document("They met for the fifth time.", name="a", published="2021-03-18")
    book.engagement((document, "They met"), date="2021-03-17", counted={"a": (5, "fifth time")})
    (row,) = counts(book.ledger(), book.ledger().engagements)
    assert row.text == "Source counts 5; the ledger has 1 contact to 17 March 2021 (1 meeting): they differ."
