"""What a commitment promises: the things its words name, count and plan, and to whom."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.desk.docket.rows import ToBasis
from dragoman.desk.notes import published
from dragoman.desk.timeline import taking_part
from dragoman.lexicon.load import pack_or_bare
from dragoman.merge.compare.promises import amounts, plain_words, words
from dragoman.merge.compare.titles import Titles, titles
from dragoman.merge.ledger.promises import named_in
from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerCommitment,
    LedgerEngagement,
    LedgerInstrument,
    Report,
)
from dragoman.model.record import Commitment, Evidence, Indicator, InstrumentStatus, Party, PartyKind
from dragoman.model.text import EngagementKind, Span
from dragoman.model.time import PartialDate

Days = tuple[dt.date, dt.date]
T = TypeVar("T", LedgerEngagement, LedgerInstrument, LedgerBody)
_COUNTED = 2000  # documents of a language by which the rareness of words is judged


class Index:
    """A ledger by its records, documents and words, so that many commitments can be asked after."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.events = {m.id: e for e in ledger.engagements for m in e.members}
        self.instruments = {m.id: i for i in ledger.instruments for m in i.members}
        self.bodies = {m.id: b for b in ledger.bodies for m in b.members}
        self.indicators = {r.record_id: i for i in ledger.indicators for r in i.reports}
        self.records = {r.id: r for reading in ledger.readings.values() for r in reading.records}
        self.statements: dict[str, list[LedgerEngagement]] = {}
        self.sides: dict[str, frozenset[Party]] = {}  # those who take part in an engagement
        self._events_of: dict[Party, list[LedgerEngagement]] = {}
        self._reports_of: dict[Party, list[tuple[frozenset[Party], tuple[Report, ...]]]] = {}
        for event in ledger.engagements:
            if event.kind is EngagementKind.STATEMENT:
                for key in sorted({report.document_id for report in event.reports}):
                    self.statements.setdefault(key, []).append(event)
            sides = self.sides[event.id] = taking_part(event)
            for party in sides:
                self._events_of.setdefault(party, []).append(event)
                self._reports_of.setdefault(party, []).append((sides, event.reports))
        others = [(frozenset(i.parties), i.reports) for i in ledger.instruments]
        others += [(frozenset(b.parties), b.reports) for b in ledger.bodies]
        others += [(frozenset(c.commitment.who), c.reports) for c in ledger.commitments]
        others += [(frozenset((p.position.who,)), p.reports) for p in ledger.positions if p.position.who]
        for sides, reports in others:
            for party in sides:
                self._reports_of.setdefault(party, []).append((sides, reports))
        self._bodies_of: dict[Party, list[LedgerBody]] = {}
        for body in ledger.bodies:
            for party in body.parties:
                self._bodies_of.setdefault(party, []).append(body)
        self._since: dict[tuple[Party, ...], tuple[tuple[str, Days], ...]] = {}
        self.event_of = {e.id: e for e in ledger.engagements}
        self.instrument_of = {i.id: i for i in ledger.instruments}
        self._titles: dict[str, Titles] = {}
        self._body_langs = {b.id: frozenset(m.lang for m in b.members) for b in ledger.bodies}
        self._rare: dict[str, tuple[int, Counter[str]]] = {}
        self._plain: dict[tuple[str, Span], Mapping[str, tuple[str, ...]]] = {}
        self._days = {key: _days(published(ledger, key).date) for key in ledger.documents}

    def days(self, document: str) -> Days | None:
        """The days on which a document may have appeared."""
        return self._days[document]

    def engagements(self, *parties: Party) -> tuple[LedgerEngagement, ...]:
        """The engagements in which any of the parties takes part, by id."""
        found = {e.id: e for party in parties for e in self._events_of.get(party, ())}
        return tuple(found[identity] for identity in sorted(found))

    def dated_on(self, parties: tuple[Party, ...]) -> tuple[tuple[str, Days], ...]:
        """The dated documents on the parties: on both of two, else on any of them."""
        if parties not in self._since:
            wanted = set(parties)
            groups = [r for sides, r in self._told_of(parties) if len(parties) != 2 or wanted <= sides]
            both = {report.document_id for reports in groups for report in reports}
            days = ((key, self._days[key]) for key in sorted(both))
            self._since[parties] = tuple((key, told) for key, told in days if told is not None)
        return self._since[parties]

    def _told_of(self, parties: tuple[Party, ...]) -> Iterator[tuple[frozenset[Party], tuple[Report, ...]]]:
        """The parties and the reports of everything in which one of the parties has a part."""
        for party in parties:
            yield from self._reports_of.get(party, ())

    def titles(self, instruments: Iterable[str]) -> Titles:
        """The titles of instruments in all languages, as merging compares them."""
        found: set[tuple[str, tuple[str, ...]]] = set()
        for identity in instruments:
            if identity not in self._titles:
                members = self.instrument_of[identity].members if identity in self.instrument_of else ()
                self._titles[identity] = tuple(
                    t for m in members for t in titles(m.lang, (m.title, *m.aliases))
                )
            found.update(self._titles[identity])
        return tuple(sorted(found))

    def bodies_of(self, party: Party) -> Sequence[LedgerBody]:
        """The bodies that a party is in."""
        return self._bodies_of.get(party, ())

    def body_langs(self, body: str) -> frozenset[str]:
        """The languages in which documents name a body."""
        return self._body_langs.get(body, frozenset())

    def plain(self, said: Evidence) -> Mapping[str, tuple[str, ...]]:
        """The words of a quote that carry meaning, by their first letter."""
        key = said.document_id, said.span
        if key not in self._plain:
            shelves: dict[str, list[str]] = {}
            for word in plain_words(self.ledger.documents[said.document_id].lang, said.quote):
                shelves.setdefault(word[0], []).append(word)
            self._plain[key] = {letter: tuple(found) for letter, found in shelves.items()}
        return self._plain[key]

    def rareness(self, lang: str, word: str, besides: int = 0) -> float:
        """The logarithm of documents of a language for each that has the word; 0 for what most have.

        ``besides`` of those that have it are not counted: they are the ones compared.
        """
        if lang not in self._rare:
            keys = sorted(k for k, d in self.ledger.documents.items() if d.lang == lang)[:_COUNTED]
            found: Counter[str] = Counter()
            for key in keys:
                found.update(plain_words(lang, self.ledger.documents[key].text))
            self._rare[lang] = len(keys), found
        count, found = self._rare[lang]
        return max(0.0, math.log((count + 1) / (max(0, found[word] - besides) + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What is promised by ``who``, and known ``told`` to have been promised first on one of these days.

    ``again`` are the days on which it was told last. ``open`` are the ids of instruments that the words
    foresee, not such as they only refer to. ``sides`` are those without whom no event is the promised one.
    """

    commitment: LedgerCommitment
    who: tuple[Party, ...]
    to: tuple[Party, ...]
    to_basis: ToBasis | None
    told: Days | None
    again: Days | None
    documents: frozenset[str]
    events: tuple[LedgerEngagement, ...]
    instruments: tuple[LedgerInstrument, ...]
    open: frozenset[str]
    bodies: tuple[LedgerBody, ...]
    targets: tuple[Indicator, ...]
    amounts: frozenset[str]
    words: tuple[tuple[str, frozenset[str]], ...]
    areas: frozenset[str]

    @property
    def sides(self) -> frozenset[Party]:
        return frozenset((*self.who, *self.to))

    @property
    def checkable(self) -> bool:
        """Whether it names, counts or dates anything that can be looked for."""
        due = any(m.due.date is not None for m in members(self.commitment))
        return bool(self.events or self.instruments or self.bodies or self.targets or self.amounts or due)


def members(item: LedgerCommitment) -> tuple[Commitment, ...]:
    """Every telling of a commitment."""
    return item.members or (item.commitment,)


def promised(index: Index, item: LedgerCommitment) -> Promised:
    """What one commitment of the ledger promises."""
    ledger, tellings = index.ledger, members(item)
    named: dict[str, None] = {}
    targets: dict[str, Indicator] = {}
    for telling in tellings:
        reading = ledger.readings[telling.evidence[0].document_id]
        named |= dict.fromkeys(named_in(reading, telling))
        for record in reading.records:
            if isinstance(record, Indicator) and record.value and _within(record, telling):
                targets[record.id] = record
    found = [index.records[i] for i in named]
    dates = [d for t in tellings if (d := index.days(t.evidence[0].document_id)) is not None]
    to, basis = _to(index, item)
    return Promised(
        commitment=item,
        who=item.commitment.who,
        to=to,
        to_basis=basis,
        told=min(dates, default=None),
        again=max(dates, default=None),
        documents=frozenset(t.evidence[0].document_id for t in tellings),
        events=_unique(index.events[r.id] for r in found if r.id in index.events),
        instruments=_unique(index.instruments[r.id] for r in found if r.id in index.instruments),
        open=frozenset(
            index.instruments[r.id].id
            for r in found
            if r.id in index.instruments and getattr(r, "status", None) in _AHEAD
        ),
        bodies=_unique(
            (*(index.bodies[r.id] for r in found if r.id in index.bodies), *_named_bodies(index, tellings))
        ),
        targets=tuple(targets[i] for i in sorted(targets)),
        amounts=frozenset(a for t in tellings for a in amounts(_lang(index, t), _plain(t))),
        words=tuple(sorted((_lang(index, t), words(_lang(index, t), t.what, t.due_text)) for t in tellings)),
        areas=frozenset(area for t in tellings for area in t.areas),
    )


def _named_bodies(index: Index, tellings: Iterable[Commitment]) -> Iterator[LedgerBody]:
    """Bodies of those who promise whose full name, as a later document has it, stands in the promise."""
    for telling in tellings:
        lang, quote = _lang(index, telling), telling.what.casefold()
        for body in index.bodies_of(telling.who[0]):
            names = ((body.name, body.members[0].lang), *body.aliases)
            if set(telling.who) <= set(body.parties) and any(
                tongue == lang and len(name.split()) > 1 and name.casefold() in quote
                for name, tongue in names
            ):
                yield body


_AHEAD = (None, InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED)


def _plain(telling: Commitment) -> str:
    return telling.what.replace(telling.due_text, " ") if telling.due_text else telling.what


def _within(figure: Indicator, telling: Commitment) -> bool:
    """Whether the figure's own words stand in those of the promise."""
    quote, words_of = telling.evidence[0].quote, figure.evidence[0]
    value = (figure.value or "").rstrip("0")
    digits = "".join(c for c in quote if c.isdigit())
    return words_of.span.overlaps(telling.evidence[0].span) and bool(value) and value.strip(".") in digits


def _to(index: Index, item: LedgerCommitment) -> tuple[tuple[Party, ...], ToBasis | None]:
    """To whom: the one state that the words name besides those who promise; else, the only other party with
    which they deal in the documents that tell it."""
    who = set(item.commitment.who)
    if len(who) > 1:
        return tuple(sorted(who)), ToBasis.MUTUAL
    told: set[Party] = set()
    for telling in members(item):
        pack = pack_or_bare(_lang(index, telling))
        named = (m.value.party for m in pack.parties.longest(pack.tokens(telling.what)))
        told |= {party for party in named if party.kind is PartyKind.STATE}
    if told - who and len(told - who) == 1:
        return tuple(sorted(told - who)), ToBasis.STATED
    documents = {t.evidence[0].document_id for t in members(item)}
    beside: set[Party] = set()
    for event in index.engagements(*who):
        sides = taking_part(event)
        if who < sides and len(sides) == 2 and documents & {r.document_id for r in event.reports}:
            beside |= sides - who
    return (tuple(beside), ToBasis.INFERRED) if len(beside) == 1 else ((), None)


def _lang(index: Index, telling: Commitment) -> str:
    return index.ledger.documents[telling.evidence[0].document_id].lang


def _days(date: PartialDate | None) -> Days | None:
    return (date.first, date.last) if date is not None else None


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple({item.id: item for item in items}.values())
