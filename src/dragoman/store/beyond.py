"""The documents of a ledger by the days from which they count, and those of them outside a part of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text
from sqlalchemy.engine import Row

from dragoman.model.ledger import Beyond
from dragoman.model.text import Realis
from dragoman.store import schema
from dragoman.store.catalog.answers import Kind
from dragoman.store.catalog.rows import NUMBER
from dragoman.store.catalog.statements import where

_HAPPENED = f"'{Realis.ACTUAL.value}', '{Realis.PAST_BACKGROUND.value}'"
_TOLD = (
    "SELECT d.document, MAX(r.first) AS day FROM catalog_document d LEFT JOIN catalog_record r "
    f"ON r.document = d.document AND r.kind = {NUMBER[Kind.ENGAGEMENT]} AND r.realis IN ({_HAPPENED}) "
    "WHERE d.last IS NULL"
)


class _Days(NamedTuple):
    """Numbers of documents by the first day on which they may have been published; of undated ones, by the
    last day of which they tell as past, and those that tell of none."""

    published: dict[dt.date, int]
    told: dict[dt.date, int]
    undated: int


class BeyondPart:
    """Counts what lies outside a part of a ledger; the whole is looked through once for each revision."""

    def __init__(self) -> None:
        self._kept: tuple[str, _Days] | None = None

    def of(self, connection: Connection, documents: Collection[str]) -> Beyond:
        """The documents of the ledger that are not among these."""
        whole, part = self._whole(connection), _part(connection, documents)
        return Beyond(
            published=_less(whole.published, part.published),
            told=_less(whole.told, part.told),
            undated=whole.undated - part.undated,
        )

    def _whole(self, connection: Connection) -> _Days:
        revision = str(connection.execute(select(schema.revision.c.value)).scalar() or "")
        kept = self._kept
        if kept is None or kept[0] != revision:
            kept = revision, _whole(connection)
            self._kept = kept
        return kept[1]


def _whole(connection: Connection) -> _Days:
    """Both in order of days."""
    query = (
        "SELECT first, COUNT(*) AS documents FROM catalog_document WHERE first IS NOT NULL "
        "GROUP BY first ORDER BY first"
    )
    published = {_day(row.first): row.documents for row in connection.execute(text(query))}
    return _Days(published, *_told(connection.execute(text(f"{_TOLD} GROUP BY d.document"))))


def _part(connection: Connection, documents: Collection[str]) -> _Days:
    query = "SELECT first FROM catalog_document WHERE document IN :keys AND first IS NOT NULL"
    published = Counter(_day(row.first) for row in where(connection, query, documents))
    query = f"{_TOLD} AND d.document IN :keys GROUP BY d.document"
    return _Days(published, *_told(where(connection, query, documents)))


def _told(rows: Iterable[Row[Any]]) -> tuple[dict[dt.date, int], int]:
    told = Counter(row.day for row in rows)
    undated = told.pop(None, 0)
    return {_day(day): told[day] for day in sorted(told)}, undated


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


def _less(whole: Mapping[dt.date, int], part: Mapping[dt.date, int]) -> tuple[tuple[dt.date, int], ...]:
    """What is left of a whole without a part of it, in the same order, without days of which nothing is."""
    left = dict(whole)
    for day, number in part.items():
        left[day] -= number
        if not left[day]:
            del left[day]
    return tuple(left.items())
