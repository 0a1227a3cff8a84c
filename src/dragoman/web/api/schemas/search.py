"""What a search finds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dragoman.store.catalog import Kind
from dragoman.web.api.schemas.shared import Code, Date, Id, Lang, Shape


class Snippet(Shape):
    """Words of a document from ``start`` on; ``marks`` are what was found, from and to, in code points of
    ``text``."""

    text: str
    start: int
    marks: list[Annotated[list[int], Field(min_length=2, max_length=2)]]


class Hit(Shape):
    """A thing or document that answers, with the words in which it was found."""

    kind: Kind
    id: Id
    record: Id
    document_id: Id
    title: str
    type: str | None
    lang: Lang
    date: Date | None
    published: Date | None
    parties: list[Code]
    snippet: Snippet
    score: float


class HitsOfKind(Shape):
    """Hits of one kind; ``more``: there are others after these."""

    kind: Kind
    items: list[Hit]
    more: bool


class Found(Shape):
    """What was found, by kind. ``parties`` are those that the words of the question name."""

    query: str
    parties: list[Code]
    offset: int
    limit: int
    kinds: list[HitsOfKind]
