"""One telling of an event: its actors, date, place and realis, from its own words and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.extract.account import ACTS, Account, union_of_parts
from dragoman.extract.affiliation import party_of_office
from dragoman.extract.context import Context
from dragoman.extract.counting import is_counted
from dragoman.extract.credentials import is_handing_over
from dragoman.extract.people import Roster
from dragoman.extract.place import named_place, place_of
from dragoman.extract.timing import Timing, best_date
from dragoman.gazetteer.acts import load_acts
from dragoman.lexicon.forms import Match
from dragoman.model.record import BodyKind, Party, PartyKind, Person, Place, Role
from dragoman.model.text import EngagementKind, EventScores, Label, Link, LinkKind, Part, Realis
from dragoman.model.time import UNDATED, DateBasis, When

_ENUMERATION = re.compile(r"[\s,،、;]*(?:\w{1,4}[\s'’]+)?(?:\w{1,4}[\s'’]+)?و?")
_HYPHEN = re.compile(r"\s?[-–—]\s?")
_SENTENCE_SIGNS = re.compile(r"[,.;:()]")
_CLOSE = 25  # characters
_TWO = 2
_ORGANS = (Label.BODY, Label.ORGANISATION, Label.PARTY)
_BESIDE = 12  # characters
_MISTAKEN = (EngagementKind.CALL, EngagementKind.REQUEST, EngagementKind.CONSULTATIONS, EngagementKind.VISIT)
_MATERIAL_CONFLICT = 4
_FAR = 0.6
SITTINGS = (EngagementKind.COMMISSION_SESSION, EngagementKind.SUMMIT, EngagementKind.CONSULTATIONS)


_MET = frozenset(
    {EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL, EngagementKind.VISIT}
)
_LESS = 0.25
_INSTRUMENT = 0.7
_OF = 8  # characters from a body's name to that of the organisation whose it is
_CONFERENCES = frozenset({BodyKind.OTHER.value, BodyKind.FORUM.value})


NEWS_DAYS = 10


def account_of(context: Context, who: Roster, times: Timing, event: int) -> Account:
    mention = context.found[event].mention
    assert mention.event is not None
    assert mention.realis is not None
    account = Account(
        event=event,
        sentence=context.found[event].sentence,
        kind=mention.event,
        realis=mention.realis,
        scores=mention.scores or EventScores(),
    )
    if account.kind in _MISTAKEN and _is_hostile(context, event):
        account.kind = EngagementKind.OTHER
    elif is_handing_over(context, event):
        account.kind, account.ceremony = EngagementKind.MEETING, True
    for link in _actor_links(context, event):
        _take_actor(context, who, account, link.right, link.parts)
    if account.kind is EngagementKind.VISIT and not account.people:
        _by_adjective(context, who, account)
    if account.kind not in ACTS:
        account.people = _without_spokesmen(account.people)
    if not account.people and not account.parties and account.kind not in ACTS:
        _nearest_actors(context, who, account)
        account.people = _without_spokesmen(account.people)
    if account.kind in (EngagementKind.CALL, EngagementKind.MESSAGE):
        _who_called(context, account)
    if account.realis is Realis.NEGATED and account.kind in _MET and account.people and not context.denies:
        account.realis = Realis.ACTUAL
    account.when, account.when_mention = best_date(context, times, event)
    first = any(link.right in times.since for link in context.links(event, LinkKind.DATE))
    if first and account.realis is Realis.PAST_BACKGROUND and account.when.date is None:
        account.realis = Realis.ACTUAL  # the last such event was then, this one is the news
    account.counting = account.kind not in SITTINGS and is_counted(context, event)
    told = account.kind not in ACTS and account.realis in (Realis.ACTUAL, Realis.PLANNED)
    if told and _called_off(context, event):
        account.realis = Realis.NEGATED
    if account.counting:
        account.when, account.when_mention = UNDATED, None
        if account.realis is Realis.PLANNED:
            account.realis = Realis.ACTUAL
    if account.realis is Realis.PLANNED and account.when_mention is not None:
        elsewhere = context.found[account.when_mention].sentence != context.found[event].sentence
        if elsewhere and account.when.date == times.published.date:
            account.when, account.when_mention = UNDATED, None
    if account.realis is Realis.PLANNED and _is_over(context, account, times.published):
        account.realis = Realis.PAST_BACKGROUND
    if account.realis in (Realis.ACTUAL, Realis.PAST_BACKGROUND) and _is_to_come(
        account.when, times.published
    ):
        account.realis = Realis.PLANNED
    bare_year = account.when.date is not None and account.when.date.month is None
    if account.realis is Realis.ACTUAL and bare_year and times.published.date is None:
        account.realis = Realis.PAST_BACKGROUND  # news is not dated by a year alone
    said = context.found[account.when_mention].expression if account.when_mention is not None else None
    named = said is not None and said.day is not None and said.month is not None  # "27 February last"
    if account.realis is Realis.ACTUAL and not named and _not_of_news(account.when, times.published):
        account.when, account.when_mention = UNDATED, None
    place = place_of(context, account)
    if place is not None:
        account.place_mention, account.place = place
    account.body = context.best(event, LinkKind.BODY)
    _session_instead(context, account)
    if account.kind in SITTINGS:
        _by_body(context, account)
    _meeting_instead(account)
    _conference_instead(context, account)
    _signing_instead(context, account)
    account.instruments = [link.right for link in context.links(event, LinkKind.INSTRUMENT)]
    if account.kind is EngagementKind.SIGNING:
        _signatories(context, account)
    return account


def _without_spokesmen(
    people: dict[str, tuple[Person, int, tuple[Part, ...]]],
) -> dict[str, tuple[Person, int, tuple[Part, ...]]]:
    """Those who take part: who speaks for an office tells of its contacts, and has none."""
    return {key: value for key, value in people.items() if value[0].role is not Role.SPOKESPERSON}


def _is_hostile(context: Context, event: int) -> bool:
    """Whether the event's own words tell, with others, of an act of material conflict: "called" home, or
    for consultations."""
    return any(context.is_own(event, match) for match in _hostilities(context, event))


def is_told_before(context: Context, event: int) -> bool:
    """Whether an event's words end those of an act of material conflict, which are marked themselves:
    the consultations of "recalled its ambassador for consultations"."""
    found = context.found[event]
    if found.mention.event not in _MISTAKEN:
        return False
    before = [
        number
        for number, other in context.of(Label.EVENT, found.sentence)
        if number < event and other.mention.event is EngagementKind.OTHER
    ]
    return any(
        context.is_own(event, match) and any(context.is_own(number, match) for number in before)
        for match in _hostilities(context, event)
    )


def _hostilities(context: Context, event: int) -> Iterator[Match[str]]:
    """The runs of words of the event's sentence that tell of an act of material conflict."""
    for match in context.cue("act", context.found[event].sentence):
        if match.tokens > 1 and load_acts()[match.value].quad == _MATERIAL_CONFLICT:
            yield match


