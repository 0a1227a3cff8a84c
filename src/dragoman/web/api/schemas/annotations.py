"""One document's records in the annotation format (docs/annotation-format.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.model.record import (
    BodyKind,
    Format,
    InstrumentKind,
    InstrumentStatus,
    Measure,
    Role,
    Strength,
    VisitClass,
)
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import DateBasis
from dragoman.web.api.schemas.dealings import ActCodes
from dragoman.web.api.schemas.shared import Code, Date, Id, Lang, Place, Shape, When


class FurtherPlace(Shape):
    start: int
    end: int


class Quoted(Shape):
    """The words of a record; ``also`` are further places of the same."""

    quote: str
    start: int
    end: int
    confidence: Annotated[float, Field(ge=0, le=1)]
    producer: str
    also: list[FurtherPlace]


class WrittenName(Shape):
    name: str
    role: Role | None
    party: Code | None
    parts: list[Part]
    written: str
    start: int
    end: int


class AnnotatedCount(Quoted):
    number: int


class Recurrence(Quoted):
    months: int
    written: str


class AnnotatedEvent(Quoted, When):
    type: EngagementKind
    realis: Realis
    cancelled: bool
    postponed: bool
    codes: ActCodes | None
    place: Place | None
    participants: list[WrittenName]
    parties: list[Code]
    main: bool
    initiator: Code | None
    host: Code | None
    format: Format | None
    visit_class: VisitClass | None
    topics: list[str]
    areas: list[str]
    body: str | None
    session: int | None
    instruments: list[str]
    counted: list[AnnotatedCount]
    recurrence: Annotated[Recurrence | None, Field(description="There where it is told.")] = None


class AnnotatedTerm(When):
    term_months: int | None
    renews: bool
    quote: str
    start: int
    end: int


class AnnotatedInstrument(Quoted, When):
    title: str
    kind: InstrumentKind
    status: InstrumentStatus | None
    parties: list[Code]
    areas: list[str]
    symbol: str | None
    aliases: list[str]
    expires: Annotated[AnnotatedTerm | None, Field(description="There where it is told.")] = None


class AnnotatedBody(Quoted):
    name: str
    kind: BodyKind
    session: int | None
    parties: list[Code]
    mandate: Annotated[list[str], Field(description="There where it is told.", default_factory=list)]
    recurrence: Annotated[Recurrence | None, Field(description="There where it is told.")] = None


class AnnotatedCommitment(Quoted):
    who: list[Code]
    what: str
    due: str | None
    strength: Strength
    areas: list[str]


class AnnotatedPosition(Quoted):
    who: str | None
    holder: str | None
    issue: str
    stance: str
    joint: bool
    label: str | None


class AnnotatedIndicator(Quoted):
    subject: str
    measure: Measure
    value: str | None
    unit: str | None
    scope: str | None
    period: Date | None
    parties: list[Code]


class Annotation(Shape):
    """The records of one document as they were read, before merging, as people put them right."""

    version: Literal[2]
    id: str
    lang: Lang
    url: str | None
    published: Date | None
    published_basis: DateBasis
    published_from: str | None
    title: str | None
    author: str | None
    pages: list[int]
    source: str | None
    origin: str
    document_id: Id
    events: list[AnnotatedEvent]
    instruments: list[AnnotatedInstrument]
    bodies: list[AnnotatedBody]
    commitments: list[AnnotatedCommitment]
    positions: list[AnnotatedPosition]
    indicators: list[AnnotatedIndicator]
    areas: list[str]
