"""What is the symbol of a resolution of the Security Council, and what is not."""

from __future__ import annotations

import pytest

from dragoman.detect.resolve import Found
from dragoman.extract.instrument import resolution_symbol
from dragoman.lexicon.load import pack
from dragoman.model.text import Label, Mention, Span


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("UN Security Council Resolution 1701", "S/RES/1701"),
        ("Security Council resolution 242", "S/RES/242"),
        ("77th session of the UN General Assembly", None),
        ("9450th meeting of the Security Council", None),
        ("UN Resolution 181", None),
        ("Security Council document A/RES/77", None),
        ("Security Council, S/RES/2510", "S/RES/2510"),
        ("Security Council resolution 9999", None),
    ],
)
def test_only_a_number_of_the_council_is_a_symbol(words: str, symbol: str | None) -> None:
    mention = Mention(span=Span(start=0, end=len(words)), label=Label.BODY, confidence=1.0)
    assert resolution_symbol(Found(mention=mention, sentence=0, pack=pack("en"), words=words)) == symbol
