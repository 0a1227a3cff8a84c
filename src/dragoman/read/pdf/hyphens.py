"""Where a line ends within a word: hyphens that only the line's end brought are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

_SOFT = "\u00ad\u2010"  # the soft hyphen, and the sign that typesetting programs put for it
_LAST = re.compile(r"(\w[\w’'.]*(?:-[\w’']+)*)-\Z")
_NEXT = re.compile(r"\w+(?:[’']\w+)*")
_TOKEN = re.compile(r"\w+(?:[-’']\w+)*")
_COMMON = 0.03  # of lines that end in a hyphen: fewer are there in text that is not hyphenated
_UNSPACED = ((0x2E80, 0xA4CF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphenation:
    """What a document tells of its own hyphens: the words it has within lines, and whether it breaks any."""

    words: Counter[str]
    usual: bool


def hyphenation_of(rows: Sequence[str]) -> Hyphenation:
    """Looks at all the lines of a document."""
    words: Counter[str] = Counter()
    broken = long = 0
    for text, following in zip_longest(rows, rows[1:], fillvalue=""):
        tokens = _TOKEN.findall(text.casefold())
        long += len(tokens) > 3
        if _LAST.search(text):
            broken += following[:1].islower()
            tokens = tokens[:-1]
        words.update(tokens[1:])
    return Hyphenation(words=words, usual=broken >= 2 and broken > _COMMON * long)


def joined(left: str, right: str, known: Hyphenation) -> str:
    """Two lines of one paragraph as one.

    A hyphen goes where it is a soft one, where the document has the word without it, or where the document
    breaks words at all and nothing speaks for a compound (a capital, a figure, another hyphen in the word,
    both parts being words of the document). Scripts written without spaces get none.
    """
    if not left or not right:
        return left + right
    if left[-1] == _SOFT[0] or (left[-1] in _SOFT and left[-2:-1].isalpha() and right[0].isalpha()):
        return left[:-1] + right
    last, following = _LAST.search(left), _NEXT.match(right)
    if last and following:
        return (left[:-1] if _is_broken(last[1], following[0], right, known) else left) + right
    if is_unspaced(left[-1]) or is_unspaced(right[0]):
        return left + right
    return f"{left} {right}"


def _is_broken(first: str, second: str, right: str, known: Hyphenation) -> bool:
    one, other = first.casefold(), second.casefold()
    whole = _TOKEN.match(right)
    if known.words[f"{one}-{whole[0].casefold() if whole else other}"] or known.words[f"{one}-{other}"]:
        return False
    if known.words[one + other]:
        return True
    if not second[0].islower() or not first[-1].isalpha() or "-" in first or len(second) < 2:
        return False
    if len(first) < 2 or (known.words[one] and known.words[other]):
        return False
    return known.usual


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script written without spaces (Chinese, Japanese), or its punctuation."""
    return any(low <= ord(char) <= high for low, high in _UNSPACED) and not "\u3130" <= char <= "\u318f"


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does, quotation marks and brackets after it left aside."""
    for char in reversed(text[-6:]):
        if unicodedata.category(char) in ("Pf", "Pe", "Pi", "Ps") or char in "\"' ":
            continue
        return char in ".!?…:;。！？：；؟؛۔।"
    return False


def starts_sentence(text: str) -> bool | None:
    """Whether the first letter is a capital; None in scripts without."""
    for char in text[:20]:
        if char.isalpha():
            return char.isupper() if char.isupper() or char.islower() else None
        if char.isdigit():
            return None
    return None
