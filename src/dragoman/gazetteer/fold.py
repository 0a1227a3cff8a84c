"""Names as they are compared: without case, accents, points or the forms of Arabic letters."""

from __future__ import annotations

import re
import unicodedata

_ARABIC = str.maketrans("ىیېےةکگٱۀھہ", "ييييهككاههه", "ـء")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е"}
)
_DROPPED = re.compile(r"['’‘ʻʼʿʾ`´ʹ.\u200b-\u200f]+")
_SPACES = re.compile(r"[\s\-‐‑–—_/,·•・]+")


def fold_name(name: str) -> str:
    """The form under which spellings of one name meet: lower case, no accents on Latin letters, no vowel
    signs or hamzas in Arabic, no apostrophes, hyphens as spaces. Folding twice changes nothing.
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold()
        folded = unicodedata.normalize("NFC", "".join(_bare(folded))).translate(_LETTERS).translate(_ARABIC)
    return _SPACES.sub(" ", _DROPPED.sub("", folded)).strip()


def _bare(decomposed: str) -> list[str]:
    kept: list[str] = []
    accented = False
    for character in decomposed:
        if unicodedata.combining(character):
            if accented:
                kept.append(character)
            continue
        kept.append(character)
        code = ord(character)
        accented = not (code < 0x0250 or 0x0600 <= code <= 0x06FF)  # й is a letter, é is an e
    return kept
