"""One text had in several ways is one document with several copies, and what is known of who published it."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from itertools import permutations

import pytest

from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.text import Document, Source, Span
from dragoman.model.time import DateBasis, PartialDate
from dragoman.model.watched import Remembered
from dragoman.read import Failure
from dragoman.store import open_store
from tests.merge.builders import dump
from tests.store.samples import ARABIC, NEW, OLD, arabic

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
BARE = ARABIC
NAMED = replace(
    BARE,
    origin="saved.html",
    name="saved.html",
    title="لقاء",
    source=Source(name="Example", url="https://x.test/1"),
)
DATED = replace(
    NAMED,
    origin="mail.eml",
    name="mail.eml",
    published=PartialDate.parse("2021-06-10"),
    published_basis=DateBasis.STATED,
    published_from="header Date",
)
GUESSED = replace(
    DATED, origin="scan.pdf", name="scan.pdf", published_basis=DateBasis.INFERRED, pages=(0, 20)
)


@pytest.mark.parametrize("order", list(permutations([BARE, NAMED, DATED, GUESSED])))
def test_any_order_of_copies_gives_one_document(order: tuple[Document, ...], tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("ledger")
    with open_store(f"sqlite:///{folder}/a.db") as store:
        for document in order:
            if not store.has(document, OLD):
                store.add(document, arabic())
        book = store.ledger()
    (kept,) = book.documents.values()
    assert [copy.origin for copy in book.copies[kept.id]] == [
        "mail.eml",
        "scan.pdf",
        "saved.html",
        "wire/ar.txt",
    ]
    assert (kept.origin, str(kept.published), kept.published_from) == (
        "mail.eml",
        "2021-06-10",
        "header Date",
    )
    assert (kept.title, kept.source) == (NAMED.title, NAMED.source)


def test_the_same_words_otherwise_spaced_are_a_copy(ledger_url: str) -> None:
    text = BARE.text.replace(" ", "\n", 1)
    other = replace(BARE, text=text, masked=text, origin="b.txt", name="b.txt")
    assert other.id == BARE.id
    with open_store(ledger_url) as store:
        store.add(BARE, arabic())
        assert not store.has(other, OLD)  # the lesser form is the one to keep, so that order decides nothing
        assert store.has(BARE, OLD)


def test_a_newer_producer_reads_the_form_that_is_kept(ledger_url: str) -> None:
    """A lesser form never takes the place of a better one, whoever reads it."""
    with open_store(ledger_url) as store:
        store.add(DATED, arabic())
        wanted = store.wanted(BARE, NEW)
        assert wanted is not None
        assert (wanted.published, wanted.published_basis) == (DATED.published, DATED.published_basis)
        store.add(BARE, arabic(NEW))
        assert store.wanted(DATED, NEW) is not None
        store.add(wanted, arabic(NEW))
        assert store.wanted(BARE, NEW) is None
        (kept,) = store.ledger().documents.values()
    assert (str(kept.published), kept.published_from) == ("2021-06-10", "header Date")


def test_one_file_is_one_copy_however_its_path_is_written(ledger_url: str) -> None:
    paths = ("press/a.txt", "./press/a.txt", "press//a.txt", os.path.abspath("press/a.txt"))
    with open_store(ledger_url) as store:
        for path in paths:
            store.add(replace(BARE, origin=path), arabic())
        assert len(store.copies(BARE.id)) == 1


def test_a_page_that_goes_back_to_its_old_text_is_current_again(ledger_url: str) -> None:
    address = "https://x.test/1"
    old = replace(BARE, origin=address, retrieved=NOON, source=Source(url=address))
    with open_store(ledger_url) as store:
        store.add(old, arabic())
        store.add(replace(old, retrieved=NOON + dt.timedelta(days=2)), arabic())
        (copy,) = store.copies(old.id)
    assert (copy.retrieved, copy.seen) == (NOON, NOON + dt.timedelta(days=2))


def test_a_page_that_changed_is_a_new_version_beside_the_old(ledger_url: str) -> None:
    text = BARE.text + " خبر آخر."
    later = replace(
        BARE,
        text=text,
        masked=text,
        prose=Span(start=0, end=len(text)),
        id="",
        retrieved=NOON,
        origin=BARE.origin,
    )
    reading = replace(arabic(), document_id=later.id, people=(), records=(), attributions=())
    with open_store(ledger_url) as store:
        store.add(BARE, arabic())
        store.add(later, reading)
        assert set(store.ledger().documents) == {BARE.id, later.id}
        assert [copy.retrieved for copy in store.copies(later.id)] == [NOON]
        assert store.origins(BARE.id) == store.origins(later.id) == (BARE.origin,)


def test_a_user_names_outlets_and_the_ledger_says_who_published(ledger_url: str) -> None:
    mine = Outlet(key="x.test", name="Example of X", country="EGY", kind=SourceKind.PRESS)
    with open_store(ledger_url) as store:
        store.add(NAMED, arabic())
        assert dict(store.ledger().outlets) == {}
        store.name_outlet(replace(mine, name="Another"))
        store.name_outlet(mine)
        assert store.outlets() == (mine,)
        assert dict(store.ledger().outlets) == {NAMED.id: mine}
        assert store.forget_outlet("x.test")
        assert not store.forget_outlet("x.test")
        assert store.outlets() == ()


def test_a_watched_address_is_remembered_as_last_put(ledger_url: str) -> None:
    first = Remembered(address="https://x.test/feed", etag='"a"', checked_at=NOON, due_at=NOON)
    with open_store(ledger_url) as store:
        assert store.get(first.address) is None
        store.put(replace(first, failures=3))
        store.put(first)
    with open_store(ledger_url, create=False) as store:
        assert store.get(first.address) == first
        assert store.get("https://x.test/other") is None


def test_failures_that_were_answered_are_struck_off(ledger_url: str) -> None:
    failures = [Failure(origin=f"a.zip!{n}.html", stage="read", reason="no text") for n in range(600)]
    with open_store(ledger_url) as store:
        for failure in failures:
            store.add_failure(failure)
        store.forget_failures(failure.origin for failure in failures[1:])
        assert store.failures() == (failures[0],)


def test_a_ledger_can_be_dumped_with_its_copies(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(DATED, arabic())
        assert '"origin": "mail.eml"' in dump(store.ledger())
