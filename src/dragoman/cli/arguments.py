"""Arguments that several commands take, and how they are checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from dragoman.desk.parties import find_party
from dragoman.errors import InvalidRecord, UnknownParty
from dragoman.lexicon.load import packs
from dragoman.model.record import Party
from dragoman.model.text import EngagementKind
from dragoman.model.time import PartialDate

_PARTY_HELP = "a state (ISO 3166 code, or its name in a supported language) or an organisation's acronym"
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


def date_given(text: str | None, option: str) -> PartialDate | None:
    """A year, month or day; anything else is misuse."""
    try:
        return PartialDate.parse(text) if text is not None else None
    except InvalidRecord as error:
        raise typer.BadParameter(f"{error}; write YYYY, YYYY-MM or YYYY-MM-DD", param_hint=option) from error


def day_given(text: str | None) -> dt.date:
    """The day that ``--on`` gives, or today."""
    date = date_given(text, "--on")
    if date is not None and date.day is None:
        raise typer.BadParameter("a day is wanted: YYYY-MM-DD", param_hint="--on")
    return date.first if date else dt.datetime.now(tz=dt.UTC).date()


def choice(value: str, known: Iterable[str] | Mapping[str, object], option: str) -> str:
    """The value, where it is one of those known; anything else is misuse."""
    names = list(known)
    if value not in names:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(names)}", param_hint=option)
    return value


def write(output: Path | None, made: str | bytes) -> None:
    """What was made, to a file, or to standard output where none is named."""
    content = made.encode("utf-8") if isinstance(made, str) else made
    if output is None or str(output) == "-":
        typer.get_binary_stream("stdout").write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="-o") from error
