"""Everything that a person decides on the review desk, as one type."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import Judgement

Decision = Judgement | Correction | Rejection | Addition | Confirmation


def author_of(decision: Decision) -> str:
    """Who made a decision."""
    return decision.judge if isinstance(decision, Judgement) else decision.author


def reason_of(decision: Decision) -> str:
    """Why, as its author says; empty where they say nothing."""
    return decision.note if isinstance(decision, Judgement) else decision.reason


def kind_of_decision(decision: Decision) -> str:
    """``same``, ``apart``, ``proposed``, ``correct``, ``reject``, ``add`` or ``confirm``."""
    match decision:
        case Judgement():
            return decision.verdict.value
        case Correction():
            return "correct"
        case Rejection():
            return "reject"
        case Addition():
            return "add"
        case Confirmation():
            return "confirm"
    assert_never(decision)


def ids_of(decision: Decision) -> tuple[str, ...]:
    """The ids that a decision is about. A correction names a second where it is of a participant, or says
    what an engagement is part of."""
    if isinstance(decision, Judgement):
        return (decision.left, decision.right)
    if not isinstance(decision, Correction):
        return (decision.record,)
    named = decision.field.partition(":")[2]
    value = decision.value or ""
    whole = value if decision.field == "part_of" and value.startswith("eng-") else ""
    return tuple(identity for identity in (decision.record, named, whole) if identity)


def changes(decision: Decision) -> tuple[str, ...]:
    """The ids of those for which a decision changes what the ledger says of them."""
    return (decision.left, decision.right) if isinstance(decision, Judgement) else (decision.record,)


def last_moment(decision: Decision) -> dt.datetime:
    """When a decision was made, or undone where it was."""
    assert decision.made_at is not None  # a person's has a time
    return decision.retracted_at or decision.made_at
