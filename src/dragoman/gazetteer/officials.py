"""Well-known holders of public office, for a document that names someone without saying for which party.

The data is ours, from common knowledge. It is the last resort: what a document says always goes before it,
and a value taken from here is to be marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from dragoman.errors import InvalidPack
from dragoman.gazetteer.fold import fold_name
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import is_state
from dragoman.gazetteer.tables import load_bytes

_FILE = "officials.tsv"
_COLUMNS = 6
ROLES = frozenset(
    {
        "foreign minister", "deputy foreign minister", "ambassador", "head of state", "head of government",
        "deputy prime minister", "minister (other)", "king/queen", "special envoy", "secretary-general",
        "spokesperson", "official (other)",
    }
)  # fmt: skip
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_AL = frozenset({"al", "el", "ad", "ar", "as", "at", "ash", "az"})
_ARTICLES = _AL | {
    "an",
    "de",
    "del",
    "da",
    "di",
    "do",
    "dos",
    "das",
    "du",
    "van",
    "von",
    "la",
    "le",
    "y",
    "e",
}
_ABD = re.compile(r"\babd(?:[aeou]+[lrsntdz]?|[aeou]*sh)?(?: (?:al|el|ar|er|as|an|ash|ul|ur))? ?(?=[a-z]{3})")
_SON = re.compile(r"\b(?:ben|ibn|bn|bin)\b")
_PATRONYMIC = re.compile(r"(?:[oei]v[iy]t?ch|[oe]v[iy]c|[oe]vna|[iy]ichna|uly|kyzy|oglu)\Z|\A[a-z]\Z")
# letters that romanisations of one sound are written with; each digraph before its letters
_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("dj", "j"), ("ts", "c"), ("ck", "k"), ("qu", "k"), ("ou", ""), ("x", "ks"),
    ("q", "k"), ("v", "f"), ("p", "b"), ("z", "s"), ("c", "k"), ("g", "j"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_SURE_LETTERS = 6
_LIKE = 0.8
_GRACE_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """One person in one office: ``since`` and ``until`` are YYYY or YYYY-MM; None where unknown or current.

    Someone with several offices has several of these, under one name.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str
    party: str
    since: str | None = None
    until: str | None = None

    def held_at(self, year: int, month: int | None = None, *, grace_months: int = 0) -> bool:
        """Whether the office was held at some time of this year or month, give or take the grace."""
        first = _months(year, month or 1) - grace_months
        last = _months(year, month or 12) + grace_months
        since = _from_text(self.since, last_month=False)
        until = _from_text(self.until, last_month=True)
        return (since is None or since <= last) and (until is None or first <= until)


class Officials:
    """The office-holders by name. A surname alone finds only those whom the data lists by it."""

    def __init__(self, officials: Sequence[Official]) -> None:
        self._offices: dict[str, list[Official]] = {}
        for official in officials:
            self._offices.setdefault(official.name, []).append(official)
        self._names: dict[str, set[str]] = {}
        self._keys: dict[tuple[str, str], dict[str, list[tuple[str, ...]]]] = {}
        self._surnames: dict[str, str] = {}
        self._initials: dict[tuple[str, str], set[str]] = {}
        for name, offices in self._offices.items():
            for spelling in {name, *(alias for office in offices for alias in office.aliases)}:
                words = _words(fold_name(spelling))
                self._names.setdefault(" ".join(words), set()).add(name)
                content = _content(words)
                if len(content) == 1 and spelling != name:
                    self._surnames[content[0]] = name
                if len(content) > 1:
                    self._initials.setdefault((content[0][0], content[-1]), set()).add(name)
                    for key in _keys(content):
                        self._keys.setdefault(key, {}).setdefault(name, []).append(content)

    def __iter__(self) -> Iterator[Official]:
        return (office for offices in self._offices.values() for office in offices)

    def find(
        self, words: Sequence[str] | str, *, year: int | None = None, month: int | None = None
    ) -> tuple[Official, ...]:
        """The offices of the person of this name, in Latin letters however romanised, or of this surname and
        initials: S. V. Lavrov.

        With a year (and month), the offices held then come first, next those within a year of it. Empty where
        nobody is known by the name, and where people of different parties are.
        """
        name = words if isinstance(words, str) else " ".join(words)
        found = [office for person in self._people(name) for office in self._offices[person]]
        if year is None:
            return tuple(found)
        return tuple(sorted(found, key=lambda office: _distance(office, year, month)))

    def party(
        self, words: Sequence[str] | str, *, year: int | None = None, month: int | None = None
    ) -> str | None:
        """The one party of the person: of all their offices, or of those held about that time."""
        found = self.find(words)
        if year is not None and len({office.party for office in found}) > 1:
            for grace in (0, _GRACE_MONTHS):
                near = [office for office in found if office.held_at(year, month, grace_months=grace)]
                if near:
                    found = tuple(near)
                    break
        parties = {office.party for office in found}
        return parties.pop() if len(parties) == 1 else None

    def _people(self, name: str) -> tuple[str, ...]:
        words = _words(fold_name(name))
        content = _content(words)
        found = self._names.get(" ".join(words)) or self._alike(content)
        if not found and len(content) > 1 and all(len(word) == 1 for word in content[:-1]):
            found = self._initials.get((content[0], content[-1]), set())
        if not found and len(content) == 2:
            turned = (content[1], content[0])
            found = self._names.get(" ".join(turned)) or self._alike(turned)
        if not found:
            return ()
        people = tuple(sorted(found))
        if len(people) > 1 and not self._share_a_party(people):
            return ()
        return people

    def _share_a_party(self, people: Sequence[str]) -> bool:
        parties = [{office.party for office in self._offices[person]} for person in people]
        return all(len(found) == 1 for found in parties) and len(set.union(*parties)) == 1

    def _alike(self, words: tuple[str, ...]) -> set[str]:
        if len(words) < 2:
            return set()
        found: set[str] = set()
        for key in _keys(words):
            for person, spellings in self._keys.get(key, {}).items():
                if any(self._same(words, spelling, person) for spelling in spellings):
                    found.add(person)
        return found

    def _same(self, words: tuple[str, ...], known: tuple[str, ...], person: str) -> bool:
        """Whether names whose first and last words have one key are one; short keys need like vowels too."""
        ends = ((words[0], known[0]), (words[-1], known[-1]))
        if not all(len(a) > 1 and _like(a, b) for a, b in ends):
            return False
        left, right = list(words[1:-1]), list(known[1:-1])
        extra = _left_over(left, right)
        if extra is None:
            return False
        return all(_PATRONYMIC.search(word) for word in extra) or self._surnames.get(known[-1]) == person


