"""What trade files hold: totals of every year, and the products of one.

Levels of detail are never added to each other: of "TOTAL", two, four and six digits that a file gives of one
flow, one is taken. Two files that give the same row count once. A reporter's trade with the world is what its
rows on the world say: a file of reports may hold some partners only, so that these are never added up for it.
BACI holds all partners. What a reporter says and what its partner
says are two figures; BACI, which has reconciled them, has one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import MissingExtra, UnreadableTrade
from dragoman.trade.coverage import FileCoverage, Left, Refused, TradeCoverage
from dragoman.trade.files import Table, tables
from dragoman.trade.formats import Format
from dragoman.trade.names import product_names
from dragoman.trade.rows import LEFT, REFUSED, WORLD, codes_of, letters_of, scanned

if TYPE_CHECKING:
    import polars as pl

_LINES = 3  # of those refused, that are named
_HEADING = 4  # the digits by which all exporters are compared
_GROUP = ("year", "reporter", "partner", "flow", "level", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """The products of one year at one level.

    ``exports`` and ``imports`` have the columns party, product, value: of the two parties with the world,
    empty where the files do not tell that. ``world`` has product and value: what all reporters export to the
    world, or what a file gives as the world's exports (``world_given``). ``headings`` has party, product (at
    most four digits) and value: of every exporter. ``between`` has reporter, partner, flow,
    product, value: of the two parties with each other.
    """

    year: int
    level: int
    exports: pl.DataFrame
    imports: pl.DataFrame
    world: pl.DataFrame
    headings: pl.DataFrame
    between: pl.DataFrame
    revisions: tuple[str, ...]
    world_given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A total in US dollars; ``partners`` is how many were added up where no total was given. ``complete``:
    it is all trade, as it was given or because the file holds all partners."""

    value: float
    partners: int | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What the files hold. ``totals`` has year, reporter, partner, flow, level, revision, value and rows; of
    BACI only what is exported, by exporter."""

    coverage: TradeCoverage
    totals: pl.DataFrame
    sources: tuple[Table, ...]
    names: dict[str, str]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.totals["year"].unique().to_list()))

    def reconciled(self, year: int) -> bool:
        """Whether the figures of a year are BACI's, which has one value for what both sides report."""
        return self._of(year)["baci"].any()

    def files(self, year: int) -> tuple[str, ...]:
        """The names of the files that the figures of a year are from."""
        used = set(self._of(year)["table"].unique().to_list())
        return tuple(table.name for number, table in enumerate(self.sources) if number in used)

    def reporters(self, year: int) -> frozenset[str]:
        """Who reports in a year."""
        return frozenset(self._of(year)["reporter"].unique().to_list()) - {WORLD}

    def partners(self, year: int, reporter: str, flow: str) -> dict[str, float]:
        """What a reporter says that it traded with each partner; the world is not among them."""
        import polars as pl

        own, other, flow_ = self._sides(year, flow)
        rows = self._of(year).filter((pl.col(own) == reporter) & (pl.col("flow") == flow_))
        rows = _coarsest(rows, other).filter(pl.col(other) != WORLD)
        return dict(rows.select(other, "value").iter_rows())

    def between(self, year: int, reporter: str, partner: str, flow: str) -> float | None:
        """What a reporter says that it traded with a partner; None where it says nothing."""
        return self.partners(year, reporter, flow).get(partner)

    def world(self, year: int, reporter: str, flow: str) -> Amount | None:
        """What a reporter says that it traded with the world: as given, or all partners in the files
        together, which is ``complete`` in BACI alone."""
        import polars as pl

        if not self.reconciled(year):
            rows = self._of(year).filter(
                (pl.col("reporter") == reporter) & (pl.col("flow") == flow) & (pl.col("partner") == WORLD)
            )
            if rows.height:
                return Amount(value=float(_coarsest(rows, "partner")["value"].sum()))
        found = self.partners(year, reporter, flow)
        if not found:
            return None
        return Amount(value=sum(found.values()), partners=len(found), complete=self.reconciled(year))

    def everybody(self, year: int, partner: str) -> tuple[dict[str, float], dict[str, float]]:
        """What every reporter says that it exports to the world, and to one partner; who does not tell of the
        world is not among the first."""
        import polars as pl

        c = pl.col
        rows = self._of(year).filter((c("flow") == "X") & (c("reporter") != WORLD))
        rows = rows.filter(c("level") == c("level").min().over("reporter", "partner"))
        whole = rows if self.reconciled(year) else rows.filter(c("partner") == WORLD)
        value = c("value").sum()
        return tuple(
            dict(frame.group_by("reporter").agg(value).sort("reporter").iter_rows())
            for frame in (whole, rows.filter(c("partner") == partner))
        )  # type: ignore[return-value]  # of two

    def products(self, year: int, pair: tuple[str, str], digits: int = 0) -> Products | None:
        """The products of a year at ``digits``, or the finest level that all that is wanted has; None where
        the files have no products of it."""
        import polars as pl

        groups = self._of(year).filter(pl.col("level") > 0)
        if not groups.height:
            return None
        sources = sorted(set(groups["table"].to_list()))
        used = [self.sources[n] for n in sources]
        if self.reconciled(year):
            return _of_baci(_flows(used, year), year, pair, digits or 6, groups)
        return _of_reports(_flows(used, year), year, pair, digits, groups)

    def _of(self, year: int) -> pl.DataFrame:
        """The groups of a year: of BACI where there is any, and of its first file; else of all reports."""
        import polars as pl

        rows = self.totals.filter(pl.col("year") == year)
        if rows["baci"].any():
            rows = rows.filter(pl.col("baci"))
            return rows.filter(pl.col("table") == rows["table"].min())
        return rows

    def _sides(self, year: int, flow: str) -> tuple[str, str, str]:
        """Which column is the reporter's own, which the partner's, and which flow to look for."""
        if self.reconciled(year) and flow == "M":
            return "partner", "reporter", "X"
        return "reporter", "partner", flow


