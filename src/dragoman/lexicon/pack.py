"""A compiled language pack: what the words of one language mean to the stages that read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from dragoman.lexicon.forms import FormIndex, Match, Token, Tokenizer
from dragoman.model.record import Party, PartyKind, Role
from dragoman.model.time import PartialDate


class PartyWord(StrEnum):
    """What kind of word names a party."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    TERRITORY = "territory"
    BLOC = "bloc"


@dataclass(frozen=True, slots=True)
class PartyName:
    party: Party
    word: PartyWord
    short: int = 0  # one sign: 2 if it counts beside any other, 1 if beside one of 2 alone


class PartyIndex(FormIndex[PartyName]):
    """Names of parties. Short names (中 and 俄 of 中俄) count by themselves or beside each other, not within
    other words; of two, one must be of those that hardly stand in other words."""

    def find(self, tokens: Sequence[Token]) -> list[Match[PartyName]]:
        found = super().find(tokens)
        short = [m for m in found if m.value.short]
        if not short:
            return found
        first, last = tokens[0].start, tokens[-1].end

        def counts(match: Match[PartyName]) -> bool:
            if match.start == first and match.end == last:
                return True
            beside = [m for m in short if m.start == match.end or m.end == match.start]
            return any(max(match.value.short, m.value.short) == 2 for m in beside)

        return [m for m in found if not m.value.short or counts(m)]


@dataclass(frozen=True, slots=True)
class OfficeRule:
    role: Role
    unless: FormIndex[str]
    only: frozenset[str]
    order: int


class DateWord(StrEnum):
    """Classes of the vocabulary of time expressions."""

    MONTH = "month"
    WEEKDAY = "weekday"
    DAY = "day"
    MONTHDAY = "monthday"
    UNIT = "unit"
    NUMBER = "number"
    ORDINAL = "ordinal"
    THIS = "this"
    PAST = "past"
    NEXT = "next"
    AGO = "ago"
    AHEAD = "ahead"
    SAME = "same"
    STEP = "step"
    RANGE = "range"
    SINCE = "since"
    BEFORE = "before"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    SEASON = "season"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class DateCue:
    """One word of a time expression; ``value`` is a month, weekday, offset, number, or a name; of a range,
    "both" where the word may as well stand between two dates ("and")."""

    word: DateWord
    value: int | str = ""


@dataclass(frozen=True, slots=True)
class NameRules:
    """What a pack knows about the names of people; all words folded."""

    honorifics: FormIndex[str]
    particles: frozenset[str]
    surnames: tuple[str, ...]  # longest first
    latin: Mapping[tuple[str, ...], str]
    letters: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]
    foreign: frozenset[str] = frozenset()  # signs that no given name has
    readings: tuple[tuple[str, str], ...] = ()  # like letters, for names of a surname and a given name


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A marked-up sentence with what the pack must make of it."""

    text: str
    published: PartialDate | None
    expect: Mapping[str, object] | None
    file: str
    line: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """Everything one language contributes. Compare and hash by identity: a pack is built once."""

    lang: str
    name: str
    native: str
    script: str
    direction: Literal["ltr", "rtl"]
    words: Literal["spaces", "characters"]
    tokenizer: Tokenizer
    endings: tuple[str, ...]
    proclitics: tuple[str, ...]
    parties: PartyIndex
    blocs: FormIndex[PartyName]  # adjectives of blocs, within the names of bodies alone
    territories: FormIndex[str]
    offices: FormIndex[OfficeRule]
    names: NameRules
    dates: FormIndex[DateCue]
    date_order: Literal["dmy", "mdy", "ymd"]
    cues: Mapping[str, FormIndex[str]]
    areas: FormIndex[str]
    issues: FormIndex[str]
    variants: tuple[tuple[str, ...], ...]
    examples: tuple[Example, ...]
    country_names: Mapping[str, str]

    def tokens(self, text: str) -> list[Token]:
        """The folded tokens of ``text`` as this language cuts words."""
        return self.tokenizer.tokens(text)

    def cue(self, group: str, text: str | Sequence[Token]) -> list[Match[str]]:
        """The cues of ``group`` in ``text``, longest at each place; the value is the meaning."""
        index = self.cues.get(group)
        if index is None:
            return []
        return index.longest(self.tokens(text) if isinstance(text, str) else text)

    def meaning(self, group: str, text: str | Sequence[Token]) -> str | None:
        """The meaning of the longest cue of ``group`` in ``text``, or None."""
        found = self.cue(group, text)
        return max(found, key=lambda m: (m.tokens, -m.start)).value if found else None

    def role(self, office: str, party: Party | None = None) -> Role | None:
        """The canonical role of the words of an office: the first rule of the pack that matches."""
        tokens = self.tokens(office)
        best: OfficeRule | None = None
        for match in self.offices.find(tokens):
            rule = match.value
            if rule.only and (party is None or party.code not in rule.only):
                continue
            if (best is None or rule.order < best.order) and not rule.unless.any(tokens):
                best = rule
        return best.role if best else None

    def party(self, words: str) -> PartyName | None:
        """The party that ``words`` name as a whole, or else the longest name within them."""
        tokens = self.tokens(words)
        whole = self.parties.whole(tokens)
        if whole:
            return min(whole, key=lambda p: (_WORD_RANK[p.word], p.party.code))
        found = self.parties.longest(tokens)
        return max(found, key=lambda m: (m.tokens, -m.start)).value if found else None


_WORD_RANK = {word: rank for rank, word in enumerate(PartyWord)}


def state(code: str) -> Party:
    return Party(code=code)


def organisation(acronym: str) -> Party:
    return Party(code=acronym, kind=PartyKind.ORGANISATION)
