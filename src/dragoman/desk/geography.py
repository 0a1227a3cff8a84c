"""Where two parties met: the places of engagements, and how often each was one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.desk.timeline import HAPPENED, PUBLIC_ACTS, by_date
from dragoman.gazetteer.world import Point, point_of
from dragoman.model.ledger import LedgerEngagement
from dragoman.model.record import Place
from dragoman.model.text import Realis


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with what took place there and what is planned there, newest first.

    ``point`` is where it lies, the middle of the country where no city is known; None where nobody knows.
    """

    place: Place
    point: Point | None
    held: tuple[LedgerEngagement, ...]
    planned: tuple[LedgerEngagement, ...]

    @property
    def number(self) -> int:
        return len(self.held) + len(self.planned)

    @property
    def last(self) -> LedgerEngagement | None:
        """The latest dated one of those that took place."""
        return next((e for e in self.held if e.when.date is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """The places of some engagements, those of most first. ``nowhere`` counts dealings whose place no
    document tells: calls and messages have none. Public acts and what was called off or denied count
    nowhere."""

    spots: tuple[Spot, ...]
    nowhere: int


def geography(engagements: Iterable[LedgerEngagement]) -> Geography:
    """Where these engagements took place or are planned for."""
    found: dict[tuple[str, str], list[LedgerEngagement]] = {}
    nowhere = 0
    for engagement in engagements:
        if engagement.kind in PUBLIC_ACTS or not _counts(engagement):
            continue
        if engagement.place is None:
            nowhere += 1
        else:
            key = (engagement.place.country or "", engagement.place.city or "")
            found.setdefault(key, []).append(engagement)
    spots = [_spot(held) for _, held in sorted(found.items())]
    return Geography(spots=tuple(sorted(spots, key=lambda spot: -spot.number)), nowhere=nowhere)


def _counts(engagement: LedgerEngagement) -> bool:
    return engagement.realis in HAPPENED or engagement.realis is Realis.PLANNED


def _spot(engagements: list[LedgerEngagement]) -> Spot:
    place = engagements[0].place
    assert place is not None
    ordered = by_date(engagements, newest_first=True)
    return Spot(
        place=place,
        point=point_of(place.city, place.country),
        held=tuple(e for e in ordered if e.realis in HAPPENED),
        planned=tuple(e for e in ordered if e.realis is Realis.PLANNED),
    )