@contextmanager
def read_trade(paths: Sequence[Path]) -> Iterator[Trade]:
    """The trade files, open as long as the context: what was packed is unpacked for that time.

    Raises UnreadableTrade, naming the file, the line where there is one, and the reason.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtra("to read trade files, install dragoman[trade]") from error
    with tempfile.TemporaryDirectory(prefix="dragoman-trade-") as folder:
        found = [table for path in paths for table in tables(path, Path(folder))]
        sources = tuple(t for t in found if t.layout.format is not Format.PRODUCTS)
        counted = [_counted(number, table) for number, table in enumerate(sources)]
        totals = [groups for _, groups in counted]
        yield Trade(
            coverage=TradeCoverage(files=tuple(file for file, _ in counted)),
            totals=_once(pl.concat(totals), sources) if totals else _nothing(),
            sources=sources,
            names=product_names(found),
        )


def _counted(number: int, table: Table) -> tuple[FileCoverage, pl.DataFrame]:
    """What a table covers, and its totals by year, reporter, partner, flow, level and revision."""
    import polars as pl

    rows = scanned(table)
    plain = pl.col("refused").is_null() & pl.col("left").is_null()
    try:
        found = (
            rows.group_by("refused", "left", *_GROUP)
            .agg(value=pl.col("value").sum(), rows=pl.len(), restored=pl.col("restored").sum())
            .collect(engine="streaming")
        )
        outcome = found.group_by("refused", "left").agg(pl.col("rows", "restored").sum())
        wrong = (
            rows.filter(pl.col("refused").is_not_null())
            .group_by("refused")
            .agg(lines=pl.col("line").bottom_k(_LINES))
            .collect(engine="streaming")
            if outcome["refused"].is_not_null().any()
            else None
        )
        groups = letters_of(found.filter(plain).select(*_GROUP, "value", "rows"), "reporter", "partner")
    except pl.exceptions.PolarsError as error:
        raise UnreadableTrade(f"{table.name}: {str(error).splitlines()[0][:200]}") from error
    refused, left, used, restored = [], [], 0, 0
    lines = dict(wrong.iter_rows()) if wrong is not None else {}
    for reason, passed, count, mended in outcome.sort("refused", "left").iter_rows():
        if reason is not None:
            refused.append(Refused(reason=REFUSED[reason], rows=count, lines=tuple(sorted(lines[reason]))))
        elif passed is not None:
            left.append(Left(reason=LEFT[passed], rows=count))
        else:
            used, restored = count, mended
    baci = table.layout.format is Format.BACI
    file = FileCoverage(
        name=table.name,
        format=table.layout.format,
        rows=int(outcome["rows"].sum()),
        used=used,
        years=tuple(sorted(groups["year"].unique().to_list())),
        reporters=len(set(groups["reporter"].unique().to_list()) - {WORLD}),
        partners=len(set(groups["partner"].unique().to_list()) - {WORLD}),
        digits=tuple(sorted(groups["level"].unique().to_list())),
        revisions=tuple(sorted(groups["revision"].unique().to_list())),
        left=tuple(left),
        refused=tuple(refused),
        restored=restored,
    )
    return file, groups.with_columns(table=pl.lit(number), baci=pl.lit(baci))


def _nothing() -> pl.DataFrame:
    import polars as pl

    texts = dict.fromkeys(("reporter", "partner", "flow", "revision"), pl.String())
    return pl.DataFrame(schema={"year": pl.Int16(), **texts, "level": pl.Int8(), "value": pl.Float64(),
                                "rows": pl.UInt32(), "table": pl.Int32(), "baci": pl.Boolean()})  # fmt: skip


def _once(totals: pl.DataFrame, sources: Sequence[Table]) -> pl.DataFrame:
    """The totals with one revision to each reporter, year and flow, and rows that two files give once."""
    import polars as pl

    reports = totals.filter(~pl.col("baci"))
    if reports.height and reports["table"].n_unique() > 1:
        reports = _merged(sources, sorted(set(reports["table"].to_list())))
    key = ["year", "reporter", "flow"]
    chosen = (
        reports.group_by([*key, "revision"])
        .agg(pl.col("rows").sum())
        .sort("rows", "revision", descending=True)
        .unique(key, keep="first", maintain_order=True)
        .select([*key, "revision"])
    )
    return pl.concat([reports.join(chosen, on=[*key, "revision"], how="semi"), totals.filter(pl.col("baci"))])


def _merged(sources: Sequence[Table], numbers: Sequence[int]) -> pl.DataFrame:
    """Totals of several files of reports; a row that more than one gives is taken from the first."""
    import polars as pl

    rows = [
        scanned(sources[n])
        .filter(pl.col("refused").is_null() & pl.col("left").is_null())
        .with_columns(table=pl.lit(n))
        for n in numbers
    ]
    return (
        letters_of(pl.concat(rows), "reporter", "partner")
        .group_by([*_GROUP, "product"])
        .agg(pl.col("value", "table").sort_by("table").first())
        .group_by(_GROUP)
        .agg(pl.col("value").sum(), rows=pl.len(), table=pl.col("table").min())
        .with_columns(baci=pl.lit(False))
        .select([*_GROUP, "value", "rows", "table", "baci"])
        .collect(engine="streaming")
    )


def _flows(sources: Sequence[Table], year: int) -> pl.LazyFrame:
    """The flows of a year in several tables, each once; of a single one with areas as the file has them."""
    import polars as pl

    plain = pl.col("refused").is_null() & pl.col("left").is_null() & (pl.col("year") == year)
    rows = [
        scanned(t).filter(plain).select([*_GROUP, "product", "value"]).with_columns(table=pl.lit(n))
        for n, t in enumerate(sources)
    ]
    if len(rows) == 1:
        return rows[0].drop("table")
    named = letters_of(pl.concat(rows), "reporter", "partner")
    return named.group_by([*_GROUP, "product"]).agg(pl.col("value").sort_by("table").first())


def _coarsest(rows: pl.DataFrame, other: str) -> pl.DataFrame:
    """One total to each partner: that of the least detail, which lacks least."""
    import polars as pl

    return (
        rows.filter(pl.col("level") == pl.col("level").min().over(other))
        .group_by(other)
        .agg(pl.col("value").sum())
        .sort(other)
    )


def _of_baci(
    rows: pl.LazyFrame, year: int, pair: tuple[str, str], level: int, groups: pl.DataFrame
) -> Products:
    import polars as pl

    c = pl.col
    codes = [code for party in pair for code in codes_of(party)]
    sold, bought = c("reporter").is_in(codes), c("partner").is_in(codes)
    cut = rows.with_columns(c("product").str.slice(0, level))
    coarse = rows.with_columns(c("product").str.slice(0, min(level, _HEADING)))
    wanted: list[tuple[pl.LazyFrame, tuple[str, ...], tuple[str, ...]]] = [
        (cut.filter(sold).rename({"reporter": "party"}), ("party",), ("product",)),
        (cut.filter(bought).rename({"partner": "party"}), ("party",), ("product",)),
        (cut, (), ("product",)),
        (coarse.rename({"reporter": "party"}), ("party",), ("product",)),
        (cut.filter(sold & bought), ("reporter", "partner"), ("flow", "product")),
    ]
    value = c("value").sum()
    found = pl.collect_all(
        [lazy.group_by(*areas, *more).agg(value) for lazy, areas, more in wanted], engine="streaming"
    )
    made = [
        (letters_of(frame, *areas) if areas else frame).group_by(*areas, *more).agg(value).sort(*areas, *more)
        for frame, (_, areas, more) in zip(found, wanted, strict=True)
    ]
    exports, imports, world, headings, between = made
    return Products(
        year=year,
        level=level,
        exports=exports,
        imports=imports,
        world=world,
        headings=headings,
        between=between,
        revisions=tuple(sorted(set(groups["revision"].to_list()))),
        world_given=False,
    )


def _of_reports(
    rows: pl.LazyFrame, year: int, pair: tuple[str, str], digits: int, groups: pl.DataFrame
) -> Products:
    """Of each flow, the least detailed level that has the digits wanted, cut down to them. Trade with the
    world is that of rows on the world alone: the partners in the files may be some of many."""
    import polars as pl

    c = pl.col
    whole = groups.filter(c("partner") == WORLD)
    two = groups.filter(c("reporter").is_in(pair) & c("partner").is_in(pair))
    own = whole.filter(c("reporter").is_in(pair))
    finest = [frame.group_by("reporter", "flow").agg(c("level").max())["level"].min() for frame in (own, two)]
    level = digits or min((int(f) for f in finest if f is not None), default=int(groups["level"].max() or 2))  # type: ignore[arg-type]  # a level is a number

    named = letters_of(rows, "reporter", "partner")

    def chosen(frame: pl.DataFrame) -> pl.LazyFrame:
        fit = frame.filter(c("level") >= level)
        return fit.filter(c("level") == c("level").min().over("reporter", "partner", "flow")).lazy()

    def summed(frame: pl.DataFrame, *by: str) -> pl.LazyFrame:
        return (
            named.join(chosen(frame), on=list(_GROUP), how="semi")
            .with_columns(c("product").str.slice(0, level))
            .group_by(*by, "product")
            .agg(c("value").sum())
            .sort(*by, "product")
        )

    every, between = pl.collect_all(
        [summed(whole, "reporter", "flow"), summed(two, "reporter", "partner", "flow")]
    )

    sold = every.filter(c("flow") == "X").select("product", "value", party="reporter")
    bought = every.filter(c("flow") == "M").select("product", "value", party="reporter")
    given = sold.filter(c("party") == WORLD)
    others = sold.filter(c("party") != WORLD)
    return Products(
        year=year,
        level=level,
        exports=sold.filter(c("party").is_in(pair)),
        imports=bought.filter(c("party").is_in(pair)),
        world=(given if given.height else others).group_by("product").agg(c("value").sum()).sort("product"),
        headings=others.with_columns(c("product").str.slice(0, _HEADING))
        .group_by("party", "product")
        .agg(c("value").sum())
        .sort("party", "product"),
        between=between,
        revisions=tuple(sorted(set(groups["revision"].to_list()))),
        world_given=given.height > 0,
    )
