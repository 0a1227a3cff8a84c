"""Why two records are one thing, or are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from dragoman.errors import ReviewError
from dragoman.merge.explain import Explainer
from dragoman.model.judgement import MACHINE, Judgement, Verdict
from dragoman.review.steps import Step, chain, compared, step
from dragoman.review.things import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What the ledger makes of two records, and on what grounds.

    ``steps`` lead from the one to the other: for one thing the judgements that join them; for two, what keeps
    them apart (a person's word, or a rule of the machine, and what joins others to it) or else the question
    that is open. ``best`` is the best pair of their records as compared by the machine, where they are two.
    """

    left: Thing
    right: Thing
    verdict: Verdict
    steps: tuple[Step, ...]
    best: Step | None = None
    same: float
    proposed: float


def why(left: Thing, right: Thing, explainer: Explainer) -> Why:
    """Raises ReviewError where the two are of different kinds, or one record."""
    if left.matter is not right.matter:
        raise ReviewError(f"{left.id} is of the kind {left.kind}, and {right.id} {right.kind}")
    if left.id == right.id:
        raise ReviewError(f"{left.id} is named twice")
    linker, settings = explainer.sure, explainer.settings
    make = partial(Why, left=left, right=right, same=settings.same, proposed=settings.proposed)
    if left.home == right.home:
        steps = chain(left.id, linker.path(left.id, right.id))
        return make(verdict=Verdict.SAME, steps=steps)
    pairs = explainer.pairs(left.matter, (left.id, *left.members), (right.id, *right.members))
    best = compared(pairs[0], settings.verdict(pairs[0].score)) if pairs else None
    parting = linker.parting(left.id, right.id)
    if parting:
        steps = chain(left.id, parting)
        return make(verdict=Verdict.APART, steps=steps, best=best)
    asked = _asked(left, right, explainer.ledger.judgements)
    ruled = [pair for pair in pairs if pair.rule is not None]
    barred = next((pair for pair in ruled if (pair.left, pair.right) == (left.id, right.id)), None)
    barred = barred or next(iter(ruled), None)
    links: Iterable[Judgement | Step] = ()
    if asked is not None:
        links = (*linker.path(left.id, asked.left), asked, *linker.path(asked.right, right.id))
    elif barred is not None:
        between = compared(barred, Verdict.APART)
        links = (*linker.path(left.id, barred.left), between, *linker.path(barred.right, right.id))
    verdict = Verdict.PROPOSED if asked is not None else Verdict.APART
    return make(verdict=verdict, steps=chain(left.id, links), best=best)


def _asked(left: Thing, right: Thing, judgements: Iterable[Judgement]) -> Step | None:
    """The open question between two things, turned to lead from the first to the second."""
    ours, theirs = set(left.members), set(right.members)
    for judgement in judgements:
        if judgement.verdict is not Verdict.PROPOSED or judgement.judge != MACHINE:
            continue
        if judgement.left in ours and judgement.right in theirs:
            return step(judgement)
        if judgement.left in theirs and judgement.right in ours:
            return chain(judgement.right, (judgement,))[0]
    return None
