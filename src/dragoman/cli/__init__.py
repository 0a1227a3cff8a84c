"""The command line. Exit codes: 0 done, 1 some documents failed (each named), 2 misuse."""

from __future__ import annotations

import sys

import typer

from dragoman.cli import (
    accounts,
    assess,
    avenues,
    brief,
    calendar,
    commitments,
    consultations,
    disagreements,
    documents,
    intake,
    languages,
    lineage,
    positions,
    registers,
    review,
    search,
    serve,
    sources,
    timeline,
)
from dragoman.errors import DragomanError

app = typer.Typer(
    name="dragoman",
    help="Reads news and press releases on the dealings between states, and keeps a ledger of quotes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
intake.register(app)
sources.register(app)
documents.register(app)
timeline.register(app)
brief.register(app)
calendar.register(app)
assess.register(app)
avenues.register(app)
registers.register(app)
commitments.register(app)
consultations.register(app)
positions.register(app)
lineage.register(app)
disagreements.register(app)
languages.register(app)
search.register(app)
review.register(app)
accounts.register(app)
serve.register(app)


def main() -> None:
    """Run the ``dragoman`` command with the arguments of this process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
