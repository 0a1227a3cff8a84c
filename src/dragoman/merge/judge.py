"""Readings -> the machine's judgements: people, copies, engagements, instruments, bodies, translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Protocol, TypeVar

from dragoman.merge.block import Blocks, is_coarse, months, name_keys, years
from dragoman.merge.cluster import Pair, settle
from dragoman.merge.compare import bodies, engagements, instruments, people
from dragoman.merge.compare.bodies import Organ
from dragoman.merge.compare.engagements import Telling
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.people import Profile
from dragoman.merge.gather import deeds, organs, profiles, tellings
from dragoman.merge.lineage import Copies, translations
from dragoman.merge.refer import references
from dragoman.merge.score import Compared, Feature, MergeSettings, weigh
from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Verdict
from dragoman.model.record import Reading, Role
from dragoman.model.text import Document

_MANY = 4  # parties; a gathering of more is looked up by place and people


class _Described(Protocol):
    @property
    def members(self) -> tuple[str, ...]: ...


D = TypeVar("D", Profile, Deed, Organ)


def judge(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    settings: MergeSettings | None = None,
    given_names: Mapping[str, str] | None = None,
    decided: tuple[Judgement, ...] = (),
) -> tuple[Judgement, ...]:
    """The machine's judgements on everything read, sorted by matter and ids.

    A pure function: neither the order of the mappings nor of ``decided`` matters. Readings whose document
    is missing are left out. ``given_names`` maps spellings of given names to one of them, casefolded.
    ``decided`` may hold people's judgements: then events are compared by the people as corrected, and no
    group is proposed that a person has forbidden. Judgements in it that are the machine's are ignored.
    """
    settings = settings or MergeSettings()
    readings = {key: readings[key] for key in sorted(readings) if key in documents}
    human = tuple(sorted((j for j in decided if j.judge != MACHINE), key=lambda j: j.id))
    alone = frozenset(identity for j in human for identity in (j.left, j.right))
    refers = {event: r for reading in readings.values() for event, r in references(reading).items()}

    persons = _people(profiles(readings, given_names or {}, alone), settings, human)
    copied, texts = _copies(documents, settings, human)
    voices = _linker(copied, human)
    told = tellings(
        documents,
        readings,
        refers,
        (_linker(persons, human), _linker(_hopeful(persons), human)),
        {key: voices.canonical(key) for key in documents},
        settings,
    )
    events = _engagements(told, settings, human)
    linked = _linker(events, human)
    deed = _described(
        Matter.INSTRUMENT,
        deeds(documents, readings, refers, linked, alone),
        settings,
        human,
        _DEEDS,
        _deed_keys,
    )
    organ = _described(
        Matter.BODY, organs(documents, readings, refers, linked, alone), settings, human, _ORGANS, _organ_keys
    )
    known = {(j.left, j.right) for j in copied}
    compared = translations(documents, readings, _linker(persons, human), linked, settings)
    compared = {pair: result for pair, result in compared.items() if pair not in known}
    sure = [(j.left, j.right, j.verdict) for j in copied if j.verdict is Verdict.SAME]
    translated = settle(
        Matter.DOCUMENT, compared, texts.apart, settings, [*sure, *_said(human, Matter.DOCUMENT)]
    )
    every = (*persons, *copied, *translated, *events, *deed, *organ)
    return tuple(sorted(every, key=lambda j: (j.matter.value, j.left, j.right)))


def _linker(judgements: Iterable[Judgement], human: tuple[Judgement, ...]) -> Linker:
    return Linker((*judgements, *human))


def _hopeful(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The same judgements with every proposal taken as made."""
    return tuple(
        replace(j, verdict=Verdict.SAME, id="") if j.verdict is Verdict.PROPOSED else j for j in judgements
    )


