"""People's judgements in a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row

from dragoman.errors import StoreError
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.store import schema
from dragoman.store.serial import dump_reasons, load_reasons

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def keep_judgements(connection: Connection, judgements: Iterable[Judgement]) -> None:
    """Append judgements, or their retractions, of which the first stays."""
    table = schema.judgement
    for one in judgements:
        row = {
            "id": one.id,
            "matter": one.matter.value,
            "left_id": one.left,
            "right_id": one.right,
            "verdict": one.verdict.value,
            "score": one.score,
            "reasons": dump_reasons(one.reasons),
            "judge": one.judge,
            "made_at": one.made_at,
            "retracted_at": one.retracted_at,
            "note": one.note or None,
        }
        connection.execute(_INSERT[connection.dialect.name](table).values(**row).on_conflict_do_nothing())
        if one.retracted_at is not None:
            change = update(table).where(table.c.id == one.id, table.c.retracted_at.is_(None))
            connection.execute(change.values(retracted_at=one.retracted_at))


def judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement of a person, in order of time; raises StoreError where one is damaged."""
    table = schema.judgement
    out = []
    for row in connection.execute(select(table).order_by(table.c.made_at, table.c.id)):
        try:
            out.append(_judgement(row))
        except ValueError as error:
            raise StoreError(f"{row.id} is damaged: {error}") from error
    return tuple(out)


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(
        id=row.id,
        matter=Matter(row.matter),
        left=row.left_id,
        right=row.right_id,
        verdict=Verdict(row.verdict),
        score=row.score,
        reasons=load_reasons(row.reasons),
        judge=row.judge,
        made_at=row.made_at,  # SQLite forgets the zone, which is always UTC
        retracted_at=row.retracted_at,
        note=row.note or "",
    )
