"""Finds people, offices, parties, places, dates, bodies, instruments and events, and links between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.detect.tagger.artifact import Artifact
from dragoman.detect.tagger.decode import Run, best_tags, runs, softmax, type_chances
from dragoman.detect.tagger.heads import sigmoid
from dragoman.detect.tagger.labels import EVENT_SCORES, KINDS, PARTS, REALIS, TYPES
from dragoman.detect.tagger.pairs import Found, candidates, event_features
from dragoman.detect.tagger.tokens import Word
from dragoman.detect.tagger.windows import windows_of
from dragoman.model.text import EventScores, Link, LinkKind, Markup, Mention, Part, Span

Floats = npt.NDArray[np.float32]

LEAST_LINK_SCORE = 0.3
LEAST_PART_SCORE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text to be tagged: a document's masked text and its sentences in order.

    Only the sentences are read; one that repeats another may be left out.
    """

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A run of words that is a mention, and what is needed to link it."""

    start: int
    end: int
    type: int
    confidence: float
    realis: int
    word: int
    sentence: int
    state: Floats


class Tagger:
    """Reads documents with the trained model. Safe to share between threads for reading."""

    def __init__(self, artifact: Artifact) -> None:
        self._artifact = artifact
        self.producer = artifact.producer

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> Tagger:
        """Loads the artifact that comes with the program, or another.

        Raises:
            UnusableArtifact: A file is missing or is not the one that the artifact's card describes.
        """
        return cls(Artifact.load(folder, threads=threads))

    def read(self, passages: Sequence[Passage]) -> list[Markup]:
        """The mentions of each passage and the links between them.

        Mentions are in text order, never overlap and lie each within a sentence. What is found in one
        passage does not depend on the others.
        """
        return [self._read(passage) for passage in passages]

    def _read(self, passage: Passage) -> Markup:
        seen = list(self._seen(passage))
        if not seen:
            return Markup(mentions=(), links=())
        found = Found(
            document=np.zeros(len(seen), np.int64),
            sentence=np.array([one.sentence for one in seen]),
            word=np.array([one.word for one in seen]),
            type=np.array([one.type for one in seen]),
        )
        states = np.stack([one.state for one in seen])
        scores = self._event_scores(found, states)
        mentions = tuple(_mention(one, scores.get(number)) for number, one in enumerate(seen))
        return Markup(mentions=mentions, links=tuple(self._links(found, states)))

    def _seen(self, passage: Passage) -> Iterator[_Seen]:
        words: list[Word] = []
        ends: list[int] = []
        sentence_of: list[int] = []
        for number, span in enumerate(passage.sentences):
            words += self._artifact.pieces.words(passage.text, span.start, span.end)
            ends.append(len(words))
            sentence_of += [number] * (len(words) - len(sentence_of))
        for window in windows_of(0, words, ends):
            scores = self._artifact.read(words[window.first : window.last])
            chances = type_chances(softmax(scores.tags))
            realis = softmax(scores.realis)
            inside = ends[bisect_left(ends, window.first) : bisect_left(ends, window.last)]
            local = frozenset(end - window.first for end in inside)
            for run in runs(best_tags(scores.tags), local):
                inner = _without_signs(passage.text, words, run, window.first)
                if inner is None:
                    continue
                rows = slice(inner.first, inner.last)
                yield _Seen(
                    start=words[window.first + inner.first].start,
                    end=words[window.first + inner.last - 1].end,
                    type=inner.type,
                    confidence=float(chances[rows, inner.type].mean()),
                    realis=int(realis[rows].mean(axis=0).argmax()),
                    word=window.first + inner.first,
                    sentence=sentence_of[window.first + inner.first],
                    state=scores.states[rows].mean(axis=0),
                )

    def _event_scores(self, found: Found, states: Floats) -> dict[int, EventScores]:
        events, features = event_features(found)
        if not len(events):
            return {}
        chances = sigmoid(self._artifact.heads.events(states[events], found.type[events], features))
        return {
            int(event): EventScores(**{name: _rounded(p) for name, p in zip(EVENT_SCORES, row, strict=True)})
            for event, row in zip(events, chances, strict=True)
        }

    def _links(self, found: Found, states: Floats) -> Iterator[Link]:
        pairs = candidates(found)
        if not len(pairs):
            return
        scores = self._artifact.heads.pairs(states, found.type, pairs)
        kinds = softmax(scores[:, : 1 + len(KINDS)])[:, 1:]
        parts = scores[:, 1 + len(KINDS) :]
        for row, column in np.argwhere(kinds >= LEAST_LINK_SCORE).tolist():
            kind = KINDS[column]
            yield Link(
                kind=kind,
                left=int(pairs.left[row]),
                right=int(pairs.right[row]),
                score=_rounded(kinds[row, column]),
                parts=_parts(parts[row]) if kind is LinkKind.ACTOR else (),
            )


def _mention(seen: _Seen, scores: EventScores | None) -> Mention:
    label, event = TYPES[seen.type]
    return Mention(
        span=Span(start=seen.start, end=seen.end),
        label=label,
        confidence=min(1.0, _rounded(seen.confidence)),
        event=event,
        realis=REALIS[seen.realis] if event else None,
        scores=scores,
    )


def _parts(scores: Floats) -> tuple[Part, ...]:
    return tuple(p for p, s in zip(PARTS, sigmoid(scores), strict=True) if s >= LEAST_PART_SCORE)


def _rounded(chance: float) -> float:
    return round(float(chance), 4)


def _without_signs(text: str, words: Sequence[Word], run: Run, offset: int) -> Run | None:
    """The run without signs at its edges (a hyphen, a quotation mark), or None if nothing else is in it."""

    def is_sign(number: int) -> bool:
        word = words[offset + number]
        return not any(map(str.isalnum, text[word.start : word.end]))

    def follows_closely(number: int) -> bool:
        return words[offset + number].start == words[offset + number - 1].end

    first, last = run.first, run.last
    while first < last and is_sign(first):
        first += 1
    while first < last and is_sign(last - 1):
        sign = text[words[offset + last - 1].start]
        letters = last - 2 >= first and len(
            text[words[offset + last - 2].start : words[offset + last - 2].end]
        )
        if sign == "." and letters == 1 and follows_closely(last - 1):
            break  # initials: "J. F.", "U.S."
        if sign == ")" and any(text[words[offset + n].start] == "(" for n in range(first, last - 1)):
            break
        last -= 1
    return Run(first, last, run.type) if first < last else None