def _said(
    human: Iterable[Judgement], matter: Matter, home: Mapping[str, str] | None = None
) -> list[tuple[str, str, Verdict]]:
    """What people decided, the latest on each pair, in terms of the first ids of things described alike."""
    latest: dict[Pair, Judgement] = {}
    for j in human:
        if j.matter is matter and j.retracted_at is None and j.made_at is not None:
            pair = (j.left, j.right)
            if pair not in latest or (latest[pair].made_at, latest[pair].id) < (j.made_at, j.id):
                latest[pair] = j
    home = home or {}
    pairs = [(home.get(j.left, j.left), home.get(j.right, j.right), j.verdict) for j in latest.values()]
    return sorted((min(a, b), max(a, b), verdict) for a, b, verdict in pairs if a != b)


# --- people, instruments, bodies: compared once for all that are described alike -----------------

# (what is not worth comparing, what no group may hold, the features)
_Table = tuple[Callable[[D, D], bool], Callable[[D, D], bool], Sequence[tuple[Feature[D], float]]]
_PEOPLE: _Table[Profile] = (people.apart, people.clash, people.FEATURES)
_DEEDS: _Table[Deed] = (instruments.apart, instruments.clash, instruments.FEATURES)
_ORGANS: _Table[Organ] = (bodies.apart, bodies.apart, bodies.FEATURES)


def _people(
    found: Mapping[str, Profile], settings: MergeSettings, human: tuple[Judgement, ...]
) -> tuple[Judgement, ...]:
    return _described(Matter.PERSON, found, settings, human, _PEOPLE, _person_keys)


def _described(
    matter: Matter,
    found: Mapping[str, D],
    settings: MergeSettings,
    human: tuple[Judgement, ...],
    table: _Table[D],
    block: Callable[[Mapping[str, D]], Blocks],
) -> tuple[Judgement, ...]:
    """Judgements between descriptions, and from the first member of each to those described alike."""
    apart: Callable[[D, D], bool] = table[0]
    clash: Callable[[D, D], bool] = table[1]
    features: Sequence[tuple[Feature[D], float]] = table[2]
    compared = {
        pair: weigh(matter, features, found[pair[0]], found[pair[1]], settings)
        for pair in block(found).pairs({})
        if not apart(found[pair[0]], found[pair[1]])
    }
    home = {member: first for first, one in found.items() for member in one.members}
    seen: dict[Pair, bool] = {}

    def differ(left: str, right: str) -> bool:
        pair = (left, right) if left < right else (right, left)
        if pair not in seen:
            known = pair[0] in found and pair[1] in found
            seen[pair] = known and clash(found[pair[0]], found[pair[1]])
        return seen[pair]

    judged: tuple[Judgement, ...] = settle(matter, compared, differ, settings, _said(human, matter, home))
    return (*judged, *_stars(matter, found, settings, features))


def _stars(
    matter: Matter,
    found: Mapping[str, D],
    settings: MergeSettings,
    features: Sequence[tuple[Feature[D], float]],
) -> tuple[Judgement, ...]:
    """Judgements from the first member of each description to the others, compared with a twin that other
    documents describe."""
    out: list[Judgement] = []
    for first, one in found.items():
        if len(one.members) < 2:
            continue
        result = weigh(matter, features, one, replace(one, documents=frozenset()), settings)
        verdict = settings.verdict(result.score)
        if verdict is Verdict.APART:
            continue
        out.extend(
            Judgement(
                matter=matter,
                left=first,
                right=other,
                verdict=verdict,
                score=result.score,
                reasons=result.reasons,
            )
            for other in one.members[1:]
        )
    return tuple(out)


def _person_keys(found: Mapping[str, Profile]) -> Blocks:
    blocks = Blocks()
    for key, one in found.items():
        pairs, words = name_keys(one.names, one.party.code if one.party else None)
        blocks.add(key, pairs)
        blocks.add(key, words, firm=not one.is_full)
        blocks.add(key, [("written", w) for w in one.written if " " in w])
        if Role.MONARCH in one.roles:
            blocks.add(key, [("throne", one.party)])
    return blocks


