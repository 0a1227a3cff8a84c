"""Decisions taken back, and moved to where a newer reading has what they were about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dragoman.errors import ReviewError
from dragoman.merge.dangling import Decision
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection
from dragoman.model.decision import author_of
from dragoman.model.judgement import MACHINE, Judgement
from dragoman.review.decide import Act
from dragoman.review.things import by_prefix


def undo(
    decisions: Iterable[Decision], words: str, at: dt.datetime, *, only: bool = False
) -> tuple[Decision, ...]:
    """The retractions of a decision and of all that was decided with it, or of it alone.

    Raises ReviewError where there is no such decision, or it was undone before.
    """
    known = {d.id: d for d in decisions if not (isinstance(d, Judgement) and d.judge == MACHINE)}
    chosen = known[by_prefix(words, known, "among the decisions of people")]
    if chosen.retracted_at is not None:
        raise ReviewError(f"{chosen.id} was undone on {chosen.retracted_at:%Y-%m-%d %H:%M}")
    act = (author_of(chosen), chosen.made_at)
    together = [
        d for d in known.values() if (author_of(d), d.made_at) == act and d.retracted_at is None and not only
    ]
    return tuple(replace(d, retracted_at=at) for d in together or [chosen])


def move(decision: Decision, ids: Mapping[str, str], act: Act) -> tuple[Decision, Decision]:
    """A decision taken back, and the same one on the records that stand where those were that it was about.

    ``ids`` has the new id for each that is gone.
    """
    gone = replace(decision, retracted_at=act.at)
    made: dict[str, Any] = {"made_at": act.at, "id": ""}
    match decision:
        case Judgement():
            left, right = sorted(ids.get(i, i) for i in (decision.left, decision.right))
            return gone, replace(decision, left=left, right=right, judge=act.author, **made)
        case Rejection():
            return gone, replace(
                decision, record=ids.get(decision.record, decision.record), author=act.author, **made
            )
        case Addition() | Confirmation():
            raise ReviewError(f"{decision.id}: it was on words or values that are gone; decide anew")
        case Correction():
            name, colon, whose = decision.field.partition(":")
            value = ids.get(decision.value or "", decision.value)
            return gone, replace(
                decision,
                record=ids.get(decision.record, decision.record),
                field=f"{name}:{ids.get(whose, whose)}" if colon else name,
                value=value,
                author=act.author,
                **made,
            )
