"""What a search found -> JSON, or rows of a table."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.export.timeline_json import Json
from dragoman.model.record import Party
from dragoman.store.search import Found, Hit

COLUMNS = (
    *("kind", "id", "title", "type", "date", "parties", "quote", "start", "end", "lang"),
    *("document_id", "published", "record", "score"),
)
"""The keys of a hit, but for its marks."""


def search_json(found: Found) -> Json:
    """One object: the question, the parties that it names, and the hits of each kind.

    ``quote`` are the words from ``start`` to ``end`` of the document ``document_id``, in code points, and
    ``marks`` what was found in them, from and to (exclusive), counted from the beginning of the quote.
    """
    return {
        "version": 1,
        "query": found.query.encode("utf-8", "replace").decode(),
        "parties": _codes(found.parties),
        "kinds": [
            {"kind": one.kind.value, "has_more": one.has_more, "hits": [hit_json(hit) for hit in one.hits]}
            for one in found.kinds
        ],
    }


def hit_json(hit: Hit) -> Json:
    """A hit; what is not known is null."""
    return {
        "kind": hit.kind.value,
        "id": hit.id,
        "title": hit.title,
        "type": hit.type,
        "date": hit.date,
        "parties": _codes(hit.parties),
        "quote": hit.snippet.text,
        "start": hit.snippet.start,
        "end": hit.snippet.start + len(hit.snippet.text),
        "marks": [list(mark) for mark in hit.snippet.marks],
        "lang": hit.lang,
        "document_id": hit.document_id,
        "published": hit.published,
        "record": hit.record,
        "score": round(hit.score, 3),
    }


def _codes(parties: Iterable[Party]) -> list[str]:
    return [party.code for party in parties]
