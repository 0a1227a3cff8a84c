"""Whether two people of documents are one person: names across scripts, party, office and company."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from dragoman.detect.names import (
    align,
    rough_sounds,
    skeleton,
    split_latin,
    without_article,
    word_similarity,
)
from dragoman.merge.latin import is_latin
from dragoman.merge.score import Feature
from dragoman.model.record import LEVEL_OF_ROLE, Level, Party, Person, Role

Name = tuple[str, ...]
_LEVELS = {level: rank for rank, level in enumerate(Level)}
_REGNAL = re.compile(r"(?:^| )[ivxl]+(?: |$)")
_SURE, _FAINT = 0.87, 0.8  # surnames that sound alike, and those that a misprint may have parted
_JOINED = 0.9  # how alike a word and two that are written as one must be
_GIVEN = 0.78  # given names in Latin letters that are less alike are two
_SON = frozenset({"ben", "bin", "bint", "ibn", "ould"})
_FAR = 4  # levels that lie this far apart are no promotion


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of people who are described alike: names in Latin letters, party, roles, company.

    ``inferred``: the documents do not say the party themselves. ``names`` are cut into words, given names
    in their canonical spelling; ``romanised`` where no document writes them in Latin script. ``given``
    holds those words that are known given names. ``beside`` are the profiles of others whom their
    documents name, and ``met`` of those they take part in engagements with, who thus are others;
    ``company`` describes these by surname and side. ``first`` is the least id of the ``count`` people.
    """

    id: str
    names: tuple[Name, ...]
    written: frozenset[str]
    romanised: bool
    given: frozenset[str]
    party: Party | None
    inferred: bool
    roles: frozenset[Role]
    company: frozenset[str]
    met: frozenset[str]
    beside: frozenset[str]
    first: str
    count: int

    @property
    def is_full(self) -> bool:
        """Whether a name of two words or more is known, initials not counted."""
        return any(is_full(name) for name in self.names)


@lru_cache(maxsize=65536)
def is_full(name: Name) -> bool:
    """Whether a name has two words that are no initials."""
    return sum(1 for word in name if len(word.strip(".")) > 1) > 1


def latin_names(person: Person, given_names: Mapping[str, str]) -> tuple[Name, ...]:
    """The names of a person in Latin letters, the fullest kind only: a surname that stands alone in the
    text says nothing new where the full name is known."""
    latin = {s for s in person.spellings if is_latin(s)}
    forms = {person.name, *latin} if latin else {person.name, *respelt(person.name)}
    cut = {canonical_words(form, given_names) for form in forms} - {()}
    full = {name for name in cut if is_full(name)}
    return tuple(sorted(full or cut))


def respelt(name: str) -> set[str]:
    """Other readings of a name romanised letter by letter: w may be a vowel, f stand for v, and the article
    be written together with the surname."""
    bare = re.sub(r"(?<=\w)w", "", name)
    forms = {bare, bare.replace("f", "v").replace("F", "V")}
    *given, surname = name.split() or [name]
    return forms | {" ".join((*given, without_article(surname)))}


def canonical_words(name: str, given_names: Mapping[str, str]) -> Name:
    """The words of a Latin name, casefolded, each given name in the one spelling chosen for it."""
    words = (word.casefold() for word in split_latin(name))
    return tuple(given_names.get(word, word) for word in words)


@lru_cache(maxsize=65536)
def alike(left: Name, right: Name) -> float:
    """How alike two names are, from 0 to 1; for single words any likeness, for names one of all words, two of
    which may be written as one: Abdulfattah, Abdel Fattah."""
    if len(left) == len(right) == 1:
        return word_similarity(left[0], right[0])
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    found = align(left, right)
    if len(long) == len(short) + 1 > 2 and found < _SURE:
        found = max((found, *(align(short, joined) for joined in _joined(long, short))))
    return found


def _joined(name: Name, other: Name) -> Iterator[Name]:
    """The name with two neighbours written as one word, wherever the other has such a word."""
    for at in range(len(name) - 1):
        whole = name[at] + name[at + 1]
        if any(word_similarity(whole, word) >= _JOINED for word in other):
            yield (*name[:at], whole, *name[at + 2 :])


