"""The command that lists who undertook what."""

from __future__ import annotations

import typer

from dragoman.cli.arguments import ListFormat, On, Parties, day_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import listing_arguments, print_listing
from dragoman.desk.commitments import docket
from dragoman.desk.known import known_by, on_both
from dragoman.export.listings import commitments_listing


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("commitments")(commitments)


def commitments(
    parties: Parties = None,
    on: On = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Commitments and intents, overdue first."""
    chosen, day = listing_arguments(parties, format), day_given(on)
    book = known_by(opened(ledger, settings), day)
    documents = on_both(book, *chosen) if len(chosen) == 2 else frozenset()
    print_listing(book, commitments_listing(day), docket(book, chosen, on=day, documents=documents), format)
