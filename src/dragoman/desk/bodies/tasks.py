"""The tasks of a body's mandate, and the later records that may take them up.

A candidate shows its words and why it is one. None says that a task was done: that is for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.desk.bodies.rows import Following, FollowKind, Task, Why
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.bodies.words import pack_of
from dragoman.desk.notes import Note, distinct, first_of, note, of_reports, published
from dragoman.desk.timeline import HAPPENED
from dragoman.desk.wording import what_text
from dragoman.model.ledger import Ledger, LedgerBody, Report
from dragoman.model.record import Evidence
from dragoman.model.time import When

_SHOWN = 5
_LEAST_WORDS = 2  # in common, for words alone to tell
_STEM = 6  # letters that the forms of a word have in common
_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A task as documents give it. ``told`` is the earliest date of one of them."""

    words: str
    notes: tuple[Note, ...]
    told: str | None
    areas: frozenset[str]
    lang: str


def tasks(shelves: Shelves, body: LedgerBody) -> tuple[Task, ...]:
    """Every task that documents give the body, the earliest told first, with what later documents tell of
    the body, its areas, or in its words, between the parties of the body."""
    return tuple(
        Task(notes=one.notes, words=one.words, told=one.told, followed=_followed(shelves, body, one))
        for one in sorted(_told(shelves.ledger, body), key=lambda t: (t.told or "9999", t.words))
    )


def _told(ledger: Ledger, body: LedgerBody) -> Iterator[_Told]:
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for member in body.members:
        places = member.mandate_evidence or (member.evidence[0],) * len(member.mandate)
        for words, evidence in zip(member.mandate, places, strict=True):
            found.setdefault(words.casefold(), []).append((words, evidence))
    for given in found.values():
        dates = [str(d) for _, e in given if (d := published(ledger, e.document_id).date) is not None]
        first = given[0][1].document_id
        pack = pack_of(ledger, first)
        words = given[0][0]
        yield _Told(
            words=words,
            notes=distinct(note(ledger, evidence) for _, evidence in given),
            told=min(dates, default=None),
            areas=frozenset(m.value for m in pack.areas.longest(pack.tokens(words))),
            lang=pack.lang,
        )


def _followed(shelves: Shelves, body: LedgerBody, task: _Told) -> tuple[Following, ...]:
    """The candidates: those with most words and areas in common first, then those of the body, then the
    latest."""
    if task.told is None:
        return ()
    found = [one for one in _candidates(shelves, body, task) if one is not None]
    found.sort(key=lambda f: (str(f.when.date or ""), f.id), reverse=True)
    found.sort(key=lambda f: (-len(f.common), Why.BODY not in f.why))
    return tuple(found[:_SHOWN])


def _candidates(shelves: Shelves, body: LedgerBody, task: _Told) -> Iterator[Following | None]:
    ledger, sides = shelves.ledger, set(body.parties)
    events = {e.id: e for e in (*shelves.of_body.get(body.id, ()), *shelves.between(sides))}
    for engagement in (e for e in events.values() if e.realis in HAPPENED):
        yield _following(
            ledger,
            task,
            FollowKind.ENGAGEMENT,
            engagement.id,
            what_text(ledger, engagement),
            engagement.when,
            engagement.areas,
            engagement.reports,
            own=engagement.body == body.id,
        )
    for item in shelves.commitments(sides):
        yield _following(
            ledger,
            task,
            FollowKind.COMMITMENT,
            item.id,
            item.commitment.what,
            item.commitment.due,
            item.commitment.areas,
            item.reports,
        )
    for instrument in ledger.instruments:
        if len(sides) > 1 and sides <= set(instrument.parties):
            yield _following(
                ledger,
                task,
                FollowKind.INSTRUMENT,
                instrument.id,
                instrument.title,
                instrument.when,
                instrument.areas,
                instrument.reports,
            )


def _following(
    ledger: Ledger,
    task: _Told,
    kind: FollowKind,
    identity: str,
    text: str,
    when: When,
    areas: Iterable[str],
    reports: tuple[Report, ...],
    *,
    own: bool = False,
) -> Following | None:
    """A record that later documents tell and that has something in common with the task, or None."""
    later = tuple(r for r in reports if _is_later(ledger, r.document_id, task.told))
    if not later or (when.date is not None and str(when.date) < str(task.told)[: len(str(when.date))]):
        return None
    common_areas = sorted(task.areas & set(areas))
    words = _common_words(ledger, task, later)
    why = [Why.BODY] if own else []
    why += [Why.AREA] if common_areas else []
    why += [Why.WORDS] if len(words) >= _LEAST_WORDS else []
    if not why:
        return None
    shown = words if Why.WORDS in why else []
    return Following(
        notes=of_reports(ledger, later) if kind is not FollowKind.ENGAGEMENT else first_of(ledger, later),
        kind=kind,
        id=identity,
        text=text,
        when=when,
        why=tuple(why),
        common=(*common_areas, *shown),
    )


def _is_later(ledger: Ledger, document_id: str, told: str | None) -> bool:
    """Whether a document surely appeared after the task was first told."""
    date = published(ledger, document_id).date
    return date is not None and told is not None and str(date.first) > told


def _common_words(ledger: Ledger, task: _Told, reports: Iterable[Report]) -> list[str]:
    """Words of the task that documents of its language use of the record, as the task has them."""
    ours = {word[:_STEM]: word for word in _words(task.words)}
    if not ours:
        return []
    said = {
        word[:_STEM]
        for report in reports
        if ledger.documents[report.document_id].lang == task.lang
        for evidence in report.evidence
        for word in _words(evidence.quote)
    }
    return sorted(word for stem, word in ours.items() if stem in said)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