def _by_body(context: Context, account: Account) -> None:
    """What sits are the parties in its name; an organ of an international organisation holds a summit.

    Two people of two states, with no organisation named, had a meeting, however it is called.
    """
    parties = _sitting(context, account)
    for party in sorted(parties):
        account.parties.setdefault(party, ())
    organ = bool(parties) and all(party.kind is PartyKind.ORGANISATION for party in parties)
    if account.kind is not EngagementKind.CONSULTATIONS and _is_called(context, account, "consultations"):
        account.kind = EngagementKind.CONSULTATIONS
    elif account.kind is EngagementKind.COMMISSION_SESSION and organ:
        account.kind = EngagementKind.SUMMIT
    elif account.kind is EngagementKind.SUMMIT and len(account.people) == 2 and len(account.sides) == 2:
        states = {person.party for person, _, _ in account.people.values()} | account.parties.keys()
        if all(party is not None and party.kind is PartyKind.STATE for party in states):
            account.kind = EngagementKind.MEETING


def _is_called(context: Context, account: Account, group: str) -> bool:
    """Whether cues of a group stand in the name of the body that sits, or right behind the event's words."""
    end = context.found[account.event].span.end
    body = context.found[account.body].span if account.body is not None else None
    start = context.sentences[account.sentence].span.start
    for match in context.cue(group, account.sentence):
        left, right = start + match.start, start + match.end
        if 0 <= left - end <= _BESIDE or (body is not None and body.start <= left and right <= body.end):
            return True
    return False


