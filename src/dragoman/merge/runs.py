"""Word runs of a text, by which copies and excerpts are found: every four words in a row, hashed.

A rewrite keeps few of them, and more of its pairs of words; a sketch of those is small enough to be a fact of
the document: the least of their checksums, of which two texts that are alike have the same.
"""

from __future__ import annotations

import base64
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
_PAIR = 2  # words in a row that a rewrite keeps
_KEPT = 128  # checksums in a sketch
_WIDTH = 3  # bytes of each
_FEW = 24  # checksums of a sketch that prove nothing
# letters and digits; in scripts without spaces every character counts as a word
_SIGN = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_WORD = re.compile(rf"{_SIGN}|[^\W_]+")
_FULL = re.compile(r"[\u3400-\u9fff]")  # a character that is most of a word


def prose(document: Document) -> str:
    """The part of a text that is to be read, markup blanked out."""
    return document.prose.of(document.masked) if document.prose else document.masked


def shingles(text: str, length: int = _RUN) -> frozenset[int]:
    """Checksums of every run of four words, or of another length, letters folded."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
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


def letters(text: str) -> int:
    """The letters of a text, a Chinese character as three."""
    return sum(map(str.isalpha, text)) + 2 * len(_FULL.findall(text))


# --- sketches -----------------------------------------------------------------------------------------------


def sketch(text: str) -> str:
    """The least checksums of a text's pairs of words, as they are kept; all of them where it is short."""
    every = {run >> 8 * (4 - _WIDTH) for run in shingles(text, _PAIR)}
    least = sorted(every)[:_KEPT]
    return base64.b64encode(b"".join(one.to_bytes(_WIDTH, "big") for one in least)).decode("ascii")


def opened(kept: str) -> Runs:
    """The checksums of a sketch, sorted."""
    parts = np.frombuffer(base64.b64decode(kept), dtype=np.uint8).reshape(-1, _WIDTH).astype(np.uint32)
    found: Runs = np.bitwise_or.reduce(parts << np.array([16, 8, 0], dtype=np.uint32), axis=1)
    return found


def sketched(left: Runs, right: Runs) -> float | None:
    """About the share of the shorter text's pairs of words that the other has; None of too few.

    Only up to where both sketches have all checksums of their texts can these be counted.
    """
    full = [one[-1] for one in (left, right) if len(one) == _KEPT]
    ours, theirs = (one[one <= min(full)] if full else one for one in (left, right))
    shorter = min(len(ours), len(theirs))
    return len({*ours.tolist()} & {*theirs.tolist()}) / shorter if shorter >= _FEW else None
