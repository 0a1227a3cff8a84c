"""Who follows whom: two or more reports beside each other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.desk.lineage_rows import Change as PassageChange
from dragoman.desk.lineage_rows import DifferenceKind, OriginKind, Relation
from dragoman.desk.passages import FactKind
from dragoman.model.outlet import SourceKind
from dragoman.model.record import PartyBasis
from dragoman.model.time import DateBasis
from dragoman.web.api.schemas.shared import Date, Id, Lang, Shape


class Passage(Shape):
    document_id: Id
    lang: Lang
    quote: str
    page: int | None
    start: int
    end: int


class CreditGiven(Shape):
    """Whom a document names as its source."""

    kind: OriginKind
    written: str
    name: str | None
    party: str | None
    party_basis: PartyBasis | None
    documents: list[Id]
    words: list[Passage]


class ComparedDocument(Shape):
    id: Id
    source: str
    source_country: str | None
    source_kind: SourceKind | None
    title: str | None
    origin: str
    url: str | None
    lang: Lang
    published: Date | None
    published_basis: DateBasis
    retrieved: str | None
    voice: Id
    kin: str | None
    passages: int
    chain: list[Id]
    credits: list[CreditGiven]


class Hint(Shape):
    reason: str
    text: str
    weight: float


class Fact(Shape):
    kind: FactKind
    value: str


class DifferenceSide(Shape):
    values: list[str]
    words: list[str]


class Difference(Shape):
    kind: DifferenceKind
    subject: str | None
    agree: bool
    first: DifferenceSide
    second: DifferenceSide


class PassagePair(Shape):
    """Passages of both side by side, and what became of them from the first to the second."""

    change: PassageChange
    first: list[Passage]
    second: list[Passage]
    score: float | None
    moved: bool
    repeats: int
    facts: list[Fact]
    differences: list[Difference]


class OnlyIn(Shape):
    in_: Annotated[Literal["first", "second"], Field(alias="in")]
    kind: FactKind
    text: str
    words: list[Passage]


class IssueLabels(Shape):
    issue: str
    name: str
    first: list[str]
    second: list[str]
    words: list[Passage]


class Pairing(Shape):
    first: Id
    second: Id
    relation: Relation
    same_news: bool | None
    follows: Id | None
    hints: list[Hint]
    shared: Annotated[list[float], Field(min_length=2, max_length=2)]
    copied: Annotated[list[float], Field(min_length=2, max_length=2)]
    judged: str | None
    judged_score: float | None
    passages: list[PassagePair]
    only: list[OnlyIn]
    labels: list[IssueLabels]


class DisputeSide(Shape):
    document_id: Id
    credits: list[CreditGiven]


class CreditDispute(Shape):
    sides: list[DisputeSide]


class Lineage(Shape):
    """Who follows whom: what each document adds, drops and rewords, and whom it credits."""

    version: Literal[1]
    voices: int
    documents: list[ComparedDocument]
    pairs: list[Pairing]
    credit_disputes: list[CreditDispute]
    remarks: list[str]
