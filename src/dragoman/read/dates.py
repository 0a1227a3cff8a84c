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
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.*)?\Z", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A date at the head of a text, and the offset at which the header ends."""

    date: PartialDate
    end: int


def leading_date(text: str, start: int = 0) -> Header | None:
    """The header `` date 2021-03-18`` (or a month or a year) at ``start``; None if there is no such date."""
    match = _HEADER.match(text, start)
    if not match:
        return None
    try:
        return Header(date=PartialDate.parse(match[1]), end=match.end())
    except InvalidRecord:
        return None


def stated_date(value: object) -> PartialDate | None:
    """The date of a field: ISO 8601 with the precision it has (a time of day is left off), or an e-mail date.

    None for whatever is no date; a date that does not exist is no date.
    """
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()[:100]
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
