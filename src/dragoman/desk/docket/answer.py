"""The docket: every commitment with its deadlines, the evidence, what is proposed and what officers ruled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.desk.commitments import docket as chosen_commitments
from dragoman.desk.commitments import is_overdue
from dragoman.desk.coverage import coverage, naming
from dragoman.desk.docket.deadlines import deadlines
from dragoman.desk.docket.finding import is_later
from dragoman.desk.docket.found_events import events
from dragoman.desk.docket.found_things import figures, instruments
from dragoman.desk.docket.found_words import deeds
from dragoman.desk.docket.promised import Index, Promised, promised
from dragoman.desk.docket.rows import Deadline, Docket, Entry, Evidenced, Polarity
from dragoman.desk.docket.rulings import Rulings, standing
from dragoman.desk.docket.score import propose
from dragoman.desk.docket.settings import DocketSettings
from dragoman.desk.known import known_by, on_both
from dragoman.desk.notes import of_reports
from dragoman.desk.timeline import voices
from dragoman.model.ledger import Ledger, LedgerCommitment
from dragoman.model.record import Commitment, Party, Strength
from dragoman.model.ruling import Mark
from dragoman.model.time import UNDATED, When

_ORDER = {Polarity.FOR: 0, Polarity.AGAINST: 1, Polarity.PROGRESS: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which entries are wanted; none means all. ``owner`` is one who promised, ``marks`` how it stands for
    any of them, ``due_before`` a day before which the deadline lies."""

    overdue: bool = False
    due_before: dt.date | None = None
    areas: frozenset[str] = frozenset()
    strengths: frozenset[Strength] = frozenset()
    marks: frozenset[Mark] = frozenset()
    owner: Party | None = None


def make_docket(
    ledger: Ledger,
    parties: tuple[Party, ...] = (),
    *,
    on: dt.date,
    settings: DocketSettings | None = None,
    filters: Filters | None = None,
) -> Docket:
    """Commitments and intents of ``parties`` as of a day, from the documents published by then.

    With one party, its own. With two, those of both together, and those of either one that stand in a
    document on the two. With none, all. Overdue ones come first, then by deadline, then those without one.
    """
    known, chosen = known_by(ledger, on), filters or Filters()
    documents = on_both(known, *parties) if len(parties) == 2 else naming(known, parties)
    index, rulings = Index(known), Rulings(known)
    items = chosen_commitments(known, parties, on=on, documents=documents if len(parties) == 2 else ())
    entries = [
        entry(index, item, rulings, on=on, settings=settings or DocketSettings())
        for item in items
        if _may_be_wanted(item, chosen)
    ]
    wanted = tuple(sorted((e for e in entries if _is_wanted(e, chosen)), key=_urgency))
    documents |= {key for one in wanted for key in _quoted(one)}
    return Docket(
        on=on,
        parties=parties,
        entries=wanted,
        lost=rulings.lost,
        coverage=coverage(known, documents, on, later=ledger.size - known.size),
    )


def entry(
    index: Index, item: LedgerCommitment, rulings: Rulings, *, on: dt.date, settings: DocketSettings
) -> Entry:
    """One commitment with all that is known of it."""
    said, promise = item.commitment, promised(index, item)
    dates = deadlines(index, promise)
    due = _due(said, dates)
    evidence = _evidence(index, promise, settings, on)
    later = _later_documents(index, promise, evidence)
    proposed = tuple(
        propose(
            party,
            evidence,
            due,
            on,
            told=promise.again[1] if promise.again else None,
            checkable=said.strength is Strength.COMMITMENT or promise.checkable,
            later_documents=later,
            cycle_days=settings.cycle_days,
        )
        for party in sorted(promise.who)
    )
    ruled = rulings.of(item, on)
    stands = standing(proposed, ruled)
    kept = all(s.mark is Mark.KEPT for s in stands)
    return Entry(
        notes=of_reports(index.ledger, item.reports),
        id=item.id,
        who=said.who,
        what=said.what,
        lang=index.ledger.documents[said.evidence[0].document_id].lang,
        to=promise.to,
        to_basis=promise.to_basis,
        strength=said.strength,
        due=due,
        due_text=said.due_text,
        deadlines=dates,
        overdue=is_overdue(due, on) and not kept,
        told=promise.told[0].isoformat() if promise.told else None,
        areas=tuple(sorted(promise.areas)),
        voices=voices(item.reports),
        evidence=evidence,
        proposed=proposed,
        rulings=ruled,
        standing=stands,
        later_documents=later,
        joined=item.joined,
        reports=item.reports,
    )


