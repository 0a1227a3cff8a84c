"""What each part of the engine is worth: `python -m training.ablation --gold FILE ... --artifact FOLDER ...`.

Three engines read the same documents: words alone (in place of the tagger a dictionary of the words that the
corpus labels, no links: what rules and lists can do), the tagger with rules in place of its links, and the
tagger with its relation heads; the last two for every artifact given, so that encoders of different depth
can be compared. Extraction is the same in all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from dragoman.config import Settings
from dragoman.detect.tagger import Passage, Tagger
from dragoman.detect.tagger.labels import REALIS, TYPES
from dragoman.evaluation import report_text, score_document, summary
from dragoman.export.annotation import annotation
from dragoman.model.text import Document, Label, Markup, Mention, Span
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, read_paths
from training.corpus import LEAST_DOCUMENTS, LEAST_PASSAGES, WORD, Example, held_back, read_corpus

LONGEST = 8  # words


class Dictionary:
    """Marks the runs of words that the corpus labels at least every other time it has them.

    Of people only the words with capitals behind an office."""

    producer = "dictionary@1"

    def __init__(self, examples: Sequence[Example]) -> None:
        labelled: dict[tuple[str, ...], Counter[tuple[int, int]]] = defaultdict(Counter)
        told: Counter[tuple[str, ...]] = Counter()
        for example in examples:
            words = [m.span() for m in WORD.finditer(example.text)]
            folded = [example.text[a:b].casefold() for a, b in words]
            for size in range(1, LONGEST + 1):
                told.update(tuple(folded[at : at + size]) for at in range(len(folded) - size + 1))
            for span in example.spans:
                inside = tuple(
                    w for w, (a, b) in zip(folded, words, strict=True) if span.start <= a and b <= span.end
                )
                labelled[inside][span.type, max(span.realis, 0)] += 1
        self._known = {
            words: kinds.most_common(1)[0][0]
            for words, kinds in labelled.items()
            if words
            and len(words) <= LONGEST
            and 2 * kinds.total() >= told[words]
            and TYPES[kinds.most_common(1)[0][0][0]][0] is not Label.PERSON
        }

    def read(self, passages: Sequence[Passage]) -> list[Markup]:
        """The mentions of each passage; no links."""
        return [Markup(mentions=tuple(self._read(p)), links=()) for p in passages]

    def _read(self, passage: Passage) -> list[Mention]:
        out: list[Mention] = []
        for sentence in passage.sentences:
            words = [m.span() for m in WORD.finditer(passage.text, sentence.start, sentence.end)]
            folded = [passage.text[a:b].casefold() for a, b in words]
            at, office = 0, False
            while at < len(words):
                size = next(
                    (n for n in range(LONGEST, 0, -1) if tuple(folded[at : at + n]) in self._known), 0
                )
                if size:
                    number, realis = self._known[tuple(folded[at : at + size])]
                    out.append(_mention(words[at][0], words[at + size - 1][1], number, realis))
                    office = TYPES[number][0] is Label.OFFICE
                    at += size
                    continue
                size = 0
                while (
                    office
                    and at + size < len(words)
                    and size < 4
                    and passage.text[words[at + size][0]].isupper()
                ):
                    size += 1
                if size:
                    out.append(_mention(words[at][0], words[at + size - 1][1], _PERSON, 0))
                office = False
                at += max(size, 1)
        return out


_PERSON = [label for label, _ in TYPES].index(Label.PERSON)


def _mention(start: int, end: int, number: int, realis: int) -> Mention:
    label, event = TYPES[number]
    told = REALIS[realis] if event is not None else None
    return Mention(span=Span(start=start, end=end), label=label, confidence=1.0, event=event, realis=told)


class WithoutLinks:
    """A tagger without its relation heads."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.producer = tagger.producer

    def read(self, passages: Sequence[Passage]) -> list[Markup]:
        """The mentions of each passage; no links."""
        return [Markup(mentions=markup.mentions, links=()) for markup in self._tagger.read(passages)]


def main() -> None:
    """Reads the options and prints a table for each engine."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=Path("training/corpus"))
    options.add_argument(
        "--gold", type=Path, nargs="+", default=[Path("benchmarks/quality/gold/examples.jsonl")]
    )
    options.add_argument("--artifact", type=Path, nargs="*", default=[])
    options.add_argument("documents", nargs="*", default=["examples"])
    chosen = options.parse_args()
    gold = [json.loads(x) for path in chosen.gold for x in path.read_text("utf-8").splitlines() if x.strip()]
    documents = [d for d in read_paths(chosen.documents) if not isinstance(d, Failure)]
    passages, related = read_corpus(chosen.corpus)
    trained = held_back(passages, LEAST_PASSAGES)[0] + held_back(related, LEAST_DOCUMENTS)[0]
    show("words alone", Dictionary(trained), documents, gold)
    for folder in chosen.artifact or [None]:
        tagger = Tagger.load(folder, threads=2)
        show(f"{folder or 'shipped'}: tagger, rules for links", WithoutLinks(tagger), documents, gold)
        show(f"{folder or 'shipped'}: tagger and relation heads", tagger, documents, gold)


def show(
    name: str,
    tagger: Tagger | WithoutLinks | Dictionary,
    documents: Sequence[Document],
    gold: Sequence[dict[str, object]],
) -> None:
    """Reads the documents with one engine and prints its scores."""
    pipeline = Pipeline(Settings(workers=1), tagger)  # type: ignore[arg-type]
    found = {
        o.document.name: annotation(o.document, o.reading) for o in pipeline.read(documents) if o.reading
    }
    scores = [score_document(g, found[g["id"]]) for g in gold if g["id"] in found]
    print(f"=== {name}\n{report_text(summary(scores))}\n", flush=True)


if __name__ == "__main__":
    main()
