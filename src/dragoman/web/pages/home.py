"""The first page: the pairs of the ledger, what is new in it, what is due, and what waits for a person.

Everything on it is asked of the catalogue, so that it is quick on a ledger of any size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter

from dragoman.export.timeline_json import dumps
from dragoman.model.judgement import Matter
from dragoman.model.text import Realis
from dragoman.store.catalog import (
    DocumentRow,
    Entry,
    EntryOrder,
    Kind,
    PairOrder,
    PairRow,
    Size,
)
from dragoman.web.page import Page, page
from dragoman.web.view import Asked, View

router = APIRouter()
_PAIRS = 10
_LINES = 8
_LOOKED_AT = 60  # engagements, of which those between parties that are a document's news are shown
_HELD = (Realis.ACTUAL,)
_AHEAD = (Realis.PLANNED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the page shows. ``sources`` are the documents that its lines name, by id."""

    size: Size
    newest: tuple[PairRow, ...]
    busiest: tuple[PairRow, ...]
    pairs: int
    dealings: tuple[Entry, ...]
    documents: tuple[DocumentRow, ...]
    planned: tuple[Entry, ...]
    overdue: tuple[Entry, ...]
    overdue_total: int
    due: tuple[Entry, ...]
    waiting: Mapping[str, int]
    sources: Mapping[str, DocumentRow]


@page(router, "/")
def home(view: Asked) -> Page:
    return _page(view)


@page(router, "/overview")
def named_home(view: Asked) -> Page:
    """The same under a name, so that its data has an address: ``/overview.json``."""
    return _page(view)


def _page(view: View) -> Page:
    made = view.kept(("overview", view.on), lambda: overview(view))
    return Page(
        template="home.html.jinja",
        facts={"here": made, "on": view.on, "span": span},
        formats={"json": lambda: dumps(overview_json(made))},
        name="overview",
    )


def overview(view: View) -> Overview:
    """The state of the ledger on the day of asking."""
    catalog, on = view.desk.store.catalog, view.on
    newest = catalog.pairs(order=PairOrder.LATEST, limit=_PAIRS)
    busiest = catalog.pairs(order=PairOrder.DOCUMENTS, limit=_PAIRS)
    dealings = catalog.entries((Kind.ENGAGEMENT,), realis=_HELD, order=EntryOrder.REPORT, limit=_LOOKED_AT)
    reported = [row for row in dealings if row.main and len(row.parties) > 1][:_LINES]
    planned = catalog.entries(
        (Kind.ENGAGEMENT,), realis=_AHEAD, since=on, order=EntryOrder.COMING, limit=_LINES
    )
    before = on - dt.timedelta(days=1)
    late = catalog.entries((Kind.COMMITMENT,), until=before, order=EntryOrder.DUE, limit=1)
    overdue = catalog.entries(
        (Kind.COMMITMENT,),
        until=before,
        order=EntryOrder.DUE,
        limit=_LINES,
        offset=max(0, late.total - _LINES),
    )
    due = catalog.entries((Kind.COMMITMENT,), since=on, order=EntryOrder.DUE, limit=_LINES)
    lines = (*reported, *planned, *overdue, *due)
    return Overview(
        size=catalog.size(),
        newest=newest.rows,
        busiest=busiest.rows,
        pairs=newest.total,
        dealings=tuple(reported),
        documents=catalog.documents(limit=_LINES).rows,
        planned=planned.rows,
        overdue=tuple(reversed(overdue.rows)),
        overdue_total=late.total,
        due=due.rows,
        waiting=_waiting(view),
        sources=catalog.named({entry.document for entry in lines}),
    )


def span(first: dt.date | None, last: dt.date | None) -> tuple[str, str] | None:
    """The first and the last day of a line as short as they can be written: a day, a month or a year is one;
    None where neither is known."""
    if first is None or last is None or first == last:
        known = first or last
        return (known.isoformat(), "") if known else None
    whole_months = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7], ""
    if whole_months and (first.month, last.month) == (1, 12):
        return first.isoformat()[:4], "" if first.year == last.year else last.isoformat()[:4]
    return first.isoformat(), last.isoformat()


def _waiting(view: View) -> dict[str, int]:
    """How much waits for a person, by what it is about."""
    found = {matter.value: view.desk.waiting(view.revision, matter) for matter in Matter}
    found["undated"] = view.desk.store.catalog.undated(limit=1).total
    return {about: number for about, number in found.items() if number}


def overview_json(made: Overview) -> dict[str, Any]:
    """The page as data."""
    last = made.size.last_read
    return {
        "documents": made.size.documents,
        "last_read": last.isoformat() if last else None,
        "pairs": {
            "total": made.pairs,
            "newest": [_pair(row) for row in made.newest],
            "busiest": [_pair(row) for row in made.busiest],
        },
        "new": {
            "engagements": _entries(made.dealings),
            "documents": [_document(row) for row in made.documents],
        },
        "due": {
            "planned": _entries(made.planned),
            "overdue": _entries(made.overdue),
            "overdue_total": made.overdue_total,
            "commitments": _entries(made.due),
        },
        "waiting": dict(made.waiting),
    }


def _pair(row: PairRow) -> dict[str, Any]:
    return {
        "parties": [row.left.code, row.right.code],
        "documents": row.documents,
        "first": _day(row.first),
        "last": _day(row.last),
    }


def _entries(rows: Iterable[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id,
            "kind": row.kind.value,
            "type": row.type,
            "name": row.name,
            "parties": [party.code for party in row.parties],
            "first": _day(row.first),
            "last": _day(row.last),
            "due": _day(row.due),
            "documents": row.documents,
            "told_last": _day(row.told_last),
        }
        for row in rows
    ]


def _document(row: DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "source": row.source,
        "lang": row.lang,
        "published": _day(row.first) if row.first == row.last else None,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
