"""Consultations: the rhythm of contacts per level and body, what comes next, and who went to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.desk.cadence import CadenceSettings
from dragoman.desk.consultations.journeys import balances, journeys
from dragoman.desk.consultations.plans import plans
from dragoman.desk.consultations.rows import Consultations, LevelCount, Track, Year
from dragoman.desk.consultations.tracks import Material, counts, tracks
from dragoman.desk.contacts import is_ahead
from dragoman.desk.coverage import coverage
from dragoman.desk.known import known_by, on_both
from dragoman.desk.notes import Note, distinct, first_of
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.timeline import by_date, taking_part, timeline
from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement
from dragoman.model.record import Level, Party

_ORDER = [*Level, None]


def consultations(
    ledger: Ledger, a: Party, b: Party, on: dt.date, settings: CadenceSettings | None = None
) -> Consultations:
    """What documents published by ``on`` tell of how regularly ``a`` and ``b`` deal with each other.

    Nothing dated past ``on`` counts as having happened. See ``dragoman.desk.cadence`` for the formula.
    """
    known = known_by(ledger, on)
    later = ledger.size - known.size
    return consultations_of(known, (a, b), on, settings or CadenceSettings(), later=later)


def consultations_of(
    known: Ledger, pair: tuple[Party, Party], on: dt.date, settings: CadenceSettings, *, later: int = 0
) -> Consultations:
    """``consultations`` from the ledger as known on the day, from which ``later`` documents were left out."""
    rests_on = coverage(known, on_both(known, *pair), on, later=later)
    read = frozenset(month.name for month in rests_on.months)
    material, found = rhythms(known, pair, on, settings, read)
    unlevelled = [one for one in material.occasions if all(e.level is None for e in one)]
    return Consultations(
        left=pair[0],
        right=pair[1],
        on=on,
        settings=settings,
        tracks=found,
        unlevelled=tuple(one[0].id for one in unlevelled),
        planned=material.planned,
        journeys=material.journeys,
        balances=material.balances,
        years=_years(known, (t for t in found if t.level is not None), unlevelled),
        coverage=rests_on,
    )


def rhythms(
    known: Ledger,
    pair: tuple[Party, Party],
    on: dt.date,
    settings: CadenceSettings,
    read: frozenset[str] = frozenset(),
) -> tuple[Material, tuple[Track, ...]]:
    """The tracks of two parties, from the ledger as known on the day, and what they are made of.

    ``read`` are the months ("2024-05") of which documents on the two were read.
    """
    bodies = _bodies(known, pair)
    engagements = _engagements(known, pair, bodies)
    held = occasions(e for e in engagements if counts(e, settings) and not is_ahead(e, on))
    made = journeys(known, held, pair, settings.apart_days)
    material = Material(
        ledger=known,
        pair=pair,
        on=on,
        settings=settings,
        engagements=engagements,
        occasions=held,
        planned=plans(known, engagements, pair, on),
        journeys=made,
        balances=balances(made, pair),
        months=read,
    )
    return material, tracks(material, bodies)


def _bodies(ledger: Ledger, pair: tuple[Party, Party]) -> tuple[LedgerBody, ...]:
    """The bodies in which both sit, or which met with both."""
    met = {e.body for e in timeline(ledger, pair)}
    return tuple(body for body in ledger.bodies if set(pair) <= set(body.parties) or body.id in met)


def _engagements(
    ledger: Ledger, pair: tuple[Party, Party], bodies: Iterable[LedgerBody]
) -> tuple[LedgerEngagement, ...]:
    """What is told of both, and what bodies of these two alone did where only one side is named."""
    own = {body.id for body in bodies if set(body.parties) == set(pair)}
    return by_date(e for e in ledger.engagements if set(pair) <= taking_part(e) or e.body in own)


def _years(ledger: Ledger, levels: Iterable[Track], unlevelled: Iterable[Occasion]) -> tuple[Year, ...]:
    """What the tracks of the levels count, by year; and what has no level."""
    found: dict[int, dict[Level | None, dict[str, tuple[Note, ...]]]] = {}
    for track in levels:
        notes = {contact.id: contact.notes for contact in track.contacts}
        for moment in track.cadence.moments:
            found.setdefault(moment.first.year, {}).setdefault(track.level, {})[moment.id] = notes[moment.id]
    for one in unlevelled:
        date = next((e.when.date for e in one if e.when.date is not None), None)
        if date is not None:
            notes_of_one = first_of(ledger, *(e.reports for e in one))
            found.setdefault(date.year, {}).setdefault(None, {})[one[0].id] = notes_of_one
    return tuple(_year(year, found[year]) for year in sorted(found))


def _year(year: int, levels: dict[Level | None, dict[str, tuple[Note, ...]]]) -> Year:
    ordered = sorted(levels, key=_ORDER.index)
    return Year(
        year=year,
        levels=tuple(LevelCount(level=level, contacts=tuple(levels[level])) for level in ordered),
        notes=distinct(n for level in ordered for notes in levels[level].values() for n in notes[:1]),
    )
