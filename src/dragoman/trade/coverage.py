"""What trade files covered: files, years, reporters, detail, and the rows used, left out and refused."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.trade.formats import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Rows that cannot be read, for one reason; ``lines`` are the first of them, counted from 1."""

    reason: str
    rows: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rows that were understood and left out, so that nothing is counted twice or with what it is not."""

    reason: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCoverage:
    """One table: a file, or a member of a zip archive ("baci.zip/BACI_HS17_Y2021.csv").

    ``used`` are the rows that are flows; how many went into a figure depends on the figure. ``digits`` are
    the levels of detail: 0 for totals, else the digits of the product codes. ``revisions`` are the editions
    of the Harmonized System that the file names. ``restored`` counts product codes that had lost the
    zero they began with.
    """

    name: str
    format: Format
    rows: int
    used: int
    years: tuple[int, ...]
    reporters: int
    partners: int
    digits: tuple[int, ...]
    revisions: tuple[str, ...]
    left: tuple[Left, ...]
    refused: tuple[Refused, ...]
    restored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCoverage:
    """All files that were brought, in the order in which they were."""

    files: tuple[FileCoverage, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for file in self.files for year in file.years}))

    @property
    def refused(self) -> int:
        return sum(one.rows for file in self.files for one in file.refused)
