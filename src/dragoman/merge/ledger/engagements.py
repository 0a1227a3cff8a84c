"""Records of engagements -> one entry for each engagement: best values, all claims, conflicts, reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.merge.ledger.fields import (
    DATE,
    FORMAT,
    KIND,
    PLACE,
    PLAIN,
    ROLE,
    Saying,
    Scale,
    best,
    correction,
    decided,
    in_order,
    iso,
    saying,
    surest,
)
from dragoman.merge.ledger.people import party_basis
from dragoman.merge.ledger.plans import fate_of
from dragoman.merge.ledger.sources import Sources
from dragoman.merge.ledger.visits import parts_of_visits
from dragoman.model.ledger import Claim, Conflict, LedgerEngagement, LedgerParticipant, LedgerPerson
from dragoman.model.record import (
    LEVEL_OF_ROLE,
    Engagement,
    Format,
    Level,
    Participant,
    Party,
    PartyBasis,
    Person,
    Place,
    Role,
)
from dragoman.model.text import EngagementKind, Realis
from dragoman.model.time import UNDATED, DateBasis, When


def engagements(sources: Sources, people: Iterable[LedgerPerson]) -> tuple[LedgerEngagement, ...]:
    """Every engagement of the ledger, by date and id; undated ones last."""
    known = {person.id: person for person in people}
    offices = {p.id: p for reading in sources.readings.values() for p in reading.people}
    groups = sources.groups(sources.records(Engagement))
    out = parts_of_visits(_engagement(sources, key, groups[key], known, offices) for key in groups)
    return tuple(sorted(out, key=lambda e: (str(e.when.date or "9999"), e.id)))


def _engagement(
    sources: Sources,
    key: str,
    members: Sequence[Engagement],
    known: dict[str, LedgerPerson],
    offices: dict[str, Person],
) -> LedgerEngagement:
    fields = Fields(sources, members)
    kind = fields.pick("kind", [(e, e.kind.value) for e in members], KIND)
    when = fields.when()
    place = fields.place()
    form = fields.pick("format", [(e, e.format.value) for e in members if e.format], FORMAT)
    initiator = fields.party("initiator", [(e, e.initiator) for e in members])
    host = fields.party("host", [(e, e.host) for e in members])
    session = fields.pick("session", [(e, str(e.session)) for e in members if e.session is not None], PLAIN)
    realis = fields.realis()
    participants = _participants(fields, known, offices)
    refers = [sources.refers[e.id] for e in members]
    body = _linked(sources, members, "body", [r.body for r in refers])
    for event in members:
        if event.body is not None:
            told = sources.claim("body", event.body, event.evidence[0], event.body)
            fields.claims.append(saying(event, told, sources.voice(event)).claim)
    whole = _linked(sources, members, "part_of", [r.part_of for r in refers])
    said, numbered = decided(members, "parties"), decided(members, "session")
    parties = {p for e in members for p in e.parties} | {p.party for p in participants if p.party}
    assert kind is not None
    return LedgerEngagement(
        id=key,
        kind=EngagementKind(kind),
        realis=realis,
        act=_act(sources, members, kind, realis),
        when=when,
        place=place,
        participants=participants,
        parties=said.parties if said is not None else tuple(sorted(parties)),
        main=any(e.main for e in members),
        level=level(participants),
        initiator=initiator,
        host=host,
        format=Format(form) if form else None,
        topics=_by_voices(sources, [(e, t) for e in members for t in e.topics]),
        areas=_by_voices(sources, [(e, a) for e in members for a in e.areas]),
        body=body,
        session=numbered.session if numbered is not None else int(session) if session else None,
        instruments=tuple(sorted({sources.canonical[i] for r in refers for i in r.instruments})),
        part_of=whole if whole != key else None,
        fate=fate_of(sources, members),
        claims=in_order(fields.claims),
        conflicts=tuple(sorted(fields.conflicts, key=lambda c: c.property)),
        members=tuple(members),
        reports=sources.reports(members),
    )


def _act(sources: Sources, members: Sequence[Engagement], kind: str, realis: Realis) -> str | None:
    """The act that most voices tell, of the records with the kind and realis of the whole."""
    alike = [e for e in members if e.kind.value == kind and e.realis is realis]
    told = _by_voices(sources, [(e, e.act) for e in alike or members if e.act is not None])
    return told[0] if told else None


class Fields:
    """The claims and conflicts of one engagement, gathered property by property."""

    def __init__(self, sources: Sources, members: Sequence[Engagement]) -> None:
        self.sources = sources
        self.members = members
        self.claims: list[Claim] = []
        self.conflicts: list[Conflict] = []

    def choose(self, sayings: Sequence[Saying], scale: Scale) -> Saying | None:
        """The best of several sayings; keeps their claims and any conflict."""
        chosen, conflict = best(sayings, scale)
        self.claims.extend(s.claim for s in sayings)
        if conflict is not None:
            self.conflicts.append(conflict)
        return chosen

    def pick(self, name: str, values: Iterable[tuple[Engagement, str]], scale: Scale) -> str | None:
        """The best value of a property that the engagement's own words tell."""
        sayings = [
            saying(e, self.sources.claim(name, value, e.evidence[0]), self.sources.voice(e))
            for e, value in values
        ]
        chosen = self.choose(sayings, scale)
        return chosen.claim.value if chosen else None

    def party(self, name: str, values: Sequence[tuple[Engagement, Party | None]]) -> Party | None:
        """The best value of a property that is a party."""
        by_code = {str(party): party for _, party in values if party is not None}
        code = self.pick(name, [(e, str(party)) for e, party in values if party is not None], PLAIN)
        return by_code[code] if code else None

    def when(self) -> When:
        """The best date, as one of the records gives it.

        What had been planned is no evidence against what was reported: where both are dated, the plans' dates
        are claims, and neither count nor conflict.
        """
        dated = [e for e in self.members if e.when.date is not None]
        dated = [e for e in dated if e.when.basis is not DateBasis.PUBLICATION] or dated
        told = [e for e in dated if not _is_plan(e)] or dated
        self.claims.extend(self._date(e).claim for e in dated if e not in told)
        chosen = self.choose([self._date(e) for e in told], DATE)
        said = decided(self.members, "date")
        if chosen is None or said is not None:
            return said.when if said is not None else UNDATED
        fit = [e.when for e in told if iso(e.when) == chosen.claim.value and e.when.basis is chosen.basis]
        return min(fit, key=lambda when: (when.how, str(when)))

    def _date(self, event: Engagement) -> Saying:
        return saying(
            event,
            self.sources.claim("date", iso(event.when), event.when_evidence or event.evidence[0]),
            self.sources.voice(event),
            basis=event.when.basis,
            anchor=self.sources.published_basis(event.evidence[0].document_id),
        )

    def place(self) -> Place | None:
        """The best place."""
        placed = [(e, e.place) for e in self.members if e.place is not None]
        sayings = [
            saying(
                e,
                self.sources.claim("place", str(place), e.place_evidence or e.evidence[0]),
                self.sources.voice(e),
            )
            for e, place in placed
        ]
        chosen = self.choose(sayings, PLACE)
        said = decided(self.members, "place")
        if said is not None:
            return said.place
        by_name = {str(place): place for _, place in placed}
        return by_name[chosen.claim.value] if chosen else None

    def realis(self) -> Realis:
        """What a person says; else it happened where a document says so, or was denied, is background, or was
        planned.

        A plan and its event are no conflict; a denial and an event are.
        """
        told = {e.realis for e in self.members}
        sayings = [
            saying(e, self.sources.claim("realis", e.realis.value, e.evidence[0]), self.sources.voice(e))
            for e in self.members
        ]
        self.claims.extend(s.claim for s in sayings)
        happened = told & {Realis.ACTUAL, Realis.PAST_BACKGROUND}
        if Realis.NEGATED in told and happened:
            against = [s for s in sayings if s.claim.value != Realis.PLANNED]
            conflict = best(against, PLAIN)[1]
            assert conflict is not None
            self.conflicts.append(conflict)
        said = decided(self.members, "realis")
        if said is not None:
            return said.realis
        order = (Realis.ACTUAL, Realis.PAST_BACKGROUND, Realis.NEGATED, Realis.PLANNED)
        return next(realis for realis in order if realis in told)


