"""Which language a text is in, offline: a BCP 47 primary tag, or ``und`` where nothing can be said."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

UNDETERMINED = "und"
_SAMPLE = 4000  # code points looked at
_SLICES = 8  # of a longer text, evenly spread
_SHORT = 25  # letters under which a guess counts for less than the script
_TINY = 10  # letters under which an unsure guess counts for nothing
_ADDRESS = re.compile(r"\S{0,200}(?://|@|www\.)\S{0,200}")
_SURROGATE = re.compile("[\ud800-\udfff\x00]")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\Z")
# Blocks of letters -> the language most written in them, for texts too short to tell more.
_SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)


class _Result(Protocol):
    language: str
    scores: dict[str, float]
    reliable: bool


class _Detector(Protocol):
    def detect_details(self, text: str) -> _Result: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A language and how sure the identifier is: by its own word, and by the lead over ``rival``'s score."""

    lang: str
    reliable: bool
    scores: tuple[tuple[str, float], ...] = ()

    def lead_over(self, rival: str) -> float:
        """How far the score is above that of another language (0 where that is not among the best)."""
        scores = dict(self.scores)
        return scores.get(self.lang, 0.0) - scores.get(rival, 0.0)


@lru_cache(maxsize=32)
def _detector(among: frozenset[str]) -> _Detector | None:
    # 23 MB of tables: loaded with the first text, not with the program.
    import eldc  # type: ignore[import-untyped]  # a compiled module without type information

    eldc.init()
    detector = eldc.instance()
    detector.set_scores(10)
    if among:
        known = sorted(among & set(eldc.LANGUAGES))
        if not known:
            return None
        detector.set_languages(known)
    typed: _Detector = detector
    return typed


def _sample(text: str) -> str:
    if len(text) > _SAMPLE:
        step, size = len(text) // _SLICES, _SAMPLE // _SLICES
        text = " ".join(text[at : at + size] for at in range(0, step * _SLICES, step))
    return _SURROGATE.sub(" ", _ADDRESS.sub(" ", text))


def _script_language(text: str) -> str:
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        code = ord(letter)
        lang = next((lang for low, high, lang in _SCRIPTS if low <= code <= high), "")
        counts[lang] = counts.get(lang, 0) + 1
    if counts.get("ja") and counts.get("zh"):
        return "ja"  # kana are written with Chinese characters, never the other way round
    return max(counts, key=lambda lang: counts[lang], default="")


def guess_language(text: str, among: Collection[str] | None = None) -> Guess:
    """The likeliest language of a text, only of those ``among`` (all that are known if None)."""
    sample = _sample(text)
    detector = _detector(frozenset(among or ()))
    if detector is None:
        return Guess(lang=UNDETERMINED, reliable=False)
    result = detector.detect_details(sample)
    guess = Guess(lang=result.language, reliable=result.reliable, scores=tuple(result.scores.items()))
    letters = sum(map(str.isalpha, sample[:1000]))
    if guess.lang != UNDETERMINED and (guess.reliable or letters >= _SHORT):
        return guess
    by_script = _script_language(sample)
    if by_script and (not among or by_script in among):
        return Guess(lang=by_script, reliable=False, scores=guess.scores)
    if letters < _TINY:
        return Guess(lang=UNDETERMINED, reliable=False, scores=guess.scores)
    return guess


def detect_language(text: str, among: Collection[str] | None = None) -> str:
    """The primary tag of the language most of the text is in, ``und`` where it has no letters to go by.

    Looks at a sample of long texts. A text of a few words goes by its script where the words do not tell.
    ``among`` restricts the answer to these languages.
    """
    return guess_language(text, among).lang


def primary_tag(tag: object) -> str | None:
    """The primary language of a BCP 47 tag (``en`` of ``en-GB`` or ``eng``); None for what is no language."""
    match = _TAG.match(tag.strip()) if isinstance(tag, str) else None
    if not match:
        return None
    from babel import Locale
    from babel.core import get_global

    lang = match[1].lower()
    lang = str(get_global("language_aliases").get(lang, lang)).split("_")[0]
    return lang if lang in Locale("en").languages and lang != UNDETERMINED else None
