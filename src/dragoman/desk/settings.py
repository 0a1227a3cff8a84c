"""The ``[desk]`` table of a settings file: every weight and threshold of the answers, checked.

Each answer has a table of its own (``[desk.weight]``), which a class beside the answer describes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from dragoman.config import STRICT
from dragoman.desk.assessment.settings import ComparisonSettings, MomentumSettings, ScorecardSettings
from dragoman.desk.avenues.settings import AvenueSettings
from dragoman.desk.cadence import CadenceSettings
from dragoman.desk.calendar import CalendarSettings
from dragoman.desk.docket.settings import DocketSettings
from dragoman.desk.importance import BriefSettings
from dragoman.desk.positions import PositionSettings
from dragoman.desk.weight import WeightSettings
from dragoman.errors import InvalidSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """What the answers may be told; what a file leaves out stays as it is."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    cadence: CadenceSettings = field(default_factory=CadenceSettings)
    calendar: CalendarSettings = field(default_factory=CalendarSettings)
    positions: PositionSettings = field(default_factory=PositionSettings)
    brief: BriefSettings = field(default_factory=BriefSettings)
    weight: WeightSettings = field(default_factory=WeightSettings)
    docket: DocketSettings = field(default_factory=DocketSettings)
    scorecard: ScorecardSettings = field(default_factory=ScorecardSettings)
    momentum: MomentumSettings = field(default_factory=MomentumSettings)
    comparison: ComparisonSettings = field(default_factory=ComparisonSettings)
    avenues: AvenueSettings = field(default_factory=AvenueSettings)


def desk_settings(table: Mapping[str, object], where: str) -> DeskSettings:
    """The settings that a table gives.

    Raises InvalidSettings, naming ``where`` and the key, for a key that is none and a value out of range.
    """
    try:
        return TypeAdapter(DeskSettings).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(("desk", *(str(part) for part in first["loc"])))
        raise InvalidSettings(f"{where}: {key}: {first['msg']}, not {first['input']!r}") from error
