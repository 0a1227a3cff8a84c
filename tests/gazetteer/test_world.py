"""The outline of land, and where cities lie."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.gazetteer.parties import load_parties
from dragoman.gazetteer.places import load
from dragoman.gazetteer.world import outline, point_of


def test_every_city_of_the_gazetteer_lies_somewhere() -> None:
    places = load().all()
    assert places
    assert [p for p in places if point_of(p.city, p.country) is None] == []


@pytest.mark.parametrize(
    ("city", "country", "latitude", "longitude"),
    [
        ("Rabat", "MAR", 34, -7),
        ("Moscow", "RUS", 56, 38),
        ("New York", "USA", 41, -74),
        (None, "FRA", 47, 2),
        (None, "FJI", -18, 178),  # lies across 180 degrees
        (None, "RUS", 62, 100),
    ],
)
def test_a_city_or_the_middle_of_a_country_lies_where_it_does(
    city: str | None, country: str, latitude: int, longitude: int
) -> None:
    point = point_of(city, country)
    assert point is not None
    assert (round(point.latitude), round(point.longitude)) == (latitude, longitude)


def test_what_is_not_known_lies_nowhere() -> None:
    assert point_of("Atlantis", "MAR") is None
    assert point_of("Rabat", None) is None


def test_nearly_every_country_has_a_middle() -> None:
    members = [code for code, party in load_parties().items() if party.un == "member"]
    assert [code for code in members if point_of(None, code) is None] == ["TUV"]


def test_the_outline_is_of_closed_rings_without_the_ice_of_the_south() -> None:
    rings = outline()
    assert len(rings) > 100
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    assert all(max(y for _, y in ring) > -60 for ring in rings)
    assert all(abs(a[0] - b[0]) < 90 for ring in rings for a, b in pairwise(ring))
