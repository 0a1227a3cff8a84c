"""What stands first in a brief: engagements by weight and recency.

importance = weight × 2^(−age ÷ half-life): the weight is level × format (``dragoman.desk.weight``), and age
the days from the engagement to the day of the brief. One without a date counts as if it were as old as
``undated_days``. The half-life is that of momentum.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT
from dragoman.model.time import When

Days = Annotated[float, Field(strict=True, ge=1, le=100_000)]
Whole = Annotated[int, Field(strict=True, ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """The table ``[desk.brief]`` of a settings file: how soon an engagement loses its importance, and how far
    back what is new reaches where no day is given."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    half_life_days: Days = 180.0
    undated_days: Days = 1825.0
    news_days: Whole = 90


def importance(weight: float, when: When, on: dt.date, settings: BriefSettings) -> float:
    """Weight × 2^(−age ÷ half-life), from 0 to 1; what lies ahead has no age. A month or year counts from its
    first day, so that it cannot come before a day that is known."""
    age = settings.undated_days
    if when.date is not None:
        age = max(0.0, float((on - when.date.first).days))
    return float(weight * 2 ** (-age / settings.half_life_days))
