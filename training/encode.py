"""Turns examples into what the model trains on: windows of pieces, tags by word, pairs and their targets."""

from __future__ import annotations

import bisect
import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.detect.tagger.labels import EVENT_SCORES, EVENTS, KINDS, PARTS, TYPES
from dragoman.detect.tagger.pairs import Found, Pairs, candidates, event_features
from dragoman.detect.tagger.tokens import END, START, Pieces, Word
from dragoman.detect.tagger.windows import windows_of
from training.corpus import Example, type_number

IGNORE = -100
LONGEST = 480
KIND_NUMBERS = {kind.value: number + 1 for number, kind in enumerate(KINDS)}
PART_NUMBERS = {part.value: number for number, part in enumerate(PARTS)}
FIRST_EVENT = len(TYPES) - len(EVENTS)
NAMED = [type_number(label) for label in ("PER", "GPE", "ORG", "LOC", "BODY", "INS")]
CONFUSED = {3: 5, 5: 3, 4: 3}  # a party taken for a place and the like


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The windows of one example: pieces, the first piece of each word, tags and realis of the words."""

    pieces: list[list[int]]
    first: list[list[int]]
    tags: list[list[int]]
    realis: list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Mentions as runs of words, candidate pairs and events, each with its targets."""

    mentions: list[tuple[int, int]]
    found: Found
    pairs: Pairs
    kinds: npt.NDArray[np.int64]
    parts: npt.NDArray[np.float32]
    events: npt.NDArray[np.int64]
    event_features: npt.NDArray[np.int64]
    attributes: npt.NDArray[np.float32]
    things: npt.NDArray[np.int64]  # what each mention stands for, see clusters()
    out_of_reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """An example ready for the model."""

    lang: str
    words: int
    size: int
    rows: Rows
    relations: Relations | None


def encode(example: Example, pieces: Pieces, noise: random.Random | None = None) -> Encoded:
    """Cuts an example into windows; with ``noise``, the mentions that are related are a little wrong."""
    words = pieces.words(example.text)
    word_starts = [word.start for word in words]
    sentences = [bisect.bisect_left(word_starts, end) for _, end in example.sentences()]
    runs = [_run(words, word_starts, span.start, span.end) for span in example.spans]
    tags, realis = [0] * len(words), [IGNORE] * len(words)
    for span, (begin, end) in zip(example.spans, runs, strict=True):
        for number in range(begin, end):
            tags[number] = 2 * span.type + (1 if number == begin else 2)
            if span.realis >= 0:
                realis[number] = span.realis
    rows = _rows(words, sentences, tags, realis)
    return Encoded(
        lang=example.lang,
        words=len(words),
        size=max(map(len, rows.pieces), default=0),
        rows=rows,
        relations=_relations(example, runs, sentences, len(words), noise) if example.related else None,
    )


def _run(words: list[Word], starts: list[int], start: int, end: int) -> tuple[int, int]:
    last = bisect.bisect_left(starts, end)
    first = max(0, bisect.bisect_right(starts, start) - 1)
    while first < last and words[first].end <= start:
        first += 1
    return first, last


def _rows(words: list[Word], sentences: list[int], tags: list[int], realis: list[int]) -> Rows:
    rows = Rows(pieces=[], first=[], tags=[], realis=[])
    for window in windows_of(0, words, sentences, LONGEST):
        row, first = [START], []
        for word in words[window.first : window.last]:
            first.append(len(row))
            row += word.pieces
        rows.pieces.append([*row, END])
        rows.first.append(first)
        rows.tags.append(tags[window.first : window.last])
        rows.realis.append(realis[window.first : window.last])
    return rows


def _relations(
    example: Example,
    runs: list[tuple[int, int]],
    sentences: list[int],
    words: int,
    noise: random.Random | None,
) -> Relations | None:
    kept: dict[int, int] = {}
    mentions: list[tuple[int, int]] = []
    types: list[int] = []
    for number, ((begin, end), span) in enumerate(zip(runs, example.spans, strict=True)):
        kind = span.type
        if end <= begin or (noise and noise.random() < 0.04):
            continue
        if noise and noise.random() < 0.12:
            begin, end = _jittered(begin, end, words, noise)
        if noise and kind in CONFUSED and noise.random() < 0.04:
            kind = CONFUSED[kind]
        if noise and kind >= FIRST_EVENT and noise.random() < 0.04:
            kind = noise.randrange(FIRST_EVENT, len(TYPES))
        kept[number] = len(mentions)
        mentions.append((begin, end))
        types.append(kind)
    if len(mentions) < 2:
        return None
    begins = np.array([begin for begin, _ in mentions])
    found = Found(
        document=np.zeros(len(mentions), np.int64),
        sentence=np.array([bisect.bisect_right(sentences, begin) for begin, _ in mentions]),
        word=begins,
        type=np.array(types),
    )
    pairs = candidates(found)
    where = {pair: number for number, pair in enumerate(zip(pairs.left, pairs.right, strict=True))}
    kinds = np.zeros(len(pairs), np.int64)
    parts = np.zeros((len(pairs), len(PARTS)), np.float32)
    lost = 0
    original = {new: old for old, new in kept.items()}
    thing = clusters(example)
    linked = {(left, thing[right]) for left, right in example.links}
    for (left, right), at in where.items():
        if (original[left], thing[original[right]]) in linked:
            kinds[at] = IGNORE  # neither right nor wrong: another mention of a thing that is linked
    for (left, right), name in example.links.items():
        at = where.get((kept.get(left, -1), kept.get(right, -1)))
        if at is None:
            lost += 1
            continue
        kinds[at] = KIND_NUMBERS[name]
        for part in example.parts.get((left, right), ()):
            parts[at, PART_NUMBERS[part]] = 1
    events, features = event_features(found)
    attributes = np.zeros((len(events), len(EVENT_SCORES)), np.float32)
    for row, event in enumerate(events):
        for attribute in example.attributes.get(original[int(event)], ()):
            attributes[row, attribute] = 1
    return Relations(
        mentions=mentions,
        found=found,
        pairs=pairs,
        kinds=kinds,
        parts=parts,
        events=events,
        event_features=features,
        attributes=attributes,
        things=np.array([thing[original[number]] for number in range(len(mentions))]),
        out_of_reach=lost,
    )


def _jittered(begin: int, end: int, words: int, noise: random.Random) -> tuple[int, int]:
    side = noise.randrange(4)
    if side == 0 and end - begin > 1:
        return begin + 1, end
    if side == 1 and end - begin > 1:
        return begin, end - 1
    if side == 2:
        return max(0, begin - 1), end
    return begin, min(words, end + 1)


def clusters(example: Example) -> list[int]:
    """For each span the number of the thing it stands for: equal for equal names, and by relations `is`."""
    leader = list(range(len(example.spans)))

    def root(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    by_name: dict[tuple[int, str], int] = {}
    for number, span in enumerate(example.spans):
        if span.type in NAMED:
            name = (span.type, example.text[span.start : span.end].casefold())
            leader[number] = root(by_name.setdefault(name, number))
    referents: dict[int, list[int]] = {}
    for (left, right), kind in example.links.items():
        if kind == "is":
            referents.setdefault(left, []).append(right)
    for left, rights in referents.items():
        if len(rights) == 1:  # "the two ministers" is not one of them
            leader[root(left)] = root(rights[0])
    return [root(number) for number in range(len(example.spans))]
