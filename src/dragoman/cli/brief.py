"""The command that makes a brief."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from dragoman.cli.arguments import On, Output, PartyWords, choice, day_given, parties_given, write
from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption, opened
from dragoman.cli.settings import SettingsOption, answering
from dragoman.desk.brief import brief as make_brief
from dragoman.desk.brief import with_assessment
from dragoman.export import BRIEF_EXPORTERS
from dragoman.export.briefs import DRAWN
from dragoman.phrases import LANGS, phrases

Since = Annotated[
    str | None,
    typer.Option("--since", help="what is new since this day, YYYY-MM-DD: the day of the last brief"),
]
Long = Annotated[bool, typer.Option("--long", help="everything, in place of one page")]
Lang = Annotated[str, typer.Option("--lang", help="language of the program's own words: " + ", ".join(LANGS))]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("brief")(brief)


def brief(
    party: PartyWords,
    other: PartyWords,
    on: On = None,
    since: Since = None,
    long: Long = False,
    lang: Lang = "en",
    format: Annotated[str, typer.Option("--format", help=", ".join(BRIEF_EXPORTERS))] = "md",
    output: Output = None,
    settings: SettingsOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """The relations of two parties as known on a day: one page, every line with its sources."""
    export = BRIEF_EXPORTERS[choice(format, BRIEF_EXPORTERS, "--format")]
    say = phrases(choice(lang, LANGS, "--lang"))
    left, right = parties_given([party, other])
    day = day_given(on)
    book, chosen = opened(ledger, settings), answering(settings)
    made = make_brief(book, left, right, day, since=_since(since, day), settings=chosen)
    if long and format in DRAWN:
        made = with_assessment(made, book, chosen)
    write(output, export(made, say, long))


def _since(text: str | None, on: dt.date) -> dt.date | None:
    """The day of the last brief, where one is given; one that is past the brief's own day is misuse."""
    if text is None:
        return None
    try:
        day = day_given(text)
    except typer.BadParameter as error:
        raise typer.BadParameter(error.message, param_hint="--since") from error
    if day > on:
        raise typer.BadParameter(f"{text} is after the day of the brief, {on}", param_hint="--since")
    return day
