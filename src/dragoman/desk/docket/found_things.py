"""Evidence in instruments and figures: what was to be concluded was signed; a target was reached."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dragoman.desk.docket.finding import Scale, found, is_later, later_words, of_event
from dragoman.desk.docket.promised import Index, Promised
from dragoman.desk.docket.rows import Evidenced, EvidenceKind, Polarity
from dragoman.desk.docket.settings import DocketSettings
from dragoman.desk.timeline import HAPPENED, taking_part
from dragoman.lexicon.load import pack_or_bare
from dragoman.merge.compare.telling import days
from dragoman.merge.compare.titles import likeness
from dragoman.model.ledger import LedgerInstrument, Report, Stage
from dragoman.model.record import Commitment, Engagement, Evidence, Indicator, InstrumentStatus, Measure
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

_DONE = (
    InstrumentStatus.SIGNED,
    InstrumentStatus.CONCLUDED,
    InstrumentStatus.IN_FORCE,
    InstrumentStatus.UPDATED,
)
_ENDED = (InstrumentStatus.TERMINATED, InstrumentStatus.EXPIRED)
_ALIKE = 0.75
_SANE = (Decimal("0.02"), Decimal(20))  # a figure further from the target is misread, or of something else
_GROWING = frozenset({Measure.TRADE_VOLUME, Measure.EXPORTS, Measure.INVESTMENT})
_GIVEN = frozenset(
    {Measure.STUDENTS, Measure.OTHER}
)  # what is promised in a number, and given in that number


def instruments(index: Index, promise: Promised, settings: DocketSettings) -> Iterator[Evidenced]:
    """Statuses that instruments named in the promise had not had before it."""
    for one in promise.instruments:
        ahead = one.id in promise.open and not _was_done(promise, one)
        for stage in one.life:
            yield from _stage(index, promise, one, stage, settings, ahead=ahead)
        if ahead:
            yield from _signings(index, promise, one, settings)
            yield from _alike(index, promise, one, settings)


def _was_done(promise: Promised, one: LedgerInstrument) -> bool:
    """Whether it had been concluded before the promise: by its own date, or as told."""
    before = promise.told[0].isoformat() if promise.told else ""
    dated = days(one.when) if one.status in _DONE else None
    if dated is not None and promise.told is not None and dated[1] < promise.told[0]:
        return True
    return any(s.status in _DONE and s.told and s.told < before for s in one.life)


def _stage(
    index: Index,
    promise: Promised,
    one: LedgerInstrument,
    stage: Stage,
    settings: DocketSettings,
    *,
    ahead: bool,
) -> Iterator[Evidenced]:
    known = any(not is_later(index, promise, r.document_id) for r in stage.reports)
    reports = [r for r in stage.reports if _says_so(index, r)]
    if known or not reports or stage.status not in (*_DONE, *_ENDED):
        return
    if stage.status in _ENDED:
        polarity = Polarity.AGAINST
    elif ahead:
        polarity = Polarity.FOR
    elif stage.status in (InstrumentStatus.IN_FORCE, InstrumentStatus.UPDATED):
        polarity = Polarity.PROGRESS
    else:
        return
    scale = Scale()
    scale.add("named_instrument", 1.0, settings.named_instrument)
    yield from _some(
        index, promise, one, scale, later_words(index, promise, reports), polarity, _when(one, stage)
    )


def _says_so(index: Index, report: Report) -> bool:
    """Whether a status is told as a fact, not in a sentence that plans it, calls it off or denies it."""
    realis = _told_as(index, report)
    return not realis or bool(realis & HAPPENED)


def _told_as(index: Index, report: Report) -> set[Realis]:
    """How the signings are told that a report's sentences tell."""
    reading = index.ledger.readings[report.document_id]
    return {
        record.realis
        for record in reading.records
        if isinstance(record, Engagement) and record.kind is EngagementKind.SIGNING
        for e in record.evidence
        if any(e.span.overlaps(words.span) for words in report.evidence)
    }


def _when(one: LedgerInstrument, stage: Stage) -> When:
    if one.status is stage.status and one.when.date is not None:
        return one.when
    if not stage.told:
        return UNDATED
    return When(date=PartialDate.parse(stage.told), basis=DateBasis.PUBLICATION)


def _signings(
    index: Index, promise: Promised, one: LedgerInstrument, settings: DocketSettings
) -> Iterator[Evidenced]:
    """Events at which it was signed."""
    for event in index.engagements(*promise.who):
        if one.id not in event.instruments or event.kind is not EngagementKind.SIGNING:
            continue
        held = days(event.when)
        if event.realis not in HAPPENED or held is None or promise.told is None:
            continue
        if held[1] < promise.told[0] or not set(promise.who) <= taking_part(event):
            continue
        scale = Scale()
        scale.add("named_instrument", 1.0, settings.named_instrument)
        candidate = of_event(index, promise, event, scale)
        if candidate is not None:
            yield candidate


