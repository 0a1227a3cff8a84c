"""The invented ledger that merging is measured on: each time the same, its quotes right, its truth whole."""

from __future__ import annotations

import itertools

import pytest

from benchmarks.merge.generate import generate
from benchmarks.merge.measure import b_cubed
from benchmarks.merge.readings import Told
from dragoman.model.record import Engagement, quotes
from dragoman.model.text import Realis

COUNT = 400


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(generate(COUNT, pace=30))


def test_the_same_seed_gives_the_same_documents_readings_and_truth(told: list[Told]) -> None:
    again = list(generate(COUNT, pace=30))
    assert [(t.document, t.reading, t.truth) for t in again] == [
        (t.document, t.reading, t.truth) for t in told
    ]


def test_another_seed_gives_another_world(told: list[Told]) -> None:
    ours = {t.document.id for t in told}
    assert ours.isdisjoint(t.document.id for t in generate(20, seed=2, pace=30))


def test_fewer_documents_are_the_beginning_of_more(told: list[Told]) -> None:
    fewer = [t.document.id for t in generate(40, pace=30)]
    assert fewer == [t.document.id for t in told[:40]]


def test_every_quote_is_the_words_of_its_span(told: list[Told]) -> None:
    found = [(t.document, quote) for t in told for quote in quotes(t.reading)]
    assert len(found) > COUNT * 10
    for document, quote in found:
        assert quote.quote == quote.span.of(document.text)


def test_people_are_quoted_by_their_spellings(told: list[Told]) -> None:
    for one in told:
        for person in one.reading.people:
            assert {e.quote for e in person.evidence} == set(person.spellings)


def test_the_truth_covers_every_record_and_nothing_else(told: list[Told]) -> None:
    for one in told:
        ids = [item.id for item in (*one.reading.people, *one.reading.records)]
        assert len(ids) == len(set(ids))
        assert set(one.truth) == {one.document.id, *ids}


def test_every_engagement_but_other_dealings_has_its_true_day(told: list[Told]) -> None:
    for one in told:
        for record in one.reading.records:
            if isinstance(record, Engagement) and record.participants:
                assert one.truth[record.id] in one.days


def test_things_are_told_by_several_documents_in_several_languages(told: list[Told]) -> None:
    langs: dict[str, set[str]] = {}
    for one in told:
        for thing in one.truth.values():
            langs.setdefault(thing, set()).add(one.document.lang)
    kinds = ("person", "event", "instrument", "body", "voice")
    for kind in kinds:
        most = max(len(found) for thing, found in langs.items() if thing.startswith(kind))
        assert most > 1, kind


def test_events_are_planned_told_remembered_and_called_off(told: list[Told]) -> None:
    ways: dict[str, set[Realis]] = {}
    for one in told:
        for record in one.reading.records:
            if isinstance(record, Engagement):
                ways.setdefault(one.truth[record.id], set()).add(record.realis)
    assert {Realis.PLANNED, Realis.ACTUAL} in ways.values()
    assert any({Realis.PLANNED, Realis.NEGATED} <= found for found in ways.values())
    assert any({Realis.ACTUAL, Realis.PAST_BACKGROUND} <= found for found in ways.values())


def test_people_share_surnames_and_the_same_people_meet_on_neighbouring_days(told: list[Told]) -> None:
    bearers: dict[str, set[str]] = {}
    meetings: dict[tuple[str, ...], set[int]] = {}
    for one in told:
        for person in one.reading.people:
            bearers.setdefault(person.name.split()[-1], set()).add(one.truth[person.id])
        for record in one.reading.records:
            if isinstance(record, Engagement) and len(record.participants) == 2:
                who = tuple(sorted(one.truth[p.person_id] for p in record.participants))
                meetings.setdefault(who, set()).add(one.days[one.truth[record.id]].toordinal())
    assert any(len(people) > 1 for people in bearers.values())
    gaps = [b - a for days in meetings.values() for a, b in itertools.pairwise(sorted(days))]
    assert any(gap in (1, 2) for gap in gaps)


def test_b_cubed_is_whole_for_the_truth_and_halved_by_a_false_merge() -> None:
    truth = {"a": "one", "b": "one", "c": "two", "d": "two"}
    assert b_cubed(truth, truth).f1 == 1.0
    merged = b_cubed(truth, dict.fromkeys(truth, "all"))
    assert (merged.precision, merged.recall) == (0.5, 1.0)
    split = b_cubed(truth, {key: key for key in truth})
    assert (split.precision, split.recall) == (1.0, 0.5)
