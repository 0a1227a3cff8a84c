"""Chains of judgements, step by step: what joins two records, or keeps them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dragoman.merge.explain import Pair
from dragoman.model.judgement import MACHINE, Judgement, Reason, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one record to another: a judgement, or a rule of the machine by which they cannot be one thing."""

    left: str
    right: str
    verdict: Verdict
    score: float | None
    reasons: tuple[Reason, ...] = ()
    rule: str | None = None
    judge: str = MACHINE
    made_at: dt.datetime | None = None
    note: str = ""
    judgement: str | None = None

    def words(self) -> str:
        """What this step says, in a few words."""
        if self.rule is not None:
            return f"cannot be one: {self.rule}"
        said = {Verdict.SAME: "one", Verdict.PROPOSED: "perhaps one", Verdict.APART: "apart"}[self.verdict]
        return f"{said}, says {self.judge}" if self.judge != MACHINE else f"{said}, score {self.score:g}"


def step(judgement: Judgement) -> Step:
    """A judgement as a step."""
    return Step(
        left=judgement.left,
        right=judgement.right,
        verdict=judgement.verdict,
        score=judgement.score,
        reasons=judgement.reasons,
        judge=judgement.judge,
        made_at=judgement.made_at,
        note=judgement.note,
        judgement=judgement.id,
    )


def compared(pair: Pair, verdict: Verdict) -> Step:
    """A pair compared anew as a step."""
    return Step(
        left=pair.left,
        right=pair.right,
        verdict=Verdict.APART if pair.rule is not None else verdict,
        score=pair.score,
        reasons=pair.reasons,
        rule=pair.rule,
    )


def chain(start: str, judgements: Iterable[Judgement | Step]) -> tuple[Step, ...]:
    """Steps that follow one another from ``start``, each turned to begin where the last one ended."""
    out: list[Step] = []
    for one in judgements:
        found = one if isinstance(one, Step) else step(one)
        out.append(_turned(found) if found.left != start else found)
        start = out[-1].right
    return tuple(out)


def _turned(one: Step) -> Step:
    return replace(one, left=one.right, right=one.left)