def _sitting(context: Context, account: Account) -> set[Party]:
    """The parties in the name of the body that is linked to a telling, or stands right behind its words."""
    if account.body is not None:
        links = context.links(account.body, LinkKind.PARTY)
        named = {p for link in links if link.score >= _FAR and (p := context.found[link.right].party)}
        named |= context.parties_in(account.body) or _named_before(context, account.body)
        likely = {party for link in links if (party := context.found[link.right].party) is not None}
        if len(named) < _TWO and len(likely) == _TWO:
            return likely
        return named | (_joined(context, account.body) if len(named) < _TWO else set())
    event, beside = context.found[account.event], account.event + 1
    if beside == len(context.found) or context.found[beside].sentence != event.sentence:
        return set()
    found = context.found[beside]
    near = found.span.start - event.span.end <= _BESIDE and found.label in _ORGANS
    named = context.parties_in(beside) if near else set()
    named = {party for party in named if party.kind is PartyKind.ORGANISATION}
    return named or _joined(context, account.event)


def _named_before(context: Context, body: int) -> set[Party]:
    """The organisation named right before the name of a body of it: "OIC Council of Foreign Ministers"."""
    if body == 0 or context.found[body - 1].label is not Label.ORGANISATION:
        return set()
    organ, found = context.found[body - 1], context.found[body]
    near = organ.sentence == found.sentence and 0 <= found.span.start - organ.span.end <= _BESIDE
    party = organ.party
    return {party} if near and party is not None and party.kind is PartyKind.ORGANISATION else set()


def _joined(context: Context, sitting: int) -> set[Party]:
    """The two parties joined by a hyphen close behind the words of what sits: "the summit Italy-Algeria"."""
    found, last = context.found, context.found[sitting]
    named: set[Party] = set()
    for number in range(sitting + 1, min(sitting + 3, len(found))):
        gap = context.text[last.span.end : found[number].span.start]
        joined = _HYPHEN.fullmatch(gap) if named else len(gap) <= _CLOSE and not _SENTENCE_SIGNS.search(gap)
        if not joined or found[number].label is not Label.PARTY or found[number].party is None:
            return set()
        named |= {party for party in (found[number].party,) if party is not None}
        last = found[number]
    return named if len(named) == _TWO else set()


def _by_adjective(context: Context, who: Roster, account: Account) -> None:
    """ "Two royal visits": the guest is the person of that role whom the text named last before."""
    for match in context.cue("visit_by", account.sentence):
        if not context.is_own(account.event, match):
            continue
        for number in range(account.event - 1, -1, -1):
            named = who.of_mention.get(number, ()) if context.found[number].label is Label.PERSON else ()
            if len(named) == 1 and named[0].role is not None and named[0].role.value == match.value:
                account.people[named[0].id] = (named[0], number, (Part.GUEST,))
                return


def _session_instead(context: Context, account: Account) -> None:
    """A standing body of the parties goes nowhere: what is told of it as a visit, with no guest and no host,
    is its session, and who only tells of it does not sit."""
    links = context.links(account.event, LinkKind.BODY)
    parts = [*account.parties.values(), *(parts for _, _, parts in account.people.values())]
    if account.kind is not EngagementKind.VISIT or any(parts) or len(account.people) > 1:
        return
    if links and links[0].score >= _INSTRUMENT and links[0].right < account.event:
        account.kind, account.people = EngagementKind.COMMISSION_SESSION, {}


def _meeting_instead(account: Account) -> None:
    """People of two sides of whom none is at home, going nowhere, came together: they met."""
    parties = {person.party for person, _, _ in account.people.values()}
    hosts = any(Part.HOST in parts for _, _, parts in account.people.values())
    together = len(parties) > 1 and None not in parties and account.place is None and not hosts
    if account.kind is EngagementKind.VISIT and together:
        account.kind = EngagementKind.MEETING


