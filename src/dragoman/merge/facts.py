"""What merging needs to know of one document, and no more: a function of its text and its reading alone.

Facts are small, so that a store can keep them beside the reading and compare a hundred thousand documents
while it holds few of them. They name things by ids of records; what these are one with is no fact of a
document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from dragoman.detect.expressions import parse
from dragoman.extract.instrument import title_words
from dragoman.lexicon.load import pack_or_bare
from dragoman.merge.block import word_key
from dragoman.merge.compare.engagements import Days, days
from dragoman.merge.compare.people import Name, is_full, latin_names
from dragoman.merge.compare.titles import Titles, bare, distinct, titles
from dragoman.merge.latin import is_latin
from dragoman.merge.marks import marks
from dragoman.merge.refer import References, references
from dragoman.merge.runs import letters, prose, sketch
from dragoman.model.ids import content_id
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
    Engagement,
    Evidence,
    Format,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Party,
    PartyBasis,
    Person,
    Place,
    Position,
    Reading,
    Record,
    Role,
    VisitClass,
)
from dragoman.model.text import Document, EngagementKind, Realis
from dragoman.model.time import When

_HAPPENED = frozenset({Realis.ACTUAL, Realis.PAST_BACKGROUND})
_DAY_OF_MONTH = re.compile(r"(?<![\d.,:])\d{1,2}(?![\d:%]|[.,]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact:
    """A person of a document. ``key`` is one for all people, of any document, who are described alike.

    ``inferred``: the document does not say the party itself. ``names`` are in Latin letters and cut into
    words; ``company`` describes those met by surname and side. ``met`` are places in ``Facts.people`` of
    those who take part in an engagement with this one.
    """

    id: str
    key: str
    names: tuple[Name, ...]
    written: tuple[str, ...]
    romanised: bool
    given: tuple[str, ...]
    party: Party | None
    inferred: bool
    roles: tuple[Role, ...]
    company: tuple[str, ...]
    met: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact:
    """An engagement without its words: ``people`` are (id of the person, party in this part).

    ``numbers`` are those in the words of an undated one that may be a day of the month, ``weekday`` the one
    (1 is Monday) that they name; ``titles`` the words of titles of its instruments. ``holder``, ``deeds`` and
    ``whole`` are ids of the records of its body, its instruments and the engagement that it is part of.
    """

    id: str
    kind: EngagementKind
    realis: Realis
    when: When
    act: str | None
    place: Place | None
    parties: tuple[Party, ...]
    main: bool
    cancelled: bool
    initiator: Party | None
    host: Party | None
    format: Format | None
    visit_class: VisitClass | None
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    session: int | None
    numbers: tuple[int, ...]
    weekday: int | None
    people: tuple[tuple[str, str | None], ...]
    titles: tuple[tuple[str, ...], ...]
    holder: str | None
    deeds: tuple[str, ...]
    whole: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedFact:
    """An instrument. ``key`` is one for those described alike, and None for bare titles, which many bear.

    ``events`` are ids of the engagements that signed it; ``crowded``: the document names another of the kind
    between the same parties, and ``rivals`` are the dates of such.
    """

    id: str
    key: str | None
    titles: Titles
    kind: InstrumentKind
    status: InstrumentStatus | None
    days: Days | None
    parties: tuple[str, ...]
    areas: tuple[str, ...]
    symbol: str | None
    events: tuple[str, ...]
    crowded: bool
    rivals: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganFact:
    """A body; ``events`` are ids of the engagements that it held, all of them of its ``session``."""

    id: str
    key: str
    titles: Titles
    kind: BodyKind
    session: int | None
    parties: tuple[str, ...]
    around: tuple[str, ...]
    events: tuple[str, ...]
    crowded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineFact:
    """A text without its words.

    ``told`` are the ids of its engagements in reading order, ``planned`` those of them that are yet to come
    or did not come about, and ``news`` the parties and days of those that it is about; ``said`` signatures of
    its other records. ``named`` are the ids of its people in the order of their first mention. ``marks``
    are what stays of its words in any language (see ``merge.marks``), ``words`` a sketch of those that do not
    (see ``merge.runs``), and ``length`` is that of its letters.
    """

    told: tuple[str, ...]
    planned: tuple[str, ...]
    news: tuple[tuple[tuple[str, ...], Days | None], ...]
    said: tuple[str, ...]
    named: tuple[str, ...]
    marks: tuple[str, ...]
    words: str
    length: int


class Part(StrEnum):
    """What can be loaded of facts without the rest, for each layer needs little of them."""

    PEOPLE = "people"
    EVENTS = "events"
    DEEDS = "deeds"
    ORGANS = "organs"
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A document as merging sees it; parts that were not asked for are empty."""

    document: str
    lang: str
    published: Days | None
    people: tuple[PersonFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    deeds: tuple[DeedFact, ...] = ()
    organs: tuple[OrganFact, ...] = ()
    outline: OutlineFact | None = None


_STRICT = ConfigDict(extra="forbid")
_PARTS: Mapping[Part, TypeAdapter[Any]] = {
    Part.PEOPLE: TypeAdapter(tuple[PersonFact, ...], config=_STRICT),
    Part.EVENTS: TypeAdapter(tuple[EventFact, ...], config=_STRICT),
    Part.DEEDS: TypeAdapter(tuple[DeedFact, ...], config=_STRICT),
    Part.ORGANS: TypeAdapter(tuple[OrganFact, ...], config=_STRICT),
    Part.OUTLINE: TypeAdapter(OutlineFact | None, config=_STRICT),
}


def dump_part(facts: Facts, part: Part) -> str:
    """One part of facts as JSON."""
    return _PARTS[part].dump_json(getattr(facts, part.value)).decode()


def load_facts(document: str, lang: str, published: Days | None, parts: Mapping[Part, str]) -> Facts:
    """Facts with the parts that are given as JSON; raises ValueError where one is damaged."""
    loaded = {part.value: _PARTS[part].validate_json(text) for part, text in parts.items()}
    return Facts(document=document, lang=lang, published=published, **loaded)


def facts(document: Document, reading: Reading, given_names: Mapping[str, str]) -> Facts:
    """The facts of a document. ``given_names`` maps spellings of given names to one of them, casefolded."""
    refers = references(reading)
    place = {person.id: number for number, person in enumerate(reading.people)}
    text = prose(document)
    return Facts(
        document=document.id,
        lang=document.lang,
        published=published(document, reading),
        people=tuple(_people(reading, place, given_names)),
        events=tuple(_events(reading, refers, document.lang)),
        deeds=tuple(_deeds(document, reading, refers)),
        organs=tuple(_organs(document, reading, refers)),
        outline=_outline(document, reading, text),
    )


def published(document: Document, reading: Reading | None) -> Days | None:
    """The days on which a document may have been published."""
    if reading is not None and reading.published.date is not None:
        return days(reading.published)
    if document.published is None:
        return None
    return days(When(date=document.published, basis=document.published_basis))


# --- people -----------------------------------------------------------------------------------------------


def _people(
    reading: Reading, place: Mapping[str, int], given_names: Mapping[str, str]
) -> Iterable[PersonFact]:
    names = {person.id: latin_names(person, given_names) for person in reading.people}
    tags = {
        person.id: f"{word_key(name[-1])} {person.party}"
        for person in reading.people
        for name in names[person.id][-1:]
    }
    met = _met(reading)
    known = frozenset(given_names.values())
    for person in reading.people:
        others = met.get(person.id, set())
        company = tuple(sorted({tags[o] for o in others if o in tags}))
        yield _person(
            person, names[person.id], known, company, tuple(sorted(place[other] for other in others))
        )


def _met(reading: Reading) -> dict[str, set[str]]:
    """Of each person the ids of those met in engagements."""
    met: dict[str, set[str]] = {}
    for record in reading.records:
        if isinstance(record, Engagement):
            ids = {p.person_id for p in record.participants}
            for one in ids:
                met.setdefault(one, set()).update(ids - {one})
    return met


def _person(
    person: Person,
    names: tuple[Name, ...],
    known: frozenset[str],
    company: tuple[str, ...],
    met: tuple[int, ...],
) -> PersonFact:
    """A bare surname is only described like another in the same company."""
    roles = tuple(sorted({office.role for office in person.offices if office.role}))
    written = tuple(sorted({s.casefold() for s in (person.name, *person.spellings)}))
    romanised = not any(is_latin(s) for s in person.spellings)
    around = () if any(is_full(name) for name in names) else company
    party = [person.party.code, person.party.kind.value] if person.party else None
    inferred = person.party_basis is PartyBasis.INFERRED
    return PersonFact(
        id=person.id,
        key=content_id("dsc", names, party, inferred, roles, around, written, romanised),
        names=names,
        written=written,
        romanised=romanised,
        given=tuple(sorted({word for name in names for word in name} & known)),
        party=person.party,
        inferred=inferred,
        roles=roles,
        company=company,
        met=met,
    )


# --- engagements ------------------------------------------------------------------------------------------


def _events(reading: Reading, refers: Mapping[str, References], lang: str) -> Iterable[EventFact]:
    instruments = {r.id: r for r in reading.records if isinstance(r, Instrument)}
    for record in reading.records:
        if not isinstance(record, Engagement):
            continue
        reference = refers[record.id]
        named = [instruments[i] for i in reference.instruments]
        yield EventFact(
            id=record.id,
            kind=record.kind,
            realis=record.realis,
            when=record.when,
            act=record.act,
            place=record.place,
            parties=record.parties,
            main=record.main,
            cancelled=record.cancelled,
            initiator=record.initiator,
            host=record.host,
            format=record.format,
            visit_class=record.visit_class,
            topics=record.topics,
            areas=record.areas,
            session=record.session,
            numbers=_days_of_month(record) if days(record.when) is None else (),
            weekday=_weekday(record, lang) if days(record.when) is None else None,
            people=tuple((p.person_id, p.party.code if p.party else None) for p in record.participants),
            titles=tuple(sorted({tuple(title_words(i.title)) for i in named})),
            holder=reference.body,
            deeds=reference.instruments,
            whole=reference.part_of,
        )


def _weekday(record: Engagement, lang: str) -> int | None:
    """The weekday in the words for the day of an undated engagement."""
    return _weekday_in(record.when_evidence.quote, lang) if record.when_evidence is not None else None


@lru_cache(maxsize=4096)
def _weekday_in(words: str, lang: str) -> int | None:
    said = parse(words, pack_or_bare(lang))
    return said.weekday if said.turn in (None, 0) and said.until is None else None


def _days_of_month(record: Engagement) -> tuple[int, ...]:
    found = {int(number) for e in record.evidence for number in _DAY_OF_MONTH.findall(e.quote)}
    return tuple(sorted(number for number in found if 1 <= number <= 31))


# --- instruments and bodies -------------------------------------------------------------------------------


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted({party.code for party in parties}))


