"""Event words -> engagements: who, when, where, how; one for each event, however often it is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.account import ACTS, CONTACTS, Account, union_of_parts
from dragoman.extract.body import session_number
from dragoman.extract.coding import act_of
from dragoman.extract.concern import complete_acts, leave_senders_at_home
from dragoman.extract.context import Context
from dragoman.extract.counterpart import MAIN, complete_sides
from dragoman.extract.counting import counts_in
from dragoman.extract.credentials import gather_envoys
from dragoman.extract.people import Roster
from dragoman.extract.place import place_by_dateline, place_by_setting
from dragoman.extract.recurrence import Often, recurrences
from dragoman.extract.setting import attend_summits, gatherings_around, seat_speakers
from dragoman.extract.telling import SITTINGS, account_of, is_told_before, split_by_date, split_by_side
from dragoman.extract.timing import Timing, undated_words
from dragoman.extract.together import (
    absorb_bare,
    absorb_headline,
    attach_counts,
    begin_before_end,
    best_when,
    date_by_neighbours,
    date_by_publication,
    leader_of,
    lengthen_visits,
    mark_older,
    parents_of,
    put_together,
)
from dragoman.gazetteer.organisations import load_organisations
from dragoman.model.record import (
    CountedClaim,
    Engagement,
    Evidence,
    Format,
    Participant,
    Party,
    Person,
    Place,
    VisitClass,
)
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

_DIGITS = re.compile(r"\d+")
_PART = 0.5
_NEXT = 12  # characters between an event's words and those for the telephone
_SAID = EngagementKind.STATEMENT


_DOUBTFUL = 0.75  # below it, a lone name with neither office nor party is nobody


_WISHED = CONTACTS - {EngagementKind.SIGNING, EngagementKind.SUMMIT}


_TALKS = frozenset({EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL})


def engagements(context: Context, who: Roster, times: Timing) -> tuple[Engagement, ...]:
    """The engagements of a document. Cancelled and denied ones are kept, with realis NEGATED."""
    accounts = [
        account
        for number, _ in context.of(Label.EVENT)
        if not is_told_before(context, number)
        for dated in split_by_date(context, times, account_of(context, who, times, number))
        for account in split_by_side(context, dated)
    ]
    gather_envoys(context, who, accounts)
    leave_senders_at_home(accounts)
    complete_acts(context, accounts)
    accounts = attend_summits(context, accounts)
    seat_speakers(context, who, accounts)
    accounts += gatherings_around(context, accounts)
    mark_older(accounts, times.published)
    lengthen_visits(context, accounts, times.published)
    begin_before_end(context, accounts)
    counting = [account for account in accounts if account.counting]
    groups = put_together(context, [account for account in accounts if not account.counting])
    groups = absorb_headline(context, absorb_bare(context, groups))
    attach_counts(counting, groups)
    place_by_dateline(context, groups)
    complete_sides(context, groups)
    date_by_neighbours(context, groups)
    place_by_setting(context, groups, times.published)
    contacts = _Contacts.of(groups)
    kept = [group for group in groups if _is_engagement(context, group, contacts)]
    often = recurrences(context)
    date_by_publication([group for group in kept if not _is_habit(group, often)], times.published)
    whole = {id(group): leader_of(group) for group in kept}
    out: list[Engagement] = []
    parents = parents_of(context, kept)
    for index, group in enumerate(kept):
        parent = parents.get(index)
        above = kept[parent] if parent is not None else None
        built = _build(context, times, group, whole[id(group)], above)
        said = next((often[account.event].said for account in group if account.event in often), None)
        out.append(replace(built, recurrence=said) if said is not None else built)
    if out and not any(e.main for e in out):
        out = _with_main(out, kept)
    return tuple(sorted(_unique(out), key=lambda e: e.evidence[0].span))


def _is_habit(group: Sequence[Account], often: Mapping[int, Often]) -> bool:
    """Whether it is only told how often it is done."""
    return all(account.event in often and often[account.event].habit for account in group)


def _is_engagement(context: Context, group: Sequence[Account], contacts: _Contacts) -> bool:
    """Whether a group is a dealing of its own: a contact with a side, or a public act that stands alone."""
    first = group[0]
    sides = set().union(*(a.sides for a in group))
    people = {p for a in group for p in a.people}
    official = any(person.role is not None for a in group for person, _, _ in a.people.values())
    placed = any(a.place is not None and a.when.date is not None for a in group)
    if not sides and not official and not placed and not _by_unnamed(context, group):
        return False
    if first.kind in CONTACTS and not official and context.is_of_sport:
        return False  # two states that "met" have played
    if first.kind in _WISHED and _is_only_wished(group, people):
        return False
    if first.kind is EngagementKind.SIGNING and not _is_signing(people, group):
        return False
    if first.kind is EngagementKind.MESSAGE and contacts.brought(group):
        return False
    if first.kind is EngagementKind.OTHER:
        return any(_is_act_of_its_own(context, account) for account in group)
    if first.kind not in ACTS:
        return True
    if first.kind in (EngagementKind.CONDEMNATION, EngagementKind.REQUEST):
        if first.kind is EngagementKind.REQUEST and any(a.sentence in contacts.coming for a in group):
            return False  # an invitation
        if first.kind is EngagementKind.REQUEST and contacts.wishes(group):
            return False
        dated = any(a.when.date is not None for a in group)
        return bool(people) or dated or not contacts.met or max(a.scores.main for a in group) >= MAIN / 2
    if contacts.had(group) or contacts.tells_of(group):
        return False
    part = any(link.score >= _PART for a in group for link in context.links(a.event, LinkKind.PART))
    if part and contacts.sides:
        return False
    if max(a.scores.main for a in group) >= MAIN:
        return True
    dated = any(a.when.date is not None for a in group)
    return (dated and first.realis is Realis.PAST_BACKGROUND) or (
        not contacts.sides and contacts.first is group
    )


def _is_only_wished(group: Sequence[Account], people: set[str]) -> bool:
    """Whether what is to come has no day, place or body, and nobody to take part: "to deepen the talks"."""
    if group[0].realis is not Realis.PLANNED or people:
        return False
    known = (a.when.date is not None or a.place is not None or a.body is not None for a in group)
    return not any(known) and max(a.scores.main for a in group) < MAIN


def _is_signing(people: set[str], group: Sequence[Account]) -> bool:
    """Whether something is signed or somebody signs, and it is not only recalled, be it with a date, that
    things were. News of what one state signs alone, and is called no instrument, is its own affair: a
    decree."""
    instruments = any(account.instruments for account in group)
    sides = set().union(*(account.sides for account in group))
    news = group[0].realis is not Realis.PAST_BACKGROUND
    if not instruments and len(sides) == 1 and news:
        return False
    dated = news and any(account.when.date is not None for account in group)
    return instruments or bool(people) or dated or max(a.scores.main for a in group) >= MAIN


def _by_unnamed(context: Context, group: Sequence[Account]) -> bool:
    """Whether it is the news, and an institution did it that the text does not say the state of."""
    doers = (
        link.right for a in group for link in context.links(a.event, LinkKind.ACTOR) if link.score >= _PART
    )
    institution = any(context.found[n].label in (Label.ORGANISATION, Label.OFFICE) for n in doers)
    return group[0].kind in ACTS and institution and max(a.scores.main for a in group) >= MAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contacts:
    """The contacts of a document: what was said at them, or asked for to have them, is no act of its own."""

    first: Sequence[Account] | None  # the first group of the document
    people: Mapping[int, frozenset[str]]  # by sentence: who takes part in what took place
    sides: frozenset[frozenset[str]]  # of what took place
    coming: frozenset[int]  # sentences that tell of what is to come
    met: bool  # whether anything took place but messages
    present: Mapping[int, frozenset[str]]  # by sentence: who takes part in what took place but messages
    condemned: Mapping[int, frozenset[str]]  # by sentence: who condemns something
    messages: frozenset[int]  # sentences that tell of a message
    written: frozenset[frozenset[str]]  # sides of messages

    @classmethod
    def of(cls, groups: Sequence[Sequence[Account]]) -> _Contacts:
        people: dict[int, frozenset[str]] = {}
        sides: set[frozenset[str]] = set()
        coming: set[int] = set()
        condemned: dict[int, frozenset[str]] = {}
        met = False
        present: dict[int, frozenset[str]] = {}
        for group in groups:
            if group[0].kind is EngagementKind.CONDEMNATION:
                for account in group:
                    told = condemned.get(account.sentence, frozenset())
                    condemned[account.sentence] = told | account.sides | account.people.keys()
            message = group[0].kind is EngagementKind.MESSAGE
            if group[0].kind not in CONTACTS and not message:
                continue
            if group[0].realis is Realis.PLANNED:
                coming.update(account.sentence for account in group)
            elif group[0].realis is Realis.ACTUAL:
                met = met or not message
                for account in group if not message else ():
                    told = present.get(account.sentence, frozenset())
                    present[account.sentence] = told | account.people.keys()
                sides.add(frozenset().union(*(account.sides for account in group)))
                for account in group:
                    people[account.sentence] = (
                        people.get(account.sentence, frozenset()) | account.people.keys()
                    )
        first = groups[0] if groups else None
        letters = [group for group in groups if group[0].kind is EngagementKind.MESSAGE]
        return cls(
            first=first,
            people=people,
            present=present,
            sides=frozenset(sides),
            coming=frozenset(coming),
            met=met,
            condemned=condemned,
            messages=frozenset(account.sentence for group in letters for account in group),
            written=frozenset(frozenset().union(*(a.sides for a in group)) for group in letters),
        )

    def had(self, group: Sequence[Account]) -> bool:
        """Whether this was said there: told in a contact's sentence by its people, or by both its sides."""
        both: frozenset[str] = frozenset().union(*(account.sides for account in group))
        if len(both) > 1 and any(both <= sides for sides in self.sides):
            return True
        return any(
            self.people.get(account.sentence, frozenset()) & account.people.keys() for account in group
        )

    def brought(self, group: Sequence[Account]) -> bool:
        """Whether a message is only words said at a contact: congratulations, thanks, greetings of those who
        meet, and of nobody else who sent them. News of a message is so in the contact's own sentence: the
        note that a summoned ambassador is handed."""
        people = {key for account in group for key in account.people}
        news = max(account.scores.main for account in group) >= MAIN
        here = (self.present.get(account.sentence, frozenset()) for account in group)
        if news:
            return bool(people) and any(people <= met for met in here)
        return bool(people) and people <= frozenset().union(*self.present.values())

    def wishes(self, group: Sequence[Account]) -> bool:
        """Whether what is asked for is a wish told with a message: in its sentence and asked of nobody ("and
        wished the injured a swift recovery"), or between its sides ("in his cable he wished the president
        good health")."""
        both: frozenset[str] = frozenset().union(*(account.sides for account in group))
        undated = all(account.when.date is None for account in group)
        if undated and len(both) > 1 and any(both <= sides for sides in self.written):
            return True
        parts = [told for account in group for told in account.parties.values()]
        parts += [told for account in group for _, _, told in account.people.values()]
        asked = any(Part.ADDRESSEE in told for told in parts)
        return not asked and all(account.sentence in self.messages for account in group)

    def tells_of(self, group: Sequence[Account]) -> bool:
        """Whether words of saying only bring a condemnation: "the spokesman said that X condemns it"."""
        return all(
            (account.sides | account.people.keys()) & self.condemned.get(account.sentence, frozenset())
            for account in group
        )


