"""The press line: what may be said in public, because the parties have said it in public.

Three kinds of words come in, and nothing else: a position that both are said to share, an undertaking or
intent of both together, and what one party says of itself through an organ of its own. Words that only tell
that both spoke of a matter are no position of theirs. Words of both that
only newspapers or agencies report are marked as such. What others report one side to think is background.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.brief_rows import CommitmentRow, IssueRow, PressKind, PressRow, StanceRow
from dragoman.desk.notes import Note
from dragoman.desk.positions.rows import Sharing
from dragoman.model.outlet import SourceKind
from dragoman.model.record import Party

Pair = tuple[Party, Party]


def press_rows(
    issues: Iterable[IssueRow], undertakings: Iterable[CommitmentRow], pair: Pair
) -> tuple[PressRow, ...]:
    """Quotes for the press: joint positions, then agreed wording, then what each side says of itself;
    official texts first, the latest first. The same words stand once."""
    rows = [*_joint(issues, pair), *_agreed(undertakings, pair), *_said(issues)]
    kept: dict[str, PressRow] = {}
    for row in sorted(rows, key=_order):
        kept.setdefault(" ".join(row.quote.quote.split()).casefold(), row)
    return tuple(kept.values())


def is_official(note: Note, parties: Iterable[Party]) -> bool:
    """Whether an organ of one of the parties printed the words."""
    return note.source_kind == SourceKind.OFFICIAL.value and note.source_country in {p.code for p in parties}


def _joint(issues: Iterable[IssueRow], pair: Pair) -> Iterator[PressRow]:
    for issue in issues:
        for stance in issue.joint:
            if stance.sharing is Sharing.JOINT and stance.line:
                yield _row(PressKind.JOINT, pair, stance, issue.issue)


def _agreed(undertakings: Iterable[CommitmentRow], pair: Pair) -> Iterator[PressRow]:
    for item in undertakings:
        if set(pair) <= set(item.who):
            notes = _official_first(item.notes, pair)
            yield PressRow(
                notes=notes,
                kind=PressKind.AGREED,
                parties=item.who,
                holder=None,
                issue=None,
                official=is_official(notes[0], pair),
            )


def _said(issues: Iterable[IssueRow]) -> Iterator[PressRow]:
    for issue in issues:
        for stance in (*issue.left, *issue.right):
            if any(is_official(note, (stance.party,)) for note in stance.notes):
                yield _row(PressKind.SAID, (stance.party,), stance, issue.issue)


def _row(kind: PressKind, parties: tuple[Party, ...], stance: StanceRow, issue: str) -> PressRow:
    notes = _official_first(stance.notes, parties)
    return PressRow(
        notes=notes,
        kind=kind,
        parties=parties,
        holder=stance.holder,
        issue=issue,
        official=is_official(notes[0], parties),
    )


def _official_first(notes: tuple[Note, ...], parties: Iterable[Party]) -> tuple[Note, ...]:
    sides = tuple(parties)
    return tuple(sorted(notes, key=lambda note: not is_official(note, sides)))


def _order(row: PressRow) -> tuple[int, bool, int, str]:
    published = row.quote.published or ""
    day = int(published.replace("-", "").ljust(8, "0")) if published else 0
    return list(PressKind).index(row.kind), not row.official, -day, row.quote.document_id
