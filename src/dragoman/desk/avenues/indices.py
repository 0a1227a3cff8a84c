"""Indices of trade, as formulas on tables of flows (columns party, product, value; in one currency).

Notation: X_ip what country i exports of product p, X_i of all products, w the world; M imports; X_ij what i
exports to j. None of these functions knows where a figure is from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.errors import MissingExtra

if TYPE_CHECKING:
    import numpy as np
    import polars as pl


def advantages(exports: pl.DataFrame, world: pl.DataFrame) -> pl.DataFrame:
    """RCA_ip = (X_ip / X_i) / (X_wp / X_w), for each row of ``exports``, in a column ``rca``.

    Balassa, B. (1965), "Trade Liberalisation and 'Revealed' Comparative Advantage", The Manchester School 33.
    ``world`` has product and value: what all countries export. Above 1, a product has a larger part in the
    country's exports than in the world's. Weighted by the country's part in the world's exports of all that
    report, RCA of a product is 1 on average.
    """
    import polars as pl

    whole = world["value"].sum()
    c = pl.col
    return (
        exports.join(world.select("product", of_world="value"), on="product", how="left")
        .with_columns(rca=(c("value") / c("value").sum().over("party")) / (c("of_world") / whole))
        .drop("of_world")
    )


def complementarity(imports_of_j: pl.DataFrame, exports_of_i: pl.DataFrame) -> float | None:
    """TCI = 100 - Σ_k |m_jk - x_ik| / 2, with m and x the shares of product k in percent.

    Michaely, M. (1996), "Trade Preferential Agreements in Latin America: An Ex Ante Assessment", World Bank
    Policy Research Working Paper 1583. 100 where j buys in the very proportions in which i sells, 0 where
    they have no product in common. None where one of them has no trade.
    """
    import polars as pl

    if not imports_of_j["value"].sum() or not exports_of_i["value"].sum():
        return None
    c = pl.col
    both = imports_of_j.select("product", m="value").join(
        exports_of_i.select("product", x="value"), on="product", how="full", coalesce=True
    )
    shares = both.fill_null(0).with_columns(c("m") / c("m").sum(), c("x") / c("x").sum())
    return 100 - 50 * float((shares["m"] - shares["x"]).abs().sum())


def intensity(x_ij: float, x_i: float, x_wj: float, x_w: float) -> float | None:
    """TII = (X_ij / X_i) / (X_wj / X_w): j's part in what i exports over its part in what the world exports.

    Brown, A. J. (1949), Applied Economics: Aspects of the World Economy in War and Peace; the form is that of
    the World Bank's WITS. None where a denominator is 0.
    """
    return (x_ij / x_i) / (x_wj / x_w) if x_i and x_wj and x_w else None


def intra_industry(exports: float, imports: float) -> float | None:
    """GL = 1 - |X - M| / (X + M), from 0 (one way only) to 1 (both ways alike). None where there is no trade.

    Grubel, H. G. and Lloyd, P. J. (1975), Intra-Industry Trade.
    """
    return 1 - abs(exports - imports) / (exports + imports) if exports + imports else None


def intra_industry_total(flows: pl.DataFrame) -> float | None:
    """Σ_p (X_p + M_p)·GL_p / Σ_p (X_p + M_p): the products' indices weighted by their trade.

    ``flows`` has product, exports, imports. Grubel and Lloyd (1975), as above.
    """
    import polars as pl

    whole = float((flows["exports"] + flows["imports"]).sum())
    c = pl.col
    apart = float(flows.select((c("exports") - c("imports")).abs().sum()).item())
    return 1 - apart / whole if whole else None


def potentials(flows: pl.DataFrame) -> tuple[pl.DataFrame, float | None]:
    """EP_ijp = (X_ip / X_wp)·M_jp·E_ij; gap = max(0, EP - X_ijp); E_ij = Σ X_ijp / Σ [(X_ip / X_wp)·M_jp].

    ``flows`` has product, x_ip, x_wp, m_jp, x_ijp for one pair; the answer has ``expected`` (without E),
    ``ep`` and ``gap`` besides, and E, how easily the two trade: 1 where i sells j what their parts in the
    world's trade let expect. The potentials add up to what is traded. E is None, and potentials null, where
    nothing is to be expected. A light form of the International Trade Centre's export potential: Decreux, Y.
    and Spies, J. (2016), "Export Potential Assessments: A methodology to identify export opportunities for
    developing countries", without their projections, tariffs and distances.
    """
    import polars as pl

    c = pl.col
    share = pl.when(c("x_wp") > 0).then(c("x_ip") / c("x_wp")).otherwise(0.0)
    expected = flows.with_columns(expected=share * c("m_jp"))
    whole = float(expected["expected"].sum())
    ease = float(flows["x_ijp"].sum()) / whole if whole else None
    made = expected.with_columns(ep=c("expected") * pl.lit(ease, dtype=pl.Float64))
    return made.with_columns(gap=(c("ep") - c("x_ijp")).clip(lower_bound=0)), ease


def densities(exports: pl.DataFrame, party: str, advantage: float = 1.0) -> pl.DataFrame:
    """Density of each product around what a country exports with advantage: product, advantage, density.

    ω_ip = Σ_q M_iq φ_pq / Σ_q φ_pq over the products q ≠ p, where M_iq is 1 if RCA_iq ≥ ``advantage``, and
    the proximity φ_pq = min(P(p|q), P(q|p)) is the lesser share of the countries that have an advantage in
    one that have it in the other too. Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007),
    "The Product Space Conditions the Development of Nations", Science 317. RCA and proximity are those of the
    library economic-complexity. Empty where the country exports nothing.
    """
    import numpy as np
    import polars as pl

    names, matrix, products = _matrix(exports, advantage)
    if party not in names or not products:
        return pl.DataFrame(
            schema={"product": pl.String(), "advantage": pl.Boolean(), "density": pl.Float64()}
        )
    proximity = _proximity(pl.DataFrame(matrix, schema=products))
    own = matrix[names.index(party)]
    around = proximity.sum(axis=0, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        density = np.where(around > 0, (own.astype(np.float64) @ proximity) / around, 0.0)
    return pl.DataFrame({"product": products, "advantage": own > 0, "density": density})


def _matrix(exports: pl.DataFrame, advantage: float) -> tuple[list[str], np.ndarray, list[str]]:
    """Countries, the matrix M of advantages (countries by products), and products that anybody has one in."""
    import polars as pl

    library = _library()
    rca = library.rca(
        exports.select("party", "product", "value"),
        activity="product",
        location="party",
        measure="value",
        binary=True,
        cutoff=advantage,
    ).collect()
    have = rca.filter(pl.col("value RCA") > 0)
    parties, products = sorted(set(rca["party"])), sorted(set(have["product"]))
    row = {party: n for n, party in enumerate(parties)}
    column = {product: n for n, product in enumerate(products)}
    import numpy as np

    matrix = np.zeros((len(parties), len(products)), dtype=np.float32)
    for party, product in have.select("party", "product").iter_rows():
        matrix[row[party], column[product]] = 1
    return parties, matrix, products


def _proximity(matrix: pl.DataFrame) -> np.ndarray:
    found: np.ndarray = _library().proximity(matrix)
    return found


def _library() -> Any:
    try:
        import economic_complexity.polars as library  # type: ignore[import-untyped]  # it has no types
    except ImportError as error:
        raise MissingExtra("to compare trade, install dragoman[trade]") from error
    return library
