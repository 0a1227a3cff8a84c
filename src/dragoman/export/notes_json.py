"""Notes -> JSON: words of a document, with its publisher, date, address and place in the text."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.notes import Note
from dragoman.export.timeline_json import Json


def noted_json(notes: Iterable[Note]) -> list[Json]:
    """Every note with its words; ``start`` and ``end`` are code points into the document's text."""
    return [note_json(one) for one in notes]


def note_json(one: Note) -> Json:
    """Words of a document, and who printed them."""
    return {
        "document_id": one.document_id,
        "origin": one.origin,
        "source": one.source,
        "source_country": one.source_country,
        "source_kind": one.source_kind,
        "title": one.title,
        "url": one.url,
        "published": one.published,
        "lang": one.lang,
        "quote": one.quote,
        "page": one.page,
        "start": one.start,
        "end": one.end,
        "voice": one.voice,
    }
