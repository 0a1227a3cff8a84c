"""The store on SQLite and PostgreSQL, through SQLAlchemy Core: one schema, one behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, Select, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError
from dragoman.lexicon.load import given_names
from dragoman.merge import derive, judge
from dragoman.model.ids import content_id
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Reading
from dragoman.model.text import Document, Source, Span
from dragoman.model.time import DateBasis, PartialDate
from dragoman.read import Failure
from dragoman.store import schema
from dragoman.store.connect import connect, shown
from dragoman.store.migrate import migrate
from dragoman.store.serial import check_quotes, dump_reading, dump_reasons, load_reading, load_reasons

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlStore:
    """A ledger in a relational database; see ``Store`` for what it promises."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    def open(cls, url: str | URL) -> SqlStore:
        """Connect and bring the schema up to date; raises StoreError or MissingExtra."""
        reader, writer = connect(url)
        store = cls(reader, writer)
        try:
            with store._named():
                migrate(reader, writer)
        except StoreError:
            reader.dispose()
            raise
        return store

    def has(self, document: Document, producer: str) -> bool:
        with self._read() as connection:
            known = _stands(connection.execute(_kept(document)).one_or_none(), document, producer)
        if known:
            with self._write() as connection:
                _note(connection, document)
        return known

    def add(self, document: Document, reading: Reading) -> None:
        if reading.document_id != document.id:
            raise StoreError(f"the reading is of {reading.document_id}, not of {document.id}")
        check_quotes(reading, document)
        body = {"document_id": document.id, "producer": reading.producer, "body": dump_reading(reading)}
        with self._write() as connection:
            _put(connection, schema.document, _document(document))
            kept = connection.execute(_kept(document).with_for_update()).one_or_none()
            if not _stands(kept, document, reading.producer):
                _put(connection, schema.document, _document(document), over=True)
                _put(connection, schema.reading, body, over=True)
            _note(connection, document)

    def add_failure(self, failure: Failure) -> None:
        row = {"origin": failure.origin, "stage": failure.stage, "reason": failure.reason}
        with self._write() as connection:
            _put(connection, schema.failure, {"origin_id": _origin_id(failure.origin), **row}, over=True)

    def failures(self) -> tuple[Failure, ...]:
        with self._read() as connection:
            rows = connection.execute(select(schema.failure)).all()
        failures = (Failure(origin=r.origin, stage=r.stage, reason=r.reason) for r in rows)
        return tuple(sorted(failures, key=lambda failure: failure.origin))

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
        with self._read() as connection:
            return _judgements(connection)

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
                with _sound(row.id):
                    documents[row.id] = _load_document(row, *copies[row.id])
                readings[row.id] = load_reading(row.body, documents[row.id])
            decided = _judgements(connection)
        machine = judge(documents, readings, given_names=given_names(), decided=decided)
        return derive(documents, readings, (*machine, *decided))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.dispose()

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with self._named(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._named(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Every refusal as a StoreError that names the ledger."""
        try:
            yield
        except SQLAlchemyError as error:
            raise StoreError(f"{shown(self._reader.url)}: {error.args[0]}") from error
        except UnicodeError as error:  # a lone surrogate, which the driver does not even send
            raise StoreError(f"{shown(self._reader.url)}: {error}") from error


def _put(connection: Connection, table: Table, row: dict[str, Any], *, over: bool = False) -> bool:
    """Insert a row, over the one that has its key or else only where none has it; whether it was put."""
    insert = _INSERT[connection.dialect.name](table).values(**row)
    if over:
        insert = insert.on_conflict_do_update(index_elements=table.primary_key.columns, set_=row)
    else:
        insert = insert.on_conflict_do_nothing()
    return connection.execute(insert.execution_options(preserve_rowcount=True)).rowcount == 1


def _kept(document: Document) -> Select[Any]:
    """The form in which a document is kept, with the producer of its reading."""
    table = schema.document
    columns = (table.c.masked, table.c.prose_start, table.c.prose_end, table.c.lang, table.c.published_basis)
    query = select(*columns, schema.reading.c.producer).join_from(table, schema.reading)
    return query.where(table.c.id == document.id)


def _stands(kept: Row[Any] | None, document: Document, producer: str) -> bool:
    """Whether what is kept answers for this document.

    One text can be had in several forms (as Markdown and as plain text), of which the least is kept,
    masked ones first, so that the order of reading decides nothing.
    """
    return (
        kept is not None and kept.producer == producer and _form(kept._mapping) <= _form(_document(document))
    )


def _form(row: Mapping[Any, Any]) -> tuple[bool, str, int, int, str, str]:
    return (
        row["masked"] is None,
        row["masked"] or "",
        row["prose_start"],
        row["prose_end"],
        row["lang"],
        row["published_basis"],
    )


def _note(connection: Connection, document: Document) -> None:
    """That a document was had from this origin: it is one of its copies, and no failure any more."""
    key = _origin_id(document.origin)
    row = {"document_id": document.id, "origin_id": key, "origin": document.origin, "name": document.name}
    _put(connection, schema.document_copy, row)
    connection.execute(delete(schema.failure).where(schema.failure.c.origin_id == key))


@contextmanager
def _sound(identity: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise StoreError(f"{identity} is damaged: {error}") from error


def _origin_id(origin: str) -> str:
    return content_id("ori", origin)


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


def _judgements(connection: Connection) -> tuple[Judgement, ...]:
    table = schema.judgement
    rows = connection.execute(select(table).order_by(table.c.made_at, table.c.id))
    out = []
    for row in rows:
        with _sound(row.id):
            out.append(_judgement(row))
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
    )
