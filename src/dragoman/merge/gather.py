"""Readings -> what is compared: people, engagements, instruments, bodies.

Records described alike are compared once, for the first of their ids: that keeps the work in step with the
number of different descriptions, not of documents. What people have judged (``alone``) is compared by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from dragoman.extract.instrument import title_words
from dragoman.merge.block import word_key
from dragoman.merge.compare.bodies import Organ
from dragoman.merge.compare.engagements import Telling, days
from dragoman.merge.compare.instruments import Deed
from dragoman.merge.compare.people import Profile, latin_names
from dragoman.merge.compare.titles import titles
from dragoman.merge.latin import is_latin
from dragoman.merge.lineage import published
from dragoman.merge.refer import References
from dragoman.merge.score import MergeSettings
from dragoman.model.judgement import Linker
from dragoman.model.record import Body, BodyKind, Engagement, Instrument, Party, Person, Reading
from dragoman.model.text import Document

T = TypeVar("T", Person, Instrument, Body)


def _alike(items: Iterable[tuple[Hashable, T]], alone: frozenset[str]) -> list[list[T]]:
    """Items with the same key together, each list by id, lists by their first id."""
    groups: dict[Hashable, dict[str, T]] = {}
    for key, item in items:
        groups.setdefault(item.id if item.id in alone else key, {})[item.id] = item
    lists = [[group[identity] for identity in sorted(group)] for group in groups.values()]
    return sorted(lists, key=lambda group: group[0].id)


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """The codes of parties."""
    return frozenset(party.code for party in parties)


# --- people -----------------------------------------------------------------------------------------------


def profiles(
    readings: Mapping[str, Reading], given_names: Mapping[str, str], alone: frozenset[str] = frozenset()
) -> dict[str, Profile]:
    """The people of all documents by the first id of those described alike.

    A bare surname is only put together with another in the same company.
    """
    met, company = _meetings(readings, given_names)
    people = [(latin_names(person, given_names), person) for r in readings.values() for person in r.people]
    keyed = []
    for names, person in people:
        roles = frozenset(office.role for office in person.offices if office.role)
        full = any(len(name) > 1 for name in names)
        around = frozenset() if full else company.get(person.id, frozenset())
        written = frozenset(s.casefold() for s in (person.name, *person.spellings))
        keyed.append(((names, person.party, roles, around, written), person))
    known = frozenset(given_names.values())
    out: dict[str, Profile] = {}
    for group in _alike(keyed, alone):
        first = group[0]
        names = latin_names(first, given_names)
        out[first.id] = Profile(
            names=names,
            written=frozenset(s.casefold() for s in (first.name, *first.spellings)),
            romanised=not any(is_latin(s) for s in first.spellings),
            given=known,
            party=first.party,
            roles=frozenset(office.role for office in first.offices if office.role),
            company=frozenset().union(*(company.get(p.id, frozenset()) for p in group)),
            met=frozenset().union(*(met.get(p.id, frozenset()) for p in group)),
            members=tuple(p.id for p in group),
            documents=frozenset(p.evidence[0].document_id for p in group),
        )
    return out


def _meetings(
    readings: Mapping[str, Reading], given_names: Mapping[str, str]
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Of each person the ids of those met, and these by surname and side."""
    met: dict[str, set[str]] = {}
    company: dict[str, set[str]] = {}
    for reading in readings.values():
        tags = {
            person.id: f"{word_key(name[-1])} {person.party}"
            for person in reading.people
            for name in latin_names(person, given_names)[-1:]
        }
        for record in reading.records:
            if isinstance(record, Engagement):
                ids = [p.person_id for p in record.participants]
                for one in ids:
                    others = {other for other in ids if other != one}
                    met.setdefault(one, set()).update(others)
                    company.setdefault(one, set()).update(tags[o] for o in others if o in tags)
    return (
        {key: frozenset(value) for key, value in met.items()},
        {key: frozenset(value) for key, value in company.items()},
    )


# --- engagements ------------------------------------------------------------------------------------------


def tellings(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    refers: Mapping[str, References],
    people: tuple[Linker, Linker],
    voices: Mapping[str, str],
    settings: MergeSettings,
) -> dict[str, Telling]:
    """Every engagement of every document, ready to compare. ``people`` are the linkers of identities that
    are sure, and of those that are sure or proposed."""
    sure, maybe = people
    sides = _sides(readings, sure)
    out: dict[str, Telling] = {}
    for key, reading in readings.items():
        instruments = {r.id: r for r in reading.records if isinstance(r, Instrument)}
        here: list[Telling] = []
        for record in reading.records:
            if not isinstance(record, Engagement):
                continue
            who = [(sure.canonical(p.person_id), p) for p in record.participants]
            found = {one: p.party.code if p.party else sides.get(one) for one, p in who}
            told = [instruments[i] for i in refers[record.id].instruments]
            here.append(
                Telling(
                    record=record,
                    document=key,
                    voice=voices.get(key, key),
                    lang=documents[key].lang,
                    published=published(documents[key], reading),
                    people=found,
                    maybe={maybe.canonical(p.person_id): found[one] for one, p in who},
                    parties=codes(record.parties) | {side for side in found.values() if side},
                    titles=tuple(sorted({tuple(title_words(i.title)) for i in told})),
                    slack_days=settings.slack_days,
                    near_days=settings.near_days,
                )
            )
        for telling in here:
            telling.siblings.extend(other for other in here if other is not telling)
            out[telling.record.id] = telling
    return out


