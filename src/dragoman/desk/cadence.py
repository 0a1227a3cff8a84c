"""How regularly something is held, and whether it is due again.

r = days since the last ÷ period. The period is the declared one, else the median of the intervals between
contacts, for which there must be three. Under 0.8 it is on track, to 1 due, to 1.5 overdue, past that
dormant.

A date known only to the month or the year gives ranges: of days since, of intervals, of the period and of r.
The median of intervals lies between the median of their least and the median of their greatest lengths, since
it cannot fall when one of them grows.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT
from dragoman.model.time import shift

Ratio = Annotated[float, Field(strict=True, gt=0, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceSettings:
    """The thresholds of r, and what counts: the table ``[desk.cadence]`` of a settings file.

    Up to ``due`` it is on track, to ``overdue`` due, to ``dormant`` overdue. ``intervals`` are needed for a
    median. Contacts no more than ``apart_days`` from each other are one. Messages count as contacts only
    where ``messages`` says so, and what more than ``most_parties`` take part in never does.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    due: Ratio = 0.8
    overdue: Ratio = 1.0
    dormant: Ratio = 1.5
    intervals: Annotated[int, Field(strict=True, ge=1, le=100)] = 3
    apart_days: Annotated[int, Field(strict=True, ge=0, le=60)] = 3
    messages: Annotated[bool, Field(strict=True)] = False
    most_parties: Annotated[int, Field(strict=True, ge=2, le=1000)] = 4

    def __post_init__(self) -> None:
        if not self.due <= self.overdue <= self.dormant:
            raise ValueError("due, overdue and dormant follow each other")


class Standing(StrEnum):
    """Where a rhythm stands on a day; the last has no r."""

    ON_TRACK = "on track"
    DUE = "due"
    OVERDUE = "overdue"
    DORMANT = "dormant"
    TOO_FEW = "too few data"


class PeriodBasis(StrEnum):
    DECLARED = "declared"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something was: any day from ``first`` to ``last``. ``number`` is that of a session."""

    id: str
    first: dt.date
    last: dt.date
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A number of days, between the least and the most that it can be."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """A day between two days; a known one where they are the same."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days between two contacts. Between sessions whose numbers are not neighbours they stand for
    ``steps`` intervals, and ``days`` are those of one."""

    earlier: str
    later: str
    days: Days
    steps: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long from one to the next. ``months`` are those declared."""

    basis: PeriodBasis
    days: Days
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """The rhythm of dated contacts as of a day, with all that went into it.

    ``moments`` are the contacts counted, in order of time, and ``same`` the ids of those that may be the same
    as another and were not. ``standing`` has one label, or two where the dates leave it open: the lowest and
    the highest. Without a period, or without a contact, ``ratio`` and ``expected`` are None.
    """

    moments: tuple[Moment, ...]
    same: tuple[str, ...]
    intervals: tuple[Interval, ...]
    period: Period | None
    since: Days | None
    expected: Dates | None
    ratio: tuple[float, float] | None
    standing: tuple[Standing, ...]


def cadence(
    moments: Iterable[Moment], on: dt.date, settings: CadenceSettings, months: int | None = None
) -> Cadence:
    """The rhythm of what had happened by ``on``; ``months`` is the declared period. Order does not matter."""
    kept, same = distinct(moments, on, settings.apart_days)
    between = intervals(kept)
    if not kept:
        return Cadence(
            moments=(),
            same=same,
            intervals=(),
            period=None,
            since=None,
            expected=None,
            ratio=None,
            standing=(Standing.TOO_FEW,),
        )
    last = kept[-1]
    since = Days(least=(on - last.last).days, most=(on - last.first).days)
    period = _period(between, last, settings, months)
    if period is None:
        ratio, expected = None, None
    else:
        ratio = since.least / period.days.most, since.most / period.days.least
        expected = _expected(last, period)
    labels = [Standing.TOO_FEW] if ratio is None else [label(r, settings) for r in ratio]
    return Cadence(
        moments=kept,
        same=same,
        intervals=between,
        period=period,
        since=since,
        expected=expected,
        ratio=ratio,
        standing=tuple(dict.fromkeys(labels)),
    )


def label(ratio: float, settings: CadenceSettings) -> Standing:
    """The label of r."""
    if ratio < settings.due:
        return Standing.ON_TRACK
    if ratio <= settings.overdue:
        return Standing.DUE
    return Standing.OVERDUE if ratio <= settings.dormant else Standing.DORMANT


def distinct(
    moments: Iterable[Moment], on: dt.date, apart_days: int
) -> tuple[tuple[Moment, ...], tuple[str, ...]]:
    """Those that are surely different, in order of time, and the ids of the others.

    The more precise of two that may be the same stays. Days past ``on`` cannot be meant.
    """
    past = (m for m in moments if m.first <= on)
    kept: list[Moment] = []
    same = []
    for moment in sorted(past, key=lambda m: (m.last - m.first, m.number is None, m.first, m.id)):
        if any(_may_be_one(moment, other, apart_days) for other in kept):
            same.append(moment.id)
        else:
            kept.append(
                Moment(id=moment.id, first=moment.first, last=min(moment.last, on), number=moment.number)
            )
    return tuple(sorted(kept, key=lambda m: (m.first, m.id))), tuple(sorted(same))


def intervals(moments: Sequence[Moment]) -> tuple[Interval, ...]:
    """The days from each to the next, of distinct moments in order of time."""
    out = []
    for one, following in pairwise(moments):
        steps = 1
        if one.number is not None and following.number is not None:
            steps = max(1, following.number - one.number)
        out.append(
            Interval(
                earlier=one.id,
                later=following.id,
                days=Days(
                    least=(following.first - one.last).days / steps,
                    most=(following.last - one.first).days / steps,
                ),
                steps=steps,
            )
        )
    return tuple(out)


def months_later(date: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month; at most the last of all days."""
    number = date.year * 12 + date.month - 1 + months
    year, month = number // 12, number % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def _may_be_one(one: Moment, other: Moment, apart_days: int) -> bool:
    if one.number is not None and other.number is not None and one.number != other.number:
        return False
    return one.first <= shift(other.last, apart_days) and other.first <= shift(one.last, apart_days)


def _period(
    between: Sequence[Interval], last: Moment, settings: CadenceSettings, months: int | None
) -> Period | None:
    if months is not None:
        ends = [(months_later(day, months) - day).days for day in (last.first, last.last)]
        return Period(
            basis=PeriodBasis.DECLARED, days=Days(least=max(1, min(ends)), most=max(1, *ends)), months=months
        )
    if len(between) < settings.intervals:
        return None
    least = max(1, median(interval.days.least for interval in between))
    most = max(1, median(interval.days.most for interval in between))
    return Period(basis=PeriodBasis.MEDIAN, days=Days(least=least, most=most))


def _expected(last: Moment, period: Period) -> Dates:
    if period.months is not None:
        return Dates(
            first=months_later(last.first, period.months), last=months_later(last.last, period.months)
        )
    return Dates(
        first=shift(last.first, round(period.days.least)), last=shift(last.last, round(period.days.most))
    )