def _conference_instead(context: Context, account: Account) -> None:
    """Who alone takes part in a conference or forum of an organisation of states meets nobody: it is a
    gathering of that organisation. What is held on its sidelines is another."""
    beside = context.is_on_sidelines(account.sentence)
    if account.kind is not EngagementKind.MEETING or len(account.people) != 1 or beside:
        return
    event = context.found[account.event]
    for number, body in context.of(Label.BODY, account.sentence):
        kinds = {match.value for match in body.pack.cue("body_kind", body.words)}
        if body.span.start < event.span.end or not kinds & _CONFERENCES:
            continue
        named = context.parties_in(number)
        named |= {
            found.party
            for _, found in context.of(Label.ORGANISATION, account.sentence)
            if found.party is not None and 0 <= found.span.start - body.span.end <= _OF
        }
        organisations = {party for party in named if party.kind is PartyKind.ORGANISATION}
        if organisations:
            account.kind = EngagementKind.SUMMIT
            account.parties |= dict.fromkeys(sorted(organisations - account.parties.keys()), ())
            return


def _signing_instead(context: Context, account: Account) -> None:
    """ "The partnership established between A and B" tells of an instrument, and not that A and B met."""
    links = context.links(account.event, LinkKind.INSTRUMENT)
    if account.kind not in (EngagementKind.SUMMIT, EngagementKind.MEETING) or not links:
        return
    if links[0].score >= _INSTRUMENT and account.place is None and account.body is None:
        account.kind = EngagementKind.SIGNING


def _signatories(context: Context, account: Account) -> None:
    """What is signed is signed by its parties: those that the sentence names."""
    found = context.found
    for number in account.instruments:
        if found[number].sentence != account.sentence:
            continue
        for link in context.links(number, LinkKind.PARTY):
            party = found[link.right].party
            here = found[link.right].sentence == account.sentence
            if party is not None and here and link.score >= _FAR:
                account.parties.setdefault(party, ())


def _who_called(context: Context, account: Account) -> None:
    """Who called whom, where the pack's cues tell: of "A received a call from B", B called.

    In whatever order a language puts the verb, the one named first is its subject.
    """
    sentence = context.found[account.event].sentence
    pack, tokens = context.pack(sentence), context.tokens(sentence)
    received = bool(pack.cue("initiator.received", tokens))
    if not received and not pack.cue("initiator.called", tokens):
        return
    named = sorted((mention, key) for key, (_, mention, _) in account.people.items())
    here = [key for mention, key in named if context.found[mention].sentence == sentence]
    if len(here) != 2:
        return
    parts = (Part.ADDRESSEE, Part.INITIATOR) if received else (Part.INITIATOR, Part.ADDRESSEE)
    for key, part in zip(here, parts, strict=True):
        person, mention, _ = account.people[key]
        account.people[key] = (person, mention, (part,))


def _actor_links(context: Context, event: int) -> list[Link]:
    """The links to actors; those from other sentences only where the event's own names none, and surely."""
    sentence = context.found[event].sentence
    links = context.links(event, LinkKind.ACTOR)
    own = [link for link in links if context.found[link.right].sentence == sentence]
    if own and context.found[event].mention.event in ACTS:  # an act is of those who plainly do it
        own = [link for link in own if link.score >= own[0].score - _LESS]
    return own or [link for link in links if link.score >= _FAR]


def split_by_date(context: Context, times: Timing, account: Account) -> list[Account]:
    """ "Two visits, in 2002 and again in 2016" are two: one account for each of several background dates."""
    dates: dict[str, tuple[When, int]] = {}
    for link in context.links(account.event, LinkKind.DATE):
        when = times.of_mention.get(link.right, UNDATED)
        if when.date is not None and when.end is None:
            dates.setdefault(str(when.date), (when, link.right))
    lengths = {len(key) for key in dates}
    several = len(dates) > 1 and len(lengths) == 1 and account.realis is Realis.PAST_BACKGROUND
    if not several or account.kind in ACTS:
        return [account]
    return [
        replace(account, when=when, when_mention=mention, people=dict(account.people))
        for _, (when, mention) in sorted(dates.items())
    ]


