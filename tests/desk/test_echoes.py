"""Passages of a document that stand in another one as well."""

from __future__ import annotations

from dataclasses import replace

from dragoman.desk.echoes import Echo, echoes, near
from dragoman.model.ledger import Ledger
from dragoman.model.text import Document
from dragoman.segment import rules_of_packs, split
from tests.desk.builders import Book

TAKEN = "The ministers of the two countries spoke at length about wheat, ports and the new railway line."
OWN = "Nobody else wrote that the harbour master brought coffee for all of the guests that morning."


def told(*texts: tuple[str, str | None]) -> tuple[Ledger, list[Document]]:
    """A ledger of texts with their dates of publication."""
    book = Book()
    made = [
        book.document(text, name=f"{number}.txt", published=published, source=f"Paper {number}")
        for number, (text, published) in enumerate(texts)
    ]
    return book.ledger(), made


def found(ledger: Ledger, own: Document, *others: Document) -> list[tuple[str, str, bool]]:
    heard: tuple[Echo, ...] = echoes(
        ledger, own.id, split(own, rules_of_packs()), [other.id for other in others]
    )
    return [(echo.span.of(own.text), echo.document, echo.earlier) for echo in heard]


def test_a_passage_of_an_earlier_document_is_found_and_one_s_own_words_are_not() -> None:
    ledger, (first, second) = told((TAKEN, "2021-03-01"), (f"{OWN} {TAKEN}", "2021-03-02"))
    assert found(ledger, second, first) == [(TAKEN, first.id, True)]


def test_it_is_not_said_who_took_it_where_the_dates_do_not_tell() -> None:
    for date in ("2021-03-02", "2021-03", None):
        ledger, (first, second) = told((TAKEN, date), (f"{OWN} {TAKEN}", "2021-03-02"))
        assert found(ledger, second, first) == [(TAKEN, first.id, False)]


def test_of_several_the_earliest_is_named() -> None:
    ledger, (late, early, own) = told(
        (f"{TAKEN} It rained.", "2021-03-02"), (TAKEN, "2021-03-01"), (f"{OWN} {TAKEN}", "2021-03-05")
    )
    assert found(ledger, own, late, early) == [(TAKEN, early.id, True)]


def test_words_in_another_order_and_short_passages_are_no_echo() -> None:
    mixed = "About wheat the two countries spoke, the line of the railway, and ports, ministers at length."
    ledger, (first, second) = told((f"{TAKEN} They met.", "2021-03-01"), (f"{mixed} They met.", "2021-03-02"))
    assert found(ledger, second, first) == []


def test_near_are_documents_of_the_same_language_and_voice() -> None:
    ledger, (first, second) = told((TAKEN, "2021-03-01"), (f"{OWN} {TAKEN}", "2021-03-02"))
    assert near(ledger, second.id) == ()
    voices = {first.id: first.id, second.id: first.id}
    joined = replace(ledger, voices=voices)
    assert near(joined, second.id) == (first.id,)
