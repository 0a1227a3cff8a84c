"""The store on SQLite and PostgreSQL, through SQLAlchemy Core: one schema, one behaviour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, create_engine, delete, event, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from dragoman.errors import MissingExtra, StoreError
from dragoman.lexicon.load import given_names
from dragoman.merge import derive, judge
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Reading
from dragoman.model.text import Document, Source, Span
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read import Failure
from dragoman.store import schema
from dragoman.store.migrate import migrate
from dragoman.store.serial import dump_reading, dump_reasons, load_reading, load_reasons


class SqlStore:
    """A ledger in a relational database; see ``Store`` for what it promises."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> SqlStore:
        """Connect and bring the schema up to date; raises StoreError or MissingExtra."""
        try:
            engine = create_engine(url)
        except (ArgumentError, NoSuchModuleError) as error:
            raise StoreError(f"{url}: {error}") from error
        except ModuleNotFoundError as error:
            raise MissingExtra(f"{url}: install the extra: pip install 'dragoman[postgresql]'") from error
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        try:
            migrate(engine)
        except SQLAlchemyError as error:
            raise StoreError(f"{engine.url.render_as_string()}: {error.args[0]}") from error
        except StoreError as error:
            raise StoreError(f"{engine.url.render_as_string()}: {error}") from error
        return cls(engine)

    def has(self, document: Document, producer: str) -> bool:
        with self._write() as connection:
            query = select(schema.reading.c.producer).where(schema.reading.c.document_id == document.id)
            known = connection.execute(query).scalar() == producer
            if known:
                _put(connection, schema.document_copy, _copy(document))
            return known

    def add(self, document: Document, reading: Reading) -> None:
        if reading.document_id != document.id:
            raise StoreError(f"the reading is of {reading.document_id}, not of {document.id}")
        with self._write() as connection:
            _put(connection, schema.document, _document(document))
            _put(connection, schema.document_copy, _copy(document))
            row = {"document_id": document.id, "producer": reading.producer, "body": dump_reading(reading)}
            if not _put(connection, schema.reading, row):
                table = schema.reading
                connection.execute(update(table).where(table.c.document_id == document.id).values(**row))
            connection.execute(delete(schema.failure).where(schema.failure.c.origin == document.origin))

    def add_failure(self, failure: Failure) -> None:
        row = {"origin": failure.origin, "stage": failure.stage, "reason": failure.reason}
        with self._write() as connection:
            if not _put(connection, schema.failure, row):
                table = schema.failure
                connection.execute(update(table).where(table.c.origin == failure.origin).values(**row))

    def failures(self) -> tuple[Failure, ...]:
        with self._read() as connection:
            rows = connection.execute(select(schema.failure).order_by(schema.failure.c.origin))
            return tuple(Failure(origin=r.origin, stage=r.stage, reason=r.reason) for r in rows)

    def origins(self, document_id: str) -> tuple[str, ...]:
        table = schema.document_copy
        with self._read() as connection:
            query = select(table.c.origin).where(table.c.document_id == document_id)
            return tuple(sorted(connection.execute(query).scalars()))

    def judge(self, judgement: Judgement) -> None:
        if judgement.made_at is None:
            raise StoreError("the machine's judgements are derived, never kept")
        row = {
            "id": judgement.id,
            "matter": judgement.matter.value,
            "left_id": judgement.left,
            "right_id": judgement.right,
            "verdict": judgement.verdict.value,
            "score": judgement.score,
            "reasons": dump_reasons(judgement.reasons),
            "judge": judgement.judge,
            "made_at": judgement.made_at,
            "retracted_at": judgement.retracted_at,
        }
        with self._write() as connection:
            if not _put(connection, schema.judgement, row) and judgement.retracted_at is not None:
                table = schema.judgement
                change = update(table).where(table.c.id == judgement.id, table.c.retracted_at.is_(None))
                connection.execute(change.values(retracted_at=judgement.retracted_at))

    def judgements(self) -> tuple[Judgement, ...]:
        table = schema.judgement
        with self._read() as connection:
            rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
            return tuple(_judgement(row) for row in rows)

    def ledger(self) -> Ledger:
        documents: dict[str, Document] = {}
        readings: dict[str, Reading] = {}
        with self._read() as connection:
            copies: dict[str, tuple[str, str]] = {}
            for row in connection.execute(select(schema.document_copy)):
                one = (row.origin, row.name)
                copies[row.document_id] = min(one, copies.get(row.document_id, one))
            joined = select(schema.document, schema.reading.c.body).join(schema.reading)
            for row in connection.execute(joined.order_by(schema.document.c.id)):
                origin, name = copies[row.id]
                documents[row.id] = _load_document(row, origin, name)
                readings[row.id] = load_reading(row.body, documents[row.id])
        decided = self.judgements()
        machine = judge(documents, readings, given_names=given_names(), decided=decided)
        return derive(documents, readings, (*machine, *decided))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self._engine.url.render_as_string()}: {error.args[0]}") from error

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"{self._engine.url.render_as_string()}: {error.args[0]}") from error


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row; False, and nothing changed, where its key is there already."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(**row))
    except IntegrityError:
        return False
    return True


def _document(document: Document) -> dict[str, Any]:
    assert document.prose is not None
    return {
        "id": document.id,
        "text": document.text,
        "masked": None if document.masked == document.text else document.masked,
        "prose_start": document.prose.start,
        "prose_end": document.prose.end,
        "lang": document.lang,
        "title": document.title,
        "published": str(document.published) if document.published else None,
        "published_basis": document.published_basis.value,
        "source_name": document.source.name,
        "source_url": document.source.url,
    }


def _copy(document: Document) -> dict[str, Any]:
    return {"document_id": document.id, "origin": document.origin[:2000], "name": document.name}


def _load_document(row: Row[Any], origin: str, name: str) -> Document:
    return Document(
        id=row.id,
        text=row.text,
        masked=row.masked or row.text,
        prose=Span(start=row.prose_start, end=row.prose_end),
        lang=row.lang,
        origin=origin,
        name=name,
        title=row.title,
        published=PartialDate.parse(row.published) if row.published else None,
        published_basis=DateBasis(row.published_basis),
        source=Source(name=row.source_name, url=row.source_url),
    )


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
        made_at=_utc(row.made_at),
        retracted_at=_utc(row.retracted_at) if row.retracted_at else None,
    )


def _utc(moment: dt.datetime) -> dt.datetime:
    """SQLite forgets the zone; all times are kept in UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
