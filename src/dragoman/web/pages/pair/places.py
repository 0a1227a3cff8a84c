"""The map of a pair: where the two met, on an outline of the land, and in a table beside it."""

from __future__ import annotations

from fastapi import APIRouter
from markupsafe import Markup

from dragoman.desk.geography import Geography, Spot, geography
from dragoman.export.geography_json import geography_csv, geography_json
from dragoman.export.map_svg import map_svg
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.view import Asked

router = APIRouter()


@page(router, "/pairs/{left}/{right}/map")
def places(view: Asked, pair: AskedPair) -> Page:
    found = pair.kept("geography", lambda: geography(pair.engagements))
    drawn = any(spot.point is not None for spot in found.spots)
    return Page(
        template="pair/map.html.jinja",
        name=f"map-{pair.name}",
        facts=pair.facts(
            "map",
            pair.coverage,
            found=found,
            picture=Markup(_map(pair, found)) if drawn and view.format is None else None,
            unplaced=[spot for spot in found.spots if spot.point is None],
            link=lambda spot: _link(pair, spot),
        ),
        formats={
            "json": lambda: geography_json(found),
            "csv": lambda: geography_csv(found),
            "svg": lambda: _map(pair, found),
        },
    )


def _map(pair: Pair, found: Geography) -> str:
    say = pair.view.say

    def name(spot: Spot) -> str:
        place = "".join(str(part) for part in say.place(spot.place, spot.place.city or ""))
        return say("web.map.spot", place=place, number=say.count("web.map.engagements", spot.number))

    def label(spot: Spot) -> str:
        return spot.place.city or say.country(spot.place.country or "")

    title = say("web.map.title", left=pair.names[0], right=pair.names[1])
    return map_svg(
        found.spots,
        title=title,
        lang=say.lang,
        label=label,
        name=name,
        link=lambda spot: _link(pair, spot),
    )


def _link(pair: Pair, spot: Spot) -> str:
    """The engagements there."""
    return pair.to("timeline", country=spot.place.country or "", city=spot.place.city or "")