def _is_plan(event: Engagement) -> bool:
    """Whether its date is that of a plan, and nobody has put it right."""
    ahead = event.realis is Realis.PLANNED or (event.realis is Realis.NEGATED and event.cancelled)
    return ahead and correction(event, "date") is None


def _participants(
    fields: Fields, known: dict[str, LedgerPerson], offices: dict[str, Person]
) -> tuple[LedgerParticipant, ...]:
    """Everybody whom a document names as taking part, by level, side and name."""
    sources = fields.sources
    told: dict[str, list[tuple[Engagement, Participant]]] = {}
    for event in fields.members:
        for participant in event.participants:
            told.setdefault(sources.canonical[participant.person_id], []).append((event, participant))
    out = [_participant(fields, known[person], told[person], offices) for person in sorted(told)]
    ranks = list(Level)
    return tuple(
        sorted(
            out,
            key=lambda p: (
                ranks.index(LEVEL_OF_ROLE[p.role]) if p.role else len(ranks),
                str(p.party or "~"),
                p.name,
                p.person_id,
            ),
        )
    )


def _participant(
    fields: Fields,
    person: LedgerPerson,
    told: Sequence[tuple[Engagement, Participant]],
    offices: dict[str, Person],
) -> LedgerParticipant:
    sources = fields.sources
    roles = [
        saying(
            _whose(event, p, "role", offices),
            sources.claim(f"role:{person.id}", p.role.value, p.evidence, _written(p, offices)),
            sources.voice(event),
            also=frozenset(o.role.value for o in offices[p.person_id].offices if o.role),
            field=_field(event, p, "role"),
        )
        for event, p in told
        if p.role is not None
    ]
    role = fields.choose(roles, ROLE)
    party = _side(fields, person, told, offices)
    chosen = Role(role.claim.value) if role else None
    return LedgerParticipant(
        person_id=person.id,
        name=person.name,
        role=chosen,
        party=party,
        role_basis=_role_basis(person, chosen, party),
        party_basis=_party_basis(person, party, [offices[p.person_id] for _, p in told]),
        parts=tuple(sorted({part for _, p in told for part in p.parts})),
        reports=sources.ordered(sources.report(event, (p.evidence,)) for event, p in told),
    )


