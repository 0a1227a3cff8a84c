"""Forms of a language pack: how they are written, compiled and found in text.

A text is cut into tokens (runs of letters and digits, and every other sign by itself), folded as the pack
says. A form is a sequence of word patterns. All forms of a group stand in one index by their first word, so
that the cost of a search grows with the text and not with the number of forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product
from typing import Generic, TypeVar

T = TypeVar("T")

_ACCENTS = "\u0300-\u036f\u0653-\u0655"  # signs that NFC joins to the letter before them
_TOKEN = re.compile(rf"[^\W_]+(?:[{_ACCENTS}]+[^\W_]*)*|[^\w\s]|_")
_GAP = "..."
_MAX_GAP = 6  # words
_MAX_GAP_OF_CHARACTERS = 12  # where a word is about two of them
_SHORT = 400  # characters of a text whose tokens are kept for a while: titles, promises, offices
_MIN_STEM = 2
_KNOWN = 20_000
_SKIPPED = frozenset(",،\"'«»“”„()[]‹›‘’`")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word with the code points of the text it came from, and its other readings."""

    text: str
    start: int
    end: int
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A form found: its value, and the code points ``start`` to ``end`` of the text that was searched."""

    value: T
    start: int
    end: int
    tokens: int


class Tokenizer:
    """Cuts text into folded tokens as a pack says: letters folded, signs ignored, proclitics allowed for."""

    def __init__(
        self,
        *,
        fold: Sequence[tuple[str, str]] = (),
        ignore: str = "",
        proclitics: Sequence[str] = (),
        article: str = "",
        characters: bool = False,
    ) -> None:
        self._table = {ord(a): b for a, b in fold} | {ord(c): None for c in ignore}
        self._ignore = frozenset(ignore)
        folded = {self.fold(p) for p in proclitics}
        self._proclitics = tuple(sorted((p for p in folded if p and _is_word(p)), key=lambda p: (-len(p), p)))
        self.article = self.fold(article)
        self._characters = characters
        self.gap = _MAX_GAP_OF_CHARACTERS if characters else _MAX_GAP
        self._variants = lru_cache(maxsize=65536)(self._strip)
        self._folded = lru_cache(maxsize=65536)(self.fold)
        self._short = lru_cache(maxsize=2048)(self._cut)

    def fold(self, text: str) -> str:
        """Lower case, without ignored signs, letters folded. Not of the same length as the text."""
        return unicodedata.normalize("NFC", text.casefold().translate(self._table)).translate(self._table)

    def tokens(self, text: str) -> list[Token]:
        """The tokens of ``text``; offsets are into ``text``. Ignored signs never split a word."""
        return list(self._short(text) if len(text) <= _SHORT else self._cut(text))

    def _cut(self, text: str) -> list[Token]:
        out: list[Token] = []
        for start, end in self._pieces(text):
            word = self._folded(text[start:end])
            if word:
                out.append(Token(word, start, end, self._variants(word)))
        return out

    def _pieces(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._ignore:
            spans: Iterable[tuple[int, int]] = (m.span() for m in _TOKEN.finditer(text))
        else:
            pattern = _token_with(self._ignore)
            spans = (m.span() for m in pattern.finditer(text))
        for start, end in spans:
            if self._characters and end - start > 1 and not text[start:end].isascii():
                run = start
                for index in range(start, end):
                    if not (text[index].isascii() or text[index].isdecimal()):
                        if run < index:
                            yield run, index
                        yield index, index + 1
                        run = index + 1
                if run < end:
                    yield run, end
            else:
                yield start, end

    def _strip(self, word: str) -> tuple[str, ...]:
        seen = {word: None}
        queue = [word]
        for _ in range(3):
            following = []
            for item in queue:
                for proclitic in self._proclitics:
                    rest = item[len(proclitic) :]
                    enough = len(rest) >= _MIN_STEM or rest.isdecimal()
                    if item.startswith(proclitic) and enough and rest not in seen:
                        seen[rest] = None
                        following.append(rest)
            queue = following
        return tuple(seen)

    def bare(self, word: str) -> str:
        """A form's word without its article where the article is written together with it."""
        rest = word.removeprefix(self.article) if self.article else word
        return rest if len(rest) > _MIN_STEM else word


def _is_word(text: str) -> bool:
    return text.isalnum()


@lru_cache(maxsize=16)
def _token_with(ignore: frozenset[str]) -> re.Pattern[str]:
    extra = "".join(re.escape(c) for c in sorted(ignore))
    return re.compile(rf"[^\W_]+(?:[{_ACCENTS}{extra}]+[^\W_]*)*|[^\w\s{extra}]|_")


