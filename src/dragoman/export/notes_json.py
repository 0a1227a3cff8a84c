"""Notes -> JSON: words of a document, with its publisher, date, address and place in the text."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.notes import Note
from dragoman.export.timeline_json import Json


def noted_json(notes: Iterable[Note]) -> list[Json]:
    """Every note with its words; ``start`` and ``end`` are code points into the document's text."""
    return [
        {
            "document_id": one.document_id,
            "source": one.source,
            "origin": one.origin,
            "url": one.url,
            "published": one.published,
            "lang": one.lang,
            "voice": one.voice,
            "quote": one.quote,
            "start": one.start,
            "end": one.end,
        }
        for one in notes
    ]
