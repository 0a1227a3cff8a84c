"""Cheap keys, so that only things that share one are compared and the cost grows nearly in step with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from dragoman.detect.names import rough_sounds, skeleton, split_latin, without_article
from dragoman.merge.compare.engagements import widened
from dragoman.merge.compare.people import is_full
from dragoman.merge.latin import is_latin
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
_WORDS = 4  # of a name, by two of which it is looked up
_WEEK, _SOON = 7, 2  # days
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


def person_seat(one: Profile) -> Seat:
    """Full names meet where two of their words sound alike, if one is of no party or both are quite the same,
    and within a party where one word does; a bare surname meets full names and other surnames by one word.
    Who sounds alike sits side by side."""
    names = spelt(one)
    side = one.party.code if one.party else None
    firm: set[Key] = {("written", words) for words in one.written if " " in words and not is_latin(words)}
    if Role.MONARCH in one.roles:
        firm.add(("throne", side))
    loose: set[Key] = set()
    for name in names:
        surname_keys(name, side, one.roles, loose)
        if is_full(name):
            full_keys(name, side, firm, loose)
    order = min((_order(name) for name in names), default="")
    return seat(firm, loose, order) if one.is_full else seat(firm | loose, order=order)


def spelt(one: Profile) -> frozenset[tuple[str, ...]]:
    """Its names with given names both as they are written and in their canonical form."""
    cut = {split_latin(words) for words in one.written if is_latin(words)}
    return frozenset({*one.names, *(name for name in cut if name and (is_full(name) or not one.is_full))})


def surname_keys(name: Sequence[str], side: str | None, roles: Iterable[Role], keys: set[Key]) -> None:
    """Keys by one word: any word, all of them joined, the surname in a role or on a side."""
    words = _whole(name)
    keys.update(("word", rough_sounds(word)[:3]) for word in words[:-1])
    keys.add(("word", "".join(rough_sounds(word) for word in words)[:3]))
    for surname in _surnames(words):
        keys.add(("word", rough_sounds(surname)[:3]))
        keys.update(("post", rough_sounds(surname)[:3], role.value) for role in roles)
        if side is not None:
            keys.update(("side", rough_sounds(surname, soft)[:2], side) for soft in (False, True))


def full_keys(name: Sequence[str], side: str | None, firm: set[Key], loose: set[Key]) -> None:
    """Keys by two words, which those of a party share with those of none, and by one word and the party."""
    words = _whole(name)
    firm.add(("whole", *sorted((skeleton(words[0]), skeleton(without_article(words[-1]))))))
    pairs = firm
    if side is not None:
        firm.update(("given", rough_sounds(words[0], soft)[:3], side) for soft in (False, True))
        firm.update(("surname", rough_sounds(surname)[:2], side) for surname in _surnames(words))
        pairs = loose
    for place, given in enumerate(words[:_WORDS]):
        for word in words[place + 1 : _WORDS]:
            for other in _surnames((word,)):
                pairs.add(("two", *sorted((rough_sounds(given)[:3], rough_sounds(other)[:3]))))
                pairs.add(("soft", rough_sounds(given, True)[:3], rough_sounds(other, True)[:3]))


def _whole(name: Sequence[str]) -> Sequence[str]:
    """The words that are no initials, at most the last of which may be one."""
    return [word for word in name if len(word.strip(".")) > 1] or name[-1:]


def _surnames(words: Sequence[str]) -> set[str]:
    return {words[-1], without_article(words[-1])}


def _order(name: Sequence[str]) -> str:
    """By the surname first, as it sounds: what is likely the same is near in a crowded block."""
    surname = without_article(name[-1])
    return " ".join((rough_sounds(surname), skeleton(surname), *(rough_sounds(w) for w in name[:-1])))


# --- texts ------------------------------------------------------------------------------------------------


def text_seat(one: Text) -> Seat:
    """By a sample of its word runs, near in time."""
    keys = tuple(sorted(sample(one.runs)))
    return Seat(str(one.published[1]) if one.published else "", keys)


def outline_seat(one: Outline) -> Seat:
    """By the engagements that it tells; and, for these may not have been recognised, by two of the people and
    two of the parties that it names most, in the week of publication: what is taken over is so in days."""
    keys: set[Key] = {("told", event) for event, _ in one.told}
    if one.published is not None:
        weeks = {(day.toordinal() + step) // _WEEK for day in one.published for step in (0, _SOON)}
        about = [*combinations(sorted(one.who), 2), *combinations(sorted(one.whose), 2)]
        keys |= {(*two, week) for two in about for week in weeks}
    return seat(keys, order=str(one.published))


# --- engagements ------------------------------------------------------------------------------------------


def event_seat(one: Telling) -> Seat:
    """By parties, by each person, by place, within a month or year; by one text; by session; a visit of which
    one side is told, by the country on its day. What nothing dates is looked up by two people, or by a
    visitor and the country, at any time."""
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
    of_day: list[Key] = [(one.family, "to", host, str(one.days)) for host in one.hosts if one.is_exact]
    if len(sides) < 2:
        firm += of_day
    else:
        timeless += of_day
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
