"""New avenues between two parties: what their trade could be, and what their own words leave to be done.

Trade files are read by ``dragoman.trade``; formulas are in ``indices``, what each side sells the other in
``directions``, products in ``offers``, the ledger's avenues in ``gaps``, their order in ``ranking``, and the
check of claims against the figures in ``claims``.
"""

from __future__ import annotations

import datetime as dt

from dragoman.desk.avenues.claims import checks
from dragoman.desk.avenues.declared import declared
from dragoman.desk.avenues.directions import Goods, goods, history
from dragoman.desk.avenues.facts import Avenue, Avenues, Index, IndexName, Missing, Part
from dragoman.desk.avenues.gaps import ledger_avenues
from dragoman.desk.avenues.indices import intra_industry, intra_industry_total
from dragoman.desk.avenues.offers import offers
from dragoman.desk.avenues.ranking import ranked
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.coverage import coverage
from dragoman.desk.known import known_by, on_both
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party, PartyKind
from dragoman.trade import Products, Trade

__all__ = ["AvenueSettings", "Avenues", "avenues"]


def avenues(
    ledger: Ledger,
    pair: tuple[Party, Party],
    on: dt.date,
    trade: Trade | None = None,
    year: int | None = None,
    settings: AvenueSettings | None = None,
) -> Avenues:
    """The avenues of two parties as known on a day, best first, with the trade figures of one year.

    The year is the last that was over by then and of which the files have trade between the two, unless one
    is asked for. Without trade files, or where one of the two is no state, the ledger alone is asked.
    """
    chosen = settings or AvenueSettings()
    known = known_by(ledger, on)
    documents = on_both(known, *pair)
    named = declared(known, pair, documents)
    found, missing = _year(trade, pair, on, year)
    sold: tuple[Goods, ...] = ()
    made: Products | None = None
    listed: list[Avenue] = list(ledger_avenues(known, pair, documents, named, on, chosen))
    if trade is not None and found is not None:
        made = trade.products(found, (pair[0].code, pair[1].code), chosen.digits)
        sold = tuple(goods(trade, made, found, i, j, chosen) for i, j in (pair, pair[::-1]))
        both = {one.area: one.notes for one in named if one.by == set(pair)}
        whole = sum(way.direction.value or 0.0 for way in sold)
        if made is not None:
            listed += [offer for way in sold for offer in offers(trade, made, way, whole, both, chosen)]
    return Avenues(
        parties=pair,
        on=on,
        year=found,
        missing=missing,
        digits=made.level if made else None,
        revisions=made.revisions if made else (),
        reporters=len(trade.reporters(found)) if trade is not None and found is not None else 0,
        directions=tuple(way.direction for way in sold),
        history=history(trade, pair, on.year - 1)
        if trade is not None and missing is not Missing.NO_STATE
        else (),
        intra_industry=_intra_industry(sold, by_product=made is not None) if sold else None,
        avenues=ranked(listed),
        checks=checks(known, pair, documents, trade, on, chosen),
        trade=trade.coverage if trade is not None else None,
        coverage=coverage(known, documents, on, later=ledger.size - known.size),
    )


def _year(
    trade: Trade | None, pair: tuple[Party, Party], on: dt.date, asked: int | None
) -> tuple[int | None, Missing | None]:
    """The year of the figures, or why there is none. A year not over by then was not known."""
    if trade is None:
        return None, Missing.NO_FILES
    if any(party.kind is not PartyKind.STATE for party in pair):
        return None, Missing.NO_STATE
    years = [y for y in trade.years if y < on.year and asked in (None, y)]
    traded = {total.year for total in history(trade, pair, on.year - 1)}
    fit = [y for y in years if y in traded] or years
    return (max(fit), None) if fit else (None, Missing.NO_YEAR)


def _intra_industry(sold: tuple[Goods, ...], *, by_product: bool) -> Index:
    """The Grubel-Lloyd index of the two: weighted over products, or of the totals where there are none."""
    import polars as pl

    name = IndexName.INTRA_INDUSTRY
    out, back = (way.direction for way in sold)
    parts = tuple(
        Part(name=f"{way.exporter} to {way.importer}", value=way.value, unit="USD", basis=way.used)
        for way in (out, back)
        if way.value is not None
    )
    if len(parts) < 2 or out.value is None or back.value is None:
        return Index(name=name, value=None, missing=Missing.NO_FLOW)
    if by_product:
        tables = [way.table.select("product", value="x_ijp") for way in sold]
        flows = tables[0].rename({"value": "exports"}).join(
            tables[1].rename({"value": "imports"}), on="product", how="full", coalesce=True
        ).with_columns(pl.col("exports", "imports").fill_null(0.0))  # fmt: skip
        value = intra_industry_total(flows)
        parts = (
            *parts,
            Part(name="products", value=flows.filter(pl.col("exports") + pl.col("imports") > 0).height),
        )
    else:
        value = intra_industry(out.value, back.value)
    if value is None:
        return Index(name=name, value=None, missing=Missing.NO_FLOW)
    return Index(name=name, value=value, parts=parts)
