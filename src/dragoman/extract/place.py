"""Where an event took place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.account import ACTS, Account
from dragoman.extract.context import Context
from dragoman.gazetteer.places import load as load_places
from dragoman.lexicon.pack import PartyWord
from dragoman.model.record import Format, Party, PartyKind, Place, Role
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis
from dragoman.model.time import When

_MAIN = 0.5
_FIRST_SENTENCES = 2
_NOWHERE = frozenset(
    {EngagementKind.CALL, EngagementKind.MESSAGE, EngagementKind.OTHER, EngagementKind.SUMMIT}
)

_CONTACTS = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SIGNING,
        EngagementKind.VISIT,
    }
)
_REMOTE = (Format.PHONE.value, Format.VIDEO.value)
_SESSIONS = (EngagementKind.COMMISSION_SESSION, EngagementKind.CONSULTATIONS, EngagementKind.SUMMIT)
_TWO = 2
_SOON = 3  # days
_BEHIND = 8  # characters, for a preposition
_OF_STATE = 5  # characters between a state and the word for its capital, for a preposition
_SIGNS = re.compile(r"[,.;:()«»\"]")
_DATELINE = re.compile(r"[^.\n]{0,45}?(?:\s[-–—]{1,2}\s|[)/]\s*[-–—.:]|\)\s)")


def place_of(context: Context, account: Account) -> tuple[int | None, Place] | None:
    """The place that a telling is linked to, else the only city of its sentence that can be meant."""
    if account.kind is EngagementKind.CALL:
        return None
    linked: list[tuple[int, Place]] = []
    for link in context.links(account.event, LinkKind.PLACE):
        place = named_place(context, link.right, visited=account.kind is EngagementKind.VISIT)
        if place is not None and not _is_dateline(context, link.right):
            linked.append((link.right, place))
    capital = _capital(context, account) if account.kind not in ACTS else None
    if linked:
        best = _abroad(account, linked) if account.kind is EngagementKind.VISIT else linked[0]
        within = capital is not None and best[1] == Place(country=capital[1].country)
        return capital if within else best
    if capital is not None:
        return capital
    if account.kind in _SESSIONS:
        seat = _seat_of_host(context, account)
        if seat is not None:
            return seat
    if account.kind is EngagementKind.VISIT:
        for link in context.links(account.event, LinkKind.ACTOR):
            found = context.found[link.right]
            hosting = Part.HOST in link.parts and found.label is Label.PARTY
            state = found.party is not None and found.party.kind is PartyKind.STATE
            if hosting and state and found.party is not None:
                return link.right, found.place or Place(country=found.party.code)
        behind = _state_behind(context, account) or _only_state_behind(context, account)
        if behind is not None:
            return behind
    sentence = context.found[account.event].sentence
    sides = account.sides
    if account.kind in ACTS:
        return None
    free = [
        (n, f.place)
        for n, f in context.of(Label.PLACE, sentence)
        if f.place is not None
        and f.place.city is not None
        and (not sides or f.place.country in sides)
        and not context.links_to(n, LinkKind.PLACE)
        and not _is_dateline(context, n)
    ]
    events = [n for n, f in context.of(Label.EVENT, sentence) if f.mention.event not in ACTS]
    return free[0] if len(free) == 1 and len(events) == 1 else None


def _capital(context: Context, account: Account) -> tuple[int | None, Place] | None:
    """The only capital that the sentence names by its state, "the Chilean capital", if it names no city."""
    sentence = context.found[account.event].sentence
    places = [n for n, f in context.of(Label.PLACE, sentence) if not _is_dateline(context, n)]
    if any((place := context.found[n].place) is not None and place.city for n in places):
        return None
    text = context.sentence_text(sentence)
    named = {
        name.value.party.code
        for match in context.cue("capital", sentence)
        for name in context.pack(sentence).parties.longest(context.tokens(sentence))
        if name.value.party.kind is PartyKind.STATE
        and max(name.start - match.end, match.start - name.end) <= _OF_STATE
        and not _SIGNS.search(text[min(match.end, name.end) : max(match.start, name.start)])
    }
    if len(named) != 1:
        return None
    code = named.pop()
    city = load_places().capital_of(code)
    own = {p.party.code for p, _, parts in account.people.values() if p.party and Part.HOST not in parts}
    if city is None or (account.kind is EngagementKind.VISIT and own == {code}):
        return None
    here = context.by_sentence.get(sentence, ())
    told = (
        n
        for n in here
        if context.found[n].label is Label.PLACE and context.parties_in(n) == {Party(code=code)}
    )
    return next(told, None), Place(city=city.city, country=code)


def _seat_of_host(context: Context, account: Account) -> tuple[int, Place] | None:
    """The capital that alone does something with a session: "Luanda will host the next session"."""
    links = context.links(account.event, LinkKind.ACTOR)
    sentence = context.found[account.event].sentence
    if len(links) != 1 or context.found[links[0].right].sentence != sentence or account.people:
        return None
    found = context.found[links[0].right]
    country = load_places().capital_country(found.words) if found.label is Label.PARTY else None
    if country is None or found.party != Party(code=country):
        return None
    city = load_places().find(found.words, countries=[country])[0]
    return links[0].right, Place(city=city.city, country=country)


def _state_behind(context: Context, account: Account) -> tuple[int, Place] | None:
    """The state named right behind the words of a visit, and not that of the visitors: "flew to Poland"."""
    event, beside = context.found[account.event], account.event + 1
    if beside == len(context.found) or context.found[beside].sentence != event.sentence:
        return None
    found = context.found[beside]
    party = found.party
    gap = context.text[event.span.end : found.span.start]
    near = found.label is Label.PARTY and len(gap) <= _BEHIND and not _SIGNS.search(gap)
    if not near or party is None or party.kind is not PartyKind.STATE or party.code in account.sides:
        return None
    named = found.party_word is PartyWord.NAME and bool(account.people)
    return (beside, Place(country=party.code)) if named else None


def _only_state_behind(context: Context, account: Account) -> tuple[int, Place] | None:
    """The only state that is named, and by its name, in the sentence behind the words of a visit, not that of
    the visitors, nor one that does something: "the journey that president X made to India"."""
    guests = {p.party.code for p, _, parts in account.people.values() if p.party and Part.HOST not in parts}
    named = {
        found.party.code: number
        for number, found in context.of(Label.PARTY, context.found[account.event].sentence)
        if number > account.event
        and found.party is not None
        and found.party.kind is PartyKind.STATE
        and found.party.code not in guests
        and not context.links_to(number, LinkKind.ACTOR)
        and not any(
            context.best(link.left, LinkKind.PARTY) == number
            for link in context.links_to(number, LinkKind.PARTY)
        )
    }
    if len(named) != 1 or not guests:
        return None
    ((code, number),) = named.items()
    by_name = context.found[number].party_word is PartyWord.NAME
    return (number, Place(country=code)) if by_name else None


def _abroad(account: Account, linked: Sequence[tuple[int, Place]]) -> tuple[int, Place]:
    """Of the places of a visit the best that is not the guests' own: from there they set out."""
    guests = {p.party.code for p, _, parts in account.people.values() if p.party and Part.HOST not in parts}
    return next((found for found in linked if found[1].country not in guests), linked[0])


