"""Readings and judgements as JSON and back. Loading undoes dumping, and every quote is checked again."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dragoman.errors import StoreError
from dragoman.model.judgement import Reason
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    Person,
    Position,
    Reading,
    Record,
)
from dragoman.model.text import Document
from dragoman.model.time import When

_RECORDS: dict[str, type[Record]] = {
    "engagement": Engagement,
    "instrument": Instrument,
    "body": Body,
    "commitment": Commitment,
    "position": Position,
    "indicator": Indicator,
}
_NAMES = {kind: name for name, kind in _RECORDS.items()}
_ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in _RECORDS.items()}
_PERSON = TypeAdapter(Person)
_EVIDENCE = TypeAdapter(Evidence)
_WHEN = TypeAdapter(When)
_REASONS: TypeAdapter[tuple[Reason, ...]] = TypeAdapter(tuple[Reason, ...])


def dump_reading(reading: Reading) -> str:
    """A reading as canonical JSON: the same reading gives the same bytes."""
    value = {
        "producer": reading.producer,
        "people": [_PERSON.dump_python(p, mode="json") for p in reading.people],
        "records": [
            [name := _NAMES[type(record)], _ADAPTERS[name].dump_python(record, mode="json")]
            for record in reading.records
        ],
        "areas": list(reading.areas),
        "attributions": [_EVIDENCE.dump_python(e, mode="json") for e in reading.attributions],
        "published": _WHEN.dump_python(reading.published, mode="json"),
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load_reading(body: str, document: Document) -> Reading:
    """The reading of a document; raises StoreError where it does not fit the document's text."""
    try:
        value = json.loads(body)
        reading = Reading(
            document_id=document.id,
            producer=value["producer"],
            people=tuple(_PERSON.validate_python(p) for p in value["people"]),
            records=tuple(_ADAPTERS[name].validate_python(record) for name, record in value["records"]),
            areas=tuple(value["areas"]),
            attributions=tuple(_EVIDENCE.validate_python(e) for e in value["attributions"]),
            published=_WHEN.validate_python(value["published"]),
        )
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"the reading of {document.id} is damaged: {error}") from error
    for evidence in quotes(reading):
        if evidence.span.of(document.text) != evidence.quote:
            raise StoreError(f"a quote of {document.id} is not in its text: {evidence.quote[:60]!r}")
    return reading


def quotes(reading: Reading) -> list[Evidence]:
    """Every piece of evidence in a reading."""
    out: list[Evidence] = list(reading.attributions)
    for person in reading.people:
        out.extend(person.evidence)
        out.extend(office.evidence for office in person.offices)
    for record in reading.records:
        out.extend(record.evidence)
        if isinstance(record, Engagement):
            out.extend(p.evidence for p in record.participants)
            out.extend(c.evidence for c in record.counted)
            out.extend(e for e in (record.when_evidence, record.place_evidence) if e is not None)
    return out


def dump_reasons(reasons: tuple[Reason, ...]) -> str:
    return _REASONS.dump_json(reasons).decode()


def load_reasons(text: str) -> tuple[Reason, ...]:
    return _REASONS.validate_json(text)
