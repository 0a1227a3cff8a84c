"""Positions -> JSON: a list of statements, thread by thread, each with what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.positions import Change, Label, Positions, Segment, Sharing, Statement, Thread
from dragoman.export.timeline_json import Json, reports_json, when_json
from dragoman.model.ledger import Ledger
from dragoman.model.text import Span


def positions_json(ledger: Ledger, found: Positions) -> list[Json]:
    """The statements of every thread. A joint one of two parties that were asked for is given for each."""
    return [_statement(ledger, thread, one) for thread in found.threads for one in thread.statements]


def _statement(ledger: Ledger, thread: Thread, one: Statement) -> Json:
    """``joint`` is true of what is plainly said together; ``sharing`` tells own, joint and unclear apart.
    ``stands`` is false where no statement of the thread has a word of stance: they may be no positions."""
    return {
        "id": one.id,
        "who": str(one.party),
        "holder": one.person,
        "issue": thread.issue,
        "issue_name": thread.name,
        "issue_listed": thread.listed,
        "issues": list(one.issues),
        "stance": one.stance,
        "line": list(one.line),
        "stands": thread.stands,
        "joint": one.sharing is Sharing.JOINT,
        "sharing": one.sharing.value,
        "shared_with": [str(party) for party in one.shared_with],
        "label": one.label,
        "labels": _labels(one.labels),
        "lang": one.lang,
        **when_json(one.when),
        "said": [
            {
                "record_id": said.record_id,
                "document_id": said.document_id,
                "source": said.source,
                "voice": said.voice,
                **when_json(said.when),
            }
            for said in one.said
        ],
        "change": _change(one.change) if one.change else None,
        "voices": one.voices,
        "reports": reports_json(ledger, one.reports),
    }


def _labels(found: Iterable[Label]) -> list[Json]:
    return [{"label": one.label, "source": one.source, "lang": one.lang} for one in found]


def _change(change: Change) -> Json:
    """``before`` is the id of the earlier statement; spans are code points into the two documents."""
    return {
        "kind": change.kind.value,
        "before": change.before,
        "same_holder": change.same_holder,
        "same_day": change.same_day,
        "distance": round(change.distance, 4) if change.distance is not None else None,
        "line_before": list(change.line_before) if change.line_before is not None else None,
        "segments": [_segment(segment) for segment in change.segments],
    }


def _segment(segment: Segment) -> Json:
    return {
        "kind": segment.kind.value,
        "words": segment.words,
        "before": _span(segment.before),
        "after": _span(segment.after),
    }


def _span(span: Span | None) -> Json | None:
    return {"start": span.start, "end": span.end} if span is not None else None
