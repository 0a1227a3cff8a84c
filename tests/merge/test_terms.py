"""Until when an instrument holds, as several documents tell it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from dragoman.model.ledger import LedgerInstrument
from dragoman.model.record import InstrumentKind, InstrumentStatus
from dragoman.model.time import DateBasis
from tests.merge.builders import Told, ledger, when

TITLE = "Agreement on Marine Fishing"


def told(published: str, *, source: str = "", **more: Any) -> Told:
    text = f"{TITLE} of the two states, as told by {source or 'a wire'} on {published}."
    one = Told(text, published=published, source=source)
    words = one.says(TITLE) if {"expires", "term_months", "renews"} & more.keys() else None
    one.instrument(TITLE, InstrumentKind.AGREEMENT, "MAR RUS", expires_evidence=words, **more)
    return one


def the_one(*documents: Told) -> LedgerInstrument:
    (found,) = ledger(*documents).instruments
    return found


def test_length_told_by_one_document_counts_from_the_signing_told_by_another() -> None:
    found = the_one(
        told("2020-05-02", status=InstrumentStatus.SIGNED, date="2020-05-01"),
        told("2021-01-01", source="b", term_months=60),
    )
    assert (str(found.expires.date), found.term_months) == ("2025-05-01", 60)
    assert found.expires.basis is DateBasis.RELATIVE
    assert [c.value for c in found.claims if c.property == "term"] == ["P60M"]


def test_end_that_a_document_states_outranks_one_that_is_counted() -> None:
    found = the_one(
        told("2020-05-02", status=InstrumentStatus.SIGNED, date="2020-05-01", term_months=60),
        told("2021-01-01", source="b", expires=when("2024-12-31")),
    )
    assert str(found.expires.date) == "2024-12-31"


def test_later_end_told_later_prolongs_it_in_whatever_order_the_documents_come() -> None:
    first = told("2020-05-02", expires=when("2024-12-31"))
    second = told("2024-11-02", source="b", expires=when("2029-12-31"))
    for order in permutations((first, second)):
        found = the_one(*order)
        assert str(found.expires.date) == "2029-12-31"
        assert [c.property for c in found.conflicts] == []
        assert {c.value for c in found.claims if c.property == "expires"} == {"2024-12-31", "2029-12-31"}


def test_earlier_end_told_later_is_a_conflict() -> None:
    found = the_one(
        told("2020-05-02", expires=when("2029-12-31")),
        told("2024-11-02", source="b", expires=when("2024-12-31")),
    )
    assert [c.property for c in found.conflicts] == ["expires"]


def test_nothing_told_is_no_end() -> None:
    found = the_one(told("2020-05-02", status=InstrumentStatus.SIGNED, date="2020-05-01"))
    assert (found.expires.date, found.term_months, found.renews) == (None, None, False)


def test_what_one_document_says_to_go_on_by_itself_does() -> None:
    assert the_one(told("2020-05-02"), told("2020-06-02", source="b", renews=True)).renews
