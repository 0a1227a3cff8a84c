"""The docket: who said they would do what, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from dragoman.model.ledger import Ledger, LedgerCommitment
from dragoman.model.record import Party
from dragoman.model.time import When


def docket(
    ledger: Ledger,
    parties: tuple[Party, ...] = (),
    *,
    on: dt.date,
    documents: Collection[str] = (),
) -> tuple[LedgerCommitment, ...]:
    """Commitments and intents of ``parties``: overdue first, then by deadline, then those without one.

    With one party, its own. With two, those of both together, and those of either one that stand in
    ``documents``, which are those on the two of them. With none, all.
    """
    chosen = [c for c in ledger.commitments if _concerns(c, set(parties), set(documents))]
    return tuple(sorted(chosen, key=lambda c: _urgency(c, on)))


def is_overdue(due: When, on: dt.date) -> bool:
    """Whether the last day that a deadline can mean has passed."""
    return due.date is not None and (due.end or due.date).last < on


def _concerns(commitment: LedgerCommitment, parties: set[Party], documents: set[str]) -> bool:
    who = set(commitment.commitment.who)
    if len(parties) < 2:
        return parties <= who
    told = {report.document_id for report in commitment.reports}
    return parties <= who or bool(who and who <= parties and told & documents)


def _urgency(commitment: LedgerCommitment, on: dt.date) -> tuple[int, dt.date, str]:
    due = commitment.commitment.due
    if due.date is None:
        return 2, dt.date.max, commitment.id
    return (0 if is_overdue(due, on) else 1), (due.end or due.date).last, commitment.id
