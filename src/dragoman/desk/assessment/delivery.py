"""What the docket of commitments says of delivery: the one place where the scorecard asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.desk.assessment.dealings import Dealings
from dragoman.desk.docket import DocketSettings, Entry, make_docket
from dragoman.desk.notes import Note
from dragoman.model.record import Strength
from dragoman.model.ruling import Mark

_SCORES = {Mark.KEPT: 1, Mark.PARTLY: 0, Mark.NOT_KEPT: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How a commitment stands on the docket: ``score`` is the mean of its parties', from -1 to 1, None where
    there is no public evidence or it is too early to ask. ``marks`` says it for each, and ``notes`` are
    the words of the evidence that counts."""

    score: float | None
    marks: str
    notes: tuple[Note, ...] = ()


def delivery_scores(between: Dealings, settings: DocketSettings) -> Mapping[str, Delivered]:
    """The commitments of the two that can be checked, as officers ruled, or else as the docket proposes.

    Intents are left out: nobody can check them.
    """
    found = make_docket(between.known, between.pair, on=between.on, settings=settings)
    return {entry.id: _of(entry) for entry in found.entries if entry.strength is Strength.COMMITMENT}


def _of(entry: Entry) -> Delivered:
    known = [_SCORES[standing.mark] for standing in entry.standing if standing.mark in _SCORES]
    marks = ", ".join(
        f"{standing.party.code} {standing.mark.value}{f' (ruled by {standing.by})' if standing.by else ''}"
        for standing in entry.standing
    )
    return Delivered(
        score=sum(known) / len(known) if known else None,
        marks=marks,
        notes=tuple(note for one in entry.evidence if one.counts for note in one.notes),
    )
