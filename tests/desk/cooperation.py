"""Ledgers of cooperation in areas, made by hand: what one line of a document says, as a record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.model.ledger import (
    Ledger,
    LedgerBody,
    LedgerCommitment,
    LedgerEngagement,
    LedgerInstrument,
)
from dragoman.model.text import Document
from tests.desk.builders import Book


class Cooperation:
    """Collects lines, each a document of its own, with the areas that they are about."""

    def __init__(self) -> None:
        self.book = Book()

    def document(self, name: str, *, published: str | None = "2024-05-01", lang: str = "en") -> Document:
        return self.book.document(f"Words of {name}.", name=f"{name}.txt", published=published, lang=lang)

    def told(self, name: str, **more: Any) -> tuple[Document, str]:
        return self.document(name, **more), f"Words of {name}"

    def engagement(
        self, name: str, *areas: str, published: str = "2024-05-01", **more: Any
    ) -> LedgerEngagement:
        made = self.book.engagement(self.told(name, published=published), **more)
        return self._kept(self.book.engagements, made, replace(made, areas=areas))

    def instrument(
        self,
        name: str,
        *areas: str,
        published: str = "2024-05-01",
        superseded_by: str | None = None,
        **more: Any,
    ) -> LedgerInstrument:
        made = self.book.instrument(self.told(name, published=published), title=name, **more)
        return self._kept(
            self.book.instruments, made, replace(made, areas=areas, superseded_by=superseded_by)
        )

    def body(self, name: str, **more: Any) -> LedgerBody:
        return self.book.body(self.told(name), name=name, **more)

    def commitment(
        self, name: str, *areas: str, published: str = "2024-05-01", **more: Any
    ) -> LedgerCommitment:
        document, quote = self.told(name, published=published)
        made = self.book.commitment(document, quote, name, **more)
        areal = replace(made, commitment=replace(made.commitment, areas=areas))
        return self._kept(self.book.commitments, made, areal)

    def ledger(self) -> Ledger:
        return self.book.ledger()

    @staticmethod
    def _kept(shelf: list[Any], made: Any, changed: Any) -> Any:
        shelf[shelf.index(made)] = changed
        return changed
