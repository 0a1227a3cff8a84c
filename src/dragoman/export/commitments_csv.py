"""The docket -> CSV: one row to each commitment and party, overdue first."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.docket.rows import Docket, Entry, PartyScore
from dragoman.export.cells import csv_text
from dragoman.merge.ledger.fields import iso

COLUMNS = (
    "id", "who", "to", "what", "lang", "strength", "told", "due", "due_text", "overdue", "slips", "areas",
    "party", "score", "by", "proposed", "why", "evidence_for", "evidence_against", "later_documents",
    "voices", "sources", "quote", "origin", "start", "end",
)  # fmt: skip


def commitments_csv(docket: Docket) -> str:
    """``score`` is how it stands for the party, ``by`` the officer who ruled so, empty where the machine
    proposes it; ``proposed`` and ``why`` are the machine's own score and its rule."""
    return csv_text(COLUMNS, (row for entry in docket.entries for row in _rows(entry)))


def _rows(entry: Entry) -> Iterator[tuple[object, ...]]:
    first = entry.notes[0]
    proposed: dict[str, PartyScore] = {str(one.party): one for one in entry.proposed}
    for standing in entry.standing:
        score = proposed.get(str(standing.party))
        yield (
            entry.id,
            entry.who,
            entry.to,
            entry.what,
            entry.lang,
            entry.strength.value,
            entry.told,
            iso(entry.due) if entry.due.date else None,
            entry.due_text,
            "yes" if entry.overdue else "no",
            entry.slips,
            entry.areas,
            standing.party,
            standing.mark.value,
            standing.by,
            score.mark.value if score else None,
            score.rule.value if score else None,
            sum(1 for one in entry.evidence if one.counts and one.polarity.value == "for"),
            sum(1 for one in entry.evidence if one.counts and one.polarity.value == "against"),
            entry.later_documents,
            entry.voices,
            tuple(dict.fromkeys(note.source for note in entry.notes)),
            first.quote,
            first.origin,
            first.start,
            first.end,
        )
