"""Event words -> engagements: who, when, where, how; one for each event, however often it is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.extract.body import session_number
from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.timing import Timing, best_date
from dragoman.lexicon.pack import DateWord, PartyWord
from dragoman.model.record import (
    CountedClaim,
    Engagement,
    Evidence,
    Format,
    Participant,
    Party,
    PartyKind,
    Person,
    Place,
    VisitClass,
)
from dragoman.model.text import EngagementKind, EventScores, Label, Link, LinkKind, Part, Realis, Span
from dragoman.model.time import UNDATED, DateBasis, When

_MAIN = 0.5
_FAR = 0.6
_PART = 0.5
_LESS = 0.25
_COUNTED = 12  # a greater ordinal numbers a series ("the 22nd annual summit") and counts no encounters
_BESIDE = 2  # sentences
_DOUBTFUL = 0.75  # below it, a lone name with neither office nor party is nobody
_SAME = 0.5
_NEWS_DAYS = 10
_GATHERINGS = {
    EngagementKind.MEETING,
    EngagementKind.CONSULTATIONS,
    EngagementKind.COMMISSION_SESSION,
    EngagementKind.SUMMIT,
}
_LOOSE_KINDS = (
    {EngagementKind.MEETING, EngagementKind.CONSULTATIONS},
    {EngagementKind.MEETING, EngagementKind.CALL},
    {EngagementKind.MEETING, EngagementKind.SUMMIT},
)
_DATELINE = re.compile(r"[^.\n]{0,45}?(?:\s[-–—]{1,2}\s|[)/]\s*[-–—.:]|\)\s)")
ACTS = frozenset({EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST})
_TALKS = frozenset({EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL})
_CONTACTS = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.CALL,
        EngagementKind.VISIT,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
        EngagementKind.SIGNING,
        EngagementKind.MESSAGE,
    }
)


@dataclass(slots=True)
class Account:
    """One telling of an event, before the tellings of one event are put together."""

    event: int
    sentence: int
    kind: EngagementKind
    realis: Realis
    scores: EventScores
    people: dict[str, tuple[Person, int, tuple[Part, ...]]] = field(default_factory=dict)
    parties: dict[Party, tuple[Part, ...]] = field(default_factory=dict)
    when: When = UNDATED
    when_mention: int | None = None
    place: Place | None = None
    place_mention: int | None = None
    body: int | None = None
    counting: bool = False  # told in a sentence that counts such events: "the second time this year"
    instruments: list[int] = field(default_factory=list)

    @property
    def sides(self) -> set[str]:
        return {p.code for p in self.parties} | {
            person.party.code for person, _, _ in self.people.values() if person.party
        }


def engagements(context: Context, who: Roster, times: Timing) -> tuple[Engagement, ...]:
    """The engagements of a document. Cancelled and denied ones are kept, with realis NEGATED."""
    accounts = [
        account
        for number, _ in context.of(Label.EVENT)
        for account in _split(context, times, _account(context, who, times, number))
    ]
    counting = [account for account in accounts if account.counting]
    groups = _together(context, [account for account in accounts if not account.counting])
    groups = _older(groups, times.published)
    _attach(counting, groups)
    _of_the_day(context, groups)
    kept = [group for group in groups if _is_engagement(context, group, groups)]
    whole = {id(group): _leader(group) for group in kept}
    out: list[Engagement] = []
    parents = _parents(context, kept)
    for index, group in enumerate(kept):
        parent = parents.get(index)
        above = kept[parent] if parent is not None else None
        out.append(_build(context, group, whole[id(group)], above))
    if out and not any(e.main for e in out):
        out = _with_main(out, kept)
    return tuple(sorted(_unique(out), key=lambda e: e.evidence[0].span))


# --- one telling ---


def _account(context: Context, who: Roster, times: Timing, event: int) -> Account:
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
    if not account.people and not account.parties and account.kind not in ACTS:
        _nearest_actors(context, who, account)
    if account.kind in (EngagementKind.CALL, EngagementKind.MESSAGE):
        _who_called(context, account)
    account.when, account.when_mention = best_date(context, times, event)
    account.counting = _counts(context, event)
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
    if account.realis is Realis.ACTUAL and _not_of_news(account.when, times.published):
        account.when, account.when_mention = UNDATED, None
    place = _place(context, account)
    if place is not None:
        account.place_mention, account.place = place
    account.body = context.best(event, LinkKind.BODY)
    account.instruments = [link.right for link in context.links(event, LinkKind.INSTRUMENT)]
    return account


def _who_called(context: Context, account: Account) -> None:
    """Who called whom, where the pack's cues tell: of "A received a call from B", B called."""
    sentence = context.found[account.event].sentence
    pack, tokens = context.pack(sentence), context.tokens(sentence)
    received = bool(pack.cue("initiator.received", tokens))
    if not received and not pack.cue("initiator.called", tokens):
        return
    event = context.found[account.event].span.start
    before, after = (Part.ADDRESSEE, Part.INITIATOR) if received else (Part.INITIATOR, Part.ADDRESSEE)
    for key, (person, mention, _) in account.people.items():
        if context.found[mention].sentence == sentence:
            part = before if context.found[mention].span.start < event else after
            account.people[key] = (person, mention, (part,))


