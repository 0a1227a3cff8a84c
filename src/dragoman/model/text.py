"""Documents and places in them. Offsets are code points into one immutable text, half-open."""

from __future__ import annotations

import datetime as dt
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.time import DateBasis, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Code points ``start`` to ``end`` (exclusive) of a document's text; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidRecord(f"empty or negative span {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published a document: an outlet or ministry by the name given, and its address."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One way in which a text was had: from where, and what was said there about it.

    ``origin`` is the path or address as read, ``name`` the file's name or the record's own id.
    ``published_from`` says where the publication date was found, in words for people ("meta
    article:published_time"). ``retrieved`` is when a web server gave it for the first time, and ``seen`` when
    for the last, where that is known.
    """

    origin: str
    name: str
    title: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    published_basis: DateBasis = DateBasis.UNKNOWN
    published_from: str | None = None
    source: Source = Source()
    retrieved: dt.datetime | None = None
    seen: dt.datetime | None = None

    def rank(self) -> tuple[object, ...]:
        """Orders the copies of one text: first those that state when, most exactly and earliest, then those
        that say who and under which title; the origin decides the rest."""
        return (
            _SUREST_FIRST.index(self.published_basis),
            -len(str(self.published or "")),
            str(self.published or ""),
            self.source.name is None,
            self.source.url is None,
            self.title is None,
            self.source.name or "",
            self.source.url or "",
            self.title or "",
            self.origin,
        )


_SUREST_FIRST = (
    DateBasis.STATED,
    DateBasis.RELATIVE,
    DateBasis.INFERRED,
    DateBasis.PUBLICATION,
    DateBasis.UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text, read once and never changed.

    ``text`` is the whole text as decoded; ``prose`` is the part of it to be read (a header that gives the
    date, or front matter, lies before it). ``masked`` is the text with markup blanked out, character for
    character, so that offsets hold in both. ``pages`` are the offsets at which the pages of a paginated
    original begin, the first of them 0; empty where there are none. The other fields are those of the copy
    that was read, see ``Copy``; none of them is part of the identity: the same words, however they are
    spaced, are one document with several copies.
    """

    text: str
    lang: str
    origin: str
    name: str
    title: str | None = None
    published: PartialDate | None = None
    published_basis: DateBasis = DateBasis.UNKNOWN
    published_from: str | None = None
    author: str | None = None
    source: Source = Source()
    retrieved: dt.datetime | None = None
    prose: Span | None = None
    masked: str = ""
    pages: tuple[int, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidRecord(f"{self.origin}: the document has no text")
        if (self.published is None) != (self.published_basis is DateBasis.UNKNOWN):
            raise InvalidRecord(f"{self.origin}: a publication date needs a basis")
        if self.prose is None:
            object.__setattr__(self, "prose", Span(start=0, end=len(self.text)))
        if not self.masked:
            object.__setattr__(self, "masked", self.text)
        if len(self.masked) != len(self.text):
            raise InvalidRecord(f"{self.origin}: masked text must be as long as the text")
        if self.pages and (self.pages[0] != 0 or any(a > b for a, b in pairwise(self.pages))):
            raise InvalidRecord(f"{self.origin}: pages begin at 0 and follow one another")
        identity = text_id(self.text)
        if self.id and self.id != identity:
            raise InvalidRecord(f"{self.origin}: the id does not belong to this content")
        object.__setattr__(self, "id", identity)

    @property
    def copy(self) -> Copy:
        """What is known of the copy that was read."""
        had = {field.name: getattr(self, field.name) for field in fields(Copy) if field.name != "seen"}
        return Copy(**had, seen=self.retrieved)

    def page_of(self, offset: int) -> int | None:
        """The number of the page, from 1, that this offset stands on; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


def text_id(text: str) -> str:
    """The id of a text: of its words in their order, however they are spaced and composed."""
    return content_id("doc", " ".join(unicodedata.normalize("NFC", text).split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document, in reading order.

    ``paragraph`` counts from 0. ``repeat_of`` is the number of the sentence that says the same, word for
    word, earlier in the document (a paragraph printed twice), or None.
    """

    span: Span
    paragraph: int
    lang: str
    repeat_of: int | None = None


class Label(StrEnum):
    """What a mention is: the labels of the tagger."""

    PERSON = "PER"
    OFFICE = "OFF"
    REFERENCE = "REF"  # stands for a person or side already named
    PARTY = "GPE"  # a state, its demonym, or a capital that stands for its government
    ORGANISATION = "ORG"
    PLACE = "LOC"
    DATE = "DATE"
    BODY = "BODY"
    INSTRUMENT = "INS"
    EVENT = "EVT"


class Realis(StrEnum):
    """Whether it happened, as the document tells it."""

    ACTUAL = "actual"
    PLANNED = "planned"
    PAST_BACKGROUND = "past_background"  # an older event told as background to the news
    NEGATED = "negated"  # denied, cancelled or called off


class LinkKind(StrEnum):
    """A relation between two mentions of one document, from left to right."""

    ACTOR = "actor"  # event -> who takes part
    PLACE = "place"
    DATE = "date"
    INSTRUMENT = "instrument"
    BODY = "body"
    OFFICE = "office"  # person -> office
    PARTY = "party"  # person, office, body, instrument -> state or organisation
    IS = "is"  # reference -> whom it stands for
    SAME = "same"  # event -> event told again
    PART = "part"  # event -> larger event (a meeting -> the visit)


class Part(StrEnum):
    """The part that an actor has in an event, where the text says it."""

    HOST = "host"
    GUEST = "guest"
    INITIATOR = "initiator"
    ADDRESSEE = "addressee"


class EngagementKind(StrEnum):
    """Kinds of engagement and public act."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    COMMISSION_SESSION = "commission_session"
    CONSULTATIONS = "consultations"
    SIGNING = "signing"
    MESSAGE = "message"
    SUMMIT = "summit"
    STATEMENT = "statement"
    CONDEMNATION = "condemnation"
    REQUEST = "request"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """What the tagger thinks of an event: probabilities from 0 to 1."""

    main: float = 0.0
    position: float = 0.0
    commitment: float = 0.0
    intent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A run of words with a label. ``event`` and ``realis`` are set exactly for label EVENT."""

    span: Span
    label: Label
    confidence: float
    event: EngagementKind | None = None
    realis: Realis | None = None
    scores: EventScores | None = None

    def __post_init__(self) -> None:
        if (self.label is Label.EVENT) != (self.event is not None and self.realis is not None):
            raise InvalidRecord("an event mention, and no other, has a kind and a realis")
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidRecord(f"confidence {self.confidence} is outside 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation proposed between mentions ``left`` and ``right`` (indices into a Markup).

    ``parts`` is empty except on links of kind ACTOR.
    """

    kind: LinkKind
    left: int
    right: int
    score: float
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What detection found in one document: mentions in text order and the links between them."""

    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        count = len(self.mentions)
        if any(not (0 <= link.left < count and 0 <= link.right < count) for link in self.links):
            raise InvalidRecord("a link points outside the mentions")
