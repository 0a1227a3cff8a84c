"""What was sent to the web application, read into the ledger by a process of its own, file by file.

It takes a job for a while and says again and again that it is there, keeps each document as soon as it is
read, and merges as it goes. Ended at any moment, it loses nothing: what it was at is read again by the next.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import pickle
import sys
import threading
import time
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from dragoman.config import Settings
from dragoman.errors import DragomanError, StoreError
from dragoman.merge import MergeSettings
from dragoman.model.job import FileState, JobFile, Refused
from dragoman.model.text import Document
from dragoman.pipeline import Pipeline
from dragoman.read import CONTAINERS, Failure, Options
from dragoman.read.base import MAX_BYTES, STAGE, without_breakage
from dragoman.run.isolated import Isolated
from dragoman.store import Store, open_store

_log = logging.getLogger(__name__)
_TOLD_S = 1.0  # between two notes of how far a file is, and between two merges
_LOOK_S = 0.5  # between two looks for something to do
_LISTED = 500  # documents, and failures, of one file
_REASON = 1_000  # characters of why something failed


def _settings() -> Settings:
    return Settings(workers=1, readers=1, read_memory_mb=1_500)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadSettings:
    """What the process is told. ``holder`` is its name among others; it ends when it had nothing to do for
    ``idle_s`` seconds. ``unpacked_bytes`` is the most that one file may be once unpacked, and ``documents``
    the most that it may hold. A job is its own for ``lease_s`` seconds, which it renews each ``beat_s``."""

    ledger: str
    holder: str
    settings: Settings = field(default_factory=_settings)
    merging: MergeSettings | None = None
    unpacked_bytes: int = 1_000_000_000
    documents: int = 20_000
    lease_s: float = 60.0
    beat_s: float = 5.0
    idle_s: float = 60.0


class Uploads:
    """Works off jobs. Use it as a context manager, which gives back what it has."""

    def __init__(self, store: Store, told: UploadSettings) -> None:
        self._store = store
        self._told = told
        self._pipeline: Pipeline | None = None
        self._merged = 0.0
        self._isolated = self._reader()

    def work_off(self) -> int:
        """Read everything that waits; the number of jobs that this had a part in."""
        jobs = 0
        while (job_id := self._claim()) is not None:
            jobs += 1
            with _Lease(self._store, job_id, self._told) as lease:
                while not lease.lost and (file := self._store.jobs.take(job_id, self._told.holder)):
                    self._file(job_id, file, lease)
                self._merge()
            self._store.jobs.release(self._told.holder)
        return jobs

    def wait_and_work(self) -> None:
        """Work off what comes, until nothing came for a while."""
        last = time.monotonic()
        while time.monotonic() - last < self._told.idle_s:
            if self.work_off():
                last = time.monotonic()
            time.sleep(_LOOK_S)

    def _claim(self) -> str | None:
        now = _now()
        if not self._store.jobs.waits(at=now):
            return None
        until = now + dt.timedelta(seconds=self._told.lease_s)
        return self._store.jobs.claim(self._told.holder, at=now, until=until)

    def _file(self, job_id: str, file: JobFile, lease: _Lease) -> None:
        """Read one file to its end, or until the job is lost."""
        account = _Account(file)
        noted = time.monotonic()
        with closing(self._items(job_id, file, account)) as items:
            for item in items:
                if lease.lost:
                    break
                if isinstance(item, Failure):
                    account.refuse(item)
                else:
                    self._document(item, account)
                if time.monotonic() - noted > _TOLD_S:
                    self._store.jobs.note(job_id, self._told.holder, account.file)
                    noted = time.monotonic()
        if lease.lost:
            self._isolated.close()  # it may be at work yet
            self._isolated = self._reader()
        elif not self._store.jobs.note(job_id, self._told.holder, account.finished()):
            lease.lose()
        if time.monotonic() - self._merged > _TOLD_S:
            self._merge()

    def _items(
        self, job_id: str, file: JobFile, account: _Account
    ) -> Generator[Document | Failure, None, None]:
        if file.size > MAX_BYTES and file.suffix not in CONTAINERS:
            reason = f"larger than {MAX_BYTES // 1_000_000} MB"
            yield Failure(origin=account.origin, stage=STAGE, reason=reason)
            return
        content = self._store.jobs.content(job_id, file.place)
        with closing(self._isolated.inner(content, account.origin, file.suffix)) as found:  # type: ignore[type-var]  # a generator
            del content
            documents = 0
            for item in found:
                documents += isinstance(item, Document)
                if documents > self._told.documents:
                    reason = f"more than {self._told.documents:,} documents, which is the limit"
                    yield Failure(origin=account.origin, stage=STAGE, reason=reason)
                    self._isolated.close()
                    self._isolated = self._reader()
                    return
                yield item

    def _document(self, document: Document, account: _Account) -> None:
        """Read a document and keep it, unless it is in the ledger as it is."""
        pipeline = self._pipeline = self._pipeline or Pipeline.load(self._told.settings)
        try:
            wanted = self._store.wanted(document, pipeline.producer)
            if wanted is None:
                account.know(document)
                return
            (outcome,) = pipeline.read([wanted])
            if outcome.reading is None:
                account.refuse(outcome.failure)
                return
            self._store.add(outcome.document, outcome.reading)
        except StoreError as error:
            account.refuse(Failure(origin=document.origin, stage="store", reason=str(error)))
            return
        account.take(outcome.document)

    def _merge(self) -> None:
        self._store.merge(self._told.merging)
        self._merged = time.monotonic()

    def _reader(self) -> Isolated:
        return Isolated(self._told.settings, Options(unpacked=self._told.unpacked_bytes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._isolated.close()
        with suppress(StoreError):  # then the job is free when its time has run out
            self._store.jobs.release(self._told.holder, tried=error is not None)


class _Account:
    """What came of a file so far."""

    def __init__(self, file: JobFile) -> None:
        self.origin = f"upload:{(file.checksum or '')[:8]}/{file.name}"
        self.file = replace(file, read=0, known=0, failed=0, documents=(), failures=())

    def take(self, document: Document) -> None:
        self._list(document)
        self.file = replace(self.file, read=self.file.read + 1)

    def know(self, document: Document) -> None:
        self._list(document)
        self.file = replace(self.file, known=self.file.known + 1)

    def refuse(self, failure: Failure | None) -> None:
        if failure is None:
            return
        where = failure.origin.removeprefix(self.origin).lstrip("!#")
        refused = Refused(
            where=without_breakage(where)[:_REASON],
            stage=failure.stage,
            reason=without_breakage(failure.reason)[:_REASON],
        )
        refusals = self.file.failures
        if len(refusals) < _LISTED:
            refusals = (*refusals, refused)
        self.file = replace(self.file, failed=self.file.failed + 1, failures=refusals)

    def finished(self) -> JobFile:
        """The file as it stays: failed where nothing was had of it, with the reason."""
        file = self.file
        if file.read or file.known:
            return replace(file, state=FileState.DONE)
        why = file.failures[0].reason if file.failures else "there is nothing in it that is read"
        return replace(file, state=FileState.FAILED, reason=why)

    def _list(self, document: Document) -> None:
        if len(self.file.documents) < _LISTED:
            self.file = replace(self.file, documents=(*self.file.documents, document.id))


class _Lease:
    """Says again and again that the job is being read, from a thread of its own."""

    def __init__(self, store: Store, job_id: str, told: UploadSettings) -> None:
        self._store, self._job_id, self._told = store, job_id, told
        self._lost, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    @property
    def lost(self) -> bool:
        """Whether somebody else has the job, or it was cancelled."""
        return self._lost.is_set()

    def lose(self) -> None:
        self._lost.set()

    def _beat(self) -> None:
        while not self._over.wait(self._told.beat_s):
            try:
                until = _now() + dt.timedelta(seconds=self._told.lease_s)
                if not self._store.jobs.beat(self._job_id, self._told.holder, until=until):
                    self._lost.set()
                    return
            except StoreError as error:  # the next one may go well
                _log.warning("%s: %s", self._job_id, error)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()


def main() -> None:
    """The process: what it is told comes through standard input, whose end is its own."""
    stream = sys.stdin.buffer
    told: UploadSettings = pickle.load(stream)  # from who began this process
    with suppress(AttributeError, OSError):
        os.nice(5)  # who asks for a page comes first
    with open_store(told.ledger, create=False) as store:
        threading.Thread(target=_end_with, args=(stream.fileno(), store, told.holder), daemon=True).start()
        try:
            with Uploads(store, told) as uploads:
                uploads.wait_and_work()
        except DragomanError as error:
            raise SystemExit(f"dragoman: reading what was sent: {error}") from error


def _end_with(descriptor: int, store: Store, holder: str) -> None:
    """Who began this process is gone, or wants it to end.

    It reads past Python's buffer: with that one's lock held, Python aborts when the process ends by itself.
    """
    while os.read(descriptor, 4096):
        pass
    with suppress(DragomanError):
        store.jobs.release(holder)
    os._exit(0)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