def deadline(index: Index, item: LedgerCommitment) -> When:
    """The deadline that stands, after every slip."""
    return _due(item.commitment, deadlines(index, promised(index, item)))


def _due(said: Commitment, dates: Sequence[Deadline]) -> When:
    """The deadline that a person put right, or else the one told last; of undated documents where no other
    tells any."""
    if any(note.field == "due" for note in said.corrected):
        return said.due
    return next((d.when for d in reversed(dates) if d.told), dates[-1].when if dates else UNDATED)


def _evidence(
    index: Index, promise: Promised, settings: DocketSettings, on: dt.date
) -> tuple[Evidenced, ...]:
    """Every candidate once, with the best that speaks for it; for, then against, then in progress.

    Of several that the same words tell the one with the best score stays; what is done is not in progress.
    """
    found = [
        one
        for find in (events, instruments, figures, deeds)
        for one in find(index, promise, settings)
        if one.polarity is Polarity.AGAINST or not _is_ahead(one.when, on)
    ]
    best: dict[object, Evidenced] = {}
    for one in sorted(found, key=lambda e: (_ORDER[e.polarity], -e.score, e.kind.value, e.id)):
        words = tuple((note.document_id, note.start) for note in one.notes)
        settled = (Polarity.FOR, one.id) if one.polarity is Polarity.PROGRESS else None
        if settled not in best and (one.polarity, words) not in best and (one.polarity, one.id) not in best:
            best[one.polarity, words] = best[one.polarity, one.id] = one
    unique = {(e.id, e.polarity): e for e in best.values()}
    return tuple(sorted(unique.values(), key=lambda e: (_ORDER[e.polarity], not e.counts, -e.score, e.id)))


def _quoted(one: Entry) -> Iterator[str]:
    """The documents whose words an entry shows: its own, of its deadlines and of its evidence."""
    for part in (one, *one.deadlines, *one.evidence):
        yield from (note.document_id for note in part.notes)


def _is_ahead(when: When, on: dt.date) -> bool:
    """What is dated after the day of asking has not happened."""
    return when.date is not None and when.date.first > on


def _later_documents(index: Index, promise: Promised, evidence: Sequence[Evidenced]) -> int:
    """How many documents on the parties surely appeared after the promise, with those of the evidence."""
    if promise.told is None:
        return 0
    sides = tuple(sorted(promise.sides))
    found = index.dated_on(sides if len(sides) == 2 else promise.who)
    later = {key for key, days in found if days[0] > promise.told[1]}
    later |= {n.document_id for e in evidence for n in e.notes if is_later(index, promise, n.document_id)}
    return len(later - promise.documents)


def _may_be_wanted(item: LedgerCommitment, filters: Filters) -> bool:
    """Whether it can pass, judged before anything is looked for."""
    said = item.commitment
    return (filters.owner is None or filters.owner in said.who) and (
        not filters.strengths or said.strength in filters.strengths
    )


def _is_wanted(one: Entry, filters: Filters) -> bool:
    if filters.overdue and not one.overdue:
        return False
    if filters.due_before is not None and (one.due.date is None or _last(one.due) >= filters.due_before):
        return False
    if filters.areas and not filters.areas & set(one.areas):
        return False
    return not filters.marks or any(s.mark in filters.marks for s in one.standing)


def _urgency(one: Entry) -> tuple[int, dt.date, str]:
    if one.due.date is None:
        return 2, dt.date.max, one.id
    return (0 if one.overdue else 1), _last(one.due), one.id


def _last(due: When) -> dt.date:
    assert due.date is not None
    return (due.end or due.date).last
