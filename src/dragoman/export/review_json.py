"""What waits for a person, why two things are one or are not, and what people decided -> JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman.export.timeline_json import Json, words
from dragoman.merge.dangling import Dangling, Decision, ids_of
from dragoman.model.addition import Addition
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Rejection
from dragoman.model.decision import author_of, kind_of_decision, reason_of
from dragoman.model.judgement import Judgement, Reason, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence
from dragoman.review.log import Entry
from dragoman.review.questions import Conflict, Question
from dragoman.review.steps import Step
from dragoman.review.things import Thing, Things
from dragoman.review.why import Why

VERSION = 1


def review_json(
    things: Things, asked: Iterable[Question], against: Iterable[Conflict], gone: Iterable[Dangling]
) -> Json:
    """The three lists of what waits for a person."""
    return {
        "version": VERSION,
        "questions": [question_json(things, question) for question in asked],
        "conflicts": [conflict_json(things, conflict) for conflict in against],
        "dangling": [dangling_json(things.ledger, one) for one in gone],
    }


def question_json(things: Things, question: Question) -> Json:
    """A proposal with both quotes, its score and what made it up, and why it is only proposed."""
    judgement = question.judgement
    return {
        "id": judgement.id,
        "matter": judgement.matter.value,
        "score": judgement.score,
        "why": question.why,
        "left": thing_json(things, question.left),
        "right": thing_json(things, question.right),
        "features": features_json(judgement.reasons),
        "chain": [step_json(things, step) for step in question.chain],
        "rivals": [thing_json(things, rival) for rival in question.rivals],
    }


def conflict_json(things: Things, conflict: Conflict) -> Json:
    """A judgement that is not followed, with the chain that contradicts it."""
    judgement = conflict.judgement
    return {
        "id": judgement.id,
        "matter": judgement.matter.value,
        "verdict": judgement.verdict.value,
        "judge": judgement.judge,
        "score": judgement.score,
        "made_at": moment(judgement.made_at),
        "left": thing_json(things, conflict.left),
        "right": thing_json(things, conflict.right),
        "chain": [step_json(things, step) for step in conflict.chain],
    }


def dangling_json(ledger: Ledger, one: Dangling) -> Json:
    """A decision that no longer applies, and which records now stand where those did that it was about."""
    return {
        **decision_json(ledger, one.decision),
        "missing": [{"id": identity, "now": list(now)} for identity, now in one.now],
    }


def thing_json(things: Things, thing: Thing) -> Json:
    """A record by its first words, and the thing that it is of."""
    quotes = things.words(thing.id)
    return {
        "id": thing.id,
        "kind": thing.kind,
        "thing": thing.home,
        "title": thing.title,
        "records": len(thing.members),
        **(words(things.ledger, quotes[0]) if quotes else {"quote": None}),
    }


def step_json(things: Things, step: Step) -> Json:
    """One step of a chain, with the quotes at both ends."""
    return {
        "left": thing_json(things, things.of(step.left)),
        "right": thing_json(things, things.of(step.right)),
        "verdict": step.verdict.value,
        "score": step.score,
        "rule": step.rule,
        "judge": step.judge,
        "made_at": moment(step.made_at),
        "note": step.note or None,
        "judgement": step.judgement,
        "features": features_json(step.reasons),
    }


def features_json(reasons: Iterable[Reason]) -> list[Json]:
    """Each feature with its value from -1 to 1, its weight, and what it adds to the log-odds."""
    return [
        {"feature": r.feature, "value": r.value, "weight": r.weight, "adds": round(r.value * r.weight, 4)}
        for r in reasons
    ]


def why_json(things: Things, why: Why) -> Json:
    """What the ledger makes of two records, with the thresholds of the bands."""
    return {
        "version": VERSION,
        "verdict": why.verdict.value,
        "thresholds": {"same": why.same, "proposed": why.proposed},
        "left": thing_json(things, why.left),
        "right": thing_json(things, why.right),
        "steps": [step_json(things, step) for step in why.steps],
        "best": step_json(things, why.best) if why.best is not None else None,
    }


def log_json(ledger: Ledger | None, entries: Iterable[Entry]) -> list[Json]:
    """Every decision with how it stands, and what had been read where it corrects a field."""
    return [
        {
            **decision_json(ledger, entry.decision),
            "state": entry.state.value,
            "was": entry.was,
            "undone_by": entry.undoing.author if entry.undoing else None,
            "undone_why": (entry.undoing.reason if entry.undoing else None) or None,
        }
        for entry in entries
    ]


def decision_json(ledger: Ledger | None, decision: Decision) -> Json:
    """A decision of a person, whole; of the words that support it more where there is the ledger."""
    return {
        "id": decision.id,
        "decision": kind_of_decision(decision),
        "ids": list(ids_of(decision)),
        **_said(ledger, decision),
        "author": author_of(decision),
        "made_at": moment(decision.made_at),
        "reason": reason_of(decision) or None,
        "retracted_at": moment(decision.retracted_at),
    }


def _said(ledger: Ledger | None, decision: Decision) -> Json:
    if isinstance(decision, Judgement):
        return {"matter": decision.matter.value}
    if isinstance(decision, Rejection | Confirmation):
        return {"record": decision.record}
    if isinstance(decision, Addition):
        return {"record": decision.record, "words": [_support(ledger, e) for e in decision.item.evidence]}
    support = decision.support
    return {
        "record": decision.record,
        "field": decision.field,
        "value": decision.value,
        "support": _support(ledger, support) if support is not None else None,
    }


def _support(ledger: Ledger | None, support: Evidence) -> Json:
    if ledger is not None and support.document_id in ledger.documents:
        return {"document_id": support.document_id, **words(ledger, support)}
    span = {"start": support.span.start, "end": support.span.end}
    return {"document_id": support.document_id, "quote": support.quote, **span}


def moment(at: dt.datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return at.isoformat() if at is not None else None


def verdict_words(verdict: Verdict) -> str:
    """What a verdict says, in words."""
    return {Verdict.SAME: "one thing", Verdict.PROPOSED: "perhaps one", Verdict.APART: "two"}[verdict]
