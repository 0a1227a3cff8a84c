"""What the docket may be told: the table ``[desk.docket]`` of a settings file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT

Weight = Annotated[float, Field(strict=True, ge=0, le=10)]
Days = Annotated[int, Field(strict=True, ge=0, le=3660)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketSettings:
    """Weights are those of the features by which evidence is found, see ``dragoman.desk.docket.evidence``.

    ``least`` is the least sum that is shown. ``cycle_days``: for how long a promise without a deadline is
    not yet asked after, one cycle from summit to summit as in the G20 Research Group's method; and for how
    long an event may be the one that was promised without a date. ``near_days``: how far from its planned
    day an event may be and still be the one that was planned.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    planned_event: Weight = 4.0
    named_instrument: Weight = 4.0
    named_body: Weight = 3.0
    same_kind: Weight = 1.0
    same_parties: Weight = 0.5
    same_place: Weight = 1.0
    same_host: Weight = 1.0
    same_people: Weight = 1.0
    same_session: Weight = 2.0
    near_date: Weight = 1.5
    same_amount: Weight = 2.0
    shared_words: Weight = 4.0
    same_areas: Weight = 0.5
    same_measure: Weight = 3.0
    least: Weight = 3.0
    cycle_days: Days = 365
    near_days: Days = 14
