"""A part of the ledger that pages are made from, with every answer of the desk on it."""

from __future__ import annotations

from dragoman.desk.settings import DeskSettings
from dragoman.gazetteer.outlets import Outlets
from dragoman.ledger.questions import Questions
from dragoman.model.ledger import Ledger
from dragoman.store import Store


class Book(Questions):
    """The ledger of some documents: ask it as the ledger in Python is asked, ``book.timeline("EGY")``.

    Ids are those of the whole ledger; names and offices of people are as these documents give them.
    """

    def __init__(self, facts: Ledger, weights: DeskSettings, store: Store) -> None:
        self._facts = facts
        self._weights = weights
        self._store = store

    @property
    def facts(self) -> Ledger:
        return self._facts

    @property
    def weights(self) -> DeskSettings:
        return self._weights

    def outlets(self) -> Outlets:
        return Outlets(self._store.outlets())
