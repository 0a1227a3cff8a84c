"""A long document in parts: what ties its pieces together is looked for among so many pages at a time.

People, promises and events of one document are compared with each other, so that the work grows with the
square of the length. In a book, a transcript or a year of news in one file what is a thousand pages apart has
nothing to do with each other; in parts the work grows with the length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.detect.resolve import Detection
from dragoman.model.text import Markup, Sentence

LONG = 60_000
"""Characters of a document from which it is read in parts: more than any joint statement or treaty that was
seen while this was made, some twenty pages."""

_PART = 40_000  # characters from which the next paragraph begins a new part
_LIMIT = 50_000  # and the next sentence, where no paragraph does


def parts(detection: Detection) -> Iterator[Detection]:
    """The parts of a document, each a detection of its own with the offsets of the whole; one, where that is
    short. Every mention is in one part; links between parts are left out."""
    if len(detection.document.text) <= LONG:
        yield detection
        return
    edges = [*_begins(detection.sentences), len(detection.sentences)]
    numbers: list[list[int]] = [[] for _ in edges[1:]]
    part = 0
    for number, found in enumerate(detection.found):
        while part + 2 < len(edges) and found.sentence >= edges[part + 1]:
            part += 1
        while part and found.sentence < edges[part]:
            part -= 1
        numbers[part].append(number)
    place = {number: (at, new) for at, own in enumerate(numbers) for new, number in enumerate(own)}
    links: list[list[int]] = [[] for _ in numbers]
    for number, link in enumerate(detection.markup.links):
        if place[link.left][0] == place[link.right][0]:
            links[place[link.left][0]].append(number)
    for at, (first, end) in enumerate(pairwise(edges)):
        yield replace(
            detection,
            sentences=tuple(
                replace(s, repeat_of=None if s.repeat_of is None else s.repeat_of - first)  # below 0: before
                for s in detection.sentences[first:end]
            ),
            packs=detection.packs[first:end],
            found=tuple(
                replace(detection.found[n], sentence=detection.found[n].sentence - first) for n in numbers[at]
            ),
            markup=Markup(
                mentions=tuple(detection.markup.mentions[n] for n in numbers[at]),
                links=tuple(
                    replace(link, left=place[link.left][1], right=place[link.right][1])
                    for link in (detection.markup.links[n] for n in links[at])
                ),
            ),
        )


def _begins(sentences: Sequence[Sentence]) -> Iterator[int]:
    """The numbers of the sentences with which parts begin."""
    start = 0
    for number, sentence in enumerate(sentences):
        if number:
            length = sentence.span.start - start
            new = sentence.paragraph != sentences[number - 1].paragraph
            if not (length >= _LIMIT or (new and length >= _PART)):
                continue
        start = sentence.span.start
        yield number
