"""Questions on where things stand: commitments, positions, the scorecard."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.ledger.answer import Answer, Made, text_of
from dragoman.ledger.asked import Asked, Words, name_of
from dragoman.ledger.given import (
    Bound,
    Day,
    Kinds,
    bound_given,
    day_given,
    in_order,
    kinds_given,
    parties_given,
    trade_given,
    words_given,
)

if TYPE_CHECKING:
    from dragoman.desk.assessment.answer import Assessment
    from dragoman.desk.assessment.compare import Comparison
    from dragoman.desk.docket import Docket
    from dragoman.desk.positions import Positions


class Standing(Asked):
    """Who undertook what, who holds what, and how the relationship stands."""

    def commitments(
        self,
        *parties: Words,
        on: Day | None = None,
        overdue: bool = False,
        due_before: Day | None = None,
        area: str | Collection[str] = (),
        strength: Kinds = (),
        score: Kinds = (),
        owner: Words | None = None,
    ) -> Answer[Docket]:
        """Who undertook what by when, overdue first, with what later documents tell of it.

        ``score`` is how it stands, by the values of ``dragoman.model.ruling.Mark``; ``owner`` is one who
        promised.

        Example:
            >>> for entry in ledger.commitments("IND", "RUS", on="2025-01-01").entries:
            ...     print(entry.what, entry.overdue)
        """
        from dragoman.desk.docket import Filters, make_docket
        from dragoman.export.commitments_json import commitments_json
        from dragoman.export.commitments_table import commitments_table
        from dragoman.lexicon.schema import AREAS
        from dragoman.model.record import Strength
        from dragoman.model.ruling import Mark

        chosen, day, book = parties_given(parties), day_given(on), self.facts
        filters = Filters(
            overdue=overdue,
            due_before=day_given(due_before) if due_before is not None else None,
            areas=frozenset(words_given(AREAS, area)),
            strengths=frozenset(kinds_given(Strength, strength)),
            marks=frozenset(kinds_given(Mark, score)),
            owner=parties_given((owner,))[0] if owner is not None else None,
        )
        made = make_docket(book, chosen, on=day, settings=self.weights.docket, filters=filters)
        return Answer(
            made,
            name=name_of("commitments", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of([commitments_table(made)]),
                "json": lambda: commitments_json(book, made),
            },
        )

    def positions(
        self,
        party: Words,
        *,
        beside: Words | None = None,
        issue: str | None = None,
        since: Bound | None = None,
        until: Bound | None = None,
        on: Day | None = None,
    ) -> Answer[Positions]:
        """Where a party stands over time, issue by issue; ``beside`` is a second party, side by side.

        Its format ``diff`` is the table with changes of wording marked.

        Example:
            >>> for thread in ledger.positions("EGY", beside="RUS", issue="syria").threads:
            ...     print(thread.party, thread.name, [one.quote for one in thread.statements])
        """
        from dragoman.desk.coverage import coverage_texts
        from dragoman.desk.positions import positions
        from dragoman.export.positions_json import positions_json
        from dragoman.export.positions_table import beside_tables, positions_tables
        from dragoman.export.timeline_json import dumps

        chosen = parties_given((party,) if beside is None else (party, beside))
        book, day, first = self.facts, day_given(on), bound_given(since)
        in_order(first.first if first is not None else None, day)
        made = positions(
            book,
            chosen,
            day,
            issue=issue,
            since=first,
            until=bound_given(until),
            settings=self.weights.positions,
        )
        tables = positions_tables if beside is None else beside_tables
        below = coverage_texts(made.coverage)
        return Answer(
            made,
            name=name_of("positions", *chosen),
            shown="table",
            formats={
                "table": lambda: text_of(tables(made), below),
                "diff": lambda: text_of(tables(made, diff=True), below),
                "json": lambda: dumps(positions_json(book, made)),
            },
        )

    def assess(
        self,
        party: Words,
        other: Words,
        on: Day | None = None,
        *,
        since: Bound | None = None,
        against: tuple[Words, Words] | None = None,
        area: str | Collection[str] = (),
        trade: str | Path | Iterable[str | Path] = (),
    ) -> Answer[Assessment | Comparison]:
        """The scorecard of every area of cooperation, what moved in it since a day, and momentum.

        ``trade`` names files of UN Comtrade (CSV) or CEPII BACI, for the share of trade of each area.
        ``against`` is another pair to lay beside it: the facts are then a comparison. Pictures are of the
        scorecard ("svg", "png"), and of momentum ("momentum.svg", "momentum.png") for one pair.

        Example:
            >>> card = ledger.assess("EGY", "RUS", on="2024-12-31", since="2023")
            >>> card.to("svg", "scorecard.svg")
        """
        from dragoman.desk.assessment.answer import AsOf, assessed
        from dragoman.desk.assessment.compare import compare
        from dragoman.lexicon.schema import AREAS

        left, right = parties_given((party, other))
        day, start = day_given(on), bound_given(since)
        in_order(start.first if start is not None else None, day)
        areas = words_given(AREAS, area)
        now = AsOf.of(self.facts, day)
        then = AsOf.of(self.facts, start.first) if start is not None else None
        with trade_given(trade) as tables:
            found = assessed(now, then, (left, right), self.weights, areas=areas, trade=tables)
            if against is not None:
                pair = parties_given(against)
                beside = assessed(now, then, (pair[0], pair[1]), self.weights, areas=areas, trade=tables)
        name = f"{name_of('assess', left, right)} on {day}"
        if against is None:
            return Answer(found, name=name, shown="table", formats=_assessment(found))
        both = compare(found, beside, self.weights.comparison)
        return Answer(
            both, name=f"{name} against {pair[0]} {pair[1]}", shown="table", formats=_comparison(both)
        )


def _assessment(found: Assessment) -> dict[str, Made]:
    from dragoman.desk.parties import party_name
    from dragoman.export.assessment_html import assessment_html
    from dragoman.export.assessment_json import assessment_json
    from dragoman.export.assessment_table import assessment_tables
    from dragoman.export.charts import FORMATS, momentum_chart, scorecard_chart

    names = tuple(party_name(party) for party in found.parties)

    def scores(format: str) -> Made:
        return lambda: scorecard_chart(found.scorecard, names=names, format=format)

    def momentum(format: str) -> Made:
        return lambda: momentum_chart(found.momentum, since=found.since, names=names, format=format)

    return {
        "table": lambda: text_of(assessment_tables(found)),
        "long": lambda: text_of(assessment_tables(found, long=True)),
        "json": lambda: assessment_json(found),
        "html": lambda: assessment_html(found),
        **{format: scores(format) for format in FORMATS},
        **{f"momentum.{format}": momentum(format) for format in FORMATS},
    }


def _comparison(both: Comparison) -> dict[str, Made]:
    from dragoman.desk.parties import party_name
    from dragoman.export.assessment_html import comparison_html
    from dragoman.export.assessment_json import comparison_json
    from dragoman.export.assessment_table import comparison_tables
    from dragoman.export.charts import FORMATS, scorecard_chart

    def scores(format: str) -> Made:
        return lambda: scorecard_chart(
            both.left.scorecard,
            against=both.right.scorecard,
            names=tuple(party_name(party) for party in both.left.parties),
            against_names=tuple(party_name(party) for party in both.right.parties),
            format=format,
        )

    return {
        "table": lambda: text_of(comparison_tables(both)),
        "json": lambda: comparison_json(both),
        "html": lambda: comparison_html(both),
        **{format: scores(format) for format in FORMATS},
    }
