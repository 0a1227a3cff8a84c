"""Where in a text the words of a question stand, and the piece of it that shows them best."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from dragoman.lexicon.load import pack_or_bare
from dragoman.store.search.answers import Snippet
from dragoman.store.search.question import Term
from dragoman.store.search.words import Word, words

_LENGTH = 240  # code points of a snippet, about
_BEFORE = 60  # code points before what was found, at most
_LOOKED = 60_000  # code points of a text in which a place is looked for
Place = tuple[int, int, int]  # from, to, the number of the term


def covers(term: Term, found: Collection[str]) -> bool:
    """Whether a term is among these words."""
    return any(_has(choice, term.begins, found) for choice in term.sought.choices)


def _has(choice: Sequence[str], begins: bool, found: Collection[str]) -> bool:
    *whole, last = choice
    if any(word not in found for word in whole):
        return False
    return last in found or (begins and any(word.startswith(last) for word in found))


def places(text: str, terms: Sequence[Term]) -> list[Place]:
    """Where the terms stand in a text, in order."""
    found = list(words(text))
    out: list[Place] = []
    for number, term in enumerate(terms):
        for choice in term.choices:
            out.extend((start, end, number) for start, end in _rows(found, choice, term.begins))
    return sorted(set(out))


def stands(term: Term, text: str) -> bool:
    """Whether the words of a term stand in a text side by side."""
    found = list(words(text))
    return any(next(_rows(found, choice, term.begins), None) is not None for choice in term.choices)


def _rows(found: Sequence[Word], choice: Sequence[str], begins: bool) -> Iterator[tuple[int, int]]:
    size = len(choice)
    for at in range(len(found) - size + 1):
        row = found[at : at + size]
        last = begins
        if all(
            _is(word, wanted, last and number == size - 1)
            for number, (word, wanted) in enumerate(zip(row, choice, strict=True))
        ):
            yield row[0].start, row[-1].end


def _is(word: Word, wanted: str, begins: bool) -> bool:
    if word.text == wanted or wanted in word.forms:
        return True
    return begins and (word.text.startswith(wanted) or any(form.startswith(wanted) for form in word.forms))


def party_places(text: str, lang: str, terms: Sequence[Term]) -> list[Place]:
    """Where the parties that terms name stand in a text, as its language names them."""
    wanted = {party: number for number, term in enumerate(terms) for party in term.parties}
    if not wanted:
        return []
    pack = pack_or_bare(lang)
    return [
        (match.start, match.end, wanted[match.value.party])
        for match in pack.parties.longest(pack.tokens(text))
        if match.value.party in wanted
    ]


def snippet(
    text: str,
    start: int,
    end: int,
    lang: str,
    terms: Sequence[Term],
    known: Iterable[Place] = (),
) -> Snippet:
    """The piece of ``text`` between ``start`` and ``end`` in which most terms stand, marked.

    ``known`` are places in the text of what a term stands for there, such as a name in another script.
    """
    inner = text[start : min(end, start + _LOOKED)]
    found = places(inner, terms)
    found += [(a - start, b - start, n) for a, b, n in known if start <= a and b <= start + len(inner)]
    if len({n for _, _, n in found}) < len(terms):
        found += party_places(inner[:_LOOKED], lang, terms)
    found.sort()
    first, last = _window(inner, found)
    marks = _joined((a - first, b - first) for a, b, _ in found if first <= a and b <= last)
    return Snippet(text=inner[first:last], start=start + first, marks=marks)


def _window(text: str, found: Sequence[Place]) -> tuple[int, int]:
    """A piece of the text that begins and ends between words; the first of those that show most terms."""
    if len(text) <= _LENGTH + _BEFORE:
        return 0, len(text)
    best, at = -1, 0
    right = 0
    for left, (start, _, _) in enumerate(found):
        right = max(right, left)
        while right < len(found) and found[right][1] <= start + _LENGTH - _BEFORE:
            right += 1
        shown = len({n for _, _, n in found[left:right]}) * 100 + min(right - left, 99)
        if shown > best:
            best, at = shown, start
    first = max(0, at - _BEFORE)
    if first:
        space = text.find(" ", first, at)
        first = space + 1 if space >= 0 else first
    last = min(len(text), max(first + _LENGTH, next((b for a, b, _ in found if a == at), 0)))
    if last < len(text):
        space = text.rfind(" ", at + 1, last)
        longest = max((b for a, b, _ in found if first <= a < last), default=0)
        last = space if space > longest else last
    while first < last and text[first].isspace():
        first += 1
    while last > first + 1 and text[last - 1].isspace():
        last -= 1
    return first, last


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
