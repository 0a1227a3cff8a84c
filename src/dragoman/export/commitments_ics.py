"""The deadlines of a docket -> iCalendar."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.calendar import Calendar, Entry, EntryKind, EntryStatus, last_days
from dragoman.desk.docket.rows import Docket
from dragoman.export.calendar_ics import calendar_ics
from dragoman.model.record import Strength


def commitments_ics(docket: Docket) -> bytes:
    """All-day events on the deadlines that stand, past ones too. What has none is left out."""
    undated = tuple(entry.id for entry in docket.entries if entry.due.date is None)
    return calendar_ics(
        Calendar(
            parties=docket.parties,
            on=docket.on,
            entries=tuple(_entries(docket)),
            undated=undated,
            coverage=docket.coverage,
        )
    )


def _entries(docket: Docket) -> Iterator[Entry]:
    for entry in docket.entries:
        if entry.due.date is None:
            continue
        first, last = last_days(entry.due)
        sure = entry.strength is Strength.COMMITMENT
        yield Entry(
            id=f"deadline-{entry.id}",
            of=entry.id,
            kind=EntryKind.DEADLINE,
            status=EntryStatus.CONFIRMED if sure else EntryStatus.TENTATIVE,
            first=first,
            last=last,
            when=entry.due,
            parties=entry.who,
            strength=entry.strength,
            words=entry.what,
            notes=entry.notes,
        )
