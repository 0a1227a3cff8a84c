"""What is in a ledger, a line for each: parties, pairs, things, documents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dragoman.model.outlet import SourceKind
from dragoman.model.record import PartyKind
from dragoman.model.text import Realis
from dragoman.model.time import DateBasis
from dragoman.store.catalog import Kind
from dragoman.web.api.schemas.annotations import Annotation
from dragoman.web.api.schemas.shared import (
    Code,
    Coverage,
    Date,
    Day,
    Id,
    Lang,
    Moment,
    NamedParty,
    Shape,
)


class LedgerTold(Shape):
    """The ledger that is served. ``revision`` changes with every write that an answer may depend on."""

    program: str
    api: str
    revision: str
    documents: int
    last_read: Moment | None


class PartyTold(Shape):
    """A party with the number of documents that tell anything of it, and their first and last day."""

    code: Code
    kind: PartyKind
    name: str
    documents: int
    first: Day | None
    last: Day | None


class PairTold(Shape):
    """Two parties with the number of documents that tell of a dealing of both."""

    left: NamedParty
    right: NamedParty
    documents: int
    first: Day | None
    last: Day | None


class PairCounts(Shape):
    engagements: int
    instruments: int
    bodies: int
    commitments: int
    disagreements: int


class Pair(PairTold):
    """A pair, how much is known of it, and what that rests on."""

    counts: PairCounts
    coverage: Coverage


class Thing(Shape):
    """A thing of the ledger in one line: its address under its kind has all of it.

    ``name`` is a person's name, a title, the words of a commitment, what a position says; null for an
    engagement. ``first`` and ``last`` are the days that it can be dated to, ``due`` the last day of a
    deadline, ``told_first`` and ``told_last`` when the first and last of its documents were published.
    """

    id: Id
    kind: Kind
    type: str | None
    name: str | None
    parties: list[Code]
    first: Day | None
    last: Day | None
    due: Day | None
    realis: Realis | None
    main: bool
    documents: int
    told_first: Day | None
    told_last: Day | None


class DocumentTold(Shape):
    """A document in one line; ``voice`` is the document whose copy or translation it is, or itself."""

    id: Id
    title: str | None
    source: str | None
    lang: Lang
    first: Day | None
    last: Day | None
    retrieved: Moment | None
    voice: Id


class SourceTold(Shape):
    name: str | None
    country: str | None
    kind: SourceKind | None
    url: str | None


class Copy(Shape):
    origin: str
    title: str | None
    published: Date | None
    published_from: str | None
    source: str | None
    url: str | None
    retrieved: Moment | None
    seen: Moment | None


class Document(Shape):
    """A document with its text and its records. Offsets are code points into ``text``."""

    id: Id
    title: str | None
    author: str | None
    lang: Lang
    published: Date | None
    published_basis: DateBasis
    published_from: str | None
    source: SourceTold
    pages: int | None
    characters: int
    voice: Id
    version: int
    versions: list[Id]
    current: bool
    origin: str
    copies: list[Copy]
    text: str
    annotation: Annotated[Annotation, Field(description="The records, each with its words.")]
