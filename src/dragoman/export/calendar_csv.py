"""Calendar -> CSV: one row to each entry, by date."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.calendar import Entry
from dragoman.export.calendar_text import details, title
from dragoman.export.cells import csv_text

COLUMNS = (
    "uid", "of", "kind", "status", "first", "last", "title", "parties", "city", "country", "details",
    "sources", "quote", "origin", "start", "end",
)  # fmt: skip


def calendar_csv(entries: Iterable[Entry]) -> str:
    """``first`` and ``last`` day are included."""
    return csv_text(COLUMNS, (_row(entry) for entry in entries))


def _row(entry: Entry) -> tuple[object, ...]:
    first = entry.notes[0]
    return (
        entry.id,
        entry.of,
        entry.kind.value,
        entry.status.value,
        entry.first,
        entry.last,
        title(entry),
        entry.parties,
        entry.place.city if entry.place else None,
        entry.place.country if entry.place else None,
        " ".join(details(entry)),
        tuple(dict.fromkeys(note.source for note in entry.notes)),
        first.quote,
        first.origin,
        first.start,
        first.end,
    )