def split_by_side(context: Context, account: Account) -> list[Account]:
    """ "Will visit A, B and C" is three visits; "met X of A and Y of B" is two meetings of the first.

    A meeting is split only where each of the others is known to be of another state than the first.
    """
    if account.kind is EngagementKind.VISIT:
        return _by_country(context, account)
    if account.kind is EngagementKind.MEETING and not account.ceremony:
        return _by_counterpart(account) if len(account.people) > 2 else _by_state(account)
    return [account]


def _by_country(context: Context, account: Account) -> list[Account]:
    guests = {p.party.code for p, _, parts in account.people.values() if p.party and Part.HOST not in parts}
    guests |= {party.code for party, parts in account.parties.items() if Part.GUEST in parts}
    places: dict[str, tuple[int, Place]] = {}
    for mention in _listed(context, account.event):
        place = named_place(context, mention, visited=True)
        if place is not None and place.country is not None and place.country not in guests:
            kept = places.get(place.country)
            if kept is None or (kept[1].city is None and place.city is not None):
                places[place.country] = (mention, place)
    numbers = sorted(mention for mention, _ in places.values())
    apart = numbers and numbers[-1] - numbers[0] != len(numbers) - 1
    if len(places) < 2 or (apart and not guests):  # of "the president of A visits B" A is no host
        return [account]
    out = []
    for code, (mention, place) in places.items():
        others = places.keys() - {code}
        out.append(
            replace(
                account,
                place=place,
                place_mention=mention,
                people={
                    k: v for k, v in account.people.items() if not (v[0].party and v[0].party.code in others)
                },
                parties={p: parts for p, parts in account.parties.items() if p.code not in others}
                | {Party(code=code): (Part.HOST,)},
            )
        )
    return out


def _listed(context: Context, event: int) -> list[int]:
    """The parties and places that a visit is linked to, and those of the same list."""
    found = context.found
    sentence = found[event].sentence
    linked = {link.right for link in context.links(event, LinkKind.PLACE)}
    linked |= {link.right for link in context.links(event, LinkKind.ACTOR) if Part.HOST in link.parts}
    if context.dateline is not None:  # where the report was written, unless nothing else says where
        linked = {other for other in linked if other not in context.dateline} or linked
    named = (Label.PARTY, Label.PLACE)
    linked = {n for n in linked if found[n].sentence == sentence and found[n].label in named}
    for number in sorted(linked):
        for step in (1, -1):
            at = number + step
            while 0 <= at < len(found) and found[at].sentence == sentence and found[at].label in named:
                left, right = sorted((found[at].span, found[at - step].span))
                if not _ENUMERATION.fullmatch(context.text[left.end : right.start]):
                    break
                linked.add(at)
                at += step
    return sorted(linked)


def _by_state(account: Account) -> list[Account]:
    """ "X also met his counterparts of A and B": one meeting with each, where only X is named, and no body or
    other gathering that they sat in."""
    own = {person.party for person, _, _ in account.people.values()}
    others = [p for p in account.parties if p not in own and p.kind is PartyKind.STATE]
    if len(own) != 1 or None in own or len(others) < _TWO or account.body is not None:
        return [account]
    kept = {party: parts for party, parts in account.parties.items() if party not in others}
    return [
        replace(account, people=dict(account.people), parties={**kept, other: account.parties[other]})
        for other in others
    ]


def _by_counterpart(account: Account) -> list[Account]:
    named = sorted(account.people.items(), key=lambda item: item[1][1])
    first = named[0][1][0].party
    envoys = any(
        person.role is Role.AMBASSADOR for _, (person, _, _) in named
    )  # received in turn, told as one
    if first is None or envoys or any(person.party is None for _, (person, _, _) in named):
        return [account]
    own = {key: value for key, value in named if value[0].party == first}
    others: dict[Party, dict[str, tuple[Person, int, tuple[Part, ...]]]] = {}
    for key, value in named:
        party = value[0].party
        if party is not None and party != first:
            others.setdefault(party, {})[key] = value
    if len(others) < 2:
        return [account]
    return [
        replace(
            account,
            people=own | theirs,
            parties={p: parts for p, parts in account.parties.items() if p in (first, party)},
        )
        for party, theirs in others.items()
    ]


