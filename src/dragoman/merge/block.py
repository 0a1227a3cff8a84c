"""Candidate pairs through cheap keys, so that the cost grows nearly in step with the number of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.detect.names import skeleton

_REACH = 40  # in a crowded block each item meets this many that follow it
_COARSE_DAYS = 62  # a date that may be any of more days than this is looked up by year
Key = Hashable


class Blocks:
    """Items under keys. Firm items of a block meet all others there; loose ones do not meet each other."""

    def __init__(self) -> None:
        self._firm: dict[Key, set[str]] = {}
        self._loose: dict[Key, set[str]] = {}

    def add(self, item: str, keys: Iterable[Key], *, firm: bool = True) -> None:
        """Put an item under keys."""
        shelves = self._firm if firm else self._loose
        for key in keys:
            shelves.setdefault(key, set()).add(item)

    def pairs(self, order: Mapping[str, object]) -> list[tuple[str, str]]:
        """Every pair that shares a key, the lesser first, each once and sorted.

        In a block of more than a few dozen, items are put in ``order`` and meet their neighbours only.
        """
        found: set[tuple[str, str]] = set()
        for key, firm in self._firm.items():
            loose = self._loose.get(key, set()) - firm
            if len(firm) + len(loose) < 2:
                continue
            members = sorted(firm | loose, key=lambda item: (str(order.get(item, "")), item))
            for at, left in enumerate(members):
                for right in members[at + 1 : at + 1 + _REACH]:
                    if left in firm or right in firm:
                        found.add((left, right) if left < right else (right, left))
        return sorted(found)


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
