"""Reading strangers' files in processes that may die: each is bounded in memory, and each step in time.

A file that takes too long, too much memory, or its reader's life, costs that process and becomes a failure
that names it; the next file is read by a new one. Nothing is left running when the run ends or is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import stat
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Self

from dragoman.config import Settings
from dragoman.model.text import Document
from dragoman.read import Failure, Options, read_path, read_stdin
from dragoman.read.base import STAGE
from dragoman.read.files import STDIN, is_address, origin_of, suffix_of
from dragoman.read.process import END, NO_MEMORY, About, Item, Job, failed, serve, too_much
from dragoman.read.types import by_bytes
from dragoman.run.signals import uninterrupted

if TYPE_CHECKING:
    from dragoman.read.web import Fetcher

_SOON = 0.2  # seconds between two looks at a reader that says nothing
_DYING = 2.0  # seconds for a process that hung up to say how it ended
_BEGINNING = 120.0  # seconds for a process to begin, on the busiest machine; no part of a file's time
_AHEAD = 64  # documents of one file that are read before they are asked for
_HARMLESS = frozenset({".txt", ".md", ".markdown", ".json", ".jsonl", ".ndjson"})  # our own code, linear
_SHORT = 1_000_000  # bytes of such a file that are read in this process
_HEAD = 1024
Given = Document | Failure | None
_MOST_LOST = 20  # documents of one archive that may each cost a process; the rest of it is then not read


class _Lost(Exception):
    """There is no process any more; says why."""


class Isolated:
    """One reader in a process of its own, begun anew whenever it is lost. Use it as a context manager.

    One thread reads at a time; any may stop it.
    """

    def __init__(self, settings: Settings, options: Options) -> None:
        self._settings = settings
        self._options = options
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.Lock()  # of the process: one is never begun after the stop
        self._stopped = threading.Event()

    def read(self, job: Job) -> Iterator[Document | Failure]:
        """The documents of a job, each as soon as it is read. Nothing is raised.

        Where more than ``Settings.read_limit_s`` seconds pass without a document, or the process ends, there
        is a Failure. It is the last of them, unless it was one document of an archive: then it is that
        document's, which is passed over, and the archive is read once more for what was not had of it.
        """
        given: set[tuple[type, str]] = set()
        while True:
            about: str | None = None
            again = bool(job.passed_over)
            try:
                pipe = self._begun()
                try:
                    pipe.send(job)
                except (OSError, ValueError) as error:
                    raise _Lost(f"the process that reads it ended: {error}") from error
                while (item := self._next(pipe)) is not END:
                    if isinstance(item, About):
                        about = item.origin
                    elif not (again and (type(item), item.origin) in given):
                        given.add((type(item), item.origin))
                        yield item
                return
            except _Lost as lost:
                self._end()
                yield Failure(origin=origin_of(about or job.origin), stage=STAGE, reason=str(lost))
            if about is None or len(job.passed_over) >= _MOST_LOST or self._stopped.is_set():
                return
            job = replace(job, passed_over=job.passed_over | {about})

    def inner(self, data: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
        """Bytes that were had in another way, read in the process."""
        return self.read(Job(origin=origin, data=data, suffix=suffix))

    def stop(self) -> None:
        """End the process, from whatever thread. A read that goes on ends with a failure."""
        self._stopped.set()
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Stop, and leave nothing behind; when nobody reads any more."""
        self.stop()
        self._end()

    def _next(self, pipe: Connection) -> Item:
        """What the process says next; raises _Lost where it is silent for too long, or gone."""
        limit_s = self._settings.read_limit_s
        if not self._wait(pipe, limit_s):
            raise _Lost(f"took longer than {limit_s:g} s")
        try:
            item: Item = pipe.recv()
            return item
        except (EOFError, OSError) as error:
            raise _Lost(self._how_it_ended()) from error

    def _wait(self, pipe: Connection, limit_s: float) -> bool:
        """Whether there is something to receive, be it the end, within the limit."""
        since = time.monotonic()
        while not pipe.poll(_SOON):
            if self._stopped.is_set():
                raise _Lost("stopped")
            if time.monotonic() - since > limit_s:
                return False
        return True

    def _begun(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")
        with self._lock:
            if self._stopped.is_set():
                raise _Lost("stopped")
            try:
                pipe, theirs = context.Pipe()
                with theirs:
                    arguments = (theirs, self._options, self._settings)
                    process = context.Process(target=serve, args=arguments, daemon=True)
                    with uninterrupted():
                        process.start()
            except OSError as error:
                raise _Lost(f"no process could be begun to read it: {error}") from error
            self._process, self._pipe = process, pipe
        try:
            if not self._wait(pipe, _BEGINNING):
                raise _Lost("no process could be begun to read it")
            pipe.recv()
        except (EOFError, OSError) as error:
            reason = "no process could be begun to read it"
            raise _Lost(f"{reason}: {self._how_it_ended()}") from error
        return pipe

    def _how_it_ended(self) -> str:
        assert self._process is not None
        self._process.join(_DYING)
        code = self._process.exitcode
        if code == NO_MEMORY:
            return too_much(self._settings)
        return f"the process that read it ended ({_how(code)})"

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            pipe, self._pipe = self._pipe, None
        if process is not None:
            process.kill()
            process.join()
            process.close()
        if pipe is not None:
            pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_isolated(
    paths: Iterable[str],
    settings: Settings,
    options: Options | None = None,
    done: Callable[[str], None] = lambda _: None,
) -> Generator[Document | Failure, None, None]:
    """Every document of the files and addresses, in their order, read by ``Settings.readers`` processes.

    ``done`` is called with each path after the last of it was taken. Nothing is raised, and nothing is left
    running when the generator is closed.

    Short files of plain text and JSON need no such process, and are read in this one. Addresses and standard
    input are had in this one, too, and their bytes read in one of those.
    """
    stream = iter(paths)
    chosen = options or Options()
    fetcher = _Lazy()
    readers: queue.SimpleQueue[Isolated] = queue.SimpleQueue()
    all_readers = [Isolated(settings, chosen) for _ in range(settings.readers)]
    for reader in all_readers:
        readers.put(reader)
    stopped = threading.Event()

    def work(path: str, out: queue.Queue[Given]) -> None:
        reader = readers.get()
        try:
            for item in _items(path, reader, chosen, fetcher):
                if not _put(out, item, stopped):
                    return
        except Exception as error:  # noqa: BLE001 - it becomes a failure that names the file
            _put(out, failed(path, error), stopped)
        finally:
            readers.put(reader)
            _put(out, END, stopped)

    pool = ThreadPoolExecutor(settings.readers)
    waiting: deque[tuple[str, queue.Queue[Given]]] = deque()
    try:
        while True:
            for path in islice(stream, 2 * settings.readers - len(waiting)):
                waiting.append((path, queue.Queue(_AHEAD)))
                pool.submit(work, *waiting[-1])
            if not waiting:
                return
            path, first = waiting.popleft()
            while (item := first.get()) is not END:
                yield item
            done(path)
    finally:
        stopped.set()
        for reader in all_readers:
            reader.stop()
        pool.shutdown(wait=True, cancel_futures=True)
        for reader in all_readers:
            reader.close()


def _items(path: str, reader: Isolated, options: Options, fetcher: _Lazy) -> Iterator[Document | Failure]:
    if is_address(path):
        from dragoman.read.web import read_address

        return read_address(path, fetcher.get(), reader.inner)
    if path == STDIN:
        return read_stdin(sys.stdin.buffer, reader.inner)
    return read_path(path, options) if _is_harmless(path) else reader.read(Job(origin=path))


def _is_harmless(path: str) -> bool:
    """Whether this is a short file of a format that our own code reads, and no other under its name."""
    if suffix_of(path) not in _HARMLESS:
        return False
    try:
        kept = os.stat(path)
        if not stat.S_ISREG(kept.st_mode) or kept.st_size > _SHORT:
            return False
        with open(path, "rb") as file:
            return by_bytes(file.read(_HEAD)) is None
    except (OSError, ValueError):
        return True  # there is nothing to be read, which read_path says


class _Lazy:
    """One Fetcher for all addresses, made with the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fetcher: Fetcher | None = None

    def get(self) -> Fetcher:
        with self._lock:
            if self._fetcher is None:
                from dragoman.read.web import Fetcher

                self._fetcher = Fetcher()
            return self._fetcher


def _put(out: queue.Queue[Given], item: Given, stopped: threading.Event) -> bool:
    """Whether it was taken; it is not where nobody reads any more."""
    while not stopped.is_set():
        with suppress(queue.Full):
            out.put(item, timeout=_SOON)
            return True
    return False


def _how(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}; it may have run out of memory"
