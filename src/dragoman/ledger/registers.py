"""Questions on what is in the registers: people, bodies, instruments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.ledger.answer import Listing, text_of
from dragoman.ledger.asked import Asked, Words, name_of
from dragoman.ledger.given import Day, day_given, parties_given, words_given

if TYPE_CHECKING:
    from dragoman.desk.bodies.rows import BodyEntry
    from dragoman.desk.instruments.rows import InstrumentEntry
    from dragoman.model.ledger import Ledger as Facts
    from dragoman.model.ledger import LedgerPerson, Report


class Registers(Asked):
    """Who, in which bodies, and on which papers."""

    def people(self, *parties: Words, on: Day | None = None) -> Listing[LedgerPerson]:
        """People with their offices and every spelling: all, or those who stand for the parties given.

        Example:
            >>> [person.name for person in ledger.people("IND")]
        """
        from dragoman.desk.registers import people
        from dragoman.export.listings import PEOPLE
        from dragoman.export.tables import table
        from dragoman.export.timeline_json import dumps

        chosen, book = parties_given(parties), self._as_of(on)
        found = people(book, chosen)
        return Listing(
            found,
            name=name_of("people", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of(
                    [table(PEOPLE.columns, [PEOPLE.row(book, one) for one in found], PEOPLE.legend(found))]
                ),
                "json": lambda: dumps([PEOPLE.json(book, one) for one in found]),
            },
        )

    def bodies(self, *parties: Words, on: Day | None = None) -> Listing[BodyEntry]:
        """Joint and multilateral bodies in which every party given sits: sessions, gaps, tasks.

        Example:
            >>> [(entry.body.name, entry.gaps) for entry in ledger.bodies("IND", "RUS")]
        """
        from dragoman.desk.bodies import bodies_of, body_register
        from dragoman.export.bodies_json import bodies_json
        from dragoman.export.bodies_table import bodies_tables
        from dragoman.export.timeline_json import dumps

        chosen, day = parties_given(parties), day_given(on)
        book = self._as_of(day)
        found = body_register(book, bodies_of(book, chosen), day)
        below = self._below(book, (report for entry in found for report in entry.body.reports), day)
        return Listing(
            found,
            name=name_of("bodies", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of(bodies_tables(found), below),
                "json": lambda: dumps(bodies_json(book, found)),
            },
        )

    def instruments(
        self, *parties: Words, area: str | None = None, on: Day | None = None
    ) -> Listing[InstrumentEntry]:
        """Agreements, memoranda, statements to which every party given is a side: status, term, activity.

        Example:
            >>> [(entry.instrument.title, entry.instrument.status) for entry in ledger.instruments("EGY")]
        """
        from dragoman.desk.instruments import instrument_register, instruments_of
        from dragoman.export.instruments_json import instruments_json
        from dragoman.export.instruments_table import instruments_table
        from dragoman.export.timeline_json import dumps
        from dragoman.lexicon.schema import AREAS

        chosen, day = parties_given(parties), day_given(on)
        wanted = words_given(AREAS, area)[0] if area is not None else None
        book = self._as_of(day)
        found = instrument_register(book, instruments_of(book, chosen, wanted), day)
        below = self._below(book, (report for entry in found for report in entry.instrument.reports), day)
        return Listing(
            found,
            name=name_of("instruments", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of([instruments_table(found)] if found else [], below),
                "json": lambda: dumps(instruments_json(book, found)),
            },
        )

    def _below(self, known: Facts, reports: Iterable[Report], day: dt.date) -> tuple[str, ...]:
        """What the answer rests on."""
        from dragoman.desk.coverage import coverage, coverage_texts

        later = self.facts.size - known.size
        used = {report.document_id for report in reports}
        return coverage_texts(coverage(known, used, day, later=later))