def _deeds(document: Document, reading: Reading, refers: Mapping[str, References]) -> Iterable[DeedFact]:
    found = [r for r in reading.records if isinstance(r, Instrument)]
    kin: dict[tuple[InstrumentKind, tuple[Party, ...]], list[Instrument]] = {}
    for r in found:
        kin.setdefault((r.kind, r.parties), []).append(r)
    signed: dict[str, list[str]] = {}
    for event, reference in refers.items():
        for instrument in reference.instruments:
            signed.setdefault(instrument, []).append(event)
    for r in found:
        cut = titles(document.lang, (r.title, *r.aliases))
        others = kin[r.kind, r.parties]
        parts = (cut, r.kind, _codes(r.parties), str(r.when.date), str(r.when.end), r.status, r.symbol)
        yield DeedFact(
            id=r.id,
            key=None if bare(cut) and not r.symbol else content_id("dsc", *parts),
            titles=cut,
            kind=r.kind,
            status=r.status,
            days=days(r.when),
            parties=_codes(r.parties),
            areas=tuple(sorted(r.areas)),
            symbol=r.symbol,
            events=tuple(sorted(signed.get(r.id, ()))),
            crowded=distinct(document.lang, [other.title for other in others]) > 1,
            rivals=tuple(sorted({d for o in others if o.id != r.id and (d := days(o.when)) is not None})),
        )


