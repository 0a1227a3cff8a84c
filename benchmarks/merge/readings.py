"""A written page -> the reading that extraction would give of it, with the truth beside."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.merge.tell import Dated, Line
from benchmarks.merge.write import Extent, Named, Sheet, Written, issue_of, value_of
from dragoman.detect.names import latin_name
from dragoman.lexicon.load import pack
from dragoman.model.record import (
    Body,
    Commitment,
    CountedClaim,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Measure,
    Office,
    Participant,
    Party,
    PartyBasis,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Strength,
)
from dragoman.model.text import Document, EngagementKind, Realis, Span
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

PRODUCER = "generated@1"
Kind = EngagementKind
_ACTS = {Kind.STATEMENT: "state", Kind.CONDEMNATION: "criticise", Kind.REQUEST: "demand"}
_VERBS = {Kind.CALL: "telephone", Kind.VISIT: "visit", Kind.SIGNING: "sign", Kind.MESSAGE: "write"}
_STATUSES = (*[InstrumentStatus.SIGNED] * 8, InstrumentStatus.IN_FORCE, InstrumentStatus.UPDATED)
_LOOSE = (Kind.CONSULTATIONS, Kind.COMMISSION_SESSION)  # now and then read as a meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One document with its reading. ``truth`` maps the id of every person and record, and of the document
    (its voice), to the id of what it truly is; ``days`` gives the true day of each engagement told."""

    document: Document
    reading: Reading
    truth: Mapping[str, str]
    days: Mapping[str, dt.date]


@lru_cache(maxsize=4096)
def _party(code: str) -> Party:
    return Party(code=code)


@lru_cache(maxsize=65536)
def _latin(written: str, lang: str) -> str:
    return latin_name(written, pack(lang))


