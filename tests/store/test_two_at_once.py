"""Two people decide at once: nobody overwrites what they have not seen, on real connections that race."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from dragoman.errors import InvalidRecord, Outdated, StoreError
from dragoman.merge.stamp import Seen
from dragoman.model.correction import Correction, Rejection
from dragoman.model.decision import Decision
from dragoman.model.judgement import Verdict
from dragoman.model.record import Engagement
from dragoman.review import Sight, Things
from dragoman.store import open_store
from dragoman.store.base import Store
from tests.merge.decisions import NOON, correction, rejection
from tests.store.samples import ARABIC, ENGLISH, NEW, arabic, decision, english
from tests.store.test_additions import addition, confirmation

MEETING = next(r for r in english().records if isinstance(r, Engagement))
OTHER = next(r for r in arabic().records if isinstance(r, Engagement))
BOTH = (MEETING.id, OTHER.id)


def fill(store: Store) -> None:
    store.add(ENGLISH, english())
    store.add(ARABIC, arabic())


def shown(store: Store, *ids: str) -> tuple[Seen, ...]:
    """What somebody sees now, as it goes through a form and back."""
    return tuple(Seen.parse(str(one)) for one in Sight(Things(store.ledger())).of(ids))


FIRST: dict[str, Decision] = {
    "correction": correction(MEETING.id, "session", "9", by="Ben"),
    "rejection": rejection(MEETING.id, by="Ben"),
    "judgement": decision(*BOTH, Verdict.APART),
    "confirmation": confirmation(MEETING),
}


@pytest.mark.parametrize("kind", FIRST)
def test_whoever_has_not_seen_a_decision_is_told_of_it_and_nothing_is_written(
    ledger_url: str, kind: str
) -> None:
    first = FIRST[kind]
    mine = (
        correction(MEETING.id, "place", "Kazan, RUS", minute=2),
        correction(OTHER.id, "session", "3", minute=2),
    )
    with open_store(ledger_url) as ours, open_store(ledger_url) as theirs:
        fill(ours)
        saw = shown(ours, MEETING.id)
        theirs.decide(first, seen=shown(theirs, *BOTH))
        with pytest.raises(Outdated, match=r"(Ben|Désirée) decided \w+ .* on 2026-0") as told:
            ours.decide(*mine, seen=saw)
        assert (told.value.records, told.value.since) == ((MEETING.id,), (first.id,))
        assert set(ours.corrections()) == ({first} if isinstance(first, Correction) else set())
        ours.decide(*mine, seen=shown(ours, MEETING.id))
        assert set(mine) <= set(ours.corrections())


def test_decisions_on_other_records_are_in_nobodys_way(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        fill(store)
        saw = shown(store, MEETING.id)
        store.decide(correction(OTHER.id, "session", "3"), seen=shown(store, OTHER.id))
        store.decide(correction(MEETING.id, "session", "9", minute=1), seen=saw)
        assert len(store.corrections()) == 2


def test_an_undo_is_a_decision_and_one_that_leaves_all_as_it_was_is_in_nobodys_way(ledger_url: str) -> None:
    put = correction(MEETING.id, "session", "9", by="Ben")
    with open_store(ledger_url) as store:
        fill(store)
        before = shown(store, MEETING.id)
        store.decide(put)
        between = shown(store, MEETING.id)
        store.decide(replace(put, retracted_at=NOON + dt.timedelta(hours=1)))
        mine = correction(MEETING.id, "place", "Kazan, RUS", minute=90)
        with pytest.raises(Outdated, match="Ben took back correct"):
            store.decide(mine, seen=between)
        store.decide(mine, seen=before)
        assert mine in store.corrections()


def test_a_newer_reading_with_other_values_outdates_what_was_seen(ledger_url: str) -> None:
    newer = english(NEW)
    moved = replace(MEETING, topics=("other",))
    with open_store(ledger_url) as store:
        fill(store)
        saw = shown(store, *BOTH)
        store.add(ENGLISH, newer)
        store.decide(correction(OTHER.id, "session", "3"), seen=saw)  # other producer, same values
        saw = shown(store, *BOTH)
        store.add(ENGLISH, replace(english("hand@3"), records=(moved, *newer.records[1:])))
        with pytest.raises(Outdated, match="read anew") as told:
            store.decide(correction(MEETING.id, "session", "3"), seen=saw)
        assert told.value.since == ()


def test_what_is_seen_of_documents_of_added_and_of_rejected_records(ledger_url: str) -> None:
    made = addition()
    with open_store(ledger_url) as store:
        fill(store)
        store.decide(made, rejection(MEETING.id))
        saw = shown(store, made.record, MEETING.id, ARABIC.id, "eng-" + "0" * 20)
        assert [one.record for one in saw] == [made.record, MEETING.id, ARABIC.id]
        store.decide(correction(made.record, "session", "2"), seen=saw)
        with pytest.raises(Outdated):
            store.decide(Rejection(record=made.record, author="Ben", made_at=NOON), seen=saw)


def test_of_two_who_race_on_what_both_saw_one_is_kept_and_one_is_told(ledger_url: str) -> None:
    """Five times, with a thread and a connection each; the database alone keeps them in order."""
    with open_store(ledger_url) as ours, open_store(ledger_url) as theirs:
        fill(ours)
        for turn in range(5):
            saw = shown(ours, *BOTH)
            gate = Barrier(2)

            def go(store: Store, by: str, minute: int, saw: tuple[Seen, ...], gate: Barrier) -> str:
                mine = [correction(one, "session", str(minute + 1), minute=minute, by=by) for one in BOTH]
                gate.wait()
                try:
                    store.decide(*mine, seen=saw)
                except Outdated:
                    return "told"
                return "kept"

            with ThreadPoolExecutor(2) as pool:
                ends = [
                    pool.submit(go, store, by, turn, saw, gate)
                    for store, by in ((ours, "Ana"), (theirs, "Ben"))
                ]
                assert sorted(end.result() for end in ends) == ["kept", "told"]
            assert len(ours.corrections()) == 2 * (turn + 1)
            assert {c.author for c in ours.corrections()[-2:]} in ({"Ana"}, {"Ben"})


def test_decisions_of_every_kind_are_written_all_or_none(ledger_url: str) -> None:
    made = (
        correction(MEETING.id, "session", "9"),
        decision(*BOTH, Verdict.APART),
        addition(),
        confirmation(OTHER),
    )
    with open_store(ledger_url) as store:
        fill(store)
        with pytest.raises(StoreError):
            store.decide(*made, replace(rejection(OTHER.id), reason="\ud800"))
        assert (store.corrections(), store.judgements(), store.additions(), store.confirmations()) == (
            (),
            (),
            (),
            (),
        )
        store.decide(*made)
        assert store.additions() == (addition(),)


@pytest.mark.parametrize(
    "text", ["", "x", "eng-1:doc-2:3.4", "per-" + "0" * 20 + ":doc-" + "0" * 20 + ":zz.0"]
)
def test_what_nobody_saw_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord, match="not what anybody saw"):
        Seen.parse(text)