def _is_act_of_its_own(context: Context, account: Account) -> bool:
    """Whether somebody does it, and it is not what another act is about: words say which act it is, or two
    sides do it on a day or in a year, and no figure is told of them, as of their trade."""
    found = context.found[account.event]
    about = any(
        number != account.event
        and other.mention.event in ACTS
        and other.mention.event is not _SAID
        and (number < account.event or context.clause(number, over_events=True).covers(found.span))
        for number, other in context.of(Label.EVENT, found.sentence)
    )
    done = bool(context.links(account.event, LinkKind.ACTOR)) and bool(account.sides)
    between = len(account.sides) > 1 and account.when.date is not None
    if not done or about:
        return False
    if between and not _has_figure(context, account.sentence):
        return True
    return act_of(context, account.kind, [account], None, None) is not None


def _has_figure(context: Context, sentence: int) -> bool:
    """Whether a sentence tells a number that is no part of a date."""
    dates = [found.span for _, found in context.of(Label.DATE, sentence)]
    start = context.sentences[sentence].span.start
    return any(
        not any(date.start <= start + digit.start() < date.end for date in dates)
        for digit in _DIGITS.finditer(context.sentence_text(sentence))
    )


def _words_of_day(context: Context, times: Timing, group: Sequence[Account]) -> int | None:
    """The words of the day of an undated event, kept though nothing says of which week or year it is."""
    found = (undated_words(context, times, account.event) for account in group)
    return next((number for number in found if number is not None), None) or _beside(context, times, group)


