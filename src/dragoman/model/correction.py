"""What a person puts right in a reading: a field corrected, a record rejected. Appended, never in place.

The values of fields are kept as text, so that a correction can be logged, typed again and kept for ever:
dates as ``2021-03-17`` or ``2021-03-17/2021-03-19``, places as ``Rabat, MAR``, parties by their codes
(``MAR``; an organisation as ``org:LAS``), all else in the words of the model's enumerations.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from dragoman.errors import InvalidRecord
from dragoman.model.ids import content_id
from dragoman.model.judgement import MACHINE, utc
from dragoman.model.record import (
    BodyKind,
    Evidence,
    InstrumentKind,
    InstrumentStatus,
    Party,
    PartyKind,
    Person,
    Place,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import EngagementKind, Realis, Span
from dragoman.model.time import PartialDate

_ORGANISATION = "org:"
_NUMBER = re.compile(r"[1-9]\d{0,3}\Z")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?\Z")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_ISO3 = re.compile(r"[A-Z]{3}\Z")
_PERSON = re.compile(r"per-[0-9a-f]{20}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """That ``field`` of one record is ``value``, whatever was read; None where the document gives none.

    ``support`` are the words that bear it out, where there are any. The latest live correction of a field
    counts. Which fields there are, and what they take, says ``FIELDS``. Moments are kept in UTC.
    """

    record: str
    field: str
    value: str | None
    author: str
    made_at: dt.datetime
    support: Evidence | None = None
    reason: str = ""
    retracted_at: dt.datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        check_value(self.record, self.field, self.value)
        made = _made(self)
        words = (
            (self.support.document_id, self.support.span.start, self.support.span.end) if self.support else ()
        )
        _identify(self, content_id("cor", self.record, self.field, self.value, self.author, made, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """That a document does not say what a record holds, or does not name such a person."""

    record: str
    author: str
    made_at: dt.datetime
    reason: str = ""
    retracted_at: dt.datetime | None = None
    id: str = ""

    def __post_init__(self) -> None:
        kind_of(self.record)
        made = _made(self)
        _identify(self, content_id("rej", self.record, self.author, made))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Where the record stood that a decision is about, so that it is found again after a newer reading."""

    id: str
    document_id: str
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise InvalidRecord(f"{self.id} stands nowhere")

    @classmethod
    def of(cls, item: Person | Record) -> Subject:
        """The places of a record's words."""
        spans = tuple(evidence.span for evidence in item.evidence)
        return cls(id=item.id, document_id=item.evidence[0].document_id, spans=spans)


def _made(decision: Correction | Rejection) -> str:
    """The moment of a decision in UTC, as it enters its id; raises InvalidRecord where nobody made it."""
    if not decision.author.strip() or decision.author == MACHINE:
        raise InvalidRecord("a decision is a person's, and names who made it")
    made = utc(decision.made_at)
    object.__setattr__(decision, "made_at", made)
    if decision.retracted_at is not None:
        object.__setattr__(decision, "retracted_at", utc(decision.retracted_at))
    return made.isoformat()


def _identify(decision: Correction | Rejection, identity: str) -> None:
    if decision.id and decision.id != identity:
        raise InvalidRecord(f"the id {decision.id} does not belong to this decision")
    object.__setattr__(decision, "id", identity)


# --- what the text of a value says ------------------------------------------------------------------------


def parse_dates(text: str) -> tuple[PartialDate, PartialDate | None]:
    """``2021-03-17``, ``2021-03``, ``2021``, or a range of two with a slash."""
    first, slash, last = text.partition("/")
    begin, end = PartialDate.parse(first), PartialDate.parse(last) if slash else None
    if end is not None and end.last < begin.first:
        raise InvalidRecord(f"{text}: a range ends before it begins")
    return begin, end


def parse_place(text: str) -> Place:
    """``Rabat, MAR``, ``MAR``, or a city alone."""
    city, comma, country = text.rpartition(", ")
    if comma:
        return Place(city=_words(city), country=country)
    return Place(country=text) if _ISO3.match(text) else Place(city=_words(text))


def party_text(party: Party) -> str:
    """A party as the value of a field."""
    return party.code if party.kind is PartyKind.STATE else _ORGANISATION + party.code


def parse_party(text: str) -> Party:
    """``MAR``, or an organisation: ``org:LAS``."""
    if text.startswith(_ORGANISATION):
        return Party(code=text.removeprefix(_ORGANISATION), kind=PartyKind.ORGANISATION)
    return Party(code=text)


def parties_text(parties: Iterable[Party]) -> str:
    """Parties as the value of a field."""
    return " ".join(party_text(party) for party in sorted(set(parties)))