def _deed_keys(found: Mapping[str, Deed]) -> Blocks:
    blocks = Blocks()
    for key, one in found.items():
        sides = tuple(sorted(one.parties))
        for lang, words in one.titles:
            longest = sorted(words, key=lambda w: (-len(w), w))[:3]
            blocks.add(key, [(lang, sides, word) for word in longest])
        blocks.add(key, [("signed", event) for event in one.signed_at])
        if one.symbol:
            blocks.add(key, [("symbol", one.symbol)])
        if one.days:
            keys = [(sides, one.kind, year) for year in years(*one.days)]
            blocks.add(key, keys)
        blocks.add(key, [(sides, one.kind, area) for area in one.areas])
    return blocks


def _organ_keys(found: Mapping[str, Organ]) -> Blocks:
    blocks = Blocks()
    for key, one in found.items():
        sides = one.around if len(one.around) == 2 and one.parties < one.around else one.parties
        for pair in combinations(sorted(sides)[:_MANY], 2):
            blocks.add(key, [(pair, one.kind)])
        for lang, words in one.titles:
            longest = sorted(words, key=lambda w: (-len(w), w))[:3]
            blocks.add(key, [(lang, word) for word in longest])
        blocks.add(key, [("held", event) for _, event in one.held])
    return blocks


# --- documents and engagements ----------------------------------------------------------------------------


def _copies(
    documents: Mapping[str, Document], settings: MergeSettings, human: tuple[Judgement, ...]
) -> tuple[tuple[Judgement, ...], Copies]:
    texts = Copies(documents[key] for key in sorted(documents))
    said = _said(human, Matter.DOCUMENT)
    return settle(Matter.DOCUMENT, texts.compared(settings), texts.apart, settings, said), texts


def _engagements(
    told: Mapping[str, Telling], settings: MergeSettings, human: tuple[Judgement, ...]
) -> tuple[Judgement, ...]:
    compared: dict[Pair, Compared] = {}
    order = {key: str(one.likely_days) for key, one in told.items()}
    for pair in _event_keys(told).pairs(order):
        left, right = told[pair[0]], told[pair[1]]
        if not engagements.apart(left, right):
            compared[pair] = weigh(Matter.ENGAGEMENT, engagements.FEATURES, left, right, settings)

    def apart(left: str, right: str) -> bool:
        return left in told and right in told and engagements.apart(told[left], told[right])

    def rival(left: str, right: str) -> bool:
        return engagements.contradict(told[left], told[right])

    return settle(Matter.ENGAGEMENT, compared, apart, settings, _said(human, Matter.ENGAGEMENT), rival)


def _event_keys(told: Mapping[str, Telling]) -> Blocks:
    """Blocks by parties, by each person, by place, within a month or year; by one text; by session."""
    blocks = Blocks()
    shared = _shared_voices(told)
    for key, one in told.items():
        sides = sorted(one.parties)
        about: list[tuple[object, ...]] = [("person", person) for person in one.people]
        if len(sides) <= _MANY:
            about.extend(combinations(sides, 2) if len(sides) > 1 else [(side,) for side in sides])
        if one.record.place and one.record.place.city:
            about.append(("city", one.record.place.city.casefold()))
        span = one.likely_days
        if span is not None:
            coarse = is_coarse(*span)
            wide = engagements.widened(span, one.slack_days) if one.days else span
            blocks.add(key, [(one.family, *a, m) for a in about for m in months(*(span if coarse else wide))])
            blocks.add(key, [(one.family, *a, y) for a in about for y in years(*span)], firm=coarse)
        if one.voice in shared:
            blocks.add(key, [(one.family, "voice", one.voice)])
        if one.record.session is not None:
            blocks.add(
                key, [("session", one.record.session, *pair) for pair in combinations(sides[:_MANY], 2)]
            )
    return blocks


def _shared_voices(told: Mapping[str, Telling]) -> frozenset[str]:
    homes: dict[str, set[str]] = {}
    for one in told.values():
        homes.setdefault(one.voice, set()).add(one.document)
    return frozenset(voice for voice, documents in homes.items() if len(documents) > 1)
