"""The catalogue asked: each answer is a few statements on indexed tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.engine import Row

from dragoman.gazetteer.outlets import Outlets
from dragoman.merge import MergeSettings
from dragoman.model.correction import parse_parties, parse_party, party_text
from dragoman.model.judgement import Judgement, Matter
from dragoman.model.record import Party
from dragoman.model.text import Realis, Source
from dragoman.store.catalog.answers import (
    DEALINGS,
    DocumentOrder,
    DocumentRow,
    Doubt,
    Entry,
    EntryOrder,
    Home,
    Kind,
    OpenMerge,
    Page,
    PairOrder,
    PairRow,
    PartyRow,
    Size,
)
from dragoman.store.catalog.rows import KINDS, NUMBER
from dragoman.store.catalog.statements import where
from dragoman.store.catalog.waiting import questions

_SHORTEST = 8  # characters of an id that may stand for it
_ALL = 1 << 30
_Asked = tuple[str, dict[str, Any]]  # a condition and its values


class SqlCatalog:
    """See ``Catalog``. ``merged`` gives a connection to the ledger as it is now, when all is merged."""

    def __init__(
        self,
        merged: Callable[[], AbstractContextManager[Connection]],
        outlets: Callable[[Connection], Outlets],
        judged: Callable[[Connection], Sequence[Judgement]],
        settings: Callable[[Connection], MergeSettings],
    ) -> None:
        self._merged = merged
        self._outlets = outlets
        self._judged = judged
        self._settings = settings

    def size(self) -> Size:
        with self._merged() as connection:
            row = connection.execute(
                text("SELECT COUNT(*) AS documents, MAX(retrieved) AS retrieved FROM catalog_document")
            ).one()
        return Size(documents=row.documents, last_read=_moment(row.retrieved))

    def pairs(
        self,
        party: Party | None = None,
        *,
        order: PairOrder = PairOrder.LATEST,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[PairRow]:
        condition, values = "one <> other", dict[str, Any]()
        if party is not None:
            condition += " AND (one = :party OR other = :party)"
            values["party"] = party_text(party)
        by = {
            PairOrder.LATEST: "last DESC NULLS LAST, documents DESC, one, other",
            PairOrder.DOCUMENTS: "documents DESC, last DESC NULLS LAST, one, other",
        }[order]
        with self._merged() as connection:
            return _page(
                connection, "*", f"catalog_pair WHERE {condition}", by, values, limit, offset, _pair_row
            )

    def parties(self) -> tuple[PartyRow, ...]:
        with self._merged() as connection:
            rows = connection.execute(text("SELECT * FROM catalog_pair WHERE one = other ORDER BY one")).all()
        return tuple(
            PartyRow(party=parse_party(r.one), documents=r.documents, first=_day(r.first), last=_day(r.last))
            for r in rows
        )

    def telling(
        self,
        parties: Collection[Party],
        kinds: Collection[Kind] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[str]:
        query, values = _telling(_codes(parties), kinds)
        with self._merged() as connection:
            return _page(
                connection,
                "document",
                query,
                "day DESC, document DESC",
                values,
                limit,
                offset,
                lambda r: r.document,
            )

    def home(self, identity: str) -> Home | None:
        words = identity.strip()
        with self._merged() as connection:
            whole = _homes(connection, [words]).get(words)
            if whole is not None or len(words) < _SHORTEST:
                return whole
            bounds = {"low": words, "high": words + "\U0010ffff"}
            found: list[str] = []
            for column, table in (("record", "catalog_record"), ("document", "catalog_document")):
                query = f"SELECT {column} FROM {table} WHERE {column} >= :low AND {column} < :high LIMIT 2"
                found += connection.execute(text(query), bounds).scalars()
            return _homes(connection, found)[found[0]] if len(found) == 1 else None

    def homes(self, identities: Collection[str]) -> dict[str, Home]:
        with self._merged() as connection:
            return _homes(connection, identities)

    def holders(self, records: Collection[str]) -> dict[str, str]:
        query = "SELECT record, document FROM catalog_record WHERE record IN :keys"
        with self._merged() as connection:
            return {row.record: row.document for row in where(connection, query, records)}

    def records(self, things: Collection[str]) -> dict[str, int]:
        query = "SELECT thing, COUNT(*) AS records FROM catalog_record WHERE thing IN :keys GROUP BY thing"
        with self._merged() as connection:
            return {row.thing: row.records for row in where(connection, query, things)}

    def bearing(self, identity: str, *, limit: int | None = None, offset: int = 0) -> Page[str]:
        with self._merged() as connection:
            home = _homes(connection, [identity]).get(identity)
            if home is None:
                return Page(rows=(), total=0, offset=offset)
            bearers = (
                "catalog_document WHERE voice = (SELECT voice FROM catalog_document WHERE document = :thing)"
                if home.kind is Kind.DOCUMENT
                else "catalog_document WHERE document IN "
                "(SELECT document FROM catalog_record WHERE thing = :thing)"
            )
            values = {"thing": home.id}
            return _page(
                connection,
                "document",
                bearers,
                "last DESC NULLS LAST, document DESC",
                values,
                limit,
                offset,
                lambda r: r.document,
            )

    def entries(
        self,
        kinds: Collection[Kind] = (Kind.ENGAGEMENT,),
        *,
        parties: Collection[Party] = (),
        types: Collection[str] = (),
        realis: Collection[Realis] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: EntryOrder = EntryOrder.EVENT,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Entry]:
        first, last, by, needed = _ORDERS[order]
        conditions = [_within(kinds, parties)]
        if types:
            conditions.append((f"type IN ({_marks('type', types)})", _values("type", types)))
        if realis:
            told = [one.value for one in realis]
            conditions.append((f"realis IN ({_marks('realis', told)})", _values("realis", told)))
        if needed:
            conditions.append((f"{needed} IS NOT NULL", {}))
        conditions += _between(first, last, since, until)
        return self._entries(conditions, by, limit, offset)

    def register(
        self,
        kind: Kind,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Entry]:
        return self.entries((kind,), parties=parties, order=EntryOrder.DOCUMENTS, limit=limit, offset=offset)

    def undated(
        self, *, parties: Collection[Party] = (), limit: int | None = None, offset: int = 0
    ) -> Page[Entry]:
        conditions = [_within((Kind.ENGAGEMENT,), parties), ("main = 1 AND last IS NULL", {}), _UNSEEN]
        return self._entries(conditions, _ORDERS[EntryOrder.REPORT][2], limit, offset)

    def _entries(self, conditions: Iterable[_Asked], by: str, limit: int | None, offset: int) -> Page[Entry]:
        condition, values = _all_of(conditions)
        with self._merged() as connection:
            return _page(
                connection, "*", f"catalog_thing WHERE {condition}", by, values, limit, offset, _entry
            )

    def documents(
        self,
        *,
        parties: Collection[Party] = (),
        lang: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: DocumentOrder = DocumentOrder.PUBLISHED,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[DocumentRow]:
        conditions: list[_Asked] = [("1 = 1", {})]
        if parties:
            query, values = _telling(_codes(parties), ())
            conditions.append((f"document IN (SELECT document FROM {query})", values))
        if lang is not None:
            conditions.append(("lang = :lang", {"lang": lang}))
        conditions += _between("first", "last", since, until)
        condition, values = _all_of(conditions)
        by = {
            DocumentOrder.PUBLISHED: "last DESC NULLS LAST, document DESC",
            DocumentOrder.RETRIEVED: "retrieved DESC NULLS LAST, document DESC",
        }[order]
        with self._merged() as connection:
            outlets = self._outlets(connection)
            return _page(
                connection,
                "*",
                f"catalog_document WHERE {condition}",
                by,
                values,
                limit,
                offset,
                lambda row: _document(row, outlets),
            )

    def named(self, documents: Collection[str]) -> dict[str, DocumentRow]:
        with self._merged() as connection:
            outlets = self._outlets(connection)
            query = "SELECT * FROM catalog_document WHERE document IN :keys"
            return {row.document: _document(row, outlets) for row in where(connection, query, documents)}

    def waiting(
        self,
        matter: Matter,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[OpenMerge]:
        with self._merged() as connection:
            judged, settings = self._judged(connection), self._settings(connection)
            return questions(connection, matter, _codes(parties), judged, settings, limit, offset)

    def doubtful(
        self,
        below: float,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Doubt]:
        conditions: list[_Asked] = [("confidence < :below", {"below": below}), (_UNCONFIRMED, {})]
        for number, party in enumerate(_codes(parties)):
            name = f"party{number}"
            conditions.append(
                (
                    f"EXISTS (SELECT 1 FROM catalog_side s WHERE s.party = :{name} "
                    "AND s.kind = catalog_record.kind AND s.thing = catalog_record.thing)",
                    {name: party},
                )
            )
        condition, values = _all_of(conditions)
        by = f"(kind = {NUMBER[Kind.ENGAGEMENT]} AND main = 1) DESC, confidence, record"
        with self._merged() as connection:
            return _page(
                connection, "*", f"catalog_record WHERE {condition}", by, values, limit, offset, _doubt
            )


_UNCONFIRMED = (  # nobody found the record right with the values that it has
    "NOT EXISTS (SELECT 1 FROM confirmation c WHERE c.record_id = catalog_record.record"
    " AND c.seen = catalog_record.visible AND c.retracted_at IS NULL)"
)
_UNSEEN: _Asked = (
    "EXISTS (SELECT 1 FROM catalog_record WHERE catalog_record.thing = catalog_thing.thing"
    f" AND catalog_record.main = 1 AND {_UNCONFIRMED})",
    {},
)


# --- statements -------------------------------------------------------------------------------------------


def _page(
    connection: Connection,
    columns: str,
    query: str,
    by: str,
    values: Mapping[str, Any],
    limit: int | None,
    offset: int,
    load: Callable[[Row[Any]], Any],
) -> Page[Any]:
    """Rows of a query in an order; they are counted only where these do not tell how many there are."""
    limited = f"SELECT {columns} FROM {query} ORDER BY {by} LIMIT :limit OFFSET :offset"
    most = _ALL if limit is None else limit
    rows = connection.execute(text(limited), {**values, "limit": most, "offset": offset}).all()
    if len(rows) < most and (rows or not offset):
        total = offset + len(rows)
    else:
        total = connection.execute(text(f"SELECT COUNT(*) FROM {query}"), dict(values)).scalar_one()
    return Page(rows=tuple(load(row) for row in rows), total=total, offset=offset)


def _telling(parties: Sequence[str], kinds: Collection[Kind]) -> _Asked:
    """The documents, with their days, that tell of one thing of all these parties."""
    wanted = tuple(kinds) or (DEALINGS if len(parties) > 1 else KINDS)
    bits = sum(1 << NUMBER[kind] for kind in wanted)
    if not parties:
        return "(SELECT document, COALESCE(last, '') AS day FROM catalog_document) d", {}
    if len(parties) <= 2:
        values = {"one": parties[0], "other": parties[-1], "bits": bits}
        return "catalog_telling WHERE one = :one AND other = :other AND (kinds & :bits) <> 0", values
    inside, values = _within(wanted, parties)
    query = (
        "(SELECT document, COALESCE(last, '') AS day FROM catalog_document WHERE document IN "
        "(SELECT document FROM catalog_record WHERE thing IN "
        f"(SELECT thing FROM catalog_thing WHERE {inside}))) d"
    )
    return query, values


def _within(kinds: Collection[Kind], parties: Collection[Party] | Sequence[str]) -> _Asked:
    """Things of these kinds in which all the parties have a part."""
    numbers = ", ".join(str(NUMBER[kind]) for kind in sorted(set(kinds), key=lambda k: NUMBER[k]))
    condition, values = f"kind IN ({numbers})", dict[str, Any]()
    told = sorted({one if isinstance(one, str) else party_text(one) for one in parties})
    sides = [
        f"SELECT thing FROM catalog_side WHERE party = :party{n} AND kind IN ({numbers})"
        for n in range(len(told))
    ]
    if sides:
        condition = f"thing IN ({' INTERSECT '.join(sides)})"  # which are of these kinds
        values = {f"party{n}": party for n, party in enumerate(told)}
    return condition, values


def _between(first: str, last: str, since: dt.date | None, until: dt.date | None) -> list[_Asked]:
    out: list[_Asked] = []
    if since is not None:
        out.append((f"{last} >= :since", {"since": since.isoformat()}))
    if until is not None:
        out.append((f"{first} <= :until", {"until": until.isoformat()}))
    return out


_ORDERS: Mapping[EntryOrder, tuple[str, str, str, str]] = {
    EntryOrder.EVENT: ("first", "last", "last DESC NULLS LAST, thing DESC", ""),
    EntryOrder.REPORT: ("told_first", "told_last", "told_last DESC NULLS LAST, thing DESC", ""),
    EntryOrder.COMING: ("first", "last", "last, thing", "last"),
    EntryOrder.DUE: ("due", "due", "due, thing", "due"),
    EntryOrder.DOCUMENTS: ("told_first", "told_last", "documents DESC, thing DESC", ""),
}


def _all_of(conditions: Iterable[_Asked]) -> _Asked:
    found = list(conditions)
    values: dict[str, Any] = {}
    for _, more in found:
        values |= more
    return " AND ".join(condition for condition, _ in found), values


def _marks(name: str, items: Collection[str]) -> str:
    return ", ".join(f":{name}{n}" for n in range(len(items)))


def _values(name: str, items: Collection[str]) -> dict[str, str]:
    return {f"{name}{n}": item for n, item in enumerate(items)}


def _codes(parties: Collection[Party]) -> list[str]:
    return sorted({party_text(party) for party in parties})


def _homes(connection: Connection, identities: Collection[str]) -> dict[str, Home]:
    out = {}
    query = "SELECT record, thing, kind FROM catalog_record WHERE record IN :keys"
    for row in where(connection, query, identities):
        out[row.record] = Home(id=row.thing, kind=KINDS[row.kind])
    query = "SELECT document FROM catalog_document WHERE document IN :keys"
    for row in where(connection, query, identities):
        out[row.document] = Home(id=row.document, kind=Kind.DOCUMENT)
    return out


# --- rows -------------------------------------------------------------------------------------------------


def _pair_row(row: Row[Any]) -> PairRow:
    left, right = sorted((parse_party(row.one), parse_party(row.other)))
    return PairRow(
        left=left, right=right, documents=row.documents, first=_day(row.first), last=_day(row.last)
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.thing,
        kind=KINDS[row.kind],
        type=row.type,
        name=row.name,
        parties=_parties(row),
        first=_day(row.first),
        last=_day(row.last),
        due=_day(row.due),
        realis=Realis(row.realis) if row.realis else None,
        main=bool(row.main),
        documents=row.documents,
        told_first=_day(row.told_first),
        told_last=_day(row.told_last),
        record=row.record,
        document=row.document,
    )


def _parties(row: Row[Any]) -> tuple[Party, ...]:
    """Of a person the usual one; of anything else all that have a part."""
    told = row.parties if KINDS[row.kind] is Kind.PERSON else f"{row.parties} {row.sides}"
    return parse_parties(told) if told.strip() else ()


def _document(row: Row[Any], outlets: Outlets) -> DocumentRow:
    outlet = None
    if row.source_name is None:
        outlet = outlets.of(Source(name=row.source_name, url=row.source_url))
    return DocumentRow(
        id=row.document,
        title=row.title,
        source=row.source_name or (outlet.name if outlet else None) or row.name,
        lang=row.lang,
        first=_day(row.first),
        last=_day(row.last),
        retrieved=_moment(row.retrieved),
        voice=row.voice,
    )


def _doubt(row: Row[Any]) -> Doubt:
    return Doubt(
        record=row.record,
        document=row.document,
        home=row.thing,
        kind=KINDS[row.kind],
        main=bool(row.main),
        confidence=row.confidence,
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if value else None
