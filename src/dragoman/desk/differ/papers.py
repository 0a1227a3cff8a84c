"""Instruments and bodies: status, date, symbol, kind, sides, and the register of sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.desk.differ.fields import KINDS
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Told, exclusive, told, versions
from dragoman.desk.notes import published
from dragoman.desk.timeline import HAPPENED
from dragoman.desk.wording import day_text, isolated, listed
from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement, LedgerInstrument
from dragoman.model.record import Body, Evidence, Instrument, InstrumentKind, InstrumentStatus, Party
from dragoman.model.time import DateBasis, PartialDate, When

_BINDING = frozenset({InstrumentKind.AGREEMENT, InstrumentKind.TREATY, InstrumentKind.PROTOCOL})
_AHEAD = frozenset({InstrumentStatus.PROPOSED, InstrumentStatus.PLANNED})
_MADE = frozenset({InstrumentStatus.SIGNED, InstrumentStatus.CONCLUDED, None})
_LIVES = frozenset({InstrumentStatus.IN_FORCE, InstrumentStatus.UPDATED})
_OVER = frozenset({InstrumentStatus.EXPIRED, InstrumentStatus.TERMINATED})
_PAIR = 2
_SITTING_DAYS = 4  # a session lasts days, and each may be given as its date


def of_instrument(ledger: Ledger, instrument: LedgerInstrument) -> list[Disagreement]:
    """Dates of the same step, symbols and kinds that differ; in force and over; different pairs of sides."""
    members = {m.evidence[0].document_id: m for m in instrument.members}
    out = []
    for conflict in instrument.conflicts:
        kind = KINDS.get(conflict.property)
        values = [
            Told(code=v, value=_value_text(kind, v), evidence=tuple((c.evidence, c.lang) for c in claims))
            for v, claims in (
                (v, [c for c in claims if _counts(kind, members.get(c.evidence.document_id))])
                for v, claims in conflict.values
            )
            if claims
        ]
        values = exclusive(values)
        if kind is not None and values and _contrary(kind, values):
            name = "kind" if kind is Kind.TYPE else kind.value
            out.append(
                _row(ledger, instrument, kind, conflict.property, f"Sources differ on its {name}", values)
            )
    out += _status(ledger, instrument)
    out += _sides(ledger, instrument, instrument.members)
    return out


def _value_text(kind: Kind | None, value: str) -> str:
    if kind is not Kind.DATE:
        return value
    first, _, last = value.partition("/")
    text = day_text(PartialDate.parse(first))
    return f"{text} to {day_text(PartialDate.parse(last))}" if last else text


def _counts(kind: Kind | None, member: Instrument | None) -> bool:
    """Of dates, those of its making: it may be planned, in force or replaced on others."""
    return kind is not Kind.DATE or (
        member is not None
        and member.status in _MADE
        and member.when.basis not in (DateBasis.PUBLICATION, DateBasis.RELATIVE)
    )


def _contrary(kind: Kind, values: Sequence[Told]) -> bool:
    if kind is Kind.TYPE:
        kinds = {InstrumentKind(one.code) for one in values}
        return bool(kinds & _BINDING) and InstrumentKind.MOU in kinds
    return True


def _status(ledger: Ledger, instrument: LedgerInstrument) -> list[Disagreement]:
    """In force by one account and over by another that is no later."""
    alive: list[tuple[str, Evidence]] = []
    over: list[tuple[str, Evidence]] = []
    for member in instrument.members:
        date = published(ledger, member.evidence[0].document_id).date
        if member.status in _LIVES and date is not None:
            alive.append((date.first.isoformat(), member.evidence[0]))
        elif member.status in _OVER and date is not None:
            over.append((date.last.isoformat(), member.evidence[0]))
    if not alive or not over or max(d for d, _ in alive) < min(d for d, _ in over):
        return []
    values = exclusive(
        [
            told("in force", "in force", ledger, [e for _, e in alive]),
            told("over", "expired or terminated", ledger, [e for _, e in over]),
        ]
    )
    text = "Some tell that it is in force, others that it is over"
    return [_row(ledger, instrument, Kind.STATUS, "status", text, values)] if values else []


def of_body(ledger: Ledger, body: LedgerBody, held: Iterable[LedgerEngagement]) -> list[Disagreement]:
    """Different pairs of sides; one day with two numbers, and one number with two dates."""
    out = _sides(ledger, body, body.members)
    days: dict[str, dict[str, list[Evidence]]] = {}
    numbers: dict[str, dict[str, list[Evidence]]] = {}
    for event in held:
        date, words = event.when.date, [report.evidence[0] for report in event.reports]
        if event.session is None or date is None or date.day is None or event.realis not in HAPPENED:
            continue
        days.setdefault(str(date), {}).setdefault(f"session {event.session}", []).extend(words)
        if event.when.basis is DateBasis.STATED:
            numbers.setdefault(str(event.session), {}).setdefault(str(date), []).extend(words)
    for shelf in days.values():
        values = exclusive([told(code, code, ledger, words) for code, words in shelf.items()])
        if values:
            text = "Sources number the session of one day differently"
            out.append(_row(ledger, body, Kind.SESSION, "session", text, values))
    for number, shelf in numbers.items():
        dates = {code: PartialDate.parse(code) for code in shelf}
        if (max(dates.values(), key=_day).first - min(dates.values(), key=_day).first).days <= _SITTING_DAYS:
            continue
        values = exclusive([told(c, day_text(dates[c]), ledger, words) for c, words in shelf.items()])
        if values:
            text = f"Sources give session {number} different dates"
            out.append(_row(ledger, body, Kind.SESSION, f"session {number}", text, values))
    return out


def _day(date: PartialDate) -> dt.date:
    return date.first


def _sides(
    ledger: Ledger, thing: LedgerInstrument | LedgerBody, members: Sequence[Instrument] | Sequence[Body]
) -> list[Disagreement]:
    """Accounts of it as between two different pairs; of more sides one account may name but some."""
    homes: dict[str, set[Party]] = {}
    words: dict[str, list[Evidence]] = {}
    for member in members:
        key = member.evidence[0].document_id
        homes.setdefault(key, set()).update(member.parties)
        words.setdefault(key, []).append(member.evidence[0])
    pairs: dict[tuple[Party, ...], list[Evidence]] = {}
    for key, parties in homes.items():
        if len(parties) > _PAIR:
            return []
        if len(parties) == _PAIR:
            pairs.setdefault(tuple(sorted(parties)), []).extend(words[key])
    values = exclusive(
        [
            told(",".join(p.code for p in pair), listed(str(p) for p in pair), ledger, said)
            for pair, said in pairs.items()
        ]
    )
    text = "Sources name different sides"
    return [_row(ledger, thing, Kind.PARTIES, "parties", text, values)] if values else []


def _row(
    ledger: Ledger,
    thing: LedgerInstrument | LedgerBody,
    kind: Kind,
    name: str,
    text: str,
    values: Sequence[Told],
) -> Disagreement:
    title = thing.title if isinstance(thing, LedgerInstrument) else thing.name
    return Disagreement(
        id=thing.id,
        kind=kind,
        standing=Standing.DIFFERS,
        name=name,
        subject=isolated(title),
        text=text,
        versions=versions(ledger, values),
        parties=thing.parties,
        when=thing.when if isinstance(thing, LedgerInstrument) else When(),
    )
