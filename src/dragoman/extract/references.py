"""References in one document ("his counterpart", "the two sides") -> the people and sides that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.detect.resolve import Found
from dragoman.extract.affiliation import named_beside, party_after, party_before
from dragoman.extract.context import Context
from dragoman.model.record import (
    LEVEL_OF_ROLE,
    Level,
    Party,
    PartyKind,
    Person,
    Role,
)
from dragoman.model.text import Label, LinkKind

_REFERENCE_SCORE = 0.4


def resolve_references(
    context: Context, of_mention: dict[int, tuple[Person, ...]], pair: tuple[Party, ...]
) -> Mapping[int, tuple[Party, ...]]:
    """Resolve each reference in text order, so that one may lean on those before it."""
    sides: dict[int, tuple[Party, ...]] = {}
    _name_holders(context, of_mention)
    for number, found in context.of(Label.REFERENCE):
        linked = _linked(context, number, of_mention, sides)
        match found.reference:
            case "two_people":
                people = _two_people(context, number, found, linked[0], of_mention)
                if people:
                    of_mention[number] = people
                elif len(linked[1]) >= 2:
                    sides[number] = linked[1]
            case "two_sides":
                parties = linked[1] if len(linked[1]) == 2 else _two_sides(context, number, pair)
                if parties:
                    sides[number] = parties
            case "counterpart":
                beside = named_beside(context, number, of_mention)
                if beside is not None:
                    of_mention[number] = of_mention[beside]
                elif linked[0]:
                    of_mention[number] = linked[0][:1]
            case "by_role":
                matching = _last_of_role(context, number, found, of_mention)
                people = matching or linked[0][:1]
                if people:
                    of_mention[number] = people
            case "former" | "latter":
                two = _last_two(context, number, of_mention)
                if len(two) == 2:
                    of_mention[number] = two[:1] if found.reference == "former" else two[1:]
            case _:
                own = tuple(p for p in linked[0] if found.party is None or p.party in (None, found.party))
                if own:
                    of_mention[number] = own
                elif found.party is not None:  # "the Russian side"
                    sides[number] = (found.party,)
                elif linked[1]:
                    sides[number] = linked[1]
    return sides


_SINGLE = frozenset({Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT, Role.FOREIGN_MINISTER, Role.MONARCH})


def _name_holders(context: Context, of_mention: dict[int, tuple[Person, ...]]) -> None:
    """ "The German chancellor arrived": an office without a name is that of the only person whom the document
    names for it, before it, and for the party that stands beside it, if one does. Only offices that a state
    has one of."""
    for number, found in context.of(Label.OFFICE):
        if number in of_mention or found.role not in _SINGLE:
            continue
        link = context.best(number, LinkKind.PARTY)
        party = context.found[link].party if link is not None else None
        party = party or found.party or party_before(context, number) or party_after(context, number)
        holders = {
            person.id: person
            for _, person in _named_before(context, number, of_mention)
            if found.role in {office.role for office in person.offices}
            and party is not None
            and person.party == party
        }
        if len(holders) == 1:
            of_mention[number] = tuple(holders.values())


def _linked(
    context: Context,
    number: int,
    of_mention: Mapping[int, tuple[Person, ...]],
    sides: Mapping[int, tuple[Party, ...]],
) -> tuple[tuple[Person, ...], tuple[Party, ...]]:
    """The people and parties that the tagger's links give a reference."""
    people: dict[str, Person] = {}
    parties: dict[Party, None] = {}
    for link in context.links(number, LinkKind.IS):
        if link.score < _REFERENCE_SCORE:
            continue
        for person in of_mention.get(link.right, ()):
            people.setdefault(person.id, person)
        for side in (*sides.get(link.right, ()), *context.found[link.right].parties):
            parties.setdefault(side)
    return tuple(people.values()), tuple(parties)


def _named_before(
    context: Context, number: int, of_mention: Mapping[int, tuple[Person, ...]]
) -> Iterable[tuple[int, Person]]:
    for other in range(number - 1, -1, -1):
        if context.found[other].label is Label.PERSON:
            for person in of_mention.get(other, ()):
                yield other, person


_MINISTERS = {LEVEL_OF_ROLE[Role.MINISTER], LEVEL_OF_ROLE[Role.DEPUTY_FOREIGN_MINISTER]}


def _two_people(
    context: Context,
    number: int,
    found: Found,
    linked: tuple[Person, ...],
    of_mention: Mapping[int, tuple[Person, ...]],
) -> tuple[Person, ...]:
    """The two people meant: linked ones whose level fits the words, else those of the main event before."""
    role = found.pack.role(found.words)
    levels = _levels(role)

    def fits(person: Person) -> bool:
        return levels is None or person.role is None or LEVEL_OF_ROLE[person.role] in levels

    fitting = tuple(person for person in linked if fits(person))
    if len(fitting) >= 2:
        return fitting[:2]
    best: tuple[float, int, tuple[Person, ...]] | None = None
    for event, mention in context.of(Label.EVENT):
        if event >= number:
            break
        actors: dict[str, Person] = {}
        for link in context.links(event, LinkKind.ACTOR):
            if link.right < number:
                actors |= {p.id: p for p in of_mention.get(link.right, ()) if fits(p)}
        people = tuple(actors.values())
        if len(people) == 2 and (people[0].party is None or people[0].party != people[1].party):
            score = mention.mention.scores.main if mention.mention.scores else 0.0
            if best is None or (score, event) > best[:2]:
                best = (score, event, people)
    if best is not None:
        return best[2]
    two = _last_two(context, number, of_mention)
    return two if all(fits(person) for person in two) else ()


def _levels(role: Role | None) -> set[Level] | None:
    """The levels that the words of a reference can mean; None where they tell none."""
    if role is None or role is Role.OFFICIAL:
        return None
    return _MINISTERS if LEVEL_OF_ROLE[role] in _MINISTERS else {LEVEL_OF_ROLE[role]}


def _last_two(
    context: Context, number: int, of_mention: Mapping[int, tuple[Person, ...]]
) -> tuple[Person, ...]:
    """The two people named last who stand for different sides, in the order in which they were named."""
    last: Person | None = None
    for _, person in _named_before(context, number, of_mention):
        if last is None:
            last = person
        elif person.id != last.id and (person.party is None or person.party != last.party):
            return (person, last)
    return ()


def _last_of_role(
    context: Context, number: int, found: Found, of_mention: Mapping[int, tuple[Person, ...]]
) -> tuple[Person, ...]:
    for _, person in _named_before(context, number, of_mention):
        roles = {office.role for office in person.offices}
        if found.role in roles and (found.party is None or person.party == found.party):
            return (person,)
    return ()


def _two_sides(context: Context, number: int, pair: tuple[Party, ...]) -> tuple[Party, ...]:
    """The two states named around a reference, where they are the document's pair; else unresolved."""
    here = context.found[number].sentence
    near: dict[Party, None] = {}
    for other in range(number - 1, -1, -1):
        found = context.found[other]
        if here - found.sentence > 2:
            break
        if found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE:
            near.setdefault(found.party)
    if len(pair) != 2:
        return ()
    strangers = [party for party in near if party not in pair]
    in_sentence = [f for _, f in context.of(Label.PARTY, here) if f.party and f.party not in pair]
    if in_sentence or (strangers and not set(pair) <= set(near)):
        return ()
    return pair