def parse_parties(text: str) -> tuple[Party, ...]:
    """Codes with spaces between them, each once, in order."""
    parties = tuple(sorted({parse_party(code) for code in text.split()}))
    if not parties:
        raise InvalidRecord("no party is named")
    return parties


def parse_number(text: str) -> int:
    """The number of a session."""
    if not _NUMBER.match(text):
        raise InvalidRecord(f"not the number of a session: {text!r}")
    return int(text)


def parse_flag(text: str) -> bool:
    """``yes`` or ``no``."""
    if text not in ("yes", "no"):
        raise InvalidRecord(f"neither yes nor no: {text!r}")
    return text == "yes"


def _words(text: str) -> str:
    if not text.strip() or text != text.strip() or _CONTROL.search(text):
        raise InvalidRecord(f"not words on one line: {text!r}")
    return text


def _decimal(text: str) -> str:
    if not _DECIMAL.match(text):
        raise InvalidRecord(f"not a decimal number: {text!r}")
    return text


def _one_of(words: Iterable[str], text: str) -> str:
    known = tuple(words)
    if text not in known:
        raise InvalidRecord(f"{text!r} is none of {', '.join(known)}")
    return text


@dataclass(frozen=True, slots=True)
class Field:
    """What a field takes: ``check`` raises InvalidRecord on a text that is no value of it. ``optional``
    fields may be None, which is that the document does not say. Of ``each`` participant there is one, as in
    ``role:per-…``."""

    check: Callable[[str], object]
    optional: bool = False
    each: bool = False


_DATE = Field(parse_dates, optional=True)
_PARTY = Field(parse_party, optional=True)
_ROLE = partial(_one_of, tuple(Role))

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "eng": {
        "kind": Field(partial(_one_of, tuple(EngagementKind))),
        "realis": Field(partial(_one_of, tuple(Realis))),
        "date": _DATE,
        "place": Field(parse_place, optional=True),
        "parties": Field(parse_parties, optional=True),
        "role": Field(_ROLE, optional=True, each=True),
        "party": Field(parse_party, optional=True, each=True),
        "part_of": Field(_words, optional=True),
        "body": Field(_words, optional=True),
        "session": Field(parse_number, optional=True),
    },
    "per": {"name": Field(_words), "party": _PARTY, "role": Field(_ROLE, optional=True)},
    "ins": {
        "title": Field(_words),
        "kind": Field(partial(_one_of, tuple(InstrumentKind))),
        "status": Field(partial(_one_of, tuple(InstrumentStatus)), optional=True),
        "date": _DATE,
        "parties": Field(parse_parties, optional=True),
        "symbol": Field(_words, optional=True),
    },
    "bod": {
        "name": Field(_words),
        "kind": Field(partial(_one_of, tuple(BodyKind))),
        "parties": Field(parse_parties, optional=True),
        "session": Field(parse_number, optional=True),
    },
    "com": {
        "who": Field(parse_parties),
        "due": _DATE,
        "strength": Field(partial(_one_of, tuple(Strength))),
    },
    "pos": {"who": Field(parse_party), "issue": Field(_words), "joint": Field(parse_flag)},
    "ind": {"value": Field(_decimal, optional=True)},
}
KINDS: Mapping[str, str] = {
    "eng": "engagement",
    "per": "person",
    "ins": "instrument",
    "bod": "body",
    "com": "commitment",
    "pos": "position",
    "ind": "indicator",
}


def kind_of(record: str) -> str:
    """The kind that an id tells; raises InvalidRecord where it is the id of no record or person."""
    kind = KINDS.get(record.partition("-")[0])
    if kind is None:
        raise InvalidRecord(f"{record!r} is not the id of a record or person")
    return kind


def field_of(record: str, name: str) -> Field:
    """The field of a record by its name; raises InvalidRecord, with all names, where there is none."""
    kind, fields = kind_of(record), FIELDS[record.partition("-")[0]]
    base, colon, whose = name.partition(":")
    field = fields.get(base)
    if field is None:
        names = (f"{name}:PERSON" if known.each else name for name, known in fields.items())
        raise InvalidRecord(f"the {kind} has no field {name!r} to correct; it has {', '.join(names)}")
    if field.each and not _PERSON.match(whose):
        raise InvalidRecord(f"whose {base}? Write {base}:per-…, with the id of a participant")
    if not field.each and colon:
        raise InvalidRecord(f"there is one {base}: write {base!r}, not {name!r}")
    return field


def check_value(record: str, name: str, value: str | None) -> None:
    """Raises InvalidRecord where a field of this record cannot have this value."""
    field = field_of(record, name)
    if value is None:
        if not field.optional:
            raise InvalidRecord(f"{name}: a value is wanted")
        return
    try:
        field.check(value)
    except InvalidRecord as error:
        raise InvalidRecord(f"{name}: {error}") from error
