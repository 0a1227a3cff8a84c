"""Engagements: the list, and one with every claim on each field, its reports, and how they were merged."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.differ.rows import importance
from dragoman.desk.disagreements import on_engagements
from dragoman.desk.fates import last_day
from dragoman.desk.notes import note
from dragoman.export.annotation import codes
from dragoman.export.timeline_csv import timeline_csv
from dragoman.export.timeline_json import engagement_json
from dragoman.gazetteer.acts import load_acts
from dragoman.model.judgement import Matter
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.text import EngagementKind
from dragoman.store.catalog import EntryOrder, Kind
from dragoman.web.claims import fields, said, taken_of
from dragoman.web.page import Page, page
from dragoman.web.register import dumped, entries_csv, entries_json, filters, rows, span_text
from dragoman.web.reports import documents_of, merging, voices
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import Opened, chosen, opened
from dragoman.web.view import Asked, View

router = APIRouter()
_COMPARED = 4  # reports that are compared at one click


@page(router, "/engagements")
def engagements(view: Asked) -> Page:
    """Engagements by their own date or by their last report, the newest first."""
    asked = filters(view, EngagementKind)
    by_report = view.request.query_params.get("by") == "report"
    found = rows(
        view,
        lambda limit, offset: view.desk.store.catalog.entries(
            (Kind.ENGAGEMENT,),
            parties=asked.parties,
            types=asked.kinds,
            since=asked.since,
            until=asked.until,
            order=EntryOrder.REPORT if by_report else EntryOrder.EVENT,
            limit=limit,
            offset=offset,
        ),
        asked,
    )
    return Page(
        template="engagements.html.jinja",
        facts={
            "found": found,
            "asked": asked,
            "kinds": tuple(EngagementKind),
            "by": "report" if by_report else "event",
            "span": lambda first, last: span_text(view.say, first, last),
            "documents": view.desk.store.catalog.named({one.document for one in found}),
        },
        formats={"json": lambda: entries_json(found), "csv": lambda: entries_csv(found)},
        name="engagements",
    )


@page(router, "/engagements/{identity}")
def engagement(view: Asked, identity: str) -> Page:
    """One engagement, as all its reports tell it."""
    found = opened(view, identity, Kind.ENGAGEMENT)
    one = chosen(found.facts.engagements, found.id)
    return Page(
        template="engagement.html.jinja",
        facts=_facts(view, found, one) if view.format is None else {},
        formats={
            "json": lambda: dumped(engagement_json(found.facts, one, last_day(found.facts))),
            "csv": lambda: timeline_csv(found.facts, [one]),
        },
        name=f"engagement-{one.id}",
    )


def _facts(view: View, found: Opened, one: LedgerEngagement) -> dict[str, object]:
    ledger = found.facts
    telling = Telling(view, ledger)
    row = telling.row(one)
    told = voices(ledger, one.reports)
    bodies = {body.id: body for body in ledger.bodies}
    instruments = {instrument.id: instrument for instrument in ledger.instruments}
    larger = next((e for e in ledger.engagements if e.id == one.part_of), None) if one.part_of else None
    into = one.fate.into if one.fate else None
    return {
        "found": found,
        "one": one,
        "row": row,
        **page_facts(view, telling),
        "fields": fields(telling, one.claims, one.conflicts, taken_of(one)),
        "fate": said(ledger, one.fate.claims) if one.fate else (),
        "fate_claims": fields(telling, one.fate.claims, (), {}) if one.fate else (),
        "into": next((telling.row(e) for e in ledger.engagements if e.id == into), None) if into else None,
        "larger": telling.row(larger) if larger else None,
        "smaller": tuple(telling.row(e) for e in ledger.engagements if e.part_of == one.id),
        "body": bodies.get(one.body or ""),
        "instruments": tuple((key, instruments.get(key)) for key in one.instruments),
        "code": codes(one.act),
        "act": load_acts().get(one.act or ""),
        "counted": tuple((claim, note(ledger, claim.evidence)) for m in one.members for claim in m.counted),
        "visit_class": next((m.visit_class for m in one.members if m.visit_class), None),
        "voices": told,
        "compare": documents_of(told)[:_COMPARED],
        "merging": merging(ledger, Matter.ENGAGEMENT, [m.id for m in one.members]),
        "differing": tuple(sorted(on_engagements(ledger, [one]), key=importance)),
        "signs": telling.signs(basis for p in one.participants for basis in (p.party_basis, p.role_basis)),
    }
