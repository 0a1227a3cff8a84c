"""What every question needs: the ledger as it is or was, the weights, and names for the answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from dragoman.ledger.given import Day, day_given
from dragoman.model.ledger import Ledger as Facts
from dragoman.model.record import Party

if TYPE_CHECKING:
    from dragoman.desk.settings import DeskSettings
    from dragoman.gazetteer.outlets import Outlets

T = TypeVar("T")
Words = str | Party


class Asked(ABC):
    """A ledger that can be asked. Libraries are loaded by the questions that need them."""

    @property
    @abstractmethod
    def facts(self) -> Facts:
        """All that the ledger knows."""

    @property
    @abstractmethod
    def weights(self) -> DeskSettings:
        """The weights and thresholds of the answers."""

    @abstractmethod
    def outlets(self) -> Outlets:
        """What is known of publishers, by us and by the user."""

    def _as_of(self, on: Day | None) -> Facts:
        from dragoman.desk.known import known_by

        return self.facts if on is None else known_by(self.facts, day_given(on))


def name_of(what: str, *parties: Party) -> str:
    """How an answer is called: "timeline EGY RUS"."""
    return " ".join((what, *(party.code for party in parties)))


def bound(
    export: Callable[[Facts, Iterable[T]], str], book: Facts, found: tuple[T, ...]
) -> Callable[[], str]:
    """The export of what was found in a ledger, when it is asked for."""
    return lambda: export(book, found)
