"""Cheap keys, so that only things that share one are compared and the cost grows nearly in step with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.detect.names import skeleton
from dragoman.merge.compare.engagements import widened
from dragoman.merge.runs import sample
from dragoman.model.record import Role

if TYPE_CHECKING:
    from dragoman.merge.compare.bodies import Organ
    from dragoman.merge.compare.copies import Text
    from dragoman.merge.compare.documents import Outline
    from dragoman.merge.compare.engagements import Telling
    from dragoman.merge.compare.instruments import Deed
    from dragoman.merge.compare.people import Profile

_COARSE_DAYS = 62  # a date that may be any of more days than this is looked up by year
_MANY = 4  # parties; a gathering of more is looked up by place and people
Key = Hashable


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a thing is looked up: its keys, and its place in the order of those who have one.

    Under a firm key it meets all who have it; under a loose one only those who have it as a firm one.
    """

    order: str
    firm: tuple[int, ...]
    loose: tuple[int, ...] = ()


def seat(firm: Iterable[Key], loose: Iterable[Key] = (), order: str = "") -> Seat:
    """A seat by keys of any kind; numbers of 63 bits stand for them, which may rarely be shared."""
    hard = {_number(key) for key in firm}
    return Seat(order, tuple(sorted(hard)), tuple(sorted({_number(key) for key in loose} - hard)))


def _number(key: Key) -> int:
    digest = blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


# --- people -----------------------------------------------------------------------------------------------


def word_key(word: str) -> str:
    """What spellings of one word share: two consonants of its skeleton, the sounds v, w, f, u left out."""
    bones = skeleton(word)
    bare = bones.replace("f", "v").replace("v", "") if len(bones) > 1 else bones
    return (bare if len(bare) > 1 else bones or word.casefold())[:2]


def name_keys(names: Iterable[Sequence[str]], side: str | None) -> tuple[set[Key], set[Key]]:
    """Keys of a person: (pairs of words of full names, surname with initial, given name with the first
    letter of the surname on one side; single words)."""
    pairs: set[Key] = set()
    words: set[Key] = set()
    for name in names:
        if len(name) > 1:
            pairs.add(("surname", word_key(name[-1]), skeleton(name[0])[:1]))
            if side is not None:
                pairs.add(("given", word_key(name[0]), skeleton(name[-1])[:1], side))
        keys = sorted({word_key(word) for word in name if len(word.strip(".")) > 1})
        words.update(("word", key) for key in keys)
        pairs.update(combinations(keys, 2))
    return pairs, words


def person_seat(one: Profile) -> Seat:
    """A full name meets full names by two words and bare surnames by one; surnames meet each other."""
    pairs, words = name_keys(one.names, one.party.code if one.party else None)
    firm: set[Key] = pairs | {("written", w) for w in one.written if " " in w}
    if Role.MONARCH in one.roles:
        firm.add(("throne", one.party.code if one.party else None))
    return seat(firm, words) if one.is_full else seat(firm | words)


# --- texts ------------------------------------------------------------------------------------------------


def text_seat(one: Text) -> Seat:
    """By a sample of its word runs, near in time."""
    keys = tuple(sorted(sample(one.runs)))
    return Seat(str(one.published[1]) if one.published else "", keys)


def outline_seat(one: Outline) -> Seat:
    """By the engagements that it tells."""
    return seat(one.engagements, order=str(one.published))


# --- engagements ------------------------------------------------------------------------------------------


def event_seat(one: Telling) -> Seat:
    """By parties, by each person, by place, within a month or year; by one text; by session. What nothing
    dates is looked up by two people, or by a visitor and the country, at any time."""
    sides = sorted(one.parties)
    about: list[tuple[Key, ...]] = [("person", person) for person in one.people]
    if len(sides) <= _MANY:
        about.extend(combinations(sides, 2) if len(sides) > 1 else [(side,) for side in sides])
    if one.record.place and one.record.place.city:
        about.append(("city", one.record.place.city.casefold()))
    firm: list[Key] = [(one.family, "voice", one.voice)]
    pairs = combinations(list(one.people)[:_MANY], 2)
    timeless: list[Key] = [(one.family, "pair", *sorted(two)) for two in pairs]
    timeless += [(one.family, "guest", guest, host) for guest in one.people for host in one.hosts]
    by_year: list[Key] = []
    span = one.likely_days
    if span is not None:
        near = span if one.days is None or is_coarse(*span) else widened(span, one.slack_days)
        firm += [(one.family, *a, m) for a in about for m in months(*near)]
        by_year += [(one.family, *a, y) for a in about for y in years(*span)]
    if one.record.session is not None:
        firm += [("session", one.record.session, *both) for both in combinations(sides[:_MANY], 2)]
    if span is None and not one.is_old:
        return seat([*firm, *timeless])
    coarse = span is not None and is_coarse(*span)
    return seat([*firm, *by_year] if coarse else firm, [*by_year, *timeless], order=str(span))


def months(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """The months of a stretch of days, or its years where it is long: ``2021-03`` or ``2021``."""
    return years(first, last) if is_coarse(first, last) else tuple(_months(first, last))


def is_coarse(first: dt.date, last: dt.date) -> bool:
    """Whether a stretch of days is looked up by year."""
    return (last - first).days > _COARSE_DAYS


def _months(first: dt.date, last: dt.date) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def years(first: dt.date, last: dt.date) -> tuple[str, ...]:
    """The years of a stretch of days."""
    return tuple(str(year) for year in range(first.year, last.year + 1))


# --- instruments and bodies -------------------------------------------------------------------------------


def deed_seat(one: Deed) -> Seat:
    """By words of the title, the engagement that signed it, its number, its year, its areas."""
    sides = tuple(sorted(one.parties))
    keys: list[Key] = [("signed", event) for event in one.signed_at]
    for lang, words in one.titles:
        longest = sorted(words, key=lambda w: (-len(w), w))[:3]
        keys += [(lang, sides, word) for word in longest]
    if one.symbol:
        keys.append(("symbol", one.symbol))
    both: list[tuple[str, ...]] = [*combinations(sides[:_MANY], 2)] or [sides]
    if one.days:
        keys += [(two, year) for two in both for year in years(*one.days)]
    keys += [(two, one.kind.value, area) for two in both for area in one.areas]
    keys += [(two, one.kind.value) for two in both if two]
    return seat(keys, order=str(one.days))


def organ_seat(one: Organ) -> Seat:
    """By its parties and kind, words of its name, and what it held."""
    sides = one.around if len(one.around) == 2 and one.parties < one.around else one.parties
    keys: list[Key] = [(both, one.kind.value) for both in combinations(sorted(sides)[:_MANY], 2)]
    for lang, words in one.titles:
        longest = sorted(words, key=lambda w: (-len(w), w))[:3]
        keys += [(lang, word) for word in longest]
        keys += [("acronym", word) for word in words if word.isupper()]
    keys += [("held", event) for _, event in one.held]
    keys += [("beside", *sorted((one.id, other))) for other in one.beside]
    return seat(keys)
