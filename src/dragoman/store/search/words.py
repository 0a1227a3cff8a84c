"""Text -> the words that are indexed and looked for: one way of cutting and folding for every script.

A word is a run of letters and digits with the marks on them; in scripts that put no spaces between words, a
sign. It is folded as names are (see ``gazetteer.fold``). Further forms stand beside it: what is left without
proclitics and article, where a language writes them together with the word, and the word in Latin letters,
where its script writes vowels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from dragoman.gazetteer.fold import fold_name
from dragoman.lexicon.load import heads, pack
from dragoman.lexicon.pack import Pack

VERSION = 1  # of how words are cut and folded: an index that another one made is made anew
LONGEST = 64  # letters of a word that count
_ENOUGH = 3  # letters that a word keeps without its proclitics
_SIGNS = (  # of scripts without spaces: first and last code point
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0x20000, 0x3FFFF),
)  # fmt: skip
_JOINERS = "\u00ad\u0640\u200c\u200d\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, the code points ``start`` to ``end`` of the text it is from, and its further forms."""

    text: str
    start: int
    end: int
    forms: tuple[str, ...]


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order; what has nothing to be looked for by is left out."""
    for found in _pattern().finditer(text):
        start, end = found.span()
        forms = forms_of(text[start:end])
        if forms:
            yield Word(forms[0], start, end, forms[1:])


@lru_cache(maxsize=262144)
def forms_of(word: str) -> tuple[str, ...]:
    """The folded word, then its further forms; nothing where no letter or digit is left."""
    folded = fold(word)
    if not folded or folded.isascii():
        return (folded,) if folded else ()
    found = {folded: None}
    for one in _gluing():
        for token in one.tokens(word)[:1]:
            variants = (fold(variant) for variant in token.variants)
            found |= dict.fromkeys(v for v in variants if len(v) >= _ENOUGH and v.isalpha())
    latin = romanised(folded)
    if latin:
        found[latin] = None
    return tuple(found)


def fold(word: str) -> str:
    """A word without case, accents and points, at most so long as counts."""
    folded = fold_name(word[: 2 * LONGEST])
    if not folded.isalnum():
        folded = "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))
        folded = folded if any(c.isalnum() for c in folded) else ""
    return folded[:LONGEST]


def romanised(folded: str) -> str | None:
    """A word in Latin letters; None where it is, or its script writes no vowels or no words."""
    first = folded[0]
    if folded.isascii() or is_sign(first) or unicodedata.bidirectional(first) in ("AL", "R", "AN"):
        return None
    latin = re.sub(r"[^a-z0-9]", "", anyascii(folded).casefold())[:LONGEST]
    return latin if latin and latin != folded else None


def bare(folded: str) -> tuple[str, ...]:
    """The word of a question as it is looked for: without an article that is written together with it."""
    if folded.isascii():
        return (folded,)
    rests = (pack.tokenizer.bare(folded) for pack in _gluing() if pack.tokenizer.article)
    found = {rest: None for rest in rests if rest != folded and len(rest) >= _ENOUGH}
    return tuple(found) or (folded,)


def is_sign(character: str) -> bool:
    """Whether a character is of a script without spaces, and a word by itself."""
    code = ord(character)
    return code >= 0x0E00 and any(first <= code <= last for first, last in _SIGNS)


def folded_words(texts: Iterable[str]) -> dict[str, None]:
    """Every form of every word of these texts, each once, in order."""
    found: dict[str, None] = {}
    for text in texts:
        for word in words(text):
            found[word.text] = None
            found |= dict.fromkeys(word.forms)
    return found


def runs(found: Sequence[Word], signs: bool = True) -> Iterator[tuple[Word, ...]]:
    """The words one by one; with ``signs``, those that are signs and touch each other together."""
    kept: list[Word] = []
    for word in found:
        together = signs and is_sign(word.text[0])
        if kept and (not together or kept[-1].end != word.start):
            yield tuple(kept)
            kept = []
        if together:
            kept.append(word)
        else:
            yield (word,)
    if kept:
        yield tuple(kept)


@cache
def _gluing() -> tuple[Pack, ...]:
    """The packs of languages that write proclitics of letters together with the word behind them."""
    return tuple(pack(lang) for lang, head in heads().items() if any(p.isalpha() for p in head.proclitics))


@cache
def _pattern() -> re.Pattern[str]:
    marks = _class(c for c in range(0x0300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
    signs = "".join(f"{chr(a)}-{chr(b)}" for a, b in _SIGNS)
    extra = marks + _JOINERS
    letter = rf"(?![{signs}])[^\W_]"
    return re.compile(rf"[{signs}](?<=[^\W_])[{extra}]*|{letter}(?:{letter}|[{extra}])*")


def _class(codes: Iterable[int]) -> str:
    """Code points in order as the inside of a character class."""
    out: list[list[int]] = []
    for code in codes:
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" if a < b else chr(a) for a, b in out)
