"""Disagreements -> CSV: one row to each version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.differ.rows import Disagreement
from dragoman.export.cells import csv_text

COLUMNS = (
    "id", "kind", "standing", "subject", "text", "parties", "date", "one_voice", "value", "voices",
    "further_voices", "sources", "left_out_by", "quote", "lang", "origin", "start", "end",
)  # fmt: skip


def disagreements_csv(found: Iterable[Disagreement]) -> str:
    """Versions in the order of their disagreement, most voices first."""
    return csv_text(COLUMNS, (row for one in found for row in _rows(one)))


def _rows(one: Disagreement) -> Iterator[tuple[object, ...]]:
    for version in one.versions:
        first = version.notes[0]
        yield (
            one.id,
            one.kind.value,
            one.standing.value,
            one.subject,
            one.text,
            one.parties,
            one.when.date,
            "yes" if one.one_voice else "no",
            version.value,
            version.voices,
            version.apart,
            version.sources,
            one.silent,
            first.quote,
            first.lang,
            first.origin,
            first.start,
            first.end,
        )
