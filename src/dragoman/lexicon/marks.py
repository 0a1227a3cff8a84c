"""Marked-up sentences: ``[LABEL words]``, with the kind of an event and a sign of whether it happened."""

from __future__ import annotations

import re

from dragoman.errors import InvalidPack
from dragoman.lexicon.pack import Example
from dragoman.model.text import EngagementKind, Label, Mention, Realis, Span

MARK = re.compile(r"\[([A-Z]+)(?:\.([a-z_]+))?([?!-]?) ([^\[\]]+)\]")
_REALIS = {"": Realis.ACTUAL, "?": Realis.PLANNED, "-": Realis.PAST_BACKGROUND, "!": Realis.NEGATED}


def marked(example: Example) -> tuple[str, tuple[Mention, ...]]:
    """The plain text of an example and its marks; raises InvalidPack on a wrong one."""
    text, mentions, at = "", [], 0
    for mark in MARK.finditer(example.text):
        text += example.text[at : mark.start()]
        span = Span(start=len(text), end=len(text) + len(mark[4]))
        text += mark[4]
        at = mark.end()
        try:
            label = Label(mark[1])
            kind = "commission_session" if mark[2] == "session" else mark[2]
            event = EngagementKind(kind) if label is Label.EVENT else None
        except ValueError as error:
            raise InvalidPack(f"{example.file}:{example.line}: unknown label in {mark[0]!r}") from error
        realis = _REALIS[mark[3]] if event else None
        mentions.append(Mention(span=span, label=label, confidence=1.0, event=event, realis=realis))
    text += example.text[at:]
    if "[" in text or "]" in text:
        raise InvalidPack(f"{example.file}:{example.line}: a mark is not closed or has no label")
    return text, tuple(mentions)