def _actor_links(context: Context, event: int) -> list[Link]:
    """The links to actors; those from other sentences only where the event's own names none, and surely."""
    sentence = context.found[event].sentence
    links = context.links(event, LinkKind.ACTOR)
    own = [link for link in links if context.found[link.right].sentence == sentence]
    if own and context.found[event].mention.event in ACTS:  # an act is of those who plainly do it
        own = [link for link in own if link.score >= own[0].score - _LESS]
    return own or [link for link in links if link.score >= _FAR]


def _split(context: Context, times: Timing, account: Account) -> list[Account]:
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
    return (published.date.first - when.date.last).days > _NEWS_DAYS


def _take_actor(
    context: Context, who: Roster, account: Account, mention: int, parts: tuple[Part, ...]
) -> None:
    people = who.of_mention.get(mention, ())
    for person in people:
        kept = account.people.get(person.id)
        account.people[person.id] = (
            person,
            kept[1] if kept else mention,
            _union(kept[2] if kept else (), parts),
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
        account.parties[party] = _union(account.parties.get(party, ()), parts)


def _union(left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(sorted({*left, *right}))


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


def _place(context: Context, account: Account) -> tuple[int, Place] | None:
    visit = account.kind is EngagementKind.VISIT
    guests = {
        person.party.code
        for person, _, parts in account.people.values()
        if visit and person.party is not None and Part.GUEST in parts
    }
    dateline: tuple[int, Place] | None = None
    for link in context.links(account.event, LinkKind.PLACE):
        place = _place_of(context, link.right)
        if place is not None and place.country in guests:
            continue
        if place is not None and not _is_dateline(context, link.right):
            return link.right, place
        if place is not None and account.kind not in ACTS and account.kind is not EngagementKind.CALL:
            dateline = dateline or (link.right, place)
    if account.kind is EngagementKind.VISIT:
        for link in context.links(account.event, LinkKind.ACTOR):
            found = context.found[link.right]
            hosting = Part.HOST in link.parts and found.label is Label.PARTY
            state = found.party is not None and found.party.kind is PartyKind.STATE
            if hosting and state and found.party is not None and found.party.code not in guests:
                return link.right, found.place or Place(country=found.party.code)
    sentence = context.found[account.event].sentence
    if account.kind in ACTS or account.kind is EngagementKind.CALL:
        return dateline
    free = [
        (n, f.place)
        for n, f in context.of(Label.PLACE, sentence)
        if f.place is not None
        and f.place.city is not None
        and not context.links_to(n, LinkKind.PLACE)
        and not _is_dateline(context, n)
    ]
    events = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
    return free[0] if len(free) == 1 and len(events) == 1 else dateline


def _place_of(context: Context, mention: int) -> Place | None:
    """The place that a mention names, a state by its name standing for its territory."""
    found = context.found[mention]
    state = found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE
    if found.place is None and state and found.party_word is not PartyWord.DEMONYM:
        assert found.party is not None
        return Place(country=found.party.code)
    return found.place


def _is_dateline(context: Context, place: int) -> bool:
    """Whether a place opens its sentence with a dash or an agency behind it: where it was filed."""
    found = context.found[place]
    sentence = context.sentences[found.sentence].span
    if found.span.start - sentence.start > 3:
        return False
    return bool(_DATELINE.match(context.text[found.span.end : found.span.end + 60]))


# --- several tellings of one event ---


def _together(context: Context, accounts: Sequence[Account]) -> list[list[Account]]:
    """Put tellings of one event together, the surest pairs first; a group never holds a contradiction."""
    linked = {
        (min(account.event, link.right), max(account.event, link.right))
        for account in accounts
        for link in context.links(account.event, LinkKind.SAME)
        if link.score >= _SAME
    }
    pairs: list[tuple[float, int, int]] = []
    for i, left in enumerate(accounts):
        for j in range(i + 1, len(accounts)):
            score = _alike(left, accounts[j], (left.event, accounts[j].event) in linked)
            if score > 0:
                pairs.append((score, i, j))
    home = [[account] for account in accounts]
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[2] - p[1], p[1])):
        first, second = home[i], home[j]
        if first is second or any(_contradict(a, b) for a in first for b in second):
            continue
        first.extend(second)
        for number, group in enumerate(home):
            if group is second:
                home[number] = first
    unique = {id(group): group for group in home}
    groups = [sorted(group, key=lambda a: a.event) for group in unique.values()]
    return sorted(groups, key=lambda group: group[0].event)