def _side(
    fields: Fields,
    person: LedgerPerson,
    told: Sequence[tuple[Engagement, Participant]],
    offices: dict[str, Person],
) -> Party | None:
    sayings = [
        saying(
            _whose(event, p, "party", offices),
            fields.sources.claim(f"party:{person.id}", str(p.party), p.evidence),
            fields.sources.voice(event),
            field=_field(event, p, "party"),
        )
        for event, p in told
        if p.party is not None
    ]
    by_code = {str(p.party): p.party for _, p in told if p.party is not None}
    chosen = fields.choose(sayings, PLAIN)
    return by_code[chosen.claim.value] if chosen else person.party


def _field(event: Engagement, participant: Participant, name: str) -> str:
    """The name of a participant's field: the engagement's where it was corrected there, or the person's."""
    own = f"{name}:{participant.person_id}"
    return own if correction(event, own) is not None else name


def _whose(
    event: Engagement, participant: Participant, name: str, offices: dict[str, Person]
) -> Engagement | Person:
    """The record on which a person put a participant's field right: the engagement, or the one named."""
    return offices[participant.person_id] if _field(event, participant, name) == name else event


def _party_basis(person: LedgerPerson, party: Party | None, told: Sequence[Person]) -> PartyBasis:
    return person.party_basis if party == person.party else party_basis(told, party)


def _role_basis(person: LedgerPerson, role: Role | None, party: Party | None) -> PartyBasis:
    """The surest on which the person has the role, for this party if it is known for any."""
    held = [office for office in person.offices if role is not None and office.role is role]
    return surest(o.basis for o in [o for o in held if o.party == party] or held)


def _written(participant: Participant, offices: dict[str, Person]) -> str:
    """The words of the office behind a role, where the document has them."""
    held = offices[participant.person_id].offices
    return next((o.written for o in held if o.role is participant.role), participant.evidence.quote)


def level(participants: Iterable[LedgerParticipant]) -> Level | None:
    """The highest level at which both sides (or the only side) are represented; as ``Engagement.level``."""
    order = list(Level)
    by_side: dict[str, int] = {}
    for person in participants:
        if person.role is not None:
            side = person.party.code if person.party else person.person_id
            rank = order.index(LEVEL_OF_ROLE[person.role])
            by_side[side] = min(rank, by_side.get(side, len(order)))
    return order[max(by_side.values())] if by_side else None


def _linked(
    sources: Sources, members: Sequence[Engagement], field: str, found: Sequence[str | None]
) -> str | None:
    """The canonical id that a person's correction refers to, or else the one referred to most often."""
    said = decided(members, field)
    if said is not None and getattr(said, field) in sources.canonical:  # a person may name any document's
        return sources.canonical[getattr(said, field)]
    told = [identity for e, identity in zip(members, found, strict=True) if said is None or e is said]
    return _most([sources.canonical[identity] for identity in told if identity is not None])


def _most(ids: Sequence[str]) -> str | None:
    """The id named most often, the least of several."""
    return min(ids, key=lambda identity: (-ids.count(identity), identity), default=None)


def _by_voices(sources: Sources, named: Iterable[tuple[Engagement, str]]) -> tuple[str, ...]:
    """Words without repeats, those of most voices first."""
    voices: dict[str, set[str]] = {}
    for event, word in named:
        voices.setdefault(word, set()).add(sources.voice(event))
    return tuple(sorted(voices, key=lambda word: (-len(voices[word]), word)))
