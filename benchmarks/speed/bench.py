"""Speed on this machine: documents a second with each stage's share, peak memory, cold start.

The documents are the examples, repeated under other names. Absolute figures depend on the machine; compare
figures of one run only.
"""

from __future__ import annotations

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
from dragoman.detect.tagger import Passage, Tagger
from dragoman.extract import extract
from dragoman.lexicon.load import pack_or_bare, packs
from dragoman.model.text import Document
from dragoman.read import Failure, read_paths
from dragoman.run import run_local
from dragoman.segment import SegmentRules, split

EXAMPLES = Path(__file__).parents[2] / "examples"
COPIES = 12


def main() -> int:
    documents = [d for d in read_paths([str(EXAMPLES)]) if not isinstance(d, Failure)]
    many = [replace(d, title=f"copy {n}", id="") for n in range(COPIES) for d in documents]
    characters = sum(len(d.text) for d in many)
    print(f"{len(many)} documents of {characters / len(many):.0f} characters on average")
    cold_start(documents[0].origin)
    stages(many)
    whole(many)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB this process, {worker:.0f} MB the largest worker")
    return 0


def cold_start(path: str) -> None:
    program = Path(sys.executable).with_name("dragoman")
    begin = time.perf_counter()
    subprocess.run([str(program), "extract", path], check=True, stdout=subprocess.DEVNULL)
    print(f"cold start to the first result: {time.perf_counter() - begin:.2f} s")


def stages(documents: Sequence[Document]) -> None:
    """The share of each stage, in one process, and documents a second by language."""
    tagger = Tagger.load(threads=1)
    for lang in sorted({d.lang for d in documents}):
        pack_or_bare(lang)
    rules = {k: SegmentRules(abbreviations=p.abbreviations, words=p.words) for k, p in packs().items()}
    spent: dict[str, float] = defaultdict(float)
    by_lang: dict[str, list[float]] = defaultdict(list)
    for lang in sorted({d.lang for d in documents}):
        batch = [d for d in documents if d.lang == lang]
        begin = time.perf_counter()
        parts = [split(d, rules) for d in batch]
        after = time.perf_counter()
        spent["segment"] += after - begin
        markups = tagger.read(
            [
                Passage(text=d.masked, sentences=tuple(s.span for s in p if s.repeat_of is None))
                for d, p in zip(batch, parts, strict=True)
            ]
        )
        tagged = time.perf_counter()
        spent["tagger"] += tagged - after
        found = [
            detect(d, p, m, pack_or_bare, tagger.producer)
            for d, p, m in zip(batch, parts, markups, strict=True)
        ]
        resolved = time.perf_counter()
        spent["resolve"] += resolved - tagged
        for detection in found:
            extract(detection, horizon=Settings().horizon)
        done = time.perf_counter()
        spent["extract"] += done - resolved
        by_lang[lang] = [len(batch), done - begin]
    total = sum(spent.values())
    print("one process: " + ", ".join(f"{k} {v / total:.0%}" for k, v in spent.items()))
    print(
        "documents a second, one process: " + ", ".join(f"{k} {n / t:.0f}" for k, (n, t) in by_lang.items())
    )


def whole(documents: Sequence[Document]) -> None:
    settings = Settings()
    begin = time.perf_counter()
    count = sum(1 for outcome in run_local(documents, settings) if outcome.reading)
    spent = time.perf_counter() - begin
    rate = count / spent
    print(
        f"{settings.workers} workers, their start included: {count} documents in {spent:.1f} s, {rate:.1f}/s"
    )


if __name__ == "__main__":
    sys.exit(main())