def _attach(counting: Sequence[Account], groups: Sequence[list[Account]]) -> None:
    """A telling that only counts ("now for the third time") belongs to the main contact, and adds nobody."""
    contacts = [g for g in groups if g[0].kind not in ACTS and g[0].realis is Realis.ACTUAL]
    if contacts:
        main = max(contacts, key=lambda g: max(a.scores.main for a in g))
        for account in counting:
            bare = replace(account, kind=main[0].kind, realis=Realis.ACTUAL, scores=EventScores())
            bare.people, bare.parties, bare.place, bare.place_mention = {}, {}, None, None
            bare.counting = True
            main.append(bare)


def _of_the_day(context: Context, groups: Sequence[list[Account]]) -> None:
    """Give an undated contact the day and city of a dated one told beside it with some of the same people.

    Only within two sentences, only between news, and only where the dated ones there are of one day.
    """
    news = [g for g in groups if g[0].kind not in ACTS and g[0].realis is Realis.ACTUAL]
    dated = [(g, _best_when(g, None)) for g in news]
    for group, (when, _) in dated:
        if when.date is not None:
            continue
        near = [(g, found) for g, found in dated if found[0].date is not None and _beside(context, group, g)]
        if len({str(found[0].date) for _, found in near}) != 1:
            continue
        (other, (their, mention)) = near[0]
        how = "the day of what is told beside it with the same people"
        first = group[0]
        first.when = When(date=their.date, end=their.end, basis=DateBasis.INFERRED, how=how)
        first.when_mention = mention
        placed = next((a for a in other if a.place is not None and a.place.city is not None), None)
        if placed is not None and not any(a.place for a in group) and first.kind is not EngagementKind.CALL:
            first.place, first.place_mention = placed.place, placed.place_mention


def _beside(context: Context, group: Sequence[Account], other: Sequence[Account]) -> bool:
    people = {key for a in group for key in a.people}
    theirs = {key for a in other for key in a.people}
    here = [context.found[a.event].sentence for a in group]
    there = [context.found[a.event].sentence for a in other if a.when.date is not None]
    near = any(abs(x - y) <= _BESIDE for x in here for y in there)
    return near and bool(people & theirs)


def _older(groups: list[list[Account]], published: When) -> list[list[Account]]:
    """Mark as background what is told as news but dated weeks before, where there is newer news."""
    if published.date is None:
        return groups
    day = published.date.first

    def age(group: Sequence[Account]) -> int:
        dates = [a.when.date.last for a in group if a.when.date is not None]
        return (day - max(dates)).days if dates else 0

    news = [g for g in groups if g[0].kind not in ACTS and any(a.realis is Realis.ACTUAL for a in g)]
    if not any(age(group) <= _NEWS_DAYS for group in news):
        return groups
    for group in news:
        if age(group) > _NEWS_DAYS:
            for account in group:
                if account.realis is Realis.ACTUAL:
                    account.realis = Realis.PAST_BACKGROUND
                    account.scores = replace(account.scores, main=0.0)
    return groups


def _alike(left: Account, right: Account, linked: bool) -> float:
    if left.kind in ACTS or right.kind in ACTS:
        return 1.0 if linked and left.kind is right.kind else 0.0
    if not _kinds_fit(left, right) or _contradict(left, right):
        return 0.0
    shared = left.people.keys() & right.people.keys()
    score = 1.0 if linked else 0.0
    if left.people and right.people:
        smaller = min(len(left.people), len(right.people))
        score += len(shared) / smaller if len(shared) == smaller else 0.0
    elif left.sides and right.sides and (left.sides <= right.sides or right.sides <= left.sides):
        score += 0.5
    if left.realis is not right.realis and not linked and not _realis_fit(left, right):
        return 0.0
    if left.when.date and right.when.date:
        score += 0.3
    return score if score >= 0.5 else 0.0


