"""Two relationships side by side, and whether as much was read of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.assessment.answer import Assessment
from dragoman.desk.assessment.rows import AreaRow
from dragoman.desk.assessment.settings import ComparisonSettings
from dragoman.desk.coverage import Coverage


class Unlike(StrEnum):
    """Why a comparison tells more of what was read than of relations."""

    NOTHING_READ = "of one pair nothing was read"
    DOCUMENTS = "many more documents were read of one pair"
    VOICES = "many more independent voices were read of one pair"
    MONTHS = "the two were read of different months"
    LANGS = "the two were read in different languages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two assessments of one day, area by area. ``unlike`` says how far their coverage differs."""

    left: Assessment
    right: Assessment
    areas: tuple[tuple[AreaRow, AreaRow], ...]
    unlike: tuple[Unlike, ...]
    settings: ComparisonSettings


def compare(left: Assessment, right: Assessment, settings: ComparisonSettings) -> Comparison:
    """Two assessments beside each other, aligned by area."""
    theirs = {row.area: row for row in right.scorecard.rows}
    return Comparison(
        left=left,
        right=right,
        areas=tuple((row, theirs[row.area]) for row in left.scorecard.rows if row.area in theirs),
        unlike=unlike(left.coverage, right.coverage, settings),
        settings=settings,
    )


def unlike(left: Coverage, right: Coverage, settings: ComparisonSettings) -> tuple[Unlike, ...]:
    """In what two coverages differ so much that scores may tell of reading and not of relations."""
    if not left.documents or not right.documents:
        return (Unlike.NOTHING_READ,) if left.documents != right.documents else ()
    ours, theirs = ({month.name for month in one.months} for one in (left, right))
    langs = [{lang.name for lang in one.langs} for one in (left, right)]
    found = {
        Unlike.DOCUMENTS: _ratio(left.documents, right.documents) >= settings.coverage_ratio,
        Unlike.VOICES: _ratio(left.voices, right.voices) >= settings.coverage_ratio,
        Unlike.MONTHS: len(ours & theirs) < settings.common_months * len(ours | theirs),
        Unlike.LANGS: not langs[0] & langs[1],
    }
    return tuple(reason for reason, is_so in found.items() if is_so)


def _ratio(one: int, other: int) -> float:
    return max(one, other) / min(one, other)