def _called_off(context: Context, event: int) -> bool:
    """Whether words that call something off stand in the event's sentence, with no other contact in it.

    Not those of an instrument (on "the cancellation of visas"), nor an act's own ("cancelled visas").
    """
    sentence = context.found[event].sentence
    contacts = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
    start = context.sentences[sentence].span.start
    titles = [found.span for _, found in context.of(Label.INSTRUMENT, sentence)]
    act = context.found[event].mention.event is EngagementKind.OTHER
    return len(contacts) == 1 and any(
        not any(title.start <= start + match.start < title.end for title in titles)
        and not (act and context.is_own(event, match))
        for match in context.cue("cancelled", sentence)
    )


def _is_over(context: Context, account: Account, published: When) -> bool:
    """Whether what is told as to come lay wholly before the year of publication, by a date that is stated, or
    before its day or month, where no word of the sentence speaks of plans."""
    when = account.when
    if when.date is None or published.date is None:
        return False
    last = (when.end or when.date).last
    if when.basis is DateBasis.STATED and last.year < published.date.year:
        return True
    if account.kind in ACTS or account.when_mention is None or context.denies:
        return False
    said = context.found[account.when_mention].expression
    named = said is not None and said.month is not None  # a weekday alone is counted by the plan itself
    return named and last < published.date.first and not context.cue("planned", account.sentence)


def _is_to_come(when: When, published: When) -> bool:
    """Whether what is told as having happened begins after the publication: languages tell plans so, too."""
    if when.date is None or published.date is None or published.basis is not DateBasis.STATED:
        return False
    return when.date.first > published.date.last


def _not_of_news(when: When, published: When) -> bool:
    """Whether a date cannot be that of news: counted back more than ten days, or "this year" alone."""
    if when.date is None or published.date is None or when.basis is not DateBasis.RELATIVE:
        return False
    if when.date.month is None and published.date.month is not None:
        return True
    return (published.date.first - when.date.last).days > NEWS_DAYS


def _take_actor(
    context: Context, who: Roster, account: Account, mention: int, parts: tuple[Part, ...]
) -> None:
    people = who.of_mention.get(mention, ())
    bare = context.found[mention].label is Label.OFFICE and mention not in who.named
    if bare and account.kind is EngagementKind.VISIT and parts != (Part.GUEST,):
        people = ()  # "the president of the host" is not who travelled
    for person in people:
        kept = account.people.get(person.id)
        account.people[person.id] = (
            person,
            kept[1] if kept else mention,
            union_of_parts(kept[2] if kept else (), parts),
        )
    if people:
        return
    found = context.found[mention]
    named = found.parties or ((found.party,) if found.party is not None else ())
    if not named and found.label in (Label.OFFICE, Label.ORGANISATION):
        party = party_of_office(context, mention)
        named = (party,) if party is not None else ()
    for party in (*who.sides.get(mention, ()), *named):
        account.parties[party] = union_of_parts(account.parties.get(party, ()), parts)


def _take_guests(context: Context, who: Roster, account: Account, part: int) -> None:
    """Those of a part of a visit who are not at home where the visit is."""
    places = (
        named_place(context, p.right, visited=True) for p in context.links(account.event, LinkKind.PLACE)
    )
    host = next((place.country for place in places if place is not None), None)
    for link in context.links(part, LinkKind.ACTOR):
        for person in who.of_mention.get(link.right, ()):
            if host is not None and person.party is not None and person.party.code != host:
                account.people.setdefault(person.id, (person, link.right, (Part.GUEST,)))


def _nearest_actors(context: Context, who: Roster, account: Account) -> None:
    """Where the tagger links nobody: of a visit the guests of what it links as part of it in the sentence,
    else the people of the sentence that no other event there has."""
    sentence = context.found[account.event].sentence
    if account.kind is EngagementKind.VISIT:
        for link in context.links_to(account.event, LinkKind.PART):
            if context.found[link.left].sentence == sentence:
                _take_guests(context, who, account, link.left)
        if account.people:
            return
    for number, _ in context.of(Label.PERSON, sentence):
        if not context.links_to(number, LinkKind.ACTOR):
            _take_actor(context, who, account, number, ())
    if not account.people:
        for number, found in context.of(Label.PARTY, sentence):
            if found.party is not None and not context.links_to(number, LinkKind.ACTOR):
                _take_actor(context, who, account, number, ())
