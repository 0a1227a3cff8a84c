"""The name by which a person is shown to a reader of a language: in its script, as its documents write it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from dragoman.gazetteer.officials import load as load_officials
from dragoman.model.ledger import Ledger, LedgerPerson
from dragoman.model.record import Person
from dragoman.phrases import LANGS

Members = Mapping[str, Person]


def members_of(ledger: Ledger) -> Members:
    """Everybody whom a document names, by id."""
    return {person.id: person for reading in ledger.readings.values() for person in reading.people}


def names_of(person: LedgerPerson, members: Members) -> tuple[tuple[str, str], ...]:
    """For each language spoken, the best name: (language of the reader, name).

    That which most documents of the language write, of those that are no shorter than a full name; in Latin
    letters, where its own documents give none, the one of the gazetteer of office-holders or of English
    documents; else the usual name of the ledger. A name from a fourth language is the last choice.
    """
    told: dict[str, Counter[str]] = {}
    for identity in person.members:
        member = members.get(identity)
        if member is not None:
            told.setdefault(member.lang, Counter()).update(dict.fromkeys(member.spellings, 1))
    return tuple((lang, _name(person, lang, told)) for lang in LANGS)


def _name(person: LedgerPerson, lang: str, told: Mapping[str, Counter[str]]) -> str:
    own = _best(person, told.get(lang, Counter()))
    if own is not None and _is_arabic(own) == (lang == "ar"):
        return own
    if lang == "ar":
        return person.name
    known = {office.name for office in load_officials().find(person.name)}
    if len(known) == 1:
        return known.pop()
    return _best(person, told.get("en", Counter())) or person.name


def _best(person: LedgerPerson, spellings: Counter[str]) -> str | None:
    """The spelling of most documents that is a full name, if the person's usual name is one."""
    wanted = min(2, len(person.name.split()))
    full = [s for s in spellings if len(s.split()) >= wanted and not s.isupper()]
    return min(full, key=lambda s: (-spellings[s], -len(s.split()), s), default=None)


def _is_arabic(name: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" for letter in name)
