"""Questions on the press: what sources tell differently, and who follows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.answer import Answer, Listing, text_of
from dragoman.ledger.asked import Asked, Words, name_of
from dragoman.ledger.given import Day, Kinds, kinds_given, parties_given

if TYPE_CHECKING:
    from dragoman.desk.differ.rows import Disagreement
    from dragoman.desk.lineage_rows import Lineage


class Press(Asked):
    """What sources say, beside each other."""

    def disagreements(
        self, *parties: Words, kind: Kinds = (), on: Day | None = None
    ) -> Listing[Disagreement]:
        """What sources tell differently: who says what, in which words, and how many voices say so.

        Example:
            >>> [one.text for one in ledger.disagreements("IND", "RUS", kind="date")]
        """
        from dragoman.desk.differ.rows import Kind
        from dragoman.desk.disagreements import disagreements
        from dragoman.export.disagreements_json import disagreements_json
        from dragoman.export.disagreements_table import disagreements_table

        chosen = parties_given(parties)
        found = disagreements(self._as_of(on), chosen, kinds=kinds_given(Kind, kind))
        return Listing(
            found,
            name=name_of("disagreements", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of([disagreements_table(found)]),
                "json": lambda: disagreements_json(found),
            },
        )

    def lineage(self, *documents: str) -> Answer[Lineage]:
        """Who follows whom: what each document adds, drops and rewords, and whom it credits.

        A document is given by its path or name, its address or its id. One shows its whole voice and what is
        near to it, several are compared. Raises UnknownDocument, with the nearest names.

        Example:
            >>> print(ledger.lineage("first.txt", "second.txt"))
        """
        from dragoman.desk.documents import find_document
        from dragoman.desk.lineage import lineage
        from dragoman.detect.tagger.vectors import WordVectors
        from dragoman.export.lineage_html import lineage_html
        from dragoman.export.lineage_json import lineage_json
        from dragoman.export.lineage_text import lineage_text

        chosen = [find_document(self.facts, words).id for words in documents]
        made = lineage(self.facts, chosen, vectors=WordVectors.load(), outlets=self.outlets())
        return Answer(
            made,
            name=f"lineage of {len(made.documents)} documents",
            shown="text",
            formats={
                "text": lambda: lineage_text(made),
                "json": lambda: lineage_json(made),
                "html": lambda: lineage_html(made),
            },
        )
