"""What all requests share: the store, what was worked out lately, the settings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import TypeVar

from dragoman.model.judgement import Matter
from dragoman.model.record import Party
from dragoman.store import EVERYTHING, Focus, Store
from dragoman.web.book import Book
from dragoman.web.kept import Kept
from dragoman.web.settings import WebSettings
from dragoman.web.shared import Shared

T = TypeVar("T")
_SHARED = 8  # times what a process keeps of pages in memory is kept of them in files
_ANSWERS = 2_000  # answers that are kept
MOST = 2_000
"""The newest documents on some parties that an answer looks at, where as many as can be are wanted."""


class Desk:
    """One ledger, as this process serves it. What is kept is of one revision of the ledger each."""

    def __init__(self, store: Store, settings: WebSettings) -> None:
        self.store = store
        self.settings = settings
        self.started_with = repr(settings)
        self.secret_place = settings.place
        self.bodies = Kept(settings.kept_mb << 20)
        most = _SHARED * settings.kept_mb << 20
        self.shared = Shared(settings.shared, most) if settings.shared is not None else None
        self._answers = Kept(_ANSWERS)
        self._books = Kept(settings.kept_documents)

    def revision(self) -> str:
        """The state of the ledger: any write that an answer may depend on changes it."""
        return self.store.revision()

    def kept(self, revision: str, question: Hashable, make: Callable[[], T]) -> T:
        """An answer at this revision, worked out where nobody has asked for it yet."""
        return self._answers.get((revision, question), make)

    def book(self, revision: str, documents: Collection[str], focus: Focus = EVERYTHING) -> Book:
        """The ledger of these documents, and of those that tell of the same things, if the focus is on
        them."""
        wanted = tuple(sorted(documents))

        def make() -> Book:
            facts = self.store.scoped(wanted, self.settings.merging, focus)
            return Book(facts, self.settings.weights, self.store)

        return self._books.get((revision, wanted, focus), make, lambda book: 1 + len(book.facts.documents))

    def between(self, revision: str, parties: tuple[Party, ...]) -> Book:
        """The ledger of what documents tell of dealings between all of these parties: the newest ``MOST``."""
        return self.book(revision, self.told(revision, parties, MOST)[0], Focus(parties=parties))

    def told(self, revision: str, parties: tuple[Party, ...], most: int) -> tuple[tuple[str, ...], int]:
        """The newest documents that tell of dealings between all of these parties, and how many there are."""

        def find() -> tuple[tuple[str, ...], int]:
            page = self.store.catalog.telling(parties, limit=most)
            return tuple(page), page.total

        return self.kept(revision, ("telling", parties, most), find)

    def waiting(self, revision: str, matter: Matter, parties: tuple[Party, ...] = ()) -> int:
        """How many merges of a matter wait for a person."""
        return self.kept(
            revision,
            ("waiting", matter, parties),
            lambda: self.store.catalog.waiting(matter, parties=parties, limit=1).total,
        )

    def about(self, revision: str, identity: str, focus: Focus = EVERYTHING) -> Book:
        """The ledger of the documents that bear a thing, by the id of any record of it."""
        found = self.kept(
            revision, ("bearing", identity), lambda: tuple(self.store.catalog.bearing(identity))
        )
        return self.book(revision, found, focus)
