"""A text cut at the edges of its marks: nothing is lost, added or moved."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.pieces import Mark, part_of, parts, pieces, runs

TEXTS = st.text(max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8)


@given(TEXTS, SPANS, st.integers(0, 60), st.integers(0, 60))
def test_pieces_are_the_words_of_the_stretch_and_bear_the_marks_over_them(
    text: str, spans: list[tuple[int, int]], one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    marks = [Mark(a, b, number) for number, (a, b) in enumerate(spans)]
    cut = pieces(text, start, end, marks)
    assert "".join(piece.text for piece in cut) == text[start:end]
    at = start
    for piece in cut:
        assert piece.start == at
        assert piece.text
        assert set(piece.keys) == {
            m.key for m in marks if m.start < m.end and m.start <= piece.start and piece.end <= m.end
        }
        at = piece.end


def test_the_shortest_mark_over_a_piece_comes_first() -> None:
    cut = pieces("the minister met", 0, 16, [Mark(0, 16, "event"), Mark(4, 12, "person")])
    assert [(piece.text, piece.keys) for piece in cut] == [
        ("the ", ("event",)),
        ("minister", ("person", "event")),
        (" met", ("event",)),
    ]


@given(st.text(alphabet="ab \n.", max_size=300), st.integers(5, 40))
def test_parts_cover_a_text_in_order_and_none_is_longer_than_allowed(text: str, most: int) -> None:
    starts = parts(text, most)
    ends = (*starts[1:], len(text))
    assert starts[0] == 0
    assert all(0 < end - begin <= most for begin, end in zip(starts, ends, strict=True)) or not text
    for offset in range(len(text)):
        begin, end = part_of(starts, len(text), offset)
        assert begin <= offset < end


def test_a_long_text_is_cut_after_a_paragraph() -> None:
    text = f"{'a' * 30}\n\n{'b' * 30}"
    assert parts(text, 40) == (0, 32)


@given(st.lists(st.booleans(), max_size=30))
def test_runs_hold_exactly_the_places_that_are_wanted(wanted: list[bool]) -> None:
    found = list(runs(enumerate(wanted)))
    inside = {place for first, last in found for place in range(first, last)}
    assert inside == {place for place, holds in enumerate(wanted) if holds}
    assert all(b < c for (_, b), (c, _) in pairwise(found))
