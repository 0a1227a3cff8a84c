"""What became of a planned engagement: held, late or early, put off, called off, or nothing that is told.

A plan and its report are records of one engagement, because merging lets a plan miss its day by a little.
What was put off by more is another engagement, with a date of its own: it is the fate of the first where a
document that calls the first off tells the second too.

A fate is made of the engagement's own documents alone. What depends on today, whether a plan is overdue, is
told at the desk: see ``dragoman.desk.fates``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dragoman.merge.compare.telling import Days, days, gap
from dragoman.merge.facts import published
from dragoman.merge.ledger.fields import in_order, iso
from dragoman.merge.ledger.sources import Sources
from dragoman.model.ledger import Claim, Fate, Outcome
from dragoman.model.record import Engagement
from dragoman.model.text import Realis
from dragoman.model.time import UNDATED, When, shift

_HAPPENED = (Realis.ACTUAL, Realis.PAST_BACKGROUND)
_AHEAD_DAYS = 45  # how far off a plan without a date may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A record of the engagement, with the days on which its document may have appeared, and its language."""

    record: Engagement
    published: Days | None
    lang: str


def fate_of(sources: Sources, members: Sequence[Engagement]) -> Fate | None:
    """What became of one engagement of the ledger; its members are all records of it."""
    told = [_member(sources, record) for record in members]
    ours = {record.id for record in members}
    beside = [
        _member(sources, other)
        for document in sorted({m.record.evidence[0].document_id for m in told if _is_off(m.record)})
        for other in sources.readings[document].records
        if isinstance(other, Engagement) and other.id not in ours
    ]
    again = put_off(told, beside, sources.canonical.__getitem__)
    return fate(told, again, into=sources.canonical[again[0].record.id] if again else None)


def fate(members: Iterable[Member], again: Sequence[Member] = (), *, into: str | None = None) -> Fate | None:
    """What became of an engagement, or None if no document tells that it had been planned.

    ``again`` are the records of later plans that documents which call it off tell of the same people, see
    :func:`put_off`, and ``into`` is the engagement that they are of. The order of the members does not
    matter.
    """
    told = sorted(members, key=_telling_order)
    plans = [m for m in told if m.record.realis is Realis.PLANNED or _is_off(m.record)]
    if not plans:
        return None
    held = [m for m in told if m.record.realis in _HAPPENED]
    off = [m for m in told if m.record.realis is Realis.NEGATED]
    later = sorted(again, key=_telling_order)
    moved = _dates([*plans, *later])
    planned = moved[0] if moved else UNDATED
    when = _held_on(held, planned)
    outcome = _outcome(plans, held, off, bool(later))
    late = _days_late(planned, when) if outcome is Outcome.HELD else None
    if late:
        outcome = Outcome.HELD_LATE if late > 0 else Outcome.HELD_EARLY
    return Fate(
        outcome=outcome,
        planned=planned,
        moved=tuple(moved[1:]),
        held=when,
        due=max((day for m in (*plans, *later) if (day := _due(m)) is not None), default=None),
        days_late=late,
        into=into,
        claims=in_order(
            [
                *_claims("planned", [*plans, *later]),
                *_claims("held", held),
                *_claims("postponed", [m for m in off if m.record.postponed]),
                *_claims("called off", [m for m in off if m.record.cancelled and not m.record.postponed]),
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
    off = [m for m in called_off if _is_off(m.record)]
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


def _member(sources: Sources, record: Engagement) -> Member:
    key = record.evidence[0].document_id
    document = sources.documents[key]
    return Member(record=record, published=published(document, sources.readings[key]), lang=document.lang)


def _is_off(record: Engagement) -> bool:
    """Whether a document calls it off or puts it off; a person may have said since that it happened."""
    return record.cancelled and record.realis is Realis.NEGATED


def _outcome(plans: Sequence[Member], held: Sequence[Member], off: Sequence[Member], again: bool) -> Outcome:
    """Held or not, as documents tell; "will not take place" is true of what is put off too, so that one
    document which says "put off" is enough."""
    called_off = [m for m in off if m.record.cancelled]
    if held:
        last = max((m.published[1] for m in held if m.published), default=None)
        told_before = all(m.published and last and m.published[0] <= last for m in called_off)
        return Outcome.HELD if told_before and len(called_off) == len(off) else Outcome.DISPUTED
    if called_off:
        anew = again or any(m.record.postponed for m in called_off) or _planned_anew(plans, called_off)
        return Outcome.POSTPONED if anew else Outcome.CALLED_OFF
    return Outcome.DENIED if off else Outcome.PENDING


def _planned_anew(plans: Iterable[Member], called_off: Sequence[Member]) -> bool:
    """Whether a document that appeared after all that call it off still plans it."""
    last = max((m.published[1] for m in called_off if m.published), default=None)
    return last is not None and any(
        m.published is not None and m.published[0] > last for m in plans if not _is_off(m.record)
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
