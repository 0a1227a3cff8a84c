"""The index of documents is kept up as they are added, replaced and put right; what is not there is made.

A document's number tells its day, so that the newest come first without sorting; the rest of it follows from
the document's id, so that the order of reading decides nothing (but where two ids of a day fall together).
A number is used once: a document that is indexed again gets another one.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.merge.layer import LAYERS, PEOPLE
from dragoman.model.record import Reading
from dragoman.model.text import Document
from dragoman.store import schema
from dragoman.store.search.fulltext import WORDS
from dragoman.store.search.lines import Entry, entry
from dragoman.store.search.names import forget_names, keep_names
from dragoman.store.search.words import VERSION
from dragoman.store.workings import SqlWorkings

Pairs = Callable[[Collection[str]], Iterable[tuple[Document, Reading]]]
_MANY = 500  # documents in one statement
AT_A_TIME = 500  # documents indexed in one transaction
_DAY_BITS, _FREE_BITS = 12, 26  # of a number: documents of one day, documents without a day
NO_DAY = 1 << _FREE_BITS  # numbers under this one are of documents without a day
_FIRST = dt.date(1800, 1, 1).toordinal()
_TRIES = 50  # at a free number of one day, before the next day is tried
_GONE = 1000  # numbers out of use, and
_GONE_SHARE = 0.5  # this share of all: the index is made anew
_DOCUMENTS, _NAMES = "documents", "names"  # what has a stamp
_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def learn(connection: Connection, document: Document, reading: Reading) -> None:
    """Index a document that was just read; what was indexed of it is forgotten already."""
    _keep(connection, [entry(document, reading)])


def forget(connection: Connection, documents: Collection[str]) -> None:
    """Note that these documents are to be indexed anew."""
    if not _is_fit(connection):
        _restart(connection)
    for some in _pieces(documents):
        _take_out(connection, some)
        _put_pending(connection, some)


def is_current(connection: Connection) -> bool:
    """Whether everything is indexed, by this version."""
    waiting = select(schema.search_pending.c.document_id).limit(1)
    fit = _is_fit(connection) and _is_fit(connection, _NAMES)
    return fit and connection.execute(waiting).first() is None


def bring_up(connection: Connection, read: Pairs) -> int:
    """Index some of the documents that wait for it; how many. ``read`` gives them with their readings."""
    if not _is_fit(connection) or _is_worn(connection):
        _restart(connection)
    table = schema.search_pending
    query = select(table.c.document_id).order_by(table.c.document_id).limit(AT_A_TIME)
    wanted = list(connection.execute(query).scalars())
    if wanted:
        _take_out(connection, wanted)
        found = (entry(document, reading) for document, reading in read(wanted))
        while some := list(islice(found, _MANY)):
            _keep(connection, some)
        connection.execute(delete(table).where(table.c.document_id.in_(wanted)))
    elif not _is_fit(connection, _NAMES):
        forget_names(connection)
        node = schema.merge_body.c
        nodes = select(node.node).where(node.layer == LAYERS.index(PEOPLE))
        for each in _pieces(list(connection.execute(nodes).scalars())):
            keep_names(connection, SqlWorkings(connection).bodies(PEOPLE.name, each), True)
        _stamp_as(connection, _NAMES)
    return len(wanted)


def _keep(connection: Connection, entries: list[Entry]) -> None:
    numbered = [(_number(connection, one), one) for one in entries]
    WORDS.put(connection, ((number, one.columns) for number, one in numbered))
    table = schema.search_pending
    done = [one.document for one in entries]
    connection.execute(delete(table).where(table.c.document_id.in_(done)))


def _number(connection: Connection, one: Entry) -> int:
    """Take a number for a document, with which it is kept."""
    table = schema.search_entry
    statement = _INSERT[connection.dialect.name](table).on_conflict_do_nothing(index_elements=["number"])
    for number in _numbers(one):
        made = connection.execute(
            statement.values(number=number, document_id=one.document).execution_options(
                preserve_rowcount=True
            )
        )
        if made.rowcount == 1:
            return number
    raise AssertionError("numbers do not end")


def _numbers(one: Entry) -> Iterator[int]:
    """Numbers for a document, the first of which is nearly always free."""
    day = dt.date.fromisoformat(one.day) if one.day is not None else None
    tried = 0
    while True:
        digest = blake2b(f"{one.document} {tried}".encode(), digest_size=8).digest()
        chance = int.from_bytes(digest, "big")
        if day is None:
            yield chance % (1 << _FREE_BITS)
        else:
            yield first_number(day, tried // _TRIES) + chance % (1 << _DAY_BITS)
        tried += 1


def first_number(day: dt.date, later: int = 0) -> int:
    """The least number of the documents of a day, or of one so many days later."""
    return (max(day.toordinal() - _FIRST, 0) + later + (1 << (_FREE_BITS - _DAY_BITS))) << _DAY_BITS


def _take_out(connection: Connection, documents: Collection[str]) -> None:
    table = schema.search_entry
    mine = table.c.document_id.in_(documents)
    numbers = list(connection.execute(select(table.c.number).where(mine)).scalars())
    if numbers:
        gone = update(table).where(table.c.number.in_(numbers))
        connection.execute(gone.values(document_id=None))
        WORDS.drop(connection, numbers)


def _put_pending(connection: Connection, documents: Collection[str]) -> None:
    statement = _INSERT[connection.dialect.name](schema.search_pending).on_conflict_do_nothing()
    rows = [{"document_id": document} for document in documents]
    if rows:
        connection.execute(statement, rows)


def _restart(connection: Connection) -> None:
    """Forget everything, and note that all that was read is to be indexed. Of several that would do so at
    once the others wait at the stamp, until what the first one wrote is there to be seen."""
    pending = schema.search_pending
    _stamp_as(connection, _DOCUMENTS)
    for table in (schema.search_entry, pending):
        connection.execute(delete(table))
    WORDS.clear(connection)
    every = select(schema.reading.c.document_id)
    connection.execute(insert(pending).from_select(["document_id"], every))


def _stamp_as(connection: Connection, name: str) -> None:
    statement = _INSERT[connection.dialect.name](schema.search_state).values(name=name, value=_stamp())
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": _stamp()}))


def _is_worn(connection: Connection) -> bool:
    """Whether so much is out of use that the index is better made anew."""
    table = schema.search_entry
    out = select(func.count()).select_from(table).where(table.c.document_id.is_(None))
    gone = connection.execute(out).scalar_one()
    if gone < _GONE:
        return False
    return bool(gone > _GONE_SHARE * connection.execute(select(func.count(table.c.number))).scalar_one())


def _is_fit(connection: Connection, name: str = _DOCUMENTS) -> bool:
    table = schema.search_state
    found = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    return found == _stamp()


@cache
def _stamp() -> str:
    """What an index is a function of besides the documents."""
    return f"{VERSION} anyascii {version('anyascii')} unicode {unicodedata.unidata_version}"


def _pieces(documents: Collection[str]) -> Iterator[list[str]]:
    wanted = sorted(set(documents))
    for start in range(0, len(wanted), _MANY):
        yield wanted[start : start + _MANY]
