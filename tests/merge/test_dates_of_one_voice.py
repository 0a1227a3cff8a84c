"""Copies of one text are one voice, which speaks for what it knows best; where they differ, it is shown."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.merge.ledger.fields import DATE, Saying, best
from dragoman.model.ledger import Claim
from dragoman.model.record import Evidence
from dragoman.model.text import Span
from dragoman.model.time import DateBasis

STATED, INFERRED, RELATIVE = DateBasis.STATED, DateBasis.INFERRED, DateBasis.RELATIVE
_COUNT = itertools.count()


def _says(
    value: str, voice: str, basis: DateBasis = STATED, anchor: DateBasis = STATED, document: str = ""
) -> Saying:
    key = document or f"doc-{next(_COUNT)}"
    words = Evidence(document_id=key, span=Span(start=0, end=5), quote="today", producer="test@1")
    claim = Claim(property="date", value=value, written="today", lang="en", evidence=words)
    return Saying(claim=claim, voice=voice, basis=basis, anchor=anchor)


def _chosen(*sayings: Saying) -> tuple[str, tuple[str, ...]]:
    found, conflict = best(sayings, DATE)
    assert found is not None
    return found.claim.value, tuple(value for value, _ in conflict.values) if conflict else ()


def test_what_one_copy_states_outranks_what_other_copies_work_out_and_both_are_shown() -> None:
    copies = [_says("2024-03-06", "a", RELATIVE) for _ in range(3)]
    assert _chosen(*copies, _says("2024-03-05", "a")) == ("2024-03-05", ("2024-03-05", "2024-03-06"))


def test_copy_that_works_its_date_out_does_not_join_another_voice_against_its_own_text() -> None:
    sayings = [_says("2024-03-06", "a", RELATIVE), _says("2024-03-06", "b", RELATIVE)]
    assert _chosen(*sayings, _says("2024-03-05", "a"), _says("2024-03-05", "c"))[0] == "2024-03-05"


def test_date_counted_from_a_stated_day_of_publication_outranks_one_counted_from_a_guess() -> None:
    found = _chosen(
        _says("2024-03-04", "a", RELATIVE, INFERRED),
        _says("2024-03-04", "a", RELATIVE, INFERRED),
        _says("2024-03-05", "a", RELATIVE, STATED),
    )
    assert found == ("2024-03-05", ("2024-03-05", "2024-03-04"))


def test_how_a_document_is_dated_does_not_matter_to_a_date_that_it_states() -> None:
    assert _says("2024-03-05", "a", STATED, INFERRED).doubt == _says("2024-03-05", "a").doubt


@pytest.mark.parametrize("basis", [RELATIVE, INFERRED])
def test_two_voices_outweigh_the_better_basis_of_a_third(basis: DateBasis) -> None:
    found = _chosen(
        _says("2024-03-06", "a", basis), _says("2024-03-06", "b", basis), _says("2024-03-05", "c")
    )
    assert found[0] == "2024-03-06"


def test_month_that_is_stated_and_its_day_that_is_worked_out_are_one_answer() -> None:
    assert _chosen(_says("2024-03", "a"), _says("2024-03-05", "a", RELATIVE)) == ("2024-03-05", ())


SAYINGS = st.lists(
    st.builds(
        _says,
        st.sampled_from(["2024-03-04", "2024-03-05", "2024-03-05/2024-03-06", "2024-03", "2024-04"]),
        st.sampled_from("abc"),
        st.sampled_from([STATED, RELATIVE, INFERRED]),
        st.sampled_from([STATED, INFERRED]),
        st.sampled_from(["doc-x", "doc-y", "doc-z"]),
    ),
    min_size=1,
    max_size=6,
)


@given(SAYINGS, st.randoms(use_true_random=False))
def test_order_and_repeats_of_copies_change_no_date(sayings: list[Saying], rng: object) -> None:
    shuffled = [*sayings, *sayings]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert _chosen(*shuffled) == _chosen(*sayings)


@given(SAYINGS)
def test_every_voice_stands_behind_some_value(sayings: list[Saying]) -> None:
    """No voice is lost by being weighed: the best value of one voice alone is among the surest it says."""
    for voice in {s.voice for s in sayings}:
        own = [s for s in sayings if s.voice == voice]
        sure = min(s.doubt for s in own)
        value, _ = _chosen(*own)
        assert any(DATE.meets(value, s.claim.value) for s in own if s.doubt == sure)
