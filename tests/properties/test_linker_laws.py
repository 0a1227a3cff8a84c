"""Laws of the map from ids to canonical ids: order is nothing, people come first, retraction restores."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Verdict

IDS = "abcdefg"
DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1])


@st.composite
def machine_judgements(draw: st.DrawFn) -> Judgement:
    left, right = draw(pairs)
    return Judgement(
        matter=Matter.PERSON,
        left=left,
        right=right,
        verdict=draw(st.sampled_from([Verdict.SAME, Verdict.SAME, Verdict.PROPOSED])),
        score=draw(st.sampled_from([0.5, 0.7, 0.9])),
    )


@st.composite
def decisions(draw: st.DrawFn, verdicts: tuple[Verdict, ...] = (Verdict.SAME, Verdict.APART)) -> Judgement:
    left, right = draw(pairs)
    return Judgement(
        matter=Matter.PERSON,
        left=left,
        right=right,
        verdict=draw(st.sampled_from(verdicts)),
        score=1.0,
        judge=draw(st.sampled_from(["ana", "ben"])),
        made_at=DAY + dt.timedelta(minutes=draw(st.integers(0, 5))),
    )


def one_of_a_pair(judgement: Judgement) -> tuple[str, str]:
    return (judgement.left, judgement.right)


machines = st.lists(machine_judgements(), max_size=9, unique_by=one_of_a_pair)
people = st.lists(decisions(), max_size=4, unique_by=lambda j: j.id)


def groups(judgements: list[Judgement]) -> list[tuple[str, ...]]:
    linker = Linker(tuple(judgements))
    return [linker.group(identity) for identity in IDS]


@given(machines, people, st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_judgements_give_the_same_groups(
    found: list[Judgement], said: list[Judgement], rng: random.Random
) -> None:
    everything = [*found, *said]
    shuffled = [*everything, *everything[: len(everything) // 2]]
    rng.shuffle(shuffled)
    assert groups(shuffled) == groups(everything)


@given(machines, people)
def test_groups_part_the_ids_and_are_named_by_their_least(
    found: list[Judgement], said: list[Judgement]
) -> None:
    linker = Linker((*found, *said))
    for identity in IDS:
        group = linker.group(identity)
        assert identity in group
        assert list(group) == sorted(set(group))
        assert {linker.canonical(member) for member in group} == {group[0]}


@given(machines)
def test_without_people_the_groups_are_the_connected_parts(found: list[Judgement]) -> None:
    home = {i: {i} for i in IDS}
    for j in found:
        if j.verdict is Verdict.SAME:
            union = home[j.left] | home[j.right]
            for member in union:
                home[member] = union
    assert groups(found) == [tuple(sorted(home[i])) for i in IDS]


@given(machines, st.lists(decisions((Verdict.APART,)), min_size=1, max_size=4))
def test_what_a_person_parted_no_chain_of_the_machines_joins(
    found: list[Judgement], parted: list[Judgement]
) -> None:
    linker = Linker((*found, *parted))
    for j in parted:
        assert linker.canonical(j.left) != linker.canonical(j.right)


@given(machines, st.lists(decisions((Verdict.SAME,)), min_size=1, max_size=4))
def test_what_people_joined_and_nobody_parted_is_together(
    found: list[Judgement], joined: list[Judgement]
) -> None:
    linker = Linker((*found, *joined))
    for j in joined:
        assert linker.canonical(j.left) == linker.canonical(j.right)


@given(machines, people, st.data())
def test_retraction_restores_what_was_before(
    found: list[Judgement], said: list[Judgement], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.sampled_from(said), unique_by=lambda j: j.id) if said else st.just([]))
    kept = [j for j in said if j not in gone]
    retracted = [replace(j, retracted_at=DAY + dt.timedelta(days=1)) for j in gone]
    assert groups([*found, *kept, *retracted]) == groups([*found, *kept])


@given(st.lists(decisions(), min_size=2, max_size=4), st.sampled_from([-11, -3, 2, 5, 14]))
def test_the_time_zone_in_which_a_moment_is_written_changes_no_group(
    said: list[Judgement], hours: int
) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    one_pair = [
        replace(j, id="", left="a", right="b", made_at=DAY + dt.timedelta(minutes=n))
        for n, j in enumerate(said)
    ]
    moved = [
        replace(j, id="", made_at=j.made_at.astimezone(zone)) if j.judge == "ana" and j.made_at else j
        for j in one_pair
    ]
    assert groups(moved) == groups(one_pair)


def test_the_machine_is_called_machine() -> None:
    """Ledgers on disk hold the word."""
    assert MACHINE == "machine"