def _alike(
    index: Index, promise: Promised, one: LedgerInstrument, settings: DocketSettings
) -> Iterator[Evidenced]:
    """Instruments that merging did not put together with the one promised, but of a like title, of the same
    kind and parties, and first told as concluded after the promise; or told not to have been signed."""
    ours, sides = index.titles([one.id]), set(one.parties) or promise.sides
    for other in index.ledger.instruments:
        if other.id == one.id or other.kind is not one.kind or not sides & set(other.parties):
            continue
        alike = likeness(ours, index.titles([other.id])) or 0.0
        if alike < _ALIKE or _was_done(promise, other):
            continue
        scale = Scale()
        scale.add("named_instrument", alike, settings.named_instrument)
        for stage in other.life:
            if stage.status not in _DONE or not all(
                is_later(index, promise, r.document_id) for r in stage.reports
            ):
                continue
            told = [r for r in stage.reports if _says_so(index, r)]
            denied = [r for r in stage.reports if _told_as(index, r) == {Realis.NEGATED}]
            if len(sides) > 1 and sides <= set(other.parties):
                words = later_words(index, promise, told)
                yield from _some(index, promise, other, scale, words, Polarity.FOR, _when(other, stage))
            words = later_words(index, promise, denied)
            yield from _some(index, promise, other, scale, words, Polarity.AGAINST, UNDATED)


def _some(
    index: Index,
    promise: Promised,
    one: LedgerInstrument,
    scale: Scale,
    words: tuple[Evidence, ...],
    polarity: Polarity,
    when: When,
) -> Iterator[Evidenced]:
    sides = set(one.parties) | set(promise.who)
    candidate = found(
        index,
        promise,
        scale,
        words,
        identity=one.id,
        kind=EvidenceKind.INSTRUMENT,
        polarity=polarity,
        when=when,
        parties=sides,
        joint=len(sides) > 1,
        final=polarity is Polarity.AGAINST,
    )
    if candidate is not None:
        yield candidate


def figures(index: Index, promise: Promised, settings: DocketSettings) -> Iterator[Evidenced]:
    """Later figures of what a target is set for: the same measure, unit and parties. At the target or past it
    they are for; short of it they show how far it is. Scholarships and the like count in the very number
    promised. A figure in a sentence that itself promises or plans is none."""
    for target in promise.targets:
        if target.measure not in _GROWING | _GIVEN or target.value is None or not Decimal(target.value):
            continue
        for item in index.ledger.indicators:
            figure = item.indicator
            if not _same_figure(promise, target, figure) or figure.value is None:
                continue
            share = Decimal(figure.value) / Decimal(target.value)
            if not _SANE[0] <= share <= _SANE[1] or (target.measure in _GIVEN and share != 1):
                continue
            scale = Scale()
            scale.add("same_measure", 1.0, settings.same_measure)
            scale.add("share_of_target", float(min(share, Decimal(1))), 0.5)
            if scale.score < settings.least:
                continue
            candidate = found(
                index,
                promise,
                scale,
                later_words(index, promise, (r for r in item.reports if not _is_ahead(index, r))),
                identity=item.id,
                kind=EvidenceKind.FIGURE,
                polarity=Polarity.FOR if share >= 1 else Polarity.PROGRESS,
                when=When(date=figure.period, basis=DateBasis.STATED) if figure.period else UNDATED,
                parties=promise.who,
                joint=False,
            )
            if candidate is not None:
                yield candidate


def _same_figure(promise: Promised, target: Indicator, figure: Indicator) -> bool:
    if figure.measure is not target.measure or figure.unit != target.unit or figure.id == target.id:
        return False
    if figure.scope != target.scope or set(figure.parties) != promise.sides:
        return False
    before = promise.told[0].year if promise.told else None
    return figure.period is None or before is None or figure.period.year >= before


def _is_ahead(index: Index, report: Report) -> bool:
    """Whether the sentence of a figure tells what is to come: by its cues or by what it promises or plans."""
    words = report.evidence[0]
    pack = pack_or_bare(index.ledger.documents[words.document_id].lang)
    tokens = pack.tokens(words.quote)
    if pack.cue("planned", tokens) or pack.cue("commitment.act", tokens):
        return True
    return any(
        isinstance(record, Commitment) or (isinstance(record, Engagement) and record.realis is Realis.PLANNED)
        for record in index.ledger.readings[words.document_id].records
        if any(e.span.overlaps(words.span) for e in record.evidence)
    )