def _beside(context: Context, times: Timing, group: Sequence[Account]) -> int | None:
    """The words of the only day that the news of the sentence, or of the one before, is told of."""
    first = group[0]
    if first.realis is not Realis.ACTUAL or first.kind in ACTS:
        return None
    for sentence in (first.sentence, first.sentence - 1):
        told = {
            undated_words(context, times, number)
            for number, found in context.of(Label.EVENT, sentence)
            if found.mention.realis is Realis.ACTUAL
        } - {None}
        if told:
            return told.pop() if len(told) == 1 else None
    return None


def _build(
    context: Context,
    times: Timing,
    group: Sequence[Account],
    leader: Account,
    above: Sequence[Account] | None,
) -> Engagement:
    dated = best_when(group, above)
    said = dated[1] if dated[0].date is not None else _words_of_day(context, times, group)
    within = above if above and leader.kind not in ACTS and leader.kind is not EngagementKind.CALL else ()
    placed = next((a for a in (leader, *group) if a.place is not None and a.place.city), None) or next(
        (a for a in (leader, *group, *within) if a.place is not None), None
    )
    sentence = context.found[leader.event].sentence
    tokens = context.tokens(sentence)
    pack = context.pack(sentence)
    participants = _participants(context, group)
    participants = _hosts_at_home(participants, leader.kind, placed.place if placed else None)
    parties = _parties(context, group, participants)
    if leader.kind is EngagementKind.VISIT and placed is not None and placed.place and placed.place.country:
        parties = tuple(sorted({*parties, Party(code=placed.place.country)}))
    quotes = _quotes(context, leader, group)
    scores = [a.scores.main for a in group]
    form = _format(context, leader, group)
    session, body = _session(context, leader, group)
    initiator, host = _sides_of(group, participants)
    visit = pack.meaning("visit_class", tokens) if leader.kind is EngagementKind.VISIT else None
    kind = _kind(context, group, leader)
    if kind is EngagementKind.CALL:
        placed = None
    where = placed.place if placed else None
    return Engagement(
        kind=kind,
        realis=leader.realis,
        act=act_of(context, kind, (leader, *(a for a in group if a is not leader)), form, where),
        when=dated[0],
        when_evidence=context.evidence(context.found[said].span) if said is not None else None,
        place=where,
        place_evidence=context.evidence(context.found[placed.place_mention].span)
        if placed and placed.place_mention is not None
        else None,
        participants=participants,
        parties=parties,
        main=max(scores) >= MAIN and leader.realis is not Realis.PAST_BACKGROUND,
        cancelled=leader.realis is Realis.NEGATED and any(_told(context, a, "cancelled") for a in group),
        postponed=leader.realis is Realis.NEGATED and any(_told(context, a, "postponed") for a in group),
        initiator=initiator,
        host=host,
        format=form,
        visit_class=VisitClass(visit) if visit else None,
        topics=_topics(context, group),
        areas=_areas(context, group),
        body=body,
        session=session,
        instruments=tuple(dict.fromkeys(context.found[i].words for a in group for i in a.instruments)),
        part_of=context.found[leader_of(above).event].words if above else None,
        counted=_counted(context, group),
        evidence=quotes,
    )


