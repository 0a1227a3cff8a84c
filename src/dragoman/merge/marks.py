"""What stays of a text in any language: whom and what it names, one after the other.

Whoever translates or rewrites a text names the same people, parties, issues, areas and figures in much the
same order; whoever writes a text of their own on the same event names others between them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from dragoman.lexicon.load import pack_or_bare
from dragoman.merge.runs import prose
from dragoman.model.record import Engagement, Reading
from dragoman.model.text import Document

PERSON, PARTY, AREA, ISSUE, NUMBER = "pcain"
"""What marks begin with; after that of a person comes a place among those of the document."""
_MOST = 80  # marks; what follows in a long text is left out
_MONTHS = 12  # lesser numbers are months, or are spelled out in another language
_NUMBER = re.compile(r"\d+(?:[.,\u066c]\d{3})*")


def marks(document: Document, reading: Reading, place: Mapping[str, int]) -> tuple[str, ...]:
    """The marks of a document in reading order, none twice in a row. ``place`` is that of each person."""
    out: list[str] = []
    for _, mark in sorted({*_people(reading, place), *_words(document)}):
        if not out or out[-1] != mark:
            out.append(mark)
    return tuple(out[:_MOST])


def _people(reading: Reading, place: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    for person in reading.people:
        for evidence in person.evidence:
            yield evidence.span.start, f"{PERSON}{place[person.id]}"
    for record in reading.records:
        if isinstance(record, Engagement):
            for one in record.participants:
                yield one.evidence.span.start, f"{PERSON}{place[one.person_id]}"


def _words(document: Document) -> Iterator[tuple[int, str]]:
    text, pack = prose(document), pack_or_bare(document.lang)
    tokens = pack.tokens(text)
    parties = pack.parties.longest(tokens)
    for party in parties:
        yield party.start, f"{PARTY}{party.value.party.code}"
    for area in pack.areas.longest(tokens):
        yield area.start, f"{AREA}{area.value}"
    for issue in pack.issues.longest(tokens):
        if not any(party.start < issue.end and issue.start < party.end for party in parties):
            yield issue.start, f"{ISSUE}{issue.value}"
    for found in _NUMBER.finditer(text):
        number = int("".join(str(unicodedata.digit(c)) for c in found.group() if c.isdigit()))
        if number > _MONTHS:
            yield found.start(), f"{NUMBER}{number}"
