"""What bears on a component: the step to which each alone would bring it, and the words that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.desk.assessment.areas import areas_of_words
from dragoman.desk.assessment.dealings import Dealings, is_deed
from dragoman.desk.assessment.delivery import Delivered
from dragoman.desk.assessment.rows import Item, ItemKind
from dragoman.desk.assessment.settings import ScorecardSettings
from dragoman.desk.notes import Note, of_reports, published
from dragoman.desk.occasions import Occasion
from dragoman.desk.standing import LIVE
from dragoman.desk.wording import what_text
from dragoman.model.ledger import LedgerBody, LedgerCommitment, LedgerEngagement, LedgerInstrument
from dragoman.model.record import InstrumentKind, InstrumentStatus, Strength
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When, shift

BINDING = frozenset({InstrumentKind.AGREEMENT, InstrumentKind.TREATY, InstrumentKind.PROTOCOL})
_IN_FORCE = frozenset({InstrumentStatus.IN_FORCE, InstrumentStatus.UPDATED})


def instrument_item(paper: LedgerInstrument, between: Dealings) -> Item:
    """An instrument, by its status on the day: one that is only dated ahead is not signed yet."""
    live = paper.status in LIVE and not is_later(paper.when, between) and paper.superseded_by is None
    step = 1
    if live:
        step = 2 if paper.kind not in BINDING else 4 if paper.status in _IN_FORCE else 3
    over = _is_over(paper.expires, between) and not paper.renews
    step = 1 if over else step
    state = paper.status.value if paper.status else "status not told"
    return Item(
        notes=of_reports(between.known, paper.reports),
        id=paper.id,
        kind=ItemKind.INSTRUMENT,
        what=paper.title,
        state=f"{state}, replaced"
        if paper.superseded_by is not None
        else f"{state}, run out"
        if over
        else state,
        when=paper.when,
        step=step,
        members=tuple(member.id for member in paper.members),
    )


def body_item(
    body: LedgerBody,
    area: str,
    held: Sequence[LedgerEngagement],
    between: Dealings,
    settings: ScorecardSettings,
    *,
    own: bool,
) -> Item:
    """A body with the last session that it held on the area: of any matter, where the area is its ``own``."""
    sessions = [e.when for e in held if e.when.date is not None]
    planned = {e.id for e in between.ahead}
    if own:  # numbered sessions of which documents tell nothing but the date
        sessions += [
            s.when
            for s in body.sessions
            if s.when.date is not None and not is_later(s.when, between) and not planned & set(s.engagements)
        ]
    last = max(sessions, key=lambda when: when.date.first if when.date else between.on, default=UNDATED)
    step = 1
    if held or sessions:
        step = 2 if not is_since(last, between, settings.session_days) else 4 if own else 3
    latest = sorted(held, key=lambda e: (str(e.when.date or ""), e.id), reverse=True)
    told = (*(e.reports for e in latest), body.reports)  # the words of the last session come first
    notes = tuple(note for reports in told for note in of_reports(between.known, reports))
    return Item(
        notes=_telling(area, notes),
        id=body.id,
        kind=ItemKind.BODY,
        what=body.name,
        state=("of the area" if own else "general") + ("" if held or sessions else ", no session known"),
        when=last,
        step=step,
        members=tuple(member.id for member in body.members),
    )


def contact_item(occasion: Occasion, area: str, between: Dealings, settings: ScorecardSettings) -> Item:
    """A contact on the area: the engagement that tells of it, the whole before its parts."""
    about = [e for e in occasion if area in between.areas[e.id]]
    when = next((e.when for e in (*about, *occasion) if e.when.date is not None), UNDATED)
    signed = (between.papers[i] for e in about for i in e.instruments if i in between.papers)
    deed = ", in deed" if is_deed(about[0]) else ""
    reports = (*(e.reports for e in about), *(i.reports for i in signed if area in i.areas))
    return Item(
        notes=_telling(area, of_reports(between.known, *reports)),
        id=about[0].id,
        kind=ItemKind.ENGAGEMENT,
        what=what_text(between.known, about[0]),
        state=(about[0].level.value if about[0].level else "level not known") + deed,
        when=when,
        step=_lately(when, between, settings),
        members=tuple(member.id for e in about for member in e.members),
    )


def signed_item(paper: LedgerInstrument, between: Dealings, settings: ScorecardSettings) -> Item:
    """That an instrument was signed, where no engagement is known that it was signed in."""
    return Item(
        notes=of_reports(between.known, paper.reports),
        id=paper.id,
        kind=ItemKind.INSTRUMENT,
        what=paper.title,
        state=paper.status.value if paper.status else "status not told",
        when=paper.when,
        step=_lately(paper.when, between, settings),
        members=tuple(member.id for member in paper.members),
    )


def promise_item(promise: LedgerCommitment, between: Dealings, found: Delivered) -> Item:
    """A commitment with what the docket gives it, and the evidence after its own words."""
    return Item(
        notes=tuple(dict.fromkeys((*of_reports(between.known, promise.reports), *found.notes))),
        id=promise.id,
        kind=ItemKind.COMMITMENT,
        what=promise.commitment.what,
        state=found.marks,
        when=promise.commitment.due,
        step=found.score,
        members=tuple(report.record_id for report in promise.reports),
    )


def stated_item(promise: LedgerCommitment, between: Dealings, settings: ScorecardSettings) -> Item:
    """What one side or both say that they will or mean to do; dated by when it was last said."""
    said = promise.commitment
    sides = set(said.who) & set(between.pair)
    both = len(sides) == len(between.pair)
    step = (4 if is_fresh(promise, between, settings) else 3) if both else 2 if sides else 1
    return Item(
        notes=of_reports(between.known, promise.reports),
        id=promise.id,
        kind=ItemKind.COMMITMENT,
        what=said.what,
        state=f"{said.strength.value}, {', '.join(party.code for party in said.who) or 'whose is not told'}",
        when=last_said(promise, between),
        step=step,
        members=tuple(report.record_id for report in promise.reports),
    )


def named_item(engagement: LedgerEngagement, area: str, between: Dealings) -> Item:
    """A dealing, past or planned, where the area is named."""
    return Item(
        notes=_telling(area, of_reports(between.known, engagement.reports)),
        id=engagement.id,
        kind=ItemKind.ENGAGEMENT,
        what=what_text(between.known, engagement),
        state="named",
        when=engagement.when,
        step=1,
        members=tuple(member.id for member in engagement.members),
    )


def voice_item(voice: str, said: Iterable[Note]) -> Item:
    """One voice with its first words on the area."""
    first = next(iter(said))
    date = PartialDate.parse(first.published) if first.published else None
    return Item(
        notes=(first,),
        id=voice,
        kind=ItemKind.VOICE,
        what=first.source,
        state=first.source_country or "country not known",
        when=When(date=date, basis=DateBasis(first.published_basis)) if date else UNDATED,
        step=1,
        members=(voice,),
    )


def is_later(when: When, between: Dealings) -> bool:
    """Whether it is dated past the day of asking."""
    return when.date is not None and when.date.first > between.on


def _is_over(when: When, between: Dealings) -> bool:
    return when.date is not None and (when.end or when.date).last < between.on


def is_since(when: When, between: Dealings, days: int) -> bool:
    """Whether it surely falls in the last so many days: by its first day. Not what has no date."""
    return when.date is not None and when.date.first > shift(between.on, -days)


def is_fresh(promise: LedgerCommitment, between: Dealings, settings: ScorecardSettings) -> bool:
    """Whether it can be checked, and was said lately."""
    lately = is_since(last_said(promise, between), between, settings.priority_days)
    return promise.commitment.strength is Strength.COMMITMENT and lately


def last_said(promise: LedgerCommitment, between: Dealings) -> When:
    """When the last of the documents that tell it was published."""
    told = [published(between.known, report.document_id) for report in promise.reports]
    dated = [when for when in told if when.date is not None]
    return max(dated, key=lambda when: when.date.first if when.date else between.on, default=UNDATED)


def _telling(area: str, notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The notes, those first whose own words name the area; repeats once."""
    distinct = dict.fromkeys(notes)
    return tuple(sorted(distinct, key=lambda one: area not in areas_of_words((one.quote,), one.lang)))


def _lately(when: When, between: Dealings, settings: ScorecardSettings) -> int:
    if is_since(when, between, settings.recent_days):
        return 3
    return 2 if is_since(when, between, settings.activity_days) else 1
