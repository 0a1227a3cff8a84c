"""One telling of an event: its actors, date, place and realis, from its own words and links."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.account import ACTS, Account, union_of_parts
from dragoman.extract.context import Context
from dragoman.extract.counting import is_counted
from dragoman.extract.people import Roster
from dragoman.extract.place import place_of
from dragoman.extract.timing import Timing, best_date
from dragoman.model.text import EngagementKind, EventScores, Label, Link, LinkKind, Part, Realis
from dragoman.model.time import UNDATED, DateBasis, When

_FAR = 0.6


_LESS = 0.25
_INSTRUMENT = 0.7


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
    for link in _actor_links(context, event):
        _take_actor(context, who, account, link.right, link.parts)
    if account.kind is EngagementKind.VISIT and not account.people:
        _by_adjective(context, who, account)
    if not account.people and not account.parties and account.kind not in ACTS:
        _nearest_actors(context, who, account)
    if account.kind in (EngagementKind.CALL, EngagementKind.MESSAGE):
        _who_called(context, account)
    account.when, account.when_mention = best_date(context, times, event)
    account.counting = is_counted(context, event)
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
    if account.realis is Realis.PLANNED and _is_over(account.when, times.published):
        account.realis = Realis.PAST_BACKGROUND
    bare_year = account.when.date is not None and account.when.date.month is None
    if account.realis is Realis.ACTUAL and bare_year and times.published.date is None:
        account.realis = Realis.PAST_BACKGROUND  # news is not dated by a year alone
    if account.realis is Realis.ACTUAL and _not_of_news(account.when, times.published):
        account.when, account.when_mention = UNDATED, None
    place = place_of(context, account)
    if place is not None:
        account.place_mention, account.place = place
    account.body = context.best(event, LinkKind.BODY)
    _signing_instead(context, account)
    account.instruments = [link.right for link in context.links(event, LinkKind.INSTRUMENT)]
    return account


def _by_adjective(context: Context, who: Roster, account: Account) -> None:
    """ "Two royal visits": the guest is the person of that role whom the text named last before."""
    start = context.sentences[account.sentence].span.start
    event = context.found[account.event].span
    for match in context.pack(account.sentence).cue("visit_by", context.tokens(account.sentence)):
        if not (start + match.start < event.end and event.start < start + match.end):
            continue
        for number in range(account.event - 1, -1, -1):
            named = who.of_mention.get(number, ()) if context.found[number].label is Label.PERSON else ()
            if len(named) == 1 and named[0].role is not None and named[0].role.value == match.value:
                account.people[named[0].id] = (named[0], number, (Part.GUEST,))
                return


def _signing_instead(context: Context, account: Account) -> None:
    """ "The partnership established between A and B" tells of an instrument, and not that A and B met."""
    links = context.links(account.event, LinkKind.INSTRUMENT)
    if account.kind not in (EngagementKind.SUMMIT, EngagementKind.MEETING) or not links:
        return
    if links[0].score >= _INSTRUMENT and account.place is None and account.body is None:
        account.kind = EngagementKind.SIGNING


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


def _called_off(context: Context, event: int) -> bool:
    """Whether words that call something off stand in the event's sentence, with no other contact in it."""
    sentence = context.found[event].sentence
    contacts = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
    return len(contacts) == 1 and bool(context.pack(sentence).cue("cancelled", context.tokens(sentence)))


def _is_over(when: When, published: When) -> bool:
    """Whether what is told as to come lay wholly before the year of publication, by a date that is stated."""
    if when.date is None or published.date is None or when.basis is not DateBasis.STATED:
        return False
    return (when.end or when.date).last.year < published.date.year


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
    if not named and found.label is Label.OFFICE:
        link = context.best(mention, LinkKind.PARTY)
        party = context.found[link].party if link is not None else None
        named = (party,) if party is not None else ()
    for party in (*who.sides.get(mention, ()), *named):
        account.parties[party] = union_of_parts(account.parties.get(party, ()), parts)


def _nearest_actors(context: Context, who: Roster, account: Account) -> None:
    """Where the tagger links nobody: the people of the sentence that no other event there has."""
    sentence = context.found[account.event].sentence
    for number, _ in context.of(Label.PERSON, sentence):
        if not context.links_to(number, LinkKind.ACTOR):
            _take_actor(context, who, account, number, ())
    if not account.people:
        for number, found in context.of(Label.PARTY, sentence):
            if found.party is not None and not context.links_to(number, LinkKind.ACTOR):
                _take_actor(context, who, account, number, ())
