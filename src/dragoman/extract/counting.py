"""Sentences that count encounters: "for the third time", "the second meeting this year"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dragoman.extract.context import Context
from dragoman.lexicon.pack import DateWord
from dragoman.model.text import Label, Span

_GAP = 12  # characters between the ordinal and the word
_BEFORE_BODY = 16  # characters between the word and the name of a body: "of the"
_PAUSE = re.compile(r"[,;:.!?،؛؟。，；()]")
_ROMAN = re.compile(r"[IVX]+\b")
_COUNTED = 12  # a greater ordinal numbers a series ("the 22nd annual summit") and counts no encounters


def is_counted(context: Context, event: int) -> bool:
    """Whether an event's own sentence counts it, and gives it no date of its own beside the count."""
    found = context.found[event]
    if not counts_in(context, found.sentence):
        return False
    return all(
        said.day is None and said.weekday is None
        for _, date in context.of(Label.DATE, found.sentence)
        if (said := date.expression) is not None
    )


def counts_in(context: Context, sentence: int) -> list[tuple[int, Span]]:
    """Ordinals from 2 right before a word that counts encounters.

    Those in or before the name of a body number its sessions ("the third meeting of the Joint Committee"),
    and so do Roman numerals; one behind which a clause ends belongs to what is before it ("Hassan the
    Second, whose visit").
    """
    if sentence not in context.counted:
        context.counted[sentence] = _counts_in(context, sentence)
    return context.counted[sentence]


def _counts_in(context: Context, sentence: int) -> list[tuple[int, Span]]:
    span = context.sentences[sentence].span
    pack, tokens = context.pack(sentence), context.tokens(sentence)
    bodies = [f.span for _, f in context.of(Label.BODY, sentence)]
    words_that_count = pack.cue("counted", tokens)
    dates = pack.dates.longest(tokens) if words_that_count else []
    ordinals = [m for m in dates if m.value.word is DateWord.ORDINAL]
    ends = [ordinal.end for ordinal in ordinals]
    out = []
    for match in words_that_count:
        for ordinal in ordinals[bisect_left(ends, match.start - _GAP) : bisect_right(ends, match.start)]:
            words = Span(start=span.start + ordinal.start, end=span.start + match.end)
            number = int(ordinal.value.value)
            if 2 <= number <= _COUNTED and not _is_series(context.text, words, bodies):
                out.append((number, words))
    return out


def _is_series(text: str, words: Span, bodies: Sequence[Span]) -> bool:
    """Whether the words number something else than encounters."""
    said = words.of(text)
    if _PAUSE.search(said) or _ROMAN.match(said):
        return True
    return any(
        words.overlaps(body)
        or (0 <= body.start - words.end <= _BEFORE_BODY and not _PAUSE.search(text[words.end : body.start]))
        for body in bodies
    )
