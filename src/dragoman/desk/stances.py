"""Positions side by side, and what the two sides have undertaken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dragoman.desk.brief_rows import CommitmentRow, IssueRow, StanceRow
from dragoman.desk.commitments import docket, is_overdue
from dragoman.desk.notes import of_reports, source_name
from dragoman.desk.positions.rows import Sharing
from dragoman.desk.positions.told import Telling, tellings
from dragoman.desk.timeline import voices
from dragoman.desk.wording import isolated, issue_name
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerPosition
from dragoman.model.record import Party


def issue_rows(ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]) -> tuple[IssueRow, ...]:
    """Issues on which both stand somewhere, or on which documents on the two say that one does; by name.

    Whose a stance is, is told by its words (see ``desk.positions``): one that both of the two are said to
    share, or that may be of both, stands apart, once; one that a side shares with others alone stands with
    that side.
    """
    entries = {position.id: position for position in ledger.positions}
    issues: dict[str, list[_Held]] = {}
    for party in pair:
        found: dict[tuple[str, str], list[Telling]] = {}
        for telling in tellings(ledger, party):
            found.setdefault((telling.issue, telling.entry), []).append(telling)
        for (issue, entry), told in found.items():
            issues.setdefault(issue, []).append(_Held(entries[entry], tuple(told)))
    rows = [_issue(ledger, issue, held, pair) for issue, held in issues.items() if _shown(held, documents)]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.issue)))


@dataclass(frozen=True, slots=True)
class _Held:
    """An entry of the ledger as one party's, with its tellings in order of time."""

    position: LedgerPosition
    told: tuple[Telling, ...]

    @property
    def party(self) -> Party:
        return self.told[0].party

    @property
    def sharing(self) -> Sharing:
        """The surest of its tellings: together, then alone."""
        found = {telling.sharing for telling in self.told}
        return next(way for way in (Sharing.JOINT, Sharing.OWN, Sharing.UNCLEAR) if way in found)

    def is_shared_with(self, other: Party) -> bool:
        return any(other in telling.shared_with for telling in self.told)


def _shown(held: Collection[_Held], documents: Collection[str]) -> bool:
    both = len({one.party for one in held}) == 2
    return both or any(telling.report.document_id in documents for one in held for telling in one.told)


def _issue(ledger: Ledger, issue: str, held: Iterable[_Held], pair: tuple[Party, Party]) -> IssueRow:
    columns: dict[Party | None, dict[tuple[str, str], StanceRow]] = {pair[0]: {}, pair[1]: {}, None: {}}
    for one in held:
        row = _stance(ledger, one)
        other = pair[1] if one.party == pair[0] else pair[0]
        column = None if one.is_shared_with(other) else one.party
        columns[column].setdefault((row.notes[0].document_id, row.stance), row)
    left, right, joint = (tuple(columns[key].values()) for key in (*pair, None))
    return IssueRow(issue=issue, name=issue_name(issue), left=left, right=right, joint=joint)


def _stance(ledger: Ledger, held: _Held) -> StanceRow:
    said, reports = held.position.position, tuple(telling.report for telling in held.told)
    labels = []
    if said.label:
        sources = dict.fromkeys(source_name(ledger, r.document_id) for r in reports)
        labels = [f"{isolated(said.label)} ({isolated(source)})" for source in sources]
    return StanceRow(
        notes=of_reports(ledger, reports),
        id=held.position.id,
        party=held.party,
        holder=said.holder,
        stance=said.stance,
        sharing=held.sharing,
        line=tuple(dict.fromkeys(word for telling in held.told for word in telling.line)),
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
