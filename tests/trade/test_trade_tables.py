"""Tables of flows: no level is added to another, no row counts twice, and both sides' figures stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.trade import read_trade
from tests.trade import made
from tests.trade.made import Flow

LEVELS: list[Flow] = [
    (2021, "MAR", "RUS", "X", "TOTAL", 1000.0),
    (2021, "MAR", "RUS", "X", "08", 900.0),
    (2021, "MAR", "RUS", "X", "0805", 850.0),
    (2021, "MAR", "RUS", "X", "080510", 500.0),
    (2021, "MAR", "RUS", "X", "080521", 350.0),
    (2021, "MAR", "WLD", "X", "TOTAL", 9000.0),
    (2021, "MAR", "WLD", "X", "080510", 4000.0),
    (2021, "MAR", "FRA", "X", "TOTAL", 5000.0),
]


def test_levels_are_never_added_to_each_other(tmp_path: Path) -> None:
    with read_trade([made.comtrade(tmp_path / "c.csv", LEVELS)]) as trade:
        assert trade.between(2021, "MAR", "RUS", "X") == 1000.0
        world = trade.world(2021, "MAR", "X")
        assert world is not None
        assert (world.value, world.partners) == (9000.0, None)
        for digits, expected in (
            (2, {"08": 900.0}),
            (4, {"0805": 850.0}),
            (6, {"080510": 500.0, "080521": 350.0}),
        ):
            products = trade.products(2021, ("MAR", "RUS"), digits)
            assert products is not None
            assert dict(products.between.select("product", "value").iter_rows()) == expected


def test_finer_rows_make_up_a_level_that_a_file_does_not_give(tmp_path: Path) -> None:
    with read_trade([made.comtrade(tmp_path / "c.csv", LEVELS)]) as trade:
        products = trade.products(2021, ("MAR", "RUS"), 2)
        assert products is not None
        exports = {(p, c): v for p, c, v in products.exports.select("party", "product", "value").iter_rows()}
        assert exports == {("MAR", "08"): 4000.0}  # the world's 080510, for want of 08 itself


def test_level_is_the_finest_that_all_have(tmp_path: Path) -> None:
    coarse: list[Flow] = [
        (2021, "RUS", "MAR", "M", "08", 700.0),
        (2021, "RUS", "WLD", "M", "08", 7000.0),
    ]
    with read_trade([made.comtrade(tmp_path / "c.csv", LEVELS + coarse)]) as trade:
        products = trade.products(2021, ("MAR", "RUS"))
        assert products is not None
        assert products.level == 2
        assert set(products.between["product"]) == {"08"}


def test_partners_together_are_all_trade_in_baci_alone(tmp_path: Path) -> None:
    flows: list[Flow] = [(2021, "MAR", p, "X", "080510", v) for p, v in (("RUS", 1000.0), ("FRA", 5000.0))]
    for write, complete in ((made.comtrade, False), (made.baci, True)):
        with read_trade([write(tmp_path / "c.csv", flows)]) as trade:
            world = trade.world(2021, "MAR", "X")
            assert world is not None
            assert (world.value, world.partners, world.complete) == (6000.0, 2, complete)
            products = trade.products(2021, ("MAR", "RUS"))
            assert products is not None
            assert (products.exports.height > 0, products.world.height > 0) == (complete, complete)
            assert trade.everybody(2021, "RUS") == ({"MAR": 6000.0} if complete else {}, {"MAR": 1000.0})


def test_what_a_reporter_and_its_partner_say_stays_apart(tmp_path: Path) -> None:
    flows: list[Flow] = [
        (2021, "MAR", "RUS", "X", "080510", 500.0),
        (2021, "RUS", "MAR", "M", "080510", 650.0),
    ]
    with read_trade([made.comtrade(tmp_path / "c.csv", flows)]) as trade:
        assert trade.between(2021, "MAR", "RUS", "X") == 500.0
        assert trade.between(2021, "RUS", "MAR", "M") == 650.0
        assert not trade.reconciled(2021)
    with read_trade([made.baci(tmp_path / "b.csv", flows[:1])]) as trade:
        assert trade.between(2021, "RUS", "MAR", "M") == trade.between(2021, "MAR", "RUS", "X")
        assert trade.reconciled(2021)


def test_row_of_two_files_counts_once(tmp_path: Path) -> None:
    one = made.comtrade(tmp_path / "one.csv", LEVELS)
    two = made.comtrade(tmp_path / "two.csv", LEVELS)
    with read_trade([one, two]) as twice, read_trade([one]) as once:
        assert twice.between(2021, "MAR", "RUS", "X") == once.between(2021, "MAR", "RUS", "X")
        products = [t.products(2021, ("MAR", "RUS"), 6) for t in (once, twice)]
        assert products[0] is not None
        assert products[1] is not None
        assert products[0].between.equals(products[1].between)


def test_two_editions_of_one_flow_are_not_added(tmp_path: Path) -> None:
    flows: list[Flow] = [
        (2021, "MAR", "RUS", "X", "080510", 500.0),
        (2021, "MAR", "RUS", "X", "080521", 100.0),
    ]
    rows = [*made.new_rows(flows), *made.new_rows(flows[:1], classificationCode="H4")]
    with read_trade([made.write(tmp_path / "c.csv", made.NEW, rows)]) as trade:
        assert trade.between(2021, "MAR", "RUS", "X") == 600.0
        products = trade.products(2021, ("MAR", "RUS"))
        assert products is not None
        assert products.revisions == ("H5",)


def test_figures_of_a_year_are_baci_s_where_it_has_that_year(tmp_path: Path) -> None:
    told: list[Flow] = [(y, "MAR", "RUS", "X", "080510", v) for y, v in ((2021, 500.0), (2020, 1.0))]
    reports = made.comtrade(tmp_path / "c.csv", told)
    made_one = made.baci(tmp_path / "b.csv", [(2021, "MAR", "RUS", "X", "080510", 570.0)])
    with read_trade([reports, made_one]) as trade:
        assert trade.between(2021, "MAR", "RUS", "X") == 570.0
        assert trade.between(2020, "MAR", "RUS", "X") == 1.0
        assert (trade.files(2021), trade.files(2020)) == (("b.csv",), ("c.csv",))


_PARTIES = ("MAR", "RUS", "FRA", "USA", "IND")
_FLOWS = st.lists(
    st.tuples(
        st.sampled_from((2019, 2020)), st.sampled_from(_PARTIES), st.sampled_from(_PARTIES), st.just("X"),
        st.sampled_from(("010121", "080510", "100199", "270900")), st.integers(1, 10**6).map(float),
    ).filter(lambda f: f[1] != f[2]),
    min_size=1, max_size=40, unique_by=lambda f: f[:5],
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flows=_FLOWS, seed=st.randoms())
def test_order_of_rows_does_not_matter_and_nothing_is_lost(flows, seed, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(flows)
    seed.shuffle(shuffled)
    answers = []
    for rows in (flows, shuffled):
        with read_trade([made.baci(tmp_path / "b.csv", rows)]) as trade:
            assert trade.totals["value"].sum() == pytest.approx(sum(f[5] for f in flows))
            year = max(trade.years)
            products = trade.products(year, ("MAR", "RUS"))
            assert products is not None
            whole = sum(f[5] for f in flows if f[0] == year)
            assert products.world["value"].sum() == pytest.approx(whole)
            assert products.headings["value"].sum() == pytest.approx(whole)
            own = sum(f[5] for f in flows if f[0] == year and f[2] in ("MAR", "RUS"))
            assert products.imports["value"].sum() == pytest.approx(own)
            answers.append(
                [
                    frame.sort(frame.columns).rows()
                    for frame in (products.exports, products.imports, products.between)
                ]
            )
    assert answers[0] == answers[1]
