"""Words without a meaning of their own, put in a row as the texts of a language put them."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from dragoman.model.text import Label

_CORPUS = Path(__file__).parents[2] / "training" / "corpus"
_MARK = re.compile(r"\[[^\]]*\]|[^\w\s'’-]+|\w*\d\w*")
_LINES = 1500
_LABELS = frozenset(label.value for label in Label)


class Words:
    """A chain of words: each is followed by one that follows it somewhere in the labelled corpus."""

    def __init__(self, lang: str, unspaced: bool) -> None:
        """From the corpus of a language, without what is labelled there: names, offices, dates."""
        self._joint = "" if unspaced else " "
        found: dict[str, dict[str, None]] = {}
        with (_CORPUS / f"{lang}.txt").open(encoding="utf-8") as lines:
            for line, _ in zip(lines, range(_LINES), strict=False):
                for piece in _MARK.split(line):
                    words = [
                        w
                        for w in (list("".join(piece.split())) if unspaced else piece.split())
                        if w not in _LABELS
                    ]
                    for word, following in pairwise(words):
                        found.setdefault(word, {})[following] = None
        self._next = {word: tuple(nexts) for word, nexts in found.items() if len(nexts) > 1}
        self._any = tuple(self._next)

    def some(self, count: int, chance: random.Random) -> str:
        """So many words in a row."""
        pick = chance.random
        word = self._any[int(pick() * len(self._any))]
        out = [word]
        while len(out) < count:
            nexts = self._next.get(word)
            if nexts is None or pick() < 0.15:
                nexts = self._any
            word = nexts[int(pick() * len(nexts))]
            out.append(word)
        return self._joint.join(out)


@cache
def words(lang: str, unspaced: bool) -> Words:
    """The chain of a language, built when first asked for."""
    return Words(lang, unspaced)
