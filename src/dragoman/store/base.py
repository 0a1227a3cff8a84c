"""What every store promises."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Protocol, Self

from dragoman.merge import MergeSettings
from dragoman.model.correction import Correction, Rejection, Subject
from dragoman.model.judgement import Judgement
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet
from dragoman.model.record import Reading
from dragoman.model.ruling import Ruling
from dragoman.model.text import Copy, Document
from dragoman.model.watched import Remembered
from dragoman.read import Failure


class Store(Protocol):
    """A ledger on disk. Every write is whole or not at all; repeating one changes nothing.

    Use as a context manager, which closes it. Raises StoreError on anything the database refuses.
    """

    def has(self, document: Document, producer: str) -> bool:
        """Whether this document was read by this producer; its origin is then noted, and has not failed.

        One text can be had in several forms (as Markdown and as plain text, with its date and without). One
        form of each text is kept, whichever comes first: false where this is the one to keep and another is
        there.
        """
        ...

    def wanted(self, document: Document, producer: str) -> Document | None:
        """What is to be read so that the ledger has this document as this producer reads it; None if nothing.

        It is the document itself, or the form of it that is kept, where an older producer read that.
        """
        ...

    def add(self, document: Document, reading: Reading) -> None:
        """Keep a document with its reading; an older producer's is replaced, as is that of another form.

        Raises StoreError where a quote of the reading is not in the document.
        """
        ...

    def add_failure(self, failure: Failure) -> None:
        """Note that a document could not be had or read; the latest reason for an origin stays."""
        ...

    def failures(self) -> tuple[Failure, ...]:
        """Every failure that no later success has answered, by origin."""
        ...

    def forget_failures(self, origins: Iterable[str]) -> None:
        """Strike failures off, by their origins: they were answered by another reading."""
        ...

    def origins(self, document_id: str) -> tuple[str, ...]:
        """Every path or address from which a document was read, in order."""
        ...

    def copies(self, document_id: str) -> tuple[Copy, ...]:
        """The copies in which a document was had, the first in rank first; none for one that is not there."""
        ...

    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets that the user named, by key."""
        ...

    def name_outlet(self, outlet: Outlet) -> None:
        """Keep what the user says of an outlet, instead of what was kept under its key."""
        ...

    def forget_outlet(self, key: str) -> bool:
        """Drop what the user said of an outlet; whether there was any."""
        ...

    def get(self, address: str) -> Remembered | None:
        """What is remembered of a watched address."""
        ...

    def put(self, remembered: Remembered) -> None:
        """Remember this of a watched address, instead of what was."""
        ...

    def judge(self, *judgements: Judgement) -> None:
        """Append people's judgements, all or none, or their retractions, of which the first stays."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement of a person, in order of time."""
        ...

    def correct(self, *corrections: Correction) -> None:
        """Append people's corrections, all or none, or their retractions, of which the first stays.

        Raises StoreError where the words that bear one out are not in their document.
        """
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """Every correction, in order of time."""
        ...

    def reject(self, *rejections: Rejection) -> None:
        """Append people's rejections, all or none, or their retractions, of which the first stays."""
        ...

    def rejections(self) -> tuple[Rejection, ...]:
        """Every rejection, in order of time."""
        ...

    def rule(self, *rulings: Ruling) -> None:
        """Append officers' rulings on commitments, all or none, or their retractions, of which the first
        stays.

        Raises StoreError where the words that one is about are not in their document.
        """
        ...

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling, in order of time."""
        ...

    def note(self, *subjects: Subject) -> None:
        """Note where the records stand that a decision is about; it is never forgotten."""
        ...

    def subjects(self) -> dict[str, Subject]:
        """Where the records stood that decisions are about, by their ids."""
        ...

    def merge(self, settings: MergeSettings | None = None) -> int:
        """Bring what is kept of merging up to date; the number of documents that were looked at again.

        It is made anew where another version of Dragoman or other settings made it. Killed at any moment, it
        leaves what was there before, and is done again.
        """
        ...

    def ledger(self, settings: MergeSettings | None = None) -> Ledger:
        """The ledger, derived from everything kept: a function of documents, decisions and settings alone."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
