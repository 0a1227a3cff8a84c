"""What every store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from dragoman.errors import StoreError
from dragoman.merge import derive, judge
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement, Evidence, Reading
from dragoman.model.text import Document, Span
from dragoman.read import Failure
from dragoman.store import STORES, open_store
from dragoman.store.base import Store
from tests.merge.builders import dump
from tests.store.samples import ARABIC, ENGLISH, NEW, OLD, arabic, decision, english

BROKEN = Failure(origin="wire/broken.html", stage="read", reason="no text 🤷 لا نص")


def snapshot(store: Store) -> str:
    """Everything a store can be asked, as text."""
    kept = store.ledger()
    origins = {identity: store.origins(identity) for identity in sorted(kept.documents)}
    return dump([kept, origins, store.failures(), store.judgements()])


def meetings() -> tuple[str, str]:
    """The ids of the meeting that both samples tell of."""
    ids = [r.id for reading in (english(), arabic()) for r in reading.records if isinstance(r, Engagement)]
    return min(ids), max(ids)


def _without_copies(ledger: Ledger) -> Ledger:
    """What documents, readings and decisions imply, without what is said of the documents."""
    return replace(ledger, copies={}, outlets={})


def test_load_undoes_dump(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
    with open_store(ledger_url, create=False) as store:
        kept = store.ledger()
    assert kept.documents == {ENGLISH.id: ENGLISH, ARABIC.id: ARABIC}
    assert kept.readings == {ENGLISH.id: english(), ARABIC.id: arabic()}


def test_the_ledger_is_what_documents_and_decisions_imply(ledger_url: str) -> None:
    documents = {ENGLISH.id: ENGLISH, ARABIC.id: ARABIC}
    readings = {ENGLISH.id: english(), ARABIC.id: arabic()}
    with open_store(ledger_url) as store:
        for identity, document in documents.items():
            store.add(document, readings[identity])
        implied = derive(documents, readings, judge(documents, readings))
        assert dump(_without_copies(store.ledger())) == dump(implied)


def test_an_empty_ledger_is_a_ledger(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        kept = store.ledger()
        assert (dict(kept.documents), kept.engagements, kept.people) == ({}, (), ())
        assert (store.failures(), store.judgements(), store.origins(ENGLISH.id)) == ((), (), ())
        assert not store.has(ENGLISH, OLD)


def test_reading_twice_changes_nothing(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        assert not store.has(ENGLISH, OLD)
        store.add(ENGLISH, english())
        before = snapshot(store)
        assert store.has(ENGLISH, OLD)
        store.add(ENGLISH, english())
        assert snapshot(store) == before


@pytest.mark.parametrize("first", [True, False])
def test_the_order_of_documents_changes_nothing(ledger_url: str, first: bool) -> None:
    told = [(ENGLISH, english()), (ARABIC, arabic())]
    with open_store(ledger_url) as store:
        for document, reading in told if first else reversed(told):
            store.add(document, reading)
        assert snapshot(store) == _snapshot_in_memory(told)


def _snapshot_in_memory(told: list[tuple[Document, Reading]]) -> str:
    with STORES["sqlite"]("sqlite:///:memory:") as store:
        for document, reading in told:
            store.add(document, reading)
        return snapshot(store)


def test_a_newer_producer_replaces_the_reading(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english(OLD))
        assert not store.has(ENGLISH, NEW)
        newer = replace(english(NEW), records=english(NEW).records[:1])
        store.add(ENGLISH, newer)
        assert store.ledger().readings == {ENGLISH.id: newer}
        assert store.has(ENGLISH, NEW)
        assert not store.has(ENGLISH, OLD)


def test_a_reading_is_of_its_document(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        with pytest.raises(StoreError):
            store.add(ARABIC, english())
        assert dict(store.ledger().documents) == {}
        assert store.origins(ARABIC.id) == ()


# --- copies ---


COPY = replace(ENGLISH, id="", origin="elsewhere/copy.md", name="copy.md")


def test_copies_of_one_document_are_one_with_every_origin(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        assert store.has(COPY, OLD)
        assert store.origins(ENGLISH.id) == ("elsewhere/copy.md", "wire/en.md")
        assert list(store.ledger().documents) == [ENGLISH.id]


def test_which_copy_was_read_first_changes_nothing(ledger_url: str) -> None:
    third = replace(ENGLISH, id="", origin="a.md", name="z.md")
    seen = set()
    for order in permutations([ENGLISH, COPY, third]):
        with STORES["sqlite"]("sqlite:///:memory:") as store:
            for document in order:
                if not store.has(document, OLD):
                    store.add(document, english())
            seen.add(snapshot(store))
    with open_store(ledger_url) as store:
        for document in (third, ENGLISH, COPY):
            store.add(document, english())
        seen.add(snapshot(store))
    assert len(seen) == 1


def test_two_forms_of_one_text_give_one_ledger_in_any_order(ledger_url: str) -> None:
    """The same characters as plain text and as Markdown: read differently, so first come must not decide."""
    plain = replace(ENGLISH, id="", masked=ENGLISH.text, origin="wire/en.txt", name="en.txt")
    forms = [(ENGLISH, english()), (plain, Reading(document_id=plain.id, producer=OLD))]
    seen = set()
    for order in (forms, forms[::-1]):
        with STORES["sqlite"]("sqlite:///:memory:") as store:
            for document, reading in order:
                if not store.has(document, OLD):
                    store.add(document, reading)
            seen.add(snapshot(store))
    with open_store(ledger_url) as store:
        for document, reading in forms:
            if not store.has(document, OLD):
                store.add(document, reading)
        seen.add(snapshot(store))
    assert len(seen) == 1


# --- failures ---


def test_failures_are_kept_by_origin_and_the_latest_reason_stays(ledger_url: str) -> None:
    other = Failure(origin="a.txt", stage="extract", reason="ValueError: x")
    with open_store(ledger_url) as store:
        store.add_failure(BROKEN)
        store.add_failure(other)
        store.add_failure(replace(BROKEN, stage="detect", reason="later"))
    with open_store(ledger_url) as store:
        assert store.failures() == (other, replace(BROKEN, stage="detect", reason="later"))


def test_a_success_answers_the_failure_of_its_origin_and_no_other(ledger_url: str) -> None:
    mine = replace(BROKEN, origin=ENGLISH.origin)
    with open_store(ledger_url) as store:
        store.add_failure(mine)
        store.add_failure(BROKEN)
        store.add(ENGLISH, english())
        assert store.failures() == (BROKEN,)


def test_a_file_that_now_holds_a_known_document_has_not_failed(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add_failure(replace(BROKEN, origin=COPY.origin))
        assert store.has(COPY, OLD)
        assert store.failures() == ()


def test_an_origin_of_any_length_can_fail_and_succeed(ledger_url: str) -> None:
    long = "https://example.org/?q=" + "ш" * 3000
    with open_store(ledger_url) as store:
        store.add_failure(replace(BROKEN, origin=long))
        store.add_failure(replace(BROKEN, origin=long + "2"))
        assert len(store.failures()) == 2
        store.add(replace(ENGLISH, id="", origin=long), english())
        assert [failure.origin for failure in store.failures()] == [long + "2"]


# --- people's judgements ---


def test_judgements_are_kept_as_they_were_made_and_in_order_of_time(ledger_url: str) -> None:
    later, earlier = decision(minute=5), decision(minute=1, verdict=Verdict.APART)
    with open_store(ledger_url) as store:
        store.judge(later)
        store.judge(earlier)
        store.judge(later)
    with open_store(ledger_url) as store:
        assert store.judgements() == (earlier, later)


def test_a_retraction_is_kept_and_the_first_one_stays(ledger_url: str) -> None:
    said = decision()
    retracted = replace(said, retracted_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))
    with open_store(ledger_url) as store:
        store.judge(said)
        store.judge(retracted)
        store.judge(replace(said, retracted_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))
        store.judge(said)
    with open_store(ledger_url) as store:
        assert store.judgements() == (retracted,)


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2026, 1, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5, minutes=-30))),
    ],
)
def test_a_judgement_made_in_another_time_zone_comes_back(ledger_url: str, moment: dt.datetime) -> None:
    said = replace(decision(), id="", made_at=moment)
    with open_store(ledger_url) as store:
        store.judge(said)
        found = store.judgements()
    assert [j.made_at for j in found] == [moment]
    assert [j.id for j in found] == [said.id]


def test_a_moment_without_a_time_zone_never_makes_the_ledger_unreadable(ledger_url: str) -> None:
    """It can be refused when it is made or when it is kept, but not when it is read."""
    with contextlib.suppress(StoreError, ValueError):
        said = replace(decision(), id="", made_at=dt.datetime(2026, 1, 1, 9))
        with open_store(ledger_url) as store:
            store.judge(said)
    with open_store(ledger_url) as store:
        assert len(store.judgements()) <= 1


def test_the_machines_judgements_are_never_kept(ledger_url: str) -> None:
    machine = Judgement(matter=Matter.PERSON, left="a", right="b", verdict=Verdict.SAME, score=1.0)
    with open_store(ledger_url) as store:
        with pytest.raises(StoreError):
            store.judge(machine)
        assert store.judgements() == ()


def test_a_person_parts_what_the_machine_joined_and_can_take_it_back(ledger_url: str) -> None:
    apart = decision(*meetings(), verdict=Verdict.APART)
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        before = store.ledger().engagements
        assert [len(e.reports) for e in before] == [2]
        store.judge(apart)
        assert [len(e.reports) for e in store.ledger().engagements] == [1, 1]
        store.judge(replace(apart, retracted_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC)))
        assert store.ledger().engagements == before


def test_a_decision_survives_a_newer_reading(ledger_url: str) -> None:
    apart = decision(*meetings(), verdict=Verdict.APART)
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english(OLD))
        store.add(ARABIC, arabic(OLD))
        store.judge(apart)
        store.add(ENGLISH, english(NEW))
        store.add(ARABIC, arabic(NEW))
        assert [len(e.reports) for e in store.ledger().engagements] == [1, 1]


def test_what_is_kept_is_judged_with_peoples_decisions_in_view(ledger_url: str) -> None:
    """No group is proposed that a person has forbidden (see ``merge.judge``)."""
    apart = decision(*meetings(), verdict=Verdict.APART)
    documents = {ENGLISH.id: ENGLISH, ARABIC.id: ARABIC}
    readings = {ENGLISH.id: english(), ARABIC.id: arabic()}
    machine = judge(documents, readings, decided=(apart,))
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        store.judge(apart)
        implied = derive(documents, readings, (*machine, apart))
        assert dump(_without_copies(store.ledger())) == dump(implied)


# --- whole or not at all ---


def test_a_write_that_the_database_refuses_leaves_nothing_behind(ledger_url: str) -> None:
    unstorable = replace(arabic(), areas=("\ud800",))
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        before = snapshot(store)
        with contextlib.suppress(StoreError, UnicodeError):
            store.add(ARABIC, unstorable)
        assert snapshot(store) == before
        assert store.origins(ARABIC.id) == ()


REFUSED: dict[str, Callable[[Store], object]] = {
    "reading": lambda s: s.add(ARABIC, replace(arabic(), areas=("\ud800",))),
    "failure": lambda s: s.add_failure(Failure(origin="caf\udce9.txt", stage="read", reason="not UTF-8")),
    "judgement": lambda s: s.judge(replace(decision(), id="", judge="\ud800")),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_database_can_keep_is_a_store_error(ledger_url: str, what: str) -> None:
    with open_store(ledger_url) as store, pytest.raises(StoreError):
        REFUSED[what](store)


def test_a_lying_quote_never_makes_the_ledger_unreadable(ledger_url: str) -> None:
    span = Span(start=0, end=4)
    lie = Evidence(document_id=ARABIC.id, span=span, quote="lies", producer=OLD)
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        with contextlib.suppress(StoreError):
            store.add(ARABIC, replace(arabic(), attributions=(lie,)))
        assert list(store.ledger().documents) == [ENGLISH.id]


# --- the same on every database ---


def test_both_databases_give_the_same_ledger_byte_for_byte(tmp_path: Path, postgres_url: str) -> None:
    from sqlalchemy import create_engine, text

    name = "byte_for_byte"
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine.dispose()
    seen = []
    for url in (f"sqlite:///{tmp_path / 'l.db'}", postgres_url.replace("/postgres?", f"/{name}?")):
        with open_store(url) as store:
            store.add(ENGLISH, english())
            store.has(COPY, OLD)
            store.add(ARABIC, arabic())
            store.add_failure(BROKEN)
            store.add_failure(replace(BROKEN, origin="Ä.txt"))
            store.add_failure(replace(BROKEN, origin="a.txt"))
            store.add_failure(replace(BROKEN, origin="B.txt"))
            for minute in range(3):
                store.judge(decision(*meetings(), minute=minute))
            seen.append(snapshot(store).encode())
    assert seen[0] == seen[1]
    assert len(seen[0]) > 5000
