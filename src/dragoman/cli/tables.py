"""Tables on the terminal, of words that strangers wrote: nothing in them is markup or moves the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH_OF_FILES = 160
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def check_format(format: str) -> None:
    """Raises BadParameter where a listing cannot be had in this format."""
    if format not in ("table", "json"):
        raise typer.BadParameter(f"{format!r} is none of table, json", param_hint="--format")


def show(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, or on standard error that nothing is known."""
    if not rows:
        typer.echo("nothing known", err=True)
        return
    table = Table(*columns)
    for row in rows:
        table.add_row(*(Text(on_one_line(cell)) for cell in row))
    console = Console()
    Console(width=None if console.is_terminal else _WIDTH_OF_FILES).print(table)


def on_one_line(words: str) -> str:
    """The words with control characters and line breaks written out."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), words)
