"""What became of a planned engagement: held, late or early, put off, called off, or not reported since.

A plan and its report are records of one engagement, because merging lets a plan miss its day by a little.
What was put off by more is another engagement, with a date of its own: it is the fate of the first where a
document that calls the first off tells the second too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.merge.compare.telling import Days, days, gap
from dragoman.merge.fields import in_order, iso
from dragoman.model.ledger import Claim
from dragoman.model.record import Engagement
from dragoman.model.text import Realis
from dragoman.model.time import UNDATED, When, shift

_HAPPENED = (Realis.ACTUAL, Realis.PAST_BACKGROUND)
_AHEAD_DAYS = 45  # how far off a plan without a date may be
_NEWS_DAYS = 10  # how long after its day a report may still be expected


class Outcome(StrEnum):
    """What became of a plan, as far as the documents tell."""

    HELD = "held"
    HELD_LATE = "held late"
    HELD_EARLY = "held early"
    POSTPONED = "postponed"
    CALLED_OFF = "called off"
    DENIED = "denied"
    DISPUTED = "disputed"  # some say that it was held, others, no earlier, that it was not
    PENDING = "pending"  # its day is not past, or so lately that it may still be reported
    NOT_REPORTED = "not reported since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A record of the engagement, with the days on which its document may have appeared, and its language."""

    record: Engagement
    published: Days | None
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a plan. ``planned`` is the date first told, ``moved`` the later ones in the order of
    telling, ``held`` the date of the event; each undated where no document dates it.

    ``days_late`` counts from the last day planned at first to the first day held, and is negative for an
    event held early, None where one of them is not known. ``claims`` are on ``planned``, ``held``,
    ``called off`` and ``denied``: the date that each document gives, or nothing, with its words.
    """

    outcome: Outcome
    planned: When
    moved: tuple[When, ...] = ()
    held: When = UNDATED
    days_late: int | None = None
    claims: tuple[Claim, ...]


def fate(members: Iterable[Member], latest: dt.date | None, again: Sequence[Member] = ()) -> Fate | None:
    """What became of an engagement, or None if no document tells that it had been planned.

    ``latest`` is the last day on which a document of the ledger appeared. ``again`` are the records of later
    plans that documents which call it off tell of the same people: see :func:`put_off`. The order of the
    members does not matter.
    """
    told = sorted(members, key=_telling_order)
    plans = [m for m in told if m.record.realis is Realis.PLANNED or m.record.cancelled]
    if not plans:
        return None
    held = [m for m in told if m.record.realis in _HAPPENED]
    off = [m for m in told if m.record.realis is Realis.NEGATED]
    moved = _dates([*plans, *sorted(again, key=_telling_order)])
    planned = moved[0] if moved else UNDATED
    when = _held_on(held, planned)
    outcome = _outcome(plans, held, off, latest, bool(again))
    late = _days_late(planned, when) if outcome is Outcome.HELD else None
    if late:
        outcome = Outcome.HELD_LATE if late > 0 else Outcome.HELD_EARLY
    return Fate(
        outcome=outcome,
        planned=planned,
        moved=tuple(moved[1:]),
        held=when,
        days_late=late,
        claims=in_order(
            [
                *_claims("planned", [*plans, *again]),
                *_claims("held", held),
                *_claims("called off", [m for m in off if m.record.cancelled]),
                *_claims("denied", [m for m in off if not m.record.cancelled]),
            ]
        ),
    )


def put_off(
    called_off: Iterable[Member],
    others: Iterable[Member],
    person: Callable[[str], str] = lambda identity: identity,
) -> tuple[Member, ...]:
    """The plans to which documents that call an engagement off put it off: of its kind, for a later day, and
    with somebody in common where both name people. ``person`` gives the ledger's id of a person."""
    off = [m for m in called_off if m.record.cancelled]
    return tuple(
        sorted(
            (o for o in others if any(_put_off_to(m.record, o.record, person) for m in off)),
            key=_telling_order,
        )
    )


