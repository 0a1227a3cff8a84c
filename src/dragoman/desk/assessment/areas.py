"""Which areas of cooperation something between two parties is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.schema import AREAS
from dragoman.model.ledger import LedgerBody, LedgerEngagement, LedgerInstrument


def areas_of_words(words: Iterable[str], lang: str) -> frozenset[str]:
    """The areas that words name, by the pack of their language; none where there is no pack."""
    reader = pack_or_bare(lang)
    return frozenset(m.value for text in words for m in reader.areas.longest(reader.tokens(text)))


def areas_of_body(body: LedgerBody) -> frozenset[str]:
    """The areas that its names and the tasks of its mandate tell, in the language of each document."""
    return frozenset().union(
        *(areas_of_words((m.name, *m.aliases, *m.mandate), m.lang) for m in body.members),
        *(areas_of_words((written,), lang) for written, lang in body.aliases),
    )


def areas_of_engagement(
    engagement: LedgerEngagement,
    instruments: Mapping[str, LedgerInstrument],
    bodies: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """The areas that are named where it is told, those of what was signed, and those of the body that sat."""
    signed = (instruments[i].areas for i in engagement.instruments if i in instruments)
    own = bodies.get(engagement.body, frozenset()) if engagement.body else frozenset()
    return frozenset(engagement.areas).union(own, *signed) & frozenset(AREAS)
