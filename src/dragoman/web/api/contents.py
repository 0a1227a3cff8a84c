"""What is in the ledger: its size, parties, pairs, and lists of things and documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.coverage import coverage
from dragoman.desk.parties import party_name
from dragoman.export.coverage_json import coverage_json
from dragoman.export.review_json import moment
from dragoman.ledger.given import bound_given, day_given
from dragoman.model.record import Party
from dragoman.model.text import Realis
from dragoman.store.catalog import DocumentRow, Entry, EntryOrder, Kind, PairRow, PartyRow
from dragoman.web.api import asking
from dragoman.web.api.answering import answers, listed, part
from dragoman.web.api.schemas import contents as shapes
from dragoman.web.api.schemas.shared import Listed
from dragoman.web.errors import NotFound
from dragoman.web.view import Asked, View

VERSION = "1.0"

router = APIRouter(tags=["contents"])


@answers(router, "/ledger", shapes.LedgerTold)
def ledger(view: Asked) -> object:
    """The ledger that is served: its size and revision."""
    size = view.desk.store.catalog.size()
    return {
        "program": version("dragoman"),
        "api": VERSION,
        "revision": view.revision,
        "documents": size.documents,
        "last_read": moment(size.last_read),
    }


@answers(router, "/parties", Listed[shapes.PartyTold])
def parties(view: Asked, ask: Annotated[asking.Some, Query()]) -> object:
    """States and organisations of which documents tell.

    By code, each with the number of its documents.
    """
    return part(view, ask, [_party(row) for row in view.desk.store.catalog.parties()])


@answers(router, "/parties/{party}", shapes.PartyTold)
def party(view: Asked, party: asking.Left) -> object:
    """One party.

    404 where no document of the ledger tells of it.
    """
    wanted = view.party(party)
    found = next((row for row in view.desk.store.catalog.parties() if row.party == wanted), None)
    if found is None:
        raise NotFound(f"no document of this ledger tells of {wanted.code}")
    return _party(found)


@answers(router, "/pairs", Listed[shapes.PairTold])
def pairs(view: Asked, ask: Annotated[asking.Pairs, Query()]) -> object:
    """Pairs of parties that deal with each other."""
    one = view.party(ask.party) if ask.party is not None else None
    found = view.desk.store.catalog.pairs(one, order=ask.order, limit=ask.limit, offset=ask.offset)
    return listed(view, ask, [_pair(row) for row in found], found.total)


@answers(router, "/pairs/{left}/{right}", shapes.Pair)
def pair(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.OnDay, Query()]
) -> object:
    """A pair: how much is known of it, and what that rests on.

    A pair of which nothing is known is answered with zeros.
    """
    sides = view.pair(left, right)
    book = view.between(*sides)
    one, other = sorted(sides)
    known = view.desk.store.catalog.pairs(one)
    row = next((found for found in known if {found.left, found.right} == {one, other}), None)
    facts = book.facts
    told = _pair(row or PairRow(left=one, right=other, documents=0, first=None, last=None))
    counts = {
        "engagements": len(book.timeline(*sides)),
        "instruments": sum(1 for i in facts.instruments if set(sides) <= set(i.parties)),
        "bodies": sum(1 for b in facts.bodies if set(sides) <= set(b.parties)),
        "commitments": len(book.commitments(*sides, on=ask.on).facts.entries),
        "disagreements": len(book.disagreements(*sides)),
    }
    rests = coverage(facts, facts.documents.keys(), day_given(ask.on))
    return {**told, "counts": counts, "coverage": coverage_json(rests)}


@answers(router, "/engagements", Listed[shapes.Thing])
def engagements(view: Asked, ask: Annotated[asking.Engagements, Query()]) -> object:
    """Engagements of the whole ledger, in one line each."""
    return _entries(
        view, ask, Kind.ENGAGEMENT, ask.order, types=[k.value for k in ask.kind], realis=ask.realis
    )


@answers(router, "/people", Listed[shapes.Thing])
def people(view: Asked, ask: Annotated[asking.Things, Query()]) -> object:
    """People, those of most documents first."""
    return _register(view, ask, Kind.PERSON)


@answers(router, "/bodies", Listed[shapes.Thing])
def bodies(view: Asked, ask: Annotated[asking.Things, Query()]) -> object:
    """Joint and multilateral bodies, those of most documents first."""
    return _register(view, ask, Kind.BODY)


@answers(router, "/instruments", Listed[shapes.Thing])
def instruments(view: Asked, ask: Annotated[asking.Things, Query()]) -> object:
    """Agreements, memoranda, statements, those of most documents first."""
    return _register(view, ask, Kind.INSTRUMENT)


@answers(router, "/commitments", Listed[shapes.Thing])
def commitments(view: Asked, ask: Annotated[asking.CommitmentsListed, Query()]) -> object:
    """Commitments and intents of the whole ledger, in one line each."""
    return _entries(view, ask, Kind.COMMITMENT, ask.order, types=[one.value for one in ask.strength])


@answers(router, "/positions", Listed[shapes.Thing])
def positions(view: Asked, ask: Annotated[asking.PositionsListed, Query()]) -> object:
    """Positions of the whole ledger, in one line each."""
    return _entries(view, ask, Kind.POSITION, ask.order)


@answers(router, "/calendar", Listed[shapes.Thing])
def calendar(view: Asked, ask: Annotated[asking.Coming, Query()]) -> object:
    """What is planned or due, the soonest first.

    Engagements by their own date and commitments by their deadline, from ``since`` on: today where it is left
    out. What a pair's rhythm lets expect, and what expires, is in the calendar of the pair.
    """
    since = _first(ask.since) or day_given(None)
    sides, most = _parties(view, ask), ask.offset + ask.limit
    planned = view.desk.store.catalog.entries(
        (Kind.ENGAGEMENT,),
        parties=sides,
        realis=(Realis.PLANNED,),
        since=since,
        order=EntryOrder.COMING,
        limit=most,
    )
    due = view.desk.store.catalog.entries(
        (Kind.COMMITMENT,), parties=sides, since=since, order=EntryOrder.DUE, limit=most
    )
    rows = sorted([*planned, *due], key=lambda row: (row.due or row.first or dt.date.max, row.id))
    shown = [_thing(row) for row in rows[ask.offset : most]]
    return listed(view, ask, shown, planned.total + due.total)


@answers(router, "/documents", Listed[shapes.DocumentTold])
def documents(view: Asked, ask: Annotated[asking.Documents, Query()]) -> object:
    """The documents of the ledger, in one line each."""
    found = view.desk.store.catalog.documents(
        parties=_parties(view, ask),
        lang=ask.lang,
        since=_first(ask.since),
        until=_last(ask.until),
        order=ask.order,
        limit=ask.limit,
        offset=ask.offset,
    )
    return listed(view, ask, [_document(row) for row in found], found.total)


def _entries(
    view: View,
    ask: asking.Timed,
    kind: Kind,
    order: EntryOrder,
    types: Collection[str] = (),
    realis: Collection[Realis] = (),
) -> object:
    found = view.desk.store.catalog.entries(
        (kind,),
        parties=_parties(view, ask),
        types=types,
        realis=realis,
        since=_first(ask.since),
        until=_last(ask.until),
        order=order,
        limit=ask.limit,
        offset=ask.offset,
    )
    return listed(view, ask, [_thing(row) for row in found], found.total)


def _register(view: View, ask: asking.Things, kind: Kind) -> object:
    found = view.desk.store.catalog.register(
        kind, parties=_parties(view, ask), limit=ask.limit, offset=ask.offset
    )
    return listed(view, ask, [_thing(row) for row in found], found.total)


def _parties(view: View, ask: asking.Things) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(view.party(one) for one in ask.party))


def _first(bound: str | None) -> dt.date | None:
    date = bound_given(bound)
    return date.first if date is not None else None


def _last(bound: str | None) -> dt.date | None:
    date = bound_given(bound)
    return date.last if date is not None else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _party(row: PartyRow) -> dict[str, object]:
    return {
        "code": row.party.code,
        "kind": row.party.kind.value,
        "name": party_name(row.party),
        "documents": row.documents,
        "first": _day(row.first),
        "last": _day(row.last),
    }


def _pair(row: PairRow) -> dict[str, object]:
    return {
        "left": {"code": row.left.code, "name": party_name(row.left)},
        "right": {"code": row.right.code, "name": party_name(row.right)},
        "documents": row.documents,
        "first": _day(row.first),
        "last": _day(row.last),
    }


def _thing(row: Entry) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "type": row.type,
        "name": row.name,
        "parties": [party.code for party in row.parties],
        "first": _day(row.first),
        "last": _day(row.last),
        "due": _day(row.due),
        "realis": row.realis.value if row.realis else None,
        "main": row.main,
        "documents": row.documents,
        "told_first": _day(row.told_first),
        "told_last": _day(row.told_last),
    }


def _document(row: DocumentRow) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "source": row.source,
        "lang": row.lang,
        "first": _day(row.first),
        "last": _day(row.last),
        "retrieved": moment(row.retrieved),
        "voice": row.voice,
    }
