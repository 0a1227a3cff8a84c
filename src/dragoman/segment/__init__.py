"""Document to sentences: boundaries, repeats, and the language of each passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dragoman.model.text import Document, Sentence, Span
from dragoman.segment.boundaries import is_abbreviation, sentence_ends
from dragoman.segment.paragraphs import paragraphs
from dragoman.segment.passages import Repeats, passage_language
from dragoman.segment.rules import NO_RULES, SegmentRules, rules_of_packs

__all__ = ["MAX_SENTENCE", "NO_RULES", "SegmentRules", "rules_of_packs", "split"]

MAX_SENTENCE = 2000
_SHORT_WORD = re.compile(r"\b[^\W\d_]{1,4}\b")


def split(document: Document, rules: Mapping[str, SegmentRules]) -> tuple[Sentence, ...]:
    """The sentences of a document's prose, in order, by the rules of the languages that are known.

    They do not overlap, have no white space at either end, and together hold every other character of the
    prose that markup does not hide. None is longer than MAX_SENTENCE. A paragraph long enough to tell is
    in its own language if that is among ``rules``, else in the document's. Linear in the text's length.
    """
    text, prose = document.masked, document.prose or Span(start=0, end=len(document.text))
    own = rules.get(document.lang, NO_RULES)

    def stops(offset: int) -> bool:
        return not is_abbreviation(text, offset, max(prose.start, offset - 30), own)

    ordinary = {word for word in _SHORT_WORD.findall(text, prose.start, prose.end) if word.islower()}
    repeats = Repeats()
    sentences: list[Sentence] = []
    found = paragraphs(text, document.text, prose.start, prose.end, stops)
    for number, paragraph in enumerate(found):
        lang = passage_language(text[paragraph.start : paragraph.end], document.lang, rules.keys())
        ends = sentence_ends(text, paragraph.start, paragraph.end, rules.get(lang, NO_RULES), ordinary)
        start = paragraph.start
        for end in (*ends, paragraph.end):
            for span in _pieces(text, start, end):
                repeat = repeats.first(span.of(text), len(sentences))
                sentences.append(Sentence(span=span, paragraph=number, lang=lang, repeat_of=repeat))
            start = end
    return tuple(sentences)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The trimmed span, cut at white space where it is too long (anywhere where there is none)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        while cut > start and not text[cut].isspace():
            cut -= 1
        cut = cut if cut > start else start + MAX_SENTENCE
        last = cut
        while text[last - 1].isspace():
            last -= 1
        yield Span(start=start, end=last)
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield Span(start=start, end=end)
