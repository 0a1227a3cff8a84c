"""Invented names of people, and the ways in which the languages of the world spell them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from dragoman.lexicon.load import pack

_VOWELS = "aeiou"
_ARTICLE = {"ar": "ال", "ru": "аль-", "fr": "El ", "tr": "el-", "es": "El "}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its Latin form, its sounds, the tradition it is from; ``own`` where the tradition
    writes Latin letters. ``signs`` holds the forms that a table gives by language."""

    latin: str
    sounds: str
    tradition: str
    article: bool = False
    own: bool = True
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FullName:
    """Given names and a surname."""

    given: Word
    surname: Word
    middle: Word | None = None

    @property
    def tradition(self) -> str:
        return self.surname.tradition

    def written(self, lang: str, style: str = "full") -> str:
        """As a text in this language writes it: in full, with an initial, or the surname alone."""
        surname = spelled(self.surname, lang)
        if style == "surname":
            return surname
        given = spelled(self.given, lang)
        if lang in _UNSPACED:
            joint = "" if self.surname.signs else "·"
            words = [surname, given] if self.surname.signs else [given, surname]
            return joint.join(words)
        if style == "initial" and not self.surname.signs:
            return f"{given[0]}. {surname}"
        if self.surname.signs:
            return f"{surname} {given}"
        if style == "long" and self.middle is not None:
            return f"{given} {spelled(self.middle, lang)} {surname}"
        return f"{given} {surname}"


_UNSPACED = ("zh",)


@cache
def data() -> Mapping[str, Any]:
    """The tables of names.yaml."""
    loaded: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text("utf-8"))
    return loaded


@cache
def tradition_of() -> Mapping[str, str]:
    """Each party's naming tradition."""
    return {c: name for name, row in data()["traditions"].items() for c in row["parties"].split()}


@cache
def _pairs(tradition: str, field: str) -> tuple[tuple[str, str], ...]:
    words = data()["traditions"][tradition][field].split()
    return tuple((w.partition(":")[0], w.partition(":")[2]) for w in words)


@cache
def _signs(field: str) -> tuple[tuple[str, str, str, str], ...]:
    rows = (row.split() for row in data()[field].split(","))
    return tuple((sign, latin, ru, ar) for sign, latin, ru, ar in rows)


def full_name(tradition: str, chance: random.Random) -> FullName:
    """An invented name of a tradition; with a few thousand of them, namesakes come by themselves."""
    row = data()["traditions"][tradition]
    if "given" not in row:
        return _in_signs(tradition, chance)
    own = "native" not in row
    given = Word(*chance.choice(_pairs(tradition, "given")), tradition, own=own)
    middle = None
    if chance.random() < 0.15:
        middle = Word(*chance.choice(_pairs(tradition, "given")), tradition, own=own)
    if "roots" in row:
        root, pattern = chance.choice(row["roots"].split()), chance.choice(row["patterns"].split())
        sounds = "".join(root[int(c) - 1] if c.isdigit() else c for c in pattern)
        surname = Word("", sounds, tradition, article=chance.random() < 0.4, own=False)
        return FullName(given, surname, middle)
    stem, end = chance.choice(_pairs(tradition, "stems")), chance.choice(_pairs(tradition, "ends"))
    surname = Word(stem[0] + end[0] if own else "", stem[1] + end[1], tradition, own=own)
    return FullName(given, surname, middle)


def _in_signs(tradition: str, chance: random.Random) -> FullName:
    def word(rows: list[tuple[str, str, str, str]]) -> Word:
        latin, ru = "".join(r[1] for r in rows).capitalize(), "".join(r[2] for r in rows).capitalize()
        forms = {"zh": "".join(r[0] for r in rows), "ru": ru, "ar": "".join(r[3] for r in rows)}
        return Word(latin, "", tradition, signs=tuple(forms.items()))

    given = chance.choices(_signs("given_in_signs"), k=1 if chance.random() < 0.3 else 2)
    return FullName(word(given), word([chance.choice(_signs("surnames_in_signs"))]))


@lru_cache(maxsize=60000)
def spelled(word: Word, lang: str) -> str:
    """A word of a name as this language usually writes it."""
    if word.signs:
        return dict(word.signs).get(lang, word.latin)
    known = _known(lang).get(_bare(word.latin)) if word.latin else None
    if known is not None:
        return known
    if pack(lang).script == "Latn":
        return word.latin if word.own else _latin(word, lang)
    if lang == "zh":
        return _chinese(_short(word.sounds))
    text = _arabic(word) if lang == "ar" else _cyrillic(word.sounds, data()["sounds"][lang])
    return _ARTICLE[lang] + text if word.article else text


