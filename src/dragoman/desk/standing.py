"""What stands between two parties: instruments and their status, bodies and their sessions, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from dragoman.desk.brief_rows import BodyRow, IndicatorRow, InstrumentRow, SessionRow
from dragoman.desk.contacts import is_ahead
from dragoman.desk.notes import Line, note, of_reports, published, source_name
from dragoman.desk.wording import isolated, place_text, what_text, when_text
from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerEngagement,
    LedgerIndicator,
    LedgerInstrument,
    Report,
)
from dragoman.model.record import InstrumentStatus, Party

LIVE = frozenset(
    {
        InstrumentStatus.SIGNED,
        InstrumentStatus.CONCLUDED,
        InstrumentStatus.IN_FORCE,
        InstrumentStatus.UPDATED,
    }
)


def shared_instruments(
    ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]
) -> tuple[LedgerInstrument, ...]:
    """Those between the two, and those of documents on the two that name no other side and have no symbol."""
    return tuple(i for i in ledger.instruments if _is_between(i, pair, documents))


def frames(
    ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]
) -> tuple[LedgerInstrument, ...]:
    """Resolutions and instruments of others that documents on the two refer to by their official number."""
    shared = {i.id for i in shared_instruments(ledger, pair, documents)}
    return tuple(
        i for i in ledger.instruments if i.symbol and i.id not in shared and _is_told(i.reports, documents)
    )


def shared_bodies(
    ledger: Ledger,
    pair: tuple[Party, Party],
    documents: Collection[str],
    engagements: Iterable[LedgerEngagement],
) -> tuple[LedgerBody, ...]:
    """Bodies in which both sit, which met with both, or which documents on the two name with either."""
    met = {e.body for e in engagements}
    return tuple(
        body
        for body in ledger.bodies
        if set(pair) <= set(body.parties)
        or body.id in met
        or (_is_told(body.reports, documents) and (set(pair) & set(body.parties) or not body.parties))
    )


def _is_between(item: LedgerInstrument, pair: tuple[Party, Party], documents: Collection[str]) -> bool:
    sides = set(item.parties)
    both = set(pair) <= sides
    return both or (item.symbol is None and sides <= set(pair) and _is_told(item.reports, documents))


def _is_told(reports: Iterable[Report], documents: Collection[str]) -> bool:
    return any(report.document_id in documents for report in reports)


def instrument_rows(ledger: Ledger, instruments: Iterable[LedgerInstrument]) -> tuple[InstrumentRow, ...]:
    """Instruments, the latest first, undated last, each with the status that every document gives it."""
    rows = [_instrument(ledger, instrument) for instrument in sorted(instruments, key=lambda i: i.title)]
    dated = [row for row in rows if row.when.date is not None]
    dated.sort(key=lambda row: str(row.when.date), reverse=True)
    return (*dated, *(row for row in rows if row.when.date is None))


def _instrument(ledger: Ledger, instrument: LedgerInstrument) -> InstrumentRow:
    return InstrumentRow(
        notes=of_reports(ledger, instrument.reports),
        id=instrument.id,
        title=instrument.title,
        aliases=_aliases(instrument.title, instrument.aliases),
        kind=instrument.kind,
        status=instrument.status,
        symbol=instrument.symbol,
        when=instrument.when,
        date_text=when_text(instrument.when),
        history=_history(ledger, instrument),
    )


def _history(ledger: Ledger, instrument: LedgerInstrument) -> tuple[Line, ...]:
    """ "signed, 9 October 2025: Agency, 2025-10-10"; where documents give more than one status or date."""
    told: dict[tuple[str, str], Line] = {}
    members = sorted(
        instrument.members,
        key=lambda m: (str(m.when.date or "9999"), _published(ledger, m.evidence[0].document_id), m.id),
    )
    for member in members:
        if member.status is None:
            continue
        date = f", {when_text(member.when)}" if member.when.date else ""
        text = f"{member.status.value}{date}"
        document = ledger.documents[member.evidence[0].document_id]
        told.setdefault(
            (text, document.id),
            Line(
                text=f"{text}: {isolated(source_name(ledger, document.id))}",
                notes=(note(ledger, member.evidence[0]),),
            ),
        )
    return tuple(told.values()) if len({text for text, _ in told}) > 1 else ()


def body_rows(
    ledger: Ledger, bodies: Iterable[LedgerBody], engagements: Collection[LedgerEngagement], on: dt.date
) -> tuple[BodyRow, ...]:
    """Bodies by name, each with the register of its numbered sessions and what is planned of it."""
    return tuple(
        BodyRow(
            notes=of_reports(ledger, body.reports),
            id=body.id,
            name=body.name,
            aliases=_aliases(body.name, body.aliases),
            kind=body.kind,
            parties=body.parties,
            sessions=tuple(
                SessionRow(
                    notes=of_reports(ledger, session.reports),
                    number=session.number,
                    when=session.when,
                    date_text=when_text(session.when),
                    where=place_text(session.place),
                )
                for session in sorted(body.sessions, key=lambda s: -s.number)
            ),
            gaps=_gaps(body),
            next=tuple(
                Line(
                    text=", ".join(
                        part
                        for part in (what_text(ledger, e), when_text(e.when), place_text(e.place))
                        if part
                    ),
                    notes=of_reports(ledger, e.reports),
                )
                for e in engagements
                if e.body == body.id and is_ahead(e, on)
            ),
        )
        for body in sorted(bodies, key=lambda b: (b.name.casefold(), b.id))
    )


def gaps_text(gaps: tuple[int, ...]) -> str:
    """ "1-4, 6" """
    runs: list[list[int]] = []
    for number in gaps:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def indicator_rows(
    ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]
) -> tuple[IndicatorRow, ...]:
    """Figures on both parties, and those of documents on the two that name no other party; by measure."""
    chosen = [i for i in ledger.indicators if _is_on(i, set(pair), documents)]
    chosen.sort(key=lambda i: (i.indicator.measure.value, i.indicator.subject, i.id))
    return tuple(
        IndicatorRow(
            notes=of_reports(ledger, item.reports),
            id=item.id,
            measure=item.indicator.measure,
            subject=item.indicator.subject,
            value=item.indicator.value,
            unit=item.indicator.unit,
            scope=item.indicator.scope,
            period=str(item.indicator.period) if item.indicator.period else None,
        )
        for item in chosen
    )


def _is_on(item: LedgerIndicator, pair: set[Party], documents: Collection[str]) -> bool:
    sides = set(item.indicator.parties)
    return pair <= sides or (sides <= pair and _is_told(item.reports, documents))


def _gaps(body: LedgerBody) -> tuple[int, ...]:
    first = min((session.number for session in body.sessions), default=1)
    return (*range(1, first), *body.gaps)


def _aliases(name: str, aliases: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written for written, _ in aliases if written != name))


def _published(ledger: Ledger, document_id: str) -> str:
    return str(published(ledger, document_id).date or "9999")
