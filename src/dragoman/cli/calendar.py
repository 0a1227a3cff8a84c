"""The command that makes a calendar of what is coming."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import On, Output, Parties, choice, day_given, parties_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.cli.tables import show_table
from dragoman.desk.calendar import calendar as make_calendar
from dragoman.desk.coverage import coverage_texts
from dragoman.export.calendar_ics import calendar_ics
from dragoman.export.calendar_json import calendar_json, calendar_table

_FORMATS = ("table", "ics", "json")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("calendar")(calendar)


def calendar(
    parties: Parties = None,
    on: On = None,
    format: Annotated[str, typer.Option("--format", help=", ".join(_FORMATS))] = "table",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """What is planned, due and running out: for all, one party, or between two."""
    choice(format, _FORMATS, "--format")
    chosen, day, told = parties_given(parties), day_given(on), answering(settings)
    made = make_calendar(
        opened(ledger, settings), chosen, on=day, settings=told.calendar, rhythm=told.cadence
    )
    if format == "table":
        show_table(calendar_table(made), len(made.entries))
        for text in coverage_texts(made.coverage):
            typer.echo(text)
        return
    write(output, calendar_ics(made) if format == "ics" else calendar_json(made))
