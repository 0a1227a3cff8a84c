"""Commands that take documents: ``read``, ``extract``, ``evaluate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dragoman.cli.places import DEFAULT_LEDGER, LedgerOption
from dragoman.config import Settings
from dragoman.errors import StoreError
from dragoman.evaluation import evaluate_files, report_text
from dragoman.export.annotation import annotation
from dragoman.model.text import Document
from dragoman.pipeline import producer
from dragoman.read import Failure, read_paths
from dragoman.run import RUNNERS
from dragoman.store import open_store

Paths = Annotated[list[str], typer.Argument(help="files, folders, or - for standard input")]
Horizon = Annotated[
    int | None, typer.Option("--horizon", min=1900, help="the last year an undated text can be from")
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="processes to work with")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("read")(read)
    app.command("extract")(extract)
    app.command("evaluate")(evaluate)


def read(
    paths: Paths, ledger: LedgerOption = DEFAULT_LEDGER, workers: Workers = None, horizon: Horizon = None
) -> None:
    """Read documents into the ledger. Reading one again changes nothing."""
    counts = {"read": 0, "known": 0, "failed": 0}
    settings = _settings(workers, horizon)
    with open_store(ledger) as store, _progress("reading") as step:
        incoming = _Intake(paths)
        documents = incoming.load()

        def unread() -> Iterator[Document]:
            for document in documents:
                if store.has(document, producer(settings)):
                    counts["known"] += 1
                    step(len(documents))
                else:
                    yield document

        for outcome in RUNNERS["local"](unread(), settings):
            if outcome.reading is not None:
                try:
                    store.add(outcome.document, outcome.reading)
                    counts["read"] += 1
                except StoreError as error:
                    incoming.fail(outcome.document, error)
            if outcome.failure is not None:
                incoming.failures.append(outcome.failure)
            step(len(documents))
        for failure in incoming.failures:
            store.add_failure(failure)
            _name(failure)
    counts["failed"] = len(incoming.failures)
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    print(f"{told}: {ledger}", file=sys.stderr)
    raise typer.Exit(1 if counts["failed"] else 0)


def extract(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="a file; else standard output")
    ] = None,
    workers: Workers = None,
    horizon: Horizon = None,
) -> None:
    """Documents to records in the annotation format, one JSON line each, in reading order; no ledger."""
    incoming = _Intake(paths)
    failed = 0
    with _output(output) as stream, _progress("extracting", shown=output is not None) as step:
        documents = incoming.load()
        for outcome in RUNNERS["local"](documents, _settings(workers, horizon)):
            if outcome.failure or outcome.reading is None:
                failed += 1
                if outcome.failure:
                    _name(outcome.failure)
            else:
                line = json.dumps(annotation(outcome.document, outcome.reading), ensure_ascii=False)
                stream.write(line + "\n")
            step(len(documents))
    for failure in incoming.failures:
        _name(failure)
    raise typer.Exit(1 if failed or incoming.failures else 0)


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


class _Intake:
    """Documents under the paths; what cannot be read is put aside with its reason."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = list(paths)
        self.failures: list[Failure] = []

    def fail(self, document: Document, error: Exception) -> None:
        """Put a document aside that the store refused."""
        self.failures.append(Failure(origin=document.origin, stage="store", reason=str(error)))

    def load(self) -> list[Document]:
        out: list[Document] = []
        for item in read_paths(self._paths):
            if isinstance(item, Failure):
                self.failures.append(item)
            else:
                out.append(item)
        return out


def _settings(workers: int | None, horizon: int | None) -> Settings:
    settings = Settings()
    return replace(settings, workers=workers or settings.workers, horizon=horizon or settings.horizon)


def _name(failure: Failure) -> None:
    print(f"dragoman: {failure.origin}: {failure.stage}: {failure.reason}", file=sys.stderr)


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


@contextmanager
def _progress(what: str, shown: bool = True) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not (shown and console.is_terminal)
    ) as bar:
        task = bar.add_task(what, total=None)
        yield lambda total: bar.update(task, total=total, advance=1)
