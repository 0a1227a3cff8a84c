"""Each list of the catalogue holds what the ledger holds, in its order, and in pages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from dragoman.desk.timeline import PUBLIC_ACTS, taking_part, timeline
from dragoman.model.correction import Correction
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party
from dragoman.model.text import Realis, Source
from dragoman.model.time import PartialDate
from dragoman.model.watched import Remembered
from dragoman.store import Store, open_store
from dragoman.store.catalog import DocumentOrder, EntryOrder, Kind, Page, PairOrder
from tests.store.test_merged import news, put

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(ledger_url: str) -> Iterator[Store]:
    with open_store(ledger_url) as store:
        for one in news(60):
            put(store, one)
        yield store


def in_pages(ask: Callable[..., Page[Any]]) -> list[Any]:
    """All rows, asked a few at a time; each page knows how many there are."""
    whole = ask()
    rows: list[Any] = []
    while True:
        page = ask(limit=7, offset=len(rows))
        rows += page.rows
        assert page.total == whole.total == len(whole)
        assert page.has_more == (len(rows) < whole.total)
        if not page.has_more:
            break
    assert tuple(rows) == whole.rows
    assert ask(limit=5, offset=whole.total + 3).total == whole.total
    return rows


def common_party(ledger: Ledger) -> Party:
    counts = Counter(p for e in ledger.engagements for p in taking_part(e))
    return counts.most_common(1)[0][0]


def documents_of(reports: Iterable[Any]) -> set[str]:
    return {report.document_id for report in reports}


def test_engagements_are_listed_once_by_their_dates(store: Store) -> None:
    ledger = store.ledger()
    rows = in_pages(store.catalog.entries)
    assert {row.id for row in rows} == {e.id for e in ledger.engagements}
    known = {e.id: e for e in ledger.engagements}
    assert all(row.documents == len(documents_of(known[row.id].reports)) for row in rows)
    assert all(set(row.parties) <= taking_part(known[row.id]) for row in rows)
    assert all((row.last is None) == (known[row.id].when.date is None) for row in rows)
    last = [row.last for row in rows if row.last is not None]
    assert last == sorted(last, reverse=True)
    assert [row.last for row in rows[: len(last)]] == last
    told = [row.told_last for row in store.catalog.entries(order=EntryOrder.REPORT) if row.told_last]
    assert told == sorted(told, reverse=True)


def test_engagements_of_parties_within_days_are_those_of_the_timeline(store: Store) -> None:
    ledger = store.ledger()
    party = common_party(ledger)
    days = sorted(e.when.date.first for e in ledger.engagements if e.when.date is not None)
    since, until = days[len(days) // 3], days[2 * len(days) // 3]
    kinds = {e.kind for e in ledger.engagements} - PUBLIC_ACTS
    found = store.catalog.entries(
        parties=(party,), types=[kind.value for kind in kinds], since=since, until=until
    )
    wanted = timeline(
        ledger,
        (party,),
        since=PartialDate.parse(since.isoformat()),
        until=PartialDate.parse(until.isoformat()),
        kinds=kinds,
    )
    exact = {e.id for e in wanted if not e.conflicts}
    assert exact
    assert exact <= {row.id for row in found}
    assert all(party in row.parties for row in found)


def test_plans_come_soonest_first_and_deadlines_too(store: Store) -> None:
    ledger = store.ledger()
    plans = store.catalog.entries(realis=(Realis.PLANNED,), order=EntryOrder.COMING)
    assert {row.id for row in plans} == {
        e.id for e in ledger.engagements if e.realis is Realis.PLANNED and e.when.date is not None
    }
    assert [row.last for row in plans] == sorted(row.last for row in plans if row.last is not None)
    due = store.catalog.entries((Kind.COMMITMENT,), order=EntryOrder.DUE)
    told = [c for r in ledger.readings.values() for c in r.records if c.id.startswith("com-")]
    assert {row.id for row in due} == {c.id for c in told if c.due.date is not None}  # type: ignore[union-attr]
    assert [row.due for row in due] == sorted(row.due for row in due if row.due is not None)


def test_registers_list_people_instruments_and_bodies_with_their_documents(store: Store) -> None:
    ledger = store.ledger()
    for kind, things in (
        (Kind.PERSON, ledger.people),
        (Kind.INSTRUMENT, ledger.instruments),
        (Kind.BODY, ledger.bodies),
    ):
        rows = in_pages(lambda kind=kind, **more: store.catalog.register(kind, **more))  # type: ignore[misc]
        assert {row.id: row.documents for row in rows} == {
            thing.id: len(documents_of(thing.reports)) for thing in things
        }
        assert [row.documents for row in rows] == sorted((row.documents for row in rows), reverse=True)
        assert all(row.name for row in rows)
    party = common_party(ledger)
    mine = store.catalog.register(Kind.BODY, parties=(party,))
    assert {row.id for row in mine} == {b.id for b in ledger.bodies if party in b.parties}


def test_a_thing_is_found_by_any_of_its_ids_and_bears_its_documents(store: Store) -> None:
    ledger = store.ledger()
    for thing in (*ledger.people[:20], *ledger.engagements[:20], *ledger.bodies, *ledger.instruments):
        member = thing.members[-1] if isinstance(thing.members[-1], str) else thing.members[-1].id
        for words in (member, member[:16], f" {thing.id} "):
            home = store.catalog.home(words)
            assert home is not None
            assert home.id == thing.id
        assert set(store.catalog.bearing(member)) == documents_of(thing.reports)
    for key, voice in list(ledger.voices.items())[:30]:
        same = {other for other, one in ledger.voices.items() if one == voice}
        assert set(store.catalog.bearing(key)) == same
    assert store.catalog.home("per-") is None
    assert store.catalog.home("eng-00000000000000000000") is None
    assert len(store.catalog.bearing("eng-00000000000000000000")) == 0


def test_documents_come_newest_first_and_by_language_and_party(store: Store) -> None:
    ledger = store.ledger()
    rows = in_pages(store.catalog.documents)
    assert {row.id for row in rows} == set(ledger.documents)
    last = [row.last for row in rows if row.last is not None]
    assert last == sorted(last, reverse=True)
    lang = rows[0].lang
    assert {row.id for row in store.catalog.documents(lang=lang)} == {
        key for key, document in ledger.documents.items() if document.lang == lang
    }
    party = common_party(ledger)
    told = set(store.catalog.telling((party,)))
    assert {row.id for row in store.catalog.documents(parties=(party,))} == told
    engaged = {
        report.document_id for e in ledger.engagements if party in taking_part(e) for report in e.reports
    }
    assert set(store.catalog.telling((party,), (Kind.ENGAGEMENT,))) == engaged
    assert engaged <= told
    assert store.catalog.named([rows[3].id]) == {rows[3].id: rows[3]}
    assert in_pages(lambda **more: store.catalog.documents(order=DocumentOrder.RETRIEVED, **more))
    since = last[len(last) // 2]
    assert all(row.last is not None and row.last >= since for row in store.catalog.documents(since=since))


def test_three_parties_are_told_of_together(store: Store) -> None:
    ledger = store.ledger()
    many = [e for e in ledger.engagements if len(taking_part(e)) > 2]
    if many:
        parties = sorted(taking_part(many[0]))[:3]
        found = set(store.catalog.telling(parties))
        assert documents_of(many[0].reports) <= found


def test_pairs_are_counted_and_come_in_their_order(store: Store) -> None:
    rows = in_pages(store.catalog.pairs)
    assert rows
    assert [row.last for row in rows if row.last] == sorted((r.last for r in rows if r.last), reverse=True)
    many = in_pages(lambda **more: store.catalog.pairs(order=PairOrder.DOCUMENTS, **more))
    assert [row.documents for row in many] == sorted((row.documents for row in rows), reverse=True)
    for row in rows[:10]:
        assert row.documents == store.catalog.telling((row.left, row.right)).total
    party = rows[0].left
    mine = in_pages(lambda **more: store.catalog.pairs(party, **more))
    assert sorted(mine, key=str) == sorted((r for r in rows if party in (r.left, r.right)), key=str)
    counts = {row.party: row.documents for row in store.catalog.parties()}
    assert counts[party] == store.catalog.telling((party,)).total


def test_undated_news_and_unsure_records_wait(store: Store) -> None:
    ledger = store.ledger()
    undated = in_pages(store.catalog.undated)
    assert {row.id for row in undated} == {e.id for e in ledger.engagements if e.main and e.when.date is None}
    unsure = in_pages(lambda **more: store.catalog.doubtful(0.95, **more))
    assert unsure
    assert all(row.confidence < 0.95 for row in unsure)
    news_first = [row.kind is Kind.ENGAGEMENT and row.main for row in unsure]
    assert news_first == sorted(news_first, reverse=True)
    first = unsure[0]
    store.correct(Correction(record=first.record, field="kind", value="call", author="desk", made_at=AT))
    assert first.record not in {row.record for row in store.catalog.doubtful(0.95)}


def test_an_empty_ledger_has_empty_lists(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        assert store.catalog.size().documents == 0
        assert store.catalog.size().last_read is None
        assert (
            len(store.catalog.pairs()) == len(store.catalog.entries()) == len(store.catalog.documents()) == 0
        )
        assert store.catalog.parties() == ()
        assert store.scoped(()).documents == {}


def test_the_revision_changes_with_every_write_that_an_answer_can_tell(ledger_url: str) -> None:
    told = news(5)
    with open_store(ledger_url) as store, open_store(ledger_url) as other:
        seen = [store.revision()]

        def moved() -> bool:
            seen.append(store.revision())
            assert other.revision() == seen[-1]
            return seen[-1] not in seen[:-1]

        for one in told:
            put(store, one)
            assert moved()
        store.merge()
        assert moved()
        assert other.has(told[0].document, told[0].reading.producer)
        assert not moved()
        store.merge()
        store.ledger()
        store.scoped(store.catalog.telling(()).rows)
        assert not moved()
        title = "As another paper has it"
        put(other, replace(told[0], document=replace(told[0].document, title=title, origin="elsewhere.html")))
        assert moved()
        assert {row.title for row in store.catalog.documents()} >= {told[0].document.title or title}
        event = next(r for r in told[0].reading.records if r.id.startswith("eng-"))
        store.correct(Correction(record=event.id, field="kind", value="call", author="desk", made_at=AT))
        assert moved()
        store.put(
            Remembered(
                address="https://example.org/",
                etag=None,
                last_modified=None,
                checksum=None,
                failures=0,
                checked_at=AT,
                due_at=AT,
            )
        )
        assert store.revision() != ""
        assert Source() == Source()