def _organs(document: Document, reading: Reading, refers: Mapping[str, References]) -> Iterable[OrganFact]:
    found = [r for r in reading.records if isinstance(r, Body)]
    held: dict[str, list[str]] = {}
    for event, reference in refers.items():
        if reference.body:
            held.setdefault(reference.body, []).append(event)
    main = [r for r in reading.records if isinstance(r, Engagement) and r.main]
    news = _codes(party for record in main for party in record.parties)
    for r in found:
        cut = titles(document.lang, (r.name, *r.aliases))
        yield OrganFact(
            id=r.id,
            key=content_id("dsc", cut, r.kind, _codes(r.parties), news),
            titles=cut,
            kind=r.kind,
            session=r.session,
            parties=_codes(r.parties),
            around=news,
            events=tuple(sorted(held.get(r.id, ()))),
            crowded=_crowded(document.lang, r, found),
        )


def _crowded(lang: str, body: Body, of_document: Sequence[Body]) -> bool:
    """Whether the document names another of the kind between the same parties; a short form is no other."""
    sides = frozenset(body.parties)
    names = {
        other.name
        for other in of_document
        if other.kind is body.kind and (sides <= set(other.parties) or sides >= set(other.parties))
    }
    return distinct(lang, names) > 1


# --- the outline of the text ------------------------------------------------------------------------------


def _outline(document: Document, reading: Reading, text: str) -> OutlineFact:
    events = [r for r in reading.records if isinstance(r, Engagement)]
    named = _named(reading)
    return OutlineFact(
        told=tuple(r.id for r in sorted(events, key=lambda r: (_start(r.evidence), r.id))),
        planned=tuple(sorted(r.id for r in events if r.realis not in _HAPPENED or r.cancelled)),
        news=tuple(sorted({(_codes(r.parties), days(r.when)) for r in events if r.main}, key=str)),
        said=tuple(sorted({said for r in reading.records if (said := _signature(r))})),
        named=named,
        marks=marks(document, reading, {person: number for number, person in enumerate(named)}),
        words=sketch(text),
        length=letters(text),
    )


def _named(reading: Reading) -> tuple[str, ...]:
    named = {(e.span.start, person.id) for person in reading.people for e in person.evidence}
    named |= {
        (p.evidence.span.start, p.person_id)
        for record in reading.records
        if isinstance(record, Engagement)
        for p in record.participants
    }
    return tuple(dict.fromkeys(person for _, person in sorted(named)))


def _start(evidence: Sequence[Evidence]) -> int:
    return min(e.span.start for e in evidence)


def _signature(record: Record) -> str | None:
    """What stays of a record in another language; titles and names of bodies do not."""
    match record:
        case Position():
            return f"position {record.who} {record.issue if ' ' not in record.issue else ''}"
        case Commitment():
            return f"commitment {' '.join(sorted(p.code for p in record.who))} {record.strength.value}"
        case Indicator():
            return f"indicator {record.measure.value} {record.value}"
        case _:
            return None
