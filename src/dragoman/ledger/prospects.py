"""Questions on what could be: new avenues."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger.answer import Answer, text_of
from dragoman.ledger.asked import Asked, Words, name_of
from dragoman.ledger.given import Day, day_given, parties_given, trade_given

if TYPE_CHECKING:
    from dragoman.desk.avenues.facts import Avenues


class Prospects(Asked):
    """Where a relationship could go."""

    def avenues(
        self,
        party: Words,
        other: Words,
        on: Day | None = None,
        *,
        trade: str | Path | Iterable[str | Path] = (),
        year: int | None = None,
        charts: str | Path | None = None,
    ) -> Answer[Avenues]:
        """New avenues between two parties, from trade files and from gaps in the ledger, best first.

        ``trade`` names files of UN Comtrade (CSV) or CEPII BACI, ``year`` is that of the figures, else the
        last; ``charts`` is a folder into which pictures are written.

        Example:
            >>> for avenue in ledger.avenues("EGY", "RUS", trade="comtrade.csv").avenues:
            ...     print(avenue)
        """
        from dragoman.desk.avenues import avenues
        from dragoman.export.avenues_charts import write_charts
        from dragoman.export.avenues_html import avenues_html
        from dragoman.export.avenues_json import avenues_json

        left, right = parties_given((party, other))
        day = day_given(on)
        with trade_given(trade) as tables:
            made = avenues(self.facts, (left, right), day, tables, year, self.weights.avenues)
        if charts is not None:
            write_charts(made, Path(charts))
        return Answer(
            made,
            name=f"{name_of('avenues', left, right)} on {day}",
            shown="table",
            formats={
                "table": lambda: _table(made),
                "json": lambda: avenues_json(made),
                "html": lambda: avenues_html(made),
            },
        )


def _table(made: Avenues) -> str:
    from dragoman.export.avenues_table import avenues_table, below, checks_table, history_table, trade_lines
    from dragoman.export.tables import plain

    shown = (
        (history_table(made), made.history),
        (avenues_table(made), made.avenues),
        (checks_table(made), made.checks),
    )
    none = () if made.avenues else ("No avenue is known.",)
    return text_of(
        [
            *(plain(line) for line in trade_lines(made)),
            *(table for table, rows in shown if rows),
            *none,
            *(plain(line) for line in below(made)),
        ]
    )
