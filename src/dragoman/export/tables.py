"""Rows -> a table for a terminal. Words of documents cannot style it, break it or steer the terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from dragoman.desk.differ.fields import property_text
from dragoman.desk.fates import fate_text, last_day
from dragoman.desk.notes import source_name
from dragoman.desk.timeline import voices
from dragoman.desk.wording import bases, count_text, legend, place_text, what_text, when_text, who_texts
from dragoman.model.ledger import Ledger, LedgerEngagement

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2028\u2029]+")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], legend: Iterable[str] = ()) -> Table:
    """A table of plain texts, with the lines of a legend below it; long texts are folded, never cut."""
    below = Text("\n".join(legend))
    out = Table(caption=below or None, caption_justify="left", header_style="bold", expand=False)
    for column in columns:
        out.add_column(column, overflow="fold")
    for row in rows:
        out.add_row(*(Text(plain(cell)) for cell in row))
    return out


def timeline_table(ledger: Ledger, engagements: Iterable[LedgerEngagement]) -> Table:
    """One row for each engagement: date, what, who, where, and on whose word.

    What became of plans is told as of the last day on which a document of the ledger appeared.
    """
    columns = ("Date", "What", "Who", "Where", "Sources")
    listed, on = list(engagements), last_day(ledger)
    shown = bases(person for engagement in listed for person in engagement.participants)
    return table(columns, (_row(ledger, engagement, on) for engagement in listed), legend(shown))


def plain(text: str) -> str:
    """The text on one line, without characters that control a terminal or override directions."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def _row(ledger: Ledger, engagement: LedgerEngagement, on: dt.date | None) -> tuple[str, ...]:
    names = dict.fromkeys(source_name(ledger, r.document_id) for r in engagement.reports)
    count = voices(engagement.reports)
    sources = ", ".join(names) + (f" ({count_text(count, 'voice')})" if len(engagement.reports) > 1 else "")
    if engagement.conflicts:
        sources += "; they differ on " + ", ".join(
            property_text(engagement, conflict.property) for conflict in engagement.conflicts
        )
    return (
        when_text(engagement.when),
        "; ".join(filter(None, (what_text(ledger, engagement), fate_text(ledger, engagement, on)))),
        "; ".join(who_texts(engagement)),
        place_text(engagement.place),
        sources,
    )
