"""Taking reports out of a thing in a store that merges bit by bit, and undoing it, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.model.record import Role
from dragoman.model.text import EngagementKind
from dragoman.review import Act, Things, split, subjects
from dragoman.store import open_store
from tests.merge.builders import Told, dump
from tests.merge.decisions import NOON

ACT = Act(author="Ana", at=NOON)


def told(number: int) -> Told:
    """One of several texts in which people are described alike, so that they are compared once."""
    one = Told(
        f"Note {number}: Lotfi Belkacem received Igor Voronov in Tunis.", published=f"2021-0{number + 1}-10"
    )
    host = one.person("Lotfi Belkacem", "TUN", Role.AMBASSADOR)
    guest = one.person("Igor Voronov", "RUS", Role.DEPUTY_FOREIGN_MINISTER)
    one.event(EngagementKind.MEETING, "received", host, guest, date=f"2021-0{number + 1}-09")
    return one


def test_people_who_are_described_alike_are_split_and_one_again_once_that_is_undone(ledger_url: str) -> None:
    texts = [told(number) for number in range(5)]
    with open_store(ledger_url) as store:
        for one in texts:
            store.add(one.document, one.reading)
        before = store.ledger()
        things = Things(before)
        whole = things.find(texts[0].people[0].id)
        assert len(whole.members) == len(texts)
        made = split(whole, whole.members[1:3], ACT)
        store.decide(*made, subjects=subjects(things, made))
        parted = {frozenset(p.members) for p in store.ledger().people}
        assert {frozenset(whole.members[1:3]), frozenset(whole.members) - set(whole.members[1:3])} <= parted
        later = told(7)
        store.add(later.document, later.reading)
        store.ledger()
        store.decide(*(replace(one, retracted_at=NOON + dt.timedelta(1)) for one in made))
        after = store.ledger()
    with open_store("sqlite://") as fresh:
        for one in (*texts, later):
            fresh.add(one.document, one.reading)
        expected = fresh.ledger()
    assert dump(after.people) == dump(expected.people)
    assert dump(after.engagements) == dump(expected.engagements)
