"""Every row of a trade table: a flow, or why it is none. Expressions of polars, which reads in pieces.

A row is *refused* where it cannot be understood, and *left* out where adding it would count something twice:
re-exports are within exports, a mode of transport is within all modes, the European Union is its members.
Areas stay as the file has them until rows have been added up: see ``letters_of``. Product codes are text from
the first byte on; one of an odd number of digits has lost the zero it began with (codes of the Harmonized
System have two, four or six), and gets it back.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from dragoman.errors import MissingExtra
from dragoman.gazetteer.trade_areas import AreaKind, TradeArea, load_trade_areas
from dragoman.trade.files import Table
from dragoman.trade.formats import Format
from dragoman.trade.quotes import BROKEN

if TYPE_CHECKING:
    import polars as pl

    Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

WORLD = "WLD"
FLOW_COLUMNS = ("year", "reporter", "partner", "flow", "level", "revision", "product", "value")
REFUSED = (
    "a quote is not closed, or something stands behind a closed one",
    "more cells than the header has columns",
    "the year cannot be read",
    "the reporter's code is not known",
    "the partner's code cannot be read",
    "there is no value",
    "the value is no number",
    "the value is negative",
    "the flow is neither exports nor imports",
    "there is no product code",
    "the product code is none of the Harmonized System",
)
LEFT = (
    "services",
    "not the Harmonized System",
    "re-exports, re-imports and the like, which are within the others",
    "months, of which years are made",
    "parts by transport, customs procedure or second partner, which are within the whole",
    "groups of countries, whose members stand for themselves",
    "a country's trade with itself",
    "finer than six digits, and within those",
)
_FIRST_YEAR, _LAST_YEAR = 1948, 2100
_EXPORTS = ("x", "2", "export", "exports")
_IMPORTS = ("m", "1", "import", "imports")
_WITHIN = ("rx", "rm", "dx", "fm", "3", "4", "re-export", "re-exports", "re-import", "re-imports", "mip",
           "xip", "mop", "xop", "domestic export", "foreign import")  # fmt: skip
_ISO = {"W00": WORLD, "ALL": WORLD, "S19": "TWN", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS"}
_BACI_NAME = re.compile(r"(?<![A-Za-z])HS(\d{2})(?!\d)")
_THOUSAND = 1000.0


def scanned(table: Table) -> pl.LazyFrame:
    """The rows of a table with ``line``, the columns of FLOW_COLUMNS, ``refused``, ``left`` and ``restored``.

    Values are in US dollars. ``reporter`` and ``partner`` are as the file has them (see ``letters_of``),
    ``refused`` and ``left`` are numbers of REFUSED and LEFT. Raises MissingExtra where polars is not
    installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtra("to read trade files, install dragoman[trade]") from error
    numbers = {number: key for key, number in table.layout.columns.items()}
    columns = [numbers.get(n, f"column {n}") for n in range(table.layout.width)]
    cells = pl.scan_csv(
        table.path,
        has_header=False,
        skip_lines=table.skip,
        separator=table.delimiter,
        schema=dict.fromkeys((*columns, "beyond"), pl.String),
        truncate_ragged_lines=True,
        missing_columns="insert",
        row_index_name="line",
        encoding="utf8-lossy",
    )
    have = set(table.layout.columns)
    text = {
        key: pl.col(key).str.strip_chars() if key in have else pl.lit(None, dtype=pl.String) for key in _NAMED
    }
    baci = table.layout.format is Format.BACI
    flow = pl.lit("X") if baci else pl.coalesce(text["flow"], text["flow_name"]).str.to_lowercase()
    shaped = cells.filter(pl.any_horizontal(pl.col(sorted(have)).is_not_null())).select(
        line=pl.col("line") + table.skip + 1,
        beyond=pl.col("beyond").str.strip_chars().fill_null("") != "",
        unclosed=text["value"] == BROKEN,
        year=pl.coalesce(text["year"], text["period"].str.slice(0, 4)).cast(pl.Int16, strict=False),
        reporter=_area(text["reporter_code"], text["reporter_iso"]),
        partner=_area(text["partner_code"], text["partner_iso"]),
        code=text["product"].str.to_uppercase(),
        value=text["value"].cast(pl.Float64, strict=False) * (_THOUSAND if baci else 1.0),
        empty=text["value"].is_null() | (text["value"] == ""),
        flow=flow
        if baci
        else pl.when(flow.is_in(_EXPORTS)).then(pl.lit("X")).when(flow.is_in(_IMPORTS)).then(pl.lit("M")),
        within=pl.lit(False) if baci else flow.is_in(_WITHIN),
        monthly=pl.lit(False)
        if baci
        else (text["frequency"].str.to_uppercase() == "M").fill_null(False)
        | text["month"].cast(pl.Int16, strict=False).is_between(1, 12).fill_null(False)
        | (text["period"].str.len_chars() == 6).fill_null(False),
        services=pl.lit(False) if baci else (text["type"].str.to_uppercase() == "S").fill_null(False),
        broken=pl.lit(False)
        if baci
        else (_given(text["second"], "0") | _given(text["customs"], "C00") | _given(text["mode"], "0")),
        revision=pl.lit(_edition(table.name)) if baci else text["classification"].str.to_uppercase(),
    )
    return _judged(_coded(shaped, baci=baci))


