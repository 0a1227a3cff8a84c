"""Facts of documents -> what is compared: people, engagements, instruments, bodies, outlines of texts.

Records described alike are compared once: that keeps the work in step with the number of different
descriptions, not of documents. What people have judged is compared by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from sys import intern

from dragoman.merge.compare.bodies import Organ
from dragoman.merge.compare.documents import Outline
from dragoman.merge.compare.engagements import Telling
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.people import Name, Profile
from dragoman.merge.facts import DeedFact, EventFact, Facts, OrganFact, PersonFact
from dragoman.merge.marks import PARTY, PERSON
from dragoman.merge.runs import opened
from dragoman.merge.score import MergeSettings
from dragoman.merge.shared import Shared
from dragoman.model.ids import content_id

Canon = Mapping[str, str]  # id of a record -> the id of its group; one that is missing is its own

# --- people ---------------------------------------------------------------------------------------------


def person_nodes(facts: Facts, alone: frozenset[str]) -> dict[str, str]:
    """The node of every person of a document; of its name, which many others keep, there is one object."""
    return {p.id: intern(p.id if p.id in alone else p.key) for p in facts.people}


def add_person(profile: Profile | None, one: PersonFact, facts: Facts, nodes: Mapping[str, str]) -> Profile:
    """The profile with a further person who is described like it; a new one where there is none."""
    mine = nodes[one.id]
    met = frozenset(nodes[facts.people[place].id] for place in one.met)
    beside = frozenset(nodes.values()) - {mine}
    if profile is None:
        return Profile(
            id=mine,
            names=_each_once(one.names),
            written=frozenset(one.written),
            romanised=one.romanised,
            given=frozenset(map(intern, one.given)),
            party=one.party,
            inferred=one.inferred,
            roles=frozenset(one.roles),
            company=frozenset(map(intern, one.company)),
            met=met,
            beside=beside,
            first=one.id,
            count=1,
        )
    return replace(
        profile,
        company=profile.company if profile.company.issuperset(one.company) else _more(profile, one),
        met=profile.met if met <= profile.met else profile.met | met,
        beside=profile.beside if beside <= profile.beside else profile.beside | beside,
        first=min(profile.first, one.id),
        count=profile.count + 1,
    )


def _more(profile: Profile, one: PersonFact) -> frozenset[str]:
    return profile.company.union(map(intern, one.company))


def _each_once(names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(tuple(map(intern, name)) for name in names)


# --- engagements ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the engagements of documents are read with: the groups of people, ``sure`` and ``maybe`` (without
    and with proposed identities), ``sides``, the usual party of each group of the sure, and ``voices``."""

    sure: Canon
    maybe: Canon
    sides: Mapping[str, str]
    voices: Canon
    settings: MergeSettings
    shared: Shared = field(default_factory=Shared)


def tellings(facts: Facts, context: Context) -> list[Telling]:
    """Every engagement of a document, ready to compare."""
    here = [_telling(facts, event, context) for event in facts.events]
    for telling in here:
        telling.siblings.extend(other for other in here if other is not telling)
    return here


def _telling(facts: Facts, event: EventFact, context: Context) -> Telling:
    sure, maybe, same = context.sure, context.maybe, context.shared
    people = {sure.get(i, i): party or context.sides.get(sure.get(i, i)) for i, party in event.people}
    wider = {maybe.get(i, i): people[sure.get(i, i)] for i, _ in event.people}
    sides = frozenset(p.code for p in event.parties) | {side for side in people.values() if side}
    return Telling(
        record=_lean(event, same),
        document=facts.document,
        voice=context.voices.get(facts.document, facts.document),
        lang=facts.lang,
        published=same.one(facts.published),
        people=same.mapping(people),
        maybe=same.mapping(wider),
        parties=same.one(sides),
        titles=same.one(event.titles),
        numbers=same.one(frozenset(event.numbers)),
        slack_days=context.settings.slack_days,
        near_days=context.settings.near_days,
    )


def _lean(event: EventFact, same: Shared) -> EventFact:
    """The engagement as it is compared, without what the telling says in its place."""
    return replace(
        event,
        when=same.one(event.when),
        place=same.one(event.place),
        parties=same.one(event.parties),
        topics=same.one(event.topics),
        areas=same.one(event.areas),
        people=(),
        titles=(),
        numbers=(),
        deeds=(),
        holder=None,
        whole=None,
    )