def _pieces(tokenizer: Tokenizer, choice: str) -> list[tuple[str, bool, bool]]:
    """The words of a form, each with whether anything may stand before it or behind it (a star)."""
    tokens = tokenizer.tokens(choice)
    if len(tokens) == 1:
        return [(tokenizer.bare(tokens[0].text), False, False)]
    out = []
    for number, token in enumerate(tokens):
        if token.text == "*":
            continue
        before = tokens[number - 1] if number else None
        behind = tokens[number + 1] if number + 1 < len(tokens) else None
        front = before is not None and before.text == "*" and before.end == token.start
        back = behind is not None and behind.text == "*" and behind.start == token.end
        out.append((tokenizer.bare(token.text), front, back))
    return out


@dataclass(frozen=True, slots=True)
class _Word:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    stems: tuple[str, ...]

    def fits(self, token: Token, endings: frozenset[str]) -> bool:
        for variant in token.variants:
            if variant in self.exact or (self.prefixes and variant.startswith(self.prefixes)):
                return True
            if self.suffixes and variant.endswith(self.suffixes):
                return True
            for stem in self.stems:
                if variant.startswith(stem) and variant[len(stem) :] in endings:
                    return True
        return False


@dataclass(frozen=True, slots=True)
class _Form(Generic[T]):
    value: T | None  # None: these words are none of the list's, whatever shorter forms say
    words: tuple[_Word | None, ...]  # None is a gap
    size: int


