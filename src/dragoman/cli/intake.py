"""Commands that bring documents into a ledger, and say which are in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.progress import progress
from dragoman.cli.settings import SettingsOption, merging
from dragoman.cli.tables import check_format, on_one_line, show
from dragoman.config import Settings
from dragoman.errors import DragomanError
from dragoman.export.intake_json import documents_json, failure_json
from dragoman.export.timeline_json import dumps
from dragoman.read import ColumnMap, Failure, Options, find_paths
from dragoman.run.intake import Tally, failed_before, read_into
from dragoman.store import open_store

Paths = Annotated[list[str], typer.Argument(help="files, folders, web addresses, or - for standard input")]
Horizon = Annotated[
    int | None, typer.Option("--horizon", min=1900, help="the last year an undated text can be from")
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="processes to work with")]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns", help="which column or field holds what: text=Body,title=Headline,published=Day"
    ),
]
ListFormat = Annotated[str, typer.Option("--format", help="table or json")]
_SHOWN = 20  # failures named at the end of a run; the rest are counted


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("read")(read)
    app.command("watch")(watch)
    app.command("failures")(failures)
    app.command("documents")(documents)


def read(
    paths: Annotated[
        list[str] | None, typer.Argument(help="files, folders, web addresses, or - for standard input")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    retry: Annotated[bool, typer.Option("--retry", help="read what failed before once more")] = False,
    columns: Columns = None,
    workers: Workers = None,
    horizon: Horizon = None,
    file: SettingsOption = None,
) -> None:
    """Read documents into the ledger. Reading one again changes nothing; a run that was stopped goes on."""
    if not paths and not retry:
        raise typer.BadParameter("a file, a folder or an address is wanted", param_hint="PATHS")
    settings, options = settings_of(workers, horizon), options_of(columns)
    with open_store(ledger, create=not retry or bool(paths)) as store:
        named = list(dict.fromkeys([*(paths or ()), *(failed_before(store) if retry else ())]))
        found = list(dict.fromkeys(find_paths(named)))
        with progress("reading", len(found)) as step:

            def told(tally: Tally) -> None:
                step(tally.files, tally.read + tally.known)

            tally = read_into(store, found, settings, options, named=named, told=told)
        store.merge(merging(file))
    failed = tally.failures
    name_failures(failed)
    print(
        f"{tally.read} read, {tally.known} known, {len(failed)} failed: {ledger}",
        file=sys.stderr,
    )
    raise typer.Exit(1 if failed else 0)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="the feeds and pages to poll")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="poll what is due, and end")] = False,
    horizon: Horizon = None,
    file: SettingsOption = None,
) -> None:
    """Poll feeds and pages, and read what is new into the ledger: one line for each feed polled."""
    from dragoman.read.web import load_feeds, next_due, utc_now
    from dragoman.run.watch import watch_into

    watched = load_feeds(feeds)
    settings, failed = settings_of(None, horizon), 0
    fetcher = watched.manners.fetcher()
    with open_store(ledger) as store:
        try:
            while True:
                for item in watch_into(store, watched, fetcher, settings, utc_now):
                    if isinstance(item, Failure):
                        failed += 1
                        name_failures([item])
                    else:
                        print(item, flush=True)
                store.merge(merging(file))
                if once:
                    break
                pause = (next_due(watched, store, utc_now) - utc_now()).total_seconds()
                time.sleep(max(1.0, pause))
        except KeyboardInterrupt:
            print("dragoman: stopped; the next watch goes on from here", file=sys.stderr)
    raise typer.Exit(1 if failed else 0)


def failures(
    format: ListFormat = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """What could not be had or read, and why. `dragoman read --retry` reads it once more."""
    check_format(format)
    with open_store(ledger, create=False) as store:
        kept = store.failures()
    if format == "json":
        typer.echo(dumps([failure_json(failure) for failure in kept]), nl=False)
    else:
        show(("origin", "stage", "reason"), [(f.origin, f.stage, f.reason) for f in kept])


def documents(
    format: ListFormat = "table",
    ledger: LedgerOption = DEFAULT_LEDGER,
    file: SettingsOption = None,
) -> None:
    """The documents of the ledger: date and how it was found, source, copies, and versions of one address."""
    check_format(format)
    with open_store(ledger, create=False) as store:
        book = store.ledger(merging(file))
    rows = documents_json(book)
    if format == "json":
        typer.echo(dumps(rows), nl=False)
        return
    columns = ("published", "found in", "lang", "source", "kind", "title", "copies", "version", "origin")
    show(
        columns,
        [
            (
                row["published"] or "",
                row["published_from"] or row["published_basis"],
                row["lang"],
                row["source"]["name"] or "",
                " ".join(filter(None, (row["source"]["kind"], row["source"]["country"]))),
                row["title"] or "",
                str(len(row["copies"])),
                _version(row),
                row["origin"],
            )
            for row in rows
        ],
    )


def _version(row: Mapping[str, Any]) -> str:
    if len(row["versions"]) < 2:
        return ""
    return f"{row['version']} of {len(row['versions'])}" + (", current" if row["current"] else "")


def settings_of(workers: int | None, horizon: int | None) -> Settings:
    """The settings with what the command line says."""
    settings = Settings()
    return replace(settings, workers=workers or settings.workers, horizon=horizon or settings.horizon)


def options_of(columns: str | None) -> Options:
    """What readers are told by the command line."""
    try:
        return Options(columns=ColumnMap.parse(columns) if columns is not None else None)
    except DragomanError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from error


def name_failures(failed: Sequence[Failure]) -> None:
    """Name them on standard error, each with its reason; of very many the first."""
    for failure in failed[:_SHOWN]:
        print(on_one_line(f"dragoman: {failure.origin}: {failure.stage}: {failure.reason}"), file=sys.stderr)
    if len(failed) > _SHOWN:
        left = len(failed) - _SHOWN
        print(f"dragoman: and {left:,} more; `dragoman failures` lists them all", file=sys.stderr)
