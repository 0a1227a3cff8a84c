"""The documents of a ledger by the days from which they count, and those of them outside a part of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
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
    last day of which they tell as past, None where they tell of none."""

    published: Counter[str]
    told: Counter[str | None]


class BeyondPart:
    """Counts what lies outside a part of a ledger; the whole is looked through once for each revision."""

    def __init__(self) -> None:
        self._kept: tuple[str, _Days] | None = None

    def of(self, connection: Connection, documents: Collection[str]) -> Beyond:
        """The documents of the ledger that are not among these."""
        whole, part = self._whole(connection), _part(connection, documents)
        published, told = whole.published - part.published, whole.told - part.told
        return Beyond(
            published=_sorted(published),
            told=_sorted({day: number for day, number in told.items() if day is not None}),
            undated=told[None],
        )

    def _whole(self, connection: Connection) -> _Days:
        revision = str(connection.execute(select(schema.revision.c.value)).scalar() or "")
        kept = self._kept
        if kept is None or kept[0] != revision:
            kept = revision, _whole(connection)
            self._kept = kept
        return kept[1]


def _whole(connection: Connection) -> _Days:
    query = "SELECT first, COUNT(*) AS documents FROM catalog_document WHERE first IS NOT NULL GROUP BY first"
    published = Counter({row.first: row.documents for row in connection.execute(text(query))})
    return _Days(published, _told(connection.execute(text(f"{_TOLD} GROUP BY d.document"))))


def _part(connection: Connection, documents: Collection[str]) -> _Days:
    query = "SELECT first FROM catalog_document WHERE document IN :keys AND first IS NOT NULL"
    published = Counter(str(row.first) for row in where(connection, query, documents))
    query = f"{_TOLD} AND d.document IN :keys GROUP BY d.document"
    return _Days(published, _told(where(connection, query, documents)))


def _told(rows: Iterable[Row[Any]]) -> Counter[str | None]:
    return Counter(row.day for row in rows)


def _sorted(days: dict[str, int]) -> tuple[tuple[dt.date, int], ...]:
    return tuple((dt.date.fromisoformat(day), days[day]) for day in sorted(days))
