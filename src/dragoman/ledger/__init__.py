"""A ledger as Python has it: open it, read into it, ask it. The command line in one class.

from dragoman import Ledger

with Ledger.open("dragoman.db") as ledger:
    print(ledger.read("examples/"))
    for engagement in ledger.timeline("EGY", "RUS"):
        print(engagement.when.date, engagement.kind.value)
    ledger.brief("EGY", "RUS", on="2024-12-31").to("html", "brief.html")
"""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dragoman.errors import StoreError
from dragoman.ledger.answer import Answer, Listing
from dragoman.ledger.intake import Intake, document_of, find, program_set_aside
from dragoman.ledger.questions import Questions
from dragoman.model.ledger import Ledger as Facts
from dragoman.model.text import Document

if TYPE_CHECKING:
    from dragoman.config import Settings
    from dragoman.desk.settings import DeskSettings
    from dragoman.gazetteer.outlets import Outlets
    from dragoman.merge import MergeSettings
    from dragoman.read import Failure
    from dragoman.run.intake import Tally
    from dragoman.store import Store

__all__ = ["Answer", "Facts", "Intake", "Ledger", "Listing"]


class Ledger(Questions):
    """A ledger in a file or database. Make one with ``Ledger.open``, and use it in a ``with`` statement, or
    call ``close`` at the end.

    What it knows is had once, at the first question, and again after something was read; ``refresh`` forgets
    it where another program may have changed the ledger.
    """

    def __init__(
        self, store: Store, address: str, merging: MergeSettings | None, weights: DeskSettings
    ) -> None:
        """Use ``Ledger.open``."""
        self._store = store
        self._address = address
        self._merging = merging
        self._weights = weights
        self._facts: Facts | None = None
        closing = ExitStack()
        closing.enter_context(store)
        self._close = weakref.finalize(self, closing.close)

    @classmethod
    def open(
        cls, address: str | Path = "dragoman.db", *, settings: str | Path | None = None, create: bool = True
    ) -> Ledger:
        """The ledger at a file name or SQLAlchemy URL (``postgresql+psycopg://user@host/name``).

        It is made where there is none, unless ``create`` is false. ``settings`` is a TOML file with weights
        and thresholds. Raises StoreError where the ledger cannot be opened, and InvalidSettings, which names
        the file and the key.

        Example:
            >>> with Ledger.open("dragoman.db", settings="weights.toml") as ledger:
            ...     print(ledger.bodies("IND", "RUS"))
        """
        from dragoman.config import read_settings
        from dragoman.desk.settings import desk_settings
        from dragoman.merge import merge_settings
        from dragoman.store import open_store

        tables = read_settings(Path(settings)) if settings is not None else {}
        merging = merge_settings(tables.get("merge", {}), str(settings)) if settings is not None else None
        weights = desk_settings(tables.get("desk", {}), str(settings))
        return cls(open_store(address, create=create), str(address), merging, weights)

    # --- reading --------------------------------------------------------------------------------------------

    def read(
        self,
        *paths: str | Path,
        columns: str | None = None,
        workers: int | None = None,
        horizon: int | None = None,
    ) -> Intake:
        """Read files, folders and web addresses into the ledger; reading one again changes nothing.

        Whatever fails is named in what is given back, and nothing is raised for it. ``columns`` says which
        column or field of a table holds what ("text=Body,published=Day"), ``horizon`` is the last year that
        an undated text can be from, and ``workers`` the number of processes to work with.

        Example:
            >>> intake = ledger.read("examples/", "https://example.org/news.html")
            >>> intake.read, [failure.reason for failure in intake.failures]
        """
        from dragoman.read import ColumnMap, Options
        from dragoman.run.intake import read_into

        names = [str(path) for path in paths]
        options = Options(columns=ColumnMap.parse(columns) if columns is not None else None)
        took: list[Document] = []
        with program_set_aside():
            tally = read_into(
                self._opened, find(names), _settings(workers, horizon), options, named=names, took=took.append
            )
        return self._taken(took, tally)

    def add(
        self,
        text: str,
        *,
        lang: str | None = None,
        published: str | None = None,
        source: str | None = None,
        url: str | None = None,
        title: str | None = None,
        name: str | None = None,
        horizon: int | None = None,
    ) -> Intake:
        """Read a text at hand into the ledger.

        ``lang`` is a BCP 47 tag, found out where it is left out; ``published`` is "2024-05-07" or a part of
        it, ``source`` who published it, and ``name`` what to call the document in answers.

        Example:
            >>> ledger.add("Cairo, 3 May 2021. The ministers met.", published="2021-05-04", source="Wire")
        """
        from dragoman.run.intake import documents_into

        document = document_of(
            text, lang=lang, published=published, source=source, url=url, title=title, name=name
        )
        took: list[Document] = []
        tally = documents_into(self._opened, [document], _settings(1, horizon), took=took.append)
        return self._taken(took, tally)

    def failures(self) -> tuple[Failure, ...]:
        """What could not be had or read, by any run, and has not been since."""
        return self._opened.failures()

    # --- what it knows --------------------------------------------------------------------------------------

    @property
    def facts(self) -> Facts:
        """All that the ledger knows: documents, people, engagements and the rest, each with its words."""
        if self._facts is None:
            self._facts = self._opened.ledger(self._merging)
        return self._facts

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the ledger."""
        return tuple(self.facts.documents.values())

    @property
    def weights(self) -> DeskSettings:
        """The weights and thresholds of the answers, as the settings file says."""
        return self._weights

    def outlets(self) -> Outlets:
        """What is known of publishers, by us and by the user."""
        from dragoman.gazetteer.outlets import Outlets

        return Outlets(self._opened.outlets())

    def refresh(self) -> None:
        """Forget what is known of the ledger: the next question has it anew."""
        self._facts = None

    def close(self) -> None:
        """Close it; nothing can be asked or read any more."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if not self._close.alive:
            return f"<Ledger {self._address}: closed>"
        if self._facts is None:
            return f"<Ledger {self._address}>"
        facts = self._facts
        return (
            f"<Ledger {self._address}: {len(facts.documents)} documents, "
            f"{len(facts.engagements)} engagements, {len(facts.people)} people>"
        )

    @property
    def _opened(self) -> Store:
        if not self._close.alive:
            raise StoreError(f"{self._address}: the ledger is closed")
        return self._store

    def _taken(self, took: list[Document], tally: Tally) -> Intake:
        self._opened.merge(self._merging)
        self.refresh()
        return Intake(documents=tuple(took), known=tally.known, failures=tuple(tally.failures))


def _settings(workers: int | None, horizon: int | None) -> Settings:
    from dragoman.config import Settings

    usual = Settings()
    return replace(usual, workers=workers or usual.workers, horizon=horizon or usual.horizon)
