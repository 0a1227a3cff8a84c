"""What waits for a person, and why two things are one or are not -> lines and tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from dragoman.desk.notes import source_name
from dragoman.export.review_json import verdict_words
from dragoman.export.tables import plain, table
from dragoman.merge.dangling import Dangling, Decision, ids_of
from dragoman.merge.score import logistic
from dragoman.model.addition import Addition
from dragoman.model.correction import Correction
from dragoman.model.decision import author_of, kind_of_decision, reason_of
from dragoman.model.judgement import MACHINE, Judgement
from dragoman.review.log import Entry
from dragoman.review.questions import Conflict, Question
from dragoman.review.steps import Step
from dragoman.review.things import Thing, Things
from dragoman.review.why import Why


def questions_table(things: Things, asked: Iterable[Question]) -> Table:
    """One row for each proposal: its id and score, the two with their quotes, and why it is only proposed."""
    columns = ("Question", "Score", "The one", "The other", "Why it is asked")
    return table(
        columns,
        (
            (
                question.judgement.id,
                f"{question.judgement.score:.2f}",
                quoted(things, question.left),
                quoted(things, question.right),
                _asked(question),
            )
            for question in asked
        ),
    )


def _asked(question: Question) -> str:
    if question.chain:
        return f"{question.why}: {chain_text(question.chain)}"
    if question.rivals:
        return f"{question.why}: {', '.join(rival.id for rival in question.rivals)}"
    return question.why


def conflicts_table(things: Things, against: Iterable[Conflict]) -> Table:
    """One row for each judgement that is not followed, with the chain that contradicts it."""
    columns = ("Not followed", "By", "The one", "The other", "Contradicted by")
    return table(
        columns,
        (
            (
                f"{conflict.judgement.verdict.value} ({conflict.judgement.id})",
                _whose(conflict.judgement),
                quoted(things, conflict.left),
                quoted(things, conflict.right),
                chain_text(conflict.chain),
            )
            for conflict in against
        ),
    )


def dangling_table(gone: Iterable[Dangling]) -> Table:
    """One row for each decision that no longer applies, with what may have taken the place of its record."""
    columns = ("No longer applies", "Decision", "By", "What is gone", "Perhaps now")
    return table(
        columns,
        (
            (
                one.decision.id,
                decision_text(one.decision),
                author_of(one.decision),
                ", ".join(identity for identity, _ in one.now),
                ", ".join(identity for _, now in one.now for identity in now) or "not known",
            )
            for one in gone
        ),
    )


def log_table(entries: Iterable[Entry]) -> Table:
    """One row for each decision: when, who, what, why, and how it stands."""
    columns = ("Decision", "Made", "By", "What", "Reason", "State")
    return table(
        columns,
        (
            (
                entry.decision.id,
                f"{entry.decision.made_at:%Y-%m-%d %H:%M}",
                author_of(entry.decision),
                decision_text(entry.decision, entry.was),
                reason_of(entry.decision),
                _state(entry),
            )
            for entry in entries
        ),
    )


def _state(entry: Entry) -> str:
    if entry.undoing is None:
        return entry.state.value
    why = f": {entry.undoing.reason}" if entry.undoing.reason else ""
    return f"{entry.state.value} by {entry.undoing.author}{why}"


def why_lines(things: Things, why: Why) -> Iterator[str]:
    """What the ledger makes of two records and on what grounds, line by line."""
    yield quoted(things, why.left)
    yield quoted(things, why.right)
    bands = f"one from a score of {why.same:g}, proposed from {why.proposed:g}"
    yield f"They are {verdict_words(why.verdict)} ({bands})."
    for step in why.steps:
        yield from _step_lines(things, step)
    told = {frozenset((step.left, step.right)) for step in why.steps if step.reasons}
    if why.best is not None and frozenset((why.best.left, why.best.right)) not in told:
        yield f"The best pair of their records has a score of {why.best.score:g}:"
        yield from _step_lines(things, why.best)


def _step_lines(things: Things, step: Step) -> Iterator[str]:
    said = step.words()
    yield f"- {step.left} and {step.right}: {said}" + (f" ({plain(step.note)})" if step.note else "")
    for identity in (step.left, step.right):
        yield f"    {quoted(things, things.of(identity))}"
    total = sum(reason.value * reason.weight for reason in step.reasons)
    if step.reasons and logistic(total) == step.score:  # the share of word runs is on another scale
        yield f"    score {step.score:g} = 1 / (1 + e^-S), S = {total:.2f} being the sum of value × weight:"
    for reason in step.reasons:
        adds = reason.value * reason.weight
        yield f"    {reason.feature:<14} {reason.value:+.2f} × {reason.weight:.2f} = {adds:+.2f}"


def quoted(things: Things, thing: Thing) -> str:
    """A record by its id, with the title of its thing and its first words, in their own language."""
    quotes = things.words(thing.id)
    if not quotes:
        return f"{thing.id} (not in the ledger)"
    document = things.ledger.document(quotes[0])
    source = source_name(things.ledger, document.id)
    return plain(f"{thing.id} {thing.title} “{quotes[0].quote}” ({document.lang}, {source})")


def chain_text(steps: Iterable[Step]) -> str:
    """A chain on one line."""
    return "; ".join(f"{step.left} and {step.right}: {step.words()}" for step in steps)


def decision_text(decision: Decision, was: str | None = None) -> str:
    """A decision in a few words."""
    if isinstance(decision, Correction):
        before = f" (was {was})" if was else ""
        return f"{decision.record} {decision.field}: {decision.value or 'none'}{before}"
    words = f" “{plain(decision.item.evidence[0].quote)}”" if isinstance(decision, Addition) else ""
    return f"{kind_of_decision(decision)} {' '.join(ids_of(decision))}{words}"


def _whose(judgement: Judgement) -> str:
    return f"machine, {judgement.score:.2f}" if judgement.judge == MACHINE else judgement.judge
