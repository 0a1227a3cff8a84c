"""The command that makes a brief."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import On, Output, PartyWords, choice, day_given, parties_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.desk.brief import brief as make_brief
from dragoman.export import EXPORTERS


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("brief")(brief)


def brief(
    party: PartyWords,
    other: PartyWords,
    on: On = None,
    format: Annotated[str, typer.Option("--format", help=", ".join(EXPORTERS))] = "md",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """All that is known of the relations of two parties on a day, every line with its sources."""
    export = EXPORTERS[choice(format, EXPORTERS, "--format")]
    left, right = parties_given([party, other])
    write(output, export(make_brief(opened(ledger, settings), left, right, day_given(on))))