def _arabic(word: Word) -> str:
    """Doubled consonants are written once, short vowels not at all, but for those of foreign names."""
    sounds = word.sounds if word.tradition == "arabic" else _lengthened(word.sounds)
    text = _by_table(_single(sounds), data()["sounds"]["ar"])
    if sounds[0] in _VOWELS and text[:1] not in "اي":
        text = ("إ" if sounds[0] == "i" else "ا") + text.lstrip("اي")
    return text


def _cyrillic(sounds: str, table: Mapping[str, str]) -> str:
    text = _by_table(sounds, table)
    return (("Э" if sounds[0] == "e" else text[0].upper()) + text[1:]) if text else text


def _single(sounds: str) -> str:
    return "".join(c for at, c in enumerate(sounds) if c in _VOWELS or sounds[at - 1 : at] != c)


@cache
def _known(lang: str) -> Mapping[str, str]:
    """Given names of the pack's table, by their Latin form: the usual form of the press."""
    if pack(lang).script == "Latn":
        return {}
    found: dict[str, str] = {}
    for words, latin in pack(lang).names.latin.items():
        form = " ".join(words)
        found.setdefault(_bare(latin), form[:1].upper() + form[1:])
    return found


def _bare(latin: str) -> str:
    return latin.casefold().translate(_ACCENTS)


_ACCENTS = str.maketrans("áàâãäåçéèêëíîïñóôõöúûüşğıłńśź", "aaaaaaceeeeiiinoooouuusgilnsz")


def _latin(word: Word, lang: str) -> str:
    """A name from another script: the spelling of the given name that the language prefers, or its sounds."""
    if word.latin:
        forms = _variants(lang).get(word.latin.casefold(), ())
        number = sum(map(ord, word.sounds))
        if forms and number % 3:
            return forms[(number + len(lang) + ord(lang[0])) % len(forms)].title()
        return word.latin
    text = _by_table(word.sounds, data()["sounds"][lang]).capitalize()
    return _ARTICLE.get(lang, "Al-") + text if word.article else text


@cache
def _variants(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Spellings of a given name that the texts of a language use, by each of them."""
    listed = [tuple(s for s in row if s.isalpha()) for row in pack(lang).variants]
    return {
        spelling: tuple(other for other in row if other[0] == spelling[0])
        for row in listed
        for spelling in row
    }


def _by_table(sounds: str, table: Mapping[str, str]) -> str:
    out, at = [], 0
    while at < len(sounds):
        two = sounds[at : at + 2]
        if len(two) == 2 and two in table:
            out.append(table[two])
            at += 2
        else:
            letters = table.get(sounds[at], sounds[at])
            if len(letters) == 1 or sounds[at - 1 : at] != sounds[at]:  # sh, not shsh, for a doubled sound
                out.append(letters)
            at += 1
    return "".join(out)


def _lengthened(sounds: str) -> str:
    """A foreign name in Arabic shows its vowels, but for e within the word."""
    if any(v * 2 in sounds for v in _VOWELS):
        return sounds
    return "".join(
        c * 2 if c in "aiou" or (c == "e" and at == len(sounds) - 1) else c for at, c in enumerate(sounds)
    )


def _short(sounds: str) -> str:
    for vowel in _VOWELS:
        sounds = sounds.replace(vowel * 2, vowel)
    return sounds


def _chinese(sounds: str) -> str:
    """By syllables: a consonant with its vowel, and an n that closes the syllable."""
    sounds = re.sub(rf"(?<=[^{_VOWELS}y])y(?=[{_VOWELS}])", "iy", _single(sounds))
    rows, out, at = data()["signs"], [], 0
    while at < len(sounds):
        consonant = sounds[at] if sounds[at] not in _VOWELS else "_"
        start = at if consonant == "_" else at + 1
        row = rows.get(consonant)
        if row is None:
            at += 1
            continue
        vowel = sounds[start : start + 1]
        if not vowel or vowel not in _VOWELS:
            out.append(row[-1])
            at += 1
            continue
        closes = sounds[start + 1 : start + 2] == "n" and sounds[start + 2 : start + 3] not in tuple(_VOWELS)
        column = _VOWELS.index(vowel)
        out.append(row[(5, 6, 7, 8, 8)[column] if closes else column])
        at = start + (2 if closes else 1)
    return "".join(out)


def misprinted(name: str, chance: random.Random) -> str:
    """A name with one letter of its last word, not the first, dropped, doubled, or swapped with the next."""
    first = max(name.rfind(" "), name.rfind("·"), name.rfind(".")) + 2
    if first >= len(name):
        return name
    at = chance.randrange(first, len(name))
    way = chance.randrange(3)
    if way == 0 and len(name) - first > 1:
        return name[:at] + name[at + 1 :]
    if way == 1 or at + 1 >= len(name):
        return name[:at] + name[at] * 2 + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
