"""Laws of what people decide: it outranks the machine, its order is nothing, and undoing it restores all."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.merge.dangling import Decision
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import MACHINE, Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement
from tests.merge.builders import Told, dump
from tests.merge.decisions import NOON, ledger_with, undone
from tests.properties.test_merge_laws import SOME

_VALUES = {
    "eng": {
        "date": ["2021-06-09", "2021-06-15", "2021", None],
        "place": ["Kazan, RUS", "RUS", None],
        "kind": ["call", "meeting"],
        "realis": ["actual", "negated"],
        "parties": ["DEU RUS", None],
        "session": ["2", None],
    },
    "per": {
        "name": ["Lotfi Belkacem", "Igor Voronov"],
        "party": ["TUN", "RUS", None],
        "role": ["ambassador"],
    },
    "ins": {"title": ["memorandum on ports"], "status": ["signed", None], "date": ["2021"]},
    "bod": {"name": ["Mixed Commission"], "session": ["4", None]},
    "com": {"who": ["RUS"], "strength": ["commitment"]},
    "pos": {"issue": ["syria"], "joint": ["yes"]},
}


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Told], list[Decision]]:
    """Documents with a few decisions on what is in them, several of them at one moment."""
    told = draw(SOME)
    ids = sorted({item.id for one in told for item in (*one.people, *one.records)})
    events = [i for i in ids if i.startswith("eng-")]
    out: dict[str, Decision] = {}
    for _ in range(draw(st.integers(1, 5))):
        at = NOON + dt.timedelta(minutes=draw(st.integers(0, 2)))
        by = draw(st.sampled_from(["Ana", "Ben"]))
        record = draw(st.sampled_from(ids))
        choice = draw(st.integers(0, 5))
        one: Decision
        if choice == 0:
            one = Rejection(record=record, author=by, made_at=at)
        elif choice == 1 and len(events) > 1:
            left, right = sorted(draw(st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True)))
            verdict = draw(st.sampled_from([Verdict.SAME, Verdict.APART]))
            one = Judgement(
                matter=Matter.ENGAGEMENT,
                left=left,
                right=right,
                verdict=verdict,
                score=1.0,
                judge=by,
                made_at=at,
            )
        else:
            field = draw(st.sampled_from(sorted(_VALUES[record[:3]])))
            value = draw(st.sampled_from(_VALUES[record[:3]][field]))
            one = Correction(record=record, field=field, value=value, author=by, made_at=at)
        out[one.id] = one
    return told, list(out.values())


DECIDED = decided()


def derived(ledger: Ledger) -> str:
    """A ledger without the decisions themselves."""
    machine = tuple(j for j in ledger.judgements if j.judge == MACHINE)
    return dump(replace(ledger, judgements=machine, corrections=(), rejections=()))


@settings(max_examples=60, deadline=None)
@given(DECIDED)
def test_undoing_every_decision_restores_the_ledger_byte_for_byte(
    case: tuple[list[Told], list[Decision]],
) -> None:
    told, decisions = case
    assert derived(ledger_with(told, *map(undone, decisions))) == derived(ledger_with(told))


@settings(max_examples=40, deadline=None)
@given(DECIDED, st.data())
def test_undoing_one_decision_leaves_what_the_others_make(
    case: tuple[list[Told], list[Decision]], data: st.DataObject
) -> None:
    told, decisions = case
    one = data.draw(st.sampled_from(decisions))
    rest = [d for d in decisions if d is not one]
    assert derived(ledger_with(told, undone(one), *rest)) == derived(ledger_with(told, *rest))


@settings(max_examples=40, deadline=None)
@given(DECIDED, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_repetition_of_decisions_changes_anything(
    case: tuple[list[Told], list[Decision]], rng: random.Random
) -> None:
    told, decisions = case
    shuffled = [*decisions, *rng.sample(decisions, len(decisions) // 2)]
    rng.shuffle(shuffled)
    assert derived(ledger_with(told[::-1], *shuffled)) == derived(ledger_with(told, *decisions))


@settings(max_examples=40, deadline=None)
@given(DECIDED)
def test_decisions_on_what_is_gone_change_nothing(case: tuple[list[Told], list[Decision]]) -> None:
    """Those of documents that are not here stay without effect until the documents come."""
    told, decisions = case
    here = told[: len(told) // 2]
    ids = {item.id for one in here for item in (*one.people, *one.records)}
    about = [d for d in decisions if not isinstance(d, Judgement)]
    mine = [d for d in about if d.record in ids]
    assert derived(ledger_with(here, *about)) == derived(ledger_with(here, *mine))


@settings(max_examples=60, deadline=None)
@given(DECIDED)
def test_decisions_outrank_the_machine(case: tuple[list[Told], list[Decision]]) -> None:
    told, decisions = case
    found = ledger_with(told, *decisions)
    struck = {d.record for d in decisions if isinstance(d, Rejection)}
    present = {i.id: i for r in found.readings.values() for i in (*r.people, *r.records)}
    assert not struck & present.keys()
    for item in present.values():
        latest: dict[str, Correction] = {}
        for one in sorted(_corrections(decisions, item.id), key=lambda c: (c.made_at, c.id)):
            latest[one.field] = one
        assert {(n.field, n.by, n.at) for n in item.corrected} == {
            (c.field, c.author, c.made_at) for c in latest.values()
        }
    homes = {m.id: e.id for e in found.engagements for m in e.members}
    last = [d for d in decisions if isinstance(d, Judgement) and d.made_at == max_moment(decisions)]
    if len(last) == 1 and {last[0].left, last[0].right} <= homes.keys():
        together = homes[last[0].left] == homes[last[0].right]
        assert together == (last[0].verdict is Verdict.SAME)
    for event in found.engagements:
        words = [(n.at, m.id, m) for m in event.members for n in m.corrected if n.field == "date"]
        if words:
            assert event.when == max(words, key=lambda w: w[:2])[2].when


def _corrections(decisions: Sequence[Decision], record: str) -> list[Correction]:
    return [d for d in decisions if isinstance(d, Correction) and d.record == record]


def max_moment(decisions: Sequence[Decision]) -> dt.datetime | None:
    """When people last judged of anything."""
    return max((d.made_at for d in decisions if isinstance(d, Judgement) and d.made_at), default=None)


@settings(max_examples=30, deadline=None)
@given(DECIDED)
def test_claims_name_the_person_exactly_where_a_person_put_the_value_right(
    case: tuple[list[Told], list[Decision]],
) -> None:
    told, decisions = case
    found = ledger_with(told, *decisions)
    for event in found.engagements:
        for claim in event.claims:
            here = [m for m in event.members if m.evidence[0].document_id == claim.evidence.document_id]
            if len(here) > 1:
                continue  # two records of one document, which a person joined
            (record,) = here
            if claim.property in ("date", "place", "kind", "realis", "session"):
                assert isinstance(record, Engagement)
                whose = {note.by for note in record.corrected if note.field == claim.property}
                assert {claim.judge} - {None} == whose
