"""The tasks of a body, in the words of the document: "tasked with assessing existing areas of cooperation".

The words that give a task are those of the group ``mandate`` of the language packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.extract.context import Context
from dragoman.lexicon.forms import Match
from dragoman.model.record import Evidence
from dragoman.model.text import Label, Span

_REACH = 90  # characters from a body's name to the words that give its task
_BESIDE = 3  # characters between a verb and the name behind it
_LEAST = 3  # words of a task
_LEAST_SIGNS = 8  # where words are told apart by characters
_SIGNS = " \t\n,،、"
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.;:؛。；](?=\s|\Z)|[。；]|\n")
_OTHERS = frozenset(
    {Label.PERSON, Label.OFFICE, Label.REFERENCE, Label.INSTRUMENT, Label.BODY, Label.ORGANISATION}
)


def mandate(context: Context, mentions: Sequence[int]) -> tuple[tuple[str, Evidence], ...]:
    """Every task that the document gives the body, by its mentions, with its place: from the words that give
    it to the end of their clause, each task once.

    They stand behind the body's name in its sentence with nobody else between, or in the next sentence of
    the paragraph, where that names nobody before them.
    """
    found = [task for number in mentions for task in _tasks(context, number)]
    tasks: dict[str, Evidence] = {}
    for span in found:
        words = " ".join(span.of(context.text).split())
        tasks.setdefault(words, context.evidence(span, context.found[mentions[0]].mention.confidence))
    return tuple(tasks.items())


def _tasks(context: Context, number: int) -> Iterator[Span]:
    found = context.found[number]
    here = found.sentence
    sentence = context.sentences[here]
    for match in context.cue("mandate", here):
        start = sentence.span.start + match.start
        if 0 <= found.span.start - (sentence.span.start + match.end) <= _BESIDE:  # the verb first
            yield from _words(context, here, match, found.span.end, first=found.span.end)
            return
        if 0 <= start - found.span.end <= _REACH and not _between(context, here, found.span.end, start):
            yield from _words(context, here, match, found.span.end)
            return
    last = max((n for n, _ in context.of(Label.BODY, here)), default=number)
    following = here + 1
    if last != number or following >= len(context.sentences):
        return
    if context.sentences[following].paragraph != sentence.paragraph:
        return
    begin = context.sentences[following].span.start
    for match in context.cue("mandate", following)[:1]:
        if match.start <= _REACH and not _between(context, following, begin, begin + match.start):
            yield from _words(context, following, match, begin)


def _between(
    context: Context, sentence: int, start: int, end: int, kinds: frozenset[Label] = _OTHERS
) -> bool:
    """Whether a person, an office, another body or a paper is named between two places of a sentence.

    A reference that is none to people or sides ("this body") names nobody else.
    """
    named = (context.found[n] for n in context.by_sentence.get(sentence, ()))
    return any(
        found.label in kinds
        and (found.label is not Label.REFERENCE or found.reference is not None)
        and start <= found.span.start < end
        for found in named
    )


def _words(
    context: Context, sentence: int, match: Match[str], floor: int, *, first: int | None = None
) -> Iterator[Span]:
    """The clause that begins with the words that give the task, or at ``first``; where it ends with them,
    from ``floor``, the end of the name."""
    span = context.sentences[sentence].span
    start = span.start + match.start if first is None else first
    close = _END.search(context.text, span.start + match.end, span.end)
    end = close.start() if close else span.end
    if not _enough(context, sentence, span.start + match.end, end):
        start = floor
    if start < end and _enough(context, sentence, start, end):
        words = context.text[start:end]
        left = len(words) - len(words.lstrip(_SIGNS))
        yield Span(start=start + left, end=start + len(words.rstrip(_SIGNS)))


def _enough(context: Context, sentence: int, start: int, end: int) -> bool:
    words = _WORD.findall(context.text[start:end])
    if context.pack(sentence).words == "characters":
        return sum(len(word) for word in words) >= _LEAST_SIGNS
    return len(words) >= _LEAST
