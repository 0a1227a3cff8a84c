"""Whose a position is, by the words before it: both sides', one side's, or that it can't be told.

A reader of sentences takes everybody who acts in one for a holder: of "on the phone with B, A said that ..."
both. A position counts as joint only where the words bear it out: "the two ministers", "both sides" or the
two parties named one beside the other are what stands nearest before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dragoman.desk.positions.rows import Sharing
from dragoman.lexicon.load import pack_or_bare
from dragoman.lexicon.pack import Pack, PartyWord
from dragoman.model.record import Party, Position, Reading
from dragoman.model.text import Document, Sentence, Span

_GROUPS = ("reference.two_people", "reference.two_sides", "joint")
_NAMING = (PartyWord.NAME, PartyWord.DEMONYM)
_OPENING = 4  # words of the position itself in which its subject is looked for, where none stands before it
_BESIDE = 3  # words between two names that are said together, and between these and the position


@dataclass(frozen=True, slots=True, order=True)
class _Named:
    """A party, or both (None), named by the tokens ``first`` to ``last``."""

    first: int
    last: int
    party: str | None


def sharing(
    document: Document,
    reading: Reading,
    sentences: Sequence[Sentence],
    position: Position,
    of: Collection[Party],
) -> tuple[Sharing, tuple[Party, ...]]:
    """Whose a position is that is recorded as joint of the parties ``of``, and of which of them."""
    span = position.evidence[0].span
    sentence = next((s.span for s in sentences if s.span.covers(span)), span)
    pack = pack_or_bare(document.lang)
    unclear = Sharing.UNCLEAR if len(of) > 1 else Sharing.OWN, tuple(sorted(of))
    codes = {party.code: party for party in of}
    regions = [(Span(start=sentence.start, end=span.start), False)] if sentence.start < span.start else []
    for region, opening in (*regions, (span, True)):
        named, words = _named(document, reading, pack, region, opening)
        if not named:
            continue
        both = [one for one in named if one.party is None]
        if both and both[-1] == named[-1]:
            return Sharing.JOINT, tuple(sorted(of))
        parties = list(dict.fromkeys(one.party for one in named if one.party is not None))
        if not both and len(parties) == 1 and parties[0] in codes:
            return Sharing.OWN, (codes[parties[0]],)
        if _together(named, words, opening) and {one.party for one in named[-2:]} <= codes.keys():
            return Sharing.JOINT, tuple(sorted(of))
        return unclear
    return unclear


def _together(named: Sequence[_Named], words: int, opening: bool) -> bool:
    """Whether the last two names are of two parties, beside each other and next to the position."""
    if len(named) < 2 or None in (named[-1].party, named[-2].party) or named[-1].party == named[-2].party:
        return False
    near = named[-1].first - named[-2].last <= _BESIDE + 1
    return near and (opening or words - named[-1].last - 1 <= _BESIDE)


def _named(
    document: Document, reading: Reading, pack: Pack, region: Span, opening: bool
) -> tuple[list[_Named], int]:
    """Who is named in a region, in order, and how many words it has."""
    text = region.of(document.text)
    tokens = [token for token in pack.tokens(text) if any(c.isalnum() for c in token.text)]
    if opening:
        tokens = tokens[:_OPENING]
    if not tokens:
        return [], 0
    last = tokens[-1].end
    found: list[_Named] = []

    def add(start: int, end: int, party: str | None) -> None:
        inside = [n for n, token in enumerate(tokens) if token.start < end and start < token.end]
        if inside and end <= last:
            found.append(_Named(inside[0], inside[-1], party))

    everything = pack.tokens(text)
    for match in pack.parties.find(everything):
        if match.value.word in _NAMING:
            add(match.start, match.end, match.value.party.code)
    for group in _GROUPS:
        for cue in pack.cue(group, everything):
            add(cue.start, cue.end, None)
    for person in reading.people:
        for evidence in person.evidence:
            if person.party is not None and region.covers(evidence.span):
                add(evidence.span.start - region.start, evidence.span.end - region.start, person.party.code)
    return sorted(found, key=lambda one: (one.last, -one.first, one.party or "")), len(tokens)
