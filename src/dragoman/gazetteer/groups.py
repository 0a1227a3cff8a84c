"""Groups of states within which partners are ranked: their members, and the words that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import load_parties
from dragoman.gazetteer.tables import load_entries

_FILE = "groups.yaml"
_KEYS = frozenset({"name", "organisation", "words", "members", "not"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group: the organisation whose members these are, by alpha-3 code."""

    id: str
    name: str
    organisation: str
    words: tuple[str, ...]
    members: frozenset[str]
    unlike: tuple[str, ...] = ()  # names of states in which such words stand


@cache
def load_groups() -> Mapping[str, Group]:
    """Every group by id, in the file's order. Raises InvalidPack where the file is wrong."""
    found: dict[str, Group] = {}
    for key, entry in load_entries(_FILE).items():
        name, acronym = entry.get("name"), entry.get("organisation")
        words, members = _texts(key, entry.get("words")), _texts(key, entry.get("members"))
        unlike = _texts(key, entry["not"]) if "not" in entry else ()
        if (
            entry.keys() | {"not"} != _KEYS
            or not isinstance(name, str)
            or acronym not in load_organisations()
        ):
            raise InvalidPack(f"gazetteer/{_FILE}: {key}: wants name, organisation, words and members")
        unknown = [code for code in members if code not in load_parties()]
        if unknown or len(set(members)) != len(members):
            raise InvalidPack(f"gazetteer/{_FILE}: {key}: members {unknown or 'are given twice'}")
        found[key] = Group(
            id=key,
            name=name,
            organisation=str(acronym),
            words=words,
            members=frozenset(members),
            unlike=unlike,
        )
    return MappingProxyType(found)


def groups_in(words: str) -> tuple[Group, ...]:
    """The groups that the words name, in the file's order; none where they name none."""
    text = f" {fold_name(words)} "
    return tuple(
        group
        for group in load_groups().values()
        if _pattern(group.words).search(_pattern(group.unlike).sub(" ", text) if group.unlike else text)
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_form(word) for word in words))


def _form(word: str) -> str:
    """A form as a pattern on folded words: whole words, or beginnings; anywhere in scripts without spaces."""
    folded = r"\w*".join(re.escape(fold_name(part)) for part in word.split("*"))
    if any("\u3040" <= letter <= "\u9fff" for letter in word):
        return folded
    return rf"(?<!\w){folded}" + ("" if word.endswith("*") else r"(?!\w)")


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise InvalidPack(f"gazetteer/{_FILE}: {key}: wants a list of words")
    return tuple(value)
