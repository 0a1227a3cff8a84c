"""Where and when a text was filed: the words before its first sentence proper, "RABAT, 3 July 2019 - "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.detect.resolve import Detection
from dragoman.model.text import Label, Span

_REACH = 800  # characters from the beginning of a text, titles included, to its dateline
_LONGEST = 90  # characters of a dateline
_OTHER_WORDS = 2  # words in it of no place, agency or date: "from our reporter"
_FIRM = re.compile(
    r"\s[-–—]{1,2}\s|[-–—]{2}|(?<=\d)\s?[-–—]\s|[/)]\s*[-–—.:]|\)\s|(?<=\S/)\s|[电電讯訊](?=[\s(（,，])|讯"
    r"|(?<=[A-Z]{3}):\s"
)
_DATED = re.compile(
    r"(?:,?\s*\d{1,2}[:.]\d\d)?(?:[:：.](?:\s|\Z)|[.\s]{0,2}[-–—]|\Z)"
)  # ends one that has a date
_OF_DATELINES = frozenset({Label.PLACE, Label.PARTY, Label.ORGANISATION, Label.DATE})
_OF_SENTENCES = frozenset({Label.PERSON, Label.OFFICE, Label.EVENT, Label.REFERENCE})
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """``mentions`` are the places, agencies and dates in it, in the order of the text."""

    span: Span
    mentions: range

    def __contains__(self, mention: int) -> bool:
        return mention in self.mentions


def dateline_of(detection: Detection) -> Dateline | None:
    """The dateline of a document: of its first paragraph, or of one behind titles that has one. None where
    there is none."""
    seen: set[int] = set()
    for number, sentence in enumerate(detection.sentences):
        start = sentence.span.start
        if start - detection.sentences[0].span.start > _REACH:
            return None
        if sentence.paragraph not in seen:
            seen.add(sentence.paragraph)
            found = _opening(detection, number)
            if found is not None:
                return found
    return None


def _opening(detection: Detection, sentence: int) -> Dateline | None:
    """The dateline that a sentence begins with: nothing but places, agencies, dates and signs, and an end."""
    start = detection.sentences[sentence].span.start
    line = detection.document.text[start : start + _LONGEST].partition("\n")[0]
    numbers = [
        n
        for n, f in enumerate(detection.found)
        if start <= f.span.start < start + len(line) and f.sentence >= sentence
    ]
    ends = [(m.start(), m.end(), False) for m in _FIRM.finditer(line)]
    for number in numbers:
        if detection.found[number].label is Label.DATE:
            closed = _DATED.match(line, detection.found[number].span.end - start)
            if closed is not None and (closed.end() < len(line) or len(line) < _LONGEST):
                ends.append((closed.start(), closed.end(), True))
    for left, right, dated in sorted(ends):
        inside = [n for n in numbers if detection.found[n].span.start < start + left]
        if any(detection.found[n].span.end > start + right for n in inside) or not inside:
            continue
        labels = [detection.found[n].label for n in inside]
        of_sentence = _OF_SENTENCES if Label.DATE in labels else frozenset(Label) - _OF_DATELINES
        if of_sentence & set(labels):
            return None
        if not {Label.PLACE, Label.DATE} & set(labels):
            continue  # "Kuwait - 3 March - "
        if not dated and Label.DATE not in labels and labels[0] is not Label.PLACE:
            return None
        if len(_WORD.findall(_without(detection, inside, start, start + left))) > _OTHER_WORDS:
            return None
        return Dateline(span=Span(start=start, end=start + right), mentions=range(inside[0], inside[-1] + 1))
    return None


def _without(detection: Detection, inside: list[int], start: int, end: int) -> str:
    """The words between two places of the text that are of none of these mentions."""
    out, at = [], start
    for number in inside:
        span = detection.found[number].span
        out.append(detection.document.text[at : span.start])
        at = max(at, span.end)
    return " ".join((*out, detection.document.text[at:end]))
