"""A document with its reading -> the words by which it is found, and its records in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.gazetteer.fold import fold_name
from dragoman.merge.facts import published
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    Party,
    Person,
    Position,
    Reading,
    Record,
)
from dragoman.model.text import Document
from dragoman.model.time import When
from dragoman.store.catalog import Kind
from dragoman.store.search.words import Word, folded_words, words

TEXT, HEAD = "words", "head"
RECORDS = tuple(kind for kind in Kind if kind is not Kind.DOCUMENT)
COLUMNS = (TEXT, HEAD, *(kind.value for kind in RECORDS))
_HEAD = 120  # code points at the beginning of a text without a title that count as what it is about
_MOST = 400_000  # bytes of the words of one text: what a database can take in one entry
_PARTY, _LANG = "\ue000", "\ue001"  # around what is no word: the code of a party, the tag of a language


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A record as a search shows it: ``spans`` are the places of its words, ``more`` words that stand for it
    besides: names in Latin letters, aliases, offices, the place."""

    kind: Kind
    id: str
    title: str
    type: str | None
    date: str | None
    parties: tuple[Party, ...]
    spans: tuple[tuple[int, int], ...]
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document as the index takes it: the day by which it is sorted, and its words by column."""

    document: str
    day: str | None
    columns: Mapping[str, tuple[str, ...]]


def party_word(code: str) -> str:
    """What stands in a column for a party."""
    return f"{_PARTY}{code.casefold()}{_PARTY}"


def lang_word(lang: str) -> str:
    """What stands in a column for the language of the document."""
    return f"{_LANG}{''.join(c for c in lang.casefold() if c.isalnum())}{_LANG}"


def entry(document: Document, reading: Reading) -> Entry:
    """What the index keeps of a document."""
    lines = tuple(lines_of(reading))
    days = published(document, reading)
    start = document.prose.start if document.prose is not None else 0
    head = "" if document.title else document.masked[start : start + _HEAD]
    first = [line for line in lines if any(a < start + _HEAD for a, _ in line.spans)]
    more = (*_around(lines), lang_word(document.lang))
    columns = {
        TEXT: _text(document.title, document.masked, more),
        HEAD: _text(document.title, head, _around(first)),
    }
    for kind in RECORDS:
        found = {word for line in lines if line.kind is kind for word in line_words(line, document.text)}
        if found:
            columns[kind.value] = tuple(_within(sorted(found)))
    return Entry(
        document=document.id,
        day=days[0].isoformat() if days is not None else None,
        columns=columns,
    )


def line_words(line: Line, text: str) -> frozenset[str]:
    """Every form of the words of a line, and its parties."""
    quotes = [text[start:end] for start, end in line.spans]
    return frozenset(folded_words((*quotes, line.title, *line.more))) | _party_words(line)


def title_words(line: Line) -> frozenset[str]:
    """Every form of the words of its title, and its parties."""
    return frozenset(folded_words((line.title,))) | _party_words(line)


def _party_words(line: Line) -> frozenset[str]:
    return frozenset(party_word(party.code) for party in line.parties)


def _around(lines: Iterable[Line]) -> Iterator[str]:
    """What stands for lines in any language: the names of people in Latin letters, and parties."""
    found = list(lines)
    yield from folded_words(line.title for line in found if line.kind is Kind.PERSON)
    yield from sorted({party_word(party.code) for line in found for party in line.parties})


def _text(title: str | None, text: str, more: Iterable[str]) -> tuple[str, ...]:
    """The words of the title and the text in order, so that phrases are found; then all other forms."""
    found: tuple[Word, ...] = (*(words(title) if title and title not in text else ()), *words(text))
    inner = tuple(_within(word.text for word in found))
    others = {form: None for word in found[: len(inner)] for form in word.forms} | dict.fromkeys(more)
    known = set(inner)
    return (*inner, *_within(sorted(form for form in others if form not in known)))


def _within(found: Iterable[str]) -> Iterator[str]:
    """As many of these words as one entry holds."""
    size = 0
    for word in found:
        size += len(word.encode())
        if size > _MOST:
            return
        yield word


# --- records ----------------------------------------------------------------------------------------------


def lines_of(reading: Reading) -> Iterator[Line]:
    """The people and the records of a reading, in its order."""
    names = {person.id: person.name for person in reading.people}
    for person in reading.people:
        yield _person(person)
    for record in reading.records:
        yield _record(record, names)


def _person(person: Person) -> Line:
    offices = [office.evidence for office in person.offices]
    said = {office.written for office in person.offices} | {
        office.role.value for office in person.offices if office.role is not None
    }
    spelt = {s for s in person.spellings if fold_name(s) != fold_name(person.name)}
    return Line(
        kind=Kind.PERSON,
        id=person.id,
        title=person.name,
        type=person.role.value if person.role is not None else None,
        date=None,
        parties=_parties((person.party, *(office.party for office in person.offices))),
        spans=_spans((*person.evidence[:1], *offices[:2])),
        more=tuple(sorted(spelt | said)),
    )


def _record(record: Record, names: Mapping[str, str]) -> Line:
    match record:
        case Engagement():
            who = tuple(dict.fromkeys(names.get(p.person_id, p.name) for p in record.participants))
            codes = (*record.parties, *(p.party for p in record.participants))
            place = (str(record.place),) if record.place is not None else ()
            held = (record.body,) if record.body else ()
            more = (*who, *place, *held, *record.instruments, *record.topics, *record.areas)
            return _line(Kind.ENGAGEMENT, record, ", ".join(who), record.kind.value, record.when, codes, more)
        case Instrument():
            more = (*record.aliases, *record.areas, *((record.symbol,) if record.symbol else ()))
            told = (record.title, record.kind.value, record.when, record.parties)
            return _line(Kind.INSTRUMENT, record, *told, more)
        case Body():
            more = (*record.aliases, *record.mandate)
            return _line(Kind.BODY, record, record.name, record.kind.value, None, record.parties, more)
        case Commitment():
            more = (*record.areas, record.due_text or "")
            return _line(Kind.COMMITMENT, record, record.what, record.strength.value, None, record.who, more)
        case Position():
            more = (record.stance, record.holder or "", record.label or "")
            return _line(Kind.POSITION, record, record.issue, None, None, (record.who,), more)
        case Indicator():
            more = (record.value or "", record.unit or "", record.scope or "")
            measured = record.measure.value
            return _line(Kind.INDICATOR, record, record.subject, measured, None, record.parties, more)


def _line(
    kind: Kind,
    record: Record,
    title: str,
    sort: str | None,
    when: When | None,
    parties: Iterable[Party | None],
    more: Iterable[str],
) -> Line:
    return Line(
        kind=kind,
        id=record.id,
        title=title,
        type=sort,
        date=str(when.date) if when is not None and when.date is not None else None,
        parties=_parties(parties),
        spans=_spans(record.evidence),
        more=tuple(dict.fromkeys(word for word in more if word)),
    )


def _parties(parties: Iterable[Party | None]) -> tuple[Party, ...]:
    return tuple(sorted({party for party in parties if party is not None}))


def _spans(evidence: Iterable[Evidence]) -> tuple[tuple[int, int], ...]:
    found = dict.fromkeys((e.span.start, e.span.end) for e in evidence)
    return tuple(found)
