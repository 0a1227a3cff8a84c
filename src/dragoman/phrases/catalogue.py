"""A catalogue of phrases, checked when it is loaded."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from dragoman.errors import InvalidPack
from dragoman.gazetteer.issues import load_issues
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import load_parties
from dragoman.model.record import Party, PartyKind, Place
from dragoman.model.time import DateBasis, PartialDate, When

LANGS = ("en", "fr", "ar")
"""The languages that the program speaks; the one that it reads may be any."""

_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
_MARKED = {
    DateBasis.RELATIVE: "date.relative",
    DateBasis.INFERRED: "date.inferred",
    DateBasis.PUBLICATION: "date.publication",
}
Template = str | Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one language. Asking for a key or a field that is not there raises KeyError: every
    language has the same ones, so that a test in one of them finds it."""

    lang: str
    locale: Locale
    templates: Mapping[str, Template]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    def __call__(self, key: str, **fields: object) -> str:
        """The sentence with its fields filled in."""
        return self._plain(key).format_map(fields)

    def parts(self, key: str, **fields: T) -> tuple[str | T, ...]:
        """The sentence in pieces: its own words as text, and between them the fields as they were given."""
        return tuple(_filled(self._plain(key), fields))

    def count(self, key: str, number: int, **fields: object) -> str:
        """The sentence for a number, in the plural that the language has for it; ``{n}`` is the number."""
        return self._plural(key, number).format_map({"n": self.number(number), **fields})

    def counted(self, key: str, number: int, **fields: T) -> tuple[str | T, ...]:
        """``count`` in pieces."""
        return tuple(_filled(self._plural(key, number), {"n": self.number(number), **fields}))

    def word(self, group: str, value: str) -> str:
        """The name of a value of the model: ``word("kind", "visit")``."""
        return self._plain(f"{group}.{value}")

    def known(self, group: str, value: str) -> str | None:
        """The same, None where the catalogue does not know the value: it is then words of a document."""
        found = self.templates.get(f"{group}.{value}")
        return found if isinstance(found, str) else None

    def number(self, number: int) -> str:
        """In European digits, which French and Arabic footnotes use as well."""
        return str(format_decimal(number, locale=self.locale))

    def day(self, date: PartialDate | dt.date) -> str:
        """ "17 March 2021", "March 2021" or "2021"."""
        if isinstance(date, PartialDate):
            if date.month is None:
                return str(date.year)
            if date.day is None:
                return format_date(date.first, self("date.month"), locale=self.locale)
            date = date.first
        pattern = "date.first" if date.day == 1 else "date.day"  # "1er mars", but "2 mars"
        return format_date(date, self(pattern), locale=self.locale)

    def when(self, when: When) -> str:
        """A date or range, with a mark where it was not stated as such; or that it has no date."""
        if when.date is None:
            return self("date.none")
        text = self.day(when.date)
        if when.end is not None and when.end != when.date:
            text = self("date.range", first=text, last=self.day(when.end))
        mark = _MARKED.get(when.basis)
        return self("date.marked", date=text, mark=self(mark)) if mark else text

    def party(self, party: Party) -> str:
        """The name of a state as CLDR has it (in English, as the gazetteer has it); of an organisation as the
        language's pack has it, or its acronym."""
        if party.kind is PartyKind.ORGANISATION:
            return self._organisation(party.code)
        return self.country(party.code)

    def country(self, alpha3: str) -> str:
        """The name of a country or territory by its ISO 3166-1 alpha-3 code."""
        known = load_parties().get(alpha3)
        if known is None:
            return alpha3
        if self.lang == "en":
            return known.name
        return self.known("country", alpha3) or str(self.locale.territories.get(known.alpha2, known.name))

    def place(self, place: Place | None, city: T) -> tuple[str | T, ...]:
        """A place in pieces, the name of its city as given; nothing where there is none."""
        if place is None:
            return ()
        if place.city is None:
            return (self.country(place.country or ""),)
        if place.country is None:
            return (city,)
        fields: dict[str, str | T] = {"city": city, "country": self.country(place.country)}
        return self.parts("place.city", **fields)

    def issue(self, issue: str) -> str | None:
        """The neutral name of an issue of the gazetteer; None for words of a document."""
        return self.known("issue", issue) if issue in load_issues() else None

    def listed(self, items: Iterable[T]) -> tuple[str | T, ...]:
        """ "a, b and c", in pieces."""
        every = list(items)
        out: list[str | T] = list(every[:1])
        for place, item in enumerate(every[1:], start=2):
            out += [self("list.and" if place == len(every) else "list.comma"), item]
        return tuple(out)

    def listing(self, words: Iterable[str]) -> str:
        """ "a, b and c"."""
        return "".join(self.listed(words))

    def _organisation(self, code: str) -> str:
        known = load_organisations().get(code)
        if known is not None and self.lang == "en":
            return known.name
        return _organisations().get(code, {}).get(self.lang, code)

    def _plain(self, key: str) -> str:
        found = self.templates[key]
        if not isinstance(found, str):
            raise KeyError(f"{key} wants a number")
        return found

    def _plural(self, key: str, number: int) -> str:
        found = self.templates[key]
        if isinstance(found, str):
            raise KeyError(f"{key} takes no number")
        return found[self.locale.plural_form(number)]


@cache
def phrases(lang: str) -> Phrases:
    """The phrases of a language of ``LANGS``. Raises InvalidPack where its file is wrong, KeyError for a
    language that has none."""
    if lang not in LANGS:
        raise KeyError(lang)
    table = _table(lang)
    locale = Locale.parse(lang)
    templates = dict(_flat(table, ""))
    wanted = {*locale.plural_form.tags, "other"}
    for key, value in templates.items():
        if not isinstance(value, str) and set(value) != wanted:
            raise InvalidPack(f"phrases/{lang}.toml: {key}: wants {', '.join(sorted(wanted))}")
    return Phrases(lang=lang, locale=locale, templates=MappingProxyType(templates))


@cache
def _organisations() -> Mapping[str, Mapping[str, str]]:
    """Names of organisations by acronym and language, but in English."""
    return MappingProxyType(_table("organisations"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("dragoman.phrases").joinpath(f"{name}.toml").read_text("utf-8"))


def fields(template: Template) -> frozenset[str]:
    """The names of the fields of a template; of a plural, of all its forms but the number's."""
    if isinstance(template, str):
        return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
    return frozenset().union(*(fields(one) for one in template.values())) - {"n"}


def _flat(table: Mapping[str, object], before: str) -> Iterator[tuple[str, Template]]:
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict) and set(value) <= _CATEGORIES:
            yield name, {form: str(text) for form, text in value.items()}
        elif isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            raise InvalidPack(f"phrases: {name}: wants text")


def _filled(template: str, given: Mapping[str, T]) -> Iterator[str | T]:
    for text, name, _, _ in string.Formatter().parse(template):
        if text:
            yield text
        if name:
            yield given[name]