def _kind(context: Context, group: Sequence[Account], leader: Account) -> EngagementKind:
    """The kind that most tellings with people give; who "talked by telephone" or video had a call."""
    if leader.kind is EngagementKind.MEETING and _is_call(context, leader):
        return EngagementKind.CALL
    votes = Counter(a.kind for a in group if not a.counting and len(a.people) == len(leader.people))
    top = max(votes.values(), default=0)
    return leader.kind if votes[leader.kind] == top else max(k for k in votes if votes[k] == top)


def _is_call(context: Context, account: Account) -> bool:
    """Whether words for the telephone, or for a video, stand right beside those of the event."""
    found = context.found[account.event]
    start = context.sentences[found.sentence].span.start
    return any(
        match.value in (Format.PHONE.value, Format.VIDEO.value)
        and start + match.start - found.span.end <= _NEXT
        and found.span.start - start - match.end <= _NEXT
        for match in context.cue("format", found.sentence)
    )


def _told(context: Context, account: Account, group: str) -> bool:
    """Whether a cue of the group stands in the sentence of the account."""
    return bool(context.cue(group, context.found[account.event].sentence))


def _participants(context: Context, group: Sequence[Account]) -> tuple[Participant, ...]:
    seen: dict[str, tuple[Person, int, tuple[Part, ...]]] = {}
    for account in group:
        for key, (person, mention, parts) in account.people.items():
            kept = seen.get(key)
            seen[key] = (person, kept[1] if kept else mention, union_of_parts(kept[2] if kept else (), parts))
    sides = {person.party for person, _, _ in seen.values() if person.party is not None}
    doubtful = 1.1 if len(sides) > 1 else _DOUBTFUL  # both sides are there: a lone word is nobody
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
        or context.found[mention].mention.confidence >= doubtful
    )


