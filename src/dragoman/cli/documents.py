"""Commands that need no ledger: ``extract``, ``evaluate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer

from dragoman.cli.intake import Columns, Horizon, Paths, Workers, name_failures, options_of, settings_of
from dragoman.cli.progress import progress
from dragoman.evaluation import evaluate_files, report_text
from dragoman.export.annotation import annotation
from dragoman.model.text import Document
from dragoman.read import Failure, find_paths
from dragoman.run import RUNNERS
from dragoman.run.isolated import read_isolated


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("extract")(extract)
    app.command("evaluate")(evaluate)


def extract(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="a file; else standard output")
    ] = None,
    columns: Columns = None,
    workers: Workers = None,
    horizon: Horizon = None,
) -> None:
    """Documents to records in the annotation format, one JSON line each, in reading order; no ledger."""
    settings, options = settings_of(workers, horizon), options_of(columns)
    found = list(find_paths(paths))
    failed = [item for item in found if isinstance(item, Failure)]
    files = [item for item in found if isinstance(item, str)]
    done = written = 0

    def finished(_: str) -> None:
        nonlocal done
        done += 1

    def documents() -> Iterator[Document]:
        for item in read_isolated(files, settings, options, finished):
            if isinstance(item, Failure):
                failed.append(item)
            else:
                yield item

    with _output(output) as stream, progress("extracting", len(files), output is not None) as step:
        for outcome in RUNNERS["local"](documents(), settings):
            if outcome.failure is not None:
                failed.append(outcome.failure)
            if outcome.reading is not None:
                line = json.dumps(annotation(outcome.document, outcome.reading), ensure_ascii=False)
                stream.write(line + "\n")
                written += 1
            step(done, written)
    name_failures(failed)
    raise typer.Exit(1 if failed else 0)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="labelled documents in the annotation format")],
    predicted: Annotated[Path, typer.Argument(help="what `dragoman extract` printed")],
    format: Annotated[str, typer.Option("--format", help="table or json")] = "table",
    errors: Annotated[
        int, typer.Option("--errors", min=0, help="list this many errors with their quotes")
    ] = 0,
    by_language: Annotated[
        bool, typer.Option("--by-language", help="a whole table for each language")
    ] = False,
) -> None:
    """Precision, recall and F1 of PREDICTED against GOLD, for each kind, field and language."""
    if format not in ("table", "json"):
        raise typer.BadParameter(f"no format {format!r}; there are table and json")
    result = evaluate_files(gold, predicted)
    told = report_text(result, errors, by_language)
    print(json.dumps(result, ensure_ascii=False, indent=2) if format == "json" else told)


@contextmanager
def _output(path: Path | None) -> Iterator[IO[str]]:
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    try:
        stream = path.open("w", encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror or error}") from error
    with stream:
        yield stream
