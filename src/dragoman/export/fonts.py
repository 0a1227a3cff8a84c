"""The fonts that come with the extra ``pdf``: they are the same on every machine, so that pages are too.

Noto Sans has Latin, Greek and Cyrillic, Amiri Arabic (its letters keep their order when text is taken out of
a page again), Noto Sans CJK Chinese, Japanese and Korean. All are under the SIL Open Font License 1.1.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dragoman.errors import MissingExtra

_PACKAGES = ("fontpkg_noto_sans", "fontpkg_amiri", "cvttf_NotoSansCJK_Regular")
_FILES = (".ttf", ".otf")
FAMILIES = ("Noto Sans", "Amiri", "Noto Sans CJK TC")
ARABIC = ("Amiri", "Noto Sans", "Noto Sans CJK TC")
_SILENT = frozenset("\u2066\u2067\u2068\u2069\u200e\u200f\u200b\u200c\u200d\u00ad\ufeff\n\t ")


@cache
def folders() -> tuple[Path, ...]:
    """Where the fonts are. Raises MissingExtra where one of them is not installed."""
    found = []
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise MissingExtra(f"the font package {name} is not installed: pip install 'dragoman[pdf]'")
        found.append(Path(spec.submodule_search_locations[0]))
    return tuple(found)


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """The signs for which no font has a glyph, each once, in order."""
    wanted = {sign for text in texts for sign in text} - _SILENT
    return tuple(sorted(sign for sign in wanted if ord(sign) not in _known() and sign.isprintable()))


def without(text: str, signs: Iterable[str]) -> str:
    """The text with a mark in place of every sign that no font has."""
    return text.translate({ord(sign): "\ufffd" for sign in signs})


@cache
def _known() -> frozenset[int]:
    try:
        from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has no stubs
    except ImportError as error:
        raise MissingExtra("to write PDF, install the extra: pip install 'dragoman[pdf]'") from error
    out: set[int] = set()
    for folder in folders():
        for file in sorted(folder.rglob("*")):
            if file.suffix in _FILES and ("Regular" in file.name or "[" in file.name):
                with TTFont(file, lazy=True) as font:
                    out |= set(font.getBestCmap() or {})
    return frozenset(out)
