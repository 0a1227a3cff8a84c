"""A part of the ledger is what the whole ledger says of it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from dragoman.desk.timeline import taking_part
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant
from dragoman.model.record import Party, PartyBasis
from dragoman.store import Store, open_store
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
        compare(whole, store.scoped(store.catalog.telling((a, b)).rows), a, b)


def test_what_concerns_a_pair_is_the_same_in_a_part_as_in_the_whole(ledger_url: str) -> None:
    rng = random.Random(4)
    with open_store(ledger_url) as store:
        for one in news(120):
            put(store, one)
        check(store, rng)
        for number in range(12):
            decide(store, store.ledger(), rng, number)
        check(store, rng)
