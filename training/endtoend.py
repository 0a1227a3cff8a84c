"""Scores the links that the program itself proposes for a document, against those of the corpus."""

from __future__ import annotations

from dragoman.detect.tagger import Passage, Tagger
from dragoman.detect.tagger.labels import TYPES
from dragoman.model.text import Markup, Span
from training.corpus import Example
from training.encode import clusters
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
    thing = clusters(example)
    gold = {(left, thing[right], kind) for (left, right), kind in example.links.items()}
    reached: set[tuple[int, int, str]] = set()
    for link in markup.links:
        if link.score < LEAST_SCORE:
            continue
        meant = {
            (left, thing[right], link.kind.value)
            for left in gold_of[link.left]
            for right in gold_of[link.right]
        }
        new = meant - reached
        if meant and not new:
            continue  # the same link by another mention
        reached |= meant
        tally.add(["all", link.kind.value, f"lang {example.lang}"], 0, 0, 1)
    for link_ in gold:
        tally.add(["all", link_[2], f"lang {example.lang}"], int(link_ in reached), 1, 0)
