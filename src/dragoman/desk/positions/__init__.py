"""Where parties stand: by issue, over time, joint ones apart, with what changed in the wording."""

from dragoman.desk.positions.answer import positions
from dragoman.desk.positions.rows import (
    Change,
    ChangeKind,
    Label,
    Positions,
    PositionSettings,
    Said,
    Segment,
    SegmentKind,
    Sharing,
    Statement,
    Thread,
)
from dragoman.desk.positions.told import holder

__all__ = [
    "Change",
    "ChangeKind",
    "Label",
    "PositionSettings",
    "Positions",
    "Said",
    "Segment",
    "SegmentKind",
    "Sharing",
    "Statement",
    "Thread",
    "holder",
    "positions",
]
