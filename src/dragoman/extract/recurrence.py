"""How often a document says that something is held: "annual consultations", "meets every two years"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.extract.context import Context
from dragoman.model.record import Recurrence
from dragoman.model.text import EngagementKind, Label, LinkKind, Span

_HELD = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
        EngagementKind.VISIT,
        EngagementKind.CALL,
    }
)
_WORDS_BEFORE = 1  # between the adjective and what it tells of: "annual political consultations"
_WORDS_BEHIND = 2  # "consultations politiques bilatérales annuelles"
_SIGNS = 4  # the same, where words are not told apart
_REACH = 50  # characters between what is done and how often: "meets, as agreed, every two years"
_STOP = re.compile(r"[.;:!?؛؟。；：()\n]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Often:
    """How often something is held; ``habit``: said of the doing ("they meet every year"), which is then no
    news of one time that it was done."""

    said: Recurrence
    habit: bool


def recurrences(context: Context) -> Mapping[int, Often]:
    """How often something is held, by the number of the mention of it: an event or a body.

    An adjective tells of the event or body right beside it, or of whose words it is part. What tells how
    often something is done belongs to the nearest event or body of the sentence. What is told of an event is
    told of the body that holds it too.
    """
    out: dict[int, Often] = {}
    for sentence in sorted(context.by_sentence):
        if context.sentences[sentence].repeat_of is not None:
            continue
        targets = list(_targets(context, sentence))
        if not targets:
            continue
        for months, cue, group in _cues(context, sentence):
            found = [(gap, n) for n in targets if (gap := _gap(context, sentence, n, cue, group)) is not None]
            if found:
                _, nearest = min(found)
                said = Recurrence(
                    months=months,
                    written=cue.of(context.text),
                    evidence=context.evidence(context.sentences[sentence].span),
                )
                often = Often(said, group == "cadence.held")
                out.setdefault(nearest, often)
                body = context.best(nearest, LinkKind.BODY)
                if body is not None:
                    out.setdefault(body, often)
    return out


def _targets(context: Context, sentence: int) -> Iterator[int]:
    """Events that recur, and bodies."""
    for number in context.by_sentence.get(sentence, ()):
        found = context.found[number]
        if found.label is Label.BODY or (found.label is Label.EVENT and found.mention.event in _HELD):
            yield number


def _cues(context: Context, sentence: int) -> Iterator[tuple[int, Span, str]]:
    """The months, the words in the text, and the group of each cue."""
    start = context.sentences[sentence].span.start
    for group in ("cadence.before", "cadence.after", "cadence.held"):
        for match in context.cue(group, sentence):
            yield int(match.value), Span(start=start + match.start, end=start + match.end), group


def _gap(context: Context, sentence: int, number: int, cue: Span, group: str) -> int | None:
    """How far a cue stands from a mention; None where it tells nothing of it."""
    words = context.found[number].span
    if cue.start < words.end and words.start < cue.end:
        return 0
    ahead = cue.end <= words.start
    between = context.text[cue.end : words.start] if ahead else context.text[words.end : cue.start]
    if _STOP.search(between):
        return None
    if group == "cadence.held":
        return len(between) if len(between) <= _REACH else None
    if ahead is (group == "cadence.after") or "," in between:
        return None
    most = _WORDS_BEFORE if ahead else _WORDS_BEHIND
    spaced = context.pack(sentence).words == "spaces"
    near = len(_WORD.findall(between)) <= most if spaced else len(between) <= _SIGNS
    return len(between) if near else None