def name(left: Profile, right: Profile) -> float:
    """The best agreement of any two spellings: 1 for the same full name, 0.9 for one with a further word,
    0.65 for one that sounds alike, 0.4 where office and party must decide, -0.25 where even these are not
    enough, 0.2 for a bare surname, 0.08 for one that sounds alike, -1 for different names."""
    if any(" " in words for words in left.written & right.written):
        return 1.0
    return max((_name(a, b, left, right) for a in left.names for b in right.names), default=-1.0)


def _name(a: Name, b: Name, left: Profile, right: Profile) -> float:
    if is_full(a) and is_full(b):
        if a == b:
            return 1.0
        if _other_given(a, b, left, right):
            return -1.0
        if _one_throne(a, b, left, right):
            return 0.4  # Mohammed VI, Mohammed the Sixth
        if _one_line(a, b):
            return 0.65
        surname = surname_likeness(a, b)
        # without a surname in common only two words written as one could still make them alike
        found = -1.0 if surname < _FAINT and len(a) == len(b) else _full(alike(a, b), surname)
        if left.romanised or right.romanised:
            return max(found, 0.4) if _roughly(a, b) else found
        return min(found, _at_most(a, b))
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) == 1 and len(long) == 2 and is_full(long) and _as_one(short[0], long):
        return 0.45
    surname = surname_likeness(short, long)
    if len(short) > 1:  # with an initial
        likeness = alike(short, long) if surname >= _SURE else 0.0
        return 0.45 if likeness >= 0.92 else 0.2 if likeness >= 0.87 else -1.0
    return 0.2 if surname == 1.0 else 0.08 if surname >= 0.88 else -1.0


def _roughly(a: Name, b: Name) -> bool:
    """Whether the given name is the same, and of the surname all that remains which scripts keep."""
    sounds = rough_sounds(a[-1])
    return a[0] == b[0] and len(sounds) > 1 and sounds == rough_sounds(b[-1])


@lru_cache(maxsize=65536)
def _at_most(a: Name, b: Name) -> float:
    """What names in Latin letters come to where more than spelling parts them: Lars and Klaus, Chernov and
    Voronov, less so Winer and Winford."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if max(word_similarity(short[0], word) for word in long) < _GIVEN and not any(_joined(long, short)):
        return -1.0
    turned = alike(a[:1], b[:1]) < alike(a[:1], b[-1:])
    if len(a) != len(b) or turned:
        return 1.0
    x, y = skeleton(a[-1]), skeleton(b[-1])
    if a[-1][0] != b[-1][0] and x[:1] != y[:1] and surname_likeness(a, b) < _SURE:
        return -1.0
    return -0.25 if Levenshtein.distance(x, y) > 1 else 1.0


def _one_line(a: Name, b: Name) -> bool:
    """Whether both name one father, however they go on: Omar bin Said al Nasser, Omar bin Said bin Ali."""
    return a != b and min(len(a), len(b)) > 3 and a[:3] == b[:3] and a[1] in _SON


def _full(likeness: float, surname: float) -> float:
    if likeness >= 0.995:
        return 0.9
    if surname >= _SURE:
        return 0.65 if likeness >= 0.885 else 0.4 if likeness >= 0.84 else -0.25 if likeness >= 0.77 else -1.0
    return -0.25 if surname >= _FAINT and likeness >= 0.8 else -1.0


@lru_cache(maxsize=65536)
def surname_likeness(a: Name, b: Name) -> float:
    """How alike the surnames are: the last words, or one's last word and any but the first of the other's;
    of names of two words also the first, since some are written surname first."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    others = long[1:] or long
    best = max(word_similarity(short[-1], word) for word in others)
    if len(long) == 2 and len(short) == 1:
        best = max(best, word_similarity(short[0], long[0]) - 0.05)
    if len(long) == len(short) == 2:
        best = max(best, min(word_similarity(short[0], long[1]), word_similarity(short[1], long[0])))
    return best


def _one_throne(a: Name, b: Name, left: Profile, right: Profile) -> bool:
    """Whether both are monarchs of one state, of one given name, and one is numbered."""
    if Role.MONARCH not in left.roles & right.roles or left.party is None or left.party != right.party:
        return False
    return bool(_REGNAL.search(" ".join((*a[1:], *b[1:])))) and alike(a[:1], b[:1]) >= 0.87


