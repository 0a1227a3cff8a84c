"""Avenues from the ledger: areas without an instrument, and instruments and bodies without activity.

Comparable pairs are the other pairs of either of the two that the ledger knows instruments of: what a country
has with others is what it is able and willing to have. Regions and incomes are not known here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from dragoman.desk.avenues.declared import AHEAD, GONE, Declared, areas_of, between
from dragoman.desk.avenues.facts import Caveat, Kind, LedgerAvenue, Part
from dragoman.desk.avenues.ranking import scored
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.notes import distinct, first_of, of_reports, published
from dragoman.desk.standing import shared_instruments
from dragoman.desk.timeline import HAPPENED, taking_part, voices
from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement, LedgerInstrument, Report
from dragoman.model.record import BodyKind, InstrumentKind, Party, PartyKind
from dragoman.model.text import Realis
from dragoman.model.time import PartialDate

_LASTING = frozenset(
    {
        InstrumentKind.AGREEMENT,
        InstrumentKind.TREATY,
        InstrumentKind.MOU,
        InstrumentKind.PROTOCOL,
        InstrumentKind.ROADMAP,
        InstrumentKind.PROGRAMME,
    }
)
_SITTING = frozenset(
    {
        BodyKind.JOINT_COMMISSION,
        BodyKind.COMMITTEE,
        BodyKind.WORKING_GROUP,
        BodyKind.COUNCIL,
        BodyKind.FORUM,
    }
)
Having = dict[tuple[Party, Party], list[LedgerInstrument]]


def ledger_avenues(
    ledger: Ledger,
    pair: tuple[Party, Party],
    documents: Collection[str],
    named: Sequence[Declared],
    on: dt.date,
    settings: AvenueSettings,
) -> tuple[LedgerAvenue, ...]:
    """All of them, in no order. ``ledger`` is that of what was known on the day; ``named`` of the two."""
    own = shared_instruments(ledger, pair, documents)
    dealings = [e for e in ledger.engagements if between(taking_part(e), pair)]
    return (
        *_areas(ledger, pair, own, named, settings),
        *_instruments(ledger, pair, own, dealings, on, settings),
        *_bodies(ledger, pair, dealings, on, settings),
    )


def _areas(
    ledger: Ledger,
    pair: tuple[Party, Party],
    own: Sequence[LedgerInstrument],
    named: Sequence[Declared],
    settings: AvenueSettings,
) -> list[LedgerAvenue]:
    """Areas that both have named, or others have an instrument on, and on which the two have none."""
    have = {area for i in own if i.status not in GONE | AHEAD for area in areas_of(ledger, i)}
    silent = any(not areas_of(ledger, i) for i in own)
    others = _others(ledger, pair)
    have |= {d.area for d in named if d.signed}
    by_both = {d.area: d for d in named if d.by == set(pair) and d.area not in have}
    areas = sorted(by_both.keys() | {area for area in others if area not in have})
    every = len({key for having in others.values() for key in having} | _pairs(ledger, pair))
    return [
        _area(ledger, area, own, by_both.get(area), others.get(area, {}), every, silent, settings)
        for area in areas
    ]


def _area(
    ledger: Ledger,
    area: str,
    own: Sequence[LedgerInstrument],
    said: Declared | None,
    having: Having,
    every: int,
    silent: bool,
    settings: AvenueSettings,
) -> LedgerAvenue:
    kind = Kind.DECLARED if said else Kind.OTHERS_HAVE
    drafts = [i for i in own if i.status in AHEAD and area in areas_of(ledger, i)]
    theirs = [i for items in having.values() for i in items]
    caveats = [Caveat.NO_AREAS] if silent else []
    parts = []
    if said:
        parts = [
            Part(name="engagements", value=said.talks),
            Part(name="commitments and intents", value=said.promises),
            Part(name="positions", value=said.stances),
            Part(name="independent sources", value=said.voices),
        ]
        caveats += [Caveat.FEW_REPORTS] if said.voices == 1 else []
        score = scored(kind, said.voices, settings.half_voices, settings)
    else:
        caveats += [Caveat.FEW_PAIRS] if len(having) == 1 else []
        score = scored(kind, len(having), settings.half_pairs, settings)
    parts += [
        Part(name="instruments planned or proposed", value=len(drafts)),
        Part(name="other pairs with an instrument on it", value=len(having)),
        Part(name="other pairs of either with instruments", value=every),
    ]
    found = distinct(
        (
            *(said.notes if said else ()),
            *first_of(ledger, *(i.reports for i in (*drafts, *theirs))),
        )
    )
    return LedgerAvenue(
        id=f"area-{area.replace(' ', '-')}",
        kind=kind,
        subject=area,
        area=area,
        score=score,
        figures=tuple(parts),
        caveats=(*caveats, Caveat.READ_ONLY),
        record_ids=(*(said.record_ids if said else ()), *sorted(i.id for i in (*drafts, *theirs))),
        others=tuple(sorted(having)),
        notes=found,
    )


def _others(ledger: Ledger, pair: tuple[Party, Party]) -> dict[str, Having]:
    """Area -> the other pairs of either that have an instrument on it, with those."""
    out: dict[str, Having] = {}
    for instrument in ledger.instruments:
        key = _other_pair(instrument, pair)
        if key is not None and instrument.status not in GONE | AHEAD:
            for area in instrument.areas:
                out.setdefault(area, {}).setdefault(key, []).append(instrument)
    return out


def _pairs(ledger: Ledger, pair: tuple[Party, Party]) -> set[tuple[Party, Party]]:
    found = (_other_pair(i, pair) for i in ledger.instruments if i.status not in GONE | AHEAD)
    return {key for key in found if key is not None}


def _other_pair(instrument: LedgerInstrument, pair: tuple[Party, Party]) -> tuple[Party, Party] | None:
    """The two states of an instrument, one of the pair first, where the other is not of the pair."""
    if len(instrument.parties) != 2 or any(p.kind is not PartyKind.STATE for p in instrument.parties):
        return None
    ours = [p for p in instrument.parties if p in pair]
    theirs = [p for p in instrument.parties if p not in pair]
    return (ours[0], theirs[0]) if len(ours) == 1 and theirs else None


def _instruments(
    ledger: Ledger,
    pair: tuple[Party, Party],
    own: Sequence[LedgerInstrument],
    dealings: Sequence[LedgerEngagement],
    on: dt.date,
    settings: AvenueSettings,
) -> list[LedgerAvenue]:
    """Lasting instruments of the two of which nothing was done for a time."""
    out = []
    for item in own:
        lasting = item.kind in _LASTING and item.symbol is None and item.superseded_by is None
        lasting = lasting and len(item.title.split()) > 1  # "agreements" does not tell which
        if not lasting or item.status in GONE | AHEAD or not between(item.parties, pair):
            continue
        areas = areas_of(ledger, item)
        whens = (item.when, *(member.when for member in item.members))
        since = [d for w in whens if (d := _last(w.end or w.date, on))]
        told = _told_first(ledger, item.reports)
        since = since or ([told] if told and item.when.date is None else [])
        active = [
            e for e in dealings if e.realis in HAPPENED and (item.id in e.instruments or areas & set(e.areas))
        ]
        since += [d for e in active if (d := _last(e.when.end or e.when.date, on))]
        planned = any(
            _coming(ledger, e, on, settings) and (item.id in e.instruments or areas & set(e.areas))
            for e in dealings
        )
        if not since or planned or (on - max(since)).days < settings.idle_days:
            continue
        idle = (on - max(since)).days
        out.append(
            LedgerAvenue(
                id=f"instrument-{item.id}",
                kind=Kind.IDLE_INSTRUMENT,
                subject=item.title,
                area=min(areas) if len(areas) == 1 else None,
                score=scored(Kind.IDLE_INSTRUMENT, idle, settings.half_idle_days, settings),
                figures=(
                    Part(name="days without activity", value=idle, unit="days"),
                    Part(name="engagements since", value=0),
                    Part(name="engagements ever", value=len(active)),
                ),
                caveats=(
                    *((Caveat.UNDATED,) if item.when.date is None else ()),
                    *((Caveat.FEW_REPORTS,) if voices(item.reports) == 1 else ()),
                    Caveat.READ_ONLY,
                ),
                record_ids=(item.id, *sorted(e.id for e in active)),
                since=max(since),
                notes=of_reports(ledger, item.reports),
            )
        )
    return out


def _bodies(
    ledger: Ledger,
    pair: tuple[Party, Party],
    dealings: Sequence[LedgerEngagement],
    on: dt.date,
    settings: AvenueSettings,
) -> list[LedgerAvenue]:
    """Bodies of the two that have not sat for a time, or of which no session is known; none is planned."""
    out = []
    for body in ledger.bodies:
        if body.kind not in _SITTING or not between(body.parties, pair):
            continue
        sat = _sessions(body, dealings, on)
        ahead = any(e.body == body.id and _coming(ledger, e, on, settings) for e in dealings)
        told = _told_first(ledger, body.reports)
        since = max(sat) if sat else told
        if ahead or since is None or (sat and (on - since).days < settings.idle_days):
            continue
        idle = max(0, (on - since).days)
        out.append(
            LedgerAvenue(
                id=f"body-{body.id}",
                kind=Kind.IDLE_BODY,
                subject=body.name,
                area=None,
                score=scored(Kind.IDLE_BODY, idle, settings.half_idle_days, settings),
                figures=(
                    Part(
                        name="days without a session" if sat else "days since it was first told of",
                        value=idle,
                        unit="days",
                    ),
                    Part(name="sessions known with a date", value=len(sat)),
                    Part(name="sessions known", value=len(body.sessions) + len(body.unnumbered)),
                    Part(name="missing numbers", value=len(body.gaps)),
                ),
                caveats=(
                    *((Caveat.FEW_REPORTS,) if voices(body.reports) == 1 else ()),
                    Caveat.READ_ONLY,
                ),
                record_ids=(body.id,),
                since=max(sat) if sat else None,
                notes=of_reports(ledger, body.reports),
            )
        )
    return out


def _sessions(body: LedgerBody, dealings: Sequence[LedgerEngagement], on: dt.date) -> list[dt.date]:
    """The days on which a body is known to have sat."""
    held = [e for e in dealings if e.body == body.id and e.realis in HAPPENED]
    days = [_last(e.when.end or e.when.date, on) for e in held]
    planned = {e.id for e in dealings if e.body == body.id and e.realis not in HAPPENED}
    days += [
        _last(s.when.end or s.when.date, on)
        for s in body.sessions
        if not (s.engagements and set(s.engagements) <= planned)
    ]
    return [day for day in days if day is not None]


def _last(date: PartialDate | None, on: dt.date) -> dt.date | None:
    """The last day that a date can mean, up to the day of asking; None where it lies wholly past that."""
    if date is None or date.first > on:
        return None
    return min(date.last, on)


def _coming(ledger: Ledger, engagement: LedgerEngagement, on: dt.date, settings: AvenueSettings) -> bool:
    """Whether something is still planned: for a day that is not past, or, without a day, not long ago."""
    if engagement.realis is not Realis.PLANNED:
        return False
    if engagement.when.date is not None:
        return (engagement.when.end or engagement.when.date).last > on
    told = _told_first(ledger, engagement.reports)
    return told is None or (on - told).days < settings.idle_days


def _told_first(ledger: Ledger, reports: Sequence[Report]) -> dt.date | None:
    """When something was first told of, for what has no date of its own."""
    dates = [published(ledger, report.document_id).date for report in reports]
    return min((date.last for date in dates if date is not None), default=None)
