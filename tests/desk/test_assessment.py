"""The whole assessment: as of a day, what moved since another, and beside another pair."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from dragoman.desk.assessment.answer import assess
from dragoman.desk.assessment.changes import Cause, changes
from dragoman.desk.assessment.compare import Unlike, compare, unlike
from dragoman.desk.assessment.rows import Component, Label, Scorecard
from dragoman.desk.assessment.scorecard import scorecard
from dragoman.desk.assessment.settings import ComparisonSettings, ScorecardSettings
from dragoman.desk.coverage import Counted, Coverage
from dragoman.desk.settings import DeskSettings, desk_settings
from dragoman.errors import InvalidSettings
from dragoman.merge import derive
from dragoman.model.ledger import Ledger
from dragoman.model.record import Engagement, InstrumentStatus
from tests.desk.builders import DZA, MAR, RUS
from tests.desk.cooperation import Cooperation
from tests.desk.worlds import ON, two_states

PAIR = (MAR, RUS)


def card(ledger: Ledger, on: dt.date) -> Scorecard:
    return scorecard(ledger, PAIR, on, ScorecardSettings())


def test_new_item_is_named_as_what_moved_a_component() -> None:
    world = Cooperation()
    world.engagement("a talk", "energy", date="2024-01-05")
    before = card(world.ledger(), ON)
    world.instrument("an accord", "energy", statuses=(InstrumentStatus.SIGNED,))
    (found,) = changes(before, card(world.ledger(), ON))
    assert (found.area, found.before, found.now) == ("energy", Label.DECLARED_ONLY, Label.WORKING)
    legal = next(c for c in found.changes if c.component is Component.LEGAL_BASIS)
    assert (legal.before.score, legal.now.score) == (0, 3)
    (moved,) = legal.moved
    assert (moved.cause, moved.before, moved.item.what) == (Cause.NEW, None, "an accord")
    assert moved.item.notes[0].quote == "Words of an accord"


def test_status_that_is_told_later_moves_the_same_instrument() -> None:
    world = Cooperation()
    made = world.instrument("an accord", "energy", statuses=(InstrumentStatus.SIGNED,))
    before = card(world.ledger(), ON)
    world.book.instruments[:] = [replace(made, status=InstrumentStatus.IN_FORCE)]
    (found,) = changes(before, card(world.ledger(), ON))
    (moved,) = found.changes[0].moved
    assert moved.before is not None
    assert (moved.cause, moved.before.step, moved.item.step) == (Cause.STATUS, 3, 4)
    assert moved.item.id == made.id


def test_time_alone_moves_what_was_recent() -> None:
    world = Cooperation()
    world.engagement("a talk", "energy", date="2024-01-05")
    ledger = world.ledger()
    (found,) = changes(card(ledger, ON), card(ledger, ON + dt.timedelta(days=365)))
    (change,) = found.changes
    assert (change.component, change.before.score, change.now.score) == (Component.ACTIVITY, 3, 2)
    assert [moved.cause for moved in change.moved] == [Cause.AGED]


def test_item_that_counts_no_longer_is_told_too() -> None:
    world = Cooperation()
    world.engagement("a talk", "fisheries", date="2019")
    world.instrument("an accord", "energy", statuses=(InstrumentStatus.SIGNED,))
    before = card(world.ledger(), ON)
    world.book.instruments.clear()
    (found,) = changes(before, card(world.ledger(), ON))
    legal = next(c for c in found.changes if c.component is Component.LEGAL_BASIS)
    assert [(m.cause, m.item.what) for m in legal.moved] == [(Cause.GONE, "an accord")]


def test_item_is_the_same_when_more_reports_of_it_change_its_id() -> None:
    world = Cooperation()
    made = world.engagement("a talk", "energy", date="2024-01-05")
    before = card(world.ledger(), ON)
    world.book.engagements[:] = [replace(made, id="eng-other")]
    assert changes(before, card(world.ledger(), ON)) == ()


def test_nothing_moves_between_a_day_and_itself() -> None:
    ledger = two_states()
    assert changes(card(ledger, ON), card(ledger, ON)) == ()


def derived() -> Ledger:
    """Two documents of March and of May, each with a meeting, as the ledger is derived from them."""
    world = Cooperation()
    world.engagement("a spring talk", date="2024-03-05", published="2024-03-06")
    world.engagement("a later talk", date="2024-05-05", published="2024-05-06")
    for records in world.book.records.values():
        records[:] = [replace(r, act="meet") for r in records if isinstance(r, Engagement)]
    book = world.book.ledger()
    return derive(book.documents, book.readings, ())


def test_since_is_told_by_what_was_known_then() -> None:
    ledger = derived()
    found = assess(ledger, PAIR, ON, DeskSettings(), since=dt.date(2024, 4, 1))
    assert found.then is not None
    assert (found.then.coverage.documents, found.then.coverage.later) == (1, 1)
    assert (found.coverage.documents, found.coverage.later) == (2, 0)
    assert len(found.momentum.terms) == 2


def test_later_documents_change_nothing_as_of_an_earlier_day() -> None:
    ledger, day = derived(), dt.date(2024, 4, 1)
    first = next(key for key, document in ledger.documents.items() if "spring" in document.text)
    alone = derive({first: ledger.documents[first]}, {first: ledger.readings[first]}, ())
    whole, part = (assess(book, PAIR, day, DeskSettings()) for book in (ledger, alone))
    assert whole.momentum == part.momentum
    assert len(whole.momentum.terms) == 1
    assert whole.scorecard.rows == part.scorecard.rows
    assert whole.coverage == replace(part.coverage, later=1)


def test_comparison_lays_the_same_areas_beside_each_other() -> None:
    world = Cooperation()
    world.engagement("a talk", "energy", date="2024-01-05")
    world.engagement("another", "health", date="2024-01-05", parties=(MAR, DZA))
    ledger = world.ledger()
    left, right = (assess(ledger, pair, ON, DeskSettings()) for pair in (PAIR, (MAR, DZA)))
    found = compare(left, right, ComparisonSettings())
    assert len(found.areas) == 16
    assert all(a.area == b.area for a, b in found.areas)
    labels = {a.area: (a.label, b.label) for a, b in found.areas}
    assert labels["energy"] == (Label.DECLARED_ONLY, Label.UNTAPPED)
    assert found.unlike == ()


def covering(documents: int, voices: int, months: str, langs: str = "en") -> Coverage:
    return Coverage(
        documents=documents,
        voices=voices,
        read=99,
        sources=(),
        langs=tuple(Counted(name=lang, documents=1) for lang in langs.split()),
        months=tuple(Counted(name=month, documents=1) for month in months.split()),
        undated=0,
        silent=(),
        first=None,
        last=None,
        on=ON,
    )


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (covering(4, 4, "2024-01"), covering(6, 6, "2024-01"), set()),
        (covering(4, 4, "2024-01"), covering(8, 6, "2024-01"), {Unlike.DOCUMENTS}),
        (covering(4, 2, "2024-01"), covering(4, 4, "2024-01"), {Unlike.VOICES}),
        (covering(4, 4, "2024-01"), covering(4, 4, "2019-01"), {Unlike.MONTHS}),
        (covering(4, 4, "2024-01", "en fr"), covering(4, 4, "2024-01", "fr ar"), set()),
        (covering(4, 4, "2024-01", "en"), covering(4, 4, "2024-01", "ar"), {Unlike.LANGS}),
        (covering(4, 4, "2024-01"), covering(0, 0, ""), {Unlike.NOTHING_READ}),
        (covering(0, 0, ""), covering(0, 0, ""), set()),
    ],
)
def test_coverage_that_differs_much_is_said(left: Coverage, right: Coverage, expected: set[Unlike]) -> None:
    assert set(unlike(left, right, ComparisonSettings())) == expected
    assert set(unlike(right, left, ComparisonSettings())) == expected


def test_settings_are_read_and_checked() -> None:
    found = desk_settings({"scorecard": {"busy": 5}, "momentum": {"half_life_days": 90}}, "s.toml")
    assert (found.scorecard.busy, found.momentum.half_life_days) == (5, 90)
    for table in (
        {"scorecard": {"busy": 0}},
        {"momentum": {"half_life": 9}},
        {"comparison": {"common_months": 2}},
    ):
        with pytest.raises(InvalidSettings, match=r"s\.toml: desk"):
            desk_settings(table, "s.toml")
