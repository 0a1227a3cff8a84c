"""Scores the links that the program itself proposes for a document, against those of the corpus."""

from __future__ import annotations

from dragoman.detect.tagger import Passage, Tagger
from dragoman.detect.tagger.labels import TYPES
from dragoman.model.text import Markup, Span
from training.corpus import Example
from training.encode import same_target
from training.score import Tally

LEAST_SCORE = 0.5


def links_found(tagger: Tagger, documents: list[Example]) -> dict[str, list[float]]:
    """F1, precision, recall and number of links in running text, by kind and language.

    A proposed link (score from one half) is right if both mentions have the label of, and share words with,
    those of a link of that kind.
    """
    tally = Tally()
    for example in documents:
        sentences = tuple(Span(start=a, end=b) for a, b in example.sentences())
        markup = tagger.read([Passage(text=example.text, sentences=sentences)])[0]
        _count(example, markup, tally)
    return tally.figures()


def _count(example: Example, markup: Markup, tally: Tally) -> None:
    gold_of: list[set[int]] = [
        {
            number
            for number, span in enumerate(example.spans)
            if TYPES[span.type][0] is mention.label
            and span.start < mention.span.end
            and mention.span.start < span.end
        }
        for mention in markup.mentions
    ]
    neither = same_target(example)
    reached: set[tuple[int, int, str]] = set()
    for link in markup.links:
        if link.score < LEAST_SCORE:
            continue
        pairs = {(left, right) for left in gold_of[link.left] for right in gold_of[link.right]}
        right = {pair for pair in pairs if example.links.get(pair) == link.kind.value}
        if not right and pairs & neither:
            continue
        reached |= {(*pair, link.kind.value) for pair in right}
        tally.add(["all", link.kind.value, f"lang {example.lang}"], 0, 0, 1)
    for (left, right_), kind in example.links.items():
        found = int((left, right_, kind) in reached)
        tally.add(["all", kind, f"lang {example.lang}"], found, 1, 0)
