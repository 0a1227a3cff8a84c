"""Where batches execute; never what they do. ``RUNNERS`` names the engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.pipeline import Outcome
from dragoman.run.local import run_local

Runner = Callable[[Iterable[Document], Settings], Iterator[Outcome]]

RUNNERS: Mapping[str, Runner] = {"local": run_local}

__all__ = ["RUNNERS", "Runner", "run_local"]
