"""Public acts and messages made whole: who they are by where their clause names nobody, whom they concern.

A ministry's statement says once whose it is ("we condemn", "the ministry conveyed condolences"), and names
the state that an attack struck, or whose deed is denounced, within what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from dragoman.extract.account import ACTS, CONTACTS, Account
from dragoman.extract.affiliation import party_of_office
from dragoman.extract.context import Context
from dragoman.model.record import LEVEL_OF_ROLE, Level, Party, PartyKind, Role
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

_MESSAGE = EngagementKind.MESSAGE
_OF = (_MESSAGE, EngagementKind.CONDEMNATION, EngagementKind.REQUEST, EngagementKind.OTHER)
_SPOKE = frozenset({*ACTS, _MESSAGE, EngagementKind.OTHER})
_BEFORE = 2  # sentences
_UNION = "EU"  # acts as states do
_STRUCK = 0.35  # from this score on, a link tells where what is condemned took place


def complete_acts(context: Context, accounts: Sequence[Account]) -> None:
    """Give messages, condemnations and requests the side that they lack: who does it, or the state that it
    concerns.

    Only where the text leaves one state to choose. Who condemns and condoles with a state takes its side
    (``solidary``); whom else a condemnation concerns, it may be against.
    """
    states = _States(context)
    for account in accounts:
        _summon(context, account)
    spoke = [account for account in accounts if account.kind in _SPOKE]
    messages = {account.sentence for account in spoke if account.kind is _MESSAGE}
    met = any(account.kind in CONTACTS and account.realis is Realis.ACTUAL for account in accounts)
    condoled: set[str] = set()
    for kind in _OF:
        for number, account in enumerate(spoke):
            if account.kind is not kind or account.realis is Realis.NEGATED:
                continue
            wished = kind is EngagementKind.REQUEST and not account.sides and account.sentence in messages
            if not _doers(account) and not wished:
                _take_doer(states, account, spoke[:number], met=met)
            doers = _doers(account)
            other = states.concerned(account, condoled) if doers and len(account.sides) == 1 else None
            if other is not None:
                account.parties |= dict.fromkeys(doers, (Part.INITIATOR,))
                account.parties[other] = (Part.ADDRESSEE,) if kind is _MESSAGE else ()
            if kind is _MESSAGE:
                condoled |= account.sides
            elif kind is EngagementKind.CONDEMNATION:
                account.solidary = other is not None and other.code in condoled
                _date_by_saying(account, spoke)


def leave_senders_at_home(accounts: Sequence[Account]) -> None:
    """Whose message somebody bears does not meet whom it is brought to: of "A, with a message of B, was
    received by C", B sent and A met."""
    letters = {account.sentence: _senders(account) for account in accounts if account.kind is _MESSAGE}
    for account in accounts:
        if account.kind in CONTACTS:
            senders = letters.get(account.sentence, set())
            for key in senders & account.people.keys():
                party = account.people[key][0].party
                bearers = {k for k, (p, _, _) in account.people.items() if p.party == party} - senders
                if party is not None and bearers:
                    del account.people[key]


def _senders(letter: Account) -> set[str]:
    """Those who send a message: of several of one side the highest, for the others bear it."""
    sent = {key: p for key, (p, _, parts) in letter.people.items() if Part.INITIATOR in parts}
    rank = {key: list(Level).index(LEVEL_OF_ROLE[p.role]) for key, p in sent.items() if p.role is not None}
    return {
        key
        for key, person in sent.items()
        if all(
            rank.get(key, len(Level)) <= rank.get(other, len(Level))
            for other, theirs in sent.items()
            if theirs.party == person.party
        )
    }


def _summon(context: Context, account: Account) -> None:
    """An ambassador who is called in by nobody that the clause names is called in by the institution that its
    sentence names, else by the state whose text it is."""
    roles = {person.role for person, _, _ in account.people.values()}
    if account.kind is not EngagementKind.MEETING or roles != {Role.AMBASSADOR} or len(account.sides) != 1:
        return
    named = (party_of_office(context, n) for n, _ in context.of(Label.ORGANISATION, account.sentence))
    hosts = {party for party in named if party is not None and party.kind is PartyKind.STATE}
    host = hosts.pop() if len(hosts) == 1 else context.home
    if host is not None and host.code not in account.sides:
        account.parties[host] = (Part.HOST,)


