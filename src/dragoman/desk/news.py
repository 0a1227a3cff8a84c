"""What is new since a day: what the documents published since tell, and what people have put right since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.desk.brief_rows import (
    CommitmentRow,
    EngagementRow,
    InstrumentRow,
    IssueRow,
    Named,
    NewsKind,
    NewsRow,
    StanceRow,
)
from dragoman.desk.fates import outcome_on
from dragoman.desk.notes import Note, Noted, note
from dragoman.model.correction import Correction
from dragoman.model.ledger import Ledger, Outcome
from dragoman.model.record import Engagement, Evidence, Person, Record, Strength
from dragoman.model.text import Realis


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The rows of a brief that can hold something new."""

    engagements: tuple[EngagementRow, ...]
    instruments: tuple[InstrumentRow, ...]
    promises: tuple[CommitmentRow, ...]
    issues: tuple[IssueRow, ...]


def news(
    ledger: Ledger, before: Ledger, sections: Sections, decided: Ledger, since: dt.date, on: dt.date
) -> tuple[NewsRow, ...]:
    """What is in ``sections`` and was not known by ``since``, the most important first.

    ``ledger`` is as known on the day of the brief, ``before`` as known on the day ``since``; ``decided`` has
    what people decided. New is what no document of ``before`` tells; an event told only as background to
    other news is not. Of what was known before, news is another status, or what became of a plan. The
    importance of an engagement is its own; that of the rest is set so that a change of status stands beside
    a minister's call, and a new paper beside an ambassador's meeting.
    """
    old = frozenset(before.documents)
    rows = [
        *_engagements(ledger, before, sections.engagements, since, on),
        *_instruments(before, sections.instruments, ledger),
        *_promises(sections.promises, old, since),
        *_stances(sections.issues, old),
        *_decisions(ledger, decided, sections, since, on),
    ]
    kinds = list(NewsKind)
    return tuple(sorted(rows, key=lambda r: (-r.importance, kinds.index(r.kind), _place(r.notes[0]))))


def _engagements(
    ledger: Ledger, before: Ledger, rows: Iterable[EngagementRow], since: dt.date, on: dt.date
) -> Iterator[NewsRow]:
    known = {member.id: e for e in before.engagements for member in e.members}
    current = {e.id: e for e in ledger.engagements}
    for row in rows:
        engagement = current[row.id]
        earlier = next((known[m.id] for m in engagement.members if m.id in known), None)
        if earlier is None and not _is_told(row, before.documents):
            if row.realis is not Realis.PAST_BACKGROUND:
                yield NewsRow(
                    notes=row.notes, kind=NewsKind.ENGAGEMENT, importance=row.importance, engagement=row
                )
            continue
        was = outcome_on(earlier.fate, since) if earlier is not None and earlier.fate else None
        now = outcome_on(engagement.fate, on) if engagement.fate else None
        if was is not None and now not in (was, None, Outcome.PENDING):
            yield NewsRow(
                notes=row.notes,
                kind=NewsKind.FATE,
                importance=row.importance,
                engagement=row,
                old=was.value,
                new=now.value if now else None,
            )


def _instruments(before: Ledger, rows: Iterable[InstrumentRow], ledger: Ledger) -> Iterator[NewsRow]:
    known = {member.id: i for i in before.instruments for member in i.members}
    current = {i.id: i for i in ledger.instruments}
    for row in rows:
        earlier = next((known[m.id] for m in current[row.id].members if m.id in known), None)
        if earlier is None and not _is_told(row, before.documents):
            yield NewsRow(notes=row.notes, kind=NewsKind.INSTRUMENT, importance=0.2, instrument=row)
        elif earlier is not None and earlier.status and row.status and earlier.status is not row.status:
            yield NewsRow(
                notes=row.notes,
                kind=NewsKind.STATUS,
                importance=0.4,
                instrument=row,
                old=earlier.status.value,
                new=row.status.value,
            )


def _promises(rows: Iterable[CommitmentRow], old: Collection[str], since: dt.date) -> Iterator[NewsRow]:
    for row in rows:
        if row.strength is not Strength.COMMITMENT:
            continue
        if not _is_told(row, old):
            yield NewsRow(notes=row.notes, kind=NewsKind.COMMITMENT, importance=0.15, commitment=row)
            continue
        for slip in row.slips:
            if slip.told is not None and slip.told[:10] > since.isoformat():
                yield NewsRow(
                    notes=slip.notes,
                    kind=NewsKind.SLIP,
                    importance=0.35,
                    commitment=row,
                    old=str(slip.before.date),
                    new=str(slip.after.date),
                )


