"""Trade files of full size, made up: five million rows in the format of BACI, or of UN Comtrade.

    python -m benchmarks.trade.generate OUT.csv [--rows 5000000] [--format baci|comtrade] [--year 2021]

Countries have the numbers of the gazetteer, products six digits within the chapters that there are. A country
exports a product with a strength of its own and sells more to large importers, so that advantages and
potentials differ; values spread over many orders, as in the true data. The same seed makes the same file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from dragoman.gazetteer.goods import load_chapters
from dragoman.gazetteer.trade_areas import AreaKind, load_trade_areas

_PRODUCTS = 5000
_CHUNK = 1_000_000


def make(out: Path, rows: int, format: str = "baci", year: int = 2021, seed: int = 7) -> None:
    """Write the file; each exporter, importer and product at most once."""
    rng = np.random.default_rng(seed)
    areas = [a for a in load_trade_areas().values() if a.kind is AreaKind.PARTY and a.name]
    seen: dict[str, int] = {}
    for area in areas:
        seen[area.alpha3 or ""] = area.code  # the last, which is the one that the statistics use
    codes = np.array(sorted(seen.values()))
    letters = {number: alpha3 for alpha3, number in seen.items()}
    chapters = sorted(load_chapters())
    products = sorted({f"{chapters[n % len(chapters)]}{rng.integers(1, 99):02}{rng.integers(0, 99):02}"
                       for n in range(2 * _PRODUCTS)})[:_PRODUCTS]  # fmt: skip
    size = rng.lognormal(0, 1.5, len(codes))
    strength = rng.lognormal(0, 1.5, (len(codes), len(products)))
    pairs = len(codes) * len(codes) * len(products)
    chosen = np.sort(rng.choice(pairs, rows, replace=False)) if pairs < 2**31 else _sample(rng, pairs, rows)
    with out.open("wb") as stream:
        for start in range(0, rows, _CHUNK):
            part = chosen[start : start + _CHUNK]
            i, rest = part // (len(codes) * len(products)), part % (len(codes) * len(products))
            j, k = rest // len(products), rest % len(products)
            value = np.round(size[i] * size[j] * strength[i, k] * rng.lognormal(2, 1, len(part)), 3)
            keep = i != j
            frame = pl.DataFrame(
                {"t": np.full(keep.sum(), year), "i": codes[i][keep], "j": codes[j][keep],
                 "k": np.array(products)[k][keep], "v": value[keep], "q": value[keep]}
            )  # fmt: skip
            if format == "comtrade":
                frame = frame.select(
                    typeCode=pl.lit("C"), freqCode=pl.lit("A"), refYear="t", refMonth=pl.lit(52), period="t",
                    reporterCode="i", reporterISO=pl.col("i").replace_strict(letters), flowCode=pl.lit("X"),
                    partnerCode="j", partnerISO=pl.col("j").replace_strict(letters),
                    classificationCode=pl.lit("H5"), cmdCode="k", primaryValue=pl.col("v") * 1000,
                )  # fmt: skip
            frame.write_csv(stream, include_header=start == 0)


def _sample(rng: np.random.Generator, size: int, count: int) -> np.ndarray:
    found = np.unique(rng.integers(0, size, int(count * 1.05)))
    while len(found) < count:
        found = np.unique(np.concatenate([found, rng.integers(0, size, count)]))
    return np.sort(rng.permutation(found)[:count])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--format", choices=("baci", "comtrade"), default="baci")
    parser.add_argument("--year", type=int, default=2021)
    given = parser.parse_args()
    make(given.out, given.rows, given.format, given.year)
