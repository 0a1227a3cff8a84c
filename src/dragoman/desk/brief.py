"""The brief: all that is known of the relations of two parties on a day, every line with its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace

from dragoman.desk.assessment.answer import assess
from dragoman.desk.brief_rows import Brief, CommitmentRow, EngagementRow, InstrumentRow, StageRow, StateRow
from dragoman.desk.contacts import (
    Company,
    is_ahead,
    lang_of,
    last_contact,
    last_contacts,
    planned_rows,
    row,
)
from dragoman.desk.counts import counts
from dragoman.desk.coverage import coverage
from dragoman.desk.disagreements import disagreements
from dragoman.desk.doubts import conflict_rows, differing, one_sided, unresolved
from dragoman.desk.following_up import overdue, with_marks
from dragoman.desk.importance import importance
from dragoman.desk.known import known_by, on_both
from dragoman.desk.news import Sections, news
from dragoman.desk.notes import Note, Noted, first_of, note
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.parties import party_name
from dragoman.desk.press import press_rows
from dragoman.desk.settings import DeskSettings
from dragoman.desk.stances import commitment_rows, issue_rows
from dragoman.desk.standing import (
    LIVE,
    body_rows,
    frames,
    indicator_rows,
    instrument_rows,
    shared_bodies,
    shared_instruments,
)
from dragoman.desk.timeline import is_contact, timeline
from dragoman.desk.visits import reciprocity, visits
from dragoman.desk.weight import engagement_weight
from dragoman.desk.wording import bases
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerInstrument, Outcome
from dragoman.model.record import Level, Party, PartyBasis, Strength
from dragoman.model.text import Realis
from dragoman.model.time import PartialDate, shift

_MINISTER = (Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT, Level.MINISTER)
_RECENT_DAYS = 365


def brief(
    ledger: Ledger,
    a: Party,
    b: Party,
    on: dt.date,
    *,
    since: dt.date | None = None,
    settings: DeskSettings | None = None,
    lean: bool = False,
) -> Brief:
    """What documents published by ``on`` tell of ``a`` and ``b``; see ``known_by`` for those without a date.

    Engagements dated past ``on`` stand under ``planned`` alone. What is new is so since ``since``, or for as
    many days as the settings say. Documents published after ``on`` change nothing. A ``lean`` one is without
    what is left open, which takes a third of the time.
    """
    settings = settings or DeskSettings()
    since = since or shift(on, -settings.brief.news_days)
    known = known_by(ledger, on)
    pair = (a, b)
    documents = on_both(known, a, b)
    engagements = timeline(known, pair, newest_first=True)
    past = tuple(e for e in engagements if not is_ahead(e, on))
    shared = shared_instruments(known, pair, documents)
    found = disagreements(known, pair, instruments={instrument.id for instrument in shared})
    rank = _Rank(known, on, settings, differing(found))
    company = Company(known)
    planned = rank.rows(planned_rows(known, engagements, on, company))
    held = rank.rows(tuple(row(known, e, on, company) for e in past))
    instrument_list = rank.papers(instrument_rows(known, shared))
    visit_list = visits(known, past, pair)
    promises = with_marks(commitment_rows(known, pair, documents, on), known, pair, on, settings.docket)
    issues = issue_rows(known, pair, documents)
    shown = Sections(
        engagements=(*held, *planned), instruments=instrument_list, promises=promises, issues=issues
    )
    return Brief(
        left=a,
        right=b,
        left_name=party_name(a),
        right_name=party_name(b),
        on=on,
        since=since,
        bases=_bases((*engagements, *one_sided(known, pair, documents))),
        state=replace(
            _state(known, past, held, planned, instrument_list, promises, on),
            overdue=overdue(known, pair, on, settings.cadence, company),
        ),
        news=news(
            known, _before(known, _quoted(shown) | documents, min(since, on)), shown, ledger, since, on
        ),
        press=press_rows(issues, promises, pair),
        last_contacts=rank.rows(last_contacts(known, past, on, company)),
        planned=planned,
        engagements=held,
        instruments=instrument_list,
        frames=rank.papers(instrument_rows(known, frames(known, pair, documents))),
        bodies=tuple(
            replace(one, lang=rank.body_lang(one.id))
            for one in body_rows(known, shared_bodies(known, pair, documents, engagements), engagements, on)
        ),
        commitments=tuple(p for p in promises if p.strength is Strength.COMMITMENT),
        intents=tuple(p for p in promises if p.strength is Strength.INTENT),
        issues=issues,
        indicators=indicator_rows(known, pair, documents),
        visits=visit_list,
        reciprocity=reciprocity(known, visit_list, pair),
        counts=counts(known, past),
        conflicts=conflict_rows(found),
        unresolved=() if lean else unresolved(known, past, pair, documents, on, company),
        coverage=coverage(known, documents, on),
    )


def with_assessment(made: Brief, ledger: Ledger, settings: DeskSettings | None = None) -> Brief:
    """The brief with the assessment of the two on its day, for the charts."""
    chosen = settings or DeskSettings()
    return replace(made, assessment=assess(ledger, (made.left, made.right), made.on, chosen))


def _quoted(shown: Sections) -> frozenset[str]:
    return frozenset(note.document_id for note in notes_of(shown))


def _before(known: Ledger, documents: Collection[str], since: dt.date) -> Ledger:
    """What these documents told by a day."""
    narrow = replace(
        known,
        documents={key: known.documents[key] for key in documents},
        readings={key: known.readings[key] for key in documents if key in known.readings},
    )
    return known_by(narrow, since)


def notes_of(value: object) -> Iterator[Note]:
    """Every note of a brief or a part of it, in the order of reading; repeats are given again. Those of its
    assessment are left out: charts alone are made of that."""
    if isinstance(value, Note):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from notes_of(item)
    elif is_dataclass(value):
        names = [field.name for field in fields(value) if field.name != "assessment"]
        if isinstance(value, Noted):  # a row's own notes come before those of its parts
            names = ["notes", *(name for name in names if name != "notes")]
        for name in names:
            yield from notes_of(getattr(value, name))


class _Rank:
    """What rows are told beside their own facts: on what sources differ, and how much they matter."""

    def __init__(
        self, ledger: Ledger, on: dt.date, settings: DeskSettings, differ: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._on, self._settings, self._differ = on, settings, differ
        self._engagements = {e.id: e for e in ledger.engagements}
        self._bodies = {body.id: body for body in ledger.bodies}
        self._ledger = ledger
        self._papers = {instrument.id: instrument for instrument in ledger.instruments}

    def rows(self, found: Iterable[EngagementRow]) -> tuple[EngagementRow, ...]:
        """Engagements with their weight and importance."""
        out = []
        for one in found:
            weight = engagement_weight(self._engagements[one.id], self._settings.weight)
            matter = importance(weight, one.when, self._on, self._settings.brief)
            out.append(replace(one, differs=self._differ.get(one.id, ()), weight=weight, importance=matter))
        return tuple(out)

    def papers(self, found: Iterable[InstrumentRow]) -> tuple[InstrumentRow, ...]:
        """Instruments with the language of their titles and the facts of their history."""
        return tuple(
            replace(
                one,
                differs=self._differ.get(one.id, ()),
                lang=_title_lang(self._papers[one.id]),
                stages=self._stages(self._papers[one.id]) if one.history else (),
            )
            for one in found
        )

    def _stages(self, instrument: LedgerInstrument) -> tuple[StageRow, ...]:
        out: dict[tuple[str, str, str], StageRow] = {}
        for member in instrument.members:
            if member.status is not None:
                words = note(self._ledger, member.evidence[0])
                row = StageRow(notes=(words,), status=member.status, when=member.when, source=words.source)
                out.setdefault((member.status, str(member.when.date or ""), words.document_id), row)
        return tuple(
            sorted(out.values(), key=lambda s: (str(s.when.date or "9999"), s.notes[0].published or "9999"))
        )

    def body_lang(self, identity: str) -> str:
        return lang_of(self._bodies[identity])


def _title_lang(instrument: LedgerInstrument) -> str:
    named = (m.lang for m in instrument.members if m.title == instrument.title)
    return next(named, instrument.members[0].lang)


def _bases(engagements: Sequence[LedgerEngagement]) -> tuple[PartyBasis, ...]:
    shown = set(bases(person for engagement in engagements for person in engagement.participants))
    return tuple(basis for basis in (PartyBasis.KNOWN, PartyBasis.INFERRED) if basis in shown)


def _state(
    ledger: Ledger,
    past: Sequence[LedgerEngagement],
    held: Sequence[EngagementRow],
    planned: Sequence[EngagementRow],
    papers: Sequence[InstrumentRow],
    promises: Sequence[CommitmentRow],
    on: dt.date,
) -> StateRow:
    """The state of relations. Contacts are counted by occasion: see ``occasions``."""
    contacts = [e for e in past if is_contact(e)]
    counted = occasions(contacts)
    dates = sorted((d for one in counted for d in _dates(one)[:1]), key=lambda d: (d.first, d.last))
    floor = shift(on, -_RECENT_DAYS)
    last = last_contact(contacts)
    live = [paper for paper in papers if paper.status in LIVE]
    return StateRow(
        last=next((r for r in held if last is not None and r.id == last.id), None),
        next=next(iter(_coming(planned, on)), None),
        contacts=len(counted),
        first=dates[0] if dates else None,
        high=sum(1 for one in counted if any(e.level in _MINISTER for e in one)),
        recent=sum(1 for date in dates if date.first > floor),
        undated=len(counted) - len(dates),
        passed=sum(1 for r in planned if r.fate is Outcome.NOT_REPORTED),
        instruments=len(papers),
        live=len(live),
        latest=next((paper for paper in live if paper.when.date is not None), None),
        late_commitments=sum(1 for p in promises if p.overdue and p.strength is Strength.COMMITMENT),
        overdue=(),
        notes=first_of(ledger, *(e.reports for e in contacts)),
    )


def _coming(planned: Sequence[EngagementRow], on: dt.date) -> list[EngagementRow]:
    """What lies ahead: dated after the day, or else told of so lately that it is not yet due."""
    ahead = [r for r in planned if r.realis is not Realis.NEGATED and r.fate in (None, Outcome.PENDING)]
    dated = [r for r in ahead if r.when.date is not None and r.when.date.last > on]
    return dated or [r for r in ahead if r.when.date is None and _is_awaited(r, on)]


def _is_awaited(one: EngagementRow, on: dt.date) -> bool:
    return one.plan is not None and one.plan.due is not None and one.plan.due >= on


def _dates(occasion: Occasion) -> list[PartialDate]:
    """The dates of a contact, that of the whole first; then the most precise."""
    dates = [e.when.date for e in occasion if e.when.date]
    return dates[:1] if occasion[0].when.date else sorted(dates, key=lambda d: (-len(str(d)), str(d)))
