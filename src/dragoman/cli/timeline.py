"""The command that lists engagements in order of time."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.arguments import (
    Kinds,
    Output,
    Parties,
    Since,
    Until,
    choice,
    date_given,
    parties_given,
    write,
)
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import show_table
from dragoman.desk.parties import party_name
from dragoman.desk.timeline import timeline as make_timeline
from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.charts import FORMATS as PICTURES
from dragoman.export.charts import timeline_chart
from dragoman.export.tables import timeline_table
from dragoman.model.text import EngagementKind

_FORMATS = ("table", *TIMELINE_EXPORTERS, *PICTURES)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("timeline")(timeline)


def timeline(
    parties: Parties = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    newest_first: Annotated[bool, typer.Option("--newest-first", help="latest engagement on top")] = False,
    format: Annotated[str, typer.Option("--format", help=", ".join(_FORMATS))] = "table",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Engagements in order of time: all, of one party, or between two."""
    choice(format, _FORMATS, "--format")
    if format == "table" and output is not None:
        raise typer.BadParameter("a table is printed; name another format to write it", param_hint="-o")
    kinds = {EngagementKind(choice(k, [e.value for e in EngagementKind], "--kind")) for k in kind or ()}
    chosen, first, last = parties_given(parties), date_given(since, "--since"), date_given(until, "--until")
    if first and last and last.last < first.first:
        raise typer.BadParameter(f"{until} is before --since {since}", param_hint="--until")
    book = opened(ledger, settings)
    found = make_timeline(book, chosen, since=first, until=last, kinds=kinds, newest_first=newest_first)
    if format in TIMELINE_EXPORTERS:
        write(output, TIMELINE_EXPORTERS[format](book, found))
    elif format in PICTURES:
        names = tuple(party_name(party) for party in chosen)
        start = first.first if first else None
        write(output, timeline_chart(found, since=start, names=names, format=format))
    else:
        show_table(timeline_table(book, found), len(found))
