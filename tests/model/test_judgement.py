"""Judgements: what they can say, and which of several counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dragoman.errors import InvalidRecord
from dragoman.model.judgement import MACHINE, Judgement, Linker, Matter, Reason, Verdict

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def judged(
    left: str, right: str, verdict: Verdict = Verdict.SAME, *, score: float = 0.9, hour: int | None = None
) -> Judgement:
    """A judgement of the machine, or of a person where an hour is given."""
    return Judgement(
        matter=Matter.PERSON,
        left=left,
        right=right,
        verdict=verdict,
        score=score,
        judge="ana" if hour is not None else MACHINE,
        made_at=NOON + dt.timedelta(hours=hour) if hour is not None else None,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"left": "b", "right": "b"},
        {"left": "c"},
        {"score": 1.1},
        {"score": -0.1},
        {"score": float("nan")},
        {"judge": "ana"},
        {"made_at": NOON},
        {"id": "jud-00000000000000000000"},
    ],
)
def test_a_judgement_that_makes_no_sense_cannot_be_built(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidRecord):
        replace(judged("a", "b"), **({"id": ""} | changes))


def test_score_reasons_and_retraction_leave_a_judgement_the_same() -> None:
    one = judged("a", "b", hour=0)
    other = replace(one, score=0.2, reasons=(Reason(feature="f", value=1, weight=1),), retracted_at=NOON)
    assert other.id == one.id


@pytest.mark.parametrize(
    "changes",
    [
        {"matter": Matter.BODY},
        {"left": "0"},
        {"right": "c"},
        {"verdict": Verdict.APART},
        {"judge": "ben"},
        {"made_at": NOON + dt.timedelta(microseconds=1)},
    ],
)
def test_who_judged_what_and_when_make_a_judgement(changes: dict[str, Any]) -> None:
    one = judged("a", "b", hour=0)
    assert replace(one, id="", **changes).id != one.id


A_B, B_C = judged("a", "b"), judged("b", "c")
GROUPS: list[tuple[str, list[Judgement], set[tuple[str, ...]]]] = [
    ("nothing judged", [], {("a",), ("b",), ("c",)}),
    ("same joins", [A_B], {("a", "b"), ("c",)}),
    ("same is transitive", [A_B, B_C], {("a", "b", "c")}),
    ("a proposal joins nothing", [judged("a", "b", Verdict.PROPOSED)], {("a",), ("b",), ("c",)}),
    ("a person joins", [judged("a", "b", hour=0)], {("a", "b"), ("c",)}),
    ("a person parts", [A_B, judged("a", "b", Verdict.APART, hour=0)], {("a",), ("b",), ("c",)}),
    (
        "a person outranks a surer machine",
        [judged("a", "b", score=1.0), judged("a", "b", Verdict.APART, score=0.1, hour=0)],
        {("a",), ("b",), ("c",)},
    ),
    (
        "the latest of a person's counts",
        [judged("a", "b", hour=0), judged("a", "b", Verdict.APART, hour=1), judged("a", "b", hour=2)],
        {("a", "b"), ("c",)},
    ),
    (
        "apart holds through a third, and the better pair joins",
        [judged("a", "b", score=0.8), judged("b", "c", score=0.9), judged("a", "c", Verdict.APART, hour=0)],
        {("a",), ("b", "c")},
    ),
    (
        "what a person joined comes before what the machine is sure of",
        [
            judged("a", "b", score=0.1, hour=1),
            judged("b", "c", score=1.0),
            judged("a", "c", Verdict.APART, hour=0),
        ],
        {("a", "b"), ("c",)},
    ),
    (
        "retracted is as if never said",
        [A_B, replace(judged("a", "b", Verdict.APART, hour=0), retracted_at=NOON)],
        {("a", "b"), ("c",)},
    ),
    (
        "retracting the latest brings back the one before",
        [
            judged("a", "b", Verdict.APART, hour=0),
            replace(judged("a", "b", hour=1), retracted_at=NOON),
            A_B,
        ],
        {("a",), ("b",), ("c",)},
    ),
]


@pytest.mark.parametrize(("_", "judgements", "groups"), GROUPS, ids=[g[0] for g in GROUPS])
def test_groups_are_what_live_judgements_imply(
    _: str, judgements: list[Judgement], groups: set[tuple[str, ...]]
) -> None:
    linker = Linker(tuple(judgements))
    assert {linker.group(identity) for identity in "abc"} == groups
    assert all(linker.canonical(i) == group[0] for group in groups for i in group)


def test_the_latest_is_by_the_clock_and_not_by_how_its_time_is_written() -> None:
    """10:00 in Athens comes before 09:00 in London."""
    athens, london = dt.timezone(dt.timedelta(hours=2)), dt.UTC
    first = replace(judged("a", "b", hour=0), id="", made_at=dt.datetime(2026, 1, 1, 10, tzinfo=athens))
    second = replace(first, id="", verdict=Verdict.APART, made_at=dt.datetime(2026, 1, 1, 9, tzinfo=london))
    assert Linker((first, second)).group("a") == ("a",)


def test_a_person_who_contradicts_a_chain_of_their_own_is_taken_at_their_last_word() -> None:
    """Whoever joins a-b and b-c, and then says that a and c are two, sees them apart."""
    said = (judged("a", "b", hour=0), judged("b", "c", hour=1), judged("a", "c", Verdict.APART, hour=2))
    linker = Linker(said)
    assert linker.canonical("a") != linker.canonical("c")