_NAMED = ("year", "period", "month", "frequency", "type", "reporter_iso", "reporter_code", "partner_iso",
          "partner_code", "second", "flow", "flow_name", "classification", "product", "customs", "mode",
          "value")  # fmt: skip


def _coded(rows: pl.LazyFrame, *, baci: bool) -> pl.LazyFrame:
    """With the product's code put right and its level: 0, 2, 4 or 6; 8 for finer; null for no code."""
    import polars as pl

    digits = pl.col("code").str.contains(r"^\d+$")
    length = pl.col("code").str.len_chars()
    short = digits & ((length < 6) if baci else (length.is_in([1, 3, 5])))
    padded = pl.col("code").str.zfill(6) if baci else pl.lit("0") + pl.col("code")
    coded = rows.with_columns(
        product=pl.when(short).then(padded).otherwise(pl.col("code")),
        restored=short.fill_null(False),
    )
    size = pl.col("product").str.len_chars()
    proper = pl.col("product").str.contains(r"^\d+$") | (pl.col("product") == "9999AA")
    return coded.with_columns(
        level=pl.when(pl.col("product") == "TOTAL")
        .then(pl.lit(0))
        .when(proper & size.is_in([2, 4, 6]))
        .then(size)
        .when(proper & (size > 6))
        .then(pl.lit(8))
        .otherwise(None)
        .cast(pl.Int8)
    )


def _judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """With the reason for which a row is refused, or else left out."""
    import polars as pl

    c = pl.col
    revision = c("revision").fill_null("")
    groups = [code for code, token in _tokens().items() if token.startswith(AreaKind.GROUP.value)]
    harmonized = (revision == "") | revision.str.contains(r"^H(S|\d|$)")
    refusals = (
        c("unclosed"),
        c("beyond"),
        c("year").is_null() | ~c("year").is_between(_FIRST_YEAR, _LAST_YEAR),
        c("reporter").is_null() | ~c("reporter").is_in(list(_tokens())),
        c("partner").is_null(),
        c("empty"),
        c("value").is_null() | ~c("value").is_finite(),
        c("value") < 0,
        c("flow").is_null() & ~c("within").fill_null(False),
        c("code").is_null() | (c("code") == ""),
        c("level").is_null() & harmonized & ~c("services"),
    )
    lefts = (
        c("services"),
        ~harmonized,
        c("within"),
        c("monthly"),
        c("broken"),
        c("partner").is_in(groups) | c("reporter").is_in(groups),
        c("reporter") == c("partner"),
        c("level") == 8,
    )
    return rows.select(
        "line",
        *FLOW_COLUMNS[:5],
        pl.when(revision == "").then(pl.lit("HS")).otherwise(revision).alias("revision"),
        "product",
        "value",
        "restored",
        refused=_first(refusals),
        left=_first(lefts),
    ).with_columns(left=pl.when(c("refused").is_null()).then(c("left")))


def _first(reasons: tuple[pl.Expr, ...]) -> pl.Expr:
    """The number of the first reason that holds; null where none does."""
    import polars as pl

    return pl.coalesce(
        *(
            pl.when(holds.fill_null(False)).then(pl.lit(number, dtype=pl.UInt8))
            for number, holds in enumerate(reasons)
        )
    )


def _given(cell: pl.Expr, whole: str) -> pl.Expr:
    """Whether a cell tells a part, and not the whole or nothing."""
    return cell.is_not_null() & (cell != "") & (cell.str.to_uppercase() != whole)


def _area(code: pl.Expr, iso: pl.Expr) -> pl.Expr:
    """The area of a row as the file has it: its number without zeros before it, else its letters."""
    import polars as pl

    letters = iso.str.to_uppercase()
    return pl.coalesce(
        code.cast(pl.Int32, strict=False).cast(pl.String), pl.when(letters != "").then(letters)
    )


def codes_of(alpha3: str) -> list[str]:
    """All that a file can have for a party: its letters, and every number that stands for it."""
    return [code for code, token in _tokens().items() if token == alpha3]


def letters_of(frame: Frame, *columns: str) -> Frame:
    """The frame with areas as alpha-3 codes, WORLD, or "rest 899"; "rest ?" for what nobody knows."""
    import polars as pl

    known = _tokens()
    return frame.with_columns(pl.col(columns).replace_strict(known, default="rest ?", return_dtype=pl.String))


@cache
def _tokens() -> dict[str, str]:
    """What each number, and each group of letters, stands for."""
    numbers = {str(number): _token(area) for number, area in load_trade_areas().items()}
    letters = {token: token for token in numbers.values() if len(token) == 3}
    return numbers | letters | _ISO


def _token(area: TradeArea) -> str:
    if area.kind is AreaKind.PARTY:
        return area.alpha3 or ""
    return WORLD if area.kind is AreaKind.WORLD else f"{area.kind.value} {area.code}"


def _edition(name: str) -> str:
    """The edition of the Harmonized System that BACI tells in the names of its files."""
    found = _BACI_NAME.findall(name)
    return f"HS{found[-1]}" if found else "HS"
