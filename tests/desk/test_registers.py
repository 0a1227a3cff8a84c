"""The registers by party, and the docket."""

from __future__ import annotations

import datetime as dt

from dragoman.desk.commitments import docket
from dragoman.desk.known import on_both
from dragoman.desk.registers import bodies, instruments, people
from tests.desk.builders import DZA, MAR, RUS, Book
from tests.desk.worlds import ON, two_states


def test_registers_are_chosen_by_party() -> None:
    ledger = two_states()
    assert {p.name for p in people(ledger, (MAR,))} == {"Karim Bennis", "Nasser Amrani"}
    assert people(ledger, (DZA,)) == ()
    assert len(bodies(ledger, (RUS, MAR))) == 1
    assert bodies(ledger, (RUS, DZA)) == ()
    assert len(instruments(ledger)) == 3
    assert len(instruments(ledger, (MAR, RUS))) == 1


def test_docket_puts_overdue_first_and_undated_last() -> None:
    book = Book()
    document = book.document("a b c d", name="a", published=None)
    for words, due in (("a", None), ("b", "2024-06-01"), ("c", "2024-03"), ("d", "2023-01-01")):
        book.commitment(document, words, words, due=due)
    found = docket(book.ledger(), (MAR, RUS), on=dt.date(2024, 5, 1))
    assert [c.commitment.what for c in found] == ["d", "c", "b", "a"]


def test_commitment_of_one_side_counts_for_the_pair_where_its_document_is_on_both() -> None:
    book = Book()
    alone = book.document("Morocco shall build.", name="a", published=None)
    both = book.document("They met. Morocco shall dig.", name="b", published=None)
    book.commitment(alone, "Morocco shall build", "build", who=(MAR,))
    book.commitment(both, "Morocco shall dig", "dig", who=(MAR,))
    book.engagement((both, "They met"))
    ledger = book.ledger()
    told = docket(ledger, (MAR, RUS), on=ON, documents=on_both(ledger, MAR, RUS))
    assert [c.commitment.what for c in told] == ["dig"]
    assert len(docket(ledger, (MAR,), on=ON)) == 2
    assert docket(ledger, (RUS,), on=ON) == ()
