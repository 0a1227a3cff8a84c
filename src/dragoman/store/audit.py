"""The log of what was done, in a database: lines are appended, and the database refuses to change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import Row

from dragoman.errors import StoreError
from dragoman.model.account import Act, Actor, Entry, EntryFilter, Outcome
from dragoman.store import schema

_table = schema.audit
_TEXT_MAX = 500  # characters of a name or note that come from outside


def append(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write lines at the end of the log."""
    rows = [
        {
            "at": one.at,
            "who": _shown(one.by.name),
            "how": one.by.how,
            "address": _shown(one.by.address),
            "act": one.act.value,
            "about": _shown(one.about),
            "outcome": one.outcome.value,
            "note": _shown(one.note),
        }
        for one in entries
    ]
    if rows:
        connection.execute(insert(_table), rows)


def entries(connection: Connection, wanted: EntryFilter, before: int | None, most: int) -> tuple[Entry, ...]:
    """Lines that fit, the newest first; ``before`` is the number of the last one that was had."""
    query = select(_table).order_by(_table.c.id.desc()).limit(most)
    if before is not None:
        query = query.where(_table.c.id < before)
    for column, value in (
        (_table.c.who, wanted.who),
        (_table.c.act, wanted.act),
        (_table.c.outcome, wanted.outcome),
        (_table.c.about, wanted.about),
    ):
        if value is not None:
            query = query.where(column == str(value))
    if wanted.since is not None:
        query = query.where(_table.c.at >= _midnight(wanted.since))
    if wanted.until is not None and wanted.until < dt.date.max:
        query = query.where(_table.c.at < _midnight(wanted.until + dt.timedelta(days=1)))
    return tuple(_entry(row) for row in connection.execute(query))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _shown(words: str) -> str:
    """Words on one line, with whatever does not print written out."""
    cut = words[:_TEXT_MAX]
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def _entry(row: Row[Any]) -> Entry:
    try:
        return Entry(
            number=row.id,
            at=row.at,
            by=Actor(name=row.who, how=row.how, address=row.address),
            act=Act(row.act),
            about=row.about,
            outcome=Outcome(row.outcome),
            note=row.note,
        )
    except ValueError as error:
        raise StoreError(f"line {row.id} of the log is damaged: {error}") from error
