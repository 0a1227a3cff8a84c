"""Commands that answer from a ledger: timeline, brief, and the registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.settings import SettingsOption, merging
from dragoman.desk import registers
from dragoman.desk.brief import brief as make_brief
from dragoman.desk.commitments import docket
from dragoman.desk.known import known_by, on_both
from dragoman.desk.parties import find_party
from dragoman.desk.timeline import timeline as make_timeline
from dragoman.errors import InvalidRecord, UnknownParty
from dragoman.export import EXPORTERS, TIMELINE_EXPORTERS
from dragoman.export.listings import (
    BODIES,
    INSTRUMENTS,
    PEOPLE,
    POSITIONS,
    Listing,
    commitments_listing,
)
from dragoman.export.tables import table, timeline_table
from dragoman.export.timeline_json import dumps
from dragoman.lexicon.load import packs
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind
from dragoman.model.time import PartialDate
from dragoman.store import open_store

T = TypeVar("T")

_PARTY_HELP = "a state (ISO 3166 code, or its name in a supported language) or an organisation's acronym"
_WIDTH_OF_FILES = 160
Parties = Annotated[
    list[str] | None, typer.Argument(metavar="PARTY", help=f"none, one or two: {_PARTY_HELP}")
]
PartyWords = Annotated[str, typer.Argument(metavar="PARTY", help=_PARTY_HELP)]
Since = Annotated[str | None, typer.Option("--since", help="YYYY, YYYY-MM or YYYY-MM-DD")]
Until = Annotated[str | None, typer.Option("--until", help="YYYY, YYYY-MM or YYYY-MM-DD")]
On = Annotated[str | None, typer.Option("--on", help="as of this day, YYYY-MM-DD; today if left out")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="a file, in place of standard output")]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="may be repeated: " + ", ".join(kind.value for kind in EngagementKind)),
]
ListFormat = Annotated[str, typer.Option("--format", help="table or json")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (timeline, brief, people, bodies, instruments, commitments, positions):
        app.command(command.__name__)(command)


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
    chosen, first, last = parties_given(parties), _date(since, "--since"), _date(until, "--until")
    if first and last and last.last < first.first:
        raise typer.BadParameter(f"{until} is before --since {since}", param_hint="--until")
    book = _ledger(ledger, settings)
    found = make_timeline(book, chosen, since=first, until=last, kinds=kinds, newest_first=newest_first)
    if format in TIMELINE_EXPORTERS:
        typer.echo(TIMELINE_EXPORTERS[format](book, found), nl=False)
    else:
        _show(timeline_table(book, found), len(found))


def brief(
    party: PartyWords,
    other: PartyWords,
    on: On = None,
    format: Annotated[str, typer.Option("--format", help=", ".join(EXPORTERS))] = "md",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """All that is known of the relations of two parties on a day, every line with its sources."""
    export = EXPORTERS[choice(format, EXPORTERS, "--format")]
    left, right = parties_given([party, other])
    text = export(make_brief(_ledger(ledger, settings), left, right, _day(on)))
    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
    else:
        _write(output, text)


def people(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """People, with their offices and every spelling: all, or those who stand for the parties given."""
    chosen = _listing_arguments(parties, format)
    book = _ledger(ledger, settings)
    _list(book, PEOPLE, registers.people(book, chosen), format)


def bodies(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Joint and multilateral bodies, with their sessions."""
    chosen = _listing_arguments(parties, format)
    book = _ledger(ledger, settings)
    _list(book, BODIES, registers.bodies(book, chosen), format)


def instruments(
    parties: Parties = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Agreements, memoranda, statements, with their status."""
    chosen = _listing_arguments(parties, format)
    book = _ledger(ledger, settings)
    _list(book, INSTRUMENTS, registers.instruments(book, chosen), format)


def commitments(
    parties: Parties = None,
    on: On = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Commitments and intents, overdue first."""
    chosen, day = _listing_arguments(parties, format), _day(on)
    book = known_by(_ledger(ledger, settings), day)
    documents = on_both(book, *chosen) if len(chosen) == 2 else frozenset()
    _list(book, commitments_listing(day), docket(book, chosen, on=day, documents=documents), format)


def positions(
    party: PartyWords,
    issue: Annotated[str | None, typer.Option("--issue", help="an issue, or words of it")] = None,
    format: ListFormat = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Where a party stands, issue by issue, in the words of each source."""
    (chosen,) = _listing_arguments([party], format)
    book = _ledger(ledger, settings)
    _list(book, POSITIONS, registers.positions(book, chosen, issue), format)


def _listing_arguments(parties: list[str] | None, format: str) -> tuple[Party, ...]:
    choice(format, ("table", "json"), "--format")
    return parties_given(parties)


def _list(ledger: Ledger, listing: Listing[T], items: Iterable[T], format: str) -> None:
    if format == "json":
        typer.echo(dumps([listing.json(ledger, item) for item in items]), nl=False)
        return
    listed = list(items)
    rows = [listing.row(ledger, item) for item in listed]
    _show(table(listing.columns, rows, listing.legend(listed)), len(rows))


def _show(made: Table, rows: int) -> None:
    if not rows:
        typer.echo("nothing known", err=True)
        return
    console = Console()
    Console(width=None if console.is_terminal else _WIDTH_OF_FILES).print(made)


def parties_given(words: list[str] | None) -> tuple[Party, ...]:
    """No party, one or two different ones; anything else is misuse."""
    if len(words or ()) > 2:
        raise typer.BadParameter("at most two parties can be given", param_hint="PARTY")
    try:
        found = tuple(find_party(word, packs().values()) for word in words or ())
    except UnknownParty as error:
        raise typer.BadParameter(str(error), param_hint="PARTY") from error
    if len(set(found)) != len(found):
        raise typer.BadParameter(
            f"{' and '.join(words or ())} are one and the same party", param_hint="PARTY"
        )
    return found


def _date(text: str | None, option: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text is not None else None
    except InvalidRecord as error:
        raise typer.BadParameter(f"{error}; write YYYY, YYYY-MM or YYYY-MM-DD", param_hint=option) from error


def _day(text: str | None) -> dt.date:
    date = _date(text, "--on")
    if date is not None and date.day is None:
        raise typer.BadParameter("a day is wanted: YYYY-MM-DD", param_hint="--on")
    return date.first if date else dt.datetime.now(tz=dt.UTC).date()


def choice(value: str, known: Iterable[str] | Mapping[str, object], option: str) -> str:
    names = list(known)
    if value not in names:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(names)}", param_hint=option)
    return value


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint="-o") from error


def _ledger(address: str, settings: Path | None) -> Ledger:
    with open_store(address, create=False) as store:
        return store.ledger(merging(settings))
