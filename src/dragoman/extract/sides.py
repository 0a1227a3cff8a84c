"""The parties that mentions stand for: named, by the people they mean, or by what they take part in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.extract.affiliation import party_of_office
from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind, Label, LinkKind, Part

_BEFORE = 2  # sentences


def parties_of_mention(context: Context, who: Roster, number: int) -> set[Party]:
    """Whom a mention stands for: the parties of its people, the sides it refers to, else what it names."""
    people = who.of_mention.get(number, ())
    out = {person.party for person in people if person.party is not None}.union(who.sides.get(number, ()))
    named = context.found[number].party
    if named is None and not out and context.found[number].label is Label.ORGANISATION:
        named = party_of_office(context, number)
    return out if people or named is None else out | {named}


def parties_of_actors(
    context: Context, who: Roster, event: int, *, without: Part | None = None
) -> tuple[Party, ...]:
    """The parties of those who take part in an event, those with the part ``without`` left aside."""
    out: set[Party] = set()
    for link in context.links(event, LinkKind.ACTOR):
        if without in link.parts:
            continue
        out |= parties_of_mention(context, who, link.right)
    return tuple(sorted(out))


def parties_of_speakers(context: Context, who: Roster, event: int) -> tuple[Party, ...]:
    """Who says what a public act says: those who take part in it, whoever is addressed left aside.

    Where it names none it is both sides if its sentence says so, else who spoke last in the two sentences
    before.
    """
    parties = parties_of_actors(context, who, event, without=Part.ADDRESSEE)
    sentence = context.found[event].sentence
    if parties:
        return parties
    if len(who.pair) == 2 and context.cue("joint", sentence):
        return tuple(sorted(who.pair))
    for other in range(event - 1, -1, -1):
        found = context.found[other]
        if sentence - found.sentence > _BEFORE:
            break
        if found.label is Label.EVENT and found.mention.event is EngagementKind.STATEMENT:
            parties = parties_of_actors(context, who, other, without=Part.ADDRESSEE)
            if parties:
                return parties
    return ()


def parties_of_thing(
    context: Context, who: Roster, mentions: Sequence[int], kind: LinkKind, named: Iterable[Party]
) -> tuple[Party, ...]:
    """Whose a body or instrument is: parties named or linked; while fewer than two are known, those of the
    events linked to it by ``kind``; then the two sides that its sentence speaks of."""
    out = set(named)
    for mention in mentions:
        for link in context.links(mention, LinkKind.PARTY):
            out.update(who.sides.get(link.right, ()))
            party = context.found[link.right].party
            if party is not None:
                out.add(party)
    if len(out) < 2:
        for mention in mentions:
            for link in context.links_to(mention, kind):
                out.update(parties_of_actors(context, who, link.left))
    if len(out) < 2:
        for mention in mentions:
            two = sides_in_sentence(context, who, context.found[mention].sentence)
            if two and out <= two:
                return tuple(sorted(two))
    return tuple(sorted(out))


def sides_in_sentence(context: Context, who: Roster, sentence: int) -> set[Party]:
    """The two sides that a sentence speaks of by reference ("the parties", "the ministers"), or none."""
    for number, _ in context.of(Label.REFERENCE, sentence):
        sides = set(who.sides.get(number, ())) | {
            p.party for p in who.of_mention.get(number, ()) if p.party is not None
        }
        if len(sides) == 2:
            return sides
    return set()