def _realis_fit(left: Account, right: Account) -> bool:
    """Whether two tellings differ in realis alone: a plan and its cancelling, "this visit" said later."""
    if {left.realis, right.realis} == {Realis.PLANNED, Realis.NEGATED}:
        return True
    bare = [a for a in (left, right) if not a.people and a.when.date is None and a.scores.main < _MAIN]
    return (
        left.kind is right.kind and bool(bare) and Realis.PAST_BACKGROUND not in (left.realis, right.realis)
    )


def _kinds_fit(left: Account, right: Account) -> bool:
    """Whether two tellings can be of one event by their kinds; in one sentence all gatherings are alike."""
    if left.kind is right.kind:
        return True
    pair = {left.kind, right.kind}
    together = left.sentence == right.sentence and pair <= _GATHERINGS
    return together or any(pair <= alike for alike in _LOOSE_KINDS)


def _contradict(left: Account, right: Account) -> bool:
    """Whether two tellings cannot be of one event."""
    if left.event == right.event:
        return True
    if not _kinds_fit(left, right):
        return True
    background = Realis.PAST_BACKGROUND
    if (left.realis is background) != (right.realis is background) and left.when.date != right.when.date:
        return True
    if {left.realis, right.realis} == {Realis.ACTUAL, Realis.PLANNED} and not _realis_fit(left, right):
        return True
    if left.when.date is not None and right.when.date is not None and not _dates_meet(left.when, right.when):
        return True
    one, other = left.people.keys(), right.people.keys()
    if len(one) >= 2 and len(other) >= 2 and not (one <= other or other <= one):
        return True
    if left.sides and right.sides and not (left.sides & right.sides):
        return True
    here, there = left.place, right.place
    return bool(here and there and here.country and there.country and here.country != there.country)


def _dates_meet(left: When, right: When) -> bool:
    assert left.date is not None
    assert right.date is not None
    left_last, right_last = (left.end or left.date).last, (right.end or right.date).last
    return left.date.first <= right_last and right.date.first <= left_last


def _leader(group: Sequence[Account]) -> Account:
    """The fullest telling: its kind, realis and words stand for the group."""
    return max(
        group,
        key=lambda a: (
            not a.counting,
            bool(a.people) or a.when.date is not None or a.scores.main >= _MAIN,
            a.realis is not Realis.PLANNED,
            len(a.people) >= 2,
            a.when.date is not None,
            len(a.people) + len(a.parties),
            -a.event,
        ),
    )


def _parents(context: Context, groups: Sequence[Sequence[Account]]) -> dict[int, int]:
    """Which group is part of which larger one (a meeting of its visit)."""
    home = {account.event: index for index, group in enumerate(groups) for account in group}
    out: dict[int, int] = {}
    for index, group in enumerate(groups):
        for account in group:
            for link in context.links(account.event, LinkKind.PART):
                parent = home.get(link.right)
                if parent is not None and parent != index and out.get(parent) != index:
                    out.setdefault(index, parent)
    return out


# --- building ---


def _is_engagement(context: Context, group: Sequence[Account], groups: Sequence[Sequence[Account]]) -> bool:
    """Whether a group is a dealing of its own: a contact with a side, or a public act that stands alone."""
    first = group[0]
    sides = set().union(*(a.sides for a in group))
    people = {p for a in group for p in a.people}
    official = any(person.role is not None for a in group for person, _, _ in a.people.values())
    placed = any(a.place is not None and a.when.date is not None for a in group)
    if not sides and not official and not placed:
        return False
    if first.kind not in ACTS:
        return True
    if first.kind in (EngagementKind.CONDEMNATION, EngagementKind.REQUEST):
        dated = any(a.when.date is not None for a in group)
        return bool(people) or dated or max(a.scores.main for a in group) >= _MAIN / 2
    contacts = any(g[0].kind in _CONTACTS and g[0].realis is Realis.ACTUAL for g in groups)
    if any(link.score >= _PART for a in group for link in context.links(a.event, LinkKind.PART)) and contacts:
        return False
    if max(a.scores.main for a in group) >= _MAIN:
        return True
    dated = any(a.when.date is not None for a in group)
    return (dated and first.realis is Realis.PAST_BACKGROUND) or (not contacts and groups[0] is group)


