"""Publication dates as files state them: ISO dates with their precision, and the header of a plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from dragoman.errors import InvalidRecord
from dragoman.model.time import PartialDate

_HEADER = re.compile(
    r"[\s\ufeff]*date[ \t]*:?[ \t]*([0-9]{4}(?:-[0-9]{2}){0,2})(?:T[0-9:.,Z+-]*)?(?=\s|\Z)\s*", re.I
)
_DATE = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{2})(?:\2([0-9]{2})(?:[T ].*)?)?)?\Z", re.S)
_YEARS = range(1700, 2200)  # in which something can have been published: other figures are no date
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.*)?\Z", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A date at the head of a text, and the offset at which the header ends.

    ``date`` is None where the header has the form of one and states none that can be.
    """

    date: PartialDate | None
    end: int


def leading_date(text: str, start: int = 0) -> Header | None:
    """The header `` date 2021-03-18`` (or a month or a year) at ``start``; None if there is none."""
    match = _HEADER.match(text, start)
    if not match:
        return None
    return Header(date=stated_date(match[1]), end=match.end())


def stated_date(value: object) -> PartialDate | None:
    """The date of a field: ISO 8601 with the precision it has (a time of day is left off), or an e-mail date.

    None for whatever is no date; a date that does not exist, or of a year outside 1700 to 2199, is none.
    """
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    date = _date(str(value).strip()[:100])
    return date if date is not None and date.year in _YEARS else None


def _date(text: str) -> PartialDate | None:
    try:
        if match := _DATE.match(text):
            year, _, month, day = match.groups()
        elif match := _COMPACT.match(text):
            year, month, day = match.groups()
        else:
            return PartialDate.of(parsedate_to_datetime(text).date())
        return PartialDate(year=int(year), month=int(month) if month else None, day=int(day) if day else None)
    except (InvalidRecord, ValueError, TypeError, IndexError, OverflowError):
        return None
