"""How alike the titles of instruments and bodies are, within a language and across."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.instrument import title_similarity, title_words

Titles = tuple[tuple[str, tuple[str, ...]], ...]  # (language, words that carry meaning)


def titles(lang: str, written: Iterable[str]) -> Titles:
    """Titles cut into the words that carry meaning; one without any, as in unspaced scripts, stays whole."""
    cut = {(lang, tuple(title_words(t)) or (t.casefold(),)) for t in written}
    return tuple(sorted(cut))


def likeness(left: Titles, right: Titles) -> float | None:
    """From -1 to 1, for the best pair of titles in one language; None where no language is common.

    1 for titles of three words or more that agree; 0.2 for bare ones of one or two words ("memorandum of
    understanding"), which many things bear; against where each has words that the other lacks.
    """
    pairs = [(a, b) for lang, a in left for other, b in right if lang == other]
    return max((_likeness(a, b) for a, b in pairs), default=None)


def within(left: Titles, right: Titles) -> bool:
    """Whether, in one language, every word of a title of three or more is in the other title, in any
    inflection: one word is the beginning of the other ("deep", "deeper")."""
    return any(_within(*sorted((a, b), key=len)) for lang, a in left for other, b in right if lang == other)


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) > 2 and all(any(w.startswith(v) or v.startswith(w) for v in long) for w in short)


def _likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    share = title_similarity(a, b)
    if min(len(a), len(b)) < 3:
        return 0.2 if share >= 0.75 else max(-1.0, (share - 0.75) * 2)
    if share >= 0.75:
        return share
    return max(-1.0, (share - 0.7) * 2)
