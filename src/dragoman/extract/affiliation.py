"""For whom a person acts, and in what role: from the words beside the name, and only then from elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dragoman.extract.context import Context
from dragoman.extract.draft import Draft
from dragoman.gazetteer.officials import load as load_officials
from dragoman.gazetteer.parties import is_state
from dragoman.model.record import (
    Party,
    PartyBasis,
    PartyKind,
    Role,
)
from dragoman.model.text import EngagementKind, Label, LinkKind, Part

_SAID = 1.3  # from this strength on, what the document says of a person's party stands


_INSTITUTIONS = frozenset({"foreign ministry", "ministry", "presidency", "royal court", "government"})


_AROUND_NAME = 60  # characters


_GUEST = 1.5  # what being a guest of a state weighs against being of that state


def from_gazetteer(draft: Draft, strength: float, time: tuple[int | None, int | None]) -> None:
    """Where the document does not say for whom somebody well known acts, or hardly: the gazetteer does.

    ``time`` is the year and month of the document, as far as they are known.
    """
    if strength >= _SAID and draft.role is not None:
        return
    year, month = time
    name = " ".join(draft.words)
    code = load_officials().party(name, year=year, month=month)
    if code is None:
        return
    party = Party(code=code) if is_state(code) else Party(code=code, kind=PartyKind.ORGANISATION)
    if strength < _SAID and party != draft.party:
        draft.party, draft.basis = party, PartyBasis.KNOWN
    if draft.role is None and draft.party == party:
        offices = load_officials().find(name, year=year, month=month)
        only = len({office.role for office in offices}) == 1
        if offices and (offices[0].held_at(year, month) if year is not None else only):
            draft.role, draft.role_basis = Role(offices[0].role), PartyBasis.KNOWN


def time_of(context: Context) -> tuple[int | None, int | None]:
    """Year and month of the document: those of publication, else of the latest full date that it states."""
    published = context.detection.document.published
    if published is not None:
        return published.year, published.month
    said = [
        f.expression for _, f in context.of(Label.DATE) if f.expression is not None and f.expression.is_full
    ]
    stated = [(s.year, s.month) for s in said if s.year is not None and s.month is not None]
    return max(stated, default=(None, None))


_OF_STATES = frozenset(
    {
        Role.FOREIGN_MINISTER,
        Role.DEPUTY_FOREIGN_MINISTER,
        Role.AMBASSADOR,
        Role.HEAD_OF_GOVERNMENT,
        Role.DEPUTY_PRIME_MINISTER,
        Role.MONARCH,
        Role.MINISTER,
    }
)


_TALKS = (EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL)


_AT_HOME = _OF_STATES - {Role.AMBASSADOR} | {Role.HEAD_OF_STATE}


def party_of(context: Context, draft: Draft) -> tuple[Party | None, float]:
    """For whom a person acts, and how strongly the document says so; of ministers a state, or the EU."""
    votes: dict[Party, float] = defaultdict(float)
    for mention in (*draft.mentions, *draft.offices):
        found = context.found[mention]
        if found.party is not None:  # within the words of the office; an envoy's may be where he is sent
            votes[found.party] += 0.3 if found.role is Role.AMBASSADOR else 2.0
        for link in context.links(mention, LinkKind.PARTY):
            party = context.found[link.right].party
            if party is not None and _belongs(context, mention, link.right):
                votes[party] += link.score * (1.2 if found.label is Label.OFFICE else 1.0)
    for office in draft.offices:
        before = party_before(context, office)
        sender = _sender(context, office)
        if sender is not None:
            votes[sender] += 3
        if before is not None:
            votes[before] += 0.8
        elif (after := party_after(context, office)) is not None:
            votes[after] += 0.6
    for country in _visited(context, draft):
        votes[country] -= _GUEST
    roles = {context.found[o].role for o in draft.offices}
    votes = {
        party: vote
        for party, vote in votes.items()
        if vote > 0 and not (roles & _OF_STATES and party.kind is not PartyKind.STATE and party.code != "EU")
    }
    if not votes:
        for mention in draft.mentions:
            before = party_before(context, mention)
            if before is not None:
                votes[before] = votes.get(before, 0.0) + 0.5
    if not votes:
        return None, 0.0
    best = max(votes, key=lambda party: (votes[party], party.kind is PartyKind.STATE, party.code))
    return best, votes[best]


def _visited(context: Context, draft: Draft) -> set[Party]:
    """The states that a person visits: nobody is a guest of their own."""
    out: set[Party] = set()
    mentions = {*draft.mentions, *draft.offices}
    for event, _ in context.of(Label.EVENT):
        links = context.links(event, LinkKind.ACTOR)
        if not any(link.right in mentions and Part.GUEST in link.parts for link in links):
            continue
        for link in links:
            if Part.HOST in link.parts and link.right not in mentions:
                out.update(context.found[link.right].parties)
        for link in context.links(event, LinkKind.PLACE):
            place = context.found[link.right].place
            if place is not None and place.country is not None and place.city is None:
                out.add(Party(code=place.country))
    return out


def _belongs(context: Context, mention: int, party: int) -> bool:
    """Whether a party can be that of a person or office: in its sentence, with no event told between them."""
    left, right = sorted((mention, party))
    if context.found[left].sentence != context.found[right].sentence:
        return False
    return all(context.found[n].label is not Label.EVENT for n in range(left + 1, right))


def party_before(context: Context, mention: int) -> Party | None:
    """The party whose name or adjective stands right before a mention: "Russian deputy minister"."""
    if mention == 0:
        return None
    previous, found = context.found[mention - 1], context.found[mention]
    if previous.label not in (Label.PARTY, Label.ORGANISATION) or previous.sentence != found.sentence:
        return None
    gap = context.text[previous.span.end : found.span.start]
    return previous.party if len(gap.strip(" \n'’s-")) <= 1 and len(gap) <= 5 else None


def party_after(context: Context, mention: int) -> Party | None:
    """The party named right behind an office: "minister of foreign affairs of Russia"."""
    if mention + 1 >= len(context.found):
        return None
    following, found = context.found[mention + 1], context.found[mention]
    if following.label not in (Label.PARTY, Label.ORGANISATION) or following.sentence != found.sentence:
        return None
    gap = context.text[found.span.end : following.span.start]
    return following.party if len(gap) <= 12 and not re.search(r"[,.;:]", gap) else None


def party_of_office(context: Context, mention: int) -> Party | None:
    """Whose an unnamed office or institution is: of the party linked to it or named beside it; a ministry,
    government, presidency or court of which nothing says so is of the state whose text it is."""
    link = context.best(mention, LinkKind.PARTY)
    party = context.found[link].party if link is not None else None
    party = party or party_before(context, mention) or party_after(context, mention)
    if party is None and context.found[mention].label is Label.ORGANISATION:
        found = context.found[mention]
        if found.pack.meaning("origin", found.words) in _INSTITUTIONS:
            return context.home
    return party


def _sender(context: Context, office: int) -> Party | None:
    """Of an envoy, the state he is sent by: the one named before the office, else the first of two after it.

    "X's ambassador to Y", "the ambassador of X to Y". One state alone after the office may be either.
    """
    found = context.found[office]
    if found.role is not Role.AMBASSADOR:
        return None
    before = party_before(context, office)
    if before is not None and before != found.party:
        return before
    first = found.party or party_after(context, office)
    if first is None:
        return None
    start = office + 1 if found.party is not None else office + 2
    for other in range(start, min(start + 2, len(context.found))):
        following = context.found[other]
        if following.sentence != found.sentence or following.label not in (Label.PARTY, Label.PLACE):
            return None
        if following.party != first:
            return first
    return None


def role_of(context: Context, draft: Draft) -> Role | None:
    split = [_joined_role(context, draft, left, right) for left, right in pairwise(sorted(draft.offices))]
    roles = [
        *split,
        *(context.found[o].pack.role(context.found[o].words, draft.party) for o in draft.offices),
    ]
    known = [role for role in roles if role is not None]
    specific = [role for role in known if role not in (Role.OFFICIAL, Role.MINISTER)]
    return (specific or known or [None])[0]


def _joined_role(context: Context, draft: Draft, left: int, right: int) -> Role | None:
    """The role of an office written around the name or a party: "minister X of Foreign Affairs"."""
    one, other = context.found[left], context.found[right]
    between = [context.found[n] for n in range(left + 1, right)]
    near = one.sentence == other.sentence and other.span.start - one.span.end <= _AROUND_NAME
    if not near or not all(
        f.label is Label.PARTY or n in draft.mentions for n, f in enumerate(between, left + 1)
    ):
        return None
    return one.pack.role(f"{one.words} {other.words}", draft.party)


def name_counterparts(context: Context, drafts: Sequence[Draft], by_mention: Mapping[int, Draft]) -> None:
    """ "His Russian counterpart, X": X has the office of the one spoken of, and the party named there."""
    for number, found in context.of(Label.REFERENCE):
        if found.reference != "counterpart":
            continue
        named = named_beside(context, number, by_mention)
        if named is None:
            continue
        draft = by_mention[named]
        if draft.party is None or not draft.offices:
            party = found.party or _party_between(context, number, named) or party_before(context, number)
            draft.party = party or draft.party
        if draft.role is None:
            others = [
                d
                for d in drafts
                if d is not draft
                and d.role is not None
                and d.mentions[0] < named
                and (d.party is None or d.party != draft.party)
            ]
            if others:
                nearest = min(others, key=lambda d: min(abs(number - m) for m in d.mentions if m < named))
                draft.role, draft.role_basis, draft.role_mention = nearest.role, PartyBasis.INFERRED, number


def infer_from_list(context: Context, by_mention: Mapping[int, Draft]) -> None:
    """In a list of delegates the party is said once: who follows with an office of his own is of the same.

    Only within a sentence, with no event told and no other party named between the two, and not of the only
    two who met, if they hold like offices or one is an ambassador: each of them is the other's side.
    """
    met = _met_alone(context, by_mention)
    for number, draft in sorted(by_mention.items()):
        if draft.party is not None or not draft.offices:
            continue
        for other in range(number - 1, -1, -1):
            found = context.found[other]
            if (
                found.sentence != context.found[number].sentence
                or found.label is Label.EVENT
                or found.parties
            ):
                break
            listed = by_mention.get(other)
            if listed is not None and set(draft.offices) & set(listed.offices):
                break  # two who hold one office are of two sides: "Presidents X and Y"
            if listed is not None and frozenset((id(draft), id(listed))) in met and _are_apart(draft, listed):
                break
            if listed is not None and listed.party is not None and listed.offices:
                draft.party, draft.basis = listed.party, PartyBasis.INFERRED
                break


def _are_apart(one: Draft, other: Draft) -> bool:
    """Whether two who met are likely of two sides: of one rank, or an envoy with whom he is sent to."""
    envoys = [draft.role is Role.AMBASSADOR for draft in (one, other)]
    return one.role == other.role or sum(envoys) == 1


def _met_alone(context: Context, by_mention: Mapping[int, Draft]) -> set[frozenset[int]]:
    """The pairs of people who alone take part in talks."""
    out: set[frozenset[int]] = set()
    for event, found in context.of(Label.EVENT):
        if found.mention.event in _TALKS:
            actors = [link.right for link in context.links(event, LinkKind.ACTOR)]
            people = frozenset(id(by_mention[n]) for n in actors if n in by_mention)
            if len(people) == 2 and all(n in by_mention for n in actors):
                out.add(people)
    return out


def infer_from_home(context: Context, drafts: Sequence[Draft], by_mention: Mapping[int, Draft]) -> bool:
    """A minister or head whom nothing gives a state is of the one whose text it is; no guest is, nor who
    alone meets somebody of it. Says whether there was one."""
    home, inferred = context.home, False
    if home is None:
        return False
    at_home = {id(draft) for draft in drafts if draft.party == home}
    met = _met_alone(context, by_mention)
    for draft in drafts:
        if draft.party is not None or draft.role not in _AT_HOME or home in _visited(context, draft):
            continue
        if not any(id(draft) in pair and pair & at_home for pair in met):
            draft.party, draft.basis = home, PartyBasis.INFERRED
            inferred = True
    return inferred


def infer_other_side(context: Context, drafts: Sequence[Draft], by_mention: Mapping[int, Draft]) -> None:
    """Where one of two who deal with each other has no party: the other state that the document is about.

    Only where the document's two states are named far more than any third, and the partner's is one of them.
    """
    votes: Counter[Party] = Counter()
    for found in context.found:
        if found.label in (Label.PARTY, Label.PLACE):
            states = [p for p in found.parties if p.kind is PartyKind.STATE]
            city = found.place is not None and found.place.city is not None and found.label is Label.PLACE
            place = found.place.country if found.place and city else None
            votes.update(states or ([Party(code=place)] if place else []))
    for draft in drafts:
        if draft.party is not None:
            votes[draft.party] += len(draft.mentions)
    ranked = sorted(votes, key=lambda party: (-votes[party], party.code))
    if len(ranked) < 2 or (len(ranked) > 2 and votes[ranked[2]] * 2 > votes[ranked[1]]):
        return
    pair = ranked[:2]
    partners: dict[int, set[Party]] = defaultdict(set)
    for event, _ in context.of(Label.EVENT):
        actors = {
            id(by_mention[link.right]): by_mention[link.right]
            for link in context.links(event, LinkKind.ACTOR)
            if link.right in by_mention
        }
        if len(actors) == 2:
            one, other = actors.values()
            if other.party is not None:
                partners[id(one)].add(other.party)
            if one.party is not None:
                partners[id(other)].add(one.party)
    for draft in drafts:
        if draft.party is None and draft.role is not None and len(partners[id(draft)]) == 1:
            partner = next(iter(partners[id(draft)]))
            opposite = next((p for p in pair if p != partner), None)
            if partner in pair and opposite is not None and opposite not in _visited(context, draft):
                draft.party = opposite
                draft.basis = PartyBasis.INFERRED


def named_beside(context: Context, number: int, by_mention: Mapping[int, object]) -> int | None:
    """The name that stands beside a reference to a counterpart, in the same sentence."""
    found = context.found[number]
    for other in range(number + 1, min(number + 4, len(context.found))):
        beside = context.found[other]
        if beside.sentence != found.sentence:
            break
        if beside.label is Label.PERSON and other in by_mention and beside.span.start - found.span.end <= 60:
            return other
        if beside.label not in (Label.PARTY, Label.REFERENCE, Label.OFFICE):
            break
    return None


def _party_between(context: Context, left: int, right: int) -> Party | None:
    for number in range(left + 1, right):
        if context.found[number].party is not None:
            return context.found[number].party
    return None
