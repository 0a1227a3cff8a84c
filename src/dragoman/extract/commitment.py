"""What parties say they will do: commitments that somebody can check, and intents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.sides import parties_of_mention, parties_of_speakers
from dragoman.extract.timing import Timing
from dragoman.model.record import Commitment, Party, Strength
from dragoman.model.text import EngagementKind, Label, Realis, Span
from dragoman.model.time import UNDATED, When

_SURE, _SCORE = 0.5, 0.1  # scores that are enough alone, and with words that the pack has for an act
_BINDING = 0.3  # the score of a commitment from which an act in the pack's words makes it binding
_NEAR = 60  # characters within which a sentence must come to who promises, and then to what
_NO_DEALINGS = (EngagementKind.OTHER, EngagementKind.STATEMENT)  # sport and business have these, too
_PLANNED = (EngagementKind.OTHER, EngagementKind.SIGNING)  # what somebody promises may be one of these
_LIGHT_VERB = 12  # characters with what follows it, before its noun
_ASKS = ("?", "؟", "？")
_QUANTITY = re.compile(r"\d")


def commitments(context: Context, who: Roster, times: Timing) -> tuple[Commitment, ...]:
    """Commitments and intents: from the tagger's scores on public acts, with the pack's cues, and sentences
    that say without any verb of saying what a side will or wants to do, where a document is about dealings
    between sides."""
    said = [found for event, _ in context.of(Label.EVENT) if (found := _said(context, who, event))]
    said = [one for at, one in enumerate(said) if not any(_told_by(one, later) for later in said[at + 1 :])]
    said = [one for at, one in enumerate(said) if not any(_is_object_of(one, verb) for verb in said[:at])]
    said = [one for at, one in enumerate(said) if not any(_only_brings(one, x) for x in said[at + 1 :])]
    dealings = any(found.mention.event not in _NO_DEALINGS for _, found in context.of(Label.EVENT))
    plain = (
        found
        for number, sentence in enumerate(context.sentences)
        if dealings and sentence.repeat_of is None and (found := _plain(context, who, number))
    )
    out = [_commitment(context, times, promise) for promise in (*said, *plain)]
    return tuple({c.id: c for c in out}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promise:
    """What some parties say they will do: the words, where the pack's cues for acts and for intents begin in
    them, and whether the tagger or an act takes it for binding."""

    sentence: int
    clause: Span
    parties: tuple[Party, ...]
    acts: Sequence[int]
    intents: Sequence[int]
    binding: bool
    confidence: float


def _said(context: Context, who: Roster, event: int) -> _Promise | None:
    """The promise of a public act, if it is one."""
    found = context.found[event]
    mention = found.mention
    if mention.event not in (EngagementKind.STATEMENT, EngagementKind.REQUEST):
        return None
    if mention.realis is Realis.NEGATED or mention.scores is None:
        return None
    scores = mention.scores
    clause = _own_clause(context, event)
    tokens = found.pack.tokens(clause.of(context.text))
    acts = [c.start for c in found.pack.cue("commitment.act", tokens) if c.start <= _NEAR]
    intents = [c.start for c in found.pack.cue("commitment.intent", tokens) if c.start <= _NEAR]
    score = max(scores.commitment, scores.intent)
    if not (score >= _SURE or intents or (score >= _SCORE and acts)):
        return None
    if not (acts or intents) and _tells_of_contact(context, event, clause):
        return None
    parties = parties_of_speakers(context, who, event)
    if not parties:
        return None
    return _Promise(
        sentence=found.sentence,
        clause=clause,
        parties=parties,
        acts=acts,
        intents=intents,
        binding=scores.commitment >= scores.intent or (bool(acts) and scores.commitment >= _BINDING),
        confidence=max(score, _BINDING),
    )


def _told_by(promise: _Promise, later: _Promise) -> bool:
    """Whether a promise is what a later verb says: "that they agreed on the ports, he told the press"."""
    longer = len(later.clause) > len(promise.clause)
    return longer and later.clause.covers(promise.clause) and later.parties == promise.parties


def _is_object_of(promise: _Promise, verb: _Promise) -> bool:
    """Whether a promise is the noun of a verb right before it, which tells it whole: "gave green light"."""
    behind = promise.clause.start - verb.clause.start
    same = verb.clause.covers(promise.clause) and verb.parties == promise.parties
    return same and 0 < behind <= _LIGHT_VERB


def _only_brings(promise: _Promise, later: _Promise) -> bool:
    """Whether all that makes words a promise of some parties is a later promise of theirs within them: "call
    their relations excellent and intend to widen trade"."""
    within = promise.clause.covers(later.clause) and promise.parties == later.parties
    before = later.clause.start - promise.clause.start
    return within and all(cue >= before for cue in (*promise.acts, *promise.intents))


