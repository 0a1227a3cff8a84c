"""Trade files made for tests, in every format that is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.gazetteer.trade_areas import load_trade_areas
from dragoman.trade import Trade, read_trade

Flow = tuple[int, str, str, str, str, float]  # year, reporter, partner ("WLD"), X or M, product, value

NEW = [
    "typeCode",
    "freqCode",
    "refPeriodId",
    "refYear",
    "refMonth",
    "period",
    "reporterCode",
    "reporterISO",
    "reporterDesc",
    "flowCode",
    "flowDesc",
    "partnerCode",
    "partnerISO",
    "partnerDesc",
    "partner2Code",
    "classificationCode",
    "cmdCode",
    "cmdDesc",
    "aggrLevel",
    "customsCode",
    "motCode",
    "qty",
    "primaryValue",
]
LEGACY = [
    "Classification",
    "Year",
    "Period",
    "Period Desc.",
    "Aggregate Level",
    "Is Leaf Code",
    "Trade Flow Code",
    "Trade Flow",
    "Reporter Code",
    "Reporter",
    "Reporter ISO",
    "Partner Code",
    "Partner",
    "Partner ISO",
    "Commodity Code",
    "Commodity",
    "Netweight (kg)",
    "Trade Value (US$)",
]
BACI = ("t", "i", "j", "k", "v", "q")


def number(alpha3: str) -> str:
    """The number under which the statistics have a party: the last of several."""
    if alpha3 == "WLD":
        return "0"
    return str(max(n for n, area in load_trade_areas().items() if area.alpha3 == alpha3))


def new_rows(flows: Iterable[Flow], **more: str) -> Iterator[dict[str, str]]:
    """Rows under Comtrade's new headers; ``more`` sets cells of all of them."""
    for year, reporter, partner, flow, product, value in flows:
        yield {
            "typeCode": "C", "freqCode": "A", "refYear": str(year), "refMonth": "52", "period": str(year),
            "reporterCode": number(reporter), "reporterISO": reporter, "flowCode": flow,
            "partnerCode": number(partner), "partnerISO": "W00" if partner == "WLD" else partner,
            "partner2Code": "0", "classificationCode": "H5", "cmdCode": product,
            "cmdDesc": "All commodities" if product == "TOTAL" else f"goods, no. {product}",
            "customsCode": "C00", "motCode": "0", "primaryValue": str(value),
        } | more  # fmt: skip


def legacy_rows(flows: Iterable[Flow]) -> Iterator[dict[str, str]]:
    for year, reporter, partner, flow, product, value in flows:
        yield {
            "Classification": "H4", "Year": str(year), "Period": str(year),
            "Trade Flow Code": "21"[flow == "M"],
            "Trade Flow": "Export" if flow == "X" else "Import", "Reporter Code": number(reporter),
            "Reporter ISO": reporter, "Partner Code": number(partner), "Partner ISO": partner,
            "Commodity Code": product, "Commodity": f"goods, no. {product}", "Trade Value (US$)": str(value),
        }  # fmt: skip


def baci_rows(flows: Iterable[Flow]) -> Iterator[dict[str, str]]:
    """Values of ``flows`` are in US dollars; BACI's are in thousands, and of exports alone."""
    for year, reporter, partner, _, product, value in flows:
        yield {"t": str(year), "i": number(reporter), "j": number(partner), "k": product,
               "v": f"{value / 1000:12.3f}", "q": "NA"}  # fmt: skip


def write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, list(columns), delimiter=delimiter, lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return path


def comtrade(path: Path, flows: Iterable[Flow], **more: str) -> Path:
    return write(path, NEW, new_rows(flows, **more))


def baci(path: Path, flows: Iterable[Flow]) -> Path:
    return write(path, BACI, baci_rows(flows))


@contextmanager
def opened(*paths: Path) -> Iterator[Trade]:
    with read_trade(paths) as trade:
        yield trade
