"""The workings of a ledger in its database: kept up to date, and made anew where they do not fit."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.lexicon.load import given_names
from dragoman.merge.facts import Facts, Part, dump_part, facts
from dragoman.merge.flow import bring_up
from dragoman.merge.layer import LAYERS, PEOPLE
from dragoman.merge.runs import runs_of
from dragoman.merge.score import MergeSettings
from dragoman.merge.workings import Change
from dragoman.model.judgement import Judgement
from dragoman.model.record import Reading
from dragoman.model.text import Document
from dragoman.store import schema, search
from dragoman.store.catalog import keep as catalog
from dragoman.store.catalog.open import said
from dragoman.store.catalog.watch import Watched
from dragoman.store.connect import roomy

_LOCK = 0x647261676F6D6572  # "dragomer": the number of PostgreSQL's lock that one merge holds at a time
_FEW = 10  # documents that are always brought up one by one
_SHARE = 1 / 30  # of the ledger: where more are new, all is made anew, which is faster
_AT_A_TIME = 100  # documents brought up in one transaction
_DERIVING = ("ledger", "ledger.py")  # what is made of workings, and has no part in making them
_AT_ONCE = 500  # facts worked out before they are written
_UNLISTED = 1000  # documents put into the catalogue in one transaction
_TABLES = (
    schema.merge_member,
    schema.merge_body,
    schema.merge_place,
    schema.merge_seat,
    schema.merge_edge,
    schema.merge_home,
)
_LOOKED_UP = tuple(
    index for table in (schema.merge_seat, schema.merge_edge) for index in sorted(table.indexes, key=str)
)
_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
Pairs = Callable[[Collection[str]], Iterable[tuple[Document, Reading]]]


def writing(connection: Connection) -> None:
    """Wait for a merge to end, and let none begin before this transaction ends; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:lock)"), {"lock": _LOCK})


def merging(connection: Connection) -> None:
    """Wait for all who write what merging reads, and let none begin before this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def learn(connection: Connection, document: Document, reading: Reading) -> None:
    """Keep the facts of a document that was just read, and note that it is to be merged."""
    forget(connection, [document.id])
    _put(connection, schema.merge_facts, [_row(document, reading)])
    catalog.learn(connection, [(document, reading)], _program())
    search.learn(connection, document, reading)


def forget(connection: Connection, documents: Collection[str]) -> None:
    """Note that the facts of these documents are to be worked out anew, and merged."""
    wanted = sorted(set(documents))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        table = schema.merge_facts
        connection.execute(delete(table).where(table.c.document_id.in_(some)))
        catalog.forget(connection, some)
        _put(connection, schema.merge_pending, [{"document_id": key} for key in some])
    search.forget(connection, wanted)


def stir(connection: Connection, identities: Collection[str]) -> None:
    """Note that the documents of these records are to be merged again: a person judged them."""
    table = schema.merge_member
    mine = (table.c.layer.in_(range(len(LAYERS))), table.c.record.in_(identities))  # as the key begins
    found = set(connection.execute(select(table.c.document).where(*mine)).scalars())
    here = schema.document.c.id
    found |= set(connection.execute(select(here).where(here.in_(identities))).scalars())
    _put(connection, schema.merge_pending, [{"document_id": key} for key in sorted(found)])


def _put(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Insert rows; where one has their key, another writer was first with the same."""
    if rows:
        connection.execute(_INSERT[connection.dialect.name](table).on_conflict_do_nothing(), rows)


def unlearn(connection: Connection, records: Collection[str]) -> None:
    """Note that the documents of these records are to be looked at anew: a person put them right."""
    wanted = set(records)
    found: set[str] = set()
    for table, record, document in (
        (schema.subject, schema.subject.c.record_id, schema.subject.c.document_id),
        (schema.merge_member, schema.merge_member.c.record, schema.merge_member.c.document),
    ):
        query = select(record, document).select_from(table).where(record.in_(wanted))
        if table is schema.merge_member:
            query = query.where(schema.merge_member.c.layer.in_(range(len(LAYERS))))
        rows = connection.execute(query).all()
        found |= {row[1] for row in rows}
        wanted -= {row[0] for row in rows}
    here = schema.reading
    for one in wanted:  # commitments, positions, indicators: nothing else knows where they are
        query = select(here.c.document_id).where(here.c.body.contains(one, autoescape=True))
        found |= set(connection.execute(query).scalars())
    there = set(connection.execute(select(here.c.document_id).where(here.c.document_id.in_(found))).scalars())
    forget(connection, there)


def is_pending(connection: Connection) -> bool:
    """Whether there is anything to be merged."""
    return connection.execute(select(schema.merge_pending).limit(1)).first() is not None


def is_fit(connection: Connection, settings: MergeSettings) -> bool:
    """Whether the workings and the catalogue were made by this program with these settings."""
    return _is_stamped(connection, settings) and catalog.is_fit(connection, _program())


def _is_stamped(connection: Connection, settings: MergeSettings) -> bool:
    table = schema.merge_state
    found = connection.execute(select(table.c.value).where(table.c.name == "stamp")).scalar()
    return found == stamp(settings)


