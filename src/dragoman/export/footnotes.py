"""The numbers of an answer's footnotes: each run of words has one, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.desk.brief import notes_of
from dragoman.desk.notes import Note

_RUN = 4  # as many numbers in a row are printed as a range


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference in the text to one footnote, or to a range of them."""

    first: int
    last: int

    @property
    def label(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Footnotes:
    """Numbers for the notes of an answer. ``notes`` are in the order of their numbers, from 1."""

    def __init__(self, answer: object) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        found: list[Note] = []
        for note in notes_of(answer):
            if _key(note) not in self._numbers:
                found.append(note)
                self._numbers[_key(note)] = len(found)
        self.notes = tuple(found)

    def number(self, note: Note) -> int:
        return self._numbers[_key(note)]

    def numbers(self, notes: Iterable[Note]) -> list[int]:
        """In order, each once."""
        return sorted({self.number(note) for note in notes})

    def marks(self, notes: Iterable[Note]) -> list[Mark]:
        """References to the notes, long runs of numbers as one."""
        runs: list[list[int]] = []
        for number in self.numbers(notes):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        out = []
        for run in runs:
            long = len(run) >= _RUN
            out += [Mark(run[0], run[-1])] if long else [Mark(number, number) for number in run]
        return out


def _key(note: Note) -> tuple[str, int, int]:
    return note.document_id, note.start, note.end
