"""What a language says about the ends of its sentences: values, and those that the packs give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.lexicon.load import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRules:
    """The boundary rules of one language.

    ``abbreviations`` are in lower case without their last point: no sentence ends after them. Those in
    ``numbered`` count as abbreviations only before a figure ("No. 5", but "He said no."). ``words`` is the
    pack's strategy for telling words apart. ``ordinal_point`` says that a figure with a point is an ordinal
    ("am 14. März"), so that no sentence ends after one of up to two digits or in Roman figures.
    """

    abbreviations: frozenset[str] = frozenset()
    words: str = "spaces"
    ordinal_point: bool = False
    numbered: frozenset[str] = frozenset({"no", "nos", "nr", "n", "art", "fig", "p", "pp", "vol"})


NO_RULES = SegmentRules()


@cache
def rules_of_packs() -> Mapping[str, SegmentRules]:
    """How sentences end in each language that there is a pack for."""
    return {
        lang: SegmentRules(
            abbreviations=frozenset(a.casefold() for a in head.abbreviations),
            numbered=frozenset(a.casefold() for a in head.numbered) | NO_RULES.numbered,
            ordinal_point=head.ordinal_point,
            words=head.words,
        )
        for lang, head in heads().items()
    }