def place_by_dateline(context: Context, groups: Sequence[list[Account]]) -> None:
    """Give an event that no telling places the city where it was filed from, if nothing was elsewhere."""
    told = _countries(groups)
    for group in groups:
        filed = next((f for a in group if (f := _filed_at(context, a)) is not None), None)
        if _is_remote(context, group):
            continue
        if filed is not None and told <= {filed[1].country} and not any(account.place for account in group):
            group[0].place_mention, group[0].place = filed


def _countries(groups: Sequence[Sequence[Account]]) -> set[str | None]:
    """Where the document places the news that it tells; None is a place whose state is not known."""
    return {
        a.place.country
        for group in groups
        for a in group
        if a.place is not None and group[0].realis is Realis.ACTUAL
    }


def _filed_at(context: Context, account: Account) -> tuple[int, Place] | None:
    """The city of a dateline that a telling is linked to: where it was, if nothing says otherwise."""
    if account.kind in ACTS or account.kind is EngagementKind.CALL:
        return None
    for link in context.links(account.event, LinkKind.PLACE):
        place = named_place(context, link.right)
        if place is not None and _is_dateline(context, link.right):
            return link.right, place
    return None


def place_by_setting(context: Context, groups: Sequence[Sequence[Account]], published: When) -> None:
    """Give a contact that no telling places the place that the document's other words show.

    In this order: where the visit is paid that it must belong to (the only one, of the same realis or under
    way, with a person or both sides in common); where the other news of the same sides was; the city that the
    main news was filed from, if no news was in another state; the state of the host; the state whose official
    or ministry an ambassador of another meets.
    """
    visits = [a for g in groups for a in g if a.kind is EngagementKind.VISIT and a.place is not None]
    dateline = _dateline_of(context)
    at_home = dateline is not None and not _countries(groups) <= {dateline[1].country}
    filed = dateline if not at_home else None  # filed at home, on what was elsewhere
    news = {id(g): _News.of(g) for g in groups if g[0].kind in _CONTACTS and g[0].realis is Realis.ACTUAL}
    for group in groups:
        told = group[0].realis is not Realis.PAST_BACKGROUND and group[0].kind not in _NOWHERE
        if group[0].kind in ACTS or not told or _is_remote(context, group):
            continue
        if any(a.place for a in group):
            if dateline is not None and (id(group) in news or _is_soon(group, published)):
                _with_city(group, dateline, groups)
            continue
        found = (
            _where_visited(group, visits)
            or (_where_beside(id(group), news) if id(group) in news else None)
            or (_where_filed(group, filed) if filed is not None else None)
            or _where_hosted(group)
            or _where_accredited(group)
            or _where_told(context, group)
        )
        if found is not None:
            group[0].place_mention, group[0].place = found
            if dateline is not None and (id(group) in news or _is_soon(group, published)):
                _with_city(group, dateline, groups)
            if id(group) in news:
                news[id(group)] = _News.of(group)


