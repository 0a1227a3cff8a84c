"""Words and their pieces: what the encoder reads, with the place of each word in the text.

A word is a run of letters or digits with the marks on them; a Chinese or Japanese character is a word of its
own, and so is each sign. Training uses these same functions, so the model meets nothing at run time that was
cut in another way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import sentencepiece

_SINGLE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARK = (
    r"\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    r"\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_JOINER = r"\u00ad\u200c\u200d"
_INVISIBLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_LETTER = rf"[^\W_{_SINGLE}]"
WORD = re.compile(
    rf"[{_SINGLE}]|{_LETTER}(?:{_LETTER}|[{_MARK}]|[{_JOINER}]+(?={_LETTER}))*|[^\w\s{_INVISIBLE}{_MARK}]"
)
# Vowel signs and the stretching of words carry no information that the encoder learnt to use.
_VOWEL_SIGNS = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640)
_IGNORED = dict.fromkeys((*_VOWEL_SIGNS, 0xAD, 0x200C, 0x200D, *range(0xD800, 0xE000)))

START, PADDING, END, UNKNOWN = 0, 1, 2, 3
"""Ids of the pieces that are no text."""

LONGEST_WORD_CHARACTERS = 48
LONGEST_WORD_PIECES = 12
_CACHED_WORDS = 200_000
_BOUNDARY = "\u2581"


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start`` to ``end`` of the text and its pieces (at least one)."""

    start: int
    end: int
    pieces: tuple[int, ...]


class Pieces:
    """Cuts words into the encoder's pieces, remembering the words it has seen."""

    def __init__(self, model: bytes, characters: Mapping[int, str]) -> None:
        self._model = sentencepiece.SentencePieceProcessor(model_proto=model)
        self._characters = dict(characters)
        self._seen: dict[tuple[str, bool], tuple[int, ...]] = {}

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        """The words of ``text`` between two offsets, in order."""
        found: list[Word] = []
        previous = -1 if start == 0 or text[start - 1].isspace() else start
        for match in WORD.finditer(text, start, len(text) if end is None else end):
            first, last = match.span()
            found.append(Word(first, last, self.of_word(match[0], first != previous)))
            previous = last
        return found

    def of_word(self, word: str, after_space: bool) -> tuple[int, ...]:
        """The pieces of one word; ``after_space`` says whether it begins a written word."""
        key = (word[:LONGEST_WORD_CHARACTERS], after_space)
        known = self._seen.get(key)
        if known is None:
            if len(self._seen) >= _CACHED_WORDS:
                self._seen.clear()
            known = self._seen[key] = self._cut(*key)
        return known

    def _cut(self, word: str, after_space: bool) -> tuple[int, ...]:
        plain = word if word.isascii() else unicodedata.normalize("NFC", word.translate(_IGNORED))
        plain = "".join(plain.translate(self._characters).split())
        if not plain:
            return (UNKNOWN,)
        ids: list[int] = self._model.encode(_BOUNDARY + plain if after_space else plain)
        return tuple(ids[:LONGEST_WORD_PIECES]) or (UNKNOWN,)
