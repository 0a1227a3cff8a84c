"""Avenues from trade files: products that one could sell the other, or could come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dragoman.desk.avenues import indices
from dragoman.desk.avenues.directions import Goods
from dragoman.desk.avenues.facts import Basis, Caveat, IndexName, Kind, Part, TradeAvenue
from dragoman.desk.avenues.ranking import scored
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.notes import Note
from dragoman.gazetteer.goods import chapter_of
from dragoman.trade import Products, Trade
from dragoman.trade.names import product_name

if TYPE_CHECKING:
    import polars as pl

_SPACE_DIGITS = 4  # the detail at which products are compared by who exports both
_UNSPECIFIED = "99"

Row = Mapping[str, float]


def offers(
    trade: Trade,
    made: Products,
    sold: Goods,
    whole: float,
    declared: Mapping[str, tuple[Note, ...]],
    settings: AvenueSettings,
) -> tuple[TradeAvenue, ...]:
    """What the exporter of one direction could sell: ``whole`` is all trade of the two, ``declared`` the
    areas that both have named with the words."""
    import polars as pl

    if not sold.complete:
        return ()
    density = _densities(made, sold.direction.exporter.code, settings)
    c = pl.col
    table = sold.table.filter(c("product").str.slice(0, 2) != _UNSPECIFIED).with_columns(
        heading=c("product").str.slice(0, _SPACE_DIGITS)
    )
    table = table.join(density, left_on="heading", right_on="product", how="left")
    proven = (
        table.filter((c("rca") >= settings.advantage) & (c("gap") >= settings.min_gap_usd))
        .sort(["gap", "product"], descending=[True, False])
        .head(settings.goods)
    )
    context = (trade, made, sold, whole, declared, settings)
    out = [
        _offer(Kind.EXPORT_POTENTIAL, row, row["gap"], 1.0, *context) for row in proven.iter_rows(named=True)
    ]
    near = _near(table, density, sold, settings)
    out += [
        _offer(Kind.NEAR_PRODUCT, row, row["within"], row["density"], *context)
        for row in near.iter_rows(named=True)
    ]
    return tuple(out)


def _near(table: pl.DataFrame, density: pl.DataFrame, sold: Goods, settings: AvenueSettings) -> pl.DataFrame:
    """Products without an advantage, of the headings that are nearest to what the country exports: with
    ``within``, what more would be sold at an RCA of 1: (X_i / X_w)·M_jp·E_ij - X_ijp."""
    import polars as pl

    c = pl.col
    without = density.filter(~c("advantage"))
    floor = without["density"].quantile(settings.near, interpolation="higher")
    if floor is None:
        return table.head(0).with_columns(within=pl.lit(0.0))
    ease = sold.direction.index(IndexName.EASE).value or 0.0
    return (
        table.filter(
            (c("rca") < settings.advantage)
            & ~c("advantage").fill_null(False)
            & (c("density") >= floor)
            & (c("density") > 0)
        )
        .with_columns(within=sold.world_share * c("m_jp") * ease - c("x_ijp"))
        .filter(c("within") >= settings.min_gap_usd)
        .with_columns(order=c("within") * c("density"))
        .sort(["order", "product"], descending=[True, False])
        .head(settings.goods)
    )


def _densities(made: Products, party: str, settings: AvenueSettings) -> pl.DataFrame:
    """Densities by heading; none where too few countries report for products to be compared."""
    import polars as pl

    headings = made.headings.filter(pl.col("product").str.slice(0, 2) != _UNSPECIFIED)
    if headings["party"].n_unique() < settings.world_reporters:
        headings = headings.head(0)
    if not headings.height:
        return pl.DataFrame(
            schema={"product": pl.String(), "advantage": pl.Boolean(), "density": pl.Float64()}
        )
    return indices.densities(headings, party, settings.advantage)


def _offer(
    kind: Kind,
    row: Row,
    size: float,
    times: float,
    trade: Trade,
    made: Products,
    sold: Goods,
    whole: float,
    declared: Mapping[str, tuple[Note, ...]],
    settings: AvenueSettings,
) -> TradeAvenue:
    way, code = sold.direction, str(row["product"])
    chapter = chapter_of(code)
    area = chapter.area if chapter else "trade"
    notes = declared.get(area, ()) if area != "trade" else ()
    apart = _apart(row, settings)
    prefix = "potential" if kind is Kind.EXPORT_POTENTIAL else "near"
    return TradeAvenue(
        id=f"{prefix}-{way.exporter}-{way.importer}-{code}",
        kind=kind,
        exporter=way.exporter,
        importer=way.importer,
        product=code,
        product_name=product_name(code, trade.names),
        area=area,
        year=made.year,
        score=scored(
            kind,
            size,
            settings.half_gap * whole,
            settings,
            times=times,
            bonus=settings.declared_bonus if notes else 0.0,
            penalty=settings.mirror_penalty if apart else 0.0,
        ),
        figures=_figures(row, sold),
        caveats=_caveats(trade, made, sold, row, apart=apart),
        files=trade.files(made.year),
        declared=notes,
    )


def _apart(row: Row, settings: AvenueSettings) -> bool:
    """Whether the two sides' figures of a product are far apart."""
    says, heard = row.get("exporter_says"), row.get("importer_says")
    if not says or not heard:
        return False
    return not settings.mirror_low <= heard / says <= settings.mirror_high


def _figures(row: Row, sold: Goods) -> tuple[Part, ...]:
    way = sold.direction
    reconciled = way.used is Basis.RECONCILED
    ease = way.index(IndexName.EASE).value or 0.0
    says, heard = row.get("exporter_says"), row.get("importer_says")
    parts = [
        Part(name="exported to the partner", value=row["x_ijp"], unit="USD", basis=way.used),
        Part(name="exported to the world", value=row["x_ip"], unit="USD"),
        Part(name="exported by the world", value=row["x_wp"], unit="USD"),
        Part(name="imported by the partner", value=row["m_jp"], unit="USD"),
        Part(name="RCA", value=row["rca"], unit="index"),
        Part(name="ease of trade", value=ease, unit="index"),
        Part(name="export potential", value=row["ep"], unit="USD"),
        Part(name="gap", value=row["gap"], unit="USD"),
    ]
    if row.get("within") is not None:
        parts.append(Part(name="gap at an RCA of 1", value=row["within"], unit="USD"))
    if row.get("density") is not None:
        parts.append(Part(name="density", value=row["density"], unit="share"))
    if not reconciled:
        parts += [
            Part(name=name, value=value, unit="USD", basis=basis)
            for name, value, basis in (
                ("traded", says, Basis.EXPORTER),
                ("traded", heard, Basis.IMPORTER),
            )
            if value is not None
        ]
        if says and heard:
            parts.append(Part(name="mirror ratio", value=heard / says, unit="index"))
    return tuple(parts)


def _caveats(trade: Trade, made: Products, sold: Goods, row: Row, *, apart: bool) -> tuple[Caveat, ...]:
    way = sold.direction
    found = [Caveat.MIRROR] if apart else []
    if way.used is not Basis.RECONCILED and (row.get("exporter_says") is None) != (
        row.get("importer_says") is None
    ):
        found.append(Caveat.ONE_SIDE)
    if len(trade.years) == 1:
        found.append(Caveat.ONE_YEAR)
    if len(made.revisions) > 1:
        found.append(Caveat.REVISIONS)
    return (*found, Caveat.NO_TARIFFS)