def _put_off_to(one: Engagement, other: Engagement, person: Callable[[str], str]) -> bool:
    first, second = days(one.when), days(other.when)
    if other.realis is not Realis.PLANNED or other.kind is not one.kind or second is None:
        return False
    if one.evidence[0].document_id != other.evidence[0].document_id:
        return False
    ours = {person(p.person_id) for p in one.participants}
    theirs = {person(p.person_id) for p in other.participants}
    return (not ours or not theirs or bool(ours & theirs)) and (first is None or second[0] > first[1])


def _outcome(
    plans: Sequence[Member],
    held: Sequence[Member],
    off: Sequence[Member],
    latest: dt.date | None,
    again: bool,
) -> Outcome:
    if held:
        last = max((m.published[1] for m in held if m.published), default=None)
        told_before = all(m.published and last and m.published[0] <= last for m in off if m.record.cancelled)
        return Outcome.HELD if told_before and all(m.record.cancelled for m in off) else Outcome.DISPUTED
    called_off = [m for m in off if m.record.cancelled]
    if called_off:
        return Outcome.POSTPONED if again or _planned_anew(plans, called_off) else Outcome.CALLED_OFF
    if off:
        return Outcome.DENIED
    due = [day for m in plans if (day := _due(m)) is not None]
    if latest is None or not due or max(due) >= shift(latest, -_NEWS_DAYS):
        return Outcome.PENDING
    return Outcome.NOT_REPORTED


def _planned_anew(plans: Iterable[Member], called_off: Sequence[Member]) -> bool:
    """Whether a document that appeared after all that call it off still plans it."""
    last = max((m.published[1] for m in called_off if m.published), default=None)
    return last is not None and any(
        m.published is not None and m.published[0] > last for m in plans if not m.record.cancelled
    )


def _due(member: Member) -> dt.date | None:
    """The last day on which a plan may have been meant for; None where neither it nor its text is dated."""
    planned = days(member.record.when)
    if planned is not None:
        return planned[1]
    return shift(member.published[1], _AHEAD_DAYS) if member.published else None


def _dates(plans: Iterable[Member]) -> list[When]:
    """The dates planned, the first told first; one that only says less than another is left out."""
    unique: dict[str, When] = {}
    for member in plans:
        if days(member.record.when) is not None:
            unique.setdefault(iso(member.record.when), member.record.when)
    told = list(unique.values())
    return [when for when in told if not any(_within(other, when) for other in told)]


def _within(narrow: When, wide: When) -> bool:
    a, b = days(narrow), days(wide)
    return a is not None and b is not None and a != b and b[0] <= a[0] and a[1] <= b[1]


def _held_on(held: Iterable[Member], planned: When) -> When:
    """The date of the event: of several the one nearest to the plan, then the narrowest, then the first."""
    dated = [(span, m.record.when) for m in held if (span := days(m.record.when)) is not None]
    plan = days(planned)
    ranked = [
        (gap(span, plan) if plan else 0, (span[1] - span[0]).days, span[0], iso(when), when.how, when)
        for span, when in dated
    ]
    return min(ranked, key=lambda r: r[:-1])[-1] if ranked else UNDATED


def _days_late(planned: When, held: When) -> int | None:
    plan, event = days(planned), days(held)
    if plan is None or event is None:
        return None
    distance = gap(plan, event)
    return distance if event[0] > plan[1] else -distance


def _claims(name: str, members: Iterable[Member]) -> list[Claim]:
    out = []
    for member in members:
        record = member.record
        dated = days(record.when) is not None
        out.append(
            Claim(
                property=name,
                value=iso(record.when) if dated else "",
                written=record.evidence[0].quote,
                lang=member.lang,
                evidence=record.evidence[0],
            )
        )
    return out


def _telling_order(member: Member) -> tuple[str, str, int, str]:
    evidence = member.record.evidence[0]
    told = member.published[0].isoformat() if member.published else "9999"
    return told, evidence.document_id, evidence.span.start, member.record.id
