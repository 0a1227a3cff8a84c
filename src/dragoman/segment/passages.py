"""The language of each passage, and sentences that repeat an earlier one."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.read.language import UNDETERMINED, guess_language

_ENOUGH = 60  # letters from which a paragraph is identified by itself
_LEAD = 0.1  # of score that another language must have over the document's own
REPEAT_MIN = 25  # code points; shorter sentences recur by chance


def passage_language(passage: str, lang: str, known: Collection[str]) -> str:
    """The language of a paragraph among those known: the document's unless another is clearly better."""
    letters = sum(map(str.isalpha, passage[:400]))
    if letters < _ENOUGH:
        return lang
    guess = guess_language(passage, {*known, lang} - {UNDETERMINED})
    if guess.lang in (UNDETERMINED, lang) or not guess.reliable or guess.lead_over(lang) < _LEAD:
        return lang
    return guess.lang


class Repeats:
    """Finds sentences that say, word for word, what an earlier one said."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}

    def first(self, words: str, number: int) -> int | None:
        """The number of the first sentence with these words; None if this is it, or if it is too short."""
        key = " ".join(words.casefold().split())
        if len(key) < REPEAT_MIN:
            return None
        first = self._first.setdefault(key, number)
        return None if first == number else first
