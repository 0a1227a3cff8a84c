"""Files and addresses into a ledger: what was read before is passed over, what fails is named and kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from dragoman.config import Settings
from dragoman.errors import StoreError
from dragoman.model.text import Document
from dragoman.pipeline import producer
from dragoman.read import Failure, Options
from dragoman.read.base import without_breakage
from dragoman.read.files import STDIN, is_address, origin_of, path_of
from dragoman.run import RUNNERS
from dragoman.run.isolated import read_isolated
from dragoman.store.base import Store

_WITHIN = ("!", "#")  # what parts the origin of a file from that of something in it


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of an intake so far. ``files`` counts files and addresses, the others documents."""

    files: int = 0
    read: int = 0
    known: int = 0
    failures: list[Failure] = field(default_factory=list)


def read_into(
    store: Store,
    found: Iterable[str | Failure],
    settings: Settings,
    options: Options | None = None,
    *,
    named: Iterable[str] = (),
    told: Callable[[Tally], None] | None = None,
    took: Callable[[Document], None] | None = None,
) -> Tally:
    """Read files and addresses, as ``find_paths`` gives them, into a ledger; ``told`` is called as it goes,
    and ``took`` with each document that is kept.

    Documents are kept batch by batch, so that a run that is killed is taken up where it stopped by
    running it again. Failures stay in the ledger until their file is read without them; ``named`` are folders
    that were looked through.
    """
    return _Run(store, settings, told or (lambda _: None), took or (lambda _: None)).of(found, options, named)


def documents_into(
    store: Store,
    documents: Iterable[Document],
    settings: Settings,
    *,
    took: Callable[[Document], None] | None = None,
) -> Tally:
    """Read documents that are at hand into a ledger; see ``read_into``."""
    return _Run(store, settings, lambda _: None, took or (lambda _: None)).take(documents)


def outer(origin: str) -> str:
    """The file or address that an origin is in: a member's archive, a record's file, an attachment's mail.

    Names of files can have the marks that part the two: it is the longest name that there is a file of, and
    the origin itself where there is none.
    """
    ends = [at for at, sign in enumerate(origin) if at and sign in _WITHIN]
    if is_address(origin) or (origin[:1] == STDIN and ends[:1] == [1]):
        return origin[: ends[0]] if ends else origin
    names = (origin, *(origin[:end] for end in reversed(ends)))
    return next((name for name in names if os.path.lexists(path_of(name))), origin)


def failed_before(store: Store) -> list[str]:
    """The paths and addresses of which something failed, each once.

    Standard input cannot be had again, and what is watched is asked for again by the watch.
    """
    outers = dict.fromkeys(outer(failure.origin) for failure in store.failures())
    outers = {origin: None for origin in outers if not is_address(origin) or store.get(origin) is None}
    return [origin if is_address(origin) else path_of(origin) for origin in outers if origin != STDIN]


def keepable(failure: Failure) -> Failure:
    """The failure in characters that a database takes: its words can be a hostile file's."""
    origin, reason = without_breakage(origin_of(failure.origin)), without_breakage(failure.reason)
    return Failure(origin=origin, stage=failure.stage, reason=reason)


class _Run:
    def __init__(
        self,
        store: Store,
        settings: Settings,
        told: Callable[[Tally], None],
        took: Callable[[Document], None],
    ) -> None:
        self._store = store
        self._settings = settings
        self._told = told
        self._took = took
        self.tally = Tally()

    def of(self, found: Iterable[str | Failure], options: Options | None, named: Iterable[str]) -> Tally:
        before = {failure.origin for failure in self._store.failures()}
        finished = {origin_of(path) for path in named}

        def done(path: str) -> None:
            finished.add(origin_of(path))
            self.tally.files += 1
            self._told(self.tally)

        with closing(read_isolated(self._paths(found), self._settings, options, done)) as items:
            self.take(items)
        again = {failure.origin for failure in self.tally.failures}
        self._store.forget_failures(_answered(before - again, finished))
        return self.tally

    def take(self, items: Iterable[Document | Failure]) -> Tally:
        """Read and keep what is new among documents; what failed before it came here is noted."""
        for outcome in RUNNERS["local"](self._unread(items), self._settings):
            if outcome.failure is not None or outcome.reading is None:
                self._fail(outcome.failure)
                continue
            try:
                self._store.add(outcome.document, outcome.reading)
                self.tally.read += 1
                self._took(outcome.document)
            except StoreError as error:
                self._refused(outcome.document, error)
            self._told(self.tally)
        return self.tally

    def _paths(self, found: Iterable[str | Failure]) -> list[str]:
        """The paths among what was found; what is not there is a failure already."""
        paths = []
        for item in found:
            if isinstance(item, Failure):
                self._fail(item)
            else:
                paths.append(item)
        return paths

    def _unread(self, items: Iterable[Document | Failure]) -> Iterator[Document]:
        stamp = producer(self._settings)
        for item in items:
            if isinstance(item, Failure):
                self._fail(item)
                continue
            try:
                wanted = self._store.wanted(item, stamp)
            except StoreError as error:
                self._refused(item, error)
                continue
            if wanted is None:
                self.tally.known += 1
                self._told(self.tally)
            else:
                yield wanted

    def _refused(self, document: Document, error: StoreError) -> None:
        self._fail(Failure(origin=document.origin, stage="store", reason=str(error)))

    def _fail(self, failure: Failure | None) -> None:
        if failure is not None:
            failure = keepable(failure)
            self._store.add_failure(failure)
            self.tally.failures.append(failure)
            self._told(self.tally)


def _answered(failed: Iterable[str], finished: set[str]) -> list[str]:
    """Of the origins that failed before, those whose file was now read to its end without that failure."""
    return [origin for origin in failed if origin in finished or outer(origin) in finished]