def merge(connection: Connection, settings: MergeSettings, judged: Sequence[Judgement], read: Pairs) -> int:
    """Bring the workings up to date with some of the documents that are to be merged; how many were merged.

    ``read`` gives documents with their readings, for those whose facts are not there. All of it is done in
    the transaction of the connection, and is short, so that others can write in between; only where all is
    made anew it is all of it.
    """
    pending = set(connection.execute(select(schema.merge_pending.c.document_id)).scalars())
    fit, listed = _is_stamped(connection, settings), catalog.is_fit(connection, _program())
    if fit and listed and not pending:
        return 0
    if fit and not listed and (some := catalog.missing(connection, _program(), _UNLISTED)):
        _work_out(connection, some, read)
        return len(some)
    total = connection.execute(select(func.count()).select_from(schema.reading)).scalar_one()
    whole = not fit or len(pending) > max(_FEW, _SHARE * total)
    if whole:
        _clear(connection)
        wanted = set(connection.execute(select(schema.reading.c.document_id)).scalars())
    else:
        wanted = set(sorted(pending)[:_AT_A_TIME])
        pending -= pending - wanted
    _work_out(connection, wanted, read)
    watched = _Workings(connection, settings, whole=whole)
    bring_up(watched, wanted, settings, judged, workers=os.cpu_count() or 1)
    with roomy(connection) if whole else nullcontext():
        for index in _LOOKED_UP:
            index.create(connection, checkfirst=True)
    _settle(connection, pending, settings)
    if whole or (not listed and not is_pending(connection)):
        with roomy(connection):
            catalog.build(connection, said(judged), settings, _program())
    elif listed:
        catalog.follow(connection, watched.moved, wanted, said(judged), settings)
    return len(wanted)


class _Workings(Watched):
    """Workings that keep up the names by which people are found, too."""

    def __init__(self, connection: Connection, settings: MergeSettings, *, whole: bool) -> None:
        super().__init__(connection, settings, whole=whole)
        self._connection = connection

    def put(self, layer: str, change: Change) -> None:
        super().put(layer, change)
        if layer == PEOPLE.name and change.bodies:
            search.keep_names(self._connection, change.bodies, change.is_new)


def _clear(connection: Connection) -> None:
    """Empty the tables. An index that only single documents need is made once all is there."""
    for table in _TABLES:
        connection.execute(delete(table))
    for index in _LOOKED_UP:
        index.drop(connection, checkfirst=True)
    connection.execute(delete(schema.merge_facts).where(schema.merge_facts.c.program != _program()))
    search.forget_names(connection)


def _work_out(connection: Connection, wanted: Collection[str], read: Pairs) -> None:
    """The facts of documents that have none, and their rows in the catalogue."""
    known = _with_facts(connection, wanted)
    listed = catalog.known(connection, wanted)
    pairs = iter(read(sorted(set(wanted) - (known & listed))))
    while some := list(islice(pairs, _AT_ONCE)):
        fresh = [_row(document, reading) for document, reading in some if document.id not in known]
        if fresh:
            connection.execute(insert(schema.merge_facts), fresh)
        catalog.learn(connection, [pair for pair in some if pair[0].id not in listed], _program())


def _with_facts(connection: Connection, wanted: Collection[str]) -> set[str]:
    here = schema.merge_facts.c.document_id
    if len(wanted) > _AT_ONCE:
        return set(connection.execute(select(here)).scalars())
    return set(connection.execute(select(here).where(here.in_(sorted(wanted)))).scalars())


def _row(document: Document, reading: Reading) -> dict[str, object]:
    found: Facts = facts(document, reading, given_names())
    runs = runs_of(document).astype("<u4").tobytes()
    first, last = found.published or (None, None)
    return {
        "document_id": document.id,
        "lang": found.lang,
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        **{part.value: dump_part(found, part) for part in Part},
        "runs": runs,
        "program": _program(),
    }


def _settle(connection: Connection, merged: Collection[str], settings: MergeSettings) -> None:
    table = schema.merge_pending
    done = sorted(merged)
    for start in range(0, len(done), _AT_ONCE):
        some = done[start : start + _AT_ONCE]
        connection.execute(delete(table).where(table.c.document_id.in_(some)))
    state = schema.merge_state
    connection.execute(delete(state).where(state.c.name == "stamp"))
    connection.execute(insert(state), [{"name": "stamp", "value": stamp(settings)}])


def stamp(settings: MergeSettings) -> str:
    """What workings are a function of besides documents and judgements: the program and its settings."""
    told = asdict(settings) | {"weights": dict(sorted(settings.weights.items()))}
    return f"{_program()} {json.dumps(told, sort_keys=True)}"


def settings_of(connection: Connection) -> MergeSettings | None:
    """The settings that the workings were made with; None where there are none."""
    table = schema.merge_state
    found = connection.execute(select(table.c.value).where(table.c.name == "stamp")).scalar()
    return MergeSettings(**json.loads(found.partition(" ")[2])) if found else None


@cache
def _program() -> str:
    """A checksum of all that the result depends on: code, packs, gazetteer, and libraries that compare.

    What only derives a ledger from judgements (``merge.ledger``, ``model.ledger``) is not of it.
    """
    root = files("dragoman")
    folders = ("merge", "model", "lexicon", "languages", "gazetteer")
    alone = (root / "detect" / "names.py", root / "extract" / "instrument.py")
    digest = hashlib.sha256()
    for source in chain(*(_sources(root / folder) for folder in folders), alone):
        digest.update(source.read_bytes())
    for library in ("anyascii", "rapidfuzz"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:20]


def _sources(folder: Traversable) -> Iterable[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in _DERIVING:
            continue
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".yaml", ".toml", ".tsv")):
            yield entry