@dataclass(slots=True)
class _Table(Generic[T]):
    exact: dict[str, list[_Form[T]]] = field(default_factory=dict)
    prefix: dict[str, list[_Form[T]]] = field(default_factory=dict)
    suffix: dict[str, list[_Form[T]]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    barring: bool = False
    known: dict[tuple[str, ...], tuple[_Form[T], ...]] = field(default_factory=dict)


class FormIndex(Generic[T]):
    """Forms with values, found in a list of tokens.

    A form written with a hyphen before it ("-Gulf of Guinea") has no value: where it stands, no shorter form
    of the index is found. ``endings``: where given, each word of a form also matches its stem with another of
    these endings.
    """

    def __init__(
        self, tokenizer: Tokenizer, forms: Iterable[tuple[str, T]], endings: Sequence[str] = ()
    ) -> None:
        self._endings = frozenset({tokenizer.fold(e) for e in endings} | {""}) if endings else frozenset()
        self._by_endings = sorted(self._endings, key=len, reverse=True)
        self._tokenizer = tokenizer
        self._written = tuple(forms)

    @cached_property
    def _table(self) -> _Table[T]:
        """The forms by their first words, compiled at the first search: most commands search few indexes."""
        table = _Table[T]()
        for written, value in self._written:
            for form in self._compile(self._tokenizer, written, value):
                table.barring |= form.value is None
                first = form.words[0]
                assert first is not None
                for word in first.exact:
                    table.exact.setdefault(word, []).append(form)
                for word in (*first.prefixes, *first.stems):
                    table.prefix.setdefault(word, []).append(form)
                for word in first.suffixes:
                    table.suffix.setdefault(word, []).append(form)
        table.lengths = tuple(sorted({len(word) for word in table.prefix}))
        table.ends = tuple(sorted({len(word) for word in table.suffix}))
        return table

    def __len__(self) -> int:
        return len(self._written)

    def values(self) -> Iterator[T]:
        """The value of every form as written, in order, with repeats."""
        return (value for _, value in self._written)

    def find(self, tokens: Sequence[Token]) -> list[Match[T]]:
        """Every match, in text order; at one place the longest first. Matches may overlap."""
        out: list[Match[T]] = []
        barred: list[tuple[int, int]] = []
        for index, token in enumerate(tokens):
            candidates = self._candidates(token)
            if not candidates:
                continue
            found: list[Match[T]] = []
            for form in candidates:
                last = self._end(form, tokens, index)
                if last is None:
                    continue
                if form.value is None:
                    barred.append((token.start, tokens[last - 1].end))
                else:
                    found.append(Match(form.value, token.start, tokens[last - 1].end, last - index))
            found.sort(key=lambda m: -m.end)
            out.extend(found)
        return [m for m in out if not any(a <= m.start and m.end <= b for a, b in barred)] if barred else out

    def longest(self, tokens: Sequence[Token]) -> list[Match[T]]:
        """Matches that do not overlap: from left to right, the longest at each place."""
        out: list[Match[T]] = []
        end = -1
        for match in self.find(tokens):
            if match.start >= end:
                out.append(match)
                end = match.end
        return out

    def whole(self, tokens: Sequence[Token]) -> list[T]:
        """The values of forms that match all the tokens, from the first to the last."""
        if not tokens:
            return []
        fits = [f.value for f in self._candidates(tokens[0]) if self._end(f, tokens, 0) == len(tokens)]
        return [] if None in fits else [value for value in fits if value is not None]

    def any(self, tokens: Sequence[Token]) -> bool:
        """Whether any form is found."""
        if self._table.barring:
            return bool(self.find(tokens))
        return any(
            self._end(form, tokens, index) is not None
            for index, token in enumerate(tokens)
            for form in self._candidates(token)
        )

    def _candidates(self, token: Token) -> Sequence[_Form[T]]:
        """The forms that may begin with a token. Kept by its word: a text says most words more than once."""
        table = self._table
        kept = table.known.get(token.variants)
        if kept is None:
            if len(table.known) >= _KNOWN:
                table.known.clear()
            kept = table.known[token.variants] = self._look_up(table, token)
        return kept

    def _look_up(self, table: _Table[T], token: Token) -> tuple[_Form[T], ...]:
        found: list[_Form[T]] = []
        for variant in token.variants:
            found.extend(table.exact.get(variant, ()))
            for length in table.lengths:
                if length > len(variant):
                    break
                found.extend(table.prefix.get(variant[:length], ()))
            for length in table.ends:
                if length > len(variant):
                    break
                found.extend(table.suffix.get(variant[-length:], ()))
        return tuple({id(form): form for form in found}.values())

    def _end(self, form: _Form[T], tokens: Sequence[Token], start: int) -> int | None:
        return self._step(form.words, 0, tokens, start)

    def _step(
        self, words: tuple[_Word | None, ...], at: int, tokens: Sequence[Token], index: int
    ) -> int | None:
        while at < len(words):
            word = words[at]
            if word is None:
                return self._beyond(words, at + 1, tokens, index)
            skippable = at and index < len(tokens) and tokens[index].text in _SKIPPED
            if skippable and not word.fits(tokens[index], self._endings):
                index += 1
            if index >= len(tokens) or not word.fits(tokens[index], self._endings):
                return None
            index += 1
            at += 1
        return index

    def _beyond(
        self, words: tuple[_Word | None, ...], at: int, tokens: Sequence[Token], index: int
    ) -> int | None:
        """The end of the rest of a form after a gap. Commas, quotes and brackets are no words of the gap."""
        passed = 0
        while index < len(tokens) and passed <= self._tokenizer.gap:
            end = self._step(words, at, tokens, index)
            if end is not None:
                return end
            passed += tokens[index].text not in _SKIPPED
            index += 1
        return None

    def _compile(self, tokenizer: Tokenizer, written: str, value: T) -> Iterator[_Form[T]]:
        """The forms that a line of a pack stands for: several where its alternatives differ in length."""
        barring = len(written) > 2 and written[0] == "-" and written[1].isalnum()
        parts: list[list[list[_Word | None]]] = []
        for part in written.removeprefix("-" if barring else "").split():
            if part == _GAP:
                if parts and parts[-1] != [[None]]:
                    parts.append([[None]])
                continue
            alternatives = self._pattern(tokenizer, part)
            if alternatives:
                parts.append(alternatives)
        while parts and parts[-1] == [[None]]:
            parts.pop()
        if parts:
            for chosen in product(*parts):
                words = tuple(word for piece in chosen for word in piece)
                yield _Form(None if barring else value, words, len(words))

    def _pattern(self, tokenizer: Tokenizer, part: str) -> list[list[_Word | None]]:
        """What one part of a form allows for, the alternatives of one length together."""
        sequences: dict[int, list[list[tuple[str, bool, bool]]]] = {}
        for choice in part.split("|") if part != "|" else [part]:
            pieces = _pieces(tokenizer, choice)
            if pieces:
                sequences.setdefault(len(pieces), []).append(pieces)
        return [
            [self._word([sequence[position] for sequence in alike]) for position in range(length)]
            for length, alike in sorted(sequences.items())
        ]

    def _word(self, here: Sequence[tuple[str, bool, bool]]) -> _Word:
        exact = frozenset(word for word, front, back in here if not front and not back)
        return _Word(
            exact=exact,
            prefixes=tuple(sorted(word for word, front, back in here if back and not front)),
            suffixes=tuple(sorted(word for word, front, _ in here if front)),
            stems=tuple(sorted({self._stem(word) for word in exact})) if self._endings else (),
        )

    def _stem(self, word: str) -> str:
        for ending in self._by_endings:
            if ending and word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word
