"""Positions -> CSV: one row to each statement, in the order of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.positions import Positions
from dragoman.export.cells import csv_text
from dragoman.merge.ledger.fields import iso

COLUMNS = (
    "id", "issue", "issue_name", "party", "person", "sharing", "shared_with", "line", "date", "lang",
    "stance", "label", "change", "distance", "before", "voices", "sources", "quote", "origin", "start", "end",
)  # fmt: skip


def positions_csv(found: Positions) -> str:
    """``change`` is how a statement stands to the one before it, ``before`` that one's id."""
    return csv_text(COLUMNS, _rows(found))


def _rows(found: Positions) -> Iterator[tuple[object, ...]]:
    for thread in found.threads:
        for one in thread.statements:
            first = one.notes[0]
            yield (
                one.id,
                thread.issue,
                thread.name,
                one.party,
                one.person,
                one.sharing.value,
                one.shared_with,
                one.line,
                iso(one.when) if one.when.date else None,
                one.lang,
                one.stance,
                one.label,
                one.change.kind.value if one.change else None,
                round(one.change.distance, 3) if one.change and one.change.distance is not None else None,
                one.change.before if one.change else None,
                one.voices,
                tuple(dict.fromkeys(said.source for said in one.said)),
                first.quote,
                first.origin,
                first.start,
                first.end,
            )
