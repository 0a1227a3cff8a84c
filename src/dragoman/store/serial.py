"""Readings and judgements as JSON and back. Loading undoes dumping, and every quote is checked both ways."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Tag, TypeAdapter

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
    quotes,
)
from dragoman.model.text import Document
from dragoman.model.time import When

_KINDS: dict[type[Record], str] = {
    Engagement: "engagement",
    Instrument: "instrument",
    Body: "body",
    Commitment: "commitment",
    Position: "position",
    Indicator: "indicator",
}


def _kind(pair: object) -> object:
    return pair[0] if isinstance(pair, list | tuple) and pair else None


_Pair = Annotated[
    Annotated[tuple[Literal["engagement"], Engagement], Tag("engagement")]
    | Annotated[tuple[Literal["instrument"], Instrument], Tag("instrument")]
    | Annotated[tuple[Literal["body"], Body], Tag("body")]
    | Annotated[tuple[Literal["commitment"], Commitment], Tag("commitment")]
    | Annotated[tuple[Literal["position"], Position], Tag("position")]
    | Annotated[tuple[Literal["indicator"], Indicator], Tag("indicator")],
    Discriminator(_kind),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """A reading as it is kept. Its config holds for the classes of the model within it too."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    producer: str
    people: tuple[Person, ...]
    records: tuple[_Pair, ...]
    areas: tuple[str, ...]
    attributions: tuple[Evidence, ...]
    published: When


_STORED = TypeAdapter(_Stored)
_PERSON = TypeAdapter(Person)
_REASONS: TypeAdapter[tuple[Reason, ...]] = TypeAdapter(
    tuple[Reason, ...], config=ConfigDict(extra="forbid", strict=True, ser_json_inf_nan="constants")
)


def dump_reading(reading: Reading) -> str:
    """A reading as canonical JSON: the same reading gives the same bytes.

    Raises StoreError where it holds what is no text (a lone surrogate), or what a person corrected or added:
    that is kept by itself.
    """
    if reading.added or any(item.corrected for item in (*reading.people, *reading.records)):
        raise StoreError(f"the reading of {reading.document_id} is kept as it was read, not as corrected")
    stored = _Stored(
        producer=reading.producer,
        people=reading.people,
        # each record stands with its own kind, which the types cannot tell
        records=tuple((_KINDS[type(record)], record) for record in reading.records),  # type: ignore[misc]
        areas=reading.areas,
        attributions=reading.attributions,
        published=reading.published,
    )
    try:
        return _STORED.dump_json(stored).decode()
    except ValueError as error:
        raise StoreError(f"the reading of {reading.document_id} cannot be kept: {error}") from error


def load_reading(body: str, document: Document) -> Reading:
    """The reading of a document; raises StoreError where it does not fit the document's text."""
    try:
        reading = load_part(body, document.id)
    except ValueError as error:
        raise StoreError(f"the reading of {document.id} is damaged: {error}") from error
    check_quotes(reading, document)
    return reading


def load_part(body: str, document_id: str) -> Reading:
    """A reading without regard to the text of its document; raises ValueError where it is none."""
    stored = _STORED.validate_json(body)
    return Reading(
        document_id=document_id,
        producer=stored.producer,
        people=stored.people,
        records=tuple(record for _, record in stored.records),
        areas=stored.areas,
        attributions=stored.attributions,
        published=stored.published,
    )


def restamp(body: dict[str, Any], old: str, new: str) -> tuple[str, dict[str, str]]:
    """A kept reading as one of a document with another id, and the new ids of what is in it by the old.

    Raises ValueError, KeyError or TypeError where it is no reading.
    """
    body = json.loads(json.dumps(body), object_hook=lambda value: _of_document(value, old, new))
    people = [(person.pop("id"), person) for person in body["people"]]
    ids = {was: _PERSON.validate_json(json.dumps(person)).id for was, person in people}
    records = [(record.pop("id"), record) for _, record in body["records"]]
    for _, record in records:
        for participant in record.get("participants", ()):
            participant["person_id"] = ids[participant["person_id"]]
    stored = _STORED.validate_json(json.dumps(body))
    ids |= {was: record.id for (was, _), (_, record) in zip(records, stored.records, strict=True)}
    return _STORED.dump_json(stored).decode(), ids


def _of_document(value: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return value | {"document_id": new} if value.get("document_id") == old else value


def check_quotes(reading: Reading, document: Document) -> None:
    """Raises StoreError where a quote is not what the document's text has at its span."""
    for evidence in quotes(reading):
        if evidence.span.of(document.text) != evidence.quote:
            raise StoreError(f"a quote of {document.id} is not in its text: {evidence.quote[:60]!r}")


def dump_reasons(reasons: tuple[Reason, ...]) -> str:
    try:
        return _REASONS.dump_json(reasons).decode()
    except ValueError as error:
        raise StoreError(f"the reasons of a judgement cannot be kept: {error}") from error


def load_reasons(text: str) -> tuple[Reason, ...]:
    return _REASONS.validate_json(text)
