"""The thresholds of an assessment: ``[desk.scorecard]``, ``[desk.momentum]`` and ``[desk.comparison]``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT

Days = Annotated[int, Field(strict=True, ge=1, le=36525)]
Count = Annotated[int, Field(strict=True, ge=1, le=1000)]
Share = Annotated[float, Field(strict=True, gt=0, le=1)]
Times = Annotated[float, Field(strict=True, ge=1, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSettings:
    """From where a component of the scorecard counts how much; see ``dragoman.desk.assessment.components``.

    ``session_days``: how long a session keeps a body alive. ``activity_days`` and ``recent_days``: how long a
    contact counts as activity, and as recent; ``busy`` of the latter are much. ``priority_days``: how long
    what was undertaken counts as stated. ``share_*``: from which share of the trade of the two an area has
    1, 2, 3 and 4. ``voices_many``: how many independent voices make a matter well attested.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    session_days: Days = 1095
    activity_days: Days = 730
    recent_days: Days = 365
    busy: Count = 3
    priority_days: Days = 730
    share_some: Share = 0.01
    share_fair: Share = 0.05
    share_large: Share = 0.15
    share_main: Share = 0.30
    voices_many: Count = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentumSettings:
    """``half_life_days``: after so many days an engagement counts half. ``change_days``: over how many days
    the change of momentum is told."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    half_life_days: Days = 180
    change_days: Days = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSettings:
    """``coverage_ratio``: how many times as many voices or documents make two readings too unlike to compare.
    ``common_months``: the share of months that both were read of below which they are, too."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    coverage_ratio: Times = 2.0
    common_months: Share = 0.25
