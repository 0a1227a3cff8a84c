"""The places of engagements -> JSON and CSV."""

from __future__ import annotations

from dragoman.desk.geography import Geography, Spot
from dragoman.export.cells import csv_text
from dragoman.export.timeline_json import Json, dumps
from dragoman.merge.ledger.fields import iso

VERSION = 1
COLUMNS = ("city", "country", "latitude", "longitude", "held", "planned", "last", "engagements")


def geography_json(found: Geography) -> str:
    """``places`` with most engagements first, each with the ids of its engagements, newest first.

    ``exact`` is false where only the country is known, and the point is the middle of it. ``nowhere`` counts
    dealings of which no document tells a place.
    """
    places = [_spot(spot) for spot in found.spots]
    return dumps({"version": VERSION, "places": places, "nowhere": found.nowhere})


def geography_csv(found: Geography) -> str:
    """One row to each place."""
    rows = (_spot(spot) for spot in found.spots)
    return csv_text(COLUMNS, ([_cell(row[column]) for column in COLUMNS] for row in rows))


def _cell(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _spot(spot: Spot) -> Json:
    return {
        "city": spot.place.city,
        "country": spot.place.country,
        "latitude": spot.point.latitude if spot.point else None,
        "longitude": spot.point.longitude if spot.point else None,
        "exact": spot.place.city is not None,
        "held": len(spot.held),
        "planned": len(spot.planned),
        "last": iso(spot.last.when) if spot.last else None,
        "engagements": [engagement.id for engagement in (*spot.held, *spot.planned)],
    }
