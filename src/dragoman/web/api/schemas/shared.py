"""What shapes share: dates, words and where they stand, reports, coverage, lists, errors."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from dragoman.model.outlet import SourceKind
from dragoman.model.time import DateBasis

T = TypeVar("T")


class Shape(BaseModel):
    """An object with these keys, all of them there, and no others."""

    model_config = ConfigDict(extra="forbid")


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day: YYYY-MM-DD.")]
Date = Annotated[
    str,
    Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="As precise as it is known: 2021-03-17, 2021."),
]
Moment = Annotated[str, Field(description="A moment, ISO 8601 in UTC.")]
Code = Annotated[str, Field(description="ISO 3166-1 alpha-3, or the acronym of an organisation.")]
Lang = Annotated[str, Field(description="A BCP 47 tag.")]
Id = Annotated[str, Field(description="Three letters for the kind of thing, and a hash of what it is.")]


class When(Shape):
    """A date with how it is known: stated, relative, inferred; ``date_how`` says from what."""

    date: Date | None
    date_end: Date | None
    date_basis: DateBasis
    date_how: str | None


class Place(Shape):
    city: str | None
    country: str | None


class NamedParty(Shape):
    code: Code
    name: str


class Spelling(Shape):
    written: str
    lang: Lang


class Words(Shape):
    """Words of a document; ``start`` and ``end`` are code points into its text."""

    origin: str
    source: str
    lang: Lang
    quote: str
    page: int | None
    start: int
    end: int


class Note(Shape):
    """Words of a document, and who printed them when."""

    document_id: Id
    origin: str
    source: str
    source_country: str | None
    source_kind: SourceKind | None
    title: str | None
    url: str | None
    published: Date | None
    lang: Lang
    quote: str
    page: int | None
    start: int
    end: int
    voice: Annotated[Id, Field(description="Shared by copies and translations of one text.")]


class Footnote(Note):
    """A note with the number by which lines name it."""

    number: int
    published_basis: DateBasis


class FurtherWords(Shape):
    quote: str
    start: int
    end: int


class CopyOf(Shape):
    origin: str
    source: str | None
    url: str | None


class Report(Words):
    """One document's account: its first words as ``quote``, further ones under ``also``."""

    document_id: Id
    record_id: Id
    voice: Id
    title: str | None
    url: str | None
    source_country: str | None
    source_kind: SourceKind | None
    copies: list[CopyOf]
    published: Date | None
    also: list[FurtherWords]


class Claim(Words):
    """One property as one document says it."""

    property: str
    value: str
    written: str
    corrected_by: Annotated[str, Field(description="There where a person put it right.")] = ""


class ConflictValue(Shape):
    value: str
    voices: int
    claims: list[Claim]


class Conflict(Shape):
    """A property on which documents differ: every value, its independent voices, and who says it."""

    property: str
    values: list[ConflictValue]


class Counted(Shape):
    name: str
    documents: int


class Silence(Shape):
    first: Date
    last: Date
    months: int


class Coverage(Shape):
    """What an answer rests on, so that "nothing known" is never mistaken for "nothing read"."""

    on: Day
    documents: int
    voices: int
    read: int
    sources: list[Counted]
    langs: list[Counted]
    months: list[Counted]
    undated: int
    silent: list[Silence]
    first: Date | None
    last: Date | None
    unsure: list[str]
    later: int


class Listed(Shape, Generic[T]):
    """Some items of a list. ``next`` is the address of those that follow, or null at the end."""

    items: list[T]
    offset: int
    limit: int
    total: int
    next: str | None


class ErrorDetail(Shape):
    where: Annotated[str, Field(description="The parameter or key that is meant.")]
    message: str


class ErrorTold(Shape):
    status: int
    code: Annotated[str, Field(description="For programs: it never changes.")]
    message: Annotated[str, Field(description="For people.")]
    details: list[ErrorDetail]


class Error(Shape):
    """What every request that fails is answered with."""

    error: ErrorTold
