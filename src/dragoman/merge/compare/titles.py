"""How alike the titles of instruments and bodies are, within a language and across."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from dragoman.detect.names import word_similarity
from dragoman.extract.instrument import title_similarity, title_words
from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import PartyWord

Words = tuple[str, ...]
Titles = tuple[tuple[str, Words], ...]  # (language, words that carry meaning; acronyms in capitals)

_BRACKETS = re.compile(r"[()（）\[\]]")
_ACRONYM = re.compile(r"([^\W\d_](?:-?[^\W\d_]){2,9})(?:[-–\s]?\d{1,3})?\Z")
_PREFIX = re.compile(r"\b([^\W\d_]|[^\W\d_]{2,3})-(?=[^\W\d_])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ALIKE = 0.75  # share of the words of the shorter title
_KINDRED = 0.88  # words of two languages that are one word: cooperation, cooperación
_SHORT_SIGNS = 6  # a title of no more signs, in scripts without spaces, is bare
_FEW_SIGNS = 3
_BARE = 2  # a title of fewer words besides its kind says little
_SAME_NAME = 0.4  # of titles of one word besides the kind
_NO_SUBJECT = "~"
_KINDS = ("instrument_kind", "body_kind")
_STATES = frozenset({PartyWord.NAME, PartyWord.DEMONYM})
_SIGNS = " \t\n-–—/,.:;'’\"«»„“”"
_VAGUE = "other"  # words of no certain kind are a part of the subject


def titles(lang: str, written: Iterable[str]) -> Titles:
    """Titles cut into the words that carry meaning; one in a script without spaces stays whole.

    Words that say what kind of instrument or body it is are left out, and the names of states: kind and
    parties are compared by themselves. A title that tells no more ("joint statement") is one word with a
    mark before it. What stands in brackets within a name is another name: "Joint Commission (JCBC)". A name
    of capitals alone is an acronym, and a number behind it ("JCBC-4") is none of it.
    """
    return tuple(sorted({(lang, words) for title in written for words in _cut(lang, title)}))


def bare(found: Titles) -> bool:
    """Whether these titles are such as many things bear: of a word or none besides the kind."""
    return all(len(words) < _BARE and not _is_acronym(words) and not _is_long(words) for _, words in found)


@lru_cache(maxsize=65536)
def _cut(lang: str, title: str) -> tuple[Words, ...]:
    pieces = [piece.strip() for piece in _BRACKETS.split(title.replace("İ", "I"))]
    main = " ".join(pieces[::2]).strip()
    out = [_subject(lang, main)] if main else []
    for piece in pieces[1::2]:
        if main and piece:
            known = acronym(piece, of=main)
            out.append((known,) if known else _subject(lang, piece))
    return tuple(dict.fromkeys(out)) or (_subject(lang, title),)


def _subject(lang: str, title: str) -> Words:
    """The words of a title without those for its kind and without the names of states."""
    pack = pack_or_bare(lang)
    if pack.words == "characters":
        return (title.casefold(),)
    tokens = pack.tokens(title)
    named = [m for m in pack.parties.longest(tokens) if m.value.word in _STATES]
    # an agreement of three or more is known by their names: the United States-Mexico-Canada Agreement
    sides = [(m.start, m.end) for m in named] if len({m.value.party for m in named}) < 3 else []
    cues = [m for group in _KINDS for m in pack.cue(group, tokens)]
    kind = [(m.start, m.end) for m in cues if m.value != _VAGUE]
    vague = [(m.start, m.end) for m in cues if m.value == _VAGUE]
    sided = _blank(title, sides)
    subject = _words(_blank(sided, kind))
    if kind and _is_acronym(subject):
        subject = (subject[0].casefold(),)  # what it is about: the Joint Committee on VET
    if subject and (not kind or _words(_blank(sided, kind + vague))):
        return subject
    return (_NO_SUBJECT + " ".join(_words(sided) or _words(title) or (title.casefold(),)),)


def _blank(title: str, spans: Sequence[tuple[int, int]]) -> str:
    signs = list(title)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _words(title: str) -> Words:
    """The words that carry meaning, an acronym at the end among them."""
    known = acronym(title)
    if known:
        return (known,)
    words = title_words(_PREFIX.sub(_joined, title))
    last = title.split()[-1:]
    ending = acronym(last[0]) if last and not title.isupper() else None
    if ending:
        words = [w for w in words if w != ending.casefold()] + [ending]
    return tuple(words)


def _joined(prefix: re.Match[str]) -> str:
    """A short prefix joined to its word: Binational, Cooperation, but not EU-Russia."""
    return prefix[1] if len(prefix[1]) == 1 or not prefix[1].isupper() else prefix[0]


def acronym(word: str, *, of: str = "") -> str | None:
    """The letters of an acronym of three or more, in capitals and without a number behind them.

    One capital is enough where the letters stand in the name ``of`` which it is, in their order ("Cosban").
    None where it is no acronym.
    """
    match = _ACRONYM.match(word.strip(_SIGNS))
    if not match:
        return None
    letters = match[1].replace("-", "")
    if letters.isupper():
        return letters.upper()
    rest = iter(_plain(of))
    return letters.upper() if letters[0].isupper() and all(c in rest for c in _plain(letters)) else None


def same_name(left: Titles, right: Titles) -> bool:
    """Whether they have a title in common, word for word, or of one word besides the kind and the same."""
    return bool(set(left) & set(right)) or (likeness(left, right) or 0.0) >= _SAME_NAME


def likeness(left: Titles, right: Titles) -> float | None:
    """From -1 to 1, for the best pair of titles; None where nothing can be compared.

    Within a language: 1 for titles of two words or more besides the kind that agree; 0.4 where each has one
    word, and the same; 0.2 for bare ones ("memorandum of understanding"), which many things bear; against
    where each has words that the other lacks. Between languages words can only speak for a title, where they
    are the same but for spelling ("bilateral cooperation", "cooperación bilateral"). One acronym is one name.
    """
    values = [
        value
        for lang, a in left
        for other, b in right
        if (value := _compare(a, b, lang == other)) is not None
    ]
    return max(values, default=None)


@lru_cache(maxsize=262144)
def _compare(a: Words, b: Words, one_language: bool) -> float | None:
    if _is_acronym(a) or _is_acronym(b):
        if a == b:
            return 1.0
        return 0.6 if one_language and (_spells(a, b) or _spells(b, a)) else None
    if a[0].startswith(_NO_SUBJECT) or b[0].startswith(_NO_SUBJECT):
        return _of_kinds(a[0], b[0]) if one_language or a == b else None
    return _likeness(a, b) if one_language else _kindred(a, b)


def _of_kinds(a: str, b: str) -> float:
    """Where a title tells no more than its kind: 0.2 for two such that agree, a little against others."""
    both = a.startswith(_NO_SUBJECT) and b.startswith(_NO_SUBJECT)
    return 0.2 if both and (a == b or word_similarity(a[1:], b[1:]) > 0.93) else -0.3


def _is_acronym(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0].isupper() and not words[0].startswith(_NO_SUBJECT)


def _spells(short: Words, long: Words) -> bool:
    """Whether an acronym is of a name: the first letters of all its words, two at least, stand in it in their
    order and are half of it or more. The rest may stand for the kind, which is no part of the words."""
    acronym_of, words = short[0].removeprefix(_NO_SUBJECT), long
    if long[0].startswith(_NO_SUBJECT):
        words = tuple(long[0].removeprefix(_NO_SUBJECT).split())
    if not _is_acronym((acronym_of,)) or len(short) > 1 or _is_acronym(words) or len(words) < _BARE:
        return False
    letters = iter(_plain(acronym_of))
    return len(acronym_of) <= 2 * len(words) and all(_plain(word)[:1] in letters for word in words)


def _plain(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in marks if not unicodedata.combining(c))


def form_of(left: Titles, right: Titles) -> bool:
    """Whether, in one language, one is a short form of the other: "the Binational Commission", "the BNC", or
    the signs of an unspaced name left out; every word of it is in the longer name, in any inflection."""
    return any(
        _short_form(a, b) or _short_form(b, a) for lang, a in left for other, b in right if lang == other
    )


@lru_cache(maxsize=262144)
def _short_form(short: Words, long: Words) -> bool:
    if short == long or _spells(short, long):
        return True
    if _is_acronym(short) or _is_acronym(long) or len(short) > len(long):
        return False
    if short[0].startswith(_NO_SUBJECT):
        return not long[0].startswith(_NO_SUBJECT) or _of_kinds(short[0], long[0]) > 0.0
    if _is_unspaced(short) and _is_unspaced(long):
        return _abbreviates(short[0], long[0])
    return all(any(_inflected(v, w) for w in long) for v in short)


def distinct(lang: str, names: Iterable[str]) -> int:
    """How many things these names of one document and one kind are: short forms, and names that agree, are
    no others."""
    found: list[Titles] = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        one = titles(lang, (name,))
        if not any(form_of(one, other) or (likeness(one, other) or 0.0) >= _ALIKE for other in found):
            found.append(one)
    return len(found)


def terms(found: Titles) -> frozenset[str]:
    """The years that titles name: "Programme for 2024-2026"."""
    return frozenset(w for _, words in found for word in words for w in _YEAR.findall(word))


def within(left: Titles, right: Titles) -> bool:
    """Whether, in one language, every word of a title of two or more besides the kind is in the other
    title, in any inflection: one word is the beginning of the other ("deep", "deeper")."""
    return any(_within(*sorted((a, b), key=len)) for lang, a in left for other, b in right if lang == other)


def _within(short: Words, long: Words) -> bool:
    return len(short) >= _BARE and all(any(_inflected(v, w) for w in long) for v in short)


def _inflected(v: str, w: str) -> bool:
    return w.startswith(v) or v.startswith(w)


def _likeness(a: Words, b: Words) -> float:
    if _is_unspaced(a) and _is_unspaced(b):
        return _of_signs(a[0], b[0])
    share = title_similarity(a, b)
    if min(len(a), len(b)) < _BARE:
        if share == 1.0 and len(a) == len(b):
            return _SAME_NAME
        return 0.2 if share >= _ALIKE else max(-1.0, (share - _ALIKE) * 2)
    if share >= _ALIKE:
        return share
    return max(-1.0, (share - 0.7) * 2)


def _kindred(a: Words, b: Words) -> float | None:
    """What titles of two languages have in common: never against, since other words may mean the same."""
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    hits = sum(1 for v in short if any(v == w or _one_word(v, w) for w in long))
    if not hits or hits < _ALIKE * len(short) or (len(short) < _BARE <= len(long)):
        return None
    return 0.2 if len(short) < _BARE else 0.8 * hits / len(short)


def _one_word(v: str, w: str) -> bool:
    return min(len(v), len(w)) > 4 and word_similarity(v, w) >= _KINDRED


def _is_long(words: Words) -> bool:
    return _is_unspaced(words) and len(words[0]) > _SHORT_SIGNS


def _is_unspaced(words: Words) -> bool:
    return len(words) == 1 and any(unicodedata.east_asian_width(c) == "W" for c in words[0])


def _of_signs(a: str, b: str) -> float:
    """How alike titles of scripts without spaces are: the share of pairs of signs of the shorter one that
    stand in the longer; 0.9 where it leaves signs of the longer one out."""
    short, long = sorted((a, b), key=lambda title: (len(title), title))
    if short != long and _abbreviates(short, long):
        return 0.9
    pairs = {x + y for x, y in pairwise(short)} or {short}
    share = sum(1 for pair in pairs if pair in long) / len(pairs)
    if len(short) <= _SHORT_SIGNS:
        return 0.2 if share >= _ALIKE else max(-1.0, (share - _ALIKE) * 2)
    return share if share >= _ALIKE else max(-1.0, (share - 0.6) * 2)


def _abbreviates(short: str, long: str) -> bool:
    """Whether signs of the longer name, in order and from its first to its last, are the shorter one."""
    if not _FEW_SIGNS < len(short) < len(long) or short[:2] != long[:2] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)
