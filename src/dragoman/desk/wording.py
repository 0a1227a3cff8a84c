"""How answers put dates, people and numbers into English."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable

from babel.dates import format_date

from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.parties import load_parties
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant, Outcome
from dragoman.model.record import PartyBasis, Place
from dragoman.model.text import EngagementKind, Part, Realis
from dragoman.model.time import DateBasis, PartialDate, When

_MARKS = {
    DateBasis.RELATIVE: " (worked out)",
    DateBasis.INFERRED: " (inferred)",
    DateBasis.PUBLICATION: " (published)",
}
_SIGNS = {PartyBasis.STATED: "", PartyBasis.INFERRED: "†", PartyBasis.KNOWN: "*"}
_LEGEND = {
    PartyBasis.KNOWN: "not said in the documents: known from the gazetteer of office-holders",
    PartyBasis.INFERRED: "not said in the documents: worked out from the other side",
}
_REALIS = {
    Realis.PLANNED: "planned",
    Realis.NEGATED: "cancelled or denied",
    Realis.PAST_BACKGROUND: "told as background",
}
_NOT_HELD = (Outcome.POSTPONED, Outcome.CALLED_OFF, Outcome.DENIED, Outcome.DISPUTED)


def day_text(date: PartialDate | dt.date) -> str:
    """ "17 March 2021", "March 2021" or "2021"."""
    if isinstance(date, PartialDate):
        if date.month is None:
            return str(date.year)
        if date.day is None:
            return format_date(date.first, "MMMM y", locale="en")
        date = date.first
    return format_date(date, "d MMMM y", locale="en")


def when_text(when: When) -> str:
    """A date or range in words, with a mark where it was not stated as such; "undated"."""
    if when.date is None:
        return "undated"
    last = f" to {day_text(when.end)}" if when.end and when.end != when.date else ""
    return day_text(when.date) + last + _MARKS.get(when.basis, "")


def kind_text(kind: EngagementKind) -> str:
    return kind.value.replace("_", " ")


def issue_name(issue: str) -> str:
    """The neutral name of an issue of the gazetteer, or the document's own words."""
    known = load_issues().get(issue)
    return known.name if known else issue


def name_of(ledger: Ledger, identity: str) -> str:
    """The name of a body or the title of an instrument by its id; other words as they are."""
    named = next((body.name for body in ledger.bodies if body.id == identity), None)
    return named or next((i.title for i in ledger.instruments if i.id == identity), identity)


def what_text(ledger: Ledger, engagement: LedgerEngagement) -> str:
    """Kind, body, format and, where it is no plain fact, how it is told: "call, phone (planned)"."""
    text = kind_text(engagement.kind)
    if engagement.body:
        number = f"session {engagement.session} of " if engagement.session is not None else ""
        text += f": {number}{isolated(name_of(ledger, engagement.body))}"
    if engagement.format:
        text += f", {engagement.format.value}"
    fate = engagement.fate
    told = fate.outcome.value if fate and fate.outcome in _NOT_HELD else _REALIS.get(engagement.realis)
    return f"{text} ({told})" if told else text


def participant_text(person: LedgerParticipant) -> str:
    """ "Sergey Lavrov (RUS*, foreign minister; initiator)"; the signs are those of ``legend``."""
    facts = [marked(person.party, person.party_basis)] if person.party else []
    facts += [marked(person.role.value, person.role_basis)] if person.role else []
    parts = [part.value for part in person.parts if part is not Part.ADDRESSEE]
    inside = "; ".join(text for text in (", ".join(facts), ", ".join(parts)) if text)
    name = isolated(person.name)
    return f"{name} ({inside})" if inside else name


def marked(fact: object, basis: PartyBasis) -> str:
    """A party or a role, with a sign where the documents do not say it: see ``legend``."""
    return f"{fact}{_SIGNS[basis]}"


def bases(people: Iterable[LedgerParticipant]) -> tuple[PartyBasis, ...]:
    """On what the parties and roles of people stand that are shown."""
    found = []
    for person in people:
        found += [person.party_basis] if person.party else []
        found += [person.role_basis] if person.role else []
    return tuple(found)


def legend(shown: Iterable[PartyBasis]) -> tuple[str, ...]:
    """A line for each sign in use: "* not said in the documents: known from ..."."""
    used = set(shown)
    return tuple(f"{_SIGNS[basis]} {text}" for basis, text in _LEGEND.items() if basis in used)


def who_texts(engagement: LedgerEngagement) -> tuple[str, ...]:
    """The people of an engagement, then, as one, the parties for which nobody is named."""
    absent = set(engagement.parties) - {person.party for person in engagement.participants}
    people = (participant_text(person) for person in engagement.participants)
    others = ", ".join(str(party) for party in sorted(absent))
    return (*people, others) if others else tuple(people)


def place_text(place: Place | None) -> str:
    """ "Moscow (RUS)", "Morocco", or nothing."""
    if place is None:
        return ""
    if place.city is None:
        known = load_parties().get(place.country or "")
        return known.name if known else str(place.country)
    return f"{place.city} ({place.country})" if place.country else place.city


def isolated(words: str) -> str:
    """Words of a document as part of an English line: set apart where they run from right to left."""
    return (
        f"\u2068{words}\u2069" if any(unicodedata.bidirectional(c) in ("R", "AL") for c in words) else words
    )


def count_text(number: int, one: str, many: str = "") -> str:
    """ "1 meeting", "2 meetings"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: Iterable[str]) -> str:
    """ "a, b and c"."""
    words = list(items)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
