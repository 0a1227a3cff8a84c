"""Who dealt with whom, as SVG: the people of one side, the bodies between, the people of the other side.

Three columns and no forces: the same network gives the same picture. The first side stands in order of the
number of engagements; what stands opposite goes where its ties pull it, so that few lines cross.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.desk.network import Network, Tie
from dragoman.export.svg import GREY, INK, MARK, PALE, cut, lettering, picture, shape

PEOPLE = 30  # of each side
_WIDTH = 960.0
_COLUMNS = (285.0, 480.0, 675.0)
_ROW, _TOP = 24.0, 46.0
_LEAST, _MOST = 4.0, 11.0
_NAME, _BODY = 34, 26
_BODY_WIDTH = 180.0


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How a node is told: in a word, with all about it, and where it leads."""

    name: str
    about: str
    link: str


def network_svg(
    found: Network,
    *,
    title: str,
    heads: tuple[str, str],
    lang: str,
    named: Callable[[str], Named],
    rtl: bool = False,
) -> str:
    """The network, no more than ``PEOPLE`` of each side. ``heads`` are the names of the sides, the first of
    which stands where the language begins."""
    shown = found.of(found.parties[0])[:PEOPLE], found.of(found.parties[1])[:PEOPLE]
    ids = {member.id for side in shown for member in side} | {seat.id for seat in found.seats[:PEOPLE]}
    ties = [tie for tie in found.ties if tie.left in ids and tie.right in ids]
    first = {member.id: place for place, member in enumerate(shown[0])}
    second = _pulled([m.id for m in shown[1]], first, ties)
    middle = _pulled([s.id for s in found.seats[:PEOPLE]], {**first, **second}, ties)
    rows = max(len(first), len(second), len(middle), 1)
    columns = _COLUMNS[::-1] if rtl else _COLUMNS
    numbers = {m.id: len(m.engagements) for m in (*shown[0], *shown[1])}
    numbers |= {seat.id: len(seat.engagements) for seat in found.seats}
    nodes: dict[str, _Node] = {}
    for column, places in zip(columns, (first, middle, second), strict=True):
        step = _ROW * rows / max(len(places), 1)
        for place, identity in enumerate(places):
            nodes[identity] = _Node(identity, numbers[identity], column, _TOP + step * (place + 0.5))
    inside = (
        _heads(heads, columns)
        + Markup("").join(_line(tie, nodes) for tie in reversed(ties))
        + Markup("").join(_person(nodes[i], named(i), nodes, columns) for i in (*first, *second))
        + Markup("").join(_body(nodes[i], named(i)) for i in middle)
    )
    return str(picture(_WIDTH, _TOP + rows * _ROW + 12, title, lang, inside))


def _pulled(ids: Sequence[str], others: Mapping[str, float], ties: Sequence[Tie]) -> dict[str, int]:
    """Ids in the order of the mean place of those to whom they are tied; what has no tie goes last."""

    def pull(identity: str) -> float:
        told = [
            (others[other], len(tie.engagements))
            for tie in ties
            for one, other in ((tie.left, tie.right), (tie.right, tie.left))
            if one == identity and other in others
        ]
        weight = sum(number for _, number in told)
        return sum(place * number for place, number in told) / weight if weight else math.inf

    ordered = sorted(ids, key=lambda identity: (pull(identity), ids.index(identity)))
    return {identity: place for place, identity in enumerate(ordered)}


def _heads(heads: tuple[str, str], columns: Sequence[float]) -> Markup:
    out = Markup("")
    for head, column in zip(heads, (columns[0], columns[2]), strict=True):
        anchor = "end" if column < _WIDTH / 2 else "start"
        about = {
            "x": column,
            "y": 22,
            "text-anchor": anchor,
            "font-weight": 600,
            "fill": INK,
            "class": "name",
        }
        out += lettering(about, head)
    return out


def _line(tie: Tie, nodes: Mapping[str, _Node]) -> Markup:
    one, other = nodes[tie.left], nodes[tie.right]
    body = _COLUMNS[1] in (one.x, other.x)
    return shape(
        "line",
        {
            "x1": one.x, "y1": one.y, "x2": other.x, "y2": other.y, "stroke": PALE if body else GREY,
            "stroke-width": min(0.8 + 0.6 * (len(tie.engagements) - 1), 5.0),
            "stroke-opacity": "0.8", "stroke-dasharray": "3 2" if body else None,
            "class": "tie body" if body else "tie",
        },
    )  # fmt: skip


def _person(node: _Node, told: Named, nodes: Mapping[str, _Node], columns: Sequence[float]) -> Markup:
    most = max(n.number for n in nodes.values() if n.x in (columns[0], columns[2]))
    radius = _LEAST + (_MOST - _LEAST) * math.sqrt(node.number / most)
    outward = -1 if node.x < _WIDTH / 2 else 1
    circle = {"cx": node.x, "cy": node.y, "r": radius, "fill": MARK, "class": "node"}
    text = {
        "x": node.x + outward * (_MOST + 6), "y": node.y + 4, "fill": INK, "class": "name",
        "text-anchor": "end" if outward < 0 else "start",
    }  # fmt: skip
    inside = shape("title", {}, told.about) + shape("circle", circle) + lettering(text, cut(told.name, _NAME))
    return shape("a", {"href": told.link, "aria-label": told.about}, inside)


def _body(node: _Node, told: Named) -> Markup:
    box = {
        "x": node.x - _BODY_WIDTH / 2, "y": node.y - 10.0, "width": _BODY_WIDTH, "height": 20, "rx": 3,
        "fill": "#ffffff", "stroke": GREY, "class": "seat",
    }  # fmt: skip
    text = {"x": node.x, "y": node.y + 4, "text-anchor": "middle", "fill": INK, "class": "name"}
    inside = shape("title", {}, told.about) + shape("rect", box) + lettering(text, cut(told.name, _BODY))
    return shape("a", {"href": told.link, "aria-label": told.about}, inside)
