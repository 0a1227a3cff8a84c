"""Fields of an engagement that documents tell differently: when, where, at whose initiative, in what rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dragoman.desk.differ.rows import (
    Disagreement,
    Kind,
    Standing,
    Told,
    documents,
    exclusive,
    versions,
)
from dragoman.desk.notes import published
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import PUBLIC_ACTS, taking_part
from dragoman.desk.wording import kind_text, place_text, what_text, when_text
from dragoman.gazetteer.parties import load_parties
from dragoman.merge.ledger.fields import DATE, iso
from dragoman.model.ledger import Claim, Conflict, Ledger, LedgerEngagement, LedgerPerson, Outcome
from dragoman.model.record import (
    LEVEL_OF_ROLE,
    Engagement,
    Format,
    Level,
    Party,
    PartyBasis,
    PartyKind,
    Person,
    Place,
    Role,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import DateBasis, PartialDate, When

KINDS: Mapping[str, Kind] = {
    "date": Kind.DATE,
    "place": Kind.PLACE,
    "kind": Kind.TYPE,
    "format": Kind.FORMAT,
    "host": Kind.HOST,
    "initiator": Kind.INITIATOR,
    "session": Kind.SESSION,
    "realis": Kind.HAPPENED,
    "role": Kind.RANK,
    "party": Kind.SIDE,
    "symbol": Kind.SYMBOL,
    "status": Kind.STATUS,
}
_FROM_AFAR = frozenset({EngagementKind.CALL, EngagementKind.MESSAGE})
_IN_ONE_ROOM = frozenset(
    {
        EngagementKind.VISIT,
        EngagementKind.SUMMIT,
        EngagementKind.SIGNING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
    }
)
_AS_NEWS_DAYS = 60  # what is told later may give people the offices that they have had since
_WORKED_OUT = frozenset({DateBasis.RELATIVE, DateBasis.INFERRED})


class Holders:
    """People of the ledger, and the offices that each document states of them."""

    def __init__(self, ledger: Ledger) -> None:
        self.people: dict[str, LedgerPerson] = {person.id: person for person in ledger.people}
        self._read: dict[tuple[str, str], list[Person]] = {}
        canonical = {member: person.id for person in ledger.people for member in person.members}
        for key, reading in ledger.readings.items():
            for person in reading.people:
                owner = canonical.get(person.id, person.id)
                self._read.setdefault((key, owner), []).append(person)

    def states(self, document_id: str, person_id: str, kind: Kind, value: str) -> bool:
        """Whether a document says so itself: what the gazetteer knows or we worked out is nobody's word."""
        read = self._read.get((document_id, person_id), ())
        if kind is Kind.SIDE:
            return any(str(p.party) == value and p.party_basis is PartyBasis.STATED for p in read)
        offices = [o for p in read for o in p.offices if o.role is not None and o.role.value == value]
        return any(o.basis is PartyBasis.STATED for o in offices)

    def held_at_once(self, person_id: str, roles: Sequence[str]) -> bool:
        """Whether some document gives somebody two of these roles together."""
        person = self.people.get(person_id)
        homes = [
            {claim.evidence.document_id for claim in office.claims}
            for office in (person.offices if person else ())
            if office.role is not None and office.role.value in roles
        ]
        return any(a & b for at, a in enumerate(homes) for b in homes[at + 1 :])


def of_engagement(ledger: Ledger, holders: Holders, engagement: LedgerEngagement) -> list[Disagreement]:
    """Every field on which documents differ that could not both be so."""
    if engagement.kind in PUBLIC_ACTS:
        return []
    told = (*engagement.conflicts, *_held_on_another_day(engagement))
    found = (_field(ledger, holders, engagement, conflict) for conflict in told)
    return [row for row in found if row is not None]


def _held_on_another_day(engagement: LedgerEngagement) -> tuple[Conflict, ...]:
    """The date planned beside the date held: no conflict of the ledger, but a change to be shown."""
    fate = engagement.fate
    if fate is None or fate.outcome not in (Outcome.HELD_LATE, Outcome.HELD_EARLY):
        return ()
    own = iso(engagement.when)
    claims: dict[str, list[Claim]] = {}
    for claim in engagement.claims:
        if claim.property == "date":
            claims.setdefault(claim.value, []).append(claim)
    other = [value for value in sorted(claims) if not DATE.meets(value, own)]
    if own not in claims or not other or any(c.property == "date" for c in engagement.conflicts):
        return ()
    return (Conflict(property="date", values=tuple((v, tuple(claims[v])) for v in (own, *other))),)


