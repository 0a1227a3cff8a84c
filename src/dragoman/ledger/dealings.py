"""Questions on dealings: the timeline, the brief, consultations, the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.answer import Answer, Listing, Made, text_of
from dragoman.ledger.asked import Asked, Words, bound, name_of
from dragoman.ledger.given import (
    Bound,
    Day,
    Kinds,
    bound_given,
    day_given,
    in_order,
    kinds_given,
    parties_given,
    words_given,
)

if TYPE_CHECKING:
    from dragoman.desk.brief_rows import Brief
    from dragoman.desk.calendar import Calendar
    from dragoman.desk.consultations.rows import Consultations
    from dragoman.model.ledger import LedgerEngagement


class Dealings(Asked):
    """Who dealt with whom, and how regularly."""

    def timeline(
        self,
        *parties: Words,
        since: Bound | None = None,
        until: Bound | None = None,
        kind: Kinds = (),
        newest_first: bool = False,
        on: Day | None = None,
    ) -> Listing[LedgerEngagement]:
        """Engagements in order of time: all, of one party, or between two.

        Example:
            >>> for engagement in ledger.timeline("EGY", "RUS", since="2018"):
            ...     print(engagement.when.date, engagement.kind.value, engagement.place)
            >>> ledger.timeline("مصر", kind="visit").to("csv", "visits.csv")
        """
        from dragoman.desk.parties import party_name
        from dragoman.desk.timeline import timeline
        from dragoman.export import TIMELINE_EXPORTERS
        from dragoman.export.charts import FORMATS as PICTURES
        from dragoman.export.charts import timeline_chart
        from dragoman.export.tables import timeline_table
        from dragoman.model.text import EngagementKind

        chosen, book, first = parties_given(parties), self._as_of(on), bound_given(since)
        found = timeline(
            book,
            chosen,
            since=first,
            until=bound_given(until),
            kinds=kinds_given(EngagementKind, kind),
            newest_first=newest_first,
        )
        names = tuple(party_name(party) for party in chosen)

        def drawn(format: str) -> Made:
            start = first.first if first else None
            return lambda: timeline_chart(found, since=start, names=names, format=format)

        return Listing(
            found,
            name=name_of("timeline", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of([timeline_table(book, found)]),
                **{picture: drawn(picture) for picture in PICTURES},
                **{name: bound(made, book, found) for name, made in TIMELINE_EXPORTERS.items()},
            },
        )

    def brief(
        self,
        party: Words,
        other: Words,
        on: Day | None = None,
        *,
        since: Day | None = None,
        long: bool = False,
        lang: str = "en",
    ) -> Answer[Brief]:
        """The relations of two parties as known on a day: one page, every line with its sources.

        ``since`` is the day of the last brief, from which on things are new; ``long`` gives everything in
        place of one page; ``lang`` is the language of the program's own words: en, fr or ar.

        Example:
            >>> ledger.brief("EGY", "RUS", on="2024-12-31", lang="fr").to("docx", "brief.docx")
        """
        from dragoman.desk.brief import brief, with_assessment
        from dragoman.export import BRIEF_EXPORTERS
        from dragoman.phrases import LANGS, phrases

        left, right = parties_given((party, other))
        day, say = day_given(on), phrases(words_given(LANGS, lang)[0])
        start = day_given(since) if since is not None else None
        in_order(start, day)
        made = brief(self.facts, left, right, day, since=start, settings=self.weights)
        if long:
            made = with_assessment(made, self.facts, self.weights)

        def page(format: str) -> Made:
            return lambda: BRIEF_EXPORTERS[format](made, say, long)

        formats = {format: page(format) for format in BRIEF_EXPORTERS}
        return Answer(made, name=f"{name_of('brief', left, right)} on {day}", shown="md", formats=formats)

    def consultations(self, party: Words, other: Words, on: Day | None = None) -> Answer[Consultations]:
        """The last contact and the next to be expected, per level and body, and who hosts next.

        Example:
            >>> for track in ledger.consultations("EGY", "RUS").tracks:
            ...     print(track.name, [label.value for label in track.cadence.standing])
        """
        from dragoman.desk.consultations import consultations
        from dragoman.desk.coverage import coverage_texts
        from dragoman.export.consultations_json import consultations_json
        from dragoman.export.consultations_table import consultations_tables

        left, right = parties_given((party, other))
        day = day_given(on)
        made = consultations(self.facts, left, right, day, self.weights.cadence)
        return Answer(
            made,
            name=f"{name_of('consultations', left, right)} on {day}",
            shown="table",
            formats={
                "table": lambda: text_of(
                    (table for table, _ in consultations_tables(made)), coverage_texts(made.coverage)
                ),
                "json": lambda: consultations_json(made),
            },
        )

    def calendar(self, *parties: Words, on: Day | None = None) -> Answer[Calendar]:
        """What is planned, due and running out: for all, one party, or between two.

        Example:
            >>> ledger.calendar("EGY", "RUS").to("ics", "relations.ics")
        """
        from dragoman.desk.calendar import calendar
        from dragoman.desk.coverage import coverage_texts
        from dragoman.export.calendar_ics import calendar_ics
        from dragoman.export.calendar_json import calendar_json, calendar_table

        chosen, day = parties_given(parties), day_given(on)
        made = calendar(
            self.facts, chosen, on=day, settings=self.weights.calendar, rhythm=self.weights.cadence
        )
        return Answer(
            made,
            name=f"{name_of('calendar', *chosen)} on {day}",
            shown="table",
            formats={
                "table": lambda: text_of([calendar_table(made)], coverage_texts(made.coverage)),
                "ics": lambda: calendar_ics(made),
                "json": lambda: calendar_json(made),
            },
        )
