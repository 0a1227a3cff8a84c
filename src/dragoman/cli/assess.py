"""How a relationship stands: ``assess``."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType

from dragoman.cli.arguments import (
    On,
    Output,
    PartyWords,
    choice,
    date_given,
    day_given,
    parties_given,
    write,
)
from dragoman.cli.avenues import TradeFiles
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.cli.tables import WIDTH_OF_FILES
from dragoman.desk.assessment.answer import AsOf, Assessment, assessed
from dragoman.desk.assessment.compare import Comparison, compare
from dragoman.desk.parties import party_name
from dragoman.export.assessment_html import assessment_html, comparison_html
from dragoman.export.assessment_json import assessment_json, comparison_json
from dragoman.export.assessment_table import assessment_tables, comparison_tables
from dragoman.export.charts import FORMATS as PICTURES
from dragoman.export.charts import momentum_chart, scorecard_chart
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import Party
from dragoman.trade import read_trade

Pair = tuple[Party, Party]
_FORMATS = ("table", "json", "html", *PICTURES)
_CHARTS = ("scorecard", "momentum")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("assess")(assess)


def assess(
    party: PartyWords,
    other: PartyWords,
    on: On = None,
    since: Annotated[
        str | None, typer.Option("--since", help="what moved since then: YYYY, YYYY-MM or YYYY-MM-DD")
    ] = None,
    against: Annotated[
        tuple[str, str] | None,
        typer.Option("--against", metavar="PARTY PARTY", help="another pair to lay beside it"),
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", help="may be repeated: " + ", ".join(AREAS))
    ] = None,
    trade: TradeFiles = None,
    long: Annotated[bool, typer.Option("--long", help="tables show every item, not only the first")] = False,
    format: Annotated[str, typer.Option("--format", help=", ".join(_FORMATS))] = "table",
    chart: Annotated[
        str, typer.Option("--chart", help="of svg and png: " + ", ".join(_CHARTS))
    ] = "scorecard",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The scorecard of every area of cooperation, what moved in it, and momentum."""
    choice(format, _FORMATS, "--format")
    choice(chart, _CHARTS, "--chart")
    areas = tuple(choice(name, AREAS, "--area") for name in area or ())
    pair, beside = _pair(party, other), _pair(*against) if against else None
    day = day_given(on)
    start = _start(since, day)
    desk, book = answering(settings), opened(ledger, settings)
    now, then = AsOf.of(book, day), AsOf.of(book, start) if start else None
    with read_trade(trade) if trade else nullcontext() as tables:
        found = assessed(now, then, pair, desk, areas=areas, trade=tables)
        second = assessed(now, then, beside, desk, areas=areas, trade=tables) if beside else None
    both = compare(found, second, desk.comparison) if second else None
    write(output, _made(found, both, format, chart, long=long, output=output))


def _pair(party: str, other: str) -> Pair:
    first, second = parties_given([party, other])
    return first, second


def _start(text: str | None, on: dt.date) -> dt.date | None:
    date = date_given(text, "--since")
    if date is not None and date.first > on:
        raise typer.BadParameter(f"{text} is after {on}", param_hint="--since")
    return date.first if date else None


def _made(
    found: Assessment, both: Comparison | None, format: str, chart: str, *, long: bool, output: Path | None
) -> str | bytes:
    """The answer in its format."""
    if format == "json":
        return comparison_json(both) if both else assessment_json(found)
    if format == "html":
        return comparison_html(both) if both else assessment_html(found)
    if format in PICTURES:
        return _picture(found, both, format, chart)
    return _printed(
        comparison_tables(both) if both else assessment_tables(found, long=long), to_file=output is not None
    )


def _picture(found: Assessment, both: Comparison | None, format: str, chart: str) -> bytes:
    names = tuple(party_name(party) for party in found.parties)
    if chart == "momentum":
        if both:
            raise typer.BadParameter("momentum is drawn for one pair", param_hint="--against")
        return momentum_chart(found.momentum, since=found.since, names=names, format=format)
    return scorecard_chart(
        found.scorecard,
        against=both.right.scorecard if both else None,
        names=names,
        against_names=tuple(party_name(party) for party in both.right.parties) if both else (),
        format=format,
    )


def _printed(parts: Iterable[RenderableType], *, to_file: bool) -> str:
    """The parts as the terminal shows them; as wide as files have it where nobody looks on."""
    screen = Console()
    terminal = screen.is_terminal and not to_file
    out = io.StringIO()
    console = Console(
        file=out,
        width=screen.width if terminal else WIDTH_OF_FILES,
        force_terminal=terminal,
        no_color=not terminal,
    )
    for part in parts:
        console.print(part)
    return out.getvalue()
