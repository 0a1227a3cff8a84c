"""What moved between two days: every component that changed, with the items that moved it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.assessment.rows import Component, Item, Label, Score, Scorecard


class Cause(StrEnum):
    """How an item moved a component."""

    NEW = "new"  # not known then
    STATUS = "changed"  # another status, or more known of it
    AGED = "aged"  # nothing new of it; time has passed
    GONE = "gone"  # known then as bearing on the area, and now no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An item that counts for more or less than it did; ``before`` is None of what was not known then."""

    cause: Cause
    before: Item | None
    now: Item | None

    @property
    def item(self) -> Item:
        """The item as it is now, or else as it was."""
        found = self.now or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A component with another score than then; ``moved`` are the items that made the difference."""

    component: Component
    before: Score
    now: Score
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """An area in which something changed."""

    area: str
    before: Label | None
    now: Label | None
    changes: tuple[Change, ...]


def changes(before: Scorecard, now: Scorecard) -> tuple[AreaChange, ...]:
    """The areas of which a component or the label changed, each component with what moved it.

    Both scorecards are as known on their days. An item is the same on both where they share a record.
    """
    then = {row.area: row for row in before.rows}
    out = []
    for row in now.rows:
        old = then[row.area]
        moved = tuple(
            Change(component=b.component, before=a, now=b, moved=_moved(a, b))
            for a, b in zip(old.scores, row.scores, strict=True)
            if a.score != b.score
        )
        if moved or old.label is not row.label:
            out.append(AreaChange(area=row.area, before=old.label, now=row.label, changes=moved))
    return tuple(out)


def _moved(before: Score, now: Score) -> tuple[Moved, ...]:
    old = {member: item for item in before.items for member in item.members}
    met: set[str] = set()
    out = []
    for item in now.items:
        was = next((old[member] for member in item.members if member in old), None)
        met |= {was.id} if was else set()
        if was is None:
            out.append(Moved(cause=Cause.NEW, before=None, now=item))
        elif was.step != item.step:
            same = set(was.members) == set(item.members) and was.state == item.state
            out.append(Moved(cause=Cause.AGED if same else Cause.STATUS, before=was, now=item))
    gone = (item for item in before.items if item.id not in met)
    return (*out, *(Moved(cause=Cause.GONE, before=item, now=None) for item in gone))
