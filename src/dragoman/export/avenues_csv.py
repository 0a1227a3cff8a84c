"""Avenues -> CSV: one row to each, best first."""

from __future__ import annotations

from dragoman.desk.avenues.facts import Avenue, Avenues, TradeAvenue
from dragoman.export.avenues_words import heading, part_text, why
from dragoman.export.cells import csv_text

COLUMNS = (
    "id", "kind", "on", "area", "why", "score", "weight", "strength", "bonus", "penalty", "figures",
    "caveats", "files", "quote", "origin", "start", "end",
)  # fmt: skip


def avenues_csv(found: Avenues) -> str:
    """``score`` = weight × strength × (1 + bonus) × (1 − penalty), at most 1."""
    return csv_text(COLUMNS, (_row(avenue) for avenue in found.avenues))


def _row(avenue: Avenue) -> tuple[object, ...]:
    notes = avenue.declared if isinstance(avenue, TradeAvenue) else avenue.notes
    first = notes[0] if notes else None
    return (
        avenue.id,
        avenue.kind.value,
        heading(avenue),
        avenue.area,
        why(avenue),
        round(avenue.score.value, 4),
        avenue.score.weight,
        avenue.score.strength,
        avenue.score.bonus,
        avenue.score.penalty,
        tuple(part_text(part) for part in avenue.figures),
        tuple(caveat.value for caveat in avenue.caveats),
        avenue.files if isinstance(avenue, TradeAvenue) else (),
        first.quote if first else None,
        first.origin if first else None,
        first.start if first else None,
        first.end if first else None,
    )
