"""The ledger is a pure function of documents and decisions: no order, repetition or hash seed changes it."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk.brief import brief
from dragoman.merge import derive, judge
from dragoman.merge.compare.engagements import days, gap
from dragoman.model.judgement import MACHINE, Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Body, BodyKind, Engagement, Instrument, InstrumentKind, Party, Role
from dragoman.model.text import EngagementKind, Realis
from tests.merge.builders import Told, dump, maps

_PEOPLE = (
    ("Lotfi Belkacem", "TUN", Role.AMBASSADOR),
    ("Lutfi Belkasem", "TUN", Role.AMBASSADOR),
    ("Belkacem", "TUN", Role.AMBASSADOR),
    ("Mikhail Voronov", "RUS", Role.DEPUTY_FOREIGN_MINISTER),
    ("Michail Voronovop", "RUS", Role.DEPUTY_FOREIGN_MINISTER),
    ("Serguei Chernov", "RUS", Role.DEPUTY_FOREIGN_MINISTER),
    ("Igor Voronov", "RUS", Role.FOREIGN_MINISTER),
    ("Anna Keller", "DEU", Role.MINISTER),
)
_DATES = ("2021-06-09", "2021-06-10", "2021-06-11", "2021-06", "2021", "2021-05-09", None)
_KINDS = (EngagementKind.MEETING, EngagementKind.CONSULTATIONS, EngagementKind.CALL, EngagementKind.SIGNING)
_PLACES = ("Moscow/RUS", "/RUS", "Tunis/TUN", None)


@st.composite
def documents(draw: st.DrawFn) -> Told:
    """A document that tells up to three events of the same few people within a few weeks."""
    lang = draw(st.sampled_from(["en", "fr", "ru"]))
    who = draw(st.lists(st.sampled_from(_PEOPLE), min_size=1, max_size=4, unique=True))
    count = draw(st.integers(1, 3))
    salt = draw(st.integers(0, 40))
    lines = [f"Event {number} took place." for number in range(count)]
    text = " ".join([f"Report {salt}.", *(name for name, _, _ in who), *lines])
    text += " The memorandum on fisheries and ports. The Joint Commission on Trade."
    told = Told(text, lang=lang, published=draw(st.sampled_from(["2021-06-10", "2021-06", None])))
    people = [told.person(name, side, role) for name, side, role in who]
    for number in range(count):
        kind = draw(st.sampled_from(_KINDS))
        chosen = draw(st.lists(st.sampled_from(people), max_size=3, unique_by=lambda p: p.id))
        told.event(
            kind,
            lines[number],
            *chosen,
            date=draw(st.sampled_from(_DATES)),
            place=draw(st.sampled_from(_PLACES)),
            realis=draw(st.sampled_from(list(Realis))),
            sides=draw(st.sampled_from(["RUS TUN", "RUS", ""])),
            instruments=("memorandum on fisheries and ports",) if kind is EngagementKind.SIGNING else (),
        )
    told.instrument("memorandum on fisheries and ports", InstrumentKind.MOU, "RUS TUN")
    told.body(
        "Joint Commission on Trade", BodyKind.JOINT_COMMISSION, "RUS TUN", session=draw(st.integers(1, 4))
    )
    told.commitment("took place", "RUS TUN")
    told.position("RUS", "libya", "Event 0 took place")
    return told


SOME = st.lists(documents(), min_size=1, max_size=7, unique_by=lambda told: told.document.id)


def _ledger(told: list[Told], decisions: tuple[Judgement, ...] = ()) -> Ledger:
    texts, readings = maps(told)
    return derive(texts, readings, (*judge(texts, readings, decided=decisions), *decisions))


def decisions_on(told: list[Told], seed: int) -> tuple[Judgement, ...]:
    rng = random.Random(seed)
    ids = sorted({r.id for t in told for r in t.records if isinstance(r, Engagement)})
    out = []
    for minute in range(3):
        pair = sorted(rng.sample(ids, 2)) if len(ids) > 1 else []
        if pair:
            out.append(
                Judgement(
                    matter=Matter.ENGAGEMENT,
                    left=pair[0],
                    right=pair[1],
                    verdict=rng.choice([Verdict.SAME, Verdict.APART]),
                    score=1.0,
                    judge="desk",
                    made_at=dt.datetime(2026, 1, 1, 0, minute),
                )
            )
    return tuple(out)


@settings(max_examples=60, deadline=None)
@given(SOME, st.integers(0, 99), st.booleans())
def test_order_and_repetition_of_everything_change_nothing(told: list[Told], seed: int, judged: bool) -> None:
    rng = random.Random(seed)
    decisions = decisions_on(told, seed) if judged else ()
    expected = dump(_ledger(told, decisions))

    shuffled = [*told, *rng.sample(told, len(told) // 2)]
    rng.shuffle(shuffled)
    texts, readings = maps(shuffled)
    readings = dict(rng.sample(list(readings.items()), len(readings)))
    judgements = [*judge(texts, readings, decided=decisions[::-1]), *decisions]
    judgements += rng.sample(judgements, len(judgements) // 2)
    rng.shuffle(judgements)
    assert dump(derive(texts, readings, tuple(judgements))) == expected


@settings(max_examples=40, deadline=None)
@given(SOME, st.data())
def test_reading_in_two_batches_gives_the_ledger_of_one(told: list[Told], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(told)))
    first, second = maps(told[:cut]), maps(told[cut:])
    texts, readings = {**second[0], **first[0]}, {**second[1], **first[1]}
    assert dump(derive(texts, readings, judge(texts, readings))) == dump(_ledger(told))


@settings(max_examples=60, deadline=None)
@given(SOME)
def test_groups_hold_every_record_once_and_no_contradiction(told: list[Told]) -> None:
    found = _ledger(told)
    records = {r.id: r for t in told for r in t.records}
    for kind, things in (
        (Engagement, found.engagements),
        (Instrument, found.instruments),
        (Body, found.bodies),
    ):
        members = [m.id for thing in things for m in thing.members]
        assert sorted(members) == sorted(i for i, r in records.items() if isinstance(r, kind))
        assert all(thing.id == min(m.id for m in thing.members) for thing in things)
    for event in found.engagements:
        homes = [m.evidence[0].document_id for m in event.members]
        assert len(homes) == len(set(homes))
        exact = [d for m in event.members if (d := days(m.when)) and d[0] == d[1]]
        assert all(gap(a, b) <= 2 for a in exact for b in exact)


@settings(max_examples=60, deadline=None)
@given(SOME)
def test_every_claim_leads_to_words_of_its_document(told: list[Told]) -> None:
    found = _ledger(told)
    claims = [c for e in found.engagements for c in e.claims]
    claims += [
        c
        for conflict in (k for e in found.engagements for k in e.conflicts)
        for _, cs in conflict.values
        for c in cs
    ]
    claims += [c for p in found.people for o in p.offices for c in o.claims]
    claims += [c for i in found.instruments for c in i.claims]
    assert claims
    for claim in claims:
        assert claim.evidence.span.of(found.document(claim.evidence).text) == claim.evidence.quote


@settings(max_examples=40, deadline=None)
@given(SOME, st.integers(0, 99))
def test_retracting_every_decision_restores_the_ledger(told: list[Told], seed: int) -> None:
    texts, readings = maps(told)
    machine = judge(texts, readings)
    decisions = decisions_on(told, seed)
    later = dt.datetime(2026, 2, 1)
    gone = tuple(replace(j, retracted_at=later) for j in decisions)
    before, after = derive(texts, readings, machine), derive(texts, readings, (*machine, *gone))
    assert dump(replace(after, judgements=())) == dump(replace(before, judgements=()))
    assert judge(texts, readings, decided=gone) == machine
    assert all(j.judge == MACHINE for j in machine)


def test_hash_seed_changes_nothing() -> None:
    program = (
        "from tests.merge.builders import dump, ledger; from tests.merge.situations import cluster;"
        "import sys; sys.stdout.buffer.write(dump(ledger(*cluster())).encode())"
    )
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), str(root / "src")])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
    assert next(iter(outputs))


EDGES = st.sampled_from(["1000", "1000-01-01", "1700-01-01", "2199-12-31", "9999", "9999-12", "9999-12-31"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.none() | EDGES, EDGES, st.sampled_from(list(Realis))), min_size=2, max_size=4))
def test_dates_at_the_ends_of_the_calendar_never_break_the_ledger(
    dates: list[tuple[str | None, str, Realis]],
) -> None:
    told = []
    for number, (date, published, realis) in enumerate(dates):
        one = Told(f"{number}: Anna Keller met Igor Voronov.", published=published)
        people = one.person("Anna Keller", "DEU"), one.person("Igor Voronov", "RUS")
        one.event(EngagementKind.MEETING, "met", *people, date=date, realis=realis)
        told.append(one)
    found = _ledger(told)
    assert found.engagements
    answer = brief(found, Party(code="DEU"), Party(code="RUS"), dt.date.max)
    assert brief(found, Party(code="DEU"), Party(code="RUS"), dt.date.min) != answer
