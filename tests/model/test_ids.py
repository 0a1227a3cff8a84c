"""Ids hash content, and nothing but content."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.ids import content_id

parts = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(parts, max_size=4))
def test_an_id_is_a_prefix_and_twenty_hexadecimal_digits(content: list[object]) -> None:
    assert re.fullmatch(r"eng-[0-9a-f]{20}", content_id("eng", *content))


@given(st.lists(parts, max_size=4), st.lists(parts, max_size=4))
def test_ids_are_equal_exactly_where_content_is(one: list[object], other: list[object]) -> None:
    assert (content_id("x", *one) == content_id("x", *other)) == (repr(one) == repr(other))


def test_where_one_part_ends_matters() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")
    assert content_id("x", "a", None) != content_id("x", "a", "")
    assert content_id("x", ["a"], "b") != content_id("x", ["a", "b"])


def test_ids_are_the_same_in_every_release() -> None:
    """Pinned: ledgers on disk hold such ids, and a person's judgements name them."""
    assert content_id("doc", "Встреча", None, "2021-03", "🤝", 3) == PINNED


PINNED = "doc-01f51f8ff50714ef6a88"
