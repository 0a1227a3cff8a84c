"""``languages``: the packs and what each covers; ``languages check``: one pack, with every fault."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dragoman.detect.examples import check_examples
from dragoman.errors import InvalidPack
from dragoman.lexicon.coverage import Coverage, coverage
from dragoman.lexicon.load import languages_folder, load_pack, packs

_SHOWN = 12  # of what is lacking


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(
        help="Language packs: what each covers, and whether one is right.",
        invoke_without_command=True,
        no_args_is_help=False,
    )
    group.callback()(languages)
    group.command("check")(check)
    app.add_typer(group, name="languages")


def languages(
    context: typer.Context,
    format: Annotated[Literal["table", "json"], typer.Option("--format", help="how to print it")] = "table",
) -> None:
    """The languages that are read, and how much of each kind of knowledge their packs have."""
    if context.invoked_subcommand is not None:
        return
    found = [coverage(pack) for pack in packs().values()]
    if format == "json":
        print(json.dumps([_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    columns = [*(found[0].parts if found else ()), "forms", "examples"]
    print(f"{'':16}" + "".join(f"{name:>{_width(name)}}" for name in columns))
    for one in found:
        shares = [f"{100 * part.have // part.of}%" for part in one.parts.values()]
        cells = [*shares, str(sum(one.forms.values())), str(one.examples)]
        told = "".join(f"{cell:>{_width(name)}}" for name, cell in zip(columns, cells, strict=True))
        print(f"{one.lang:3} {one.name:12}{told}")


def _width(name: str) -> int:
    return max(5, len(name)) + 1


def check(
    pack: Annotated[str, typer.Argument(help="a language tag (de), or the folder of a pack")],
) -> None:
    """Check one pack: its files against the format, its examples against what it makes of them.

    Faults name file and line; what is lacking is listed, and is no fault. Exit code 1 if there is a fault.
    """
    shipped = languages_folder() / pack
    folder = shipped if shipped.is_dir() else Path(pack)
    try:
        loaded = load_pack(folder)
    except InvalidPack as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from error
    faults = list(check_examples(loaded))
    for fault in faults:
        print(fault, file=sys.stderr)
    found = coverage(loaded)
    for name, part in found.parts.items():
        lacking = ", ".join(part.lacking[:_SHOWN]) + (" ..." if len(part.lacking) > _SHOWN else "")
        print(f"{name}: {part.have} of {part.of}" + (f"; lacking {lacking}" if lacking else ""))
    print(f"examples: {found.examples - len({_place(f) for f in faults})} of {found.examples} as expected")
    raise typer.Exit(1 if faults else 0)


def _place(fault: str) -> str:
    """File and line of a fault."""
    return ":".join(fault.split(":")[:2])


def _json(one: Coverage) -> dict[str, Any]:
    return {
        "lang": one.lang,
        "name": one.name,
        "parts": {
            name: {"have": part.have, "of": part.of, "lacking": list(part.lacking)}
            for name, part in one.parts.items()
        },
        "forms": one.forms,
        "examples": one.examples,
    }
