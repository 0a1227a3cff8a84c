"""The command that lists what sources tell differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from dragoman.cli.arguments import ListFormat, Parties, choice, parties_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import check_format, show
from dragoman.desk.differ.rows import Disagreement, Kind
from dragoman.desk.disagreements import disagreements as find
from dragoman.desk.wording import count_text
from dragoman.export.disagreements_json import disagreements_json

_COLUMNS = ("what differs", "told", "voices", "by whom, where", "in which words")
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
        show(_COLUMNS, [row for one in found for row in _rows(one)])


def _rows(one: Disagreement) -> Iterator[tuple[str, ...]]:
    """A line for each run of words; what they are on, and what they say, stand in the first."""
    copies = " (copies of one text)" if one.one_voice else ""
    heading = f"{one.kind.value}, {one.standing.value}: {one.subject}. {one.text}{copies}"
    for version in one.versions:
        value, voices = version.value, count_text(version.voices, "voice")
        for note in version.notes:
            where = f"{note.source} ({note.lang}, {note.start}–{note.end})"
            yield heading, value, voices, where, " ".join(note.quote.split())
            heading = value = voices = ""
    if one.silent:
        yield "", "left out", "", ", ".join(one.silent), ""
