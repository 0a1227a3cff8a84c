"""Assessment -> JSON. Items and terms name their notes by number; ``notes`` has the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.assessment.changes import AreaChange, Moved
from dragoman.desk.assessment.compare import Comparison
from dragoman.desk.assessment.momentum import Momentum, Omitted, Point, Term, series
from dragoman.desk.assessment.rows import AreaRow, Component, Item, Score, Scorecard
from dragoman.desk.assessment.rules import rule_text
from dragoman.desk.assessment.trading import TradeShares
from dragoman.desk.parties import party_name
from dragoman.export.coverage_json import coverage_json
from dragoman.export.footnotes import Footnotes
from dragoman.export.timeline_json import Json, dumps, when_json
from dragoman.model.record import Party

VERSION = 1
_DIGITS = 6


def assessment_json(answer: Assessment) -> str:
    """One object. A component that is not known has a null score and says why; it is never 0.

    ``against`` and ``unlike`` are null; see ``comparison_json``.
    """
    return dumps(_object(answer, {"against": None, "unlike": None}))


def comparison_json(found: Comparison) -> str:
    """As ``assessment_json``, with the other pair's under ``against``, each with its own coverage and notes.

    ``unlike`` says how far the coverage of the two differs.
    """
    other = _object(found.right, {})
    return dumps(_object(found.left, {"against": other, "unlike": [reason.value for reason in found.unlike]}))


def _object(answer: Assessment, more: Json) -> Json:
    notes = Footnotes(answer)
    return {
        "version": VERSION,
        "on": answer.on.isoformat(),
        "parties": [_party(party) for party in answer.parties],
        "settings": {
            "scorecard": asdict(answer.scorecard.settings),
            "momentum": asdict(answer.momentum.settings),
        },
        "components": [component.value for component in Component],
        "areas": [_area(row, answer.scorecard, notes) for row in answer.scorecard.rows],
        "general": [_item(item, notes) for item in answer.scorecard.general],
        "trade": _trade(answer.scorecard.trade),
        "since": answer.since.isoformat() if answer.since else None,
        "changes": [_change(change, notes) for change in answer.changes] if answer.since else None,
        "coverage_then": coverage_json(answer.then.coverage) if answer.then else None,
        "momentum": _momentum(answer.momentum, notes),
        **more,
        "notes": [{"number": number, **asdict(note)} for number, note in enumerate(notes.notes, 1)],
        "coverage": coverage_json(answer.coverage),
    }


def _trade(found: TradeShares | None) -> Json | None:
    if found is None:
        return None
    return {
        "year": found.year,
        "value_usd": found.value,
        "basis": [basis.value for basis in found.bases],
        "files": list(found.files),
    }


def _party(party: Party) -> Json:
    return {"code": party.code, "name": party_name(party)}


def _area(row: AreaRow, card: Scorecard, notes: Footnotes) -> Json:
    return {
        "area": row.area,
        "label": row.label.value if row.label else None,
        "vector": list(row.vector),
        "scores": [_score(score, card, notes) for score in row.scores],
    }


def _score(score: Score, card: Scorecard, notes: Footnotes) -> Json:
    known = score.score is not None
    return {
        "component": score.component.value,
        "score": score.score,
        "unknown": score.unknown.value if score.unknown else None,
        "rule": rule_text(score.component, score.score or 0, card.settings) if known else None,
        "figure": round(score.figure, _DIGITS) if score.figure is not None else None,
        "items": [_item(item, notes) for item in score.items],
    }


def _item(item: Item, notes: Footnotes) -> Json:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "what": item.what,
        "state": item.state,
        **when_json(item.when),
        "step": item.step,
        "notes": notes.numbers(item.notes),
    }


def _change(change: AreaChange, notes: Footnotes) -> Json:
    return {
        "area": change.area,
        "label_before": change.before.value if change.before else None,
        "label": change.now.value if change.now else None,
        "components": [
            {
                "component": one.component.value,
                "before": one.before.score,
                "score": one.now.score,
                "moved": [_moved(moved, notes) for moved in one.moved],
            }
            for one in change.changes
        ],
    }


def _moved(moved: Moved, notes: Footnotes) -> Json:
    before = moved.before.step if moved.before else None
    return {"cause": moved.cause.value, "step_before": before, **_item(moved.item, notes)}


def _momentum(found: Momentum, notes: Footnotes) -> Json:
    return {
        "now": _point(found.now),
        "before": _point(found.before),
        "change": round(found.change, _DIGITS),
        "terms": [_term(term, notes) for term in found.terms],
        "omitted": _omitted(found.omitted, notes),
        "series": [_point(point) for point in series(found)],
    }


def _point(point: Point) -> Json:
    return {
        "day": point.day.isoformat(),
        "total": round(point.total, _DIGITS),
        "forth": round(point.forth, _DIGITS),
        "back": round(point.back, _DIGITS),
        "joint": round(point.joint, _DIGITS),
    }


def _term(term: Term, notes: Footnotes) -> Json:
    return {
        "id": term.id,
        "others": list(term.others),
        "kind": term.kind.value,
        "what": term.what,
        "act": term.act,
        "cameo": term.cameo,
        "level": term.level.value if term.level else None,
        **when_json(term.when),
        "day": term.day.isoformat(),
        "day_used": term.day_used.value,
        "age_days": term.age_days,
        "direction": term.direction.value,
        "goldstein": term.goldstein,
        "weight": round(term.weight, _DIGITS),
        "contribution": round(term.contribution, _DIGITS),
        "notes": notes.numbers(term.notes),
    }


def _omitted(omitted: Iterable[Omitted], notes: Footnotes) -> list[Json]:
    return [
        {
            "id": one.id,
            "kind": one.kind.value,
            "what": one.what,
            **when_json(one.when),
            "reason": one.reason.value,
            "notes": notes.numbers(one.notes),
        }
        for one in omitted
    ]
