"""What products are called: in the words of the files, else by the chapter that their code begins with."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import islice

from dragoman.gazetteer.goods import chapter_of
from dragoman.trade.files import Table
from dragoman.trade.formats import Format

_LONGEST = 200


def product_names(tables: Iterable[Table]) -> dict[str, str]:
    """The names that files give to product codes, the first of several."""
    found: dict[str, str] = {}
    for table in tables:
        columns = table.layout.columns
        if "description" not in columns:
            continue
        if table.layout.format is not Format.PRODUCTS:
            found = _described(table) | found
            continue
        with table.path.open(encoding="utf-8", errors="replace", newline="") as stream:
            rows = csv.reader(stream, delimiter=table.delimiter)
            for row in islice(rows, table.skip, None):
                if len(row) > max(columns["product"], columns["description"]):
                    code = row[columns["product"]].strip()
                    code = code.zfill(len(code) + len(code) % 2) if code.isdigit() else code
                    found.setdefault(code, " ".join(row[columns["description"]].split())[:_LONGEST])
    return found


def product_name(code: str, names: dict[str, str]) -> str:
    """The name of a product, or "of chapter 10, cereals" where no file names it."""
    if code in names:
        return names[code]
    chapter = chapter_of(code)
    return f"of chapter {chapter.code}, {chapter.name}" if chapter else "product without a name"


def _described(table: Table) -> dict[str, str]:
    """The names that the rows of a table carry."""
    import polars as pl

    numbers = {number: key for key, number in table.layout.columns.items()}
    schema = {numbers.get(n, f"column {n}"): pl.String() for n in range(table.layout.width)}
    rows = (
        pl.scan_csv(
            table.path,
            has_header=False,
            skip_lines=table.skip,
            separator=table.delimiter,
            schema=schema,
            truncate_ragged_lines=True,
            missing_columns="insert",
            encoding="utf8-lossy",
        )
        .select(pl.col("product").str.strip_chars(), pl.col("description").str.strip_chars())
        .filter(pl.col("description").str.len_chars() > 0)
        .group_by("product")
        .agg(pl.col("description").min())
        .collect(engine="streaming")
    )
    out = {}
    for code, text in rows.iter_rows():
        if code:
            code = code.zfill(len(code) + len(code) % 2) if code.isdigit() else code
            out[code] = " ".join(text.split())[:_LONGEST]
    return out
