"""Tables on the terminal, of words that strangers wrote: nothing in them is markup or moves the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.arguments import choice, parties_given
from dragoman.export.listings import Listing
from dragoman.export.tables import table
from dragoman.export.timeline_json import dumps
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party

T = TypeVar("T")

WIDTH_OF_FILES = 160
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def check_format(format: str) -> None:
    """Raises BadParameter where a listing cannot be had in this format."""
    choice(format, ("table", "json"), "--format")


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, or on standard error that nothing is known."""
    made = Table(*columns)
    for row in rows:
        made.add_row(*(Text(on_one_line(cell)) for cell in row))
    show_table(made, len(rows))


def show_table(made: Table, rows: int) -> None:
    """A table of so many rows, or on standard error that nothing is known."""
    if not rows:
        typer.echo("nothing known", err=True)
        return
    console = Console()
    Console(width=None if console.is_terminal else WIDTH_OF_FILES).print(made)


def listing_arguments(parties: list[str] | None, format: str) -> tuple[Party, ...]:
    """The parties of a listing, where its format and they are right; anything else is misuse."""
    check_format(format)
    return parties_given(parties)


def print_listing(ledger: Ledger, listing: Listing[T], items: Iterable[T], format: str) -> None:
    """A register as a table or as JSON."""
    if format == "json":
        typer.echo(dumps([listing.json(ledger, item) for item in items]), nl=False)
        return
    listed = list(items)
    rows = [listing.row(ledger, item) for item in listed]
    show_table(table(listing.columns, rows, listing.legend(listed)), len(rows))


def on_one_line(words: str) -> str:
    """The words with control characters and line breaks written out."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), words)
