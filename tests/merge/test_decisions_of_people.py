"""What a person decides outranks the machine, and can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dragoman.merge import derive, judge
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement
from tests.merge.builders import Told, dump, maps
from tests.merge.situations import arabic, cluster, english


def _decision(matter: Matter, a: str, b: str, verdict: Verdict, minute: int = 0) -> Judgement:
    left, right = sorted((a, b))
    return Judgement(
        matter=matter,
        left=left,
        right=right,
        verdict=verdict,
        score=1.0,
        judge="desk officer",
        made_at=dt.datetime(2026, 5, 1, 12, minute),
    )


def _with(told: tuple[Told, ...], *decisions: Judgement) -> Ledger:
    texts, readings = maps(told)
    return derive(texts, readings, (*judge(texts, readings, decided=decisions), *decisions))


def _event(told: Told, number: int = 0) -> str:
    return [r for r in told.records if isinstance(r, Engagement)][number].id


def _home(ledger: Ledger, record: str) -> str:
    return next(e.id for e in ledger.engagements if record in {m.id for m in e.members})


def test_apart_splits_what_the_machine_joined() -> None:
    one, other = english(), arabic()
    before = _with((one, other))
    assert _home(before, _event(one)) == _home(before, _event(other))
    apart = _decision(Matter.ENGAGEMENT, _event(one), _event(other), Verdict.APART)
    after = _with((one, other), apart)
    assert _home(after, _event(one)) != _home(after, _event(other))


def test_same_joins_what_the_machine_left_apart() -> None:
    one, other = english(), arabic()
    chosen = _decision(Matter.ENGAGEMENT, _event(one, 1), _event(other), Verdict.SAME)
    after = _with((one, other), chosen)
    assert _home(after, _event(one, 1)) == _home(after, _event(other))
    assert _home(after, _event(one, 0)) != _home(after, _event(other))


def test_retracting_restores() -> None:
    told = cluster()
    texts, readings = maps(told)
    machine = judge(texts, readings)
    apart = _decision(Matter.ENGAGEMENT, _event(told[0]), _event(told[2]), Verdict.APART)
    gone = replace(apart, retracted_at=dt.datetime(2026, 5, 2))
    before = derive(texts, readings, machine)
    after = derive(texts, readings, (*machine, gone))
    assert dump(replace(after, judgements=machine)) == dump(replace(before, judgements=machine))


def test_latest_decision_counts() -> None:
    one, other = english(), arabic()
    pair = (Matter.ENGAGEMENT, _event(one), _event(other))
    after = _with((one, other), _decision(*pair, Verdict.APART, 1), _decision(*pair, Verdict.SAME, 2))
    assert _home(after, _event(one)) == _home(after, _event(other))


def test_people_told_apart_are_two_and_their_events_stay_readable() -> None:
    one, other = english(), arabic()
    apart = _decision(Matter.PERSON, one.people[1].id, other.people[1].id, Verdict.APART)
    after = _with((one, other), apart)
    homes = {m: p.id for p in after.people for m in p.members}
    assert homes[one.people[1].id] != homes[other.people[1].id]


def test_decision_on_ids_that_are_gone_changes_nothing() -> None:
    told = cluster()
    texts, readings = maps(told)
    machine = judge(texts, readings)
    stray = _decision(Matter.ENGAGEMENT, "eng-000", _event(told[0]), Verdict.SAME)
    found = derive(texts, readings, (*machine, stray))
    assert _home(found, _event(told[0])) == min(
        m.id for e in found.engagements for m in e.members if e.id == _home(found, _event(told[0]))
    )
