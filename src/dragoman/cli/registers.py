"""Commands that list what the ledger knows: people, bodies, instruments."""

from __future__ import annotations

import typer

from dragoman.cli.arguments import ListFormat, Parties
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import listing_arguments, print_listing
from dragoman.desk import registers
from dragoman.export.listings import BODIES, INSTRUMENTS, PEOPLE


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("people")(people)
    app.command("bodies")(bodies)
    app.command("instruments")(instruments)


def people(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """People, with their offices and every spelling: all, or those who stand for the parties given."""
    chosen = listing_arguments(parties, format)
    book = opened(ledger, settings)
    print_listing(book, PEOPLE, registers.people(book, chosen), format)


def bodies(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Joint and multilateral bodies, with their sessions."""
    chosen = listing_arguments(parties, format)
    book = opened(ledger, settings)
    print_listing(book, BODIES, registers.bodies(book, chosen), format)


def instruments(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Agreements, memoranda, statements, with their status."""
    chosen = listing_arguments(parties, format)
    book = opened(ledger, settings)
    print_listing(book, INSTRUMENTS, registers.instruments(book, chosen), format)
