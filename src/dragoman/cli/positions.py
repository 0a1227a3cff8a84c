"""The command that tells where a party stands."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import ListFormat, PartyWords
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import listing_arguments, print_listing
from dragoman.desk import registers
from dragoman.export.listings import POSITIONS


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("positions")(positions)


def positions(
    party: PartyWords,
    issue: Annotated[str | None, typer.Option("--issue", help="an issue, or words of it")] = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Where a party stands, issue by issue, in the words of each source."""
    (chosen,) = listing_arguments([party], format)
    book = opened(ledger, settings)
    print_listing(book, POSITIONS, registers.positions(book, chosen, issue), format)