def subject_of(ledger: Ledger, engagement: LedgerEngagement) -> str:
    """ "meeting, bilateral, 17 March 2021": an engagement in a few words."""
    return f"{what_text(ledger, engagement)}, {when_text(engagement.when)}"


def property_text(engagement: LedgerEngagement, name: str) -> str:
    """A property in words: "rank of Ivan Orlov" for what the ledger calls "role:per-..."."""
    head, _, whose = name.partition(":")
    kind = KINDS.get(head)
    word = kind.value if kind else head
    if not whose:
        return word
    person = next((p.name for p in engagement.participants if p.person_id == whose), None)
    return f"{word} of {person or 'somebody'}"


def _field(
    ledger: Ledger, holders: Holders, engagement: LedgerEngagement, conflict: Conflict
) -> Disagreement | None:
    head, _, whose = conflict.property.partition(":")
    kind = KINDS.get(head)
    if kind is None:
        return None
    members = {member.evidence[0].document_id: member for member in engagement.members}
    values = [
        Told(
            code=value,
            value=_value_text(kind, value, [members.get(c.evidence.document_id) for c in claims]),
            evidence=tuple((c.evidence, c.lang) for c in claims),
        )
        for value, claims in _own_words(ledger, holders, engagement, conflict, kind, whose)
    ]
    values = exclusive(values)
    if not values or not _contrary(kind, engagement, values, members):
        return None
    if kind is Kind.RANK and holders.held_at_once(whose, [one.code for one in values]):
        return None
    standing, values = _standing(ledger, values, members)
    if standing is Standing.CHANGED and kind not in (Kind.DATE, Kind.PLACE, Kind.FORMAT):
        return None
    name = property_text(engagement, conflict.property)
    return Disagreement(
        id=engagement.id,
        kind=kind,
        standing=standing,
        name=conflict.property,
        subject=subject_of(ledger, engagement),
        text=_sentence(kind, name, standing),
        versions=versions(ledger, values),
        parties=tuple(sorted(taking_part(engagement))),
        when=engagement.when,
    )


def _own_words(
    ledger: Ledger,
    holders: Holders,
    engagement: LedgerEngagement,
    conflict: Conflict,
    kind: Kind,
    whose: str,
) -> list[tuple[str, list[Claim]]]:
    """The values with those claims that are a document's own word on the time of the engagement."""
    out = []
    for value, claims in conflict.values:
        kept = [
            claim
            for claim in claims
            if kind not in (Kind.RANK, Kind.SIDE)
            or (
                holders.states(claim.evidence.document_id, whose, kind, claim.value)
                and not (kind is Kind.RANK and _told_later(ledger, engagement, claim))
            )
        ]
        if kept:
            out.append((value, kept))
    return out


def _told_later(ledger: Ledger, engagement: LedgerEngagement, claim: Claim) -> bool:
    """Whether a document appeared so long after the event that offices in it may be later ones."""
    date, told = engagement.when.date, published(ledger, claim.evidence.document_id).date
    return bool(date and told and (told.first - date.last).days > _AS_NEWS_DAYS)


def _contrary(
    kind: Kind,
    engagement: LedgerEngagement,
    values: Sequence[Told],
    members: Mapping[str, Engagement],
) -> bool:
    """Whether the values cannot all be so, as far as the kind of engagement tells."""
    codes = [one.code for one in values]
    match kind:
        case Kind.DATE:
            return any(_days_apart(a, b, members) for at, a in enumerate(values) for b in values[at + 1 :])
        case Kind.PLACE:
            apart = engagement.kind in _FROM_AFAR or engagement.format in (Format.PHONE, Format.VIDEO)
            countries = {code.rpartition(", ")[2] for code in codes}
            return not apart and not (engagement.kind is EngagementKind.VISIT and len(countries) == 1)
        case Kind.TYPE:
            kinds = {EngagementKind(code) for code in codes}
            return bool(kinds & _FROM_AFAR) and bool(kinds & _IN_ONE_ROOM)
        case Kind.RANK:  # "president of the government" is translated in many ways
            levels = {LEVEL_OF_ROLE[Role(code)] for code in codes}
            return not levels & {Level.HEAD_OF_STATE, Level.HEAD_OF_GOVERNMENT}
        case Kind.HAPPENED:  # what is denied on no date of its own may be another
            denied = [
                members.get(key) for one in values for key in documents(one) if one.code == Realis.NEGATED
            ]
            return any(m is not None and (m.cancelled or m.when.date is not None) for m in denied)
        case Kind.SIDE:  # a minister may act for a state and for an organisation
            return len({party_of(code).kind for code in codes}) == 1
        case _:
            return True


