"""The pairs of the ledger, and each party with its pairs, its newest dealings and what is known of it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query

from dragoman.export.cells import csv_text
from dragoman.export.timeline_json import dumps
from dragoman.model.record import Party
from dragoman.phrases import Phrases
from dragoman.store.catalog import EntryOrder, Kind, PairOrder, PairRow
from dragoman.web.page import Page, page
from dragoman.web.pages.days import between
from dragoman.web.view import Asked

router = APIRouter()
_PAGE = 50
_NEWEST = 20
_COUNTED = (Kind.PERSON, Kind.BODY, Kind.INSTRUMENT)


@page(router, "/pairs")
def pairs(
    view: Asked,
    party: Annotated[str, Query(max_length=100)] = "",
    order: PairOrder = PairOrder.LATEST,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Page:
    catalog = view.desk.store.catalog
    chosen = view.party(party.strip()) if party.strip() else None
    found = catalog.pairs(chosen, order=order, limit=_PAGE, offset=offset)

    def every() -> tuple[PairRow, ...]:
        return catalog.pairs(chosen, order=order).rows

    return Page(
        template="pairs.html.jinja",
        name="pairs",
        facts={
            "found": found,
            "chosen": chosen,
            "party": party,
            "order": order,
            "orders": list(PairOrder),
            "offset": offset,
            "limit": _PAGE,
            "known": sorted(
                ((view.say.party(row.party), row.party.code) for row in catalog.parties()), key=lambda p: p[0]
            ),
        },
        formats={"json": lambda: _json(every(), view.say), "csv": lambda: _csv(every(), view.say)},
    )


@page(router, "/parties/{code}")
def party(view: Asked, code: str, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> Page:
    catalog = view.desk.store.catalog
    one = view.party(code)
    found = catalog.pairs(one, order=PairOrder.LATEST, limit=_PAGE, offset=offset)
    newest = catalog.entries((Kind.ENGAGEMENT,), parties=(one,), order=EntryOrder.REPORT, limit=_NEWEST)
    counts = {
        kind.value: catalog.register(kind, parties=(one,), limit=1).total
        for kind in (Kind.PERSON, Kind.BODY, Kind.INSTRUMENT)
    }
    row = next((r for r in catalog.parties() if r.party == one), None)
    return Page(
        template="party.html.jinja",
        name=f"party-{one.code}",
        facts={
            "one": one,
            "found": found,
            "newest": newest,
            "counts": counts,
            "row": row,
            "between": between,
            "offset": offset,
            "limit": _PAGE,
        },
        formats={
            "json": lambda: _json(catalog.pairs(one).rows, view.say),
            "csv": lambda: _csv(catalog.pairs(one).rows, view.say),
        },
    )


def address(left: Party, right: Party) -> str:
    """Where the page of two parties is."""
    return f"/pairs/{quote(left.code, safe='')}/{quote(right.code, safe='')}"


def _json(rows: tuple[PairRow, ...], say: Phrases) -> str:
    return dumps(
        [
            {
                "left": row.left.code,
                "left_name": say.party(row.left),
                "right": row.right.code,
                "right_name": say.party(row.right),
                "documents": row.documents,
                "first": row.first.isoformat() if row.first else None,
                "last": row.last.isoformat() if row.last else None,
                "page": address(row.left, row.right),
            }
            for row in rows
        ]
    )


def _csv(rows: tuple[PairRow, ...], say: Phrases) -> str:
    columns = ("left", "left_name", "right", "right_name", "documents", "first", "last")
    return csv_text(
        columns,
        (
            (
                row.left,
                say.party(row.left),
                row.right,
                say.party(row.right),
                row.documents,
                row.first,
                row.last,
            )
            for row in rows
        ),
    )
