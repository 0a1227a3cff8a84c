"""Batches on this machine: in this process for a few documents, else in one process for each core."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.pipeline import Outcome, Pipeline
from dragoman.read import Failure
from dragoman.run.signals import uninterrupted

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
    """A dead worker takes its pool along: what was in flight is tried again, one by one, in one apart."""
    pool = _pool(settings)
    apart = _Apart(settings)
    waiting: deque[_Submitted] = deque()
    try:
        for batch in batches:
            try:
                waiting.append(_Submitted(batch, _submit(pool, batch)))
            except BrokenProcessPool:
                pool = _pool(settings)
                waiting.append(_Submitted(batch, _submit(pool, batch)))
            if len(waiting) >= _AHEAD * settings.workers:
                yield from _result(waiting.popleft(), apart)
        while waiting:
            yield from _result(waiting.popleft(), apart)
    except BaseException:  # nobody waits for what is left: it is not worked off, as a pool would
        for process in tuple((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        apart.end()


@dataclass(frozen=True, slots=True)
class _Submitted:
    batch: list[Document]
    future: Future[list[Outcome]]


def _pool(settings: Settings) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(settings.workers, context, initializer=_load, initargs=(settings,))


def _submit(pool: ProcessPoolExecutor, batch: list[Document]) -> Future[list[Outcome]]:
    with uninterrupted():  # the first batch begins the processes
        return pool.submit(_work, batch)


def _result(submitted: _Submitted, apart: _Apart) -> list[Outcome]:
    try:
        return submitted.future.result()
    except (BrokenProcessPool, CancelledError):
        return [outcome for document in submitted.batch for outcome in apart.read(document)]


class _Apart:
    """A process that reads one document at a time; if it dies, that is the document's failure."""

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, workers=1)
        self._pool: ProcessPoolExecutor | None = None

    def read(self, document: Document) -> list[Outcome]:
        if self._pool is None:
            self._pool = _pool(self._settings)
        try:
            return _submit(self._pool, [document]).result()
        except BrokenProcessPool as error:
            self.end()
            reason = f"the process that read it ended: {error}"
            failure = Failure(origin=document.origin, stage="run", reason=reason)
            return [Outcome(document=document, reading=None, failure=failure)]

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _load(settings: Settings) -> None:
    global _pipeline
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _pipeline = Pipeline.load(settings)


def _end_with_parent() -> None:
    """A run that is killed leaves no worker waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Document]) -> list[Outcome]:
    assert _pipeline is not None
    return _pipeline.read(batch)


def _batches(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    stream = iter(documents)
    while batch := list(islice(stream, size)):
        yield batch
