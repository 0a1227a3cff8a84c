"""What changed in the wording: two statements of one language compared word by word.

Words are those of the language's pack, folded, so that case, accents and signs are no change. They are put
in a row with each other by their longest common subsequence; the distance is the normalised indel distance
(1 − 2·LCS ÷ (n + m); Levenshtein's edits without substitution).
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from dragoman.desk.positions.rows import Segment, SegmentKind
from dragoman.desk.positions.told import words_of
from dragoman.lexicon.forms import Token
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.record import Evidence
from dragoman.model.text import Span

_SURROGATES = range(0xD800, 0xE000)


def distance(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """From 0, the same words in the same order, to 1, none in common; see ``Change``."""
    return float(Indel.normalized_distance(before, after))


class Wordings:
    """Wordings to be compared in great number: each word is given a character, each wording a string."""

    def __init__(self) -> None:
        self._characters: dict[str, str] = {}

    def code(self, words: Sequence[str]) -> str:
        """The wording as a string, of the same distances to others as its words have."""
        return "".join(self._characters.setdefault(word, self._next()) for word in words)

    def near(self, code: str, others: Sequence[str], at_most: float) -> list[int]:
        """Which of the others are at most so far away, by their numbers, in order."""
        found = process.extract(
            code, others, scorer=Indel.normalized_distance, score_cutoff=at_most, limit=None
        )
        return sorted(number for _, _, number in found)

    def _next(self) -> str:
        number = len(self._characters) + 1
        return chr(number if number < _SURROGATES.start else number + len(_SURROGATES))


def segments(before: Evidence, after: Evidence, lang: str) -> tuple[Segment, ...]:
    """What was kept, dropped and added, in reading order; where words were changed, dropped before added."""
    pack = pack_or_bare(lang)
    old, new = (words_of(pack.tokens(evidence.quote)) for evidence in (before, after))
    out: list[Segment] = []
    dropped: list[Segment] = []
    added: list[Segment] = []

    def flush() -> None:
        out.extend((*_joined(dropped, before), *_joined(added, after)))
        dropped.clear()
        added.clear()

    opcodes = Indel.opcodes([token.text for token in old], [token.text for token in new])
    for code in opcodes:
        mine = _span(before, old[code.src_start : code.src_end])
        other = _span(after, new[code.dest_start : code.dest_end])
        if code.tag == "equal":
            flush()
            out.append(_segment(SegmentKind.KEPT, mine, other, after))
        elif code.tag == "delete":
            dropped.append(_segment(SegmentKind.DROPPED, mine, None, before))
        else:
            added.append(_segment(SegmentKind.ADDED, None, other, after))
    flush()
    return tuple(out)


def _joined(parts: list[Segment], evidence: Evidence) -> list[Segment]:
    """Parts that stand between the same kept words as one."""
    if len(parts) < 2:
        return parts
    spans = [span for part in parts if (span := part.before or part.after) is not None]
    whole = Span(start=spans[0].start, end=spans[-1].end)
    is_old = parts[0].kind is SegmentKind.DROPPED
    return [_segment(parts[0].kind, whole if is_old else None, None if is_old else whole, evidence)]


def _segment(kind: SegmentKind, before: Span | None, after: Span | None, shown: Evidence) -> Segment:
    span = before if kind is SegmentKind.DROPPED else after
    assert span is not None
    start = shown.span.start
    words = shown.quote[span.start - start : span.end - start]
    return Segment(kind=kind, words=words, before=before, after=after)


def _span(evidence: Evidence, tokens: tuple[Token, ...]) -> Span | None:
    """Where the tokens of a quote stand in its document."""
    if not tokens:
        return None
    start = evidence.span.start
    return Span(start=start + tokens[0].start, end=start + tokens[-1].end)
