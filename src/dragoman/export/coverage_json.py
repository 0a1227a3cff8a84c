"""Coverage -> JSON: the object under ``coverage`` in every answer that is one."""

from __future__ import annotations

from dragoman.desk.coverage import Counted, Coverage
from dragoman.export.timeline_json import Json


def coverage_json(found: Coverage) -> Json:
    """Dates are ISO 8601, as precise as they are known; months are "YYYY-MM"."""

    def counted(items: tuple[Counted, ...]) -> list[Json]:
        return [{"name": item.name, "documents": item.documents} for item in items]

    return {
        "on": found.on.isoformat(),
        "documents": found.documents,
        "voices": found.voices,
        "read": found.read,
        "sources": counted(found.sources),
        "langs": counted(found.langs),
        "months": counted(found.months),
        "undated": found.undated,
        "silent": [{"first": s.first, "last": s.last, "months": s.months} for s in found.silent],
        "first": str(found.first) if found.first else None,
        "last": str(found.last) if found.last else None,
        "unsure": list(found.unsure),
        "later": found.later,
    }