def _date_by_saying(account: Account, spoke: Iterable[Account]) -> None:
    """A condemnation is of the day on which somebody is told, in the same sentence, to have said it."""
    if account.when.date is not None:
        return
    for other in spoke:
        told = other.kind is EngagementKind.STATEMENT and other.sentence == account.sentence
        if told and other.when.date is not None and other.sides & account.sides:
            account.when, account.when_mention = other.when, other.when_mention
            return


def _doers(account: Account) -> set[Party]:
    """The parties of those who do it: of all who are not addressed, and are not states that it concerns."""
    people = account.people.values()
    out = {p.party for p, _, parts in people if p.party is not None and Part.ADDRESSEE not in parts}
    return out or {party for party, parts in account.parties.items() if Part.ADDRESSEE not in parts}


def _take_doer(states: _States, account: Account, before: Sequence[Account], *, met: bool) -> None:
    """Who spoke last, in the sentences right before; else the state whose text it is. Where people ``met``,
    only of condemnations, and only who spoke."""
    if account.kind is EngagementKind.OTHER or (met and account.kind is not EngagementKind.CONDEMNATION):
        return
    for other in reversed(before):
        if account.sentence - other.sentence > _BEFORE:
            break
        if other.kind is EngagementKind.OTHER:
            continue
        spoke = {party for party in _doers(other) if party.code not in account.sides}
        if len(spoke) == 1:
            account.parties |= dict.fromkeys(spoke, (Part.INITIATOR,))
            return
    alone = None if met else states.alone(account)
    if alone is not None:
        account.parties[alone] = (Part.INITIATOR,)


def _party(code: str) -> Party:
    return Party(code=code, kind=PartyKind.ORGANISATION if code == _UNION else PartyKind.STATE)


@dataclass(frozen=True, slots=True)
class _States:
    """The states that a document names, where it names them."""

    context: Context

    def concerned(self, account: Account, condoled: Set[str]) -> Party | None:
        """The only other state of the act's sentence, by preference one condoled with, or where what the act
        is about took place; where the sentence names none, the only other one of the document."""
        context, sides = self.context, account.sides
        here = context.by_sentence.get(account.sentence, ())
        named = self._of(here) - sides
        struck = self._of(
            link.right
            for event in here
            if context.found[event].mention.event is EngagementKind.OTHER
            for link in context.links(event, LinkKind.PLACE)
            if link.score >= _STRUCK
        )
        for found in (named & condoled, named & struck, named):
            if len(found) == 1:
                return _party(next(iter(found)))
        if named or account.kind is EngagementKind.OTHER:
            return None
        named = self._of(range(len(context.found))) - sides
        return _party(next(iter(named))) if len(named) == 1 else None

    def alone(self, account: Account) -> Party | None:
        """The only state of the document that no sentence on what the act is about names."""
        context = self.context
        others = account.sides | self._of(context.by_sentence.get(account.sentence, ()))
        named = self._of(
            number for number, found in enumerate(context.found) if found.label is not Label.PLACE
        )
        left = named - others
        home = context.home
        if home is not None and home.code in left:
            return home
        return _party(next(iter(left))) if len(left) == 1 else None

    def _of(self, numbers: Iterable[int]) -> set[str]:
        """The codes of the states that mentions name, or have their place in; datelines left aside."""
        out: set[str] = set()
        for number in numbers:
            found = self.context.found[number]
            if self.context.dateline is not None and number in self.context.dateline:
                continue
            if found.label is Label.PLACE and found.place is not None and found.place.country is not None:
                out.add(found.place.country)
            elif found.label in (Label.PARTY, Label.ORGANISATION):
                out |= {p.code for p in found.parties if p.kind is PartyKind.STATE or p.code == _UNION}
        return out
