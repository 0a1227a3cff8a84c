"""What the scorecard takes from elsewhere: trade files, and the docket of commitments."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk.assessment.answer import assess
from dragoman.desk.assessment.dealings import dealings
from dragoman.desk.assessment.delivery import delivery_scores
from dragoman.desk.assessment.rows import Component, Score, Unknown
from dragoman.desk.assessment.trading import TradeShares, trade_shares
from dragoman.desk.avenues.facts import Basis
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.docket import DocketSettings
from dragoman.desk.settings import DeskSettings
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import Party, Strength
from dragoman.model.ruling import Mark, Ruling
from dragoman.trade import read_trade
from tests.desk.builders import LAS, MAR, RUS, words
from tests.desk.cooperation import Cooperation
from tests.trade.made import NEW, Flow, baci, new_rows, write

ON = dt.date(2024, 5, 20)
PAIR = (MAR, RUS)
FLOWS: list[Flow] = [
    (2022, "RUS", "MAR", "X", "270900", 30_000.0),
    (2022, "RUS", "MAR", "X", "870323", 10_000.0),
    (2022, "MAR", "RUS", "X", "030389", 60_000.0),
    (2021, "RUS", "MAR", "X", "270900", 1000.0),
    (2024, "RUS", "MAR", "X", "930100", 9000.0),
]


def shares(path: Path, on: dt.date = ON, pair: tuple[Party, Party] = PAIR) -> TradeShares | None:
    with read_trade([path]) as trade:
        return trade_shares(trade, pair, on, AvenueSettings())


def test_shares_are_of_both_directions_of_the_last_year_that_was_over(tmp_path: Path) -> None:
    found = shares(baci(tmp_path / "baci.csv", FLOWS))
    assert found is not None
    assert (found.year, found.value, found.files) == (2022, 100_000.0, ("baci.csv",))
    assert found.bases == (Basis.RECONCILED, Basis.RECONCILED)
    assert {k: v for k, v in found.shares.items() if v} == pytest.approx(
        {"energy": 0.3, "transport": 0.1, "fisheries": 0.6}
    )
    assert found.shares["defence"] == 0.0
    assert set(found.shares) < set(AREAS) - {"trade", "migration"}


def test_shares_of_a_past_day_are_those_known_then(tmp_path: Path) -> None:
    path = baci(tmp_path / "baci.csv", FLOWS)
    found = shares(path, dt.date(2022, 12, 31))
    assert found is not None
    assert (found.year, found.shares["energy"]) == (2021, 1.0)
    assert shares(path, dt.date(2021, 12, 31)) is None


def test_of_two_reports_one_is_used_and_never_both(tmp_path: Path) -> None:
    flows: list[Flow] = [
        (2022, "RUS", "MAR", "X", "270900", 75.0),
        (2022, "MAR", "RUS", "M", "270900", 99.0),
        (2022, "MAR", "RUS", "X", "030389", 25.0),
    ]
    found = shares(write(tmp_path / "comtrade.csv", NEW, new_rows(flows)))
    assert found is not None
    assert (found.value, found.shares["energy"]) == (100.0, 0.75)
    assert set(found.bases) == {Basis.EXPORTER}


def test_no_files_no_state_and_no_trade_between_the_two_are_not_known(tmp_path: Path) -> None:
    path = baci(tmp_path / "baci.csv", FLOWS)
    assert trade_shares(None, PAIR, ON, AvenueSettings()) is None
    assert shares(path, pair=(MAR, LAS)) is None
    assert shares(path, pair=(MAR, Party(code="FRA"))) is None


def test_assessment_scores_the_shares_and_says_where_they_are_from(tmp_path: Path) -> None:
    world = Cooperation()
    world.engagement("a talk")
    with read_trade([baci(tmp_path / "baci.csv", FLOWS)]) as trade:
        found = assess(world.ledger(), PAIR, ON, DeskSettings(), trade=trade).scorecard
    by_area = {row.area: row.of(Component.TRADE_SHARE) for row in found.rows}
    assert [by_area[area].score for area in ("fisheries", "energy", "transport", "defence")] == [4, 4, 2, 0]
    assert by_area["trade"].unknown is by_area["migration"].unknown is Unknown.NO_GOODS
    assert found.trade is not None
    assert found.trade.year == 2022


def promised(*marks: tuple[Party, Mark], strength: Strength = Strength.COMMITMENT) -> Cooperation:
    world = Cooperation()
    made = world.commitment("the port will open", "transport", strength=strength)
    document = world.book.documents[made.reports[0].document_id]
    told = words(document, "Words of the port will open")
    at = dt.datetime(2024, 5, 2, tzinfo=dt.UTC)
    rulings = [
        Ruling(record=made.id, words=told, mark=mark, author="officer", made_at=at, party=party)
        for party, mark in marks
    ]
    ledger = world.ledger
    world.ledger = lambda: replace(ledger(), rulings=tuple(rulings))  # type: ignore[method-assign]
    return world


def delivery(world: Cooperation) -> Score:
    found = assess(world.ledger(), PAIR, ON, DeskSettings())
    return found.scorecard.area("transport").of(Component.DELIVERY)


def test_delivery_is_as_officers_ruled_for_each_party() -> None:
    world = promised((MAR, Mark.KEPT), (RUS, Mark.NOT_KEPT))
    (found,) = delivery_scores(dealings(world.ledger(), PAIR, ON), DocketSettings()).values()
    assert (found.score, found.marks) == (0.0, "MAR +1 (ruled by officer), RUS -1 (ruled by officer)")
    world = promised((MAR, Mark.KEPT), (RUS, Mark.KEPT))
    score = delivery(world)
    assert (score.score, score.figure, score.items[0].step) == (4, 1.0, 1.0)


def test_promise_without_evidence_is_no_failure() -> None:
    world = promised()
    score = delivery(world)
    assert (score.score, score.unknown) == (None, Unknown.NO_EVIDENCE)
    assert score.items[0].step is None


def test_intent_is_never_counted_as_delivered_or_not() -> None:
    world = promised((MAR, Mark.NOT_KEPT), (RUS, Mark.NOT_KEPT), strength=Strength.INTENT)
    assert delivery_scores(dealings(world.ledger(), PAIR, ON), DocketSettings()) == {}
