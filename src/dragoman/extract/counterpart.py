"""The side that a contact leaves unsaid: "he was then received by the president", "the two sides signed"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.extract.account import CONTACTS, Account
from dragoman.extract.context import Context
from dragoman.model.record import Party, PartyKind, Person
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

MAIN = 0.5
_PAIR = 2
_IMPERSONAL = frozenset(
    {EngagementKind.SIGNING, EngagementKind.COMMISSION_SESSION, EngagementKind.CONSULTATIONS}
)
_OF_PEOPLE = frozenset({EngagementKind.MEETING, EngagementKind.CALL, EngagementKind.VISIT})
_COMPLETED = CONTACTS - {EngagementKind.SIGNING, EngagementKind.SUMMIT}  # many sit at one, one alone accedes


def complete_sides(context: Context, groups: Sequence[list[Account]]) -> None:
    """Give what was signed or sat without a word on who the two sides of what the document is about, and a
    contact that names one side the other: that of the main event, if it is of its two sides, or else that of
    the person whose contacts the document tells.

    What is signed or sits only if it is dated, of a named instrument or body, or placed. Nobody takes part in
    a contact alone; a text leaves out whom it has been speaking of.
    """
    main = max(groups, key=lambda g: max(a.scores.main for a in g), default=None)
    if main is None or max(a.scores.main for a in main) < MAIN:
        return
    pair = _sides(main)
    hero = _hero(groups, main)
    for group in groups:
        sides = _sides(group)
        if not sides and len(pair) == _PAIR:
            _give_both(group, pair)
        elif len(sides) == 1 and (group[0].kind in _COMPLETED or _is_of_two(group)):
            (side,) = sides
            if side in pair and len(pair) == _PAIR:
                (other,) = pair - {side}
                _add(context, group, other, _of_side(main, other) or hero)
            elif hero is not None and hero[0].party not in (None, side):
                assert hero[0].party is not None
                _add(context, group, hero[0].party, hero)


def _sides(group: Sequence[Account]) -> set[Party]:
    """The sides told of a group; of a visit also the state where it is."""
    people = {p.party for a in group for p, _, _ in a.people.values() if p.party is not None}
    visited = {
        Party(code=a.place.country)
        for a in group
        if a.kind is EngagementKind.VISIT and a.place is not None and a.place.country is not None
    }
    return people | visited | {party for a in group for party in a.parties}


def _is_of_two(group: Sequence[Account]) -> bool:
    """Whether an instrument is told to be signed: not one that a state signs into force by itself."""
    return group[0].kind is EngagementKind.SIGNING and any(account.instruments for account in group)


def _give_both(group: Sequence[Account], pair: set[Party]) -> None:
    first = group[0]
    told = any(a.when.date is not None or a.instruments or a.body is not None or a.place for a in group)
    if first.kind in _IMPERSONAL and told:
        first.parties = dict.fromkeys(sorted(pair), ())


_Told = tuple[Person, int]  # somebody, with the mention that names them


def _hero(groups: Sequence[Sequence[Account]], main: Sequence[Account]) -> _Told | None:
    """The person of the main event who has more contacts in the document than anybody of another side."""
    counts: Counter[str] = Counter()
    known: dict[str, _Told] = {}
    for group in groups:
        if group[0].kind not in CONTACTS or group[0].realis is Realis.PAST_BACKGROUND:
            continue
        here = {key: (person, at) for a in group for key, (person, at, _) in a.people.items()}
        counts.update(here.keys())
        known = here | known
    inside = {key for a in main for key in a.people if key in counts}
    if not inside:
        return None
    best = max(sorted(inside), key=lambda key: counts[key])
    party = known[best][0].party
    rivals = [counts[key] for key in counts if known[key][0].party != party]
    return known[best] if party is not None and counts[best] > max(rivals, default=0) else None


def has_unnamed(context: Context, group: Sequence[Account]) -> bool:
    """Whether somebody takes part who is told by an office alone: "was received by the prime minister"."""
    known = {mention for account in group for _, mention, _ in account.people.values()}
    return any(
        context.found[link.right].label is Label.OFFICE and link.right not in known
        for account in group
        for link in context.links(account.event, LinkKind.ACTOR)
    )


def _of_side(main: Sequence[Account], side: Party) -> _Told | None:
    """The only person of a side in the main event."""
    people = {
        key: (person, at) for a in main for key, (person, at, _) in a.people.items() if person.party == side
    }
    return next(iter(people.values())) if len(people) == 1 else None


def _add(context: Context, group: Sequence[Account], side: Party, person: _Told | None) -> None:
    """Add a side to the first telling of a contact: by its person, where the contact is one of people and
    tells of nobody unnamed, and as the guest of a visit that names none."""
    first = group[0]
    visit, named = first.kind is EngagementKind.VISIT, any(a.people for a in group)
    fits = first.kind in _OF_PEOPLE and visit != named and not has_unnamed(context, group)
    if person is not None and person[0].party == side and fits:
        first.people[person[0].id] = (person[0], person[1], (Part.GUEST,) if visit else ())
    elif side.kind is PartyKind.STATE:
        first.parties[side] = ()
