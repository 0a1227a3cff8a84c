"""People's decisions on records in a database, and where the records stood that they are on.

Corrections, rejections, additions, confirmations and rulings; judgements are in ``judged.py``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row

from dragoman.errors import StoreError
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection, Subject, parse_party, party_text
from dragoman.model.judgement import utc
from dragoman.model.record import Engagement, Evidence, quotes
from dragoman.model.ruling import Mark, Ruling
from dragoman.model.text import Span
from dragoman.model.undoing import Undoing
from dragoman.store import schema
from dragoman.store.serial import dump_reading, load_part

_MANY = 500  # keys in one statement
_TAKEN_BACK = (schema.judgement, schema.correction, schema.rejection, schema.addition, schema.confirmation)
T = TypeVar("T")
_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def keep_corrections(connection: Connection, corrections: Iterable[Correction]) -> None:
    """Append corrections, or their retractions, of which the first stays.

    Raises StoreError where words that bear one out are not in their document.
    """
    rows = []
    for one in corrections:
        words = one.support
        if words is not None:
            _check(connection, words)
        rows.append(
            {
                "id": one.id,
                "record_id": one.record,
                "field": one.field,
                "value": one.value,
                "support_document_id": words.document_id if words else None,
                "support_start": words.span.start if words else None,
                "support_end": words.span.end if words else None,
                "support_quote": words.quote if words else None,
                "author": one.author,
                "reason": one.reason,
                "made_at": one.made_at,
                "retracted_at": one.retracted_at,
            }
        )
    _append(connection, schema.correction, rows)


def keep_rejections(connection: Connection, rejections: Iterable[Rejection]) -> None:
    """Append rejections, or their retractions, of which the first stays."""
    rows = [
        {
            "id": one.id,
            "record_id": one.record,
            "author": one.author,
            "reason": one.reason,
            "made_at": one.made_at,
            "retracted_at": one.retracted_at,
        }
        for one in rejections
    ]
    _append(connection, schema.rejection, rows)


def keep_additions(connection: Connection, additions: Iterable[Addition]) -> None:
    """Append additions, or their retractions, of which the first stays.

    Raises StoreError where their words are not in their document.
    """
    rows = []
    for one in additions:
        told = one.reading()
        for words in quotes(told):
            _check(connection, words)
        rows.append(
            {
                "id": one.id,
                "record_id": one.record,
                "document_id": one.document_id,
                "body": dump_reading(told),
                "author": one.author,
                "reason": one.reason,
                "made_at": one.made_at,
                "retracted_at": one.retracted_at,
            }
        )
    _append(connection, schema.addition, rows)


def keep_confirmations(connection: Connection, confirmations: Iterable[Confirmation]) -> None:
    """Append confirmations, or their retractions, of which the first stays."""
    rows = [
        {
            "id": one.id,
            "record_id": one.record,
            "seen": one.seen,
            "author": one.author,
            "reason": one.reason,
            "made_at": one.made_at,
            "retracted_at": one.retracted_at,
        }
        for one in confirmations
    ]
    _append(connection, schema.confirmation, rows)


def keep_undoing(connection: Connection, undoing: Undoing, decisions: Iterable[str]) -> None:
    """Note who took these decisions back; of several who did, the first stays."""
    rows = [
        {
            "decision_id": one,
            "author": undoing.author,
            "reason": undoing.reason,
            "made_at": undoing.made_at,
        }
        for one in decisions
    ]
    _insert(connection, schema.undoing, rows)


def keep_rulings(connection: Connection, rulings: Iterable[Ruling]) -> None:
    """Append rulings, or their retractions, of which the first stays.

    Raises StoreError where the words that one is about are not in their document.
    """
    rows = []
    for one in rulings:
        _check(connection, one.words)
        rows.append(
            {
                "id": one.id,
                "record_id": one.record,
                "document_id": one.words.document_id,
                "span_start": one.words.span.start,
                "span_end": one.words.span.end,
                "quote": one.words.quote,
                "mark": one.mark.value,
                "party": party_text(one.party) if one.party else None,
                "author": one.author,
                "reason": one.reason,
                "made_at": one.made_at,
                "retracted_at": one.retracted_at,
            }
        )
    _append(connection, schema.ruling, rows)


def keep_subjects(connection: Connection, subjects: Iterable[Subject]) -> None:
    """Note where records stand; what is noted of one stays, for an id never stands elsewhere."""
    rows = [
        {
            "record_id": one.id,
            "document_id": one.document_id,
            "spans": json.dumps([[span.start, span.end] for span in one.spans]),
        }
        for one in subjects
    ]
    _insert(connection, schema.subject, rows)


def corrections(connection: Connection) -> tuple[Correction, ...]:
    """Every correction, in order of time."""
    table = schema.correction
    rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
    return tuple(_sound(row.id, _correction, row) for row in rows)


def rejections(connection: Connection) -> tuple[Rejection, ...]:
    """Every rejection, in order of time."""
    table = schema.rejection
    rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
    return tuple(_sound(row.id, _rejection, row) for row in rows)


def additions(connection: Connection, documents: Collection[str] | None = None) -> tuple[Addition, ...]:
    """Every addition, or those to some documents, in order of time."""
    table = schema.addition
    query = select(table).order_by(table.c.made_at, table.c.id)
    if documents is not None and len(documents) <= _MANY:  # of many documents they are few
        query = query.where(table.c.document_id.in_(sorted(documents)))
    return tuple(_sound(row.id, _addition, row) for row in connection.execute(query))


def confirmations(connection: Connection) -> tuple[Confirmation, ...]:
    """Every confirmation, in order of time."""
    table = schema.confirmation
    rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
    return tuple(_sound(row.id, _confirmation, row) for row in rows)


def undoings(connection: Connection) -> dict[str, Undoing]:
    """Who took decisions back, by the decision, as far as it was said."""
    table = schema.undoing
    rows = connection.execute(select(table).order_by(table.c.decision_id))
    return {row.decision_id: _sound(row.decision_id, _undoing, row) for row in rows}


def rulings(connection: Connection) -> tuple[Ruling, ...]:
    """Every ruling, in order of time."""
    table = schema.ruling
    rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
    return tuple(_sound(row.id, _ruling, row) for row in rows)


def are_there(connection: Connection) -> bool:
    """Whether people ever corrected, rejected or added anything."""
    tables = (schema.correction, schema.rejection, schema.addition)
    return any(connection.execute(select(table.c.id).limit(1)).first() is not None for table in tables)


def read_here(connection: Connection, documents: Collection[str]) -> set[str]:
    """Those of some documents that were read and are in the ledger."""
    column = schema.reading.c.document_id
    return set(connection.execute(select(column).where(column.in_(sorted(documents)))).scalars())


def subjects(connection: Connection) -> dict[str, Subject]:
    """Where the records stood that decisions are about, by their ids."""
    rows = connection.execute(select(schema.subject).order_by(schema.subject.c.record_id))
    return {row.record_id: _sound(row.record_id, _subject, row) for row in rows}


def taken_back(connection: Connection, ids: Collection[str]) -> dict[str, dt.datetime]:
    """When those of some decisions that were taken back were so, by their ids."""
    found: dict[str, dt.datetime] = {}
    for table in _TAKEN_BACK:
        query = select(table.c.id, table.c.retracted_at)
        rows = connection.execute(query.where(table.c.id.in_(sorted(ids)), table.c.retracted_at.is_not(None)))
        found |= {row.id: utc(row.retracted_at) for row in rows}
    return found


def _append(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    _insert(connection, table, rows)
    gone = [{"key": row["id"], "at": row["retracted_at"]} for row in rows if row["retracted_at"] is not None]
    if gone:
        change = update(table).where(table.c.id == bindparam("key"), table.c.retracted_at.is_(None))
        connection.execute(change.values(retracted_at=bindparam("at")), gone)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_INSERT[connection.dialect.name](table).on_conflict_do_nothing(), rows)


def _check(connection: Connection, words: Evidence) -> None:
    query = select(schema.document.c.text).where(schema.document.c.id == words.document_id)
    text = connection.execute(query).scalar_one_or_none()
    if text is None or words.span.of(text) != words.quote:
        raise StoreError(f"these words are not in {words.document_id}: {words.quote[:60]!r}")


def _correction(row: Row[Any]) -> Correction:
    support = None
    if row.support_document_id is not None:
        support = Evidence(
            document_id=row.support_document_id,
            span=Span(start=row.support_start, end=row.support_end),
            quote=row.support_quote,
            producer=row.author,
        )
    return Correction(
        id=row.id,
        record=row.record_id,
        field=row.field,
        value=row.value,
        support=support,
        author=row.author,
        reason=row.reason,
        made_at=row.made_at,  # SQLite forgets the zone, which is always UTC
        retracted_at=row.retracted_at,
    )


def _rejection(row: Row[Any]) -> Rejection:
    return Rejection(
        id=row.id,
        record=row.record_id,
        author=row.author,
        reason=row.reason,
        made_at=row.made_at,
        retracted_at=row.retracted_at,
    )


def _addition(row: Row[Any]) -> Addition:
    told = load_part(row.body, row.document_id)
    items = {item.id: item for item in (*told.records, *told.people)}
    item = items[row.record_id]
    return Addition(
        id=row.id,
        item=item,
        people=told.people if isinstance(item, Engagement) else (),
        author=row.author,
        reason=row.reason,
        made_at=row.made_at,
        retracted_at=row.retracted_at,
    )


def _confirmation(row: Row[Any]) -> Confirmation:
    return Confirmation(
        id=row.id,
        record=row.record_id,
        seen=row.seen,
        author=row.author,
        reason=row.reason,
        made_at=row.made_at,
        retracted_at=row.retracted_at,
    )


def _undoing(row: Row[Any]) -> Undoing:
    return Undoing(author=row.author, made_at=row.made_at, reason=row.reason)


def _ruling(row: Row[Any]) -> Ruling:
    return Ruling(
        id=row.id,
        record=row.record_id,
        words=Evidence(
            document_id=row.document_id,
            span=Span(start=row.span_start, end=row.span_end),
            quote=row.quote,
            producer=row.author,
        ),
        mark=Mark(row.mark),
        party=parse_party(row.party) if row.party else None,
        author=row.author,
        reason=row.reason,
        made_at=row.made_at,
        retracted_at=row.retracted_at,
    )


def _subject(row: Row[Any]) -> Subject:
    spans = tuple(Span(start=start, end=end) for start, end in json.loads(row.spans))
    return Subject(id=row.record_id, document_id=row.document_id, spans=spans)


def _sound(identity: str, load: Callable[[Row[Any]], T], row: Row[Any]) -> T:
    try:
        return load(row)
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{identity} is damaged: {error}") from error
