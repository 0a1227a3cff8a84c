"""Gatherings told only as a setting: "on the sidelines of the summit of X, A met B", "spoke at a meeting"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.extract.account import ACTS, Account
from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.place import named_place
from dragoman.model.record import Party, PartyKind, Person, Role
from dragoman.model.text import EngagementKind, EventScores, Label, LinkKind, Part, Realis

_People = dict[str, tuple[Person, int, tuple[Part, ...]]]
_NEAR = 60  # characters from the words "on the sidelines of" to the name of the gathering
_AFTER = 30  # characters from that name to the place
_NAMES = (Label.BODY, Label.ORGANISATION)
_GATHERINGS = (EngagementKind.MEETING, EngagementKind.COMMISSION_SESSION, EngagementKind.SUMMIT)
_DISCUSSED = (EngagementKind.STATEMENT, EngagementKind.CONSULTATIONS)
_ATTENDED = 0.4  # the score from which going somewhere is a part of what is held there
_HEADS = (Role.HEAD_OF_STATE, Role.HEAD_OF_GOVERNMENT, Role.MONARCH)


def gatherings_around(context: Context, accounts: Sequence[Account]) -> list[Account]:
    """One telling of a summit for each sentence that names a gathering of an organisation as its setting.

    Those who take part are the people of the first side that the sentence's contact names; what the tagger
    itself marked as a gathering there is made a summit and adds nothing.
    """
    out: list[Account] = []
    by_sentence: dict[int, list[Account]] = {}
    for account in accounts:
        by_sentence.setdefault(account.sentence, []).append(account)
    for number, sentence in enumerate(context.sentences):
        if sentence.repeat_of is not None:
            continue
        for match in context.cue("format", number):
            if match.value != "sidelines":
                continue
            told = by_sentence.get(number, [])
            behind = sentence.span.start + match.end
            named = _named_after(context, number, behind)
            if named is not None and not _is_told(context, told, *named, behind):
                out.append(_telling(context, told, *named, number))
    return out


def seat_speakers(context: Context, who: Roster, accounts: Sequence[Account]) -> None:
    """ "A and B discussed X at a meeting": of a gathering of nobody named, told in a sentence behind what two
    sides say together, they are the sides. Where no head of theirs is named, states hold no summit."""
    headed = {person.party for person in who.people if person.role in _HEADS}
    for account in accounts:
        if account.kind not in _GATHERINGS or account.people or account.parties or account.setting:
            continue
        said = [
            other
            for other in accounts
            if other.sentence == account.sentence
            and other.event < account.event
            and other.kind in _DISCUSSED
            and other.realis is account.realis
            and len(other.sides) > 1
        ]
        if len(said) != 1 or context.is_on_sidelines(account.sentence):
            continue
        account.people, account.parties = dict(said[0].people), dict(said[0].parties)
        states = all(party.kind is PartyKind.STATE for party in account.parties)
        low = account.body is None and not headed & account.parties.keys()
        if account.kind is EngagementKind.SUMMIT and states and low:
            account.kind = EngagementKind.MEETING


def attend_summits(context: Context, accounts: Sequence[Account]) -> list[Account]:
    """The tellings, without those of going to a summit that the same sentence tells of: "will take part in
    Nice in the UN conference". Who goes there takes part in it, and visits nobody."""
    summits = {account.event: account for account in accounts if account.kind is EngagementKind.SUMMIT}
    out: list[Account] = []
    for account in accounts:
        held = _attended(context, account, summits)
        if held is None:
            out.append(account)
            continue
        held.people |= {key: (who, at, ()) for key, (who, at, _) in account.people.items()}
        if held.when.date is None:
            held.when, held.when_mention = account.when, account.when_mention
        if held.place is None:
            held.place, held.place_mention = account.place, account.place_mention
    return out


def _attended(context: Context, account: Account, summits: Mapping[int, Account]) -> Account | None:
    """The summit of the same sentence that somebody, received by nobody, goes to: where and when it is, as
    far as both are told."""
    if account.kind is not EngagementKind.VISIT or not account.people:
        return None
    if any(Part.HOST in parts for _, _, parts in account.people.values()):
        return None
    for link in context.links(account.event, LinkKind.PART):
        held = summits.get(link.right)
        if held is None or held.sentence != account.sentence or link.score < _ATTENDED:
            continue
        elsewhere = account.place is not None and held.place is not None and account.place != held.place
        if not elsewhere and account.when.date == (held.when.date or account.when.date):
            return held
    return None


def _named_after(context: Context, sentence: int, offset: int) -> tuple[int, set[Party]] | None:
    """The first body or organisation close behind an offset, and the organisations in its name."""
    for number, found in enumerate(context.found):
        if found.sentence != sentence or not 0 <= found.span.start - offset <= _NEAR:
            continue
        if found.label in (Label.PERSON, Label.OFFICE) or (
            found.label is Label.EVENT and found.mention.event not in _GATHERINGS
        ):
            return None
        if found.label in _NAMES:
            parties = context.parties_in(number)
            parties |= {found.party} if found.party is not None else set()
            named = {party for party in parties if party.kind is PartyKind.ORGANISATION}
            if named:
                return number, named
    return None


def _is_told(context: Context, told: Sequence[Account], name: int, parties: set[Party], behind: int) -> bool:
    """Whether a gathering's own word stands beside its name; it is then a summit. One that stands ``behind``
    the word for sidelines is no meeting of the people whom it is linked to: they met beside it."""
    at = context.found[name].span
    for account in told:
        words = context.found[account.event].span
        near = 0 <= at.start - words.end <= _AFTER or 0 <= words.start - at.end <= _AFTER
        own = behind <= words.start <= at.start
        if near and own and account.kind in _GATHERINGS and len(account.people) > 1:
            account.people = _of_first_side(account.people)
        if near and account.kind in _GATHERINGS and len(account.people) < 2:
            account.kind, account.setting = EngagementKind.SUMMIT, True
            account.parties |= dict.fromkeys(sorted(parties - account.parties.keys()), ())
            return True
    return False


def _of_first_side(people: _People) -> _People:
    """The people of the side that is named first, without their parts."""
    first = min(people.values(), key=lambda item: item[1])[0].party
    return {
        key: (person, mention, ()) for key, (person, mention, _) in people.items() if person.party == first
    }


def _telling(
    context: Context, told: Sequence[Account], name: int, parties: set[Party], sentence: int
) -> Account:
    contact = next((a for a in told if a.kind not in ACTS and a.people), None)
    out = Account(
        event=name,
        sentence=sentence,
        kind=EngagementKind.SUMMIT,
        realis=contact.realis if contact is not None else Realis.ACTUAL,
        scores=EventScores(),
        parties=dict.fromkeys(sorted(parties), ()),
        setting=True,
    )
    if contact is not None:
        out.people = _of_first_side(contact.people)
    end = context.found[name].span.end
    for number, found in context.of(Label.PLACE, sentence):
        if 0 <= found.span.start - end <= _AFTER:
            place = named_place(context, number)
            if place is not None:
                out.place_mention, out.place = number, place
                break
    return out
