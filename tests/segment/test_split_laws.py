"""Laws of segmentation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model.text import Document, Span
from dragoman.segment import MAX_SENTENCE, SegmentRules, split

RULES = {
    "en": SegmentRules(abbreviations=frozenset(["mr", "u.s"])),
    "de": SegmentRules(ordinal_point=True),
    "ru": SegmentRules(),
}
PIECES = st.sampled_from(
    [
        "The minister met Mr. Lee ",
        "in the U.S. ",
        "on 14. März",
        ". ",
        "\n",
        "\r\n",
        "\n\n",
        "»",
        '"',
        "...",
        "?!",
        "。",
        "- item",
        "1. ",
        "[1]",
        "(",
        ")",
        "/A/. ",
        "RABAT, ",
        "السفير",
        "посол ",
        "外长",
        "\u2029",
        "\x1c",
        "\u200f",
        "\t",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join).filter(str.strip)


def check(document: Document) -> None:
    found = split(document, RULES)
    assert document.prose is not None
    covered = [False] * len(document.text)
    last = document.prose.start
    for number, sentence in enumerate(found):
        words = sentence.span.of(document.masked)
        assert last <= sentence.span.start
        assert sentence.span.end <= document.prose.end
        assert words == words.strip()
        assert len(words) <= MAX_SENTENCE
        assert sentence.repeat_of is None or sentence.repeat_of < number
        covered[sentence.span.start : sentence.span.end] = [True] * len(sentence.span)
        last = sentence.span.end
    prose = range(document.prose.start, document.prose.end)
    assert all(covered[at] or document.masked[at].isspace() for at in prose)
    assert [sentence.paragraph for sentence in found] == sorted(sentence.paragraph for sentence in found)


@settings(deadline=None)
@given(text=TEXTS, lang=st.sampled_from(["en", "de", "sv"]), skipped=st.integers(0, 20))
def test_sentences_lie_in_the_prose_in_order_and_cover_it(text: str, lang: str, skipped: int) -> None:
    prose = Span(start=min(skipped, len(text) - 1), end=len(text))
    check(Document(text=text, lang=lang, origin="x", name="x", prose=prose))


@pytest.mark.parametrize(
    "piece", [".", "\n", '"', "x", ". ", ".»", "(", "a ", "。", "!", "-\n", "Ab. ", "a\n\n"]
)
def test_monotonous_text_is_split(piece: str) -> None:
    check(Document(text="x" + piece * 5000, lang="en", origin="x", name="x"))
