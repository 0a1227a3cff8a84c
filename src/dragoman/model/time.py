"""Dates as documents give them: a year, a month or a day, with the way each was found."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import InvalidRecord

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class DateBasis(StrEnum):
    """How a date was found."""

    STATED = "stated"  # the text gives day, month and year (or all the precision it has)
    RELATIVE = "relative"  # counted from the publication date or another date of the text
    INFERRED = "inferred"  # a missing part was worked out, for example a year from a weekday
    PUBLICATION = "publication"  # news without a date: the day of other news, or the month of publication
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day, a month or a year of the Gregorian calendar.

    Raises InvalidRecord where no such day exists. Years run from 1000 to 9999.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise InvalidRecord("a day needs a month")
        if not 1000 <= self.year <= 9999:
            raise InvalidRecord(f"year {self.year} is out of range")
        try:
            dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            parts = (self.year, self.month, self.day)
            written = "-".join(f"{part:02d}" for part in parts if part is not None)
            raise InvalidRecord(f"no such date: {written}") from error

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raises InvalidRecord on anything else."""
        match = _ISO.match(text)
        if not match:
            raise InvalidRecord(f"not an ISO 8601 date: {text!r}")
        year, month, day = match.groups()
        return cls(year=int(year), month=int(month) if month else None, day=int(day) if day else None)

    @classmethod
    def of(cls, date: dt.date) -> PartialDate:
        """The same day with day precision."""
        return cls(year=date.year, month=date.month, day=date.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def covers(self, other: PartialDate) -> bool:
        """Whether every day of ``other`` lies within this date."""
        return self.first <= other.first and other.last <= self.last

    def agrees(self, other: PartialDate) -> bool:
        """Whether both can mean the same day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The date of something, with its basis: unknown exactly where there is no date.

    ``end`` is the last day of a range. ``how`` says in a few words what the date was worked out from.
    """

    date: PartialDate | None = None
    end: PartialDate | None = None
    basis: DateBasis = DateBasis.UNKNOWN
    how: str = ""

    def __post_init__(self) -> None:
        if (self.date is None) != (self.basis is DateBasis.UNKNOWN):
            raise InvalidRecord("a date has a basis, and no date has the basis unknown")
        if self.end is not None and (self.date is None or self.end.last < self.date.first):
            raise InvalidRecord("a range ends before it begins")


UNDATED = When()


def shift(date: dt.date, days: int) -> dt.date:
    """The date so many days later, or earlier; at most the first or the last day that the calendar has."""
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min
