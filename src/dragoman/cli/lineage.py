"""Who follows whom: ``lineage``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.settings import SettingsOption, merging
from dragoman.desk.documents import find_document
from dragoman.desk.lineage import lineage as trace
from dragoman.desk.lineage_rows import Lineage
from dragoman.detect.tagger.vectors import WordVectors
from dragoman.errors import UnknownDocument
from dragoman.export.lineage_html import lineage_html
from dragoman.export.lineage_json import lineage_json
from dragoman.export.lineage_text import lineage_text
from dragoman.gazetteer.outlets import Outlets
from dragoman.store import open_store

LINEAGE_EXPORTERS: Mapping[str, Callable[[Lineage], str]] = {
    "text": lineage_text,
    "json": lineage_json,
    "html": lineage_html,
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("lineage")(lineage)


def lineage(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOC...",
            help="a file as it was read (its path or name), an address, or a document's id; one shows its "
            "whole voice and what is near to it, several are compared with each other",
        ),
    ],
    format: Annotated[str, typer.Option("--format", help=", ".join(LINEAGE_EXPORTERS))] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="a file, in place of standard output")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    settings: SettingsOption = None,
) -> None:
    """Who follows whom: what each document adds, drops and rewords, and whom it credits."""
    if format not in LINEAGE_EXPORTERS:
        known = ", ".join(LINEAGE_EXPORTERS)
        raise typer.BadParameter(f"{format!r} is none of {known}", param_hint="--format")
    with open_store(ledger, create=False) as store:
        book, outlets = store.ledger(merging(settings)), Outlets(store.outlets())
    try:
        chosen = [find_document(book, words).id for words in documents]
    except UnknownDocument as error:
        raise typer.BadParameter(str(error), param_hint="DOC") from error
    text = LINEAGE_EXPORTERS[format](trace(book, chosen, vectors=WordVectors.load(), outlets=outlets))
    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="-o") from error