def _is_soon(group: Sequence[Account], published: When) -> bool:
    """Whether a contact is to be within days of publication: where the news is filed from, it is awaited."""
    if published.date is None or published.date.day is None or group[0].kind not in _CONTACTS:
        return False
    days = {a.when.date for a in group if a.when.date is not None and a.when.date.day is not None}
    return group[0].realis is Realis.PLANNED and any(
        0 <= (day.first - published.date.first).days <= _SOON for day in days
    )


def _is_remote(context: Context, group: Sequence[Account]) -> bool:
    """Whether words for a call or a video stand with an event: its people were nowhere together."""
    return any(
        match.value in _REMOTE
        for sentence in {a.sentence for a in group}
        for match in context.cue("format", sentence)
    )


def _with_city(
    group: Sequence[Account], filed: tuple[int, Place], groups: Sequence[Sequence[Account]]
) -> None:
    """Give what is placed in a state alone the city of that state that the news was filed from: "received him
    at the palace". Not a visit that the text tells to have gone to another city, too."""
    country, city = filed[1].country, filed[1].city
    if any(a.place is not None and a.place != Place(country=country) for a in group):
        return
    told = {a.place.city for g in groups for a in g if a.place is not None and a.place.country == country}
    if group[0].kind is not EngagementKind.VISIT or told <= {None, city}:
        group[0].place_mention, group[0].place = filed


def _where_visited(group: Sequence[Account], visits: Sequence[Account]) -> tuple[int, Place] | None:
    people = {key for a in group for key in a.people}
    sides = set().union(*(a.sides for a in group))
    found = [
        v
        for v in visits
        if _can_be_of(group, v) and (people & v.people.keys() or (len(sides) > 1 and sides <= v.sides))
    ]
    if len({v.place.country for v in found if v.place is not None}) != 1:
        return None
    best = max(found, key=lambda v: (v.place is not None and v.place.city is not None, -v.event))
    assert best.place is not None
    return (best.place_mention, best.place) if best.place_mention is not None else None


def _can_be_of(group: Sequence[Account], visit: Account) -> bool:
    """Whether a contact is told of the time of a visit: as it is, or as to come while the visit lasts, with
    the state that is visited."""
    first = group[0]
    if first.realis is visit.realis:
        return True
    coming = first.realis is Realis.PLANNED and visit.realis is Realis.ACTUAL
    country = visit.place.country if visit.place is not None else None
    return (
        coming
        and all(a.when.date is None for a in group)
        and country in set().union(*(a.sides for a in group))
    )


@dataclass(frozen=True, slots=True)
class _News:
    """What the tellings of one contact say of its sides, people, days and place, as far as they are known."""

    sides: frozenset[str]
    people: frozenset[str]
    days: frozenset[str]
    places: tuple[tuple[int, Place], ...]

    @classmethod
    def of(cls, group: Sequence[Account]) -> _News:
        return cls(
            sides=frozenset().union(*(a.sides for a in group)),
            people=frozenset(key for a in group for key in a.people),
            days=frozenset(str(a.when.date) for a in group if a.when.date is not None),
            places=tuple(
                (a.place_mention, a.place)
                for a in group
                if a.place is not None and a.place_mention is not None
            ),
        )


