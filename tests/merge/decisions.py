"""Decisions of people for tests, and the ledger that they and documents imply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from dragoman.merge import derive, judge
from dragoman.merge.corrected import corrected_all
from dragoman.merge.dangling import Decision
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Evidence
from tests.merge.builders import Told, maps

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def correction(
    record: str,
    field: str,
    value: str | None,
    *,
    minute: int = 0,
    by: str = "Ana",
    support: Evidence | None = None,
) -> Correction:
    at = NOON + dt.timedelta(minutes=minute)
    return Correction(record=record, field=field, value=value, author=by, made_at=at, support=support)


def rejection(record: str, *, minute: int = 0, by: str = "Ana") -> Rejection:
    return Rejection(record=record, author=by, made_at=NOON + dt.timedelta(minutes=minute))


def judgement(
    matter: Matter, one: str, other: str, verdict: Verdict, *, minute: int = 0, by: str = "Ana"
) -> Judgement:
    return Judgement(
        matter=matter,
        left=min(one, other),
        right=max(one, other),
        verdict=verdict,
        score=1.0,
        judge=by,
        made_at=NOON + dt.timedelta(minutes=minute),
    )


def undone(decision: Decision) -> Decision:
    return replace(decision, retracted_at=NOON + dt.timedelta(days=1))


def ledger_with(told: Iterable[Told], *decisions: Decision) -> Ledger:
    """As a store derives it: corrections before judging."""
    documents, readings = maps(told)
    corrections = tuple(d for d in decisions if isinstance(d, Correction))
    rejections = tuple(d for d in decisions if isinstance(d, Rejection))
    said = tuple(d for d in decisions if isinstance(d, Judgement))
    read = corrected_all(readings, corrections, rejections)
    machine = judge(documents, read.readings, decided=said)
    book = derive(documents, read.readings, (*machine, *said))
    return replace(book, corrections=corrections, rejections=rejections, rejected=read.rejected)
