"""Words that a person types for a value -> the text in which a correction keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dragoman.errors import InvalidRecord, ReviewError, UnknownParty
from dragoman.model.correction import check_value, field_of, parties_text, party_text
from dragoman.model.record import Party, PartyKind, Place

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
