"""The register of instruments: status over time, term, what each created or replaced, activity since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from dragoman.desk.bodies.founding import Creation, creations
from dragoman.desk.bodies.rows import Founding
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.instruments.activity import activity, since
from dragoman.desk.instruments.rows import InstrumentEntry, LifeRow, TermState, Use, Version
from dragoman.desk.known import on_both
from dragoman.desk.notes import distinct, note, of_reports
from dragoman.desk.standing import shared_instruments
from dragoman.model.ledger import Ledger, LedgerInstrument
from dragoman.model.record import InstrumentStatus, Party

_AHEAD = frozenset({InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED})


def instruments_of(
    ledger: Ledger, parties: tuple[Party, ...] = (), area: str | None = None
) -> tuple[LedgerInstrument, ...]:
    """The instruments to which every one of ``parties`` is a side, in an area or in all.

    Of two parties also those of documents on both that name no other side and have no symbol, as in a brief.
    """
    found = (
        shared_instruments(ledger, (parties[0], parties[1]), on_both(ledger, *parties))
        if len(parties) == 2
        else (one for one in ledger.instruments if set(parties) <= set(one.parties))
    )
    return tuple(one for one in found if area is None or area in one.areas)


def instrument_register(
    ledger: Ledger, instruments: Iterable[LedgerInstrument], on: dt.date
) -> tuple[InstrumentEntry, ...]:
    """The register of each instrument as of a day, of a ledger of what was known by then; the latest first,
    undated last."""
    shelves = Shelves(ledger)
    made: dict[str, list[Creation]] = {}
    for creation in creations(ledger):
        made.setdefault(creation.instrument.id, []).append(creation)
    entries = [_entry(shelves, one, made.get(one.id, []), on) for one in instruments]
    return tuple(sorted(entries, key=_latest_first))


def _entry(
    shelves: Shelves, instrument: LedgerInstrument, made: Sequence[Creation], on: dt.date
) -> InstrumentEntry:
    ledger = shelves.ledger
    start = since(shelves, instrument)
    bodies = [creation.body.id for creation in made]
    done = activity(shelves, instrument, bodies, start, on) if start is not None else ()
    return InstrumentEntry(
        notes=of_reports(ledger, instrument.reports),
        instrument=instrument,
        life=tuple(
            LifeRow(notes=of_reports(ledger, stage.reports), status=stage.status, told=stage.told)
            for stage in instrument.life
        ),
        expires=instrument.expires,
        term=_term(instrument, on),
        created=tuple(
            Founding(
                notes=distinct(note(ledger, evidence) for evidence in creation.evidence),
                id=creation.body.id,
                name=creation.body.name,
            )
            for creation in made
        ),
        earlier=_versions(shelves, instrument.earlier),
        later=_versions(shelves, instrument.later),
        since=start,
        use=_use(instrument, start, bool(done), on),
        activity=done,
    )


def _versions(shelves: Shelves, ids: Iterable[str]) -> tuple[Version, ...]:
    known = (shelves.instruments[key] for key in ids if key in shelves.instruments)
    return tuple(
        Version(
            notes=of_reports(shelves.ledger, one.reports), instrument=one.id, title=one.title, when=one.when
        )
        for one in known
    )


def _term(instrument: LedgerInstrument, on: dt.date) -> TermState:
    if instrument.renews:
        return TermState.RENEWS
    if instrument.expires.date is None:
        return TermState.NOT_SAID
    return TermState.PAST if instrument.expires.date.last < on else TermState.RUNNING


def _use(instrument: LedgerInstrument, start: dt.date | None, done: bool, on: dt.date) -> Use:
    ahead = instrument.status in _AHEAD
    if done and not ahead:
        return Use.ACTIVE
    if ahead or (start is not None and start > on):
        return Use.NOT_YET
    return Use.DORMANT if start is not None else Use.UNKNOWN


def _latest_first(entry: InstrumentEntry) -> tuple[int, str, str]:
    date = entry.instrument.when.date
    return -date.first.toordinal() if date is not None else 1, entry.instrument.title, entry.instrument.id
