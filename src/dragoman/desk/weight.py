"""How much an engagement weighs: level × format.

Level: head of state 1.0, head of government 0.9, minister 0.6, deputy minister 0.4, ambassador 0.2. Format:
visit 1.0, meeting 0.8, on the sidelines 0.4, call 0.4, message 0.2. After the leader-travel weighting of the
COLT data (a head of state over a head of government, multilateral trips discounted), extended below ministers
by us; an official's level, 0.1, and one that is not known, as an ambassador's, are ours as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from dragoman.config import STRICT
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Format, Level
from dragoman.model.text import EngagementKind

Weight = Annotated[float, Field(strict=True, ge=0, le=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSettings:
    """The factors, each from 0 to 1: the table ``[desk.weight]`` of a settings file."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    head_of_state: Weight = 1.0
    head_of_government: Weight = 0.9
    minister: Weight = 0.6
    deputy_minister: Weight = 0.4
    ambassador: Weight = 0.2
    official: Weight = 0.1
    level_unknown: Weight = 0.2
    visit: Weight = 1.0
    meeting: Weight = 0.8
    sidelines: Weight = 0.4
    call: Weight = 0.4
    message: Weight = 0.2


def engagement_weight(engagement: LedgerEngagement, settings: WeightSettings) -> float:
    """Level × format, from 0 to 1. What is neither visit, call nor message counts as a meeting."""
    return level_factor(engagement.level, settings) * format_factor(engagement, settings)


def level_factor(level: Level | None, settings: WeightSettings) -> float:
    """The factor of a level of representation."""
    return {
        Level.HEAD_OF_STATE: settings.head_of_state,
        Level.HEAD_OF_GOVERNMENT: settings.head_of_government,
        Level.MINISTER: settings.minister,
        Level.DEPUTY_MINISTER: settings.deputy_minister,
        Level.AMBASSADOR: settings.ambassador,
        Level.OFFICIAL: settings.official,
        None: settings.level_unknown,
    }[level]


def format_factor(engagement: LedgerEngagement, settings: WeightSettings) -> float:
    """The factor of the form that it took; what is done by telephone or video is a call."""
    if engagement.kind is EngagementKind.MESSAGE:
        return settings.message
    if engagement.kind is EngagementKind.CALL or engagement.format in (Format.PHONE, Format.VIDEO):
        return settings.call
    if engagement.format is Format.SIDELINES:
        return settings.sidelines
    return settings.visit if engagement.kind is EngagementKind.VISIT else settings.meeting