def _where_beside(number: int, news: Mapping[int, _News]) -> tuple[int, Place] | None:
    """Where all other news of the same two sides was, if none is of other people or another day: the talks,
    for what was signed behind them."""
    mine = news[number]
    if len(mine.sides) < _TWO:
        return None
    found: list[tuple[int, Place]] = []
    for key, other in news.items():
        stranger = mine.people and other.people and not mine.people & other.people
        if key == number or stranger or not mine.sides <= other.sides:
            continue
        if mine.days and other.days and not mine.days & other.days:
            return None
        found += other.places
    cities = {place.city for _, place in found if place.city}
    if len({place.country for _, place in found}) != 1 or len(cities) > 1:
        return None
    return min(found, key=lambda told: (told[1].city is None, told[0]))


def _where_filed(group: Sequence[Account], filed: tuple[int, Place]) -> tuple[int, Place] | None:
    news = group[0].realis is Realis.ACTUAL and max(a.scores.main for a in group) >= _MAIN
    return filed if news else None


def _where_hosted(group: Sequence[Account]) -> tuple[int, Place] | None:
    hosts: dict[str, int] = {}
    for account in group:
        for person, mention, parts in account.people.values():
            if Part.HOST in parts and person.party is not None and person.party.kind is PartyKind.STATE:
                hosts[person.party.code] = mention
        for party, parts in account.parties.items():
            if Part.HOST in parts and party.kind is PartyKind.STATE:
                hosts.setdefault(party.code, account.event)
    code = next(iter(hosts), None)
    return (hosts[code], Place(country=code)) if code is not None and len(hosts) == 1 else None


def _where_accredited(group: Sequence[Account]) -> tuple[int, Place] | None:
    """Where an ambassador meets officials of one other state, or its ministry."""
    envoys: set[str] = set()
    locals_: dict[str, int] = {}
    for account in group:
        locals_ |= {p.code: account.event for p in account.parties if p.kind is PartyKind.STATE}
        for person, mention, _ in account.people.values():
            if person.party is None or person.party.kind is not PartyKind.STATE or person.role is None:
                continue
            if person.role is Role.AMBASSADOR:
                envoys.add(person.party.code)
            else:
                locals_[person.party.code] = mention
    theirs = sorted(locals_.keys() - envoys)
    return (locals_[theirs[0]], Place(country=theirs[0])) if envoys and len(theirs) == 1 else None


def _where_told(context: Context, group: Sequence[Account]) -> tuple[int, Place] | None:
    """Of a visit of foreigners to nowhere else: the state whose text it is, "his visit to the country"."""
    guests = {person.party for a in group for person, _, _ in a.people.values()}
    home = context.home
    if group[0].kind is not EngagementKind.VISIT or home is None or not guests or guests & {home, None}:
        return None
    return group[0].event, Place(country=home.code)


def _dateline_of(context: Context) -> tuple[int, Place] | None:
    """The city that the document was filed from; the name of a state there is that of its capital."""
    for number, found in context.of(Label.PLACE):
        if found.sentence > _FIRST_SENTENCES:
            return None
        if found.place is None or not _is_dateline(context, number):
            continue
        if found.place.city is not None:
            return number, found.place
        capital = load_places().capital_of(found.place.country or "")
        if capital is not None:
            return number, Place(city=capital.city, country=capital.country)
    return None


def named_place(context: Context, mention: int, *, visited: bool = False) -> Place | None:
    """The place that a mention names, a state by its name standing for its territory.

    Where nobody went there, a disputed territory or a state whose affairs are an issue is what was spoken of.
    """
    found = context.found[mention]
    tokens = found.pack.tokens(found.words)
    if not visited and (found.pack.territories.any(tokens) or found.pack.issues.whole(tokens)):
        return None
    state = found.label is Label.PARTY and found.party is not None and found.party.kind is PartyKind.STATE
    if found.place is None and state and found.party_word is not PartyWord.DEMONYM:
        assert found.party is not None
        return Place(country=found.party.code)
    return found.place


def _is_dateline(context: Context, place: int) -> bool:
    """Whether a place opens its sentence with a dash or an agency behind it: where it was filed."""
    if context.dateline is not None and place in context.dateline:
        return True
    found = context.found[place]
    sentence = context.sentences[found.sentence].span
    if found.span.start - sentence.start > 3:
        return False
    return bool(_DATELINE.match(context.text[found.span.end : found.span.end + 60]))
