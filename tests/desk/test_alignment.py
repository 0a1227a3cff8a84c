"""Which passages correspond: laws of the alignment, whatever the scores."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.alignment import LineageSettings, align, same_words
from dragoman.desk.passages import Passage
from dragoman.model.text import Span

NAMES = ["envoy", "treaty", "fish", "harbour", "wheat", "coal", "school", "song", "rain", "mayor"]
WORDS = st.lists(st.sampled_from(NAMES), max_size=6)
TEXTS = st.lists(WORDS.filter(bool), max_size=6)


def passages(texts: list[list[str]]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            number=number,
            span=Span(start=number, end=number + 1),
            lang="en",
            text=" ".join(words),
            words=tuple(words),
            stems=tuple(words),
            facts=(),
            recorded=False,
        )
        for number, words in enumerate(texts)
    )


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=400)
def test_pairs_that_are_not_moved_do_not_cross(left: list[list[str]], right: list[list[str]]) -> None:
    pairs = [p for p in align(passages(left), passages(right), None, LineageSettings()) if not p.moved]
    assert not any(a.left < b.left and a.right > b.right for a in pairs for b in pairs)


@given(TEXTS)
@settings(deadline=None)
def test_text_corresponds_to_itself_word_for_word(texts: list[list[str]]) -> None:
    ours = passages(texts)
    pairs = {(p.left, p.right) for p in align(ours, ours, None, LineageSettings())}
    assert {(p.number, p.number) for p in ours} <= pairs
    assert all(same_words(p, p) == 1.0 for p in ours)


def test_nothing_corresponds_to_nothing() -> None:
    assert align((), passages([["wheat"]]), None, LineageSettings()) == ()
    assert align(passages([["wheat"]]), (), None, LineageSettings()) == ()


def test_words_in_common_by_chance_do_not_make_passages_correspond() -> None:
    left = passages([["envoy", "treaty", "fish", "harbour"], ["wheat", "coal", "school", "song"]])
    right = passages([["rain", "mayor", "bridge", "harbour"]])
    assert align(left, right, None, LineageSettings()) == ()