class Records:
    """Builds the records of a written page."""

    def __init__(self, sheet: Sheet) -> None:
        self._document = sheet.document
        self._page = sheet.page
        self._named = sheet.people
        self._lines = sheet.lines
        self._chance = random.Random(sheet.page.quirk ^ 0x5F5F)
        self._truth: dict[str, str] = {sheet.document.id: sheet.page.voice}
        self._days: dict[str, dt.date] = {}
        self._records: list[Record] = []
        self._people: dict[str, Person] = {}

    def told(self) -> Told:
        """The document with its reading and the truth."""
        for key, named in self._named.items():
            self._people[key] = self._person(named)
        for written in self._lines:
            self._line(written)
        document = self._document
        reading = Reading(
            document_id=document.id,
            producer=PRODUCER,
            people=tuple(sorted(self._people.values(), key=lambda p: p.evidence[0].span.start)),
            records=tuple(self._records),
            areas=tuple(
                sorted({area for r in self._records if isinstance(r, Engagement) for area in r.areas})
            ),
            attributions=(self._says(self._lines[-1].span),)
            if self._lines[-1].line.pattern == "attribution"
            else (),
            published=When(date=document.published, basis=DateBasis.STATED)
            if document.published
            else UNDATED,
        )
        return Told(document=document, reading=reading, truth=self._truth, days=self._days)

    def _published(self) -> When:
        """The document's date, or now and then one worked out from its text, or none."""
        day = PartialDate.of(dt.date.fromordinal(self._page.published))
        if self._document.published is not None:
            return When(date=day, basis=DateBasis.STATED)
        if self._page.quirk % 3:
            return When(date=day, basis=DateBasis.INFERRED, how="the date line")
        return UNDATED

    def _says(self, at: Extent) -> Evidence:
        return Evidence(
            document_id=self._document.id,
            span=Span(start=at[0], end=at[1]),
            quote=self._document.text[at[0] : at[1]],
            producer=PRODUCER,
            confidence=0.9,
        )

    def _person(self, named: Named) -> Person:
        spellings = sorted(named.spellings, key=lambda s: (-len(s.split()), -len(s), s))
        chance = self._chance
        party = _party(named.figure.party)
        known = named.stated or chance.random() < 0.5
        person = Person(
            name=_latin(spellings[0], self._page.lang),
            lang=self._page.lang,
            spellings=tuple(spellings),
            offices=tuple(
                Office(written=written, role=role, party=party, evidence=self._says(at))
                for role, written, at in named.offices
            ),
            party=party if known else None,
            party_basis=PartyBasis.STATED if named.stated else PartyBasis.INFERRED,
            evidence=tuple(self._says(at) for at in named.at),
        )
        self._truth[person.id] = named.figure.id
        return person

    def _add(self, record: Record, truth: str) -> None:
        self._records.append(record)
        self._truth[record.id] = truth

    def _line(self, written: Written) -> None:
        line = written.line
        match line.pattern:
            case "mention" | "counted" | "plain":
                return
            case "commitment" | "position" | "indicator":
                self._saying(written)
            case "attribution":
                if line.seed % 6:
                    return
                record = Engagement(
                    kind=Kind.OTHER,
                    realis=Realis.ACTUAL,
                    parties=self._parties(),
                    evidence=(self._says(written.span),),
                )
                self._add(record, line.truth)
            case "signed":
                self._instrument(written)
                self._engagement(written, Kind.SIGNING)
            case "sat":
                self._body(written)
                self._engagement(written, Kind.COMMISSION_SESSION)
            case _:
                assert line.event is not None
                if line.event.kind is Kind.SIGNING:
                    self._instrument(written)
                if line.event.kind is Kind.COMMISSION_SESSION:
                    self._body(written)
                self._engagement(written, line.event.kind)

    def _parties(self) -> tuple[Party, ...]:
        return tuple(sorted(map(_party, self._page.sides)))

    def _engagement(self, written: Written, kind: Kind) -> None:
        line, event = written.line, written.line.event
        assert event is not None
        background = line.pattern in ("signed", "sat")
        participants = () if background else self._participants(written)
        sides = {p.party for p in participants if p.party}
        act = kind in _ACTS
        if act and not sides and self._chance.random() < 0.8:
            sides = {_party(line.people[0][0].party)}
        placed = "place" in written.slots and event.city is not None and self._chance.random() > 0.12
        if kind in _LOOSE and line.main and self._chance.random() < 0.05:
            kind = Kind.MEETING
        record = Engagement(
            kind=kind,
            realis=line.realis,
            when=self._when(line),
            when_evidence=self._says(written.slots["when"]) if "when" in written.slots else None,
            act=_ACTS.get(kind) or _VERBS.get(kind, "meet"),
            place=Place(city=event.city, country=event.country) if placed else None,
            place_evidence=self._says(written.slots["place"]) if placed else None,
            participants=participants,
            parties=tuple(sorted(sides)) if act else self._parties(),
            main=line.main,
            cancelled=line.realis is Realis.NEGATED,
            host=_party(event.host) if event.host and placed and not background else None,
            topics=(event.issue,) if event.issue and not background and self._chance.random() < 0.85 else (),
            areas=(event.area,) if event.area and line.main else (),
            body=written.body or None,
            session=line.session if written.body else None,
            instruments=(written.title,) if written.title else (),
            part_of=self._whole(line),
            counted=self._counted(line),
            evidence=tuple(self._says(span) for span in self._told_in(written)),
        )
        truth = line.truth
        self._add(record, truth)
        self._days[truth] = dt.date.fromordinal(event.day if not background else line.day)

    def _told_in(self, written: Written) -> list[Extent]:
        """The sentence of an engagement, and those that go on about the news."""
        more = [w.span for w in self._lines if w.line.pattern == "plain"] if written.line.main else []
        return [written.span, *more]

    def _whole(self, line: Line) -> str | None:
        first = self._lines[0]
        if first.line is line or first.line.event is None or line.event not in first.line.event.parts:
            return None
        return (
            self._document.text[first.span[0] : first.span[1]][:40] if self._chance.random() < 0.8 else None
        )

    def _counted(self, line: Line) -> tuple[CountedClaim, ...]:
        if not line.main:
            return ()
        return tuple(
            CountedClaim(number=w.line.count, written=str(w.line.count), evidence=self._says(w.span))
            for w in self._lines
            if w.line.pattern == "counted"
        )

    def _participants(self, written: Written) -> tuple[Participant, ...]:
        out = []
        for slot, (figure, _) in zip("ab", written.line.people, strict=False):
            person = self._people.get(figure.id)
            if person is None or slot not in written.slots or self._chance.random() < 0.04:
                continue
            out.append(
                Participant(
                    person_id=person.id,
                    name=person.name,
                    role=person.role,
                    party=person.party,
                    evidence=self._says(written.slots[slot]),
                )
            )
        return tuple(out)

    def _when(self, line: Line) -> When:
        day = dt.date.fromordinal(line.day)
        full = PartialDate.of(day)
        match line.dated:
            case Dated.NOT:
                act = (
                    line.event is not None
                    and line.event.kind in _ACTS
                    and self._document.published is not None
                )
                if not act or self._chance.random() < 0.3:
                    return UNDATED
                published = dt.date.fromordinal(self._page.published)
                month = PartialDate(year=published.year, month=published.month)
                return When(date=month, basis=DateBasis.PUBLICATION)
            case Dated.DAY:
                more = line.event.more_days if line.event is not None and line.main else 0
                end = PartialDate.of(day + dt.timedelta(days=more)) if more else None
                inferred = self._chance.random() < 0.3  # the year, from the date of the document
                return When(date=full, end=end, basis=DateBasis.INFERRED if inferred else DateBasis.STATED)
            case Dated.WEEKDAY:
                return When(date=full, basis=DateBasis.RELATIVE, how="counted from the publication date")
            case Dated.MONTH:
                return When(date=PartialDate(year=day.year, month=day.month), basis=DateBasis.STATED)
            case Dated.YEAR:
                return When(date=PartialDate(year=day.year), basis=DateBasis.STATED)

    def _instrument(self, written: Written) -> None:
        deed = written.line.deed
        assert deed is not None
        record = Instrument(
            title=written.title,
            aliases=(written.alias,) if written.alias else (),
            lang=self._page.lang,
            kind=deed.kind if self._chance.random() < 0.95 else InstrumentKind.OTHER,
            status=self._chance.choice(_STATUSES) if written.line.pattern == "signed" else _STATUSES[0],
            when=self._when(written.line),
            parties=self._parties() if self._chance.random() < 0.8 else (),
            areas=(deed.area,),
            evidence=(self._says(written.span),),
        )
        self._add(record, deed.id)

    def _body(self, written: Written) -> None:
        organ = written.line.organ
        assert organ is not None
        record = Body(
            name=written.body,
            lang=self._page.lang,
            kind=organ.kind,
            session=written.line.session,
            parties=self._parties() if self._chance.random() < 0.85 else (),
            evidence=(self._says(written.span),),
        )
        self._add(record, organ.id)

    def _saying(self, written: Written) -> None:
        line = written.line
        said = self._says(written.span)
        what = said.quote.rstrip(".。")
        sides = self._parties()
        year = dt.date.fromordinal(line.day).year
        if line.pattern == "commitment":
            due = "y" in written.slots
            record: Record = Commitment(
                who=sides[:1] if due else sides,
                what=what,
                strength=Strength.COMMITMENT if due else Strength.INTENT,
                due=When(date=PartialDate(year=year + 1), basis=DateBasis.STATED) if due else UNDATED,
                due_text=self._document.text[slice(*written.slots["y"])] if due else None,
                evidence=(said,),
            )
        elif line.pattern == "position":
            holder = line.people[0][0] if "a" in written.slots else None
            person = self._people.get(holder.id) if holder is not None else None
            record = Position(
                who=_party(line.people[0][0].party),
                holder=person.name if person is not None else None,
                issue=issue_of(line),
                stance=what,
                evidence=(said,),
            )
        else:
            record = Indicator(
                subject=what[:60],
                measure=Measure.TRADE_VOLUME if "q" in written.slots else Measure.EXPORTS,
                value=f"{value_of(line)}000000",
                unit="USD",
                period=PartialDate(year=year - 1),
                parties=sides,
                evidence=(said,),
            )
        self._add(record, line.truth)
