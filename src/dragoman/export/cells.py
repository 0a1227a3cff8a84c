"""Rows -> CSV for a spreadsheet, in which no cell is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_SEPARATOR = "; "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A header and the rows. None is an empty cell, and lists are joined by semicolons.

    A cell that a spreadsheet would run as a formula begins with an apostrophe: documents are not to be
    trusted. For words letter by letter take the JSON.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)  # a number of ours is one
    text = _SEPARATOR.join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
