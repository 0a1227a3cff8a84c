"""Envoys who hand over their credentials: one meeting, with all whom the document names of that ceremony.

A ministry tells of it in a sentence and a list: "The President received the credentials of five ambassadors.
They are the ambassador of A, X; the ambassador of B, Y". The verb may be one of handing over or of receiving;
either way it is a meeting of the envoys with who received them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.extract.account import Account
from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.model.record import Party, PartyKind, Person, Role
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

_TOLD_AS = frozenset({EngagementKind.MEETING, EngagementKind.MESSAGE, EngagementKind.OTHER})
_NEAR = 80  # characters between the verb and what is handed over
_LISTED = re.compile(r"(?:[\s,،、;'’]|\b\w{1,5}\b)*")  # between the names of states
_BESIDE = 3  # characters: the verb and its object, both taken for the event
_SURE = 0.6
_LONGEST = 40  # sentences of a list


def is_handing_over(context: Context, event: int) -> bool:
    """Whether an event is that of handing over credentials: the nearest to the words for them, or what stands
    right beside these."""
    sentence = context.found[event].sentence
    matches = context.cue("credentials", sentence)
    if not matches:
        return False
    start = context.sentences[sentence].span.start
    told = [number for number, found in context.of(Label.EVENT, sentence) if found.mention.event in _TOLD_AS]

    def gap(number: int) -> int:
        span = context.found[number].span
        return min(max(span.start - start - m.end, start + m.start - span.end, 0) for m in matches)

    if event not in told or gap(event) > _NEAR:
        return False
    return gap(event) <= _BESIDE or event == min(told, key=gap)


def gather_envoys(context: Context, who: Roster, accounts: Sequence[Account]) -> None:
    """Give the tellings of one ceremony all who took part in it: the envoys that its sentence and the list
    behind it name, and who received them."""
    ceremonies = [account for account in accounts if account.ceremony]
    news = {account.sentence for account in ceremonies if account.realis is Realis.ACTUAL}
    for account in ceremonies:
        if account.sentence in news:
            account.realis = Realis.ACTUAL
        account.people = {key: _as_guest(*value) for key, value in account.people.items()}
        for sentence in _told_in(context, who, account.sentence):
            _take_envoys(context, who, account, sentence)
        if not any(person.role is Role.AMBASSADOR for person, _, _ in account.people.values()):
            _take_states(context, account)
    for realis in (Realis.ACTUAL, Realis.PLANNED):
        alike = [account for account in ceremonies if account.realis is realis]
        if _is_one(alike):
            people = {key: value for account in reversed(alike) for key, value in account.people.items()}
            parties = {key: value for account in reversed(alike) for key, value in account.parties.items()}
            for account in alike:
                account.people, account.parties = dict(people), dict(parties)


def _is_one(ceremonies: Sequence[Account]) -> bool:
    """Whether these can be one ceremony: of one day, and before one who receives."""
    days = {str(account.when.date) for account in ceremonies if account.when.date is not None}
    before = [_receivers(account) for account in ceremonies]
    named = [receivers for receivers in before if receivers]
    return len(days) < 2 and (not named or bool(frozenset.intersection(*named)))


def _receivers(account: Account) -> frozenset[str]:
    return frozenset(
        key for key, (person, _, _) in account.people.items() if person.role is not Role.AMBASSADOR
    )


def _as_guest(person: Person, mention: int, parts: tuple[Part, ...]) -> tuple[Person, int, tuple[Part, ...]]:
    """Who takes part in a ceremony: an envoy is a guest, and nobody only sends or gets a message."""
    if person.role is Role.AMBASSADOR:
        return person, mention, (Part.GUEST,)
    return person, mention, tuple(p for p in parts if p not in (Part.INITIATOR, Part.ADDRESSEE))


def _told_in(context: Context, who: Roster, first: int) -> Iterator[int]:
    """The sentence of the ceremony, and those right behind it as long as they name envoys."""
    yield first
    for sentence in range(first + 1, min(first + _LONGEST, len(context.sentences))):
        if not _names_envoys(context, who, sentence):
            return
        yield sentence


def _names_envoys(context: Context, who: Roster, sentence: int) -> bool:
    offices = (found.role for _, found in context.of(Label.OFFICE, sentence))
    people = (p for number, _ in context.of(Label.PERSON, sentence) for p in who.of_mention.get(number, ()))
    return Role.AMBASSADOR in offices or any(person.role is Role.AMBASSADOR for person in people)


def _take_envoys(context: Context, who: Roster, account: Account, sentence: int) -> None:
    for number, _ in context.of(Label.PERSON, sentence):
        for person in who.of_mention.get(number, ()):
            if person.role is Role.AMBASSADOR:
                account.people.setdefault(person.id, (person, number, (Part.GUEST,)))
    for number, office in context.of(Label.OFFICE, sentence):
        if office.role is Role.AMBASSADOR and number not in who.named:
            for party in _sent_by(context, number):
                account.parties.setdefault(party, (Part.GUEST,))


def _take_states(context: Context, account: Account) -> None:
    """The states whose envoys nobody names: those of the ceremony's sentence beside the host's."""
    hosts = {person.party for person, _, _ in account.people.values()}
    if account.place is not None and account.place.country is not None:
        hosts.add(Party(code=account.place.country))
    for _, found in context.of(Label.PARTY, account.sentence):
        for party in found.parties or ((found.party,) if found.party is not None else ()):
            if party.kind is PartyKind.STATE and party not in hosts:
                account.parties.setdefault(party, (Part.GUEST,))


def _sent_by(context: Context, office: int) -> Iterator[Party]:
    """The states whose unnamed ambassadors an office is: those linked to it, and those listed behind it."""
    found = context.found
    yield from found[office].parties
    for link in context.links(office, LinkKind.PARTY):
        party = found[link.right].party
        if party is not None and link.score >= _SURE:
            yield party
    end = found[office].span.end
    for number in range(office + 1, len(found)):
        party, here = found[number].party, found[number]
        between = context.text[end : here.span.start]
        if party is None or here.sentence != found[office].sentence or not _LISTED.fullmatch(between):
            return
        yield party
        end = here.span.end
