"""Commands that list what the ledger knows: people, bodies, instruments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Annotated

import typer
from rich.table import Table

from dragoman.cli.arguments import ListFormat, On, Parties, choice, day_given
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption
from dragoman.cli.tables import listing_arguments, print_listing, show_table
from dragoman.desk import registers
from dragoman.desk.bodies import bodies_of, body_register
from dragoman.desk.coverage import coverage, coverage_texts
from dragoman.desk.instruments import instrument_register, instruments_of
from dragoman.desk.known import known_by
from dragoman.export.bodies_json import bodies_json
from dragoman.export.bodies_table import bodies_tables
from dragoman.export.instruments_json import instruments_json
from dragoman.export.instruments_table import instruments_table
from dragoman.export.listings import PEOPLE
from dragoman.export.timeline_json import dumps
from dragoman.lexicon.schema import AREAS
from dragoman.model.ledger import Ledger, Report


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
    on: On = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Joint and multilateral bodies: every session with its chairs and what was signed, gaps, and tasks."""
    chosen, day = listing_arguments(parties, format), day_given(on)
    whole = opened(ledger, settings)
    known = known_by(whole, day)
    entries = body_register(known, bodies_of(known, chosen), day)
    if format == "json":
        typer.echo(dumps(bodies_json(known, entries)), nl=False)
        return
    made = bodies_tables(entries)
    _print(made, [report for entry in entries for report in entry.body.reports], whole, known, day)


def _print(
    tables: Collection[Table], reports: Iterable[Report], whole: Ledger, known: Ledger, day: dt.date
) -> None:
    """Tables, and below them the documents that they rest on; on standard error where nothing is known."""
    if not tables:
        typer.echo("nothing known", err=True)
    for made in tables:
        show_table(made, made.row_count)
    later = whole.size - known.size
    used = {report.document_id for report in reports}
    for text in coverage_texts(coverage(known, used, day, later=later)):
        typer.echo(text)


def instruments(
    parties: Parties = None,
    area: Annotated[str | None, typer.Option("--area", help="one of: " + ", ".join(AREAS))] = None,
    on: On = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Agreements, memoranda, statements: status over time, term, what each created, and activity since."""
    chosen, day = listing_arguments(parties, format), day_given(on)
    wanted = choice(area, AREAS, "--area") if area is not None else None
    whole = opened(ledger, settings)
    known = known_by(whole, day)
    entries = instrument_register(known, instruments_of(known, chosen, wanted), day)
    if format == "json":
        typer.echo(dumps(instruments_json(known, entries)), nl=False)
        return
    made = [instruments_table(entries)] if entries else []
    _print(made, [report for entry in entries for report in entry.instrument.reports], whole, known, day)
