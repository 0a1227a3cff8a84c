"""A text cut into pieces at the edges of everything that is marked in it: marks may nest and overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Mark(Generic[K]):
    """Code points ``start`` to ``end`` of a text, and what is marked there."""

    start: int
    end: int
    key: K


@dataclass(frozen=True, slots=True)
class Piece(Generic[K]):
    """Some words of the text from ``start`` on, with all that is marked over them, the shortest first."""

    start: int
    text: str
    keys: tuple[K, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(text: str, start: int, end: int, marks: Iterable[Mark[K]]) -> tuple[Piece[K], ...]:
    """The pieces of ``text[start:end]`` in order: together they are these words, none is empty, and under
    each lies the same of every mark. What is marked elsewhere is left out."""
    shown = [
        Mark(max(m.start, start), min(m.end, end), (m.end - m.start, order, m.key))
        for order, m in enumerate(marks)
        if m.start < end and m.end > start and m.start < m.end
    ]
    opening: dict[int, list[tuple[int, int, K]]] = {}
    closing: dict[int, list[tuple[int, int, K]]] = {}
    for one in shown:
        opening.setdefault(one.start, []).append(one.key)
        closing.setdefault(one.end, []).append(one.key)
    edges = sorted({start, end, *opening, *closing})
    open_now: dict[int, tuple[int, int, K]] = {}
    out: list[Piece[K]] = []
    for here, there in pairwise(edges):
        for key in closing.get(here, ()):
            del open_now[key[1]]
        for key in opening.get(here, ()):
            open_now[key[1]] = key
        over = sorted(open_now.values(), key=lambda k: k[:2])
        out.append(Piece(here, text[here:there], tuple(key for _, _, key in over)))
    return tuple(out)


def parts(text: str, most: int) -> tuple[int, ...]:
    """Where the parts of a long text begin, the first at 0: none longer than ``most``, each cut after the end
    of a paragraph where there is one in its second half, else of a line or word, else anywhere."""
    out = [0]
    while len(text) - out[-1] > most:
        out.append(_cut(text, out[-1], most))
    return tuple(out)


def _cut(text: str, start: int, most: int) -> int:
    for sign in ("\n\n", "\n", ". ", " "):
        found = text.rfind(sign, start + most // 2, start + most)
        if found >= 0:
            return found + len(sign)
    return start + most


def part_of(starts: Sequence[int], length: int, offset: int) -> tuple[int, int]:
    """The part in which an offset stands, as where it begins and ends; the last one for what is past it."""
    at = max((n for n, begin in enumerate(starts) if begin <= offset), default=0)
    return starts[at], starts[at + 1] if at + 1 < len(starts) else length


def runs(wanted: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring places for which something holds, as (first, after the last)."""
    begin = last = None
    for place, holds in wanted:
        if holds:
            begin = place if begin is None else begin
            last = place
        elif begin is not None and last is not None:
            yield begin, last + 1
            begin = None
    if begin is not None and last is not None:
        yield begin, last + 1
