"""The store on SQLite and PostgreSQL, through SQLAlchemy Core: one schema, one behaviour."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, Select, Table, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError
from dragoman.gazetteer.outlets import Outlets
from dragoman.merge import MergeSettings, derive
from dragoman.merge.added import added, added_all
from dragoman.merge.corrected import corrected, corrected_all
from dragoman.merge.judge import judgements
from dragoman.merge.ledger.sources import Larger
from dragoman.merge.stamp import Seen
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection, Subject
from dragoman.model.decision import Decision
from dragoman.model.ids import content_id
from dragoman.model.judgement import Judgement
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.model.record import Reading
from dragoman.model.ruling import Ruling
from dragoman.model.text import Copy, Document, Source, Span
from dragoman.model.time import DateBasis, PartialDate
from dragoman.model.undoing import Undoing
from dragoman.model.watched import Remembered
from dragoman.read import Failure
from dragoman.read.files import STDIN, is_address
from dragoman.store import deciding, decisions, merged, schema, scoped, search
from dragoman.store.accounts import SqlAccounts
from dragoman.store.base import EVERYTHING, Focus
from dragoman.store.beyond import BeyondPart
from dragoman.store.catalog import keep as catalog
from dragoman.store.catalog.ask import SqlCatalog
from dragoman.store.connect import connect, shown
from dragoman.store.jobs import SqlJobs
from dragoman.store.judged import judgements as _judgements
from dragoman.store.loaded import Had, Loaded
from dragoman.store.migrate import migrate
from dragoman.store.serial import check_quotes, dump_reading, load_reading
from dragoman.store.workings import SqlWorkings

_MANY = 500  # keys in one statement
_TRIES = 8  # to merge while others write
_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlStore:
    """A ledger in a relational database; see ``Store`` for what it promises."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self._reader = reader
        self._writer = writer
        self._loaded = Loaded()
        self._beyond = BeyondPart()

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
        return self.wanted(document, producer) is None

    def wanted(self, document: Document, producer: str) -> Document | None:
        with self._read() as connection:
            kept = connection.execute(_kept(document)).one_or_none()
        if kept is None or _form(_document(document)) < _form(kept._mapping):
            return document
        with self._write() as connection:
            _note(connection, document)
            if kept.producer == producer:
                return None
            row = connection.execute(select(schema.document).where(schema.document.c.id == document.id)).one()
            return _load_document(row, _copies(connection, document.id))

    def add(self, document: Document, reading: Reading) -> None:
        if reading.document_id != document.id:
            raise StoreError(f"the reading is of {reading.document_id}, not of {document.id}")
        check_quotes(reading, document)
        body = {"document_id": document.id, "producer": reading.producer, "body": dump_reading(reading)}
        with self._write() as connection:
            merged.writing(connection)
            _put(connection, schema.document, _document(document))
            kept = connection.execute(_kept(document).with_for_update()).one_or_none()
            if not _stands(kept, document, reading.producer):
                _put(connection, schema.document, _document(document), over=True)
                _put(connection, schema.reading, body, over=True)
                if decisions.are_there(connection):
                    merged.forget(connection, [document.id])
                else:
                    merged.learn(connection, document, reading)
            _note(connection, document)

    def add_failure(self, failure: Failure) -> None:
        row = {"origin": failure.origin, "stage": failure.stage, "reason": failure.reason}
        with self._write() as connection:
            _put(connection, schema.failure, {"origin_id": _origin_id(failure.origin), **row}, over=True)

    def forget_failures(self, origins: Iterable[str]) -> None:
        keys = [_origin_id(origin) for origin in origins]
        with self._write() as connection:
            for start in range(0, len(keys), _MANY):
                some = keys[start : start + _MANY]
                connection.execute(delete(schema.failure).where(schema.failure.c.origin_id.in_(some)))

    def failures(self) -> tuple[Failure, ...]:
        with self._read() as connection:
            rows = connection.execute(select(schema.failure)).all()
        failures = (Failure(origin=r.origin, stage=r.stage, reason=r.reason) for r in rows)
        return tuple(sorted(failures, key=lambda failure: failure.origin))

    def origins(self, document_id: str) -> tuple[str, ...]:
        return tuple(sorted(copy.origin for copy in self.copies(document_id)))

    def copies(self, document_id: str) -> tuple[Copy, ...]:
        with self._read() as connection:
            return _copies(connection, document_id)

    def outlets(self) -> tuple[Outlet, ...]:
        with self._read() as connection:
            return _outlets(connection)

    def name_outlet(self, outlet: Outlet) -> None:
        row = {"key": outlet.key, "name": outlet.name, "country": outlet.country, "kind": outlet.kind.value}
        with self._write() as connection:
            _put(connection, schema.outlet, {"key_id": content_id("out", outlet.key), **row}, over=True)

    def forget_outlet(self, key: str) -> bool:
        table = schema.outlet
        with self._write() as connection:
            query = delete(table).where(table.c.key_id == content_id("out", key))
            return connection.execute(query).rowcount > 0

    def get(self, address: str) -> Remembered | None:
        table = schema.address
        with self._read() as connection:
            query = select(table).where(table.c.address_id == content_id("adr", address))
            row = connection.execute(query).one_or_none()
        return _remembered(row) if row is not None else None

    def put(self, remembered: Remembered) -> None:
        row = {field: getattr(remembered, field) for field in _REMEMBERED}
        row["checked_at"] = remembered.checked_at.isoformat()
        row["due_at"] = remembered.due_at.isoformat()
        with self._write(told=False) as connection:
            key = content_id("adr", remembered.address)
            _put(connection, schema.address, {"address_id": key, **row}, over=True)

    def decide(
        self,
        *made: Decision,
        subjects: Iterable[Subject] = (),
        seen: Iterable[Seen] = (),
        undoing: Undoing | None = None,
    ) -> None:
        with self._write() as connection:
            deciding.decide(connection, made, subjects, seen, _reader(connection), undoing)

    def undoings(self) -> dict[str, Undoing]:
        with self._read() as connection:
            return decisions.undoings(connection)

    def judge(self, *judgements: Judgement) -> None:
        self.decide(*judgements)

    def judgements(self) -> tuple[Judgement, ...]:
        with self._read() as connection:
            return _judgements(connection)

    def correct(self, *corrections: Correction) -> None:
        self.decide(*corrections)

    def corrections(self) -> tuple[Correction, ...]:
        with self._read() as connection:
            return decisions.corrections(connection)

    def reject(self, *rejections: Rejection) -> None:
        self.decide(*rejections)

    def rejections(self) -> tuple[Rejection, ...]:
        with self._read() as connection:
            return decisions.rejections(connection)

    def additions(self) -> tuple[Addition, ...]:
        with self._read() as connection:
            return decisions.additions(connection)

    def confirmations(self) -> tuple[Confirmation, ...]:
        with self._read() as connection:
            return decisions.confirmations(connection)

    def rule(self, *rulings: Ruling) -> None:
        with self._write() as connection:
            decisions.keep_rulings(connection, rulings)

    def rulings(self) -> tuple[Ruling, ...]:
        with self._read() as connection:
            return decisions.rulings(connection)

    def note(self, *subjects: Subject) -> None:
        with self._write() as connection:
            decisions.keep_subjects(connection, subjects)

    def subjects(self) -> dict[str, Subject]:
        with self._read() as connection:
            return decisions.subjects(connection)

    def merge(self, settings: MergeSettings | None = None) -> int:
        chosen = settings or MergeSettings()
        done = 0
        while True:
            with self._read() as connection:
                if _is_merged(connection, chosen):
                    break
            with self._write() as connection:
                done += _merge(connection, chosen)
        self._index()
        return done

    def ledger(self, settings: MergeSettings | None = None) -> Ledger:
        chosen = settings or MergeSettings()
        with self._merged(chosen) as connection:
            return _ledger(connection, chosen)

    def scoped(
        self,
        documents: Collection[str],
        settings: MergeSettings | None = None,
        focus: Focus = EVERYTHING,
    ) -> Ledger:
        with self._merged(settings) as connection:
            chosen = settings or merged.settings_of(connection) or MergeSettings()
            return _scoped(connection, chosen, documents, focus, self._loaded, self._beyond)

    def revision(self) -> str:
        with self._read() as connection:
            return str(connection.execute(select(schema.revision.c.value)).scalar() or "")

    @property
    def catalog(self) -> SqlCatalog:
        return SqlCatalog(
            self._merged,
            lambda c: Outlets(_outlets(c)),
            _judgements,
            lambda c: merged.settings_of(c) or MergeSettings(),
        )

    @contextmanager
    def _merged(self, settings: MergeSettings | None = None) -> Iterator[Connection]:
        """A connection to the ledger when all is merged, with these settings or those of the last merge."""
        for _ in range(_TRIES):
            with self._read() as connection:
                chosen = settings or merged.settings_of(connection) or MergeSettings()
                if _is_merged(connection, chosen):
                    yield connection
                    return
            with self._write() as connection:
                _merge(connection, chosen)
        with self._write() as connection:  # documents come in fast: nobody can write until all is merged
            while not _is_merged(connection, chosen):
                _merge(connection, chosen)
            yield connection

    @cached_property
    def finder(self) -> search.Finder:
        return search.SqlFinder(self._merged, self._index, _reader)

    def _index(self) -> None:
        """Bring up to date what a search looks through, some documents in each transaction."""
        with self._read() as connection:
            if search.is_current(connection):
                return
        while True:
            with self._write(told=False) as connection:
                merged.merging(connection)
                if not search.bring_up(connection, _reader(connection)):
                    return

    @property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self._reader, self._writer)

    @property
    def jobs(self) -> SqlJobs:
        return SqlJobs(self._reader, self._writer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.dispose()

    @contextmanager
    def _write(self, *, told: bool = True) -> Iterator[Connection]:
        """A transaction; if anything was written in it, and any answer can tell, there is a new revision."""
        with self._named(), self._writer.begin() as connection:
            before = _written(connection)
            yield connection
            if (
                told and _written(connection) != before
            ):  # the last thing, so that nobody waits for it for long
                row = {"name": "ledger", "value": uuid4().hex}
                _put(connection, schema.revision, row, over=True)

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


def _written(connection: Connection) -> object:
    """What changes when the transaction of a connection first writes a row."""
    if connection.dialect.name == "postgresql":
        return connection.execute(text("SELECT txid_current_if_assigned()")).scalar()
    dbapi = connection.connection.dbapi_connection
    assert dbapi is not None
    return dbapi.total_changes


def _is_merged(connection: Connection, settings: MergeSettings) -> bool:
    return merged.is_fit(connection, settings) and not merged.is_pending(connection)


def _merge(connection: Connection, settings: MergeSettings) -> int:
    """Merge some of what is to be merged, in the transaction of the connection; how many documents."""
    merged.merging(connection)
    decided = _judgements(connection)
    return merged.merge(connection, settings, decided, _reader(connection))


def _ledger(connection: Connection, settings: MergeSettings) -> Ledger:
    """Everything kept, at one moment, with what was merged of it."""
    decided = _judgements(connection)
    machine = judgements(SqlWorkings(connection), settings, decided=decided)
    return _derived(connection, (*machine, *decided), _kept_readings(connection))


def _scoped(
    connection: Connection,
    settings: MergeSettings,
    documents: Collection[str],
    focus: Focus,
    loaded: Loaded,
    beyond: BeyondPart,
) -> Ledger:
    """Some documents at one moment, and those that report the same, as they stand in the whole ledger."""
    decided = _judgements(connection)
    had: dict[str, Had] = {}

    def kept(ids: Collection[str]) -> Iterator[Had]:
        missing = [one for one in ids if one not in had]
        had.update((one[0].id, one) for one in _kept_readings(connection, missing, loaded))
        yield from (had[one] for one in sorted(ids) if one in had)

    readings = (reading for _, reading in _corrected(connection, kept(documents), documents))
    within = scoped.closed(connection, documents, decisions.corrections(connection), focus, readings)
    larger = scoped.larger(connection, within)
    machine = scoped.judgements(connection, within, settings, focus)
    here = [j for j in decided if j.left in larger.homes or j.right in larger.homes]
    return replace(
        _derived(connection, (*machine, *here), kept(within), larger),
        beyond=beyond.of(connection, within),
        homes=larger.homes,
        sides=larger.sides,
    )


def _derived(
    connection: Connection, judged: tuple[Judgement, ...], had: Iterable[Had], larger: Larger | None = None
) -> Ledger:
    """The ledger of these documents with what people decided."""
    documents: dict[str, Document] = {}
    readings: dict[str, Reading] = {}
    copies: dict[str, tuple[Copy, ...]] = {}
    for document, reading, copied in had:
        documents[document.id], readings[document.id], copies[document.id] = document, reading, copied
    corrections, rejections = decisions.corrections(connection), decisions.rejections(connection)
    additions = decisions.additions(connection)
    outlets = Outlets(_outlets(connection))
    read = corrected_all(added_all(documents, readings, additions), corrections, rejections)
    return replace(
        derive(documents, read.readings, judged, larger),
        corrections=corrections,
        rejections=rejections,
        rulings=decisions.rulings(connection),
        additions=additions,
        confirmations=decisions.confirmations(connection),
        rejected=read.rejected,
        copies={key: copies[key] for key in documents},
        outlets={
            key: outlet
            for key, document in documents.items()
            if (outlet := outlets.of(document.source)) is not None
        },
    )


def _corrected(
    connection: Connection, had: Iterable[Had], ids: Collection[str]
) -> Iterator[tuple[Document, Reading]]:
    """Documents of these ids with their readings as people put them right."""
    corrections, rejections = decisions.corrections(connection), decisions.rejections(connection)
    additions: dict[str, list[Addition]] = {}
    for one in decisions.additions(connection, ids):
        additions.setdefault(one.document_id, []).append(one)
    for document, reading, _ in had:
        reading = added(document, reading, additions.get(document.id, ()))
        yield document, corrected(reading, corrections, rejections) if corrections or rejections else reading


def _reader(connection: Connection) -> search.Read:
    return lambda ids: _corrected(connection, _kept_readings(connection, ids), ids)


def _kept_readings(
    connection: Connection, ids: Collection[str] | None = None, loaded: Loaded | None = None
) -> Iterator[Had]:
    """Documents with their readings and copies, by id; all, or those named, which may be ``loaded``."""
    query = select(schema.document, schema.reading.c.body).join(schema.reading).order_by(schema.document.c.id)
    asked = select(schema.document_copy)
    wanted = [None] if ids is None else [sorted(ids)[n : n + _MANY] for n in range(0, len(ids), _MANY)]
    for some in wanted:
        copied, read = asked, query
        if some is not None:
            read = query.where(schema.document.c.id.in_(some))
            copied = asked.where(schema.document_copy.c.document_id.in_(some))
        copies: dict[str, list[Row[Any]]] = {}
        for row in connection.execute(copied):
            copies.setdefault(row.document_id, []).append(row)
        for row in connection.execute(read):
            if loaded is None:
                yield _had(row, copies[row.id])
            else:
                yield loaded.get(row, copies[row.id], _had)


def _had(row: Row[Any], copied: Sequence[Row[Any]]) -> Had:
    """A document with its reading and its copies, by their rows."""
    with _sound(row.id):
        copies = tuple(sorted((_load_copy(one) for one in copied), key=Copy.rank))
        document = _load_document(row, copies)
    return document, load_reading(row.body, document), copies


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
    columns = (
        table.c.masked,
        table.c.prose_start,
        table.c.prose_end,
        table.c.lang,
        table.c.pages,
        table.c.text,
    )
    dates = (table.c.published, table.c.published_basis)
    query = select(*columns, *dates, schema.reading.c.producer).join_from(table, schema.reading)
    return query.where(table.c.id == document.id)


def _stands(kept: Row[Any] | None, document: Document, producer: str) -> bool:
    """Whether what is kept stays, and is not replaced by this document and its reading.

    One text can be had in several forms (as Markdown and as plain text, with a date and without), of which
    the least is kept, so that the order of reading decides nothing: one that states its date, then one that
    has pages, then one that masks its markup. A newer reading of the same form takes the place of the older.
    """
    if kept is None:
        return False
    mine, theirs = _form(kept._mapping), _form(_document(document))
    return mine < theirs or (mine == theirs and kept.producer == producer)


def _form(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    dated = Copy(
        origin="",
        name="",
        published=PartialDate.parse(row["published"]) if row["published"] else None,
        published_basis=DateBasis(row["published_basis"]),
    )
    paged = (row["pages"] is None, row["pages"] or "")
    masked = (row["masked"] is None, row["masked"] or "", row["prose_start"], row["prose_end"])
    return (*dated.rank(), *paged, *masked, row["lang"], row["text"])


def _note(connection: Connection, document: Document) -> None:
    """That a document was had from this origin: it is one of its copies, and no failure any more.

    Of several accounts that one origin gives of a text, the first in rank stays, with the first and the last
    time at which it was retrieved.
    """
    key, copy = _origin_id(document.origin), document.copy
    table = schema.document_copy
    same = (table.c.document_id == document.id, table.c.origin_id == key)
    kept = connection.execute(select(table).where(*same)).one_or_none()
    before = _load_copy(kept) if kept is not None else None
    if before is not None:
        times = [time for one in (before, copy) for time in (one.retrieved, one.seen) if time is not None]
        first = min(before, copy, key=Copy.rank)
        copy = replace(first, retrieved=min(times, default=None), seen=max(times, default=None))
    if copy != before:
        row = {"document_id": document.id, "origin_id": key, **_copy(copy)}
        _put(connection, table, row, over=True)
        kept = connection.execute(
            select(schema.document).where(schema.document.c.id == document.id)
        ).one_or_none()
        if kept is not None:
            catalog.noted(connection, _load_document(kept, _copies(connection, document.id)))
    connection.execute(delete(schema.failure).where(schema.failure.c.origin_id == key))


@contextmanager
def _sound(identity: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise StoreError(f"{identity} is damaged: {error}") from error


def _origin_id(origin: str) -> str:
    """One for each file, however its path is written, and for each address."""
    return content_id("ori", origin if is_address(origin) or origin == STDIN else os.path.abspath(origin))


def _document(document: Document) -> dict[str, Any]:
    assert document.prose is not None
    return {
        "id": document.id,
        "text": document.text,
        "masked": None if document.masked == document.text else document.masked,
        "prose_start": document.prose.start,
        "prose_end": document.prose.end,
        "lang": document.lang,
        "pages": json.dumps(document.pages) if document.pages else None,
        "published": str(document.published) if document.published else None,
        "published_basis": document.published_basis.value,
    }


def _load_document(row: Row[Any], copies: Sequence[Copy]) -> Document:
    """The text with what its copies say of it, each thing by the first of them that says it."""
    first = copies[0]
    return Document(
        id=row.id,
        text=row.text,
        masked=row.masked or row.text,
        prose=Span(start=row.prose_start, end=row.prose_end),
        lang=row.lang,
        pages=tuple(json.loads(row.pages)) if row.pages else (),
        origin=first.origin,
        name=first.name,
        title=next((copy.title for copy in copies if copy.title), None),
        author=next((copy.author for copy in copies if copy.author), None),
        published=PartialDate.parse(row.published) if row.published else None,
        published_basis=DateBasis(row.published_basis),
        published_from=first.published_from,
        source=next((copy.source for copy in copies if copy.source != Source()), Source()),
        retrieved=first.retrieved,
    )


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "origin": copy.origin,
        "name": copy.name,
        "title": copy.title,
        "author": copy.author,
        "published": str(copy.published) if copy.published else None,
        "published_basis": copy.published_basis.value,
        "published_from": copy.published_from,
        "source_name": copy.source.name,
        "source_url": copy.source.url,
        "retrieved": copy.retrieved.isoformat() if copy.retrieved else None,
        "seen": copy.seen.isoformat() if copy.seen else None,
    }


def _load_copy(row: Row[Any]) -> Copy:
    return Copy(
        origin=row.origin,
        name=row.name,
        title=row.title,
        author=row.author,
        published=PartialDate.parse(row.published) if row.published else None,
        published_basis=DateBasis(row.published_basis),
        published_from=row.published_from,
        source=Source(name=row.source_name, url=row.source_url),
        retrieved=dt.datetime.fromisoformat(row.retrieved) if row.retrieved else None,
        seen=dt.datetime.fromisoformat(row.seen) if row.seen else None,
    )


def _copies(connection: Connection, document_id: str) -> tuple[Copy, ...]:
    table = schema.document_copy
    rows = connection.execute(select(table).where(table.c.document_id == document_id))
    return tuple(sorted((_load_copy(row) for row in rows), key=Copy.rank))


def _outlets(connection: Connection) -> tuple[Outlet, ...]:
    rows = connection.execute(select(schema.outlet)).all()
    made = (Outlet(key=r.key, name=r.name, country=r.country, kind=SourceKind(r.kind)) for r in rows)
    return tuple(sorted(made))


_REMEMBERED = ("address", "etag", "last_modified", "checksum", "failures")


def _remembered(row: Row[Any]) -> Remembered:
    with _sound(row.address):
        return Remembered(
            **{field: getattr(row, field) for field in _REMEMBERED},
            checked_at=dt.datetime.fromisoformat(row.checked_at),
            due_at=dt.datetime.fromisoformat(row.due_at),
        )