def _build(
    context: Context, group: Sequence[Account], leader: Account, above: Sequence[Account] | None
) -> Engagement:
    dated = _best_when(group, above)
    within = above if above and leader.kind not in ACTS and leader.kind is not EngagementKind.CALL else ()
    placed = next((a for a in (leader, *group) if a.place is not None and a.place.city), None) or next(
        (a for a in (leader, *group, *within) if a.place is not None), None
    )
    sentence = context.found[leader.event].sentence
    tokens = context.tokens(sentence)
    pack = context.pack(sentence)
    participants = _participants(context, group)
    parties = _parties(group, participants)
    if leader.kind is EngagementKind.VISIT and placed is not None and placed.place and placed.place.country:
        parties = tuple(sorted({*parties, Party(code=placed.place.country)}))
    quotes = _quotes(context, leader, group)
    scores = [a.scores.main for a in group]
    form = _format(context, leader, group)
    session, body = _session(context, leader, group)
    initiator, host = _sides_of(group, participants)
    visit = pack.meaning("visit_class", tokens) if leader.kind is EngagementKind.VISIT else None
    return Engagement(
        kind=_kind(group, leader, form),
        realis=leader.realis,
        when=dated[0],
        when_evidence=context.evidence(context.found[dated[1]].span) if dated[1] is not None else None,
        place=placed.place if placed else None,
        place_evidence=context.evidence(context.found[placed.place_mention].span)
        if placed and placed.place_mention is not None
        else None,
        participants=participants,
        parties=parties,
        main=max(scores) >= _MAIN,
        cancelled=leader.realis is Realis.NEGATED and any(_cancelled(context, a) for a in group),
        initiator=initiator,
        host=host,
        format=form,
        visit_class=VisitClass(visit) if visit else None,
        topics=_topics(context, group),
        areas=_areas(context, group),
        body=body,
        session=session,
        instruments=tuple(dict.fromkeys(context.found[i].words for a in group for i in a.instruments)),
        part_of=context.found[_leader(above).event].words if above else None,
        counted=_counted(context, group),
        evidence=quotes,
    )


def _kind(group: Sequence[Account], leader: Account, form: Format | None) -> EngagementKind:
    """The kind that most tellings with people give; a talk by telephone is a call."""
    if form is Format.PHONE and leader.kind in _TALKS:
        return EngagementKind.CALL
    votes = Counter(a.kind for a in group if not a.counting and len(a.people) == len(leader.people))
    top = max(votes.values(), default=0)
    return leader.kind if votes[leader.kind] == top else max(k for k in votes if votes[k] == top)


def _cancelled(context: Context, account: Account) -> bool:
    sentence = context.found[account.event].sentence
    return bool(context.pack(sentence).cue("cancelled", context.tokens(sentence)))


def _best_when(group: Sequence[Account], above: Sequence[Account] | None) -> tuple[When, int | None]:
    dated = [a for a in group if a.when.date is not None]
    if dated:
        best = max(
            dated,
            key=lambda a: (
                len(str(a.when.date)),
                a.when.basis is DateBasis.STATED,
                a.when.basis is not DateBasis.RELATIVE,
                -a.event,
            ),
        )
        return best.when, best.when_mention
    if above:
        when, mention = _best_when(above, None)
        if when.date is not None and group[0].realis is above[0].realis:
            how = "the date of what it is part of"
            return When(date=when.date, end=when.end, basis=DateBasis.INFERRED, how=how), mention
    return UNDATED, None


def _participants(context: Context, group: Sequence[Account]) -> tuple[Participant, ...]:
    seen: dict[str, tuple[Person, int, tuple[Part, ...]]] = {}
    for account in group:
        for key, (person, mention, parts) in account.people.items():
            kept = seen.get(key)
            seen[key] = (person, kept[1] if kept else mention, _union(kept[2] if kept else (), parts))
    return tuple(
        Participant(
            person_id=person.id,
            name=person.name,
            role=person.role,
            party=person.party,
            parts=() if {Part.HOST, Part.GUEST} <= set(parts) else parts,  # told both ways: neither
            evidence=context.evidence(context.found[mention].span, context.found[mention].mention.confidence),
        )
        for person, mention, parts in seen.values()
        if person.offices
        or person.party is not None
        or len(person.evidence) > 1
        or " " in person.name
        or context.found[mention].mention.confidence >= _DOUBTFUL
    )


def _parties(group: Sequence[Account], participants: Iterable[Participant]) -> tuple[Party, ...]:
    named: dict[Party, None] = {p.party: None for p in participants if p.party is not None}
    for account in group:
        for party in account.parties:
            named.setdefault(party)
    return tuple(sorted(named))


