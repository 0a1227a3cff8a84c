"""The command that tells where a party stands, and what changed in the wording."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import ListFormat, On, PartyWords, Since, Until, date_given, day_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.cli.tables import listing_arguments, show_table
from dragoman.desk.coverage import coverage_texts
from dragoman.desk.positions import positions as make_positions
from dragoman.export.positions_json import positions_json
from dragoman.export.positions_table import beside_tables, positions_tables
from dragoman.export.timeline_json import dumps


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("positions")(positions)


def positions(
    party: PartyWords,
    issue: Annotated[str | None, typer.Option("--issue", help="an issue, or words of it")] = None,
    beside: Annotated[
        str | None, typer.Option("--with", metavar="PARTY", help="a second party, side by side")
    ] = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    diff: Annotated[bool, typer.Option("--diff", help="show what changed in the wording")] = False,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Where a party stands over time, issue by issue, in the words of each source."""
    chosen = listing_arguments([party, beside] if beside is not None else [party], format)
    first, last = date_given(since, "--since"), date_given(until, "--until")
    if first and last and last.last < first.first:
        raise typer.BadParameter(f"{until} is before --since {since}", param_hint="--until")
    weights = answering(settings).positions
    book = opened(ledger, settings)
    found = make_positions(
        book, chosen, day_given(on), issue=issue, since=first, until=last, settings=weights
    )
    if format == "json":
        typer.echo(dumps(positions_json(book, found)), nl=False)
        return
    made = beside_tables(found, diff=diff) if beside is not None else positions_tables(found, diff=diff)
    if not made:
        typer.echo("nothing known", err=True)
    for one in made:
        show_table(one, one.row_count)
    for text in coverage_texts(found.coverage):
        typer.echo(text)