# --- instruments and bodies -----------------------------------------------------------------------------


def deed_node(one: DeedFact, events: Canon, alone: frozenset[str]) -> str:
    """The node of an instrument: bare titles are one only where they were signed in one engagement."""
    if one.id in alone:
        return one.id
    if one.key is not None:
        return one.key
    if not one.events:
        return one.id
    signed = sorted({events.get(event, event) for event in one.events})
    dated = [str(day) for day in one.days or ()]
    return content_id("dsc", one.titles, one.kind, one.parties, dated, one.status, signed)


def add_deed(deed: Deed | None, one: DeedFact, mine: str, beside: Iterable[str]) -> Deed:
    """The deed with a further instrument that is described like it; a new one where there is none."""
    others = frozenset(beside) - {mine}
    if deed is None:
        return Deed(
            id=mine,
            titles=one.titles,
            kind=one.kind,
            status=one.status,
            days=one.days,
            parties=frozenset(one.parties),
            areas=frozenset(one.areas),
            symbol=one.symbol,
            events=frozenset(one.events),
            signed_at=frozenset(),
            crowded=one.crowded,
            beside=others,
            first=one.id,
            count=1,
            rivals=frozenset(one.rivals),
        )
    return replace(
        deed,
        rivals=deed.rivals.union(one.rivals),
        events=deed.events.union(one.events),
        crowded=deed.crowded or one.crowded,
        beside=deed.beside | others,
        first=min(deed.first, one.id),
        count=deed.count + 1,
    )


def deed_at(deed: Deed, events: Canon) -> Deed:
    """The deed with the engagements, as groups, that signed it."""
    return replace(deed, signed_at=frozenset(events.get(event, event) for event in deed.events))


def organ_node(one: OrganFact, alone: frozenset[str]) -> str:
    """The node of a body."""
    return one.id if one.id in alone else one.key


def add_organ(organ: Organ | None, one: OrganFact, mine: str, beside: Iterable[str]) -> Organ:
    """The organ with a further body that is described like it; a new one where there is none."""
    others = frozenset(beside) - {mine}
    events = frozenset((one.session, event) for event in one.events)
    if organ is None:
        return Organ(
            id=mine,
            titles=one.titles,
            kind=one.kind,
            parties=frozenset(one.parties),
            events=events,
            held=frozenset(),
            around=frozenset(one.around),
            crowded=one.crowded,
            beside=others,
            first=one.id,
            count=1,
        )
    return replace(
        organ,
        events=organ.events | events,
        crowded=organ.crowded or one.crowded,
        beside=organ.beside | others,
        first=min(organ.first, one.id),
        count=organ.count + 1,
    )


def organ_at(organ: Organ, events: Canon) -> Organ:
    """The organ with the engagements, as groups, that were its sessions."""
    held = frozenset((session, events.get(event, event)) for session, event in organ.events)
    return replace(organ, held=held)


# --- texts ----------------------------------------------------------------------------------------------


def outline(facts: Facts, people: Canon, events: Canon) -> Outline:
    """A document without its words."""
    found = facts.outline
    assert found is not None
    who = [people.get(person, person) for person in found.named]
    planned = frozenset(found.planned)
    marks = [intern(who[int(mark[1:])] if mark[0] == PERSON else mark) for mark in found.marks]
    return Outline(
        document=facts.document,
        lang=facts.lang,
        told=frozenset((events.get(event, event), event in planned) for event in found.told),
        news=found.news,
        said=frozenset(found.said),
        who=_most([now for now, mark in zip(marks, found.marks, strict=True) if mark[0] == PERSON]),
        whose=_most([mark for mark in found.marks if mark[0] == PARTY]),
        marks=_no_echo(marks),
        words=opened(found.words),
        published=facts.published,
        length=found.length,
    )


def _most(named: list[str]) -> tuple[str, ...]:
    """The three that are named most, of equals those that are named first."""
    return tuple(mark for mark, _ in Counter(named).most_common(3))


def _no_echo(items: list[str]) -> tuple[str, ...]:
    return tuple(item for at, item in enumerate(items) if at == 0 or items[at - 1] != item)
