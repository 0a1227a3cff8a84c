"""What share of the trade of two parties is in goods of each area of cooperation."""

from __future__ import annotations

import datetime as dt

from dragoman.desk.avenues.directions import chosen, mirror
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.gazetteer.goods import chapter_of
from dragoman.model.record import Party
from dragoman.trade import Trade

_WHOLE = "trade"  # the area of all goods


def area_shares(
    trade: Trade, pair: tuple[Party, Party], on: dt.date, settings: AvenueSettings | None = None
) -> dict[str, float]:
    """Area -> its share in the trade of the two, from 0 to 1, in the last year that was over by then.

    Goods belong to the area of their chapter; "trade" is all of them, and has 1. Both directions are added
    up, each as the side says whose figures are used. Areas without goods are left out; empty where the
    files have no products of the two.
    """
    rules = settings or AvenueSettings()
    for year in sorted((y for y in trade.years if y < on.year), reverse=True):
        made = trade.products(year, (pair[0].code, pair[1].code), 2)
        if made is None or not made.between.height:
            continue
        values: dict[str, float] = {}
        for i, j in (pair, pair[::-1]):
            basis, _ = chosen(mirror(trade, year, i, j), rules)
            reporter, flow = (j, "M") if basis is not None and basis.name == "IMPORTER" else (i, "X")
            for told, way, product, value in made.between.select(
                "reporter", "flow", "product", "value"
            ).iter_rows():
                chapter = chapter_of(product)
                if told == reporter.code and way == flow and chapter is not None:
                    values[chapter.area] = values.get(chapter.area, 0.0) + value
        whole = sum(values.values())
        if whole:
            return {area: value / whole for area, value in sorted(values.items())} | {_WHOLE: 1.0}
    return {}
