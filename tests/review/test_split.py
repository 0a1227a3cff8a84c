"""Reports taken out of a thing: they part from all that stay, whatever joined them; undone, they are back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ReviewError
from dragoman.merge.dangling import Decision
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement
from dragoman.review import Act, Things, confirm, same, split
from tests.merge.builders import Told, dump, ledger
from tests.merge.decisions import NOON, ledger_with, undone
from tests.merge.situations import cluster
from tests.properties.test_merge_laws import SOME

ACT = Act(author="Ana", at=NOON, reason="another reception")
TOLD = cluster()


def groups(book: Ledger) -> set[frozenset[str]]:
    things = Things(book)
    judged = (i for i in things.items if i.startswith(("per-", "eng-", "ins-", "bod-")))
    return {frozenset(things.of(identity).members) for identity in judged}


def event(told: Told) -> str:
    return next(r.id for r in told.records if isinstance(r, Engagement))


def test_one_report_is_taken_out_and_the_others_stay_together() -> None:
    before = ledger(*TOLD)
    thing = Things(before).find(event(TOLD[0]))
    assert len(thing.members) == 4
    for taken in thing.members:
        made = split(thing, [taken], ACT)
        after = ledger_with(TOLD, *made)
        assert {frozenset({taken}), frozenset(thing.members) - {taken}} <= groups(after)
        restored = ledger_with(TOLD, *(undone(one) for one in made))
        assert groups(restored) == groups(before)
        assert dump(restored.engagements) == dump(before.engagements)


def test_what_people_joined_is_parted_as_well() -> None:
    thing = Things(ledger(*TOLD)).find(event(TOLD[0]))
    first, *others = thing.members
    earlier = Act(author="Ben", at=NOON - dt.timedelta(days=1))
    book = Things(ledger_with(TOLD))
    joined = same([book.find(first), *(book.find(other) for other in others)], earlier)
    after = ledger_with(TOLD, *joined, *split(thing, [first], ACT))
    assert frozenset({first}) in groups(after)
    assert frozenset(others) in groups(after)


@settings(max_examples=40, deadline=None)
@given(SOME, st.data())
def test_taking_out_any_reports_leaves_two_things_and_undoing_it_one(
    told: list[Told], data: st.DataObject
) -> None:
    before = ledger(*told)
    wholes = sorted(sorted(group) for group in groups(before) if len(group) > 1)
    if not wholes:
        return
    whole = data.draw(st.sampled_from(wholes))
    taken = data.draw(st.lists(st.sampled_from(whole), min_size=1, max_size=len(whole) - 1, unique=True))
    made = split(Things(before).find(whole[0]), taken, ACT)
    homes = {record: group for group in groups(ledger_with(told, *made)) for record in group}
    mine, others = ({homes[record] for record in side} for side in (taken, set(whole) - set(taken)))
    assert (len(mine), len(others)) == (1, 1)  # each may be one with further things by now
    assert mine != others
    assert groups(ledger_with(told, *(undone(one) for one in made))) == groups(before)


def test_of_many_reports_every_pair_is_parted_and_each_side_is_held_together() -> None:
    thing = Things(ledger(*TOLD)).find(event(TOLD[0]))
    made = split(thing, thing.members[:2], ACT)
    apart = {(j.left, j.right) for j in made if j.verdict is Verdict.APART}
    held = {(j.left, j.right) for j in made if j.verdict is Verdict.SAME}
    a, b, c, d = thing.members
    assert apart == {(a, c), (a, d), (b, c), (b, d)}
    assert held == {(a, b), (c, d)}
    assert {(j.judge, j.made_at, j.note, j.matter) for j in made} == {
        ("Ana", NOON, "another reception", Matter.ENGAGEMENT)
    }
    chained: list[Decision] = [j for j in made if isinstance(j, Judgement)]
    assert len(chained) == len(made)


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ((), "nothing: no report"),
        (("eng-0",), "eng-0: no report"),
        (Things(ledger(*TOLD)).find(event(TOLD[0])).members, "none stays"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(taken: tuple[str, ...], told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        split(Things(ledger(*TOLD)).find(event(TOLD[0])), taken, ACT)


def test_a_record_is_confirmed_as_it_is_shown_alone_or_with_all_of_its_thing() -> None:
    things = Things(ledger(*TOLD))
    thing = things.find(event(TOLD[0]))
    assert [c.record for c in confirm(things, thing, ACT)] == list(thing.members)
    (alone,) = confirm(things, thing, ACT, only=True)
    assert alone.holds(things.items[thing.id])
    with pytest.raises(ReviewError, match="is a document"):
        confirm(things, things.find(TOLD[0].document.id), ACT)
