"""What a catalogue tells: which documents, dealings and things a ledger has, and what waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from dragoman.model.judgement import Matter
from dragoman.model.record import Party
from dragoman.model.text import Realis

T = TypeVar("T")


class Kind(StrEnum):
    """What a thing of the ledger is."""

    ENGAGEMENT = "engagement"
    INSTRUMENT = "instrument"
    BODY = "body"
    COMMITMENT = "commitment"
    POSITION = "position"
    INDICATOR = "indicator"
    PERSON = "person"
    DOCUMENT = "document"


DEALINGS = (Kind.ENGAGEMENT, Kind.INSTRUMENT, Kind.BODY, Kind.COMMITMENT)
"""The kinds that are a dealing between parties where two have a part in one."""


class PairOrder(StrEnum):
    LATEST = "latest"  # the pair of which a document told last comes first
    DOCUMENTS = "documents"  # the pair of which most documents tell


class EntryOrder(StrEnum):
    EVENT = "event"  # by its own date, the newest first, undated ones last
    REPORT = "report"  # by the last document that tells of it, the newest first
    COMING = "coming"  # by its own date, the soonest first; undated ones are left out
    DUE = "due"  # by the deadline, the soonest first; those without one are left out
    DOCUMENTS = "documents"  # what most documents tell of first


class DocumentOrder(StrEnum):
    PUBLISHED = "published"  # the newest first, undated ones last
    RETRIEVED = "retrieved"  # what was had last first


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some rows of a list from ``offset`` on, and how many the whole list has. It iterates over its rows."""

    rows: tuple[T, ...]
    total: int
    offset: int = 0

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_more(self) -> bool:
        """Whether the list goes on after these."""
        return self.offset + len(self.rows) < self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many documents there are, and when the last was had (None where no document says)."""

    documents: int
    last_read: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two parties (left < right) with the number of documents that tell of a dealing of both, and the first
    and the last day on which one of these was published."""

    left: Party
    right: Party
    documents: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party with the number of documents that tell anything of it, and their first and last day."""

    party: Party
    documents: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The thing that an id names: its id in the whole ledger, and what it is."""

    id: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing of the ledger, in one line.

    ``type`` is the kind of engagement, instrument or body, a commitment's strength, a figure's measure.
    ``name`` is a person's name, a title, the words of a commitment, what a position says; None for an
    engagement. ``parties`` are those that any of its records names. ``first`` and ``last`` are the days that
    it can be dated to, ``due`` the last day of a deadline, ``told_first`` and ``told_last`` the days on which
    the first and the last of its ``documents`` were published. ``record`` of ``document`` is a record of it.
    Names and dates are those of its records as people put them right; the ledger weighs them by voices.
    """

    id: str
    kind: Kind
    type: str | None
    name: str | None
    parties: tuple[Party, ...]
    first: dt.date | None
    last: dt.date | None
    due: dt.date | None
    realis: Realis | None
    main: bool
    documents: int
    told_first: dt.date | None
    told_last: dt.date | None
    record: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in one line. ``first`` and ``last`` are the days on which it may have been published;
    ``voice`` is the document whose copy or translation it is, or itself."""

    id: str
    title: str | None
    source: str | None
    lang: str
    first: dt.date | None
    last: dt.date | None
    retrieved: dt.datetime | None
    voice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMerge:
    """Two records (or documents) of which it is open whether they are one thing; ``why`` as in a question of
    the review: ``score`` in the middle band, ``contradiction``, ``rival`` or ``vague``. ``left_home`` and
    ``right_home`` are the ids of their things."""

    matter: Matter
    left: str
    right: str
    left_home: str
    right_home: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A record that the machine is not sure of, with the least confidence of its words."""

    record: str
    document: str
    home: str
    kind: Kind
    main: bool
    confidence: float


class Catalog(Protocol):
    """What is where, on a ledger of any size. Every answer is of all that is kept when it is asked: what was
    read or decided since the last merge is merged first.

    Parties of a thing are those that its documents name, in the thing or as the side of somebody who takes
    part. Lists without a ``limit`` are whole.
    """

    def size(self) -> Size:
        """How many documents there are."""
        ...

    def pairs(
        self,
        party: Party | None = None,
        *,
        order: PairOrder = PairOrder.LATEST,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[PairRow]:
        """Pairs of parties that deal with each other; all, or those of one party."""
        ...

    def parties(self) -> tuple[PartyRow, ...]:
        """Every party that a document tells of, by code."""
        ...

    def telling(
        self,
        parties: Collection[Party],
        kinds: Collection[Kind] = (),
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[str]:
        """The documents that tell of one thing in which all these parties have a part, newest first.

        For several parties that is a dealing, unless ``kinds`` says otherwise, for one party anything.
        """
        ...

    def home(self, identity: str) -> Home | None:
        """The thing that an id names, or the beginning of one, of eight or more characters; None where there
        is none, or several."""
        ...

    def homes(self, identities: Collection[str]) -> dict[str, Home]:
        """The things that these whole ids name, by id; those that name nothing are left out."""
        ...

    def holders(self, records: Collection[str]) -> dict[str, str]:
        """The documents of these records and people, by the record; those that are not there are left out."""
        ...

    def records(self, things: Collection[str]) -> dict[str, int]:
        """How many records are each of these things; those that are not there are left out."""
        ...

    def bearing(self, identity: str, *, limit: int | None = None, offset: int = 0) -> Page[str]:
        """The documents that bear the thing of an id, newest first: of a document, its copies and
        translations with itself. None where nothing has the id."""
        ...

    def entries(
        self,
        kinds: Collection[Kind] = (Kind.ENGAGEMENT,),
        *,
        parties: Collection[Party] = (),
        types: Collection[str] = (),
        realis: Collection[Realis] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: EntryOrder = EntryOrder.EVENT,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Entry]:
        """Things of these kinds in which all the parties have a part, one row for each.

        ``since`` and ``until`` bound what the order goes by: the event's date, the last report's, the
        deadline. A date that is known by month or year counts as within where it can be.
        """
        ...

    def register(
        self,
        kind: Kind,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Entry]:
        """People, bodies or instruments in which all the parties have a part; what most documents tell of
        first."""
        ...

    def documents(
        self,
        *,
        parties: Collection[Party] = (),
        lang: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        order: DocumentOrder = DocumentOrder.PUBLISHED,
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[DocumentRow]:
        """Documents that may have been published within the bounds; with ``parties``, as ``telling``."""
        ...

    def named(self, documents: Collection[str]) -> dict[str, DocumentRow]:
        """The rows of these documents, by id."""
        ...

    def waiting(
        self,
        matter: Matter,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[OpenMerge]:
        """Merges that nobody has decided, one question for each two things, the best score first.

        The questions are those of ``dragoman.review.questions`` on the whole ledger. With ``parties``, those
        of things that have to do with all of them, as far as that is known.
        """
        ...

    def doubtful(
        self,
        below: float,
        *,
        parties: Collection[Party] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Doubt]:
        """Records with words of less confidence that nobody put right, or confirmed as they are: main
        engagements first, then the least sure."""
        ...

    def undated(
        self, *, parties: Collection[Party] = (), limit: int | None = None, offset: int = 0
    ) -> Page[Entry]:
        """Engagements that are a document's news and that no record dates, the last told first; those that
        people confirmed as they are in every such document are left out."""
        ...
