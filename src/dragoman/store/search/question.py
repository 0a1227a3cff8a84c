"""The words of a user -> what is to be found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.errors import QueryError
from dragoman.gazetteer.organisations import load_organisations
from dragoman.gazetteer.parties import load_parties
from dragoman.lexicon.load import packs
from dragoman.lexicon.pack import PartyWord, organisation, state
from dragoman.model.record import Party
from dragoman.store.search.fulltext import Sought
from dragoman.store.search.lines import party_word
from dragoman.store.search.words import Word, bare, is_sign, romanised, runs, words

LONGEST = 1000  # characters of a question
_MOST = 24  # words that count
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“”]*)[“”]|「([^」]*)」')
_BEGINS = 3  # letters of a word that is also found by how it begins
_NAMES = frozenset({PartyWord.NAME, PartyWord.TERRITORY})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found: ``choices`` in words, the last word of each by how it begins where
    ``begins``; ``quoted`` are words that stand side by side; ``parties`` are those that the words name."""

    written: str
    choices: tuple[tuple[str, ...], ...]
    begins: bool
    quoted: bool = False
    parties: tuple[Party, ...] = ()

    def is_loose(self, found: Collection[str]) -> bool:
        """Whether one of its single words is among these, so that no order matters."""
        single = [c[0] for c in self.sought.choices if len(c) == 1]
        return any(w in found or (self.begins and any(f.startswith(w) for f in found)) for w in single)

    @property
    def sought(self) -> Sought:
        """What is looked up."""
        named = tuple((party_word(party.code),) for party in self.parties)
        return Sought((*self.choices, *named), self.begins)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``name`` are the words that may be somebody's name, as they are written."""

    terms: tuple[Term, ...]
    name: str

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that words of the question name."""
        return tuple(dict.fromkeys(party for term in self.terms for party in term.parties))


@lru_cache(maxsize=256)
def question(query: str) -> Question:
    """Read a question; it has no terms where there is nothing to look for. Raises QueryError if too long."""
    if len(query) > LONGEST:
        raise QueryError(f"a search takes {LONGEST} characters at most, not {len(query)}")
    rest, terms = query, []
    for found in _QUOTED.finditer(query):
        inner = next((group for group in found.groups() if group is not None), "")
        row = tuple(word.text for word in words(inner))[:_MOST]
        if row:
            terms.append(Term(inner, (row,), begins=False, quoted=True))
        rest = rest[: found.start()] + " " * len(found.group()) + rest[found.end() :]
    terms += _said(rest)
    telling = [term for term in terms if not _is_small(term)]
    name = "".join(c if c.isprintable() else " " for c in query.replace('"', " "))
    return Question(tuple((telling or terms)[:_MOST]), " ".join(name.split()))


def _is_small(term: Term) -> bool:
    """Whether a term is one of the little words that documents say otherwise or not at all."""
    word = term.choices[0][-1]
    alone = len(term.choices[0]) == 1 and not term.quoted and not term.parties
    return alone and len(word) < _BEGINS and word.isalpha() and not is_sign(word[0])


def _said(text: str) -> Iterator[Term]:
    found = list(words(text))
    named = _parties(text, found)
    at = 0
    while at < len(found):
        end, parties = named.get(at, (at, ()))
        if parties:
            row = tuple(word.text for word in found[at:end])
            written = text[found[at].start : found[end - 1].end]
            yield Term(written, _choices(row), _begins(row), parties=parties)
            at = end
            continue
        stop = next((n for n in range(at + 1, len(found)) if n in named), len(found))
        for run in runs(found[at:stop]):
            row = tuple(word.text for word in run)
            yield Term(text[run[0].start : run[-1].end], _choices(row), _begins(row))
        at = stop


def _choices(row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if len(row) > 1:
        return (row,)
    latin = romanised(row[0])
    return (*((form,) for form in bare(row[0])), *(((latin,),) if latin else ()))


def _begins(row: Sequence[str]) -> bool:
    return len(row[-1]) >= _BEGINS and not is_sign(row[-1][0])


def _parties(text: str, found: Sequence[Word]) -> dict[int, tuple[int, tuple[Party, ...]]]:
    """Where words name parties: by the number of the first word, that behind the last, and the parties."""
    spans: dict[tuple[int, int], set[Party]] = {}
    for word in found:
        code = text[word.start : word.end]
        if code in load_parties():
            spans.setdefault((word.start, word.end), set()).add(state(code))
        elif code in load_organisations():
            spans.setdefault((word.start, word.end), set()).add(organisation(code))
    for pack in packs().values():
        for match in pack.parties.longest(pack.tokens(text)):
            if match.value.word in _NAMES:
                spans.setdefault((match.start, match.end), set()).add(match.value.party)
    out: dict[int, tuple[int, tuple[Party, ...]]] = {}
    taken = -1
    for (start, end), parties in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        inside = [n for n, word in enumerate(found) if word.start < end and start < word.end]
        if inside and inside[0] > taken:
            out[inside[0]] = (inside[-1] + 1, tuple(sorted(parties)))
            taken = inside[-1]
    return out
