"""The rows of a thing -> one line: what its records say, put together as cheaply as lists need it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import Row

from dragoman.merge.latin import is_latin
from dragoman.model.text import Realis
from dragoman.store import schema
from dragoman.store.catalog.answers import Kind
from dragoman.store.catalog.rows import NUMBER, codes
from dragoman.store.catalog.rows import Row as Written
from dragoman.store.catalog.statements import PIECE, clear, fill, where

_REALIS = (Realis.ACTUAL, Realis.PAST_BACKGROUND, Realis.NEGATED, Realis.PLANNED)
_PLACE = {realis.value: place for place, realis in enumerate(_REALIS)}
_PERSON = NUMBER[Kind.PERSON]
_COLUMNS = (
    "r.record, r.document, r.kind, r.thing, r.type, r.name, r.parties, r.sides, r.first, r.last, r.firm, "
    "r.due, r.realis, r.main, r.said, d.first AS told_first, d.last AS told_last"
)
_RECORDS = f"SELECT {_COLUMNS} FROM catalog_record r JOIN catalog_document d ON d.document = r.document"


def tell(connection: Connection, things: Collection[str]) -> set[str]:
    """Write the rows of these things, and the sides of those whose parties are now others; these things."""
    before = {row.thing: row for row in where(connection, _KNOWN, things)}
    query = f"{_RECORDS} WHERE r.thing IN :keys"
    found: dict[str, list[Row[Any]]] = {}
    for row in where(connection, query, things):
        found.setdefault(row.thing, []).append(row)
    after = {thing: thing_row(sorted(rows, key=lambda r: r.record)) for thing, rows in found.items()}
    changed = [t for t in sorted({*before, *after}) if not _same(before.get(t), after.get(t))]
    clear(connection, "DELETE FROM catalog_thing WHERE thing IN :keys", [t for t in changed if t in before])
    fill(connection, schema.catalog_thing, [after[t] for t in changed if t in after])
    other = {t for t in changed if _parties(before.get(t)) != _parties(after.get(t))}
    _side(connection, other, before, after)
    return other


_KNOWN = "SELECT * FROM catalog_thing WHERE thing IN :keys"


def _same(before: Row[Any] | None, after: Written | None) -> bool:
    return before is not None and after is not None and dict(before._mapping) == after


def _parties(row: Any) -> tuple[str, ...]:
    if row is None:
        return ()
    told = row if isinstance(row, dict) else row._mapping
    return tuple(sorted(set(codes(told["parties"], told["sides"]))))


def _side(connection: Connection, things: Collection[str], before: Any, after: Any) -> None:
    delete = text("DELETE FROM catalog_side WHERE party = :party AND kind = :kind AND thing = :thing")
    gone, come = [], []
    for thing in sorted(things):
        old, new = before.get(thing), after.get(thing)
        if old is not None:
            kept = _parties(new)
            gone += [{"party": p, "kind": old.kind, "thing": thing} for p in _parties(old) if p not in kept]
        if new is not None:
            there = _parties(old)
            come += [
                {"party": p, "kind": new["kind"], "thing": thing} for p in _parties(new) if p not in there
            ]
    if gone:
        connection.execute(delete, gone)
    fill(connection, schema.catalog_side, come)


def tell_all(connection: Connection) -> None:
    """Write the rows and sides of all things, into empty tables."""
    rows: list[Written] = []
    sides: list[Written] = []
    for row in all_things(connection):
        rows.append(row)
        sides += [{"party": p, "kind": row["kind"], "thing": row["thing"]} for p in _parties(row)]
        if len(rows) >= PIECE:
            fill(connection, schema.catalog_thing, rows)
            fill(connection, schema.catalog_side, sides)
            rows, sides = [], []
    fill(connection, schema.catalog_thing, rows)
    fill(connection, schema.catalog_side, sides)


def all_things(connection: Connection) -> Iterator[Written]:
    """The row of every thing, by id."""
    query = text(f"{_RECORDS} WHERE r.thing > :after ORDER BY r.thing LIMIT :most")
    after, carried = "", list[Row[Any]]()
    while True:
        rows = connection.execute(query, {"after": after, "most": PIECE * 4}).all()
        last = len(rows) < PIECE * 4
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row.thing)]
        if not last:
            carried = groups.pop()
        for group in groups:
            yield thing_row(sorted(group, key=lambda r: r.record))
        if last:
            return
        after = groups[-1][0].thing if groups else after
        if not groups:  # one thing fills the piece: read it whole
            whole = connection.execute(
                text(f"{_RECORDS} WHERE r.thing = :thing"), {"thing": carried[0].thing}
            ).all()
            yield thing_row(sorted(whole, key=lambda r: r.record))
            after = carried[0].thing


# --- one thing --------------------------------------------------------------------------------------------


def thing_row(rows: Sequence[Row[Any]]) -> Written:
    """One line of the records of a thing, which come by id."""
    if len(rows) == 1:
        return _alone(rows[0])
    said = {row.record: json.loads(row.said) for row in rows if row.said}
    told = [row.told_first for row in rows if row.told_first]
    dates = _date(rows, said)
    shown = _shown(rows)
    person = rows[0].kind == _PERSON
    return {
        "thing": rows[0].thing,
        "kind": rows[0].kind,
        "type": _decided(rows, said, "kind", lambda r: r.type) or _common(r.type for r in rows),
        "name": _name(rows, said),
        "parties": _usual(rows, said) if person else _own(rows, said),
        "sides": _union(r.parties if person else r.sides for r in rows),
        "first": dates[0],
        "last": dates[1],
        "due": max((r.due for r in rows if r.due), default=None),
        "realis": _realis(rows, said),
        "main": max(r.main for r in rows),
        "documents": len({r.document for r in rows}),
        "told_first": min(told, default=None),
        "told_last": max((r.told_last for r in rows if r.told_last), default=None),
        "record": shown.record,
        "document": shown.document,
    }


def _alone(row: Row[Any]) -> Written:
    """The line of a thing of one record: what ``thing_row`` makes of it, for most things are such."""
    person = row.kind == _PERSON
    return {
        "thing": row.thing,
        "kind": row.kind,
        "type": row.type,
        "name": row.name,
        "parties": row.parties,
        "sides": row.parties if person else row.sides,
        "first": row.first,
        "last": row.last,
        "due": row.due,
        "realis": row.realis,
        "main": row.main,
        "documents": 1,
        "told_first": row.told_first,
        "told_last": row.told_last,
        "record": row.record,
        "document": row.document,
    }


def _decided(
    rows: Iterable[Row[Any]], said: dict[str, dict[str, float]], field: str, value: Callable[[Row[Any]], Any]
) -> Any:
    """What a person said last of a field; None where nobody did, or took it away."""
    latest = _latest(rows, said, field)
    return value(latest) if latest is not None else None


def _latest(rows: Iterable[Row[Any]], said: dict[str, dict[str, float]], field: str) -> Row[Any] | None:
    if not said:
        return None
    told = [row for row in rows if field in said.get(row.record, ())]
    return max(told, key=lambda row: (said[row.record][field], row.record), default=None)


def _common(values: Iterable[str | None]) -> str | None:
    found = Counter(value for value in values if value)
    return min(found, key=lambda value: (-found[value], value), default=None)


def _name(rows: Sequence[Row[Any]], said: dict[str, dict[str, float]]) -> str | None:
    """What a person gives; else a whole name or a title, in Latin script, of most records."""
    for field in ("name", "title"):
        name = _decided(rows, said, field, lambda r: r.name)
        if name:
            return str(name)
    found = Counter(row.name for row in rows if row.name)
    whole = rows[0].kind != _PERSON
    return min(
        found,
        key=lambda n: (not (whole or " " in n), not is_latin(n), -found[n], -len(n), n),
        default=None,
    )


def _own(rows: Sequence[Row[Any]], said: dict[str, dict[str, float]]) -> str:
    latest = _latest(rows, said, "parties")
    return str(latest.parties) if latest is not None else _union(r.parties for r in rows)


def _usual(rows: Sequence[Row[Any]], said: dict[str, dict[str, float]]) -> str:
    """The party of a person that somebody gives, or else most documents."""
    latest = _latest(rows, said, "party")
    return str(latest.parties) if latest is not None else _common(r.parties for r in rows) or ""


def _union(texts: Iterable[str]) -> str:
    return " ".join(sorted(set(codes(*set(texts)))))


def _date(rows: Iterable[Row[Any]], said: dict[str, dict[str, float]]) -> tuple[str | None, str | None]:
    """The date that a person gives; else the firmest, then that of most records, the narrowest, the first."""
    latest = _latest(rows, said, "date")
    if latest is not None:
        return latest.first, latest.last
    found = Counter((r.firm, r.first, r.last) for r in rows if r.first)
    if not found:
        return None, None
    best = min(found, key=lambda d: (-d[0], -found[d], d[2] != d[1], d[1], d[2]))
    return best[1], best[2]


def _realis(rows: Sequence[Row[Any]], said: dict[str, dict[str, float]]) -> str | None:
    decided = _decided(rows, said, "realis", lambda r: r.realis)
    told = {row.realis for row in rows if row.realis}
    return decided or min(told, key=lambda value: _PLACE[value], default=None)


def _shown(rows: Sequence[Row[Any]]) -> Row[Any]:
    """The record to show: main news first, then what was told last."""
    return max(rows, key=lambda r: (r.main, r.told_last or "", r.record))
