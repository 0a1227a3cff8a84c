"""Small builders of documents and readings; every quote is cut out of the text it is said to be from."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from dragoman.merge import MergeSettings, derive, judge
from dragoman.model.ledger import Ledger
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
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
    PartyKind,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import Document, EngagementKind, Realis, Source, Span
from dragoman.model.time import UNDATED, DateBasis, PartialDate, When

PRODUCER = "test@1"


def party(code: str) -> Party:
    states = len(code) == 3 and code not in {"LAS", "ECO"}
    return Party(code=code, kind=PartyKind.STATE if states else PartyKind.ORGANISATION)


def parties(codes: str) -> tuple[Party, ...]:
    return tuple(sorted(party(code) for code in codes.split()))


def when(date: str | None, basis: DateBasis = DateBasis.STATED, how: str = "") -> When:
    if date is None:
        return UNDATED
    first, _, last = date.partition("/")
    end = PartialDate.parse(last) if last else None
    return When(date=PartialDate.parse(first), end=end, basis=basis, how=how)


class Told:
    """One document being read: add people and records, then take ``document`` and ``reading``."""

    def __init__(
        self, text: str, *, lang: str = "en", published: str | None = None, source: str = ""
    ) -> None:
        self.document = Document(
            text=text,
            lang=lang,
            origin=f"{source or 'wire'}.txt",
            name="wire.txt",
            published=PartialDate.parse(published) if published else None,
            published_basis=DateBasis.STATED if published else DateBasis.UNKNOWN,
            source=Source(name=source or None),
        )
        self.people: list[Person] = []
        self.records: list[Record] = []

    def says(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return Evidence.of(self.document, Span(start=start, end=start + len(quote)), PRODUCER)

    def person(
        self,
        written: str,
        side: str | None = None,
        *roles: Role,
        name: str | None = None,
        spellings: tuple[str, ...] = (),
        basis: PartyBasis = PartyBasis.STATED,
        role_basis: PartyBasis = PartyBasis.STATED,
    ) -> Person:
        """A person quoted as ``written``; ``name`` is the Latin form where that is another."""
        evidence = self.says(written)
        whose = party(side) if side else None
        person = Person(
            name=name or written,
            lang=self.document.lang,
            spellings=(written, *spellings),
            offices=tuple(
                Office(written=r.value, role=r, party=whose, basis=role_basis, evidence=evidence)
                for r in roles
            ),
            party=whose,
            party_basis=basis,
            evidence=(evidence,),
        )
        self.people.append(person)
        return person

    def event(
        self,
        kind: EngagementKind,
        quote: str,
        *people: Person,
        date: str | None = None,
        realis: Realis = Realis.ACTUAL,
        place: str | None = None,
        sides: str = "",
        **more: Any,
    ) -> Engagement:
        evidence = self.says(quote)
        named = {p.party for p in people if p.party} | set(parties(sides))
        basis = more.pop("basis", DateBasis.STATED)
        event = Engagement(
            kind=kind,
            realis=realis,
            when=when(date, basis),
            place=_place(place),
            participants=tuple(
                Participant(person_id=p.id, name=p.name, role=p.role, party=p.party, evidence=p.evidence[0])
                for p in people
            ),
            parties=tuple(sorted(named)),
            evidence=(evidence,),
            **more,
        )
        self.records.append(event)
        return event

    def instrument(
        self,
        title: str,
        kind: InstrumentKind = InstrumentKind.AGREEMENT,
        sides: str = "",
        *,
        status: InstrumentStatus | None = None,
        date: str | None = None,
        **more: Any,
    ) -> Instrument:
        record = Instrument(
            title=title,
            lang=self.document.lang,
            kind=kind,
            status=status,
            when=when(date),
            parties=parties(sides),
            evidence=(self.says(title),),
            **more,
        )
        self.records.append(record)
        return record

    def body(
        self, name: str, kind: BodyKind, sides: str = "", *, session: int | None = None, quote: str = ""
    ) -> Body:
        record = Body(
            name=name,
            lang=self.document.lang,
            kind=kind,
            session=session,
            parties=parties(sides),
            evidence=(self.says(quote or name),),
        )
        self.records.append(record)
        return record

    def commitment(self, what: str, sides: str, strength: Strength = Strength.INTENT) -> Commitment:
        record = Commitment(who=parties(sides), what=what, strength=strength, evidence=(self.says(what),))
        self.records.append(record)
        return record

    def position(self, who: str, issue: str, stance: str) -> Position:
        record = Position(who=party(who), issue=issue, stance=stance, evidence=(self.says(stance),))
        self.records.append(record)
        return record

    def indicator(self, subject: str, measure: Measure, value: str, sides: str) -> Indicator:
        record = Indicator(
            subject=subject,
            measure=measure,
            value=value,
            parties=parties(sides),
            evidence=(self.says(subject),),
        )
        self.records.append(record)
        return record

    @property
    def reading(self) -> Reading:
        return Reading(
            document_id=self.document.id,
            producer=PRODUCER,
            people=tuple(self.people),
            records=tuple(self.records),
        )


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    city, _, country = text.rpartition("/")
    return Place(city=city or None, country=country or None)


def maps(told: Iterable[Told]) -> tuple[dict[str, Document], dict[str, Reading]]:
    listed = list(told)
    return {t.document.id: t.document for t in listed}, {t.document.id: t.reading for t in listed}


def ledger(*told: Told, settings: MergeSettings | None = None, **more: Any) -> Ledger:
    documents, readings = maps(told)
    return derive(documents, readings, judge(documents, readings, settings, **more))


def dump(value: object) -> str:
    """Canonical JSON of anything the model is made of."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