def _hosts_at_home(
    participants: tuple[Participant, ...], kind: EngagementKind, place: Place | None
) -> tuple[Participant, ...]:
    """Nobody is a guest at home or a host abroad; of guests from two sides at an unknown place, none is."""
    country = place.country if place is not None else None
    guests = {p.party for p in participants if Part.GUEST in p.parts}
    lost = country is None and len(guests) > 1
    callers = sum(1 for p in participants if Part.INITIATOR in p.parts)

    def mended(person: Participant) -> Participant:
        parts = set(person.parts)
        at_home = person.party is not None and person.party.code == country
        if Part.GUEST in parts and (lost or at_home):
            parts.discard(Part.GUEST)
            if at_home and kind is EngagementKind.VISIT:
                parts.add(Part.HOST)
        if Part.HOST in parts and country is not None and not at_home:
            parts.discard(Part.HOST)
        if callers > 1:
            parts.discard(Part.INITIATOR)  # told of both, it is known of neither
        return replace(person, parts=tuple(sorted(parts)))

    return tuple(mended(person) for person in participants)


def _parties(
    context: Context, group: Sequence[Account], participants: Iterable[Participant]
) -> tuple[Party, ...]:
    """Those of the participants, those that act themselves, and those in the name of the body that sits."""
    named: dict[Party, None] = {p.party: None for p in participants if p.party is not None}
    for account in group:
        for party in account.parties:
            named.setdefault(party)
        if account.body is not None:
            named |= dict.fromkeys(context.parties_in(account.body))
    return tuple(sorted({_itself(party) for party in named}))


def _itself(party: Party) -> Party:
    """The organisation that an organ is of: what the General Assembly does, the United Nations do."""
    organisation = load_organisations().get(party.code)
    if organisation is None or organisation.kind != "organ" or organisation.part_of is None:
        return party
    return replace(party, code=organisation.part_of)


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
    """ "The third time", "second meeting this year": an ordinal right before a word that counts.

    The number of a body's session counts sessions, and is told as such.
    """
    if group[0].kind in SITTINGS:
        return ()
    sentences = sorted({context.found[a.event].sentence for a in group})
    return tuple(
        CountedClaim(number=number, written=words.of(context.text), evidence=context.evidence(words))
        for sentence in sentences
        for number, words in counts_in(context, sentence)
    )


def _with_main(out: list[Engagement], groups: Sequence[Sequence[Account]]) -> list[Engagement]:
    best = max(range(len(out)), key=lambda i: (max(a.scores.main for a in groups[i]), -i))
    return [
        replace(e, main=True, id="") if i == best and e.realis is not Realis.NEGATED else e
        for i, e in enumerate(out)
    ]


def _unique(items: Iterable[Engagement]) -> list[Engagement]:
    return list({item.id: item for item in items}.values())
