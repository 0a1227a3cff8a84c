"""The command that lists what sources tell differently."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import ListFormat, Parties, choice, parties_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import check_format, show_table
from dragoman.desk.differ.rows import Kind
from dragoman.desk.disagreements import disagreements as find
from dragoman.export.disagreements_json import disagreements_json
from dragoman.export.disagreements_table import disagreements_table

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="may be repeated: " + ", ".join(kind.value for kind in Kind)),
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("disagreements")(disagreements)


def disagreements(
    parties: Parties = None,
    kind: Kinds = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """What sources tell differently: who says what, in which words, and how many voices say so."""
    check_format(format)
    kinds = {Kind(choice(k, [known.value for known in Kind], "--kind")) for k in kind or ()}
    chosen = parties_given(parties)
    found = find(opened(ledger, settings), chosen, kinds=kinds)
    if format == "json":
        typer.echo(disagreements_json(found), nl=False)
    else:
        show_table(disagreements_table(found), len(found))
