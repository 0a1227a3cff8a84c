"""Which areas of cooperation each of two parties has named in dealing with the other, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dragoman.desk.notes import Note, distinct, first_of, note
from dragoman.desk.positions.told import holder
from dragoman.desk.standing import LIVE
from dragoman.desk.timeline import taking_part, voices
from dragoman.gazetteer.issues import load_issues
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerInstrument, Report
from dragoman.model.record import Evidence, InstrumentStatus, Party, PartyKind
from dragoman.model.text import Realis

GONE = frozenset({InstrumentStatus.EXPIRED, InstrumentStatus.TERMINATED})
AHEAD = frozenset({InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """An area with what names it: ``by`` are the parties that do. ``talks``, ``promises`` and ``stances``
    count what is told of engagements, commitments and intents, and positions. ``signed``: the words also tell
    of something signed or in force, so that an instrument on it may exist that nobody names."""

    area: str
    by: frozenset[Party]
    talks: int
    promises: int
    stances: int
    voices: int
    signed: bool
    record_ids: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    area: str
    by: frozenset[Party]
    kind: str
    record_id: str
    reports: tuple[Report, ...]


def declared(ledger: Ledger, pair: tuple[Party, Party], documents: Collection[str]) -> tuple[Declared, ...]:
    """Every area that either names to the other, by name. What both take part in, both name."""
    by_area: dict[str, list[_Telling]] = {}
    for telling in _tellings(ledger, pair, set(documents)):
        by_area.setdefault(telling.area, []).append(telling)
    return tuple(_declared(ledger, area, by_area[area]) for area in sorted(by_area))


def areas_of(ledger: Ledger, instrument: LedgerInstrument) -> frozenset[str]:
    """The areas of an instrument: those of its title, or else those that the words about it name."""
    if instrument.areas:
        return frozenset(instrument.areas)
    return frozenset(area for report in instrument.reports for area in _named(ledger, report))


def between(parties: Iterable[Party], pair: Collection[Party]) -> bool:
    """Whether something is between the two alone, whatever organisations are in it besides."""
    states = {party for party in parties if party.kind is PartyKind.STATE}
    return set(pair) <= set(parties) and states <= set(pair)


def _tellings(ledger: Ledger, pair: tuple[Party, Party], documents: set[str]) -> Iterator[_Telling]:
    both = set(pair)
    for engagement in ledger.engagements:
        sides = taking_part(engagement)
        if engagement.realis is Realis.NEGATED or not between(sides, pair):
            continue
        for area in engagement.areas:
            naming = tuple(r for r in engagement.reports if area in _named(ledger, r))
            if naming:  # else nothing that can be quoted names it
                yield _Telling(
                    area=area,
                    by=frozenset(both),
                    kind="talk",
                    record_id=engagement.id,
                    reports=naming,
                )
    for item in ledger.commitments:
        who = frozenset(set(item.commitment.who) & both)
        if who and (who == both or _told(item.reports, documents)):
            for area in item.commitment.areas:
                yield _Telling(area=area, by=who, kind="promise", record_id=item.id, reports=item.reports)
    for stance in ledger.positions:
        party = holder(ledger, stance)
        if stance.position.issue in load_issues():
            continue  # where they stand on a third matter says nothing of what they do together
        if party in both and party is not None and _told(stance.reports, documents):
            for area in sorted({a for report in stance.reports for a in _named(ledger, report)}):
                yield _Telling(
                    area=area,
                    by=frozenset({party}),
                    kind="stance",
                    record_id=stance.id,
                    reports=stance.reports,
                )


def _told(reports: Iterable[Report], documents: set[str]) -> bool:
    return any(report.document_id in documents for report in reports)


def _named(ledger: Ledger, report: Report) -> Iterator[str]:
    """The areas that the words of a report name."""
    for evidence in report.evidence:
        yield from _areas_in(ledger, evidence)


def _areas_in(ledger: Ledger, evidence: Evidence) -> set[str]:
    pack = pack_or_bare(ledger.document(evidence).lang)
    return {match.value for match in pack.areas.longest(pack.tokens(evidence.quote))}


def _words(ledger: Ledger, area: str, reports: Iterable[Report]) -> list[Evidence]:
    """Of each report the first words that name the area."""
    found = (next((e for e in report.evidence if area in _areas_in(ledger, e)), None) for report in reports)
    return [evidence for evidence in found if evidence is not None]


def _tells_of_signing(ledger: Ledger, area: str, reports: Iterable[Report]) -> bool:
    """Whether words that name the area tell of something signed, concluded or in force as well."""
    live = {status.value for status in LIVE}
    for evidence in _words(ledger, area, reports):
        pack = pack_or_bare(ledger.document(evidence).lang)
        if any(cue.value in live for cue in pack.cue("instrument_status", pack.tokens(evidence.quote))):
            return True
    return False


def _notes(ledger: Ledger, area: str, tellings: list[_Telling]) -> tuple[Note, ...]:
    """The words that name the area; where a telling has none of its own, its first."""
    named = [(t, _words(ledger, area, t.reports)) for t in tellings]
    own = [note(ledger, evidence) for _, words in named for evidence in words]
    return distinct((*own, *first_of(ledger, *(t.reports for t, words in named if not words))))


def _declared(ledger: Ledger, area: str, tellings: list[_Telling]) -> Declared:
    ids = {kind: {t.record_id for t in tellings if t.kind == kind} for kind in ("talk", "promise", "stance")}
    return Declared(
        area=area,
        by=frozenset().union(*(t.by for t in tellings)),
        talks=len(ids["talk"]),
        promises=len(ids["promise"]),
        stances=len(ids["stance"]),
        voices=voices(report for t in tellings for report in t.reports),
        signed=any(_tells_of_signing(ledger, area, t.reports) for t in tellings),
        record_ids=tuple(sorted(set().union(*ids.values()))),
        notes=_notes(ledger, area, tellings),
    )
