"""Engagements -> CSV: one row each, for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from dragoman.desk.fates import last_day, outcome_on
from dragoman.desk.notes import source_name
from dragoman.desk.timeline import voices
from dragoman.desk.wording import name_of, participant_text
from dragoman.merge.fields import iso
from dragoman.model.ledger import Ledger, LedgerEngagement

COLUMNS = (
    "id", "kind", "date", "date_end", "date_basis", "realis", "fate", "planned", "city", "country",
    "parties", "participants", "level", "format", "initiator", "host", "body", "session", "topics", "areas",
    "instruments", "conflicts", "voices", "reports", "sources", "langs", "quote", "origin", "start", "end",
)  # fmt: skip
_SEPARATOR = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def timeline_csv(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> str:
    """A header and one row for each engagement; the quote is the first report's. ``fate`` is what had become
    of a plan by the last day on which a document of the ledger appeared, ``planned`` the date first told.

    Lists are joined by semicolons. A cell that a spreadsheet would run as a formula begins with an
    apostrophe: documents are not to be trusted. For words letter by letter take the JSON.
    """
    on = last_day(ledger)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for engagement in engagements:
        writer.writerow([_safe(cell) for cell in _row(ledger, engagement, on)])
    return out.getvalue()


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
        _joined(engagement.parties),
        _joined(participant_text(person) for person in engagement.participants),
        engagement.level.value if engagement.level else "",
        engagement.format.value if engagement.format else "",
        engagement.initiator or "",
        engagement.host or "",
        name_of(ledger, engagement.body) if engagement.body else "",
        "" if engagement.session is None else engagement.session,
        _joined(engagement.topics),
        _joined(engagement.areas),
        _joined(name_of(ledger, identity) for identity in engagement.instruments),
        _joined(conflict.property for conflict in engagement.conflicts),
        voices(engagement.reports),
        len(engagement.reports),
        _joined(dict.fromkeys(source_name(ledger, document.id) for document in documents)),
        _joined(dict.fromkeys(document.lang for document in documents)),
        first.quote,
        ledger.document(first).origin,
        first.span.start,
        first.span.end,
    ]


def _joined(items: Iterable[object]) -> str:
    return _SEPARATOR.join(str(item) for item in items)


def _safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
