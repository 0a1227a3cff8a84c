"""Words that a person types for a value -> the text in which a correction keeps it; and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.errors import InvalidRecord, ReviewError, UnknownParty
from dragoman.merge.corrected import date_text
from dragoman.model.correction import check_value, field_of, parties_text, party_text
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Indicator,
    Instrument,
    Party,
    PartyKind,
    Person,
    Place,
    Position,
    Record,
)

NOTHING = "none"
_FLAGS = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def value_text(record: str, field: str, words: str, find_party: Callable[[str], Party]) -> str | None:
    """The value of a field of a record as ``words`` give it; None for ``none``, where a field may be empty.

    Parties and countries may be codes or names. Raises ReviewError on what is no value of the field.
    """
    words = " ".join(words.split())
    try:
        if words.casefold() == NOTHING and field_of(record, field).optional:
            return None
        value = _read(record.partition("-")[0], field.partition(":")[0], words, find_party)
        check_value(record, field, value)
    except (InvalidRecord, UnknownParty) as error:
        raise ReviewError(str(error)) from error
    return value


def _read(kind: str, field: str, words: str, find_party: Callable[[str], Party]) -> str:
    match kind, field:
        case ("eng" | "ins" | "bod", "parties") | ("com", "who"):
            return parties_text(_parties(words, find_party))
        case (_, "party") | ("pos", "who"):
            return party_text(find_party(words))
        case "eng", "place":
            return _place(words, find_party)
        case "pos", "joint":
            return _FLAGS.get(words.casefold(), words)
        case ("eng", "kind" | "realis"):
            return words.casefold().replace(" ", "_").replace("-", "_")
        case (_, "kind" | "status" | "strength" | "role"):
            return words.casefold().replace("_", " ")
        case _:
            return words


def _parties(words: str, find_party: Callable[[str], Party]) -> Iterable[Party]:
    """Names with commas between them, or codes with spaces."""
    named = [part.strip() for part in words.split(",") if part.strip()]
    if len(named) == 1:
        try:
            return [find_party(words)]
        except UnknownParty:
            named = words.split()
    return [find_party(name) for name in named]


def _place(words: str, find_party: Callable[[str], Party]) -> str:
    """``Rabat, Morocco`` or ``Rabat, MAR``; one word alone is a country where there is one of that code."""
    city, comma, country = words.rpartition(",")
    if comma:
        party = find_party(country.strip())
        if party.kind is not PartyKind.STATE:
            raise ReviewError(f"{country.strip()} is no state")
        return str(Place(city=city.strip() or None, country=party.code))
    return words


def values_of(item: Person | Record) -> dict[str, str | None]:
    """The fields of a record that can be corrected, with their values as corrections keep them, None where
    the document gives none. ``value_text`` takes each of them back."""
    match item:
        case Person():
            return {
                "name": item.name,
                "party": party_text(item.party) if item.party else None,
                "role": item.role.value if item.role else None,
            }
        case Engagement():
            told = {
                "kind": item.kind.value,
                "realis": item.realis.value,
                "date": date_text(item.when),
                "place": str(item.place) if item.place else None,
                "parties": parties_text(item.parties) or None,
                "part_of": item.part_of,
                "body": item.body,
                "session": str(item.session) if item.session else None,
            }
            for one in item.participants:
                told[f"role:{one.person_id}"] = one.role.value if one.role else None
                told[f"party:{one.person_id}"] = party_text(one.party) if one.party else None
            return told
        case Instrument():
            return {
                "title": item.title,
                "kind": item.kind.value,
                "status": item.status.value if item.status else None,
                "date": date_text(item.when),
                "parties": parties_text(item.parties) or None,
                "symbol": item.symbol,
            }
        case Body():
            return {
                "name": item.name,
                "kind": item.kind.value,
                "parties": parties_text(item.parties) or None,
                "session": str(item.session) if item.session else None,
            }
        case Commitment():
            return {
                "who": parties_text(item.who) or None,
                "due": date_text(item.due),
                "strength": item.strength.value,
            }
        case Position():
            return {
                "who": party_text(item.who) if item.who else None,
                "issue": item.issue,
                "joint": "yes" if item.joint else "no",
            }
        case Indicator():
            return {"value": item.value}
