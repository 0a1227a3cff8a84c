"""How the languages of phrases.yaml write: patterns, dates, names of cities, instruments and bodies."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from benchmarks.merge.words import words
from benchmarks.merge.world import Deed, Organ
from dragoman.lexicon.load import pack

_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\(([^()]*\{x\}[^()]*)\)")

Pieces = tuple[tuple[str, str | None], ...]  # (literal, slot after it)


@dataclass(frozen=True)
class Tongue:
    """The patterns of one language, cut at their slots, and its names of months, parties and cities."""

    lang: str
    unspaced: bool
    patterns: Mapping[str, tuple[Pieces, ...]]
    raw: Mapping[str, Any]
    months: Mapping[int, str]
    weekdays: Mapping[int, str]
    parties: Mapping[str, str]
    cities: Mapping[str, str]

    def party(self, code: str) -> str:
        """The name of a party."""
        return self.parties[code]

    def word(self, group: str, key: str) -> str:
        """A word of a group: of an office, of an area."""
        return str(self.raw[group][key])

    def date(self, pattern: str, day: dt.date) -> str:
        """A date by one of the patterns of the language: day, month, year, weekday."""
        return str(self.raw[pattern]).format(
            d=day.day,
            m=day.month,
            y=day.year,
            month=self.months[day.month],
            weekday=self.weekdays[day.weekday()],
        )


@cache
def tongue(lang: str) -> Tongue:
    """A language of phrases.yaml."""
    raw = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text("utf-8"))[lang]
    locale = Locale.parse(lang)
    english = Locale.parse("en").time_zones
    cities = {
        english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "): names["city"]
        for zone, names in locale.time_zones.items()
        if "city" in names
    }
    return Tongue(
        lang=lang,
        unspaced=pack(lang).words == "characters",
        patterns={key: tuple(map(cut, rows)) for key, rows in raw.items() if isinstance(rows, list)},
        raw=raw,
        months=dict(locale.months["format"]["wide"]),
        weekdays=dict(locale.days["format"]["wide"]),
        parties=pack(lang).country_names,
        cities=cities,
    )


def cut(pattern: str) -> Pieces:
    """A pattern cut at its slots."""
    out, at = [], 0
    for found in _SLOT.finditer(pattern):
        out.append((pattern[at : found.start()], found[1]))
        at = found.end()
    out.append((pattern[at:], None))
    return tuple(out)


@lru_cache(maxsize=20000)
def _title_words(seed: int, lang: str) -> str:
    chance = random.Random(seed)
    unspaced = tongue(lang).unspaced
    return words(lang, unspaced).some(chance.randint(*((4, 6) if unspaced else (2, 3))), chance)


def title(deed: Deed, language: Tongue, *, short: bool) -> str:
    """The title of an instrument in a language; in short without the words that tell it from its like."""
    pattern = language.raw["instruments"][deed.kind.value]
    pattern = _OPTIONAL.sub("" if short else r"\1", pattern)
    return str(pattern).format(
        area=language.raw["areas"][deed.area], x=_title_words(deed.word, language.lang)
    )


def body_name(organ: Organ, language: Tongue, other: bool, turned: bool) -> str:
    """One of the names of a body in a language, with its sides in either order."""
    patterns = language.raw["bodies"][organ.kind.value]
    p, q = (language.parties[side] for side in (organ.sides[::-1] if turned else organ.sides))
    return str(patterns[-1 if other else 0]).format(p=p, q=q, area=language.raw["areas"][organ.area])
