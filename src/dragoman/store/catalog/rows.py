"""One document with its reading -> the rows of the catalogue that follow from it alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.merge.facts import published
from dragoman.model.confirmation import visible
from dragoman.model.correction import parties_text
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Indicator,
    Instrument,
    Party,
    Person,
    Position,
    Reading,
    Record,
)
from dragoman.model.text import Document, Realis
from dragoman.model.time import DateBasis, When
from dragoman.store.catalog.answers import Kind

KINDS = tuple(Kind)
"""Kinds by their numbers in the tables, which never change: a new one goes to the end."""
NUMBER: Mapping[Kind, int] = {kind: number for number, kind in enumerate(KINDS)}
LONGEST = 300  # characters of a name that are kept
_AHEAD, _TOLD, _SAID = 1, 2, 3  # how firm a date is: 0 for a guess by the publication
Row = dict[str, Any]


def record_rows(reading: Reading) -> list[Row]:
    """A row for each person and record of a reading, as people put it right."""
    people = {person.id: person.party for person in reading.people}
    rows = [_row(person, *_person(person)) for person in reading.people]
    rows += [_row(record, *_record(record, people)) for record in reading.records]
    return rows


def document_row(document: Document, reading: Reading) -> Row:
    """The row of a document, its own voice until it is merged."""
    found = published(document, reading)
    return {
        "document": document.id,
        "lang": document.lang,
        "first": found[0].isoformat() if found else None,
        "last": found[1].isoformat() if found else None,
        **copy_row(document),
        "voice": document.id,
    }


def copy_row(document: Document) -> Row:
    """What the row of a document takes from its copies."""
    return {
        "title": document.title,
        "name": document.name,
        "source_name": document.source.name,
        "source_url": document.source.url,
        "retrieved": document.retrieved.astimezone(dt.UTC).isoformat() if document.retrieved else None,
    }


def _row(item: Person | Record, kind: Kind, own: Row) -> Row:
    said = {note.field: note.at.timestamp() for note in item.corrected}
    grouped = kind in (Kind.PERSON, Kind.ENGAGEMENT, Kind.INSTRUMENT, Kind.BODY)
    return {
        "record": item.id,
        "document": item.evidence[0].document_id,
        "kind": NUMBER[kind],
        "thing": None if grouped else item.id,
        "type": None,
        "name": None,
        "parties": "",
        "sides": "",
        "first": None,
        "last": None,
        "firm": 0,
        "due": None,
        "realis": None,
        "main": 0,
        "confidence": 1.0 if item.corrected else min(e.confidence for e in item.evidence),
        "said": json.dumps(said, sort_keys=True) if said else None,
        "visible": visible(item),
        **own,
    }


def _person(person: Person) -> tuple[Kind, Row]:
    return Kind.PERSON, {"name": person.name[:LONGEST], "parties": _codes(person.party)}


def _record(record: Record, people: Mapping[str, Party | None]) -> tuple[Kind, Row]:
    match record:
        case Engagement():
            return Kind.ENGAGEMENT, _engagement(record, people)
        case Instrument():
            own = {"type": record.kind.value, "name": record.title[:LONGEST]}
            return Kind.INSTRUMENT, own | _parties(record.parties) | _dated(record.when, _TOLD)
        case Body():
            own = {"type": record.kind.value, "name": record.name[:LONGEST]}
            return Kind.BODY, own | _parties(record.parties)
        case Commitment():
            due = _days(record.due)
            own = {"type": record.strength.value, "name": record.what[:LONGEST]}
            return Kind.COMMITMENT, own | _parties(record.who) | {"due": due[1] if due else None}
        case Position():
            name = f"{record.issue}: {record.stance}"[:LONGEST]
            return Kind.POSITION, {"name": name, "parties": _codes(record.who)}
        case Indicator():
            own = {"type": record.measure.value, "name": f"{record.subject} {record.value or ''}".strip()}
            own["name"] = own["name"][:LONGEST]
            period = record.period
            when = When(date=period, basis=DateBasis.STATED) if period is not None else When()
            return Kind.INDICATOR, own | _parties(record.parties) | _dated(when, _TOLD)


def _engagement(event: Engagement, people: Mapping[str, Party | None]) -> Row:
    sides = {p.party or people.get(p.person_id) for p in event.participants}
    ahead = event.realis is Realis.PLANNED or (event.realis is Realis.NEGATED and event.cancelled)
    firm = 0 if event.when.basis is DateBasis.PUBLICATION else _AHEAD if ahead else _TOLD
    if any(note.field == "date" for note in event.corrected):
        firm = _SAID
    return {
        "type": event.kind.value,
        "realis": event.realis.value,
        "main": int(event.main),
        "sides": parties_text(side for side in sides if side is not None),
        **_parties(event.parties),
        **_dated(event.when, firm),
    }


def _dated(when: When, firm: int) -> Row:
    days = _days(when)
    return {"first": days[0], "last": days[1], "firm": firm} if days else {}


def _days(when: When) -> tuple[str, str] | None:
    if when.date is None:
        return None
    return when.date.first.isoformat(), (when.end or when.date).last.isoformat()


def _parties(parties: Iterable[Party]) -> Row:
    return {"parties": parties_text(parties)}


def _codes(party: Party | None) -> str:
    return "" if party is None else parties_text([party])


def codes(*texts: str) -> Iterator[str]:
    """The parties that texts of codes name."""
    for text in texts:
        yield from text.split()
