"""Who went to whom, at every level, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.desk.consultations.rows import Balance, ClassSaid, Journey
from dragoman.desk.notes import Note, distinct, note, of_reports
from dragoman.desk.occasions import Occasion
from dragoman.desk.timeline import taking_part
from dragoman.desk.visits import known_levels
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerParticipant, LedgerPerson
from dragoman.model.record import Evidence, Format, Level, Party, VisitClass
from dragoman.model.text import EngagementKind, Part
from dragoman.model.time import When, shift

Pair = tuple[Party, Party]
People = Mapping[str, LedgerPerson]

_ORDER = list(Level)
_REMOTE = (Format.PHONE, Format.VIDEO, Format.SIDELINES)
_IN_PERSON = frozenset(
    {
        EngagementKind.VISIT,
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
    }
)


def journeys(ledger: Ledger, counted: Iterable[Occasion], pair: Pair, apart_days: int) -> tuple[Journey, ...]:
    """The contacts on which one side was in the other's country, oldest first, undated last.

    They are visits, and meetings, consultations and sessions there with people of the other side who are no
    ambassadors (these live there). What is held by telephone or on the sidelines of something else, or with a
    third party, is none. What is no more than ``apart_days`` from another, in the same direction and with
    one of the same people or at the same level, is told of the same visit.
    """
    people = {person.id: person for person in ledger.people}
    made = [j for one in counted if (j := _journey(ledger, one, pair, people)) is not None]
    kept: list[Journey] = []
    for journey in sorted(made, key=_precedence):
        at = next((n for n, other in enumerate(kept) if _is_same(journey, other, apart_days)), None)
        if at is None:
            kept.append(journey)
        else:
            kept[at] = _joined(kept[at], journey)
    return tuple(sorted(kept, key=_order))


def balances(found: Sequence[Journey], pair: Pair) -> tuple[Balance, ...]:
    """How often each side went to the other, for every level of guest, highest first, unknown last."""
    levels = [*Level, None]
    groups = {level: [j for j in found if j.level is level] for level in levels}
    return tuple(_balance(level, groups[level], pair) for level in levels if groups[level])


def host_of(engagement: LedgerEngagement, pair: tuple[Party, ...]) -> Party | None:
    """The side in whose country an engagement is: by its place, or, of a visit, else by its host.

    Who receives somebody for a talk need not do so at home.
    """
    if engagement.place is not None and engagement.place.country is not None:
        return next((p for p in pair if p.code == engagement.place.country), None)
    if engagement.place is None and engagement.host in pair and engagement.kind is EngagementKind.VISIT:
        return engagement.host
    return None


def _journey(ledger: Ledger, occasion: Occasion, pair: Pair, people: People) -> Journey | None:
    parts = [e for e in occasion if _is_in_person(e, pair)]
    hosts = dict.fromkeys(host for e in parts if (host := host_of(e, pair)) is not None)
    if len(hosts) != 1:
        return None
    host = next(iter(hosts))
    guest = pair[1] if host == pair[0] else pair[0]
    travellers = _travellers(parts, guest, people)
    visits = [e for e in parts if e.kind is EngagementKind.VISIT]
    if not travellers and not any(_unnamed(e, guest) for e in visits):
        return None
    levels = [level for p in travellers for level in known_levels(p, people)]
    return Journey(
        id=occasion[0].id,
        engagements=tuple(e.id for e in occasion),
        when=_when(parts),
        guest=guest,
        host=host,
        level=min(levels, key=_ORDER.index, default=None),
        people=travellers,
        place=next((e.place for e in parts if e.place is not None and e.place.city), parts[0].place),
        told_as=(visits or parts)[0].kind,
        classes=_classes(ledger, occasion),
        notes=of_reports(ledger, *(e.reports for e in parts)),
    )


def _precedence(journey: Journey) -> tuple[bool, int, tuple[bool, str, str, str]]:
    """What is told as a visit, and closely dated, before what is not: the others are held against it."""
    date = journey.when.date
    return (
        journey.told_as is not EngagementKind.VISIT,
        (date.last - date.first).days if date is not None else 0,
        _order(journey),
    )


def _is_same(one: Journey, other: Journey, apart_days: int) -> bool:
    if one.guest != other.guest or one.when.date is None or other.when.date is None:
        return False
    first, second = one.when.end or one.when.date, other.when.end or other.when.date
    near = one.when.date.first <= shift(second.last, apart_days)
    near = near and other.when.date.first <= shift(first.last, apart_days)
    common = {p.person_id for p in one.people} & {p.person_id for p in other.people}
    return near and bool(common or one.level is other.level)


def _joined(one: Journey, other: Journey) -> Journey:
    """Both accounts of one visit, the first of which leads."""
    levels = [level for level in (one.level, other.level) if level is not None]
    said: dict[VisitClass, list[Note]] = {}
    for told in (*one.classes, *other.classes):
        said.setdefault(told.visit_class, []).extend(told.notes)
    return replace(
        one,
        engagements=(*one.engagements, *other.engagements),
        level=min(levels, key=_ORDER.index, default=None),
        people=tuple({p.person_id: p for p in (*other.people, *one.people)}.values()),
        place=one.place if one.place is not None and one.place.city else other.place or one.place,
        classes=_by_voices(
            ClassSaid(visit_class=name, notes=distinct(notes)) for name, notes in said.items()
        ),
        notes=distinct((*one.notes, *other.notes)),
    )


def _by_voices(said: Iterable[ClassSaid]) -> tuple[ClassSaid, ...]:
    return tuple(sorted(said, key=lambda r: (-len({n.voice for n in r.notes}), r.visit_class.value)))


def _is_in_person(engagement: LedgerEngagement, pair: Pair) -> bool:
    return (
        engagement.kind in _IN_PERSON
        and engagement.format not in _REMOTE
        and taking_part(engagement) <= set(pair)
    )


def _travellers(
    parts: Iterable[LedgerEngagement], guest: Party, people: People
) -> tuple[LedgerParticipant, ...]:
    """Those of the guest's side who are not known to be its ambassadors, each once.

    At a meeting, those whose office nobody tells may live there, and count for nothing.
    """
    found: dict[str, LedgerParticipant] = {}
    for engagement in parts:
        for person in engagement.participants:
            if person.party != guest or Part.HOST in person.parts:
                continue
            levels = known_levels(person, people)
            resident = not levels if engagement.kind is not EngagementKind.VISIT else False
            if not resident and levels != {Level.AMBASSADOR}:
                found.setdefault(person.person_id, person)
    return tuple(found.values())


def _unnamed(visit: LedgerEngagement, guest: Party) -> bool:
    """Whether a visit is told of the guest without naming anybody of theirs."""
    return guest in visit.parties and not any(p.party in (guest, None) for p in visit.participants)


def _when(parts: Sequence[LedgerEngagement]) -> When:
    """The date of the visit, or else the closest date of what was done on it."""
    if parts[0].when.date is not None:
        return parts[0].when
    return max((e.when for e in parts), key=lambda w: len(str(w.date)) if w.date else 0)


def _classes(ledger: Ledger, occasion: Occasion) -> tuple[ClassSaid, ...]:
    """Every class that a document gives the visit, most voices first."""
    said: dict[VisitClass, list[LedgerEngagement]] = {}
    evidence: dict[VisitClass, list[Evidence]] = {}
    for engagement in occasion:
        for member in engagement.members:
            if member.visit_class is not None:
                said.setdefault(member.visit_class, []).append(engagement)
                evidence.setdefault(member.visit_class, []).extend(member.evidence[:1])
    rows = [
        ClassSaid(visit_class=name, notes=distinct(note(ledger, e) for e in evidence[name])) for name in said
    ]
    return _by_voices(rows)


def _balance(level: Level | None, found: Sequence[Journey], pair: Pair) -> Balance:
    dated = [j for j in found if j.when.date is not None]
    last = dated[-1] if dated else None
    turn = None
    if last is not None and level is not None:
        assert last.when.date is not None
        rivals = [
            j
            for j in dated
            if j.guest != last.guest and j.when.date and j.when.date.last >= last.when.date.first
        ]
        turn = last.host if not rivals else None
    return Balance(
        level=level,
        out=tuple(j.id for j in dated if j.guest == pair[0]),
        back=tuple(j.id for j in dated if j.guest == pair[1]),
        undated=tuple(j.id for j in found if j.when.date is None),
        last=last.id if last else None,
        turn=turn,
    )


def _order(journey: Journey) -> tuple[bool, str, str, str]:
    date = journey.when.date
    if date is None:
        return True, "", "", journey.id
    return False, date.first.isoformat(), date.last.isoformat(), journey.id
