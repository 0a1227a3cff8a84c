"""Who publishes: outlets and offices, with country and kind; what Dragoman knows, and what the user says."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.settings import SettingsOption, merging
from dragoman.cli.tables import check_format, show
from dragoman.errors import InvalidRecord
from dragoman.export.intake_json import sources_json
from dragoman.export.timeline_json import dumps
from dragoman.gazetteer.outlets import Outlets, key_of
from dragoman.model.outlet import Outlet, SourceKind
from dragoman.store import open_store

_KINDS = ", ".join(SourceKind)
OwnLedger = Annotated[
    str | None,
    typer.Option("--ledger", help="a file, or a SQLAlchemy URL (sqlite:///x.db, postgresql+psycopg://...)"),
]
app = typer.Typer(
    help="Who publishes: outlets and offices, with country and kind.", invoke_without_command=True
)


def register(main: typer.Typer) -> None:
    """Add the commands to the application."""
    main.add_typer(app, name="sources")


@app.callback()
def sources(
    context: typer.Context,
    format: Annotated[str, typer.Option("--format", help="table or json")] = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
    settings: SettingsOption = None,
) -> None:
    """Who published the documents of the ledger, and what you said of them."""
    context.obj = ledger
    if context.invoked_subcommand is not None:
        return
    check_format(format)
    with open_store(ledger, create=False) as store:
        rows = sources_json(store.ledger(merging(settings)), store.outlets())
    if format == "json":
        typer.echo(dumps(rows), nl=False)
        return
    show(
        ("known by", "name", "country", "kind", "documents", "said by"),
        [
            (
                row["key"],
                row["name"],
                row["country"] or "",
                row["kind"] or "",
                str(row["documents"]),
                row["said_by"] or "nobody yet",
            )
            for row in rows
        ],
    )


@app.command("set")
def set_source(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="the domain or address it publishes under, or its name")],
    kind: Annotated[str, typer.Option("--kind", help=_KINDS)],
    name: Annotated[str | None, typer.Option("--name", help="as it is to be shown")] = None,
    country: Annotated[str | None, typer.Option("--country", help="ISO 3166-1 alpha-3")] = None,
    ledger: OwnLedger = None,
) -> None:
    """Say who a source is. Your word comes before Dragoman's."""
    if kind not in list(SourceKind):
        raise typer.BadParameter(f"{kind!r} is none of {_KINDS}", param_hint="--kind")
    if country is not None and not Outlets.is_country(country):
        raise typer.BadParameter(f"{country!r} is no ISO 3166-1 alpha-3 code", param_hint="--country")
    known_by = key_of(key)
    try:
        outlet = Outlet(key=known_by, name=name or known_by, country=country, kind=SourceKind(kind))
    except InvalidRecord as error:
        raise typer.BadParameter(str(error), param_hint="KEY") from error
    with open_store(ledger or context.obj) as store:
        store.name_outlet(outlet)


@app.command("unset")
def unset_source(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="the domain, address or name that you set")],
    ledger: OwnLedger = None,
) -> None:
    """Take back what you said of a source."""
    with open_store(ledger or context.obj, create=False) as store:
        if not store.forget_outlet(key_of(key)):
            raise typer.BadParameter(f"nothing was said of {key!r}", param_hint="KEY")