@cache
def load() -> Officials:
    """The office-holders we know. Raises InvalidPack, naming the line, where the file is wrong."""
    found: dict[tuple[str, str, str, str | None], Official] = {}
    for number, line in enumerate(load_bytes(_FILE).decode().splitlines()[1:], start=2):
        official = _read(line, f"gazetteer/{_FILE}:{number}")
        key = (official.name, official.role, official.party, official.since)
        if key in found:
            raise InvalidPack(f"gazetteer/{_FILE}:{number}: {official.name} stands here twice in one office")
        found[key] = official
    return Officials(tuple(found.values()))


def _read(line: str, where: str) -> Official:
    fields = line.split("\t")
    if len(fields) != _COLUMNS:
        raise InvalidPack(f"{where}: {_COLUMNS} columns are wanted")
    name, aliases, role, party, since, until = fields
    if not name.strip():
        raise InvalidPack(f"{where}: a name is wanted")
    if role not in ROLES:
        raise InvalidPack(f"{where}: {role!r} is no role")
    if not is_state(party) and party not in load_organisations():
        raise InvalidPack(f"{where}: {party!r} is no code of a party")
    for date in (since, until):
        if date and not _DATE.fullmatch(date):
            raise InvalidPack(f"{where}: {date!r} is not YYYY or YYYY-MM")
    first, last = _from_text(since, last_month=False), _from_text(until, last_month=True)
    if first is not None and last is not None and first > last:
        raise InvalidPack(f"{where}: the office ends before it begins")
    return Official(
        name=name,
        aliases=tuple(alias for alias in aliases.split(";") if alias),
        role=role,
        party=party,
        since=since or None,
        until=until or None,
    )


def _months(year: int, month: int) -> int:
    return year * 12 + month - 1


def _from_text(date: str | None, *, last_month: bool) -> int | None:
    if not date:
        return None
    year, _, month = date.partition("-")
    return _months(int(year), int(month) if month else 12 if last_month else 1)


def _distance(office: Official, year: int, month: int | None) -> int:
    if office.held_at(year, month):
        return 0
    return 1 if office.held_at(year, month, grace_months=_GRACE_MONTHS) else 2


@lru_cache(maxsize=8192)
def _words(folded: str) -> tuple[str, ...]:
    """The words of a name, "Abd al-Rahman" as one, "ibn" as "bin", every form of the article as "al"."""
    plain = folded if folded.isascii() else anyascii(folded).casefold()
    words = _SON.sub("bin", _ABD.sub("abd", plain)).split()
    return tuple("al" if word in _AL else word for word in words)


def _content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _ARTICLES) or words


@lru_cache(maxsize=16384)
def _skeletons(word: str) -> frozenset[str]:
    """The consonants of a romanised word; w may be a consonant or, out of Arabic, a vowel."""
    text = word
    for letters, sound in _SOUNDS:
        if letters in text:
            text = text.replace(letters, sound)
    first = "a" if text[:1] in ("a", "e", "i", "o", "u") else ""
    forms = {text.replace("w", "f"), text.replace("w", "")} if "w" in text else {text}
    bones = (_VOWELS.sub("", form).replace("h", "") or form for form in forms)
    return frozenset(first + re.sub(r"[^a-z]|(.)(?=\1)", "", bone) for bone in bones)


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return product(_skeletons(words[0]), _skeletons(words[-1]))


@lru_cache(maxsize=16384)
def _like(left: str, right: str) -> bool:
    if left == right:
        return True
    shared = _skeletons(left) & _skeletons(right)
    if not shared:
        return False
    return max(map(len, shared)) >= 3 or float(JaroWinkler.similarity(left, right)) >= _LIKE


def _left_over(left: list[str], right: list[str]) -> list[str] | None:
    """The words of the longer list that the shorter lacks; None where the shorter has others of its own."""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    extra, at = [], 0
    for word in long:
        if at < len(short) and _like(short[at], word):
            at += 1
        else:
            extra.append(word)
    return extra if at == len(short) else None
