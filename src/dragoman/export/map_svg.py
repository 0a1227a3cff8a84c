"""The places of engagements on an outline of the land, as SVG: equirectangular, true to scale in its middle.

There are no borders on it. Circles have areas in proportion to the number of engagements.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.desk.geography import Spot
from dragoman.export.svg import INK, LAND, MARK, cut, lettering, picture, shape
from dragoman.gazetteer.world import Point, outline

_WIDTH = 960.0
_LEAST, _MOST = 5.0, 26.0  # radius of a circle
_HEIGHTS = 300.0, 620.0
_MARGIN_DEGREES = 9.0
_LEAST_DEGREES = 24.0
_NORTHMOST, _SOUTHMOST = 84.0, -58.0
_LETTER, _LINE = 6.8, 15.0
_NAME = 28


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is drawn; ``scale`` is pixels to a degree of latitude."""

    west: float
    north: float
    narrow: float
    scale: float
    height: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (
            (longitude - self.west) * self.scale * self.narrow,
            (self.north - latitude) * self.scale,
        )

    @property
    def east(self) -> float:
        return self.west + _WIDTH / (self.scale * self.narrow)


def map_svg(
    spots: Sequence[Spot],
    *,
    title: str,
    lang: str,
    label: Callable[[Spot], str],
    name: Callable[[Spot], str],
    link: Callable[[Spot], str],
) -> str:
    """The map of the places that are known, those of most engagements drawn first and labelled where there is
    room. ``name`` is all that is told of a circle, ``link`` the address that it leads to."""
    drawn = [(spot, spot.point) for spot in spots if spot.point is not None]
    frame = _frame([point for _, point in drawn])
    sea = {"width": _WIDTH, "height": frame.height, "fill": "none", "class": "sea"}
    land = {"d": _land(frame), "fill": LAND, "class": "land"}
    inside = (
        shape("rect", sea) + shape("path", land) + Markup("").join(_circles(drawn, frame, label, name, link))
    )
    return str(picture(_WIDTH, frame.height, title, lang, inside))


def _frame(points: Sequence[Point]) -> _Frame:
    """All points with room around them, and no less than a region of the world."""
    if not points:
        points = (Point(latitude=_NORTHMOST, longitude=-180.0), Point(latitude=_SOUTHMOST, longitude=180.0))
    lats, lons = [p.latitude for p in points], [p.longitude for p in points]
    middle = (min(lats) + max(lats)) / 2
    narrow = math.cos(math.radians(middle))
    high = max(max(lats) - min(lats) + 2 * _MARGIN_DEGREES, _LEAST_DEGREES)
    wide = min(max(max(lons) - min(lons) + 2 * _MARGIN_DEGREES / narrow, _LEAST_DEGREES / narrow), 360.0)
    scale = _WIDTH / (wide * narrow)
    if high * scale > _HEIGHTS[1]:  # a tall region: wider than it has to be
        scale = _HEIGHTS[1] / high
        wide = min(_WIDTH / (scale * narrow), 360.0)
        scale = _WIDTH / (wide * narrow)
    height = min(max(high * scale, _HEIGHTS[0]), _HEIGHTS[1])
    north = min(middle + height / scale / 2, _NORTHMOST)
    return _Frame(
        west=(min(lons) + max(lons)) / 2 - wide / 2,
        north=north,
        narrow=narrow,
        scale=scale,
        height=height,
    )


def _land(frame: _Frame) -> str:
    """The rings that reach into the frame, each as often as it does."""
    out: list[str] = []
    south = frame.north - frame.height / frame.scale
    for ring in outline():
        lats, lons = [y for _, y in ring], [x for x, _ in ring]
        if max(lats) < south or min(lats) > frame.north:
            continue
        for turn in (-360, 0, 360, 720):
            if max(lons) + turn >= frame.west and min(lons) + turn <= frame.east:
                points = [frame.at(x + turn, y) for x, y in ring]
                out.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _apart(points)) + "Z")
    return "".join(out)


def _apart(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points that are more than a pixel from the one before."""
    last: tuple[float, float] | None = None
    for point in points:
        if last is None or abs(point[0] - last[0]) + abs(point[1] - last[1]) >= 1.5:
            yield point
            last = point


def _circles(
    drawn: Sequence[tuple[Spot, Point]],
    frame: _Frame,
    label: Callable[[Spot], str],
    name: Callable[[Spot], str],
    link: Callable[[Spot], str],
) -> Iterator[Markup]:
    most = max((spot.number for spot, _ in drawn), default=1)
    taken: list[tuple[float, float, float, float]] = []
    for spot, point in drawn:
        x, y = frame.at(point.longitude, point.latitude)
        radius = _LEAST + (_MOST - _LEAST) * math.sqrt((spot.number - 1) / (most - 1)) if most > 1 else _LEAST
        taken.append((x - radius, y - radius, x + radius, y + radius))
        known = spot.place.city is not None
        circle = shape(
            "circle",
            {
                "cx": x, "cy": y, "r": radius, "fill": MARK if known else "none", "fill-opacity": "0.55",
                "stroke": MARK, "stroke-width": 1, "stroke-dasharray": None if known else "3 2",
                "class": "spot" if known else "spot country",
            },
        )  # fmt: skip
        text = _label(cut(label(spot), _NAME), x, y, radius, taken)
        inside = shape("title", {}, name(spot)) + circle + text
        yield shape("a", {"href": link(spot), "aria-label": name(spot)}, inside)


def _label(
    text: str, x: float, y: float, radius: float, taken: list[tuple[float, float, float, float]]
) -> Markup:
    """The name beside the circle where nothing is in its way; the table has them all."""
    long = len(text) * _LETTER
    for anchor, start in (("start", x + radius + 4), ("end", x - radius - 4 - long)):
        box = (start, y - _LINE / 2, start + long, y + _LINE / 2)
        own = taken[-1]
        if box[0] < 2 or box[2] > _WIDTH - 2 or any(_meet(box, one) for one in taken if one is not own):
            continue
        taken.append(box)
        at = start if anchor == "start" else start + long
        about = {
            "x": at,
            "y": y + 4,
            "text-anchor": anchor,
            "fill": INK,
            "class": "name",
            "aria-hidden": "true",
        }
        return lettering(about, text)
    return Markup("")


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
