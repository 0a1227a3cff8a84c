"""Records: what one document says. Each has evidence, and every quote is a span of its document."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.text import Document, EngagementKind, Part, Realis, Span
from dragoman.model.time import UNDATED, PartialDate, When

_PARTY_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}\Z")
_ISO3 = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of a document. Build it with :meth:`of`, which cuts the quote out of the document itself."""

    document_id: str
    span: Span
    quote: str
    producer: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise InvalidRecord("evidence without words")
        if len(self.quote) != len(self.span):
            raise InvalidRecord("a quote is as long as its span")
        if not 0.0 <= self.confidence <= 1.0:
            raise InvalidRecord(f"confidence {self.confidence} is outside 0 to 1")

    @classmethod
    def of(cls, document: Document, span: Span, producer: str, confidence: float = 1.0) -> Evidence:
        """The words of ``span``; raises InvalidRecord where the span is not in the document or blank."""
        if span.end > len(document.text):
            raise InvalidRecord(f"span {span.start}:{span.end} lies outside {document.origin}")
        return cls(
            document_id=document.id,
            span=span,
            quote=span.of(document.text),
            producer=producer,
            confidence=confidence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """That a person put a field of a record right; see ``model.correction``.

    ``was`` is what had been read, None where nothing had; ``evidence`` are words of the same document that
    bear the person out.
    """

    field: str
    by: str
    at: dt.datetime
    was: str | None = None
    evidence: Evidence | None = None


class PartyKind(StrEnum):
    STATE = "state"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Party:
    """A state (ISO 3166-1 alpha-3, XKX for Kosovo) or an organisation (its acronym)."""

    code: str
    kind: PartyKind = PartyKind.STATE

    def __post_init__(self) -> None:
        if not (_ISO3 if self.kind is PartyKind.STATE else _PARTY_CODE).match(self.code):
            raise InvalidRecord(f"not the code of a {self.kind.value}: {self.code!r}")

    def __str__(self) -> str:
        return self.code


class Role(StrEnum):
    """Canonical roles, in the words of the annotation format."""

    FOREIGN_MINISTER = "foreign minister"
    DEPUTY_FOREIGN_MINISTER = "deputy foreign minister"
    AMBASSADOR = "ambassador"
    HEAD_OF_STATE = "head of state"
    HEAD_OF_GOVERNMENT = "head of government"
    DEPUTY_PRIME_MINISTER = "deputy prime minister"
    MINISTER = "minister (other)"
    MONARCH = "king/queen"
    SPECIAL_ENVOY = "special envoy"
    SECRETARY_GENERAL = "secretary-general"
    SPOKESPERSON = "spokesperson"
    OFFICIAL = "official (other)"


class Level(StrEnum):
    """Level of representation, highest first."""

    HEAD_OF_STATE = "head of state"
    HEAD_OF_GOVERNMENT = "head of government"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy minister"
    AMBASSADOR = "ambassador"
    OFFICIAL = "official"


LEVEL_OF_ROLE: dict[Role, Level] = {
    Role.HEAD_OF_STATE: Level.HEAD_OF_STATE,
    Role.MONARCH: Level.HEAD_OF_STATE,
    Role.HEAD_OF_GOVERNMENT: Level.HEAD_OF_GOVERNMENT,
    Role.DEPUTY_PRIME_MINISTER: Level.MINISTER,
    Role.FOREIGN_MINISTER: Level.MINISTER,
    Role.MINISTER: Level.MINISTER,
    Role.SECRETARY_GENERAL: Level.MINISTER,
    Role.DEPUTY_FOREIGN_MINISTER: Level.DEPUTY_MINISTER,
    Role.SPECIAL_ENVOY: Level.DEPUTY_MINISTER,
    Role.AMBASSADOR: Level.AMBASSADOR,
    Role.SPOKESPERSON: Level.OFFICIAL,
    Role.OFFICIAL: Level.OFFICIAL,
}


class PartyBasis(StrEnum):
    """How it is known for whom a person acts, or that they hold an office; the surest first."""

    STATED = "stated"  # the document says so
    INFERRED = "inferred"  # the other of the two states that deal with each other in the document
    KNOWN = "known"  # from the gazetteer of office-holders, where the document does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as one document words it: role and party are None where they could not be told.

    ``basis`` says how the role is known; where it is not stated, ``written`` need not tell it.
    """

    written: str
    role: Role | None = None
    party: Party | None = None
    basis: PartyBasis = PartyBasis.STATED
    evidence: Evidence


_BARE = (Role.MINISTER, Role.OFFICIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in one document: every spelling, and every office given there.

    ``name`` is the usual Latin-script form as far as the document and its language pack tell it.
    """

    name: str
    lang: str
    spellings: tuple[str, ...]
    offices: tuple[Office, ...]
    party: Party | None
    party_basis: PartyBasis = PartyBasis.STATED
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "person")
        if not self.name.strip() or not self.spellings:
            raise InvalidRecord("a person has a name as written")
        _set_id(self, "per", self.spellings[0])

    @property
    def role(self) -> Role | None:
        """The role of the first office that says which: "minister" alone gives way to "minister of foreign
        affairs" further on."""
        roles = [office.role for office in self.offices if office.role is not None]
        return next((role for role in roles if role not in _BARE), roles[0] if roles else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part in an engagement. ``person_id`` is a Person of the same document."""

    person_id: str
    name: str
    role: Role | None = None
    party: Party | None = None
    parts: tuple[Part, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, a country, or both; the country is ISO 3166-1 alpha-3."""

    city: str | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        if self.city is None and self.country is None:
            raise InvalidRecord("a place is somewhere")
        if self.country is not None and not _ISO3.match(self.country):
            raise InvalidRecord(f"not an ISO 3166-1 alpha-3 code: {self.country!r}")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.city, self.country) if part)


