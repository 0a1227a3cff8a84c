"""The command that lists engagements in order of time."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import Kinds, Parties, Since, Until, choice, date_given, parties_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import show_table
from dragoman.desk.timeline import timeline as make_timeline
from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.tables import timeline_table
from dragoman.model.text import EngagementKind


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("timeline")(timeline)


def timeline(
    parties: Parties = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    newest_first: Annotated[bool, typer.Option("--newest-first", help="latest engagement on top")] = False,
    format: Annotated[str, typer.Option("--format", help="table, json, csv, plover")] = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Engagements in order of time: all, of one party, or between two."""
    choice(format, ("table", *TIMELINE_EXPORTERS), "--format")
    kinds = {EngagementKind(choice(k, [e.value for e in EngagementKind], "--kind")) for k in kind or ()}
    chosen, first, last = parties_given(parties), date_given(since, "--since"), date_given(until, "--until")
    if first and last and last.last < first.first:
        raise typer.BadParameter(f"{until} is before --since {since}", param_hint="--until")
    book = opened(ledger, settings)
    found = make_timeline(book, chosen, since=first, until=last, kinds=kinds, newest_first=newest_first)
    if format in TIMELINE_EXPORTERS:
        typer.echo(TIMELINE_EXPORTERS[format](book, found), nl=False)
    else:
        show_table(timeline_table(book, found), len(found))
