"""The command that ranks new avenues between two parties."""

from __future__ import annotations

import io
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from dragoman.cli.arguments import On, Output, PartyWords, choice, day_given, parties_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.cli.tables import on_one_line
from dragoman.desk.avenues import avenues as find
from dragoman.desk.avenues.facts import Avenues
from dragoman.export.avenues_charts import write_charts
from dragoman.export.avenues_html import avenues_html
from dragoman.export.avenues_json import avenues_json
from dragoman.export.avenues_table import avenues_table, below, checks_table, history_table, trade_lines
from dragoman.trade import read_trade

_WIDTH_OF_FILES = 160
TradeFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--trade",
        help="a trade file (UN Comtrade CSV or CEPII BACI, also .gz or .zip); may be repeated",
        metavar="FILE",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("avenues")(avenues)


def avenues(
    party: PartyWords,
    other: PartyWords,
    trade: TradeFiles = None,
    on: On = None,
    year: Annotated[int | None, typer.Option("--year", help="of the trade figures; else the last")] = None,
    format: Annotated[str, typer.Option("--format", help="table, json, html")] = "table",
    output: Output = None,
    charts: Annotated[
        Path | None, typer.Option("--charts", help="a folder for charts as pictures", metavar="DIR")
    ] = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """New avenues between two parties, from trade files and from gaps in the ledger, best first."""
    choice(format, ("table", "json", "html"), "--format")
    left, right = parties_given([party, other])
    day, chosen = day_given(on), answering(settings).avenues
    book = opened(ledger, settings)
    with read_trade(trade) if trade else nullcontext() as tables:
        found = find(book, (left, right), day, tables, year, chosen)
    if year is not None and trade and found.year is None and found.missing is not None:
        raise typer.BadParameter(f"{year}: {found.missing.value}", param_hint="--year")
    if charts is not None:
        for path in write_charts(found, charts):
            typer.echo(f"wrote {path}", err=True)
    if format == "table":
        _show(found, output)
    else:
        write(output, avenues_json(found) if format == "json" else avenues_html(found))


def _show(found: Avenues, output: Path | None) -> None:
    """The tables one after the other, with what the figures are and what they rest on."""
    console = Console()
    if output is None and console.is_terminal:
        _print(found, console)
        return
    paper = io.StringIO()
    _print(found, Console(file=paper, width=_WIDTH_OF_FILES))
    write(output, paper.getvalue())


def _print(found: Avenues, out: Console) -> None:
    def lines(texts: tuple[str, ...]) -> None:
        for text in texts:
            out.print(Text(on_one_line(text)), soft_wrap=not out.is_terminal)

    lines(trade_lines(found))
    for made, rows in (
        (history_table(found), len(found.history)),
        (avenues_table(found), len(found.avenues)),
        (checks_table(found), len(found.checks)),
    ):
        if rows:
            out.print(made)
    lines(() if found.avenues else ("No avenue is known.",))
    lines(below(found))