class Format(StrEnum):
    BILATERAL = "bilateral"
    SIDELINES = "sidelines"
    VIDEO = "video"
    PHONE = "phone"


class VisitClass(StrEnum):
    STATE = "state"
    OFFICIAL = "official"
    WORKING = "working"
    PRIVATE = "private"
    TRANSIT = "transit"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedClaim:
    """A source counts: "the third time in seven months". ``number`` is 1 or more."""

    number: int
    written: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """How often a document says that something is held: every so many months, in these words."""

    months: int
    written: str
    evidence: Evidence

    def __post_init__(self) -> None:
        if not 1 <= self.months <= 600:
            raise InvalidRecord(f"nothing recurs every {self.months} months")
        _require_words(self.written, "how often something is held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A dealing between parties, or a public act by one.

    ``act`` names a row of gazetteer/acts.tsv, which has its CAMEO and PLOVER codes; None where the words tell
    of no act that these code. ``cancelled``: it had been planned, and the document says that it will not be
    (realis NEGATED); ``postponed``: that it will not be then, but at another time. ``recurrence`` is how
    often such engagements are said to be held ("annual consultations").
    """

    kind: EngagementKind
    realis: Realis
    when: When = UNDATED
    when_evidence: Evidence | None = None
    act: str | None = None
    place: Place | None = None
    place_evidence: Evidence | None = None
    participants: tuple[Participant, ...] = ()
    parties: tuple[Party, ...] = ()
    main: bool = False
    cancelled: bool = False
    postponed: bool = False
    initiator: Party | None = None
    host: Party | None = None
    format: Format | None = None
    visit_class: VisitClass | None = None
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    body: str | None = None
    session: int | None = None
    instruments: tuple[str, ...] = ()
    part_of: str | None = None
    counted: tuple[CountedClaim, ...] = ()
    recurrence: Recurrence | None = None
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "engagement")
        if self.postponed and not self.cancelled:
            raise InvalidRecord("what is postponed does not take place as planned")
        sides = ",".join(party.code for party in self.parties)
        _set_id(self, "eng", self.kind.value, self.realis.value, str(self.when.date or ""), sides)

    @property
    def level(self) -> Level | None:
        """The highest level at which both sides (or the only side) are represented."""
        by_party: dict[str, int] = {}
        order = list(Level)
        for person in self.participants:
            if person.role is not None:
                rank = order.index(LEVEL_OF_ROLE[person.role])
                side = person.party.code if person.party else person.person_id
                by_party[side] = min(rank, by_party.get(side, len(order)))
        return order[max(by_party.values())] if by_party else None


class InstrumentKind(StrEnum):
    AGREEMENT = "agreement"
    TREATY = "treaty"
    MOU = "mou"
    JOINT_STATEMENT = "joint statement"
    DECLARATION = "declaration"
    PROTOCOL = "protocol"
    ROADMAP = "roadmap"
    PROGRAMME = "programme"
    OTHER = "other"


class InstrumentStatus(StrEnum):
    SIGNED = "signed"
    CONCLUDED = "concluded"
    IN_FORCE = "in force"
    PLANNED = "planned"
    UPDATED = "updated"
    PROPOSED = "proposed"
    EXPIRED = "expired"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """An agreement, memorandum, statement or resolution, as one document speaks of it.

    ``symbol`` is the official number of a resolution ("S/RES/2510"), where the words give one. ``expires`` is
    the date to which it is meant to hold: stated, or worked out from ``term_months`` and ``when``. It
    ``renews`` where the words say that it goes on by itself past that date. ``expires_evidence`` are the
    words that say any of this.
    """

    title: str
    lang: str
    kind: InstrumentKind
    status: InstrumentStatus | None = None
    when: When = UNDATED
    parties: tuple[Party, ...] = ()
    areas: tuple[str, ...] = ()
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    expires: When = UNDATED
    expires_evidence: Evidence | None = None
    term_months: int | None = None
    renews: bool = False
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "instrument")
        _require_words(self.title, "an instrument's title")
        told = self.expires.date is not None or self.term_months is not None or self.renews
        if told and self.expires_evidence is None:
            raise InvalidRecord("the term of an instrument without its words")
        if self.term_months is not None and self.term_months < 1:
            raise InvalidRecord("a term is a month or more")
        _set_id(self, "ins", self.title, self.kind.value)


class BodyKind(StrEnum):
    JOINT_COMMISSION = "joint commission"
    COMMITTEE = "committee"
    WORKING_GROUP = "working group"
    FORUM = "forum"
    COUNCIL = "council"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A joint or multilateral body; ``session`` is the number of the session spoken of, and ``recurrence``
    how often it is said to meet.

    ``mandate`` are its tasks in the document's words, and ``mandate_evidence`` the places of these, one for
    each; empty where a person gave the tasks.
    """

    name: str
    lang: str
    kind: BodyKind
    session: int | None = None
    parties: tuple[Party, ...] = ()
    aliases: tuple[str, ...] = ()
    mandate: tuple[str, ...] = ()
    mandate_evidence: tuple[Evidence, ...] = ()
    recurrence: Recurrence | None = None
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "body")
        _require_words(self.name, "a body's name")
        if self.mandate_evidence and len(self.mandate_evidence) != len(self.mandate):
            raise InvalidRecord("every task of a body has its words")
        _set_id(self, "bod", self.name, self.kind.value, self.session)


