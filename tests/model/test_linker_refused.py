"""What the map of ids passes over is told, with the chain that forbids it."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Verdict

DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
IDS = "abcdefg"


def said(left: str, right: str, verdict: Verdict, minute: int = 0, by: str = "Ana") -> Judgement:
    return Judgement(
        matter=Matter.PERSON,
        left=left,
        right=right,
        verdict=verdict,
        score=1.0,
        judge=by,
        made_at=DAY + dt.timedelta(minutes=minute),
    )


def machine(left: str, right: str, score: float) -> Judgement:
    return Judgement(matter=Matter.PERSON, left=left, right=right, verdict=Verdict.SAME, score=score)


def test_a_merge_that_a_parting_forbids_is_told_with_the_whole_chain() -> None:
    parted = said("a", "c", Verdict.APART)
    joined, passed = machine("a", "b", 0.95), machine("b", "c", 0.9)
    (refused,) = Linker((parted, joined, passed)).refused
    assert refused.judgement == passed
    assert refused.chain == (joined, parted)


def test_a_parting_that_later_words_join_around_is_told_with_what_joins() -> None:
    first = said("a", "c", Verdict.APART, 0)
    later = said("a", "b", Verdict.SAME, 1), said("b", "c", Verdict.SAME, 2, by="Ben")
    (refused,) = Linker((first, *later)).refused
    assert (refused.judgement, refused.chain) == (first, later)


def test_a_word_that_was_taken_back_on_the_same_two_is_no_conflict() -> None:
    both = said("a", "b", Verdict.APART, 0), said("a", "b", Verdict.SAME, 1)
    assert Linker(both).refused == ()
    assert Linker((*both[:1], machine("a", "b", 0.9))).refused == ()


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    left, right = sorted(draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)))
    if draw(st.booleans()):
        return machine(left, right, draw(st.sampled_from([0.8, 0.9])))
    return said(left, right, draw(st.sampled_from([Verdict.SAME, Verdict.APART])), draw(st.integers(0, 4)))


SOME = st.lists(judgements(), max_size=14, unique_by=lambda j: (j.left, j.right))


@given(SOME)
def test_every_judgement_is_followed_or_refused_with_a_chain_that_contradicts_it(
    found: list[Judgement],
) -> None:
    linker = Linker(found)
    refused = {r.judgement: r.chain for r in linker.refused}
    for judgement in found:
        together = linker.canonical(judgement.left) == linker.canonical(judgement.right)
        assert (judgement in refused) == (together != (judgement.verdict is Verdict.SAME))
    for judgement, chain in refused.items():
        at = judgement.left
        for link in chain:
            assert at in (link.left, link.right)
            at = link.right if at == link.left else link.left
        assert at == judgement.right
        parting = [link for link in chain if link.verdict is Verdict.APART]
        assert len(parting) == (judgement.verdict is Verdict.SAME)
        assert not {link.id for link in chain} & {j.id for j in refused}


@given(SOME)
def test_a_path_joins_two_of_a_group_step_by_step(found: list[Judgement]) -> None:
    linker = Linker(found)
    for left in IDS:
        for right in linker.group(left):
            at = left
            for link in linker.path(left, right):
                assert link.verdict is Verdict.SAME
                at = link.right if at == link.left else link.left
            assert at == right


@given(SOME, st.randoms(use_true_random=False))
def test_no_order_of_judgements_changes_what_is_refused(found: list[Judgement], rng: random.Random) -> None:
    shuffled = found[:]
    rng.shuffle(shuffled)
    assert Linker(shuffled).refused == Linker(found).refused


@given(SOME)
def test_people_are_only_refused_by_people(found: list[Judgement]) -> None:
    for refused in Linker(found).refused:
        if refused.judgement.judge != MACHINE:
            assert all(link.judge != MACHINE for link in refused.chain)
