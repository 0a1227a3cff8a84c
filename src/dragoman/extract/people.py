"""The people of one document: every mention of a name to a person, every reference to whom it means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.detect.names import SAME_WORD, align, latin_name, split_latin
from dragoman.detect.resolve import Found
from dragoman.extract.context import Context
from dragoman.gazetteer.officials import load as load_officials
from dragoman.gazetteer.parties import is_state
from dragoman.model.record import (
    LEVEL_OF_ROLE,
    Evidence,
    Level,
    Office,
    Party,
    PartyBasis,
    PartyKind,
    Person,
    Role,
)
from dragoman.model.text import Label, LinkKind, Part

_REFERENCE_SCORE = 0.4
_SAID = 1.3  # from this strength on, what the document says of a person's party stands
_GUEST = 1.5  # what being a guest of a state weighs against being of that state


@dataclass(slots=True)
class _Draft:
    """A person in the making: the mentions, words of the fullest Latin name, and offices."""

    mentions: list[int]
    words: tuple[str, ...]
    offices: list[int] = field(default_factory=list)
    party: Party | None = None
    role: Role | None = None
    basis: PartyBasis = PartyBasis.STATED


@dataclass(frozen=True, kw_only=True, eq=False)
class Roster:
    """Who is who in one document.

    ``of_mention`` maps a mention (a name, an office held by a named person, or a reference) to people;
    ``sides`` maps a mention to the parties that it stands for.
    """

    people: tuple[Person, ...]
    of_mention: Mapping[int, tuple[Person, ...]]
    sides: Mapping[int, tuple[Party, ...]]
    pair: tuple[Party, ...]  # the two parties that the document is mostly about, or fewer


def roster(context: Context) -> Roster:
    """Cluster the names of a document, give each person offices and party, and resolve references."""
    drafts = _cluster(context)
    by_mention = {m: d for d in drafts for m in d.mentions}
    _offices(context, by_mention)
    for draft in drafts:
        draft.party, strength = _party_of(context, draft)
        draft.role = _role_of(context, draft)
        _from_gazetteer(context, draft, strength)
    _counterparts(context, drafts, by_mention)
    _other_side(context, drafts, by_mention)
    built = {id(draft): _person(context, draft) for draft in drafts}
    of_mention: dict[int, tuple[Person, ...]] = {m: (built[id(d)],) for m, d in by_mention.items()}
    for draft in drafts:
        for office in draft.offices:
            of_mention.setdefault(office, (built[id(draft)],))
    pair = main_pair(context, [built[id(d)] for d in drafts])
    sides = _references(context, of_mention, pair)
    people = tuple(sorted(built.values(), key=lambda p: p.evidence[0].span.start))
    return Roster(people=people, of_mention=of_mention, sides=sides, pair=pair)


# --- names -> people ---


def _cluster(context: Context) -> list[_Draft]:
    named = [(n, f, _latin_words(f)) for n, f in context.of(Label.PERSON)]
    drafts: list[_Draft] = []
    for number, _, words in sorted(named, key=lambda item: (-len(item[2]), item[0])):
        home = _home(words, drafts, number)
        if home is None:
            drafts.append(_Draft(mentions=[number], words=words))
        else:
            home.mentions.append(number)
    for draft in drafts:
        draft.mentions.sort()
    return sorted(drafts, key=lambda d: d.mentions[0])


def _latin_words(found: Found) -> tuple[str, ...]:
    return split_latin(latin_name(found.words, found.pack))


def _home(words: tuple[str, ...], drafts: Sequence[_Draft], number: int) -> _Draft | None:
    """The person whose name these words are: the best fit, the nearest mention before it deciding ties."""
    best: tuple[float, int, _Draft] | None = None
    for draft in drafts:
        score = align(words, draft.words)
        if len(words) == 1 and len(draft.words) > 1 and score and align(words, draft.words[:1]) >= SAME_WORD:
            score -= 0.1 if align(words, draft.words[1:]) < SAME_WORD else 0.0
        if score < SAME_WORD - (0.1 if len(words) == 1 else 0.0):
            continue
        before = [number - m for m in draft.mentions if m < number]
        distance = min(before) if before else 10_000
        key = (round(score, 2), -distance, draft)
        if best is None or key[:2] > best[:2]:
            best = key
    return best[2] if best else None


# --- offices and parties ---


def _offices(context: Context, by_mention: Mapping[int, _Draft]) -> None:
    best: dict[int, tuple[float, int]] = {}
    for mention in by_mention:
        for link in context.links(mention, LinkKind.OFFICE):
            near = context.found[link.right].sentence == context.found[mention].sentence
            score = link.score if near else link.score - 0.5
            best[link.right] = max(best.get(link.right, (0.0, mention)), (score, mention))
    taken = {office for office, (score, _) in best.items() if score >= context.minimum}
    for office in sorted(taken):
        _add_office(by_mention[best[office][1]], office)
    for number, found in context.of(Label.OFFICE):
        if number in taken:
            continue
        neighbour = _adjacent_name(context, number, found, by_mention)
        if neighbour is not None:
            _add_office(by_mention[neighbour], number)


def _add_office(draft: _Draft, office: int) -> None:
    if office not in draft.offices:
        draft.offices.append(office)


def _adjacent_name(
    context: Context, number: int, found: Found, by_mention: Mapping[int, _Draft]
) -> int | None:
    """A name right behind the office, or right before it after a comma, with nothing but a party between."""
    for step in (1, -1):
        other = number + step
        while 0 <= other < len(context.found) and context.found[other].label is Label.PARTY:
            other += step
        if other not in by_mention or context.found[other].sentence != found.sentence:
            continue
        left, right = sorted((context.found[other].span, found.span))
        gap = context.text[left.end : right.start]
        if len(gap) <= 40 and gap.count(",") <= 1 and "." not in gap.strip(" .")[1:]:
            return other
    return None


def _from_gazetteer(context: Context, draft: _Draft, strength: float) -> None:
    """Where the document does not say for whom somebody well known acts, or hardly: the gazetteer does."""
    if strength >= _SAID and draft.role is not None:
        return
    published = context.detection.document.published
    year, month = (published.year, published.month) if published else (None, None)
    name = " ".join(draft.words)
    code = load_officials().party(name, year=year, month=month)
    if code is None:
        return
    party = Party(code=code) if is_state(code) else Party(code=code, kind=PartyKind.ORGANISATION)
    if strength < _SAID and party != draft.party:
        draft.party, draft.basis = party, PartyBasis.KNOWN
    if draft.role is None and draft.party == party and year is not None:
        offices = load_officials().find(name, year=year, month=month)
        if offices and offices[0].held_at(year, month):
            draft.role = Role(offices[0].role)


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


def _party_of(context: Context, draft: _Draft) -> tuple[Party | None, float]:
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
        before = _party_before(context, office)
        sender = _sender(context, office)
        if sender is not None:
            votes[sender] += 3
        if before is not None:
            votes[before] += 0.8
        elif (after := _party_after(context, office)) is not None:
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
            before = _party_before(context, mention)
            if before is not None:
                votes[before] = votes.get(before, 0.0) + 0.5
    if not votes:
        return None, 0.0
    best = max(votes, key=lambda party: (votes[party], party.kind is PartyKind.STATE, party.code))
    return best, votes[best]


def _visited(context: Context, draft: _Draft) -> set[Party]:
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


def _party_before(context: Context, mention: int) -> Party | None:
    """The party whose name or adjective stands right before a mention: "Russian deputy minister"."""
    if mention == 0:
        return None
    previous, found = context.found[mention - 1], context.found[mention]
    if previous.label not in (Label.PARTY, Label.ORGANISATION) or previous.sentence != found.sentence:
        return None
    gap = context.text[previous.span.end : found.span.start]
    return previous.party if len(gap.strip(" \n'’s-")) <= 1 and len(gap) <= 5 else None


def _party_after(context: Context, mention: int) -> Party | None:
    """The party named right behind an office: "minister of foreign affairs of Russia"."""
    if mention + 1 >= len(context.found):
        return None
    following, found = context.found[mention + 1], context.found[mention]
    if following.label not in (Label.PARTY, Label.ORGANISATION) or following.sentence != found.sentence:
        return None
    gap = context.text[found.span.end : following.span.start]
    return following.party if len(gap) <= 12 and not re.search(r"[,.;:]", gap) else None


def _sender(context: Context, office: int) -> Party | None:
    """Of an envoy, the state he is sent by: the one named before the office, else the first of two after it.

    "X's ambassador to Y", "the ambassador of X to Y". One state alone after the office may be either.
    """
    found = context.found[office]
    if found.role is not Role.AMBASSADOR:
        return None
    before = _party_before(context, office)
    if before is not None and before != found.party:
        return before
    first = found.party or _party_after(context, office)
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


def _role_of(context: Context, draft: _Draft) -> Role | None:
    roles = [context.found[o].pack.role(context.found[o].words, draft.party) for o in draft.offices]
    known = [role for role in roles if role is not None]
    specific = [role for role in known if role not in (Role.OFFICIAL, Role.MINISTER)]
    return (specific or known or [None])[0]


def _counterparts(context: Context, drafts: Sequence[_Draft], by_mention: Mapping[int, _Draft]) -> None:
    """ "His Russian counterpart, X": X has the office of the one spoken of, and the party named there."""
    for number, found in context.of(Label.REFERENCE):
        if found.reference != "counterpart":
            continue
        named = _named_beside(context, number, by_mention)
        if named is None:
            continue
        draft = by_mention[named]
        if draft.party is None or not draft.offices:
            party = found.party or _party_between(context, number, named) or _party_before(context, number)
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
                draft.role = min(
                    others, key=lambda d: min(number - m for m in d.mentions if m < named) % 10_000
                ).role


def _other_side(context: Context, drafts: Sequence[_Draft], by_mention: Mapping[int, _Draft]) -> None:
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


def _named_beside(context: Context, number: int, by_mention: Mapping[int, object]) -> int | None:
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


def _person(context: Context, draft: _Draft) -> Person:
    written = [context.found[m] for m in draft.mentions]
    fullest = max(written, key=lambda f: (len(_latin_words(f)), -f.span.start))
    offices = tuple(
        Office(
            written=context.found[o].words,
            role=context.found[o].pack.role(context.found[o].words, draft.party),
            party=draft.party,
            evidence=context.evidence(context.found[o].span, context.found[o].mention.confidence),
        )
        for o in sorted(draft.offices)
    )
    if draft.role is not None and not any(o.role for o in offices):
        first = context.evidence(context.sentences[written[0].sentence].span, 0.6)
        offices = (
            *offices,
            Office(written=draft.role.value, role=draft.role, party=draft.party, evidence=first),
        )
    evidence: list[Evidence] = []
    for found in written:
        evidence.extend(context.with_repeats(context.evidence(found.span, found.mention.confidence)))
    return Person(
        name=latin_name(fullest.words, fullest.pack),
        lang=fullest.pack.lang,
        spellings=tuple(dict.fromkeys(f.words for f in (fullest, *written))),
        offices=offices,
        party=draft.party,
        party_basis=draft.basis,
        evidence=tuple(evidence),
    )


# --- references ---


def main_pair(context: Context, people: Sequence[Person]) -> tuple[Party, ...]:
    """The two parties named most, people counting for theirs; fewer where the document has fewer."""
    votes: Counter[Party] = Counter()
    for person in people:
        if person.party is not None:
            votes[person.party] += 2
    for found in context.found:
        if found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE:
            votes[found.party] += 1
    ranked = sorted(votes, key=lambda party: (-votes[party], party.code))
    return tuple(ranked[:2])


def sides_in_sentence(context: Context, who: Roster, sentence: int) -> set[Party]:
    """The two sides that a sentence speaks of by reference ("the parties", "the ministers"), or none."""
    for number, _ in context.of(Label.REFERENCE, sentence):
        sides = set(who.sides.get(number, ())) | {
            p.party for p in who.of_mention.get(number, ()) if p.party is not None
        }
        if len(sides) == 2:
            return sides
    return set()


def _references(
    context: Context, of_mention: dict[int, tuple[Person, ...]], pair: tuple[Party, ...]
) -> Mapping[int, tuple[Party, ...]]:
    """Resolve each reference in text order, so that one may lean on those before it."""
    sides: dict[int, tuple[Party, ...]] = {}
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
                beside = _named_beside(context, number, of_mention)
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
                if linked[0]:
                    of_mention[number] = linked[0]
                elif linked[1]:
                    sides[number] = linked[1]
                elif found.party is not None:
                    sides[number] = (found.party,)
    return sides


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
