"""What part the goods of each area have in the trade of two states, from trade files that a user brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.desk.avenues.directions import goods, history
from dragoman.desk.avenues.facts import Basis
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.gazetteer.goods import chapter_of, load_chapters
from dragoman.model.record import Party, PartyKind
from dragoman.trade import Trade

Pair = tuple[Party, Party]
ALL_GOODS = "trade"  # the area to which all goods belong, so that none are its own


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeShares:
    """The shares, from 0 to 1, of one year. ``value`` is all that the two traded, in US dollars; ``bases``
    say whose figures these are, in the order of the directions; ``files`` where they are from."""

    year: int
    value: float
    shares: Mapping[str, float]
    bases: tuple[Basis, ...]
    files: tuple[str, ...]


def trade_shares(
    trade: Trade | None, pair: Pair, on: dt.date, settings: AvenueSettings
) -> TradeShares | None:
    """The share of each area's goods in what the two sold each other, in the last year that was over by then.

    Goods belong to areas by their chapter of the Harmonized System (gazetteer/hs_chapters.tsv). An area
    without chapters of its own is not among them; one whose goods the two do not trade has 0. None without
    trade files, between other than states, and where the files have no products that the two traded by then.
    """
    if trade is None or any(party.kind is not PartyKind.STATE for party in pair):
        return None
    years = {total.year for total in history(trade, pair, on.year - 1)}
    for year in sorted(years, reverse=True):
        made = trade.products(year, (pair[0].code, pair[1].code), settings.digits)
        if made is None:
            continue
        ways = [goods(trade, made, year, i, j, settings) for i, j in (pair, pair[::-1])]
        sold = [row for way in ways for row in way.table.select("product", "x_ijp").iter_rows()]
        whole = sum(value for _, value in sold)
        if whole > 0:
            return TradeShares(
                year=year,
                value=whole,
                shares=_by_area(sold, whole),
                bases=tuple(way.direction.used for way in ways if way.direction.used is not None),
                files=trade.files(year),
            )
    return None


def _by_area(sold: list[tuple[str, float]], whole: float) -> dict[str, float]:
    sums = dict.fromkeys(sorted({c.area for c in load_chapters().values()} - {ALL_GOODS}), 0.0)
    for product, value in sorted(sold):
        chapter = chapter_of(product)
        if chapter is not None and chapter.area in sums:
            sums[chapter.area] += value
    return {area: value / whole for area, value in sums.items()}
