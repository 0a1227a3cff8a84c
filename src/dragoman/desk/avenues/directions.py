"""What each of two countries sells the other: both sides' figures, and the indices made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.desk.avenues import indices
from dragoman.desk.avenues.facts import Basis, Direction, Index, IndexName, Mirror, Missing, Part, YearTotal
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.model.record import Party
from dragoman.trade import Products, Trade
from dragoman.trade.rows import WORLD

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One direction by product: x_ip, x_wp, m_jp, x_ijp, exporter_says, importer_says, expected, ep, gap and
    rca. ``complete``: all of these could be computed; where not, only what is traded is there."""

    direction: Direction
    table: pl.DataFrame
    complete: bool
    world_share: float  # of the exporter in the world's exports


def mirror(trade: Trade, year: int, exporter: Party, importer: Party) -> Mirror:
    """What both sides say of one flow in a year."""
    says = trade.between(year, exporter.code, importer.code, "X")
    if trade.reconciled(year):
        return Mirror(exporter_says=None, importer_says=None, reconciled=says)
    heard = trade.between(year, importer.code, exporter.code, "M")
    return Mirror(exporter_says=says, importer_says=heard)


def chosen(told: Mirror, settings: AvenueSettings) -> tuple[Basis | None, float | None]:
    """Whose figure is used: the preferred side's, or the other's where that is silent."""
    if told.reconciled is not None:
        return Basis.RECONCILED, told.reconciled
    sides = [(Basis.EXPORTER, told.exporter_says), (Basis.IMPORTER, told.importer_says)]
    for basis, value in sides if settings.prefer == "exporter" else reversed(sides):
        if value is not None:
            return basis, value
    return None, None


def history(trade: Trade, pair: tuple[Party, Party], until: int) -> tuple[YearTotal, ...]:
    """What each sold the other in every year of the files up to one."""
    return tuple(
        YearTotal(year=year, exporter=i, importer=j, mirror=told)
        for year in trade.years
        if year <= until
        for i, j in (pair, pair[::-1])
        if (told := mirror(trade, year, i, j)) != Mirror(exporter_says=None, importer_says=None)
    )


def goods(
    trade: Trade, made: Products | None, year: int, i: Party, j: Party, settings: AvenueSettings
) -> Goods:
    """What ``i`` sells ``j`` in a year."""
    import polars as pl

    told = mirror(trade, year, i, j)
    used, value = chosen(told, settings)
    if made is None:
        missing = tuple(
            Index(name=name, value=None, missing=Missing.NO_PRODUCTS)
            for name in (IndexName.COMPLEMENTARITY, IndexName.EASE, IndexName.POTENTIAL, IndexName.GAP)
        )
        found = (missing[0], _intensity(trade, year, i, j, used, value, settings), *missing[1:])
        empty = pl.DataFrame(schema={"product": pl.String()})
        made_of = Direction(exporter=i, importer=j, mirror=told, used=used, value=value, indices=found)
        return Goods(direction=made_of, table=empty, complete=False, world_share=0.0)
    own = _of(made.exports, i.code)
    bought = _of(made.imports, j.code)
    world = world_exports(made, settings)
    between = _between(made, i, j, used)
    lacking = _lacking(own, bought, world, used)
    table, ease, share = between, None, 0.0
    if lacking is None and world is not None:
        frame = (
            bought.rename({"value": "m_jp"})
            .join(own.rename({"value": "x_ip"}), on="product", how="full", coalesce=True)
            .join(between, on="product", how="full", coalesce=True)
            .join(world.rename({"value": "x_wp"}), on="product", how="left")
            .with_columns(pl.col("m_jp", "x_ip", "x_ijp", "x_wp").fill_null(0.0))
            .sort("product")
        )
        with_potential, ease = indices.potentials(frame)
        rca = indices.advantages(own.with_columns(party=pl.lit(i.code)), world).select("product", "rca")
        table = with_potential.join(rca, on="product", how="left").with_columns(pl.col("rca").fill_null(0.0))
        share = float(own["value"].sum()) / float(world["value"].sum())
    found = (
        _complementarity(own, bought),
        _intensity(trade, year, i, j, used, value, settings),
        *_potential(table, ease, lacking, used),
    )
    made_of = Direction(exporter=i, importer=j, mirror=told, used=used, value=value, indices=found)
    return Goods(direction=made_of, table=table.sort("product"), complete=ease is not None, world_share=share)


def world_exports(made: Products, settings: AvenueSettings) -> pl.DataFrame | None:
    """What all countries export, by product: as a file gives it, or the sum where enough countries report."""
    few = made.headings["party"].n_unique() < settings.world_reporters
    return None if few and not made.world_given else made.world


def _of(frame: pl.DataFrame, code: str) -> pl.DataFrame:
    import polars as pl

    return frame.filter(pl.col("party") == code).select("product", "value")


