"""What people add and confirm, in every store: kept, undone, in effect at once, never lost by reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.errors import Outdated, StoreError
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation, visible
from dragoman.model.judgement import Linker
from dragoman.model.record import Engagement, Evidence, Reading
from dragoman.model.text import Span
from dragoman.model.time import UNDATED
from dragoman.model.undoing import Undoing
from dragoman.review import confirmed
from dragoman.review.log import State, gone, log
from dragoman.store import STORES, open_store
from dragoman.store.base import Store
from tests.merge.builders import dump
from tests.merge.decisions import NOON, correction, rejection
from tests.store.samples import ARABIC, ENGLISH, NEW, arabic, english, says

LATER = NOON + dt.timedelta(days=1)
MEETING = next(r for r in arabic().records if isinstance(r, Engagement))


def addition(author: str = "Désirée") -> Addition:
    """The meeting that the machine did not find in the Arabic text."""
    event = replace(
        MEETING,
        evidence=(says(ARABIC, "التقى السفير لطفي بلقاسم", author, 1.0),),
        id="",
    )
    return Addition(item=event, people=arabic().people, author=author, made_at=NOON, reason="سقط 📜")


def silent(producer: str = NEW) -> Reading:
    """The Arabic text as a machine reads it that finds nothing in it."""
    return Reading(document_id=ARABIC.id, producer=producer)


def confirmation(item: Engagement, author: str = "Ben") -> Confirmation:
    return Confirmation(record=item.id, seen=visible(item), author=author, made_at=NOON, reason="так и есть")


def fill(store: Store) -> None:
    store.add(ENGLISH, english())
    store.add(ARABIC, silent())


def test_additions_and_confirmations_come_back_as_they_were_made(ledger_url: str) -> None:
    held = confirmation(MEETING)
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(addition(), held)
        store.decide(addition(), held)
    with open_store(ledger_url) as store:
        assert store.additions() == (addition(),)
        assert store.confirmations() == (held,)
        assert store.subjects().keys() == {addition().record}


def test_an_addition_is_in_effect_at_once_and_undoing_it_restores_the_ledger(ledger_url: str) -> None:
    made = addition()
    with open_store(ledger_url) as store:
        fill(store)
        before = store.ledger()
        store.decide(made)
        after = store.ledger()
        (event,) = after.engagements
        assert {m.id for m in event.members} >= {made.record}
        assert [r.added_by for r in event.reports if r.record_id == made.record] == ["Désirée"]
        assert len(event.reports) == 2
        store.decide(replace(made, retracted_at=LATER))
        assert dump(replace(store.ledger(), additions=())) == dump(before)
        store.decide(replace(made, retracted_at=LATER + dt.timedelta(1)), made)
        assert [a.retracted_at for a in store.additions()] == [LATER]


def test_reading_again_loses_no_addition_and_what_was_said_of_it(ledger_url: str) -> None:
    made = addition()
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made, correction(made.record, "place", "Kazan, RUS", minute=1))
        store.add(ARABIC, silent("hand@3"))
        (event,) = store.ledger().engagements
        assert made.record in {m.id for m in event.members}
        assert str(event.place) == "Kazan, RUS"
        store.add(ARABIC, replace(arabic("hand@4")))  # the machine finds it as well, at more words
        found = store.ledger()
        assert made.record in {m.id for e in found.engagements for m in e.members}
        assert [p.id for p in found.readings[ARABIC.id].people] == [p.id for p in arabic().people]
        store.decide(rejection(made.record, minute=2))
        assert made.record not in {m.id for e in store.ledger().engagements for m in e.members}


def test_one_that_is_undone_is_told_as_undone_and_its_corrections_no_longer_apply(ledger_url: str) -> None:
    made = addition()
    put = correction(made.record, "place", "Kazan, RUS", minute=1)
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made, put)
        store.decide(replace(made, retracted_at=LATER))
        book = store.ledger()
    states = {entry.decision.id: entry.state for entry in log(book, Linker(book.judgements))}
    assert states == {made.id: State.UNDONE, put.id: State.GONE}


def test_an_addition_whose_words_are_elsewhere_now_is_named(ledger_url: str) -> None:
    """Another form of the text takes the place of the one that was read: same words, other spaces."""
    made = addition()
    form = replace(ARABIC, text="  " + ARABIC.text, masked="", prose=None, pages=(0,), id="")
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made)
        store.add(form, silent("hand@5"))
        book = store.ledger()
        assert book.documents[ARABIC.id].text == form.text
        assert [one.decision.id for one in gone(book, store.subjects())] == [made.id]


@pytest.mark.parametrize("quote", ["lies", "كلام "])
def test_words_that_are_not_in_the_document_add_nothing(ledger_url: str, quote: str) -> None:
    lie = Evidence(document_id=ARABIC.id, span=Span(start=0, end=len(quote)), quote=quote, producer="Désirée")
    made = replace(addition(), item=replace(MEETING, evidence=(lie,), id=""), id="")
    with open_store(ledger_url) as store:
        fill(store)
        with pytest.raises(StoreError, match="not in"):
            store.decide(addition(), made)
        assert store.additions() == ()


def test_a_confirmation_holds_until_the_record_says_something_else(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        item = next(r for r in store.ledger().readings[ENGLISH.id].records if isinstance(r, Engagement))
        held = confirmation(item)
        store.decide(held)
        assert confirmed(store.ledger()) == {item.id: held}
        store.add(ENGLISH, english(NEW))  # the same values from another producer
        assert confirmed(store.ledger()) == {item.id: held}
        put = correction(item.id, "place", "Kazan, RUS")
        store.decide(put)
        book = store.ledger()
        assert confirmed(book) == {}
        assert {e.state for e in log(book, Linker(book.judgements)) if e.decision == held} == {State.GONE}
        store.decide(replace(put, retracted_at=LATER))
        assert confirmed(store.ledger()) == {item.id: held}
        newer = english("hand@3")
        put_right = replace(item, topics=("other topics",))
        store.add(ENGLISH, replace(newer, records=(put_right, *newer.records[1:])))
        assert confirmed(store.ledger()) == {}
        store.decide(replace(held, retracted_at=LATER))
        assert confirmed(store.ledger()) == {}


def test_both_databases_give_the_same_ledger_of_additions_byte_for_byte(ledger_url: str) -> None:
    seen = []
    for store in (open_store(ledger_url), STORES["sqlite"]("sqlite:///:memory:")):
        with store:
            fill(store)
            store.decide(addition(), confirmation(MEETING))
            seen.append(dump([store.ledger(), store.additions(), store.confirmations(), store.subjects()]))
    assert seen[0] == seen[1]


def test_a_reading_with_what_a_person_added_is_never_kept_as_what_was_read(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(addition())
        shown = store.ledger().readings[ARABIC.id]
        with pytest.raises(StoreError, match="as it was read"):
            store.add(ARABIC, replace(shown, producer="hand@9"))


def test_what_is_confirmed_is_doubted_no_more_until_it_says_something_else(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        asked = {one.record: one for one in store.catalog.doubtful(0.9)}
        item = next(r for r in store.ledger().readings[ENGLISH.id].records if isinstance(r, Engagement))
        assert asked[item.id].document == ENGLISH.id
        assert store.catalog.holders([item.id, "eng-0"]) == {item.id: ENGLISH.id}
        before, held = store.revision(), confirmation(item)
        store.decide(held)
        assert store.revision() != before
        assert {one.record for one in store.catalog.doubtful(0.9)} == asked.keys() - {item.id}
        newer = english(NEW)
        moved = replace(item, topics=("other",))
        store.add(ENGLISH, replace(newer, records=(moved, *newer.records[1:])))
        assert item.id in {one.record for one in store.catalog.doubtful(0.9)}
        store.decide(confirmation(moved))
        assert item.id not in {one.record for one in store.catalog.doubtful(0.9)}
        store.decide(replace(confirmation(moved), retracted_at=LATER))
        assert item.id in {one.record for one in store.catalog.doubtful(0.9)}


def test_an_undated_engagement_that_is_confirmed_is_asked_no_more(ledger_url: str) -> None:
    read = arabic()
    undated = replace(MEETING, when=UNDATED, main=True, id="")
    with open_store(ledger_url) as store:
        store.add(ARABIC, replace(read, records=(undated,)))
        assert [entry.record for entry in store.catalog.undated()] == [undated.id]
        store.decide(confirmation(undated))
        assert store.catalog.undated().rows == ()


def test_what_is_added_is_in_the_catalogue(ledger_url: str) -> None:
    made = addition()
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made)
        assert store.catalog.holders([made.record]) == {made.record: ARABIC.id}
        (event,) = store.scoped([ARABIC.id]).engagements
        assert [r.added_by for r in event.reports if r.record_id == made.record] == ["Désirée"]
        assert set(store.catalog.bearing(made.record)) == {ARABIC.id, ENGLISH.id}


def test_who_took_a_decision_back_is_kept_and_the_first_one_stays(ledger_url: str) -> None:
    made, held = addition(), confirmation(MEETING)
    undoing = Undoing(author="Кира", made_at=LATER, reason="сказано дважды 📜")
    other = Undoing(author="Ana", made_at=LATER + dt.timedelta(1))
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made, held)
        assert store.undoings() == {}
        store.decide(replace(made, retracted_at=LATER), undoing=undoing)
        with pytest.raises(Outdated, match=f"taken back since you saw it: {made.id}") as told:
            store.decide(*(replace(one, retracted_at=other.made_at) for one in (held, made)), undoing=other)
        assert told.value.since == (made.id,)
        assert store.undoings() == {made.id: undoing}
        book = store.ledger()
        entries = log(book, Linker(book.judgements), undoings=store.undoings())
    assert {entry.decision.id: entry.undoing for entry in entries} == {made.id: undoing, held.id: None}
