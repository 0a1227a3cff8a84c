"""Which way the words of a language run."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from dragoman.lexicon.load import languages, pack


@cache
def direction(lang: str) -> Literal["ltr", "rtl"]:
    """As the language's pack says, or CLDR where there is no pack; left to right where neither knows it."""
    if lang in languages():
        return pack(lang).direction
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if locale.text_direction == "rtl" else "ltr"
