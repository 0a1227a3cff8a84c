"""Indices of trade: published examples, values worked out by hand, and the laws that they keep."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dragoman.desk.avenues.indices import (
    advantages,
    complementarity,
    densities,
    intensity,
    intra_industry,
    intra_industry_total,
    potentials,
)

PRODUCTS = ("0101", "0805", "1001", "2709", "8703")
PARTIES = ("A", "B", "C", "D")


def table(rows: dict[tuple[str, str], float]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"party": party, "product": product, "value": float(value)}
            for (party, product), value in rows.items()
        ],
        schema={"party": pl.String, "product": pl.String, "value": pl.Float64},
    )


def world(exports: pl.DataFrame) -> pl.DataFrame:
    return exports.group_by("product").agg(pl.col("value").sum()).sort("product")


_VALUES = st.integers(0, 10**7)
_TABLES = st.dictionaries(
    st.tuples(st.sampled_from(PARTIES), st.sampled_from(PRODUCTS)), st.integers(1, 10**7), min_size=3
).map(table)


def test_advantage_of_brazil_in_soybeans_is_that_of_the_atlas() -> None:
    """Hausmann, Hidalgo and others, The Atlas of Economic Complexity (2013), technical box 2.2, and after it
    the encyclopaedias: soybeans were 0.35 % of the world's trade, 42 billion dollars; Brazil sold 11 of its
    140 billion in them, and so some 22 times its share."""
    exports = table({("BRA", "1201"): 11, ("BRA", "other"): 129})
    everybody = pl.DataFrame({"product": ["1201", "other"], "value": [42.0, 42 / 0.0035 - 42]})
    rca = dict(advantages(exports, everybody).select("product", "rca").iter_rows())
    assert rca["1201"] == pytest.approx(22.4, abs=0.1)
    assert rca["other"] < 1


def test_density_follows_the_proximity_of_wine_and_grapes() -> None:
    """The Atlas, technical box 5.1: 17 countries export wine, 24 grapes, 11 both, so that their proximity is
    11/24. Who has grapes alone, of these two products, has a density of 1 around wine."""
    rows: dict[tuple[str, str], float] = {}
    for n in range(11):
        rows |= {(f"both{n}", "wine"): 5, (f"both{n}", "grapes"): 5}
    rows |= {(f"wine{n}", "wine"): 10 for n in range(6)} | {(f"grapes{n}", "grapes"): 10 for n in range(13)}
    rows |= {(f"none{n}", "oil"): 1000 for n in range(5)}
    from dragoman.desk.avenues.indices import _matrix, _proximity

    _, matrix, products = _matrix(table(rows), 1.0)
    assert matrix[:, products.index("wine")].sum() == 17
    assert matrix[:, products.index("grapes")].sum() == 24
    proximity = _proximity(pl.DataFrame(matrix, schema=products))
    assert proximity[products.index("wine"), products.index("grapes")] == pytest.approx(11 / 24)
    around = {p: (a, d) for p, a, d in densities(table(rows), "grapes0").iter_rows()}
    assert around["wine"] == (False, pytest.approx(1.0))
    assert around["oil"] == (False, 0.0)


@given(_TABLES)
@settings(max_examples=60, deadline=None)
def test_advantage_weighted_by_exports_is_one_on_average(exports: pl.DataFrame) -> None:
    found = advantages(exports, world(exports))
    size = dict(exports.group_by("party").agg(pl.col("value").sum()).iter_rows())
    whole = sum(size.values())
    for product in found["product"].unique():
        rows = found.filter(pl.col("product") == product)
        assert sum(size[p] / whole * r for p, r in rows.select("party", "rca").iter_rows()) == pytest.approx(
            1
        )


@given(_TABLES)
@settings(max_examples=30, deadline=None)
def test_advantages_are_those_of_the_library(exports: pl.DataFrame) -> None:
    import economic_complexity.polars as library

    theirs = library.rca(exports, activity="product", location="party", measure="value").collect()
    ours = advantages(exports, world(exports)).join(theirs, on=["party", "product"])
    assert ours.height == exports.height
    assert np.allclose(ours["rca"], ours["value RCA"])


@given(_TABLES)
@settings(max_examples=30, deadline=None)
def test_densities_are_those_of_the_library(exports: pl.DataFrame) -> None:
    import economic_complexity.polars as library

    from dragoman.desk.avenues.indices import _matrix, _proximity

    names, matrix, products = _matrix(exports, 1.0)
    assume(len(products) > 1)
    frame = pl.DataFrame(matrix, schema=products)
    with np.errstate(all="ignore"):
        theirs = library.relatedness(
            frame.select(pl.Series("party", names), *products), _proximity(frame), location="party"
        )
    for party in names:
        ours = densities(exports, party)
        expected = theirs.filter(pl.col("party") == party).select(products).row(0)
        assert np.allclose(ours["density"], np.nan_to_num(np.array(expected, dtype=float)), atol=1e-6)


@given(_TABLES)
@settings(max_examples=30, deadline=None)
def test_density_is_a_share_and_only_of_products_that_somebody_is_good_at(exports: pl.DataFrame) -> None:
    for party in exports["party"].unique():
        found = densities(exports, party)
        assert found["density"].is_between(0, 1 + 1e-9).all()
        assert found["product"].is_in(exports["product"].unique().to_list()).all()


def test_density_of_who_exports_nothing_is_empty() -> None:
    assert densities(table({("A", "0101"): 1}), "B").is_empty()


@given(_TABLES)
@settings(max_examples=60, deadline=None)
def test_complementarity_with_itself_is_full_and_else_between_nothing_and_full(exports: pl.DataFrame) -> None:
    baskets = [exports.filter(pl.col("party") == p) for p in exports["party"].unique()]
    for basket in baskets:
        assert complementarity(basket, basket) == pytest.approx(100)
        doubled = basket.with_columns(pl.col("value") * 7)
        assert complementarity(basket, doubled) == pytest.approx(100)
        for other in baskets:
            found = complementarity(basket, other)
            assert found is not None
            assert -1e-9 <= found <= 100 + 1e-9
            assert found == pytest.approx(complementarity(other, basket))


def test_complementarity_worked_out_by_hand() -> None:
    """Imports of 50, 30 and 20 % against exports of 20, 30, 0 and 50 %: 100 - (30 + 0 + 20 + 50) / 2 = 50."""
    bought = table({("B", "0101"): 50, ("B", "0805"): 30, ("B", "1001"): 20})
    sold = table({("A", "0101"): 2, ("A", "0805"): 3, ("A", "2709"): 5})
    assert complementarity(bought, sold) == pytest.approx(50)
    assert complementarity(table({("B", "0101"): 1}), table({("A", "0805"): 1})) == pytest.approx(0)
    assert complementarity(bought, sold.head(0)) is None


@pytest.mark.parametrize(
    ("exports", "imports", "expected"),
    [(100, 100, 1), (100, 0, 0), (0, 5, 0), (60, 40, 0.8), (150, 50, 0.5), (0, 0, None)],
)
def test_grubel_lloyd_worked_out_by_hand(exports: float, imports: float, expected: float | None) -> None:
    assert intra_industry(exports, imports) == (None if expected is None else pytest.approx(expected))


@given(st.lists(st.tuples(_VALUES, _VALUES), min_size=1, max_size=20))
def test_grubel_lloyd_is_symmetric_a_share_and_its_total_a_weighted_mean(
    pairs: list[tuple[int, int]],
) -> None:
    flows = pl.DataFrame({"exports": [float(x) for x, _ in pairs], "imports": [float(m) for _, m in pairs]})
    total, turned = (
        intra_industry_total(flows),
        intra_industry_total(flows.rename({"exports": "imports", "imports": "exports"})),
    )
    whole = sum(x + m for x, m in pairs)
    if not whole:
        assert total is None
        return
    assert total is not None
    assert -1e-9 <= total <= 1 + 1e-9
    assert total == pytest.approx(turned)
    each = [(x + m) * (intra_industry(x, m) or 0) for x, m in pairs]
    assert total == pytest.approx(sum(each) / whole)


def test_intensity_is_one_where_a_country_sells_as_the_world_does() -> None:
    assert intensity(10, 100, 1000, 10_000) == pytest.approx(1)
    assert intensity(20, 100, 1000, 10_000) == pytest.approx(2)
    assert intensity(0, 100, 1000, 10_000) == 0
    assert intensity(1, 0, 1000, 10_000) is None


def test_potential_worked_out_by_hand() -> None:
    """A has half of the world's wheat and a tenth of its fruit; B buys 100 of each: 50 and 10 are to be
    expected. 30 are sold, all of them fruit: half of what is expected, so that E is 1/2, the potentials 25
    and 5, and the gap 25 in wheat."""
    flows = pl.DataFrame(
        {
            "product": ["0805", "1001"],
            "x_ip": [10.0, 500.0],
            "x_wp": [100.0, 1000.0],
            "m_jp": [100.0, 100.0],
            "x_ijp": [30.0, 0.0],
        }
    )
    made, ease = potentials(flows)
    assert ease == pytest.approx(0.5)
    assert made["ep"].to_list() == pytest.approx([5, 25])
    assert made["gap"].to_list() == pytest.approx([0, 25])


_FLOWS = st.lists(st.tuples(_VALUES, _VALUES, _VALUES, _VALUES), min_size=1, max_size=12)


@given(_FLOWS)
def test_potentials_add_up_to_what_is_traded(rows: list[tuple[int, int, int, int]]) -> None:
    flows = pl.DataFrame(
        [
            {
                "product": str(n),
                "x_ip": float(x),
                "x_wp": float(x + rest),
                "m_jp": float(m),
                "x_ijp": float(t),
            }
            for n, (x, rest, m, t) in enumerate(rows)
        ]
    )
    made, ease = potentials(flows)
    if ease is None:
        assert made["ep"].null_count() == made.height
        return
    assert made["ep"].sum() == pytest.approx(flows["x_ijp"].sum(), abs=1e-6)
    assert (made["gap"] >= 0).all()
    over = made.filter(pl.col("ep") <= pl.col("x_ijp"))
    assert (over["gap"] == 0).all()


def test_nothing_to_expect_is_no_potential() -> None:
    flows = pl.DataFrame({"product": ["1"], "x_ip": [0.0], "x_wp": [0.0], "m_jp": [5.0], "x_ijp": [5.0]})
    assert potentials(flows)[1] is None
