"""The command that tells how regularly two parties deal with each other."""

from __future__ import annotations

import typer

from dragoman.cli.arguments import ListFormat, On, Output, PartyWords, day_given, parties_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.cli.tables import check_format, show_table
from dragoman.desk.consultations import consultations as find
from dragoman.desk.coverage import coverage_texts
from dragoman.export.consultations_json import consultations_json
from dragoman.export.consultations_table import consultations_tables


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("consultations")(consultations)


def consultations(
    party: PartyWords,
    other: PartyWords,
    on: On = None,
    format: ListFormat = "table",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The last contact and the next to be expected, per level and body, overdue first; who hosts next."""
    check_format(format)
    left, right = parties_given([party, other])
    weights = answering(settings).cadence
    answer = find(opened(ledger, settings), left, right, day_given(on), weights)
    if format == "json":
        write(output, consultations_json(answer))
        return
    for made, rows in consultations_tables(answer):
        show_table(made, rows)
    for text in coverage_texts(answer.coverage):
        typer.echo(text)
