"""Where parties stand on issues: the holder, the issue, and the words that say it."""

from __future__ import annotations

import re

from dragoman.extract.context import Context
from dragoman.extract.people import Roster
from dragoman.extract.sides import parties_of_actors, parties_of_speakers
from dragoman.gazetteer.issues import load_issues
from dragoman.model.record import Position
from dragoman.model.text import EngagementKind, Label, LinkKind, Part, Realis

_SCORE, _SURE, _ACT = 0.3, 0.6, 0.3  # of statements with words for a stance, of those without, of other acts
_ISSUE_WORDS, _ISSUE_LETTERS, _LEAST = 9, 24, 2
_CLAUSE = re.compile(r"[,;:.!?«»“”\"()،؛。，；]+")
_SIGNS = "-–—'’‘*"
_STANCE_CHARACTERS = 200
_NOT_NOW = (Realis.NEGATED, Realis.PAST_BACKGROUND)  # not said, or recalled as said some time ago
_ACTS = (EngagementKind.STATEMENT, EngagementKind.CONDEMNATION, EngagementKind.REQUEST)


def positions(context: Context, who: Roster) -> tuple[Position, ...]:
    """Positions told by public acts. One that both sides share is given for each, marked joint.

    Where an act touches an issue of the gazetteer that is the issue; else the words that it is about are,
    and of statements only those that plainly take a stand count. The stance is the document's own words. A
    label is kept where the issue is disputed.
    """
    out: list[Position] = []
    registry = load_issues()
    for event, found in context.of(Label.EVENT):
        mention = found.mention
        if mention.event not in _ACTS or mention.realis in _NOT_NOW or mention.scores is None:
            continue
        clause = context.clause(event, over_events=True)
        words = " ".join(clause.of(context.text).split())
        tokens = found.pack.tokens(words)
        named = found.pack.issues.longest(tokens)
        label_in = words
        if not named:  # "in connection with the situation in X, she called on ..."
            label_in = " ".join(context.sentence_text(found.sentence).split())
            named = found.pack.issues.longest(found.pack.tokens(label_in))
        if mention.event is EngagementKind.CONDEMNATION and not named:
            continue  # it is told as an act, of a side against what was done
        stances = found.pack.cue("position", tokens)
        score = mention.scores.position
        act = mention.event is not EngagementKind.STATEMENT
        if not ((act and score >= _ACT) or (score >= _SCORE and stances) or score >= _SURE):
            continue
        if not act and max(mention.scores.commitment, mention.scores.intent) > score:
            continue  # what will be done, and not where somebody stands
        about = named[0].value if named else _about(context, event) if act or score >= _SURE else None
        if about is None:
            continue
        parties = parties_of_actors(context, who, event, without=Part.ADDRESSEE)
        if not parties and score >= _SURE:
            parties = parties_of_speakers(context, who, event)
            if len(parties) > 1 and not context.cue("joint", found.sentence):
                continue  # that both sides share it is nowhere said
        if not parties:
            continue
        joint = len(parties) > 1
        entry = registry.get(about)
        label = label_in[named[0].start : named[0].end] if entry and entry.disputed else None
        for party in parties:
            out.append(
                Position(
                    who=party,
                    holder=_holder(context, who, event) if not joint else None,
                    issue=about,
                    stance=_short(words),
                    joint=joint,
                    label=label,
                    evidence=context.with_repeats(context.evidence(clause, max(score, 0.3))),
                )
            )
    return tuple({p.id: p for p in out if not any(_within(p, other) for other in out)}.values())


def _within(position: Position, other: Position) -> bool:
    """Whether a position is the end of a longer one of the same holder: "rejects and condemns X"."""
    mine, theirs = position.evidence[0].span, other.evidence[0].span
    return position.who == other.who and theirs.covers(mine) and len(theirs) > len(mine)


def _about(context: Context, event: int) -> str | None:
    """The words that an act is about: those behind its own, or before them where it ends its sentence."""
    found = context.found[event]
    sentence = context.sentences[found.sentence].span
    behind = _words_of(context.text[found.span.end : sentence.end])
    before = _words_of(context.text[sentence.start : found.span.start])
    words = behind[:_ISSUE_WORDS] if len(behind) >= _LEAST else before[-_ISSUE_WORDS:]
    if found.pack.words == "characters":
        return "".join(words)[:_ISSUE_LETTERS] or None
    return " ".join(words) if len(words) >= _LEAST else None


def _words_of(text: str) -> list[str]:
    """The words up to the end of the first clause that has any."""
    clause = next((part for part in _CLAUSE.split(text) if len(part.split()) >= _LEAST), text)
    return [word for raw in clause.split() if (word := raw.strip(_SIGNS))]


def _holder(context: Context, who: Roster, event: int) -> str | None:
    """The person who said it, where exactly one is named."""
    names = {
        p.name for link in context.links(event, LinkKind.ACTOR) for p in who.of_mention.get(link.right, ())
    }
    return next(iter(names)) if len(names) == 1 else None


def _short(words: str) -> str:
    if len(words) <= _STANCE_CHARACTERS:
        return words.strip(" ,;:.")
    return words[:_STANCE_CHARACTERS].rsplit(" ", 1)[0].strip(" ,;:.") + " …"
