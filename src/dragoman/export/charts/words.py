"""The words of charts: English by default, others by a mapping of the same keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from dragoman.desk.assessment.direction import Direction
from dragoman.desk.assessment.rows import Component, Label
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import Level
from dragoman.model.text import EngagementKind

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "timeline.title": "{names}: engagements over time",
        "timeline.title.all": "Engagements over time",
        "timeline.description": "{count} engagements from {first} to {last}, by level: {levels}.",
        "timeline.empty": "Nothing dated is known.",
        "momentum.title": "{names}: momentum",
        "momentum.description": "Momentum on {day}: {total}; {change} over {days} days. {terms}",
        "momentum.axis": "momentum",
        "momentum.note": "Goldstein weight × engagement weight, halved every {days} days",
        "momentum.now": "{total} on {day}\n{change} over {days} days",
        "momentum.stem": "what an engagement added",
        "momentum.total": "all",
        "momentum.empty": "Nothing that counts is known.",
        "scorecard.title": "{names}: areas of cooperation on {day}",
        "scorecard.description": "From 0 to 4, – where not known, for {components}. {rows}",
        "scorecard.label": "state",
        "scorecard.legend": "0 none to 4 full; – not known, which is not 0",
        "scorecard.pairs": "in each cell first {left}, then {right}",
        "as of": "as of {day}",
        "held": "took place",
        "planned": "planned",
        "called off": "called off or denied",
        "level.unknown": "level not known",
        "undated": "{count} undated not drawn",
        "earlier": "{count} before {day} not drawn",
        "span": "line: all days that the date can mean",
        "not known": "–",
        "label.unknown": "nothing read",
        "direction.forth": "{left} to {right}",
        "direction.back": "{right} to {left}",
        "direction.joint": "both, or not told by whom",
        **{f"level.{level.value}": level.value for level in Level},
        **{f"kind.{kind.value}": kind.value.replace("_", " ") for kind in EngagementKind},
        **{f"component.{component.value}": component.value for component in Component},
        **{f"label.{label.value}": label.value for label in Label},
        **{f"area.{area}": area for area in AREAS},
    }
)
"""Every key, with its English words; what stands in braces is filled in."""


class Words:
    """The words of one chart. A key that the labels lack is in English; KeyError for one that is none."""

    def __init__(self, labels: Mapping[str, str] | None, lang: str) -> None:
        strange = set(labels or {}) - set(ENGLISH)
        if strange:
            raise KeyError(f"no label of a chart: {', '.join(sorted(strange))}")
        self.lang = lang
        self._labels = {**ENGLISH, **(labels or {})}
        self._locale = _locale(lang)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The words of a key, with the facts filled in."""
        text = self._labels[key]
        return text.format(**facts) if facts else text

    def area(self, area: str) -> str:
        """The name of an area."""
        return self._labels.get(f"area.{area}", area)

    def direction(self, direction: Direction, names: tuple[str, ...]) -> str:
        """ "Morocco to Russia"."""
        left, right = (*names, "", "")[:2]
        return self(f"direction.{direction.value}", left=left, right=right)

    def day(self, day: dt.date, pattern: str = "d MMM y") -> str:
        """A day, as the language writes it."""
        return format_date(day, pattern, locale=self._locale)

    def names(self, names: tuple[str, ...]) -> str:
        """ "Morocco – Russia"."""
        return " – ".join(names)


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")
