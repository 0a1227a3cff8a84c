"""Assessment -> one self-contained HTML page: the grid of areas, what made it, what moved, momentum."""

from __future__ import annotations

from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.assessment.compare import Comparison
from dragoman.desk.assessment.rows import Component
from dragoman.desk.coverage import coverage_texts
from dragoman.desk.wording import count_text, day_text
from dragoman.export import assessment_text as text
from dragoman.export.direction import direction
from dragoman.export.templating import template


def assessment_html(answer: Assessment) -> str:
    """The page: no script, no address that it fetches; everything from documents is escaped."""
    return _page(answer, None)


def comparison_html(found: Comparison) -> str:
    """The page of two assessments: one grid with both, then each for itself."""
    return _page(found.left, found)


def _page(answer: Assessment, comparison: Comparison | None) -> str:
    answers = (comparison.left, comparison.right) if comparison else (answer,)
    return template("assessment.html.jinja").render(
        answer=answer,
        answers=answers,
        comparison=comparison,
        alone=[(row,) for row in answer.scorecard.rows],
        title=", ".join(text.names_text(one.parties) for one in answers),
        settings=answer.scorecard.settings,
        components=tuple(Component),
        legend=text.LEGEND,
        direction=direction,
        count_text=count_text,
        coverage_texts=coverage_texts,
        day_text=day_text,
        date_text=text.date_text,
        direction_text=text.direction_text,
        formula_text=text.formula_text,
        item_text=text.item_text,
        label_text=text.label_text,
        momentum_text=text.momentum_text,
        moved_text=text.moved_text,
        omitted_text=text.omitted_text,
        names_text=text.names_text,
        score_text=text.score_text,
        telling_terms=text.telling_terms,
        trade_text=text.trade_text,
        unlike_text=text.unlike_text,
        why_text=text.why_text,
    )
