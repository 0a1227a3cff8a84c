"""A record that the machine missed, as a person gives it -> Addition.

What can be given of each kind are the fields that can be corrected, and a few that are words of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dragoman.errors import InvalidRecord, ReviewError
from dragoman.merge.added import standing
from dragoman.model.addition import Addition
from dragoman.model.correction import (
    FIELDS,
    KINDS,
    parse_dates,
    parse_flag,
    parse_number,
    parse_parties,
    parse_party,
    parse_place,
)
from dragoman.model.record import (
    Body,
    BodyKind,
    Commitment,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Measure,
    Office,
    Participant,
    Party,
    Person,
    Position,
    Record,
    Role,
    Strength,
)
from dragoman.model.text import Document, EngagementKind, Realis
from dragoman.model.time import UNDATED, DateBasis, When
from dragoman.review.decide import Act
from dragoman.review.things import Things
from dragoman.review.values import value_text
from dragoman.review.wording import Wording, words_of

PREFIXES: Mapping[str, str] = {kind: prefix for prefix, kind in KINDS.items()}
_PLAIN: Mapping[str, tuple[str, ...]] = {  # in words of the text or of the desk, on one line
    "com": ("what",),
    "pos": ("stance", "holder", "label"),
    "ind": ("subject", "measure", "unit", "scope"),
}
_NOT_GIVEN = frozenset({"part_of"})  # is said of what is there
NEEDED: Mapping[str, tuple[str, ...]] = {
    "engagement": ("kind",),
    "person": (),
    "instrument": ("kind",),
    "body": ("kind",),
    "commitment": ("who",),
    "position": ("issue",),
    "indicator": ("subject", "measure"),
}
GIVEN: Mapping[str, tuple[str, ...]] = {
    kind: (
        *(name for name, one in FIELDS[prefix].items() if not one.each and name not in _NOT_GIVEN),
        *(("parties",) if kind == "indicator" else ()),
        *_PLAIN.get(prefix, ()),
    )
    for kind, prefix in PREFIXES.items()
}
"""By kind the names of what can be given of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPerson:
    """Who takes part: somebody of the document by an id, or whoever stands at these words, or else somebody
    new. What is left out is as it is known of them."""

    id: str | None = None
    words: Wording | None = None
    name: str | None = None
    role: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A record as a person gives it: the kind, the words that tell of it, and values by field."""

    kind: str
    words: Sequence[Wording]
    values: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[GivenPerson] = ()


def add(
    things: Things, document_id: str, given: Given, act: Act, *, find_party: Callable[[str], Party]
) -> Addition:
    """The addition of a record to a document; raises ReviewError where what is given makes none.

    A title, a name, or what somebody promises or holds is in the words chosen, unless it is given.
    """
    document = things.ledger.documents.get(document_id)
    if document is None:
        raise ReviewError(f"{document_id!r}: there is no such document in this ledger")
    values = _values(given, find_party)
    evidence = tuple(words_of(document, wording, act.author) for wording in given.words)
    if not evidence:
        raise ReviewError(f"say which words of {document.name} tell of it")
    try:
        item, people = _Maker(things, document, values, evidence, act, find_party).make(given)
        found = Addition(item=item, people=people, author=act.author, made_at=act.at, reason=act.reason)
    except InvalidRecord as error:
        raise ReviewError(str(error)) from error
    if found.record in things.items:
        raise ReviewError(f"{found.record}: the ledger has this record, with these words and values")
    return found


def _values(given: Given, find_party: Callable[[str], Party]) -> dict[str, str]:
    """The values as text, those that say nothing left out."""
    names = GIVEN.get(given.kind)
    if names is None:
        raise ReviewError(f"{given.kind!r} is none of {', '.join(GIVEN)}")
    if given.people and given.kind != "engagement":
        raise ReviewError(f"nobody takes part in a {given.kind}")
    out = {}
    for name, words in given.values.items():
        if name not in names:
            raise ReviewError(f"{given.kind} has no field {name!r} to give; it has {', '.join(names)}")
        if value := _value(PREFIXES[given.kind], name, " ".join(words.split()), find_party):
            out[name] = value
    missing = [name for name in NEEDED[given.kind] if name not in out]
    if missing:
        raise ReviewError(f"of a {given.kind} is to be said: {', '.join(missing)}")
    return out


def _value(prefix: str, name: str, words: str, find_party: Callable[[str], Party]) -> str | None:
    if not words:
        return None
    if name in _PLAIN.get(prefix, ()):
        return words
    kind = "ins" if prefix == "ind" and name == "parties" else prefix
    return value_text(f"{kind}-", name, words, find_party)


class _Maker:
    """Records of one document, from values that were checked."""

    def __init__(
        self,
        things: Things,
        document: Document,
        values: Mapping[str, str],
        evidence: tuple[Evidence, ...],
        act: Act,
        find_party: Callable[[str], Party],
    ) -> None:
        self._document = document
        reading = things.ledger.readings.get(document.id)
        self._known = reading.people if reading is not None else ()
        self._values = values
        self._evidence = evidence
        self._act = act
        self._find_party = find_party

    def make(self, given: Given) -> tuple[Person | Record, tuple[Person, ...]]:
        """The record, and those who take part in it."""
        if given.kind == "person":
            return self._person(self._evidence[0], self._values), ()
        if given.kind == "engagement":
            return self._engagement(given.people)
        return self._record(given.kind), ()

    def _engagement(self, given: Iterable[GivenPerson]) -> tuple[Engagement, tuple[Person, ...]]:
        told = [self._participant(one) for one in given]
        people = {person.id: person for person, _ in told}
        taking_part = {participant.person_id: participant for _, participant in told}
        parties = {*self._parties(), *(p.party for p in taking_part.values() if p.party is not None)}
        values = self._values
        event = Engagement(
            kind=EngagementKind(values["kind"]),
            realis=Realis(values.get("realis", Realis.ACTUAL)),
            when=self._when("date"),
            place=parse_place(values["place"]) if "place" in values else None,
            participants=tuple(taking_part.values()),
            parties=tuple(sorted(parties)),
            body=values.get("body"),
            session=parse_number(values["session"]) if "session" in values else None,
            evidence=self._evidence,
        )
        return event, tuple(people.values())

    def _participant(self, given: GivenPerson) -> tuple[Person, Participant]:
        """Somebody who takes part, with the role and party that are given or else known."""
        values = {}
        for name in ("name", "role", "party"):
            words = " ".join((getattr(given, name) or "").split())
            if words and (value := value_text("per-", name, words, self._find_party)):
                values[name] = value
        person = self._known_person(given)
        if person is None:
            if given.words is None:
                raise ReviewError("who takes part? Give an id of a person of the document, or words of it")
            person = self._person(words_of(self._document, given.words, self._act.author), values)
        return person, Participant(
            person_id=person.id,
            name=values.get("name", person.name),
            role=Role(values["role"]) if "role" in values else person.role,
            party=parse_party(values["party"]) if "party" in values else person.party,
            evidence=words_of(self._document, given.words, self._act.author)
            if given.words is not None
            else person.evidence[0],
        )

    def _known_person(self, given: GivenPerson) -> Person | None:
        """A person of the document by id or by where the words stand, as was read there."""
        if given.id is not None:
            found = next((p for p in self._known if p.id == given.id), None)
            if found is None:
                raise ReviewError(f"{given.id} is nobody of {self._document.name}")
        elif given.words is not None:
            place = words_of(self._document, given.words, self._act.author).span
            found = standing(self._known, (place,))
        else:
            found = None
        return replace(found, corrected=()) if found is not None else None

    def _person(self, words: Evidence, values: Mapping[str, str]) -> Person:
        role = Role(values["role"]) if "role" in values else None
        party = parse_party(values["party"]) if "party" in values else None
        held = (Office(written=words.quote, role=role, party=party, evidence=words),) if role else ()
        written = " ".join(words.quote.split())
        return Person(
            name=values.get("name", written),
            lang=self._document.lang,
            spellings=(written,),
            offices=held,
            party=party,
            evidence=(words,),
        )

    def _record(self, kind: str) -> Record:
        values, words = self._values, " ".join(self._evidence[0].quote.split())
        lang, evidence = self._document.lang, self._evidence
        match kind:
            case "instrument":
                return Instrument(
                    title=values.get("title", words),
                    lang=lang,
                    kind=InstrumentKind(values["kind"]),
                    status=InstrumentStatus(values["status"]) if "status" in values else None,
                    when=self._when("date"),
                    parties=self._parties(),
                    symbol=values.get("symbol"),
                    evidence=evidence,
                )
            case "body":
                return Body(
                    name=values.get("name", words),
                    lang=lang,
                    kind=BodyKind(values["kind"]),
                    session=parse_number(values["session"]) if "session" in values else None,
                    parties=self._parties(),
                    evidence=evidence,
                )
            case "commitment":
                due = self._when("due")
                usual = Strength.COMMITMENT if due.date is not None else Strength.INTENT
                return Commitment(
                    who=parse_parties(values["who"]),
                    what=values.get("what", words),
                    strength=Strength(values.get("strength", usual)),
                    due=due,
                    evidence=evidence,
                )
            case "position":
                return Position(
                    who=parse_party(values["who"]) if "who" in values else None,
                    holder=values.get("holder"),
                    issue=values["issue"],
                    stance=values.get("stance", words),
                    joint=parse_flag(values.get("joint", "no")),
                    label=values.get("label"),
                    evidence=evidence,
                )
            case _:
                return self._indicator()

    def _indicator(self) -> Indicator:
        values = self._values
        measure = values["measure"].casefold()
        if measure not in list(Measure):
            raise ReviewError(f"measure: {values['measure']!r} is none of {', '.join(Measure)}")
        return Indicator(
            subject=values["subject"],
            measure=Measure(measure),
            value=values.get("value"),
            unit=values.get("unit"),
            scope=values.get("scope"),
            parties=self._parties(),
            evidence=self._evidence,
        )

    def _parties(self) -> tuple[Party, ...]:
        return parse_parties(self._values["parties"]) if "parties" in self._values else ()

    def _when(self, name: str) -> When:
        if name not in self._values:
            return UNDATED
        date, end = parse_dates(self._values[name])
        return When(date=date, end=end, basis=DateBasis.STATED, how=f"given by {self._act.author}")