def _plain(context: Context, who: Roster, number: int) -> _Promise | None:
    """The promise of a sentence that tells of no event, or of what is to be signed: the side that it begins
    with, or both sides (so also where it begins with the act), and no later than soon after it what the pack
    has for acts and intents. Who denies it, makes conditions, or asks, promises nothing."""
    told = (found.mention for _, found in context.of(Label.EVENT, number))
    if any(one.event not in _PLANNED or one.realis is not Realis.PLANNED for one in told):
        return None
    if context.cue("commitment.unless", number) or context.sentence_text(number).rstrip().endswith(_ASKS):
        return None
    start = context.sentences[number].span.start
    sides = (Label.REFERENCE, Label.PARTY)
    first = next((n for n in context.by_sentence.get(number, ()) if context.found[n].label in sides), None)
    if first is not None and context.found[first].span.start - start <= _NEAR:
        end = context.found[first].span.end - start
        parties = parties_of_mention(context, who, first)
    else:  # "Agreed also to hold ...", in languages that leave out who did
        end, agreed = 0, (cue.start for cue in context.cue("commitment.act", number))
        parties = set(who.pair) if len(who.pair) > 1 and min(agreed, default=_NEAR) == 0 else set()
    acts, intents = (
        [cue.start for cue in context.cue(group, number) if cue.start <= end + _NEAR]
        for group in ("commitment.act", "commitment.intent")
    )
    if not parties or not (acts or intents):
        return None
    return _Promise(
        sentence=number,
        clause=context.sentences[number].span,
        parties=tuple(sorted(parties)),
        acts=acts,
        intents=intents,
        binding=bool(acts),
        confidence=_BINDING,
    )


def _commitment(context: Context, times: Timing, promise: _Promise) -> Commitment:
    clause = promise.clause
    pack = context.pack(promise.sentence)
    due, due_text = _due(context, times, promise.sentence, clause)
    checkable = due.date is not None or _has_product(context, clause)
    acts, intents = promise.acts, promise.intents
    soft = bool(intents) and (not acts or intents[0] <= acts[0])
    words = clause.of(context.text)
    return Commitment(
        who=promise.parties,
        what=" ".join(words.split()).strip(" ,;:."),
        strength=Strength.COMMITMENT if promise.binding and checkable and not soft else Strength.INTENT,
        due=due,
        due_text=due_text,
        areas=tuple(sorted({m.value for m in pack.areas.longest(pack.tokens(words))})),
        evidence=context.with_repeats(context.evidence(clause, promise.confidence)),
    )


def _tells_of_contact(context: Context, event: int, clause: Span) -> bool:
    """Whether the clause reports another event as news ("announced that the two met"): no promise."""
    return any(
        other > event
        and clause.covers(found.span)
        and found.mention.realis is Realis.ACTUAL
        and found.mention.event is not EngagementKind.STATEMENT
        for other, found in context.of(Label.EVENT, context.found[event].sentence)
    )


def _own_clause(context: Context, event: int) -> Span:
    """From the event's words to the next public act of another in the sentence, or its end."""
    clause = context.clause(event, over_events=True)
    for other, found in context.of(Label.EVENT, context.found[event].sentence):
        if (
            other > event
            and found.mention.event is EngagementKind.STATEMENT
            and found.span.start - clause.start > 40
        ):
            return Span(start=clause.start, end=found.span.start)
    return clause


def _due(context: Context, times: Timing, sentence: int, clause: Span) -> tuple[When, str | None]:
    """The deadline: a date told in the clause that lies ahead or is marked as one."""
    published = times.published.date
    for number, found in context.of(Label.DATE, sentence):
        if not clause.covers(found.span) or found.expression is None:
            continue
        when = times.of_mention.get(number, UNDATED)
        if when.date is None:
            continue
        season = found.expression.season is not None and found.expression.year is None  # "all winter"
        ahead = published is not None and when.date.last > published.last and not season
        if (
            found.expression.deadline
            or ahead
            or found.expression.turn == 1
            or found.expression.direction == 1
        ):
            return when, found.words
    return UNDATED, None


def _has_product(context: Context, clause: Span) -> bool:
    """Whether the clause names something that can be looked for: an instrument, a body, or a quantity."""
    for found in context.found:
        if found.label in (Label.INSTRUMENT, Label.BODY) and clause.covers(found.span):
            return True
    return bool(_QUANTITY.search(clause.of(context.text)))
