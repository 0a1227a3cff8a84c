"""What parties say they will do: commitments that somebody can check, and intents."""

from __future__ import annotations

import re

from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.sides import parties_of_speakers
from dragoman.extract.timing import Timing
from dragoman.model.record import Commitment, Strength
from dragoman.model.text import EngagementKind, Label, Realis, Span
from dragoman.model.time import UNDATED, When

_SURE, _SCORE = 0.5, 0.1  # scores that are enough alone, and with words that the pack has for an act
_NEAR = 60  # characters behind the verb within which the words of a promise must begin
_QUANTITY = re.compile(r"\d")


def commitments(context: Context, who: Roster, times: Timing) -> tuple[Commitment, ...]:
    """Commitments and intents: from the tagger's scores on public acts, with the pack's cues."""
    out: list[Commitment] = []
    for event, found in context.of(Label.EVENT):
        mention = found.mention
        if mention.event not in (EngagementKind.STATEMENT, EngagementKind.REQUEST):
            continue
        if mention.realis is Realis.NEGATED or mention.scores is None:
            continue
        scores = mention.scores
        clause = _own_clause(context, event)
        tokens = found.pack.tokens(clause.of(context.text))
        acts = [c for c in found.pack.cue("commitment.act", tokens) if c.start <= _NEAR]
        intents = [c for c in found.pack.cue("commitment.intent", tokens) if c.start <= _NEAR]
        score = max(scores.commitment, scores.intent)
        cued = bool(acts or intents)
        if not (score >= _SURE or intents or (score >= _SCORE and acts)):
            continue
        if not cued and _tells_of_contact(context, event, clause):
            continue
        parties = parties_of_speakers(context, who, event)
        if not parties:
            continue
        due, due_text = _due(context, times, event, clause)
        binding = scores.commitment >= scores.intent or (bool(acts) and scores.commitment >= 0.3)
        checkable = due.date is not None or _has_product(context, clause)
        soft = bool(intents) and (not acts or intents[0].start <= acts[0].start)
        what = " ".join(clause.of(context.text).split()).strip(" ,;:.")
        out.append(
            Commitment(
                who=parties,
                what=what,
                strength=Strength.COMMITMENT if binding and checkable and not soft else Strength.INTENT,
                due=due,
                due_text=due_text,
                areas=tuple(sorted({m.value for m in found.pack.areas.longest(tokens)})),
                evidence=context.with_repeats(context.evidence(clause, max(score, 0.3))),
            )
        )
    return tuple({c.id: c for c in out}.values())


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
    clause = context.clause(event)
    for other, found in context.of(Label.EVENT, context.found[event].sentence):
        if (
            other > event
            and found.mention.event is EngagementKind.STATEMENT
            and found.span.start - clause.start > 40
        ):
            return Span(start=clause.start, end=found.span.start)
    return clause


def _due(context: Context, times: Timing, event: int, clause: Span) -> tuple[When, str | None]:
    """The deadline: a date told in the clause that lies ahead or is marked as one."""
    sentence = context.found[event].sentence
    published = times.published.date
    for number, found in context.of(Label.DATE, sentence):
        if not clause.covers(found.span) or found.expression is None:
            continue
        when = times.of_mention.get(number, UNDATED)
        if when.date is None:
            continue
        ahead = published is not None and when.date.last > published.last
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
