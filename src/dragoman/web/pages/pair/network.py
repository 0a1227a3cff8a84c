"""The network of a pair: the people of both sides and the bodies, tied by the engagements they share."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup

from dragoman.desk.network import Network, network
from dragoman.export.network_json import network_csv, network_json
from dragoman.export.network_svg import PEOPLE, Named, network_svg
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.view import Asked

router = APIRouter()
_TIES = 100


@page(router, "/pairs/{left}/{right}/network")
def people(view: Asked, pair: AskedPair, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Page:
    found = pair.kept("network", lambda: network(pair.engagements, pair.parties))
    bodies = {body.id: body for body in pair.known.bodies}
    rows = {member.id: pair.company.person(member.told) for member in found.members}
    met: dict[str, set[str]] = {member.id: set() for member in found.members}
    for tie in found.ties:
        if tie.right in met:
            met[tie.left].add(tie.right)
            met[tie.right].add(tie.left)
    ties = [tie for tie in found.ties if tie.right in rows]
    return Page(
        template="pair/network.html.jinja",
        name=f"network-{pair.name}",
        facts=pair.facts(
            "network",
            pair.coverage,
            found=found,
            picture=Markup(_picture(pair, found)) if found.members and view.format is None else None,
            rows=rows,
            met=met,
            names=bodies,
            most=PEOPLE,
            ties=ties[offset : offset + _TIES],
            number=len(ties),
            offset=offset,
            limit=_TIES,
        ),
        formats={
            "json": lambda: network_json(pair.known, found),
            "csv": lambda: network_csv(pair.known, found),
            "svg": lambda: _picture(pair, found),
        },
    )


def _picture(pair: Pair, found: Network) -> str:
    say = pair.view.say
    numbers = {one.id: len(one.engagements) for one in found.members}
    numbers |= {one.id: len(one.engagements) for one in found.seats}
    told = {member.id: pair.company.person(member.told) for member in found.members}
    bodies = {body.id: body.name for body in pair.known.bodies}

    def named(identity: str) -> Named:
        number = say.count("web.map.engagements", numbers[identity])
        person = told.get(identity)
        if person is None:
            name, link = bodies.get(identity, identity), f"/bodies/{identity}"
            return Named(name=name, about=say("web.map.spot", place=name, number=number), link=link)
        name = dict(person.names).get(say.lang, person.name)
        role = say.word("role", person.role.value) if person.role else ""
        about = say("list.comma").join(part for part in (name, role) if part)
        return Named(
            name=name,
            about=say("web.map.spot", place=about, number=number),
            link=f"/people/{identity}",
        )

    title = say("web.network.title", left=pair.names[0], right=pair.names[1])
    return network_svg(
        found, title=title, heads=pair.names, lang=say.lang, named=named, rtl=say.direction == "rtl"
    )
