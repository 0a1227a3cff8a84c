"""Consultations -> CSV: one row to each level, body and round, in the order of the answer."""

from __future__ import annotations

from dragoman.desk.consultations.rows import Consultations, Track
from dragoman.export.cells import csv_text
from dragoman.merge.ledger.fields import iso

COLUMNS = (
    "what", "level", "name", "standing", "ratio_least", "ratio_most", "last", "period_days_least",
    "period_days_most", "period_basis", "expected_first", "expected_last", "contacts", "undated", "planned",
    "next_host", "host_basis",
)  # fmt: skip


def consultations_csv(answer: Consultations) -> str:
    """``ratio`` is r, the days since the last over the period; empty where there is no period."""
    return csv_text(COLUMNS, (_row(track) for track in answer.tracks))


def _row(track: Track) -> tuple[object, ...]:
    rhythm, last = track.cadence, track.last
    period, expected = rhythm.period, rhythm.expected
    return (
        track.subject.value,
        track.level.value if track.level else None,
        track.name,
        tuple(one.value for one in rhythm.standing),
        round(rhythm.ratio[0], 3) if rhythm.ratio else None,
        round(rhythm.ratio[1], 3) if rhythm.ratio else None,
        iso(last.when) if last else None,
        round(period.days.least, 1) if period else None,
        round(period.days.most, 1) if period else None,
        period.basis.value if period else None,
        expected.first if expected else None,
        expected.last if expected else None,
        len(track.contacts),
        len(track.undated),
        tuple(iso(plan.when) if plan.when.date else "undated" for plan in track.planned),
        track.host.host if track.host else None,
        track.host.basis.value if track.host else None,
    )
