"""A part of the ledger is what the whole ledger says of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from benchmarks.merge.readings import Told
from dragoman.desk.fates import last_day
from dragoman.desk.known import known_by
from dragoman.desk.notes import published
from dragoman.desk.timeline import taking_part
from dragoman.model.judgement import Verdict
from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerEngagement,
    LedgerInstrument,
    LedgerParticipant,
    LedgerPerson,
)
from dragoman.model.record import Party, PartyBasis
from dragoman.model.time import UNDATED, DateBasis
from dragoman.store import Focus, Store, open_store
from tests.store.test_catalog import decide
from tests.store.test_merged import news, put


def pairs_of(ledger: Ledger) -> list[tuple[Party, Party]]:
    sides = [sorted(taking_part(e)) for e in ledger.engagements]
    return sorted({(a, b) for side in sides for a in side for b in side if a < b})


def elsewhere(whole: Ledger, part: Ledger) -> set[str]:
    """The people of whom a document tells that is not in view."""
    return {p.id for p in whole.people if any(r.document_id not in part.documents for r in p.reports)}


def compare(whole: Ledger, part: Ledger, a: Party, b: Party) -> None:
    both = {a, b}
    abroad = elsewhere(whole, part)
    ours = [e for e in part.engagements if both <= taking_part(e)]
    theirs = [e for e in whole.engagements if both <= taking_part(e)]
    assert [bare(e, abroad) for e in ours] == [bare(e, abroad) for e in theirs]
    assert [i for i in part.instruments if both <= set(i.parties)] == [
        i for i in whole.instruments if both <= set(i.parties)
    ]
    assert [x for x in part.bodies if both <= set(x.parties)] == [
        x for x in whole.bodies if both <= set(x.parties)
    ]


def bare(event: LedgerEngagement, abroad: set[str]) -> Any:
    def person(one: LedgerParticipant) -> LedgerParticipant:
        if one.person_id not in abroad:
            return one
        stated = PartyBasis.STATED
        return replace(one, name="", role_basis=stated, party_basis=stated)

    return replace(
        event, participants=tuple(sorted(map(person, event.participants), key=lambda p: p.person_id))
    )


def check(store: Store, rng: random.Random) -> None:
    whole = store.ledger()
    pairs = pairs_of(whole)
    for a, b in rng.sample(pairs, min(12, len(pairs))):
        telling = store.catalog.telling((a, b)).rows
        wide, narrow = store.scoped(telling), store.scoped(telling, focus=Focus(parties=(a, b)))
        compare(whole, wide, a, b)
        compare(whole, narrow, a, b)
        assert narrow.documents.keys() <= wide.documents.keys()
        compare_of_any(whole, narrow, {a, b})
        assert open_of(narrow) == open_of(wide, narrow.documents)
    for person in rng.sample(whole.people, min(12, len(whole.people))):
        part = store.scoped(store.catalog.bearing(person.id).rows, focus=Focus(things=(person.id,)))
        abroad = elsewhere(whole, part)
        own = [bare(e, abroad) for e in part.engagements if person.id in people_of(e)]
        assert own == [bare(e, abroad) for e in whole.engagements if person.id in people_of(e)]
        assert on_its_records(part, person) == on_its_records(whole, person)


def compare_of_any(whole: Ledger, part: Ledger, sides: set[Party]) -> None:
    """What is of one of two parties alone, or is theirs with others, is told whole, too."""
    abroad = elsewhere(whole, part)
    for told, all_told in ((part.instruments, whole.instruments), (part.bodies, whole.bodies)):
        known = {one.id: one for one in all_told}
        assert all(one == known[one.id] for one in told if sides & set(one.parties) and is_told_by_few(one))
    events = {one.id: one for one in whole.engagements}
    for one in part.engagements:
        if taking_part(one) <= sides and is_told_by_few(events[one.id]):
            assert bare(one, abroad) == bare(events[one.id], abroad)


def is_told_by_few(thing: LedgerEngagement | LedgerInstrument | LedgerBody) -> bool:
    return len({report.document_id for report in thing.reports}) <= 12


def people_of(event: LedgerEngagement) -> set[str]:
    return {one.person_id for one in event.participants}


def on_its_records(ledger: Ledger, person: LedgerPerson) -> int:
    """How many judgements join the records of a person, of the machine and of people."""
    own = set(person.members)
    return sum({j.left, j.right} <= own and j.verdict is Verdict.SAME for j in ledger.judgements)


def open_of(ledger: Ledger, documents: Collection[str] | None = None) -> set[tuple[str, str]]:
    """What waits for a person, of records of these documents alone."""
    homes = {r.id: key for key, told in ledger.readings.items() for r in (*told.people, *told.records)}
    homes |= {key: key for key in ledger.documents}
    return {
        (j.left, j.right)
        for j in ledger.judgements
        if j.verdict is Verdict.PROPOSED
        and (documents is None or {homes.get(j.left), homes.get(j.right)} <= set(documents))
    }


def test_what_concerns_a_pair_is_the_same_in_a_part_as_in_the_whole(ledger_url: str) -> None:
    rng = random.Random(4)
    with open_store(ledger_url) as store:
        for one in news(120):
            put(store, one)
        check(store, rng)
        for number in range(12):
            decide(store, store.ledger(), rng, number)
        check(store, rng)


def undated(told: Told) -> Told:
    """The same news without any date of publication."""
    document = replace(told.document, published=None, published_basis=DateBasis.UNKNOWN)
    return replace(told, document=document, reading=replace(told.reading, published=UNDATED))


def past_days(whole: Ledger) -> list[dt.date]:
    """Days before, among and after all on which documents were published."""
    dates = (published(whole, key).date for key in whole.documents)
    days = sorted({date.first for date in dates if date is not None})
    week = dt.timedelta(days=7)
    return [days[0] - week, days[len(days) // 3], days[len(days) // 2], days[-1] - week, days[-1]]


def test_a_part_counts_the_documents_of_the_whole_ledger_by_every_day(ledger_url: str) -> None:
    told = news(90)
    with open_store(ledger_url) as store:
        for number, one in enumerate(told[:70]):
            put(store, undated(one) if number % 5 == 0 else one)
        for more in (None, told[70]):
            if more is not None:
                put(store, more)
            whole = store.ledger()
            part = store.scoped(store.catalog.telling(pairs_of(whole)[0]).rows)
            assert 0 < len(part.documents) < len(whole.documents)
            assert (part.size, last_day(part)) == (len(whole.documents), last_day(whole))
            sizes = set()
            for on in past_days(whole):
                ours, theirs = known_by(part, on), known_by(whole, on)
                assert (ours.size, last_day(ours)) == (len(theirs.documents), last_day(theirs))
                sizes.add(ours.size)
            assert len(sizes) > 3


def test_things_keep_their_ids_of_the_whole_ledger_on_a_past_day(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        for one in news(90):
            put(store, one)
        whole = store.ledger()
        homes = {member: person.id for person in whole.people for member in person.members}
        homes |= {member.id: event.id for event in whole.engagements for member in event.members}
        elsewhere = 0
        for a, b in pairs_of(whole)[:8]:
            known = known_by(store.scoped(store.catalog.telling((a, b)).rows), past_days(whole)[2])
            for person in known.people:
                assert {homes[member] for member in person.members} == {person.id}
                elsewhere += person.id not in person.members
            for event in known.engagements:
                assert {homes[member.id] for member in event.members} == {event.id}
        assert elsewhere
