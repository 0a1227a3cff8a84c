"""What a brief takes from answers that follow things up: rhythms that are broken, and the docket's marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from dragoman.desk.brief_rows import CommitmentRow, MarkRow, Overdue, Slip
from dragoman.desk.cadence import CadenceSettings, Standing
from dragoman.desk.consultations import consultations
from dragoman.desk.consultations.rows import Contact, Subject, Track
from dragoman.desk.contacts import Company
from dragoman.desk.docket import DocketSettings, Entry, make_docket
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party

_BROKEN = (Standing.OVERDUE, Standing.DORMANT)


def overdue(
    known: Ledger, pair: tuple[Party, Party], on: dt.date, settings: CadenceSettings, company: Company
) -> tuple[Overdue, ...]:
    """Levels, consultations and bodies that are surely overdue, the overdue before the dormant: see
    ``dragoman.desk.cadence`` for the formula."""
    tracks = consultations(known, *pair, on, settings).tracks
    found = [(t, last) for t in tracks if (last := t.last) is not None and _is_broken(t)]
    found.sort(key=lambda item: _BROKEN.index(item[0].cadence.standing[0]))
    return tuple(_overdue(track, last, company) for track, last in found)


def _is_broken(track: Track) -> bool:
    return set(track.cadence.standing) <= set(_BROKEN)


def _overdue(track: Track, last: Contact, company: Company) -> Overdue:
    expected = track.cadence.expected
    return Overdue(
        notes=last.notes,
        level=track.level,
        name=company.body(track.body) if track.subject is Subject.BODY else None,
        standing=track.cadence.standing[0].value,
        last=last.when,
        expected=expected.last if expected is not None else None,
    )


def with_marks(
    rows: Iterable[CommitmentRow],
    known: Ledger,
    pair: tuple[Party, Party],
    on: dt.date,
    settings: DocketSettings,
) -> tuple[CommitmentRow, ...]:
    """Commitments with how far each party kept them, and with every deadline that was moved back."""
    entries = {entry.id: entry for entry in make_docket(known, pair, on=on, settings=settings).entries}
    return tuple(_marked(row, entries.get(row.id)) for row in rows)


def _marked(row: CommitmentRow, entry: Entry | None) -> CommitmentRow:
    if entry is None:
        return row
    slips = (
        Slip(notes=after.notes, before=before.when, after=after.when, told=after.told)
        for before, after in pairwise(entry.deadlines)
        if after.days is not None and after.days > 0
    )
    marks = (MarkRow(party=s.party, mark=s.mark, by=s.by) for s in entry.standing)
    return replace(row, marks=tuple(marks), slips=tuple(slips), due=entry.due, overdue=entry.overdue)
