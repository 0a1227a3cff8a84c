"""Engagements -> CSV: one row each, for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.desk.fates import last_day, outcome_on
from dragoman.desk.notes import source_name
from dragoman.desk.timeline import voices
from dragoman.desk.wording import name_of, participant_text
from dragoman.export.cells import csv_text
from dragoman.merge.ledger.fields import iso
from dragoman.model.ledger import Ledger, LedgerEngagement

COLUMNS = (
    "id", "kind", "date", "date_end", "date_basis", "realis", "fate", "planned", "city", "country",
    "parties", "participants", "level", "format", "initiator", "host", "body", "session", "topics", "areas",
    "instruments", "conflicts", "voices", "reports", "sources", "langs", "quote", "origin", "start", "end",
)  # fmt: skip


def timeline_csv(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> str:
    """A header and one row for each engagement; the quote is the first report's. ``fate`` is what had become
    of a plan by the last day on which a document of the ledger appeared, ``planned`` the date first told.

    Lists are joined by semicolons. See ``csv_text`` for what would be a formula.
    """
    on = last_day(ledger)
    return csv_text(COLUMNS, (_row(ledger, engagement, on) for engagement in engagements))


def _row(ledger: Ledger, engagement: LedgerEngagement, on: dt.date | None) -> list[object]:
    first = engagement.reports[0].evidence[0]
    documents = [ledger.documents[report.document_id] for report in engagement.reports]
    when, where, fate = engagement.when, engagement.place, engagement.fate
    return [
        engagement.id,
        engagement.kind.value,
        when.date or "",
        when.end or "",
        when.basis.value,
        engagement.realis.value,
        outcome_on(fate, on).value if fate else "",
        iso(fate.planned) if fate and fate.planned.date else "",
        (where.city if where else None) or "",
        (where.country if where else None) or "",
        [*engagement.parties],
        [participant_text(person) for person in engagement.participants],
        engagement.level.value if engagement.level else "",
        engagement.format.value if engagement.format else "",
        engagement.initiator or "",
        engagement.host or "",
        name_of(ledger, engagement.body) if engagement.body else "",
        "" if engagement.session is None else engagement.session,
        [*engagement.topics],
        [*engagement.areas],
        [name_of(ledger, identity) for identity in engagement.instruments],
        [conflict.property for conflict in engagement.conflicts],
        voices(engagement.reports),
        len(engagement.reports),
        [*dict.fromkeys(source_name(ledger, document.id) for document in documents)],
        [*dict.fromkeys(document.lang for document in documents)],
        first.quote,
        ledger.document(first).origin,
        first.span.start,
        first.span.end,
    ]
