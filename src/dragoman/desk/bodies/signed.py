"""What was signed at a session."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.desk.bodies.rows import Signed, SignedBasis
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.notes import distinct, of_reports
from dragoman.merge.compare.engagements import days, gap
from dragoman.model.ledger import LedgerEngagement, LedgerInstrument
from dragoman.model.record import InstrumentStatus
from dragoman.model.text import EngagementKind

_SHORT_DAYS = 31
_AHEAD = (InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED)


def signed(shelves: Shelves, session: Collection[LedgerEngagement]) -> tuple[Signed, ...]:
    """The instruments signed at a session: named with it; signed in what is part of it, or of one visit with
    it; or signed on its days with the same side, where one document tells both. The surest basis counts."""
    ours = {e.id for e in session}
    wholes = ours | {e.part_of for e in session if e.part_of is not None}
    parts = [e for key in sorted(wholes) for e in shelves.signings_of_whole.get(key, ())]
    here = sorted({report.document_id for e in session for report in e.reports})
    beside = [e for key in here for e in shelves.signings_of_document.get(key, ()) if _with(e, session)]
    ledger = shelves.ledger
    found: dict[str, Signed] = {}
    for basis, events in (
        (SignedBasis.NAMED, list(session)),
        (SignedBasis.PART, parts),
        (SignedBasis.OCCASION, beside),
    ):
        for event in events:
            for key in event.instruments:
                instrument = shelves.instruments.get(key)
                if instrument is None or key in found or not _was_signed(instrument, event):
                    continue
                found[key] = Signed(
                    notes=distinct(
                        (*of_reports(ledger, event.reports), *of_reports(ledger, instrument.reports))
                    ),
                    instrument=key,
                    title=instrument.title,
                    basis=basis,
                )
    return tuple(sorted(found.values(), key=lambda s: (list(SignedBasis).index(s.basis), s.title)))


def _was_signed(instrument: LedgerInstrument, event: LedgerEngagement) -> bool:
    """Whether it is told as done: what a session only spoke of was not signed there."""
    if event.kind is EngagementKind.SIGNING:
        return True
    if instrument.status is None or instrument.status in _AHEAD:
        return False
    ours, theirs = days(event.when), days(instrument.when)
    return ours is not None and theirs is not None and gap(ours, theirs) == 0


def _with(signing: LedgerEngagement, session: Iterable[LedgerEngagement]) -> bool:
    """Whether one document tells a signing and a session of the same days and sides."""
    here = {report.document_id for report in signing.reports}
    for event in session:
        both = here & {report.document_id for report in event.reports}
        ours, theirs = days(signing.when), days(event.when)
        if not both or ours is None or theirs is None or not set(signing.parties) <= set(event.parties):
            continue
        if gap(ours, theirs) == 0 and all(
            (last - first).days < _SHORT_DAYS for first, last in (ours, theirs)
        ):
            return True
    return False