def _stances(issues: Iterable[IssueRow], old: Collection[str]) -> Iterator[NewsRow]:
    """New words on an issue: beside the last earlier ones of the same side in the same language, where there
    are any, they are a change of wording."""
    for issue in issues:
        for column in (issue.left, issue.right, issue.joint):
            earlier = [row for row in column if _is_told(row, old)]
            for row in column:
                if row in earlier:
                    continue
                lang = row.notes[0].lang
                last = max(
                    (e for e in earlier if e.notes[0].lang == lang),
                    key=lambda e: (e.notes[0].published or "", e.id),
                    default=None,
                )
                yield _stance(issue.issue, row, last)


def _stance(issue: str, row: StanceRow, last: StanceRow | None) -> NewsRow:
    changed = last is not None and _plain(last.stance) != _plain(row.stance)
    return NewsRow(
        notes=(*row.notes, *(last.notes if last is not None and changed else ())),
        kind=NewsKind.WORDING if changed else NewsKind.POSITION,
        importance=0.1 if changed else 0.05,
        stance=row,
        issue=issue,
        before=Named(words=last.stance, lang=last.notes[0].lang) if last is not None and changed else None,
    )


def _decisions(
    ledger: Ledger, decided: Ledger, sections: Sections, since: dt.date, on: dt.date
) -> Iterator[NewsRow]:
    """What people put right or struck out since, of what the brief shows."""
    shown = _shown(ledger, sections)
    records = {item.id: item for item in _records(ledger)}
    for one in decided.corrections:
        item = records.get(one.record)
        if item is None or not since < one.made_at.date() <= on or one.retracted_at is not None:
            continue
        if shown & {e.document_id for e in item.evidence} and item.id in _ids(ledger, sections):
            yield _correction(ledger, item, one)
    for gone in decided.rejections:
        struck = next((r for r in decided.rejected if r.id == gone.record), None)
        if struck is None or not since < gone.made_at.date() <= on or gone.retracted_at is not None:
            continue
        if shown & {e.document_id for e in struck.evidence}:
            yield NewsRow(
                notes=(note(ledger, struck.evidence[0]),),
                kind=NewsKind.REJECTION,
                importance=0.02,
                author=gone.author,
                day=gone.made_at.date(),
            )


def _correction(ledger: Ledger, item: Person | Record, made: Correction) -> NewsRow:
    words: list[Evidence] = [made.support] if made.support is not None else list(item.evidence[:1])
    was = next((c.was for c in item.corrected if c.field == made.field), None)
    return NewsRow(
        notes=tuple(note(ledger, words_of) for words_of in words),
        kind=NewsKind.CORRECTION,
        importance=0.03,
        field=made.field,
        old=was,
        new=made.value,
        author=made.author,
        day=made.made_at.date(),
    )


def _records(ledger: Ledger) -> Iterator[Person | Record]:
    for reading in ledger.readings.values():
        yield from reading.people
        yield from reading.records


def _ids(ledger: Ledger, sections: Sections) -> frozenset[str]:
    """The ids of the records, and of their people, that the brief's engagements and instruments stand on."""
    engagements = {row.id for row in sections.engagements}
    instruments = {row.id for row in sections.instruments}
    out: set[str] = {row.id for row in sections.promises}
    for engagement in ledger.engagements:
        if engagement.id in engagements:
            for member in engagement.members:
                out |= _with_people(member)
    for instrument in ledger.instruments:
        if instrument.id in instruments:
            out |= {member.id for member in instrument.members}
    out |= {s.id for issue in sections.issues for s in (*issue.left, *issue.right, *issue.joint)}
    return frozenset(out)


def _with_people(member: Engagement) -> set[str]:
    return {member.id, *(p.person_id for p in member.participants)}


def _shown(ledger: Ledger, sections: Sections) -> set[str]:
    rows: tuple[Noted, ...] = (*sections.engagements, *sections.instruments, *sections.promises)
    found = {n.document_id for row in rows for n in row.notes}
    return {key for key in found if key in ledger.documents}


def _is_told(row: Noted, old: Mapping[str, object] | Collection[str]) -> bool:
    return any(one.document_id in old for one in row.notes)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _place(one: Note) -> tuple[str, int]:
    return one.document_id, one.start