def _sides(readings: Mapping[str, Reading], people: Linker) -> dict[str, str]:
    """The party that most documents give each person."""
    counts: dict[str, Counter[str]] = {}
    for reading in readings.values():
        for person in reading.people:
            if person.party is not None:
                counts.setdefault(people.canonical(person.id), Counter())[person.party.code] += 1
    return {person: min(count, key=lambda code: (-count[code], code)) for person, count in counts.items()}


# --- instruments and bodies -------------------------------------------------------------------------------


def deeds(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    refers: Mapping[str, References],
    events: Linker,
    alone: frozenset[str] = frozenset(),
) -> dict[str, Deed]:
    """The instruments of all documents by the first id of those described alike.

    Bare titles, which many instruments bear, are only put together when signed in one engagement.
    """
    signed: dict[str, set[str]] = {}
    for event, reference in refers.items():
        for instrument in reference.instruments:
            signed.setdefault(instrument, set()).add(events.canonical(event))
    found = [
        (key, r) for key, reading in readings.items() for r in reading.records if isinstance(r, Instrument)
    ]
    count = Counter((key, r.kind, r.parties) for key, r in found)
    keyed = []
    for key, record in found:
        cut = titles(documents[key].lang, (record.title, *record.aliases))
        bare = all(len(words) < 3 for _, words in cut) and not record.symbol
        at = (frozenset(signed.get(record.id, ())) or record.id) if bare else None
        keyed.append(
            (
                (cut, record.kind, record.parties, str(record.when.date), record.status, record.symbol, at),
                record,
            )
        )
    home = {record.id: key for key, record in found}
    out: dict[str, Deed] = {}
    for group in _alike(keyed, alone):
        first = group[0]
        out[first.id] = Deed(
            titles=titles(documents[home[first.id]].lang, (first.title, *first.aliases)),
            kind=first.kind,
            status=first.status,
            days=days(first.when),
            parties=codes(first.parties),
            areas=frozenset(first.areas),
            symbol=first.symbol,
            signed_at=frozenset().union(*(signed.get(r.id, set()) for r in group)),
            crowded=any(count[home[r.id], r.kind, r.parties] > 1 for r in group),
            members=tuple(r.id for r in group),
            documents=frozenset(home[r.id] for r in group),
        )
    return out


def organs(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    refers: Mapping[str, References],
    events: Linker,
    alone: frozenset[str] = frozenset(),
) -> dict[str, Organ]:
    """The bodies of all documents by the first id of those described alike."""
    held: dict[str, set[tuple[int | None, str]]] = {}
    found = [(key, r) for key, reading in readings.items() for r in reading.records if isinstance(r, Body)]
    sessions = {record.id: record.session for _, record in found}
    for event, reference in refers.items():
        if reference.body:
            held.setdefault(reference.body, set()).add((sessions[reference.body], events.canonical(event)))
    news = {key: _news(reading) for key, reading in readings.items()}
    named: dict[tuple[str, BodyKind], set[tuple[frozenset[Party], str]]] = {}
    for key, record in found:
        named.setdefault((key, record.kind), set()).add((frozenset(record.parties), record.name.casefold()))

    def crowded(key: str, record: Body) -> bool:
        sides = frozenset(record.parties)
        return len({n for others, n in named[key, record.kind] if sides <= others or others <= sides}) > 1

    home = {record.id: key for key, record in found}
    keyed = [
        ((titles(documents[key].lang, (r.name, *r.aliases)), r.kind, r.parties, news[key]), r)
        for key, r in found
    ]
    out: dict[str, Organ] = {}
    for group in _alike(keyed, alone):
        first = group[0]
        out[first.id] = Organ(
            titles=titles(documents[home[first.id]].lang, (first.name, *first.aliases)),
            kind=first.kind,
            parties=codes(first.parties),
            held=frozenset().union(*(held.get(r.id, set()) for r in group)),
            around=news[home[first.id]],
            crowded=any(crowded(home[r.id], r) for r in group),
            members=tuple(r.id for r in group),
            documents=frozenset(home[r.id] for r in group),
        )
    return out


def _news(reading: Reading) -> frozenset[str]:
    """The parties of a document's news."""
    main = [r for r in reading.records if isinstance(r, Engagement) and r.main]
    return frozenset().union(*(codes(r.parties) for r in main))
