"""Dates as pages and tables write them: ``18 марта 2021``, ``2021年3月18日``, ``18.03.2021``.

The names of months and days are those of CLDR, in the language and all its regions. A date of figures whose
order cannot be told (``04/03/2021``) is none, unless the order is given or the day of the week stands by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from dragoman.errors import InvalidRecord
from dragoman.model.time import PartialDate
from dragoman.read.dates import stated_date

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/-])")
_ISO = re.compile(
    r"(?<![\d./-])(?P<year>\d{4})(?P<by>[./-])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})(?!\d|[/-]\d)"
)
_SIGNS = re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|-)?[\s,/-]{1,3}(?:(?:de|of)\s)?"
    r"([^\W\d]{3,20}(?:[\s/][^\W\d]{3,12})?)[.,/-]?\s?(?:(?:de|del)\s)?(\d{4})"
    r"(?:(?!\d)|(?=\d\d:\d\d))"  # the hour may be close: 9 March 201716:33
)
_MONTH_FIRST = re.compile(r"([^\W\d]{3,20})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 80
_WIDTHS = ("wide", "abbreviated")


class Order(StrEnum):
    """What comes first in a date of figures that ends in the year."""

    DAY = "day first"
    MONTH = "month first"


def written_date(text: str, lang: str | None = None, order: Order | None = None) -> PartialDate | None:
    """The one date in a short text, with the precision of a day, or what ``stated_date`` makes of it."""
    text = " ".join(text[: _LONGEST + 1].replace("\u200f", "").replace("\u200e", "").split())
    if len(text) > _LONGEST:
        return None
    if date := stated_date(_western(text)):
        return date
    if match := _ISO.search(text) or _SIGNS.search(text):
        return _date(match["year"], match["month"], match["day"])
    if match := _FIGURES.search(text):
        return _of_figures(match, order) or _of_weekday(match, text, lang)
    months = {**month_names("en"), **month_names(lang or "en")}
    if match := _DAY_FIRST.search(text):
        words = match[2].casefold()
        month = months.get(words) or next(
            (months[word] for word in re.split(r"[\s/]", words) if word in months), None
        )
        return _date(match[3], month, match[1]) if month else None
    if match := _MONTH_FIRST.search(text):
        month = months.get(match[1].casefold())
        return _date(match[3], month, match[2]) if month else None
    return None


def order_of(texts: list[str]) -> Order | None:
    """The order of the figures in a column of dates: what its unmistakable ones show, if they agree."""
    shown = set()
    for text in texts:
        match = _FIGURES.search(text[:_LONGEST])
        if match and int(match[1]) > 12:
            shown.add(Order.DAY)
        elif match and int(match[3]) > 12:
            shown.add(Order.MONTH)
    return shown.pop() if len(shown) == 1 else None


@lru_cache(maxsize=64)
def month_names(lang: str) -> Mapping[str, int]:
    """The names of the months in a language, as each of its regions has them, in lower case."""
    return _names(lang, "months")


def _names(lang: str, of: str) -> Mapping[str, int]:
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    names: dict[str, int] = {}
    for identifier in [lang, *sorted(i for i in locale_identifiers() if i.startswith(f"{lang}_"))]:
        try:
            locale = Locale.parse(identifier)
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in _WIDTHS:
                for number, name in getattr(locale, of)[context][width].items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return {name: number for name, number in names.items() if not name[:1].isdigit()}


@lru_cache(maxsize=64)
def _day_names(lang: str) -> Mapping[str, int]:
    """The names of the days of the week, Monday is 0."""
    return _names(lang, "days")


def _of_weekday(match: re.Match[str], text: str, lang: str | None) -> PartialDate | None:
    """The date of the two that figures may mean which is on the day of the week that stands by them."""
    names = {**_day_names("en"), **_day_names(lang or "en")}
    told = {names[word] for word in _WORD.findall(text.casefold()) if word in names}
    dates = {_of_figures(match, order) for order in Order}
    found = [date for date in dates if date is not None and told == {date.first.weekday()}]
    return found[0] if len(found) == 1 else None


def _of_figures(match: re.Match[str], order: Order | None) -> PartialDate | None:
    one, other = int(match[1]), int(match[3])
    if match[2] == "." or one > 12 or one == other:  # points stand in dates that begin with the day
        order = Order.DAY
    elif other > 12:
        order = Order.MONTH
    if order is None:
        return None
    return _date(match[4], *((other, one) if order is Order.DAY else (one, other)))


def _date(year: str, month: str | int, day: str | int) -> PartialDate | None:
    try:
        return stated_date(str(PartialDate(year=int(year), month=int(month), day=int(day))))
    except (InvalidRecord, ValueError):
        return None


def _western(text: str) -> str:
    """The text with the figures of every script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
