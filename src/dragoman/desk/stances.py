"""Positions side by side, and what the two sides have undertaken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from dragoman.desk.brief_rows import CommitmentRow, IssueRow, StanceRow
from dragoman.desk.commitments import docket, is_overdue
from dragoman.desk.notes import of_reports, source_name
from dragoman.desk.positions import holder
from dragoman.desk.timeline import voices
from dragoman.desk.wording import isolated, issue_name
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerPosition
from dragoman.model.record import Party


def issue_rows(ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]) -> tuple[IssueRow, ...]:
    """Issues on which both stand somewhere, or on which documents on the two say that one does; by name.

    A stance that both of the two are said to share stands apart, once; one that a side shares with others
    alone stands with that side.
    """
    issues: dict[str, list[tuple[Party, LedgerPosition]]] = {}
    for position in ledger.positions:
        party = holder(ledger, position)
        if party in pair and party is not None:
            issues.setdefault(position.position.issue, []).append((party, position))
    rows = [_issue(ledger, issue, held, pair) for issue, held in issues.items() if _shown(held, documents)]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.issue)))


def _shown(held: Iterable[tuple[Party, LedgerPosition]], documents: Collection[str]) -> bool:
    held = list(held)
    both = len({party for party, _ in held}) == 2
    return both or any(report.document_id in documents for _, p in held for report in p.reports)


def _issue(
    ledger: Ledger,
    issue: str,
    held: Iterable[tuple[Party, LedgerPosition]],
    pair: tuple[Party, Party],
) -> IssueRow:
    columns: dict[Party | None, dict[tuple[str, str], StanceRow]] = {pair[0]: {}, pair[1]: {}, None: {}}
    held = list(held)
    sharing: dict[tuple[str, str], set[Party]] = {}
    for party, position in held:
        if position.position.joint:
            sharing.setdefault(_words(position), set()).add(party)
    for party, position in held:
        row = _stance(ledger, party, position)
        column = None if len(sharing.get(_words(position), ())) == 2 else party
        first = row.notes[0]
        columns[column].setdefault((first.document_id, row.stance), row)
    left, right, joint = (tuple(columns[key].values()) for key in (*pair, None))
    return IssueRow(issue=issue, name=issue_name(issue), left=left, right=right, joint=joint)


def _words(position: LedgerPosition) -> tuple[str, str]:
    """A stance by its document and words: what both share is recorded of each of them."""
    return position.reports[0].document_id, position.position.stance


def _stance(ledger: Ledger, party: Party, position: LedgerPosition) -> StanceRow:
    said = position.position
    labels = []
    if said.label:
        sources = dict.fromkeys(source_name(ledger, r.document_id) for r in position.reports)
        labels = [f"{isolated(said.label)} ({isolated(source)})" for source in sources]
    return StanceRow(
        notes=of_reports(ledger, position.reports),
        id=position.id,
        party=party,
        holder=said.holder,
        stance=said.stance,
        labels=tuple(labels),
    )


def commitment_rows(
    ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str], on: dt.date
) -> tuple[CommitmentRow, ...]:
    """Commitments and intents of either or both sides, overdue first."""
    chosen = docket(ledger, pair, on=on, documents=documents)
    return tuple(_commitment(ledger, item, on) for item in chosen)


def _commitment(ledger: Ledger, item: LedgerCommitment, on: dt.date) -> CommitmentRow:
    said = item.commitment
    return CommitmentRow(
        notes=of_reports(ledger, item.reports),
        id=item.id,
        who=said.who,
        what=said.what,
        strength=said.strength,
        due=said.due,
        due_text=said.due_text,
        overdue=is_overdue(said.due, on),
        voices=voices(item.reports),
    )
