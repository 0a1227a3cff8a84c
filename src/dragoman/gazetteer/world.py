"""The outline of the land of the world, and where cities lie: for maps. There are no borders in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dragoman.errors import InvalidPack
from dragoman.gazetteer.tables import load_bytes

_OUTLINE = "world.json"
_COORDINATES = "coordinates.tsv.gz"

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Degrees north and east."""

    latitude: float
    longitude: float


@cache
def outline() -> tuple[Ring, ...]:
    """Closed rings of (longitude, latitude), without Antarctica. What lies across 180 degrees goes on
    beyond, so that a ring may have to be drawn again 360 degrees further on."""
    try:
        return tuple(
            tuple((float(x), float(y)) for x, y in ring) for ring in json.loads(load_bytes(_OUTLINE))
        )
    except (ValueError, TypeError) as error:
        raise InvalidPack(f"gazetteer/{_OUTLINE}: {error}") from error


def point_of(city: str | None, country: str | None) -> Point | None:
    """Where a city of the gazetteer lies, by its name there and the code of its country; without a city, the
    middle of the country's land. None where it is not known."""
    if country is None:
        return None
    return _coordinates().get((city or "", country))


@cache
def _coordinates() -> Mapping[tuple[str, str], Point]:
    out = {}
    rows = gzip.decompress(load_bytes(_COORDINATES)).decode().split("\n")
    for number, row in enumerate(rows, start=1):
        try:
            city, country, latitude, longitude = row.split("\t")
            out[city, country] = Point(latitude=float(latitude), longitude=float(longitude))
        except ValueError as error:
            raise InvalidPack(f"gazetteer/{_COORDINATES}:{number}: {error}") from error
    return MappingProxyType(out)