def _between(made: Products, i: Party, j: Party, used: Basis | None) -> pl.DataFrame:
    """What i sells j by product, as each side says, and x_ijp as the side says whose figures are used."""
    import polars as pl

    c = pl.col
    says = made.between.filter(
        (c("reporter") == i.code) & (c("partner") == j.code) & (c("flow") == "X")
    ).select("product", exporter_says="value")
    heard = made.between.filter(
        (c("reporter") == j.code) & (c("partner") == i.code) & (c("flow") == "M")
    ).select("product", importer_says="value")
    both = says.join(heard, on="product", how="full", coalesce=True)
    side = "importer_says" if used is Basis.IMPORTER else "exporter_says"
    return both.with_columns(x_ijp=c(side).fill_null(0.0)).sort("product")


def _lacking(
    own: pl.DataFrame, bought: pl.DataFrame, world: pl.DataFrame | None, used: Basis | None
) -> Missing | None:
    if not own.height:
        return Missing.NO_EXPORTER
    if not bought.height:
        return Missing.NO_IMPORTER
    if world is None:
        return Missing.NO_WORLD
    return Missing.NO_FLOW if used is None else None


def _complementarity(own: pl.DataFrame, bought: pl.DataFrame) -> Index:
    value = indices.complementarity(bought, own)
    name = IndexName.COMPLEMENTARITY
    if value is None:
        return Index(
            name=name, value=None, missing=Missing.NO_IMPORTER if own.height else Missing.NO_EXPORTER
        )
    parts = (
        Part(name="products exported", value=own.height),
        Part(name="products imported", value=bought.height),
    )
    return Index(name=name, value=value, parts=parts)


def _intensity(
    trade: Trade,
    year: int,
    i: Party,
    j: Party,
    used: Basis | None,
    value: float | None,
    settings: AvenueSettings,
) -> Index:
    name = IndexName.INTENSITY
    if value is None:
        return Index(name=name, value=None, missing=Missing.NO_FLOW)
    x_i = trade.world(year, i.code, "X")
    if x_i is None or not x_i.complete:
        return Index(name=name, value=None, missing=Missing.NO_EXPORTER)
    x_w, x_wj, basis = _world_totals(trade, year, j, settings)
    if x_w is None:
        return Index(name=name, value=None, missing=Missing.NO_WORLD)
    if x_wj is None:
        return Index(name=name, value=None, missing=Missing.NO_IMPORTER)
    made = indices.intensity(value, x_i.value, x_wj, x_w)
    parts = (
        Part(name="exports to the partner", value=value, unit="USD", basis=used),
        Part(name="exports to the world", value=x_i.value, unit="USD"),
        Part(name="world's exports to the partner", value=x_wj, unit="USD", basis=basis),
        Part(name="world's exports", value=x_w, unit="USD"),
    )
    if made is None:
        return Index(name=name, value=None, missing=Missing.NO_FLOW)
    return Index(name=name, value=made, parts=parts)


def _world_totals(
    trade: Trade, year: int, j: Party, settings: AvenueSettings
) -> tuple[float | None, float | None, Basis | None]:
    """X_w, X_wj, and whose figure that is: all exporters' where enough name the partner, else what it says it
    imports from the world. Where X_w is added up, X_wj is of the same exporters."""
    to_world, to_partner = trade.everybody(year, j.code)
    given = trade.world(year, WORLD, "X")
    if given is not None and not given.complete:
        given = None
    if given is None and len(to_world) < settings.world_reporters:
        return None, None, None
    x_w = given.value if given is not None else sum(to_world.values())
    if trade.reconciled(year):
        return x_w, sum(to_partner.values()) or None, Basis.RECONCILED
    if given is None:
        to_partner = {code: value for code, value in to_partner.items() if code in to_world}
    if len(to_partner) >= settings.world_reporters:
        return x_w, sum(to_partner.values()), Basis.EXPORTER
    bought = trade.world(year, j.code, "M")
    return x_w, bought.value if bought and bought.complete else None, Basis.IMPORTER


def _potential(
    table: pl.DataFrame, ease: float | None, lacking: Missing | None, used: Basis | None
) -> tuple[Index, ...]:
    names = (IndexName.EASE, IndexName.POTENTIAL, IndexName.GAP)
    if lacking is None and ease is None:
        lacking = Missing.NO_FLOW
    if lacking is not None:
        return tuple(Index(name=name, value=None, missing=lacking) for name in names)
    whole, expected = float(table["x_ijp"].sum()), float(table["expected"].sum())
    traded = Part(name="exports to the partner", value=whole, unit="USD", basis=used)
    ease_parts = (traded, Part(name="expected from both's parts in the world", value=expected, unit="USD"))
    return (
        Index(name=names[0], value=ease, parts=ease_parts),
        Index(name=names[1], value=float(table["ep"].sum()), parts=(traded,)),
        Index(
            name=names[2],
            value=float(table["gap"].sum()),
            parts=(Part(name="products with a gap", value=table.filter(table["gap"] > 0).height),),
        ),
    )
