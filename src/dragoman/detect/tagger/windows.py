"""Packs the sentences of a document into windows that the encoder reads at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.detect.tagger.tokens import Word

LONGEST_WINDOW_PIECES = 400
"""The pieces of a window, without the two that open and close it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of words of one document, numbered ``first`` to ``last`` (exclusive)."""

    document: int
    first: int
    last: int
    pieces: int


def windows_of(
    document: int, words: Sequence[Word], ends: Sequence[int], longest: int = LONGEST_WINDOW_PIECES
) -> list[Window]:
    """The windows that cover all ``words``, cut after sentences where they can be.

    ``ends`` are the numbers of the words after the last one of each sentence.

    The windows of one document are about equally long, so that none is left with a scrap.
    """
    lengths = [len(word.pieces) for word in words]
    total = sum(lengths)
    if total == 0:
        return []
    fair = total / math.ceil(total / longest)
    windows: list[Window] = []
    first = size = 0

    def close(last: int) -> None:
        nonlocal first, size
        if last > first:
            windows.append(Window(document=document, first=first, last=last, pieces=size))
        first, size = last, 0

    begin = 0
    for end in ends:
        sentence = sum(lengths[begin:end])
        if size and (size >= fair or size + sentence > longest):
            close(begin)
        if sentence <= longest:
            size += sentence
        else:
            for number in range(begin, end):
                if size + lengths[number] > longest:
                    close(number)
                size += lengths[number]
        begin = end
    close(len(words))
    return windows
