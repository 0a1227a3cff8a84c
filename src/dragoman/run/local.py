"""Batches on this machine: in this process for a few documents, else in one process for each core."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.pipeline import Outcome, Pipeline
from dragoman.read import Failure

_AHEAD = 3  # batches in flight for each worker, so that reading never runs far ahead of the work

_pipeline: Pipeline | None = None


def run_local(documents: Iterable[Document], settings: Settings) -> Iterator[Outcome]:
    """Read documents and give their outcomes in the same order. A worker that dies costs its batch alone."""
    stream = iter(documents)
    first = list(islice(stream, 2 * settings.batch))
    if settings.workers < 2 or len(first) < 2 * settings.batch:
        pipeline = Pipeline.load(settings)
        for batch in _batches(chain(first, stream), settings.batch):
            yield from pipeline.read(batch)
        return
    yield from _in_processes(_batches(chain(first, stream), settings.batch), settings)


def _in_processes(batches: Iterator[list[Document]], settings: Settings) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(settings.workers, context, initializer=_load, initargs=(settings,))
    waiting: deque[tuple[list[Document], Future[list[Outcome]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_work, batch)))
            if len(waiting) >= _AHEAD * settings.workers:
                yield from _result(*waiting.popleft())
        while waiting:
            yield from _result(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(batch: list[Document], future: Future[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        reason = f"its worker process ended: {error}"
        return [
            Outcome(
                document=document,
                reading=None,
                failure=Failure(origin=document.origin, stage="run", reason=reason),
            )
            for document in batch
        ]


def _load(settings: Settings) -> None:
    global _pipeline
    _pipeline = Pipeline.load(settings)


def _work(batch: list[Document]) -> list[Outcome]:
    assert _pipeline is not None
    return _pipeline.read(batch)


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    stream = iter(documents)
    while batch := list(islice(stream, size)):
        yield batch
