"""``dragoman review list``, ``why`` and ``log``: what waits, on what grounds, and what was decided."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.cli.review.given import Desk, Format, Id, open_desk, party_of
from dragoman.cli.settings import SettingsOption, merging
from dragoman.cli.tables import check_format
from dragoman.errors import UnknownParty
from dragoman.export import review_text
from dragoman.export.review_json import log_json, review_json, why_json
from dragoman.export.timeline_json import dumps
from dragoman.model.judgement import Matter
from dragoman.model.record import Party
from dragoman.review import conflicts, questions, why
from dragoman.review.log import gone, log
from dragoman.store import open_store

_WIDTH_OF_FILES = 160


def list_open(
    parties: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY", help="merges between these, one or two")
    ] = None,
    matter: Annotated[str | None, typer.Option("--matter", help=", ".join(Matter))] = None,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Merges that are proposed, judgements that contradict each other, decisions on what is gone."""
    check_format(format)
    chosen = _matter(matter)
    sides = _parties(parties)
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        noted = store.subjects()
    asked = questions(desk.things, desk.explainer, sides, chosen)
    against = conflicts(desk.things, desk.linker, sides, chosen)
    missing = gone(desk.ledger, noted)
    if format == "json":
        typer.echo(dumps(review_json(desk.things, asked, against, missing)), nl=False)
        return
    if not (asked or against or missing):
        typer.echo("nothing waits for a decision", err=True)
    if asked:
        _show(review_text.questions_table(desk.things, asked))
    if against:
        _show(review_text.conflicts_table(desk.things, against))
    if missing:
        _show(review_text.dangling_table(missing))


def why_so(
    one: Id,
    other: Id,
    format: Format = "table",
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Why two are one, or two, or a question: features, weights, score, and both quotes."""
    check_format(format)
    desk = open_desk(ledger, settings)
    found = why(desk.things.find(one), desk.things.find(other), desk.explainer)
    if format == "json":
        typer.echo(dumps(why_json(desk.things, found)), nl=False)
        return
    for line in review_text.why_lines(desk.things, found):
        typer.echo(line)


def show_log(
    format: Format = "table", settings: SettingsOption = None, ledger: LedgerOption = DEFAULT_LEDGER
) -> None:
    """Every decision of people, the first made first, and how it stands."""
    check_format(format)
    with open_store(ledger, create=False) as store:
        desk = Desk(store, merging(settings))
        undoings = store.undoings()
    entries = log(desk.ledger, desk.linker, undoings=undoings)
    if format == "json":
        typer.echo(dumps(log_json(desk.ledger, entries)), nl=False)
    elif entries:
        _show(review_text.log_table(entries))
    else:
        typer.echo("nobody has decided anything", err=True)


def _show(made: Table) -> None:
    console = Console()
    Console(width=None if console.is_terminal else _WIDTH_OF_FILES).print(made)


def _parties(words: list[str] | None) -> tuple[Party, ...]:
    if len(words or ()) > 2:
        raise typer.BadParameter("at most two parties can be given", param_hint="PARTY")
    try:
        return tuple(party_of(word) for word in words or ())
    except UnknownParty as error:
        raise typer.BadParameter(str(error), param_hint="PARTY") from error


def _matter(name: str | None) -> Matter | None:
    if name is not None and name not in list(Matter):
        raise typer.BadParameter(f"{name!r} is none of {', '.join(Matter)}", param_hint="--matter")
    return Matter(name) if name is not None else None
