"""Words of documents around a quote, read with the language packs."""

from __future__ import annotations

import re

from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import Pack
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence
from dragoman.model.text import Span

_END = re.compile(r"[.!?。！？؟](?=\s|\Z|[”\"»」])|[。！？]|\n")
_LONGEST = 700  # characters either side, where no sentence ends
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[^\W\d_]|[^\W\d_]{1,3})\.\Z|\d\.\Z")


def pack_of(ledger: Ledger, document_id: str) -> Pack:
    """The pack of the language that a document is in."""
    return pack_or_bare(ledger.documents[document_id].lang)


def around(ledger: Ledger, evidence: Evidence) -> Span:
    """The sentence or sentences in which a quote stands.

    A point after an initial, a short word or a figure ends none ("H.E. Mr.", "am 3. Juni").
    """
    text = ledger.documents[evidence.document_id].text
    floor = max(0, evidence.span.start - _LONGEST)
    start = floor
    for found in _END.finditer(text, floor, evidence.span.start):
        if not _ABBREVIATION.search(text, max(0, found.end() - 5), found.end()):
            start = found.end()
    end = min(len(text), evidence.span.end + _LONGEST)
    for found in _END.finditer(text, max(evidence.span.end - 1, evidence.span.start), end):
        if not _ABBREVIATION.search(text, max(0, found.end() - 5), found.end()):
            end = found.end()
            break
    return Span(start=min(start, evidence.span.start), end=max(end, evidence.span.end))