def _days_apart(a: Told, b: Told, members: Mapping[str, Engagement]) -> bool:
    """Whether two dates differ by more than a day, or both are the documents' own.

    "Today" and "on Wednesday" are counted from a day of publication that may itself be a day off.
    """
    (first, last), (first2, last2) = _bounds(a.code), _bounds(b.code)
    days = max((first2 - last).days, (first - last2).days)
    return days > 1 or (days == 1 and not _worked_out(a, members) and not _worked_out(b, members))


def _bounds(code: str) -> tuple[dt.date, dt.date]:
    first, _, last = code.partition("/")
    return PartialDate.parse(first).first, PartialDate.parse(last or first).last


def _worked_out(one: Told, members: Mapping[str, Engagement]) -> bool:
    """Whether no document gives the day itself: "Tuesday, 7 February" does, though the year is worked out."""
    told = [members[key] for key in documents(one) if key in members]
    return all(m.when.basis in _WORKED_OUT and not _has_figure(m) for m in told)


def _has_figure(member: Engagement) -> bool:
    words = member.when_evidence.quote if member.when_evidence else ""
    return any(letter.isdecimal() for letter in words)


def _standing(
    ledger: Ledger, values: list[Told], members: Mapping[str, Engagement]
) -> tuple[Standing, list[Told]]:
    """What is told of the event counts; beside it a plan was changed, and an earlier plan by a later."""
    plans = [one for one in values if _only_planned(one, members)]
    held = [one for one in values if one not in plans]
    if len(held) > 1:
        return Standing.DIFFERS, held
    if held and plans:
        return Standing.CHANGED, values
    return (Standing.CHANGED if _one_after_another(ledger, plans) else Standing.DIFFERS), values


def _only_planned(one: Told, members: Mapping[str, Engagement]) -> bool:
    told = [members[key].realis for key in documents(one) if key in members]
    return bool(told) and all(realis is Realis.PLANNED for realis in told)


def _one_after_another(ledger: Ledger, plans: Sequence[Told]) -> bool:
    """Whether all documents of one plan appeared before all of the next."""
    spans = []
    for one in plans:
        dates = [published(ledger, key).date for key in documents(one)]
        if not all(dates):
            return False
        spans.append((min(d.first for d in dates if d), max(d.last for d in dates if d)))
    spans.sort()
    return all(earlier[1] < later[0] for earlier, later in pairwise(spans))


def _value_text(kind: Kind, value: str, members: Sequence[Engagement | None]) -> str:
    match kind:
        case Kind.DATE:
            first, _, last = value.partition("/")
            bases = [m.when.basis for m in members if m is not None and m.when.date is not None]
            basis = bases[0] if bases and set(bases) <= _WORKED_OUT else DateBasis.STATED
            end = PartialDate.parse(last) if last else None
            return when_text(When(date=PartialDate.parse(first), end=end, basis=basis))
        case Kind.PLACE:
            city, _, country = value.rpartition(", ")
            if country not in load_parties():
                city, country = value, ""
            return place_text(Place(city=city or None, country=country or None))
        case Kind.TYPE:
            return kind_text(EngagementKind(value))
        case Kind.SESSION:
            return f"session {value}"
        case Kind.HOST | Kind.INITIATOR | Kind.SIDE:
            return party_name(party_of(value))
        case Kind.HAPPENED:
            return "denied or called off" if value == Realis.NEGATED else "took place"
        case _:
            return value


def party_of(code: str) -> Party:
    """The party of a code as claims have it."""
    kind = PartyKind.STATE if code in load_parties() else PartyKind.ORGANISATION
    return Party(code=code, kind=kind)


def _sentence(kind: Kind, name: str, standing: Standing) -> str:
    if standing is Standing.CHANGED:
        return f"Planned in one way and told in another: {name}"
    return _SENTENCES.get(kind, f"Sources differ on {name}").format(name=name)


_SENTENCES: Mapping[Kind, str] = {
    Kind.HAPPENED: "Some tell that it took place, others deny it",
    Kind.DATE: "Sources give different dates",
    Kind.PLACE: "Sources give different places",
    Kind.RANK: "Sources give different offices for the same time: {name}",
    Kind.SIDE: "Sources differ on whom somebody acts for: {name}",
    Kind.INITIATOR: "Sources differ on who took the initiative",
    Kind.HOST: "Sources differ on who was the host",
    Kind.SESSION: "Sources number the session differently",
    Kind.FORMAT: "Sources differ on how it was held",
    Kind.TYPE: "Sources differ on what it was",
}
