"""How far a long run has come, its rate and what is left: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_EVERY_S = 30.0  # between two lines where there is no terminal
_SOON_S = 0.1


class Step(Protocol):
    """Called as the run goes on, with the files done so far and the documents so far."""

    def __call__(self, files: int, documents: int) -> None: ...


@contextmanager
def progress(what: str, total: int | None, shown: bool = True) -> Iterator[Step]:
    """Shows how far ``what`` has come, of ``total`` files where that is known."""
    console = Console(stderr=True)
    if not shown:
        yield _silent
    elif not console.is_terminal:
        yield _Lines(what, total)
    else:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files  {task.fields[rate]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(what, total=total, rate="")
            started = last = time.monotonic()

            def step(files: int, documents: int) -> None:
                nonlocal last
                now = time.monotonic()
                if now - last >= _SOON_S:
                    last = now
                    bar.update(task, completed=files, rate=rate_of(documents, now - started))

            yield step


def rate_of(documents: int, seconds: float) -> str:
    """ "1,240 documents, 31.0/s"."""
    return (
        f"{documents:,} documents, {documents / seconds:.1f}/s" if seconds > 0 else f"{documents:,} documents"
    )


def _silent(files: int, documents: int) -> None:
    """Nothing is shown."""
    del files, documents


class _Lines:
    def __init__(self, what: str, total: int | None) -> None:
        self._what = what
        self._total = total
        self._started = self._last = time.monotonic()

    def __call__(self, files: int, documents: int) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY_S:
            return
        self._last = now
        gone = now - self._started
        of = f" of {self._total:,}" if self._total is not None else ""
        told = f"{self._what}: {files:,}{of} files, {rate_of(documents, gone)}"
        if self._total and files:
            told += f", about {_minutes(gone / files * (self._total - files))} left"
        print(told, file=sys.stderr)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
