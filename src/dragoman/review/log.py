"""Every decision of people, and how each stands by now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from dragoman.merge.corrected import latest_corrections
from dragoman.merge.dangling import Dangling, Decision, dangling
from dragoman.model.confirmation import Confirmation
from dragoman.model.correction import Correction, Subject
from dragoman.model.judgement import MACHINE, Judgement, Linker, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.undoing import Undoing


class State(StrEnum):
    """How a decision stands."""

    STANDS = "stands"
    OUTWEIGHED = "outweighed"  # by later words of people
    GONE = "no longer applies"  # what it was about is there no more
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision as it stands. ``was`` is what had been read where it corrects a field; ``undoing`` says who
    took it back, as far as it is known."""

    decision: Decision
    state: State
    was: str | None = None
    undoing: Undoing | None = None


def decisions(ledger: Ledger) -> tuple[Decision, ...]:
    """Every decision of a person, the first made first."""
    said = (j for j in ledger.judgements if j.judge != MACHINE)
    every: list[Decision] = [
        *said,
        *ledger.corrections,
        *ledger.rejections,
        *ledger.additions,
        *ledger.confirmations,
    ]
    return tuple(sorted(every, key=lambda d: (str(d.made_at), d.id)))


def gone(ledger: Ledger, subjects: Mapping[str, Subject]) -> tuple[Dangling, ...]:
    """The decisions that no longer apply, with what has taken the place of what they were about."""
    return dangling(ledger.readings, decisions(ledger), subjects, ledger.rejected, ledger.documents)


def log(
    ledger: Ledger,
    linker: Linker,
    some: Iterable[Decision] | None = None,
    undoings: Mapping[str, Undoing] = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """Every decision with its state, the first made first; or ``some`` of them, in the order given, where
    the ledger has the documents of these alone. ``undoings`` says who took them back."""
    chosen = decisions(ledger) if some is None else tuple(some)
    missing = {
        one.decision.id for one in dangling(ledger.readings, chosen, {}, ledger.rejected, ledger.documents)
    }
    holding = {one.id for one in _holding(ledger)}
    counting = {c.id for found in latest_corrections(ledger.corrections).values() for c in found.values()}
    notes = {
        (item.id, note.field): note.was
        for reading in ledger.readings.values()
        for item in (*reading.people, *reading.records)
        for note in item.corrected
    }
    return tuple(
        Entry(
            decision=one,
            state=_state(one, linker, missing, counting, holding),
            was=notes.get((one.record, one.field)) if isinstance(one, Correction) else None,
            undoing=undoings.get(one.id),
        )
        for one in chosen
    )


def _state(
    one: Decision,
    linker: Linker,
    missing: Container[str],
    counting: Container[str],
    holding: Container[str],
) -> State:
    if one.retracted_at is not None:
        return State.UNDONE
    if one.id in missing:
        return State.GONE
    match one:
        case Judgement():
            together = linker.canonical(one.left) == linker.canonical(one.right)
            followed = one.verdict is Verdict.PROPOSED or together == (one.verdict is Verdict.SAME)
        case Correction():
            followed = one.id in counting
        case Confirmation():
            if one.id not in holding:
                return State.GONE
            followed = True
        case _:
            followed = True
    return State.STANDS if followed else State.OUTWEIGHED


def confirmed(ledger: Ledger) -> dict[str, Confirmation]:
    """The confirmations that hold, by record: nobody undid them, and the record says what it said then."""
    return {one.record: one for one in sorted(_holding(ledger), key=lambda one: (one.made_at, one.id))}


def _holding(ledger: Ledger) -> list[Confirmation]:
    live: dict[str, list[Confirmation]] = {}
    for one in ledger.confirmations:
        if one.retracted_at is None:
            live.setdefault(one.record, []).append(one)
    items = (item for r in ledger.readings.values() for item in (*r.people, *r.records) if item.id in live)
    return [one for item in items for one in live[item.id] if one.holds(item)]
