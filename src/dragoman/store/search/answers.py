"""What a search gives: hits by kind, each with the words in which it was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from dragoman.model.record import Party
from dragoman.store.catalog import Kind

KINDS = (
    Kind.PERSON,
    Kind.BODY,
    Kind.INSTRUMENT,
    Kind.ENGAGEMENT,
    Kind.COMMITMENT,
    Kind.POSITION,
    Kind.INDICATOR,
    Kind.DOCUMENT,
)
"""The kinds that can be asked for, in the order in which they are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Words of a document. ``start`` is their place in its text, and ``marks`` are what was found: from and
    to (exclusive), in code points of ``text``."""

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing of the ledger, or a document, that answers.

    ``id`` is that of the thing in the whole ledger, ``record`` the one of ``document_id`` that has the words
    (for a document both are its own id). ``title`` is a name, a title, the words of a commitment, the issue
    of a position, who took part in an engagement; ``type`` the kind of engagement, instrument or body, a
    person's role, a commitment's strength, a figure's measure. ``date`` is the thing's own (YYYY, YYYY-MM or
    YYYY-MM-DD), ``published`` the day of the document, as far as they are known. ``lang`` is the document's.
    ``score`` tells, from 0 to 1, how well it answers.
    """

    kind: Kind
    id: str
    record: str
    document_id: str
    title: str
    type: str | None
    lang: str
    date: str | None
    published: str | None
    parties: tuple[Party, ...]
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The answer of one kind. ``has_more``: the next page has some too."""

    kind: Kind
    hits: tuple[Hit, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer: hits of every kind asked for, in the order of ``KINDS``, kinds without any included.

    ``parties`` are those that the words of the question name.
    """

    query: str
    parties: tuple[Party, ...]
    kinds: tuple[Hits, ...]

    def of(self, kind: Kind) -> Hits:
        """The hits of a kind; none where it was not asked for."""
        return next((one for one in self.kinds if one.kind is kind), Hits(kind=kind, hits=()))

    @property
    def is_empty(self) -> bool:
        return not any(one.hits for one in self.kinds)


class Finder(Protocol):
    """Search over documents, quotes, records and names, in every language and script.

    All words must be found, in any order and by how they begin; words in quotation marks as they stand. A
    name is found in every script and in spellings like it, and a party in every language.
    """

    def find(
        self,
        query: str,
        *,
        kinds: Collection[Kind] = (),
        parties: Collection[Party] = (),
        lang: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """What answers: of each kind (all, or those given) the hits from ``offset`` on, at most ``limit``.

        People come best name first. Documents that have the words in the title, or at the beginning where
        they have none, come before others, and the newest first; records the newest first. ``parties`` all
        have a part in a hit, ``lang`` is the language of its document, and ``since`` and ``until`` bound the
        day of publication; what has no day is then left out.

        Raises QueryError where the question is too long, or where the bounds are no bounds.
        """
        ...
