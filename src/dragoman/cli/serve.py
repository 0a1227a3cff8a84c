"""The web application on a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.settings import SettingsOption, answering, merging
from dragoman.errors import MissingExtra


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve")(serve)


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option("--host", help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 is any that is free")] = 8321,
    no_login: Annotated[
        bool, typer.Option("--no-login", help="one user, without a password; on this machine alone")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="a name that people call it by (ledger.example.org); may be repeated"),
    ] = None,
    behind: Annotated[
        list[str] | None,
        typer.Option("--behind", help="the address of a proxy that speaks https for it; may be repeated"),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="processes that answer")] = 1,
    trade: Annotated[
        list[Path] | None,
        typer.Option(
            "--trade", exists=True, dir_okay=False, help="trade figures, may be repeated: Comtrade or BACI"
        ),
    ] = None,
    settings: SettingsOption = None,
) -> None:
    """Open the web application on the ledger, for a browser on this machine or in the house."""
    try:
        from dragoman.web.serving import run
        from dragoman.web.settings import WebSettings
    except ModuleNotFoundError as error:
        raise MissingExtra("install the extra: pip install 'dragoman[web]'") from error
    run(
        WebSettings(
            ledger=ledger,
            login=not no_login,
            host=host,
            port=port,
            names=tuple(name or ()),
            proxies=tuple(behind or ()),
            merging=merging(settings),
            weights=answering(settings),
            trade=tuple(str(path.resolve()) for path in trade or ()),
        ),
        workers=workers,
    )