@lru_cache(maxsize=65536)
def _as_one(word: str, name: Name) -> bool:
    """Whether a word is a whole name written as one: Hunmanet is Hun Manet, and Manet is not."""
    return len(skeleton(word)) > 2 and word_similarity(word, "".join(name)) >= _JOINED > max(
        word_similarity(word, part) for part in name
    )


def _other_given(a: Name, b: Name, left: Profile, right: Profile) -> bool:
    """Whether the names differ in a given name that is known to be another: Hassan is not Hussein."""
    known = left.given | right.given
    return len(a) == len(b) and any(x != y and x in known and y in known for x, y in zip(a, b, strict=True))


def party(left: Profile, right: Profile) -> float | None:
    """Whether both stand for one party; a state and an organisation may be two offices of one person, and a
    party that is inferred may be wrong."""
    if left.party is None or right.party is None:
        return None
    if left.party == right.party:
        return 0.35
    if left.inferred or right.inferred:
        return -0.4
    return -1.0 if left.party.kind is right.party.kind else -0.3


def office(left: Profile, right: Profile) -> float | None:
    """1 for a common role, less for a vague one; against where levels lie far apart."""
    if not left.roles or not right.roles:
        return None
    common = left.roles & right.roles
    if common:
        return 1.0 if common != {Role.OFFICIAL} else 0.4
    distance = level_distance(left.roles, right.roles)
    return -1.0 if distance >= _FAR else -0.2 * distance


def level_distance(left: Sequence[Role] | frozenset[Role], right: Sequence[Role] | frozenset[Role]) -> int:
    """The least number of levels between any two roles."""
    return min(abs(_LEVELS[LEVEL_OF_ROLE[a]] - _LEVELS[LEVEL_OF_ROLE[b]]) for a in left for b in right)


def company(left: Profile, right: Profile) -> float | None:
    """Whether they meet the same people; meeting others says nothing."""
    return 1.0 if left.company & right.company else None


def one_document(left: Profile, right: Profile) -> float | None:
    """Against: where one document tells them apart, it may know."""
    return -1.0 if left.id in right.beside or right.id in left.beside else None


FEATURES: tuple[tuple[Feature[Profile], float], ...] = (
    (name, 2.0),
    (party, 1.4),
    (office, 0.7),
    (company, 0.55),
    (one_document, 0.3),
)


def apart(left: Profile, right: Profile) -> bool:
    """Whether there is no reason to think them one person: other names, or what ``clash`` says."""
    likeness = name(left, right)
    return likeness == -1.0 or _forbids(left, right, likeness) is not None


def clash(left: Profile, right: Profile) -> bool:
    """Whether they cannot be one person; see ``forbids``."""
    return forbids(left, right) is not None


def forbids(left: Profile, right: Profile) -> str | None:
    """Why they cannot be one person, in words: they meet each other, their full names are clearly others, or
    their parties are; None where they can. Different parties are borne only by the same full name, at
    one level where both documents say the party."""
    return _forbids(left, right, name(left, right))


def _forbids(left: Profile, right: Profile, likeness: float) -> str | None:
    if left.id in right.met or right.id in left.met:
        return "they meet each other"
    if likeness == -1.0 and not _mangled(left, right):
        return "other names"
    if left.party is not None and right.party is not None and left.party != right.party:
        if likeness >= 0.9 and (left.inferred or right.inferred):
            return None
        same_level = not left.roles or not right.roles or level_distance(left.roles, right.roles) == 0
        return "other parties" if likeness < 0.9 or not same_level else None
    return None


def _mangled(left: Profile, right: Profile) -> bool:
    """Whether names that do not agree may yet both be distortions of a third: a misprint of a name and its
    letter-by-letter romanisation."""
    given = 0.6 if left.romanised or right.romanised else 0.7
    return any(
        alike(a[-1:], b[-1:]) >= 0.8 and alike(a[:1], b[:1]) >= given and not _other_given(a, b, left, right)
        for a in left.names
        for b in right.names
        if is_full(a) and is_full(b)
    )
