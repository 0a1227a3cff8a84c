"""Word runs of a text, by which copies and excerpts are found: every four words in a row, hashed."""

from __future__ import annotations

import re
import unicodedata
import zlib

import numpy as np
from numpy.typing import NDArray

from dragoman.model.text import Document

Runs = NDArray[np.uint32]
_RUN = 4  # words in a row that make a shingle
_SAMPLE = 8  # one shingle in so many is looked up
_SMALLEST = 16  # texts with fewer shingles prove nothing
# letters and digits; in scripts without spaces every character counts as a word
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def prose(document: Document) -> str:
    """The part of a text that is to be read, markup blanked out."""
    return document.prose.of(document.masked) if document.prose else document.masked


def shingles(text: str) -> frozenset[int]:
    """Checksums of every run of four words, letters folded."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    runs = (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return frozenset(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)


def runs_of(document: Document) -> Runs:
    """The shingles of a document's prose, sorted."""
    return np.array(sorted(shingles(prose(document))), dtype=np.uint32)


def sample(runs: Runs) -> list[int]:
    """The shingles by which a text is looked up: the same of all texts that have them; none of a tiny one."""
    if len(runs) < _SMALLEST:
        return []
    return [int(run) for run in runs[runs % _SAMPLE == 0]] or [int(runs[0])]


def share(left: Runs, right: Runs) -> float:
    """Containment: common shingles ÷ shingles of the shorter text (Broder 1997)."""
    if not len(left) or not len(right):
        return 0.0
    common = np.intersect1d(left, right, assume_unique=True)
    return float(len(common) / min(len(left), len(right)))