class Strength(StrEnum):
    COMMITMENT = (
        "commitment"  # somebody can check it: an actor and an act, with a deadline, target or product
    )
    INTENT = "intent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What parties say they will do. ``what`` is the words that say it; ``due`` their deadline."""

    who: tuple[Party, ...]
    what: str
    strength: Strength
    due: When = UNDATED
    due_text: str | None = None
    areas: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "commitment")
        _require_words(self.what, "a commitment")
        _set_id(self, "com", self.what, [party.code for party in self.who])


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where somebody stands on an issue. ``holder`` is the person who said it, where one is named.

    ``issue`` is an id of the gazetteer or the document's words; ``label`` is the name that the source gives
    a disputed matter, in its own words.
    """

    who: Party | None
    holder: str | None = None
    issue: str
    stance: str
    joint: bool = False
    label: str | None = None
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "position")
        _require_words(self.issue, "a position's issue")
        if self.who is None and self.holder is None:
            raise InvalidRecord("a position has a holder")
        _set_id(self, "pos", self.who.code if self.who else self.holder, self.issue, self.stance)


class Measure(StrEnum):
    TRADE_RANK = "trade rank"
    TRADE_VOLUME = "trade volume"
    EXPORTS = "exports"
    IMPORTS = "imports"
    INVESTMENT = "investment"
    VISITORS = "visitors"
    STUDENTS = "students"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A figure or rank that a document claims. ``value`` is a decimal number as text, or None where the
    document only names goods (``unit`` then holds them)."""

    subject: str
    measure: Measure
    value: str | None = None
    unit: str | None = None
    scope: str | None = None
    period: PartialDate | None = None
    parties: tuple[Party, ...] = ()
    evidence: tuple[Evidence, ...]
    corrected: tuple[Corrected, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _require_evidence(self.evidence, "indicator")
        _require_words(self.subject, "an indicator's subject")
        _set_id(self, "ind", self.subject, self.measure.value, self.value, self.unit, self.scope)


Record = Engagement | Instrument | Body | Commitment | Position | Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one document says: its people, its records, its areas, and who it credits for the news.

    ``published`` is the document's date: its own, or one inferred from the text ("today, Tuesday 14 March").
    ``added`` are the ids of what a person found there and no machine: the producer of its words is who did.
    """

    document_id: str
    producer: str
    people: tuple[Person, ...] = ()
    records: tuple[Record, ...] = ()
    areas: tuple[str, ...] = ()
    attributions: tuple[Evidence, ...] = ()
    published: When = UNDATED
    added: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for evidence in quotes(self):
            if evidence.document_id != self.document_id:
                raise InvalidRecord(f"the reading of {self.document_id} quotes {evidence.document_id}")
        known = {person.id for person in self.people}
        for item in self.records:
            if isinstance(item, Engagement) and any(p.person_id not in known for p in item.participants):
                raise InvalidRecord(f"{item.id} has a participant who is not among the people")


def quotes(reading: Reading) -> list[Evidence]:
    """Every piece of evidence in a reading."""
    out: list[Evidence] = list(reading.attributions)
    for person in reading.people:
        out.extend(person.evidence)
        out.extend(office.evidence for office in person.offices)
        out.extend(c.evidence for c in person.corrected if c.evidence is not None)
    for record in reading.records:
        out.extend(record.evidence)
        out.extend(c.evidence for c in record.corrected if c.evidence is not None)
        if isinstance(record, Engagement | Body) and record.recurrence is not None:
            out.append(record.recurrence.evidence)
        if isinstance(record, Engagement):
            out.extend(p.evidence for p in record.participants)
            out.extend(c.evidence for c in record.counted)
            out.extend(e for e in (record.when_evidence, record.place_evidence) if e is not None)
        if isinstance(record, Body):
            out.extend(record.mandate_evidence)
        if isinstance(record, Instrument) and record.expires_evidence is not None:
            out.append(record.expires_evidence)
    return out


def _require_evidence(evidence: tuple[Evidence, ...], kind: str) -> None:
    if not evidence:
        raise InvalidRecord(f"a {kind} without evidence")


def _require_words(text: str, what: str) -> None:
    if not text.strip():
        raise InvalidRecord(f"{what} is empty")


def _set_id(record: Person | Record, prefix: str, *parts: object) -> None:
    """Ids hash the document, the place of the words and what was read there; not producer, not confidence.

    A corrected record keeps the id of what was read, so that decisions and references stay with it.
    """
    if record.corrected:
        if not record.id.startswith(f"{prefix}-"):
            raise InvalidRecord(f"a corrected {prefix} record keeps its id")
        return
    places = [[e.document_id, e.span.start, e.span.end] for e in record.evidence]
    identity = content_id(prefix, places, *parts)
    if record.id and record.id != identity:
        raise InvalidRecord(f"the id {record.id} does not belong to this content")
    object.__setattr__(record, "id", identity)
