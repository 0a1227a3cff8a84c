"""The values on which sources differ, in the reader's language where they are the model's own."""

from __future__ import annotations

from dragoman.desk.brief_rows import ValueRow
from dragoman.errors import InvalidRecord
from dragoman.export.brief_sentences import Sentences
from dragoman.export.page import Foreign, Words
from dragoman.model.record import Place
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases

_GROUPS = {
    "rank": ("role", "level"),
    "status": ("status",),
    "type": ("kind", "instrument_kind"),
    "format": ("format",),
}
_PARTIES = frozenset({"initiator", "host", "side"})


def value_words(say: Phrases, words: Sentences, kind: str, value: ValueRow) -> Words:
    """A date, place, party, role or status by its name; words of documents, and what is more than one value,
    as they are."""
    for group in _GROUPS.get(kind, ()):
        if (named := say.known(group, value.code)) is not None:
            return (named,)
    if kind in _PARTIES and len(value.code) == 3 and value.code.isupper():
        return (say.country(value.code),)
    if kind == "date" and (date := _date(value.code)) is not None:
        return (say.day(date),)
    if kind == "place" and (place := _place(value.code)) is not None:
        return words.place(place)
    return (Foreign(value.value),)


def _date(code: str) -> PartialDate | None:
    try:
        return PartialDate.parse(code)
    except InvalidRecord:
        return None


def _place(code: str) -> Place | None:
    city, _, country = code.rpartition(", ")
    if len(country) != 3 or not country.isupper():
        return None
    return Place(city=city or None, country=country)