def _quotes(context: Context, leader: Account, group: Sequence[Account]) -> tuple[Evidence, ...]:
    out: list[Evidence] = []
    for account in (leader, *group):
        found = context.found[account.event]
        span = context.sentences[found.sentence].span
        for evidence in context.with_repeats(context.evidence(span, found.mention.confidence)):
            if all(evidence.span != other.span for other in out):
                out.append(evidence)
    return tuple(out)


def _format(context: Context, leader: Account, group: Sequence[Account]) -> Format | None:
    for account in (leader, *group):
        sentence = context.found[account.event].sentence
        meaning = context.pack(sentence).meaning("format", context.tokens(sentence))
        if account.kind is EngagementKind.CALL and meaning != "video":
            return Format.PHONE
        if meaning == "phone" and account.kind not in (EngagementKind.CALL, *_TALKS):
            continue
        events = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
        if meaning and (len(events) <= 1 or account.kind is EngagementKind.CALL):
            return Format(meaning)
    if leader.kind in _TALKS and len(set().union(*(a.sides for a in group))) == 2:
        return Format.BILATERAL
    return None


def _session(context: Context, leader: Account, group: Sequence[Account]) -> tuple[int | None, str | None]:
    for account in (leader, *group):
        if account.body is not None:
            return session_number(context, account.body), context.found[account.body].words
    return None, None


def _sides_of(
    group: Sequence[Account], participants: Sequence[Participant]
) -> tuple[Party | None, Party | None]:
    def with_part(part: Part) -> Party | None:
        found = {p.party for p in participants if part in p.parts and p.party is not None}
        found |= {party for a in group for party, parts in a.parties.items() if part in parts}
        return next(iter(found)) if len(found) == 1 else None

    return with_part(Part.INITIATOR), with_part(Part.HOST)


def _topics(context: Context, group: Sequence[Account]) -> tuple[str, ...]:
    """Issues named in the sentences of the event, by the ids of the gazetteer."""
    out: dict[str, None] = {}
    for sentence in sorted({context.found[a.event].sentence for a in group}):
        for match in context.pack(sentence).issues.longest(context.tokens(sentence)):
            out.setdefault(match.value)
    return tuple(out)


def _areas(context: Context, group: Sequence[Account]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(context.areas(context.found[a.event].sentence) for a in group))))


def _counted(context: Context, group: Sequence[Account]) -> tuple[CountedClaim, ...]:
    """ "The third time", "second meeting this year": an ordinal right before a word that counts."""
    sentences = sorted({context.found[a.event].sentence for a in group})
    return tuple(
        CountedClaim(number=number, written=words.of(context.text), evidence=context.evidence(words))
        for sentence in sentences
        for number, words in _counts_in(context, sentence)
    )


def _counts(context: Context, event: int) -> bool:
    """Whether an event's own sentence counts it, and gives it no date of its own beside the count."""
    found = context.found[event]
    if not _counts_in(context, found.sentence):
        return False
    return all(
        said.day is None and said.weekday is None
        for _, date in context.of(Label.DATE, found.sentence)
        if (said := date.expression) is not None
    )


def _counts_in(context: Context, sentence: int) -> list[tuple[int, Span]]:
    """Ordinals from 2 right before a word that counts encounters, not before the name of a body."""
    span = context.sentences[sentence].span
    pack, tokens = context.pack(sentence), context.tokens(sentence)
    bodies = [f.span for _, f in context.of(Label.BODY, sentence)]
    out = []
    for match in pack.cue("counted", tokens):
        for ordinal in pack.dates.longest(tokens):
            gap = match.start - ordinal.end
            if ordinal.value.word is not DateWord.ORDINAL or not 0 <= gap <= 12:
                continue
            words = Span(start=span.start + ordinal.start, end=span.start + match.end)
            number = int(ordinal.value.value)
            if 2 <= number <= _COUNTED and not any(words.overlaps(body) for body in bodies):
                out.append((number, words))
    return out


def _with_main(out: list[Engagement], groups: Sequence[Sequence[Account]]) -> list[Engagement]:
    best = max(range(len(out)), key=lambda i: (max(a.scores.main for a in groups[i]), -i))
    return [
        replace(e, main=True, id="") if i == best and e.realis is not Realis.NEGATED else e
        for i, e in enumerate(out)
    ]


def _unique(items: Iterable[Engagement]) -> list[Engagement]:
    return list({item.id: item for item in items}.values())
