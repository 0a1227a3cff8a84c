"""What a pair of parties has to do with each other: every answer of the desk on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query

from dragoman.errors import InvalidRecord
from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.commitments_json import entry_json
from dragoman.export.disagreements_json import disagreements_json
from dragoman.ledger.answer import Answer
from dragoman.web.api import asking
from dragoman.web.api.answering import answers, listed, parsed, part
from dragoman.web.api.schemas import briefs, prospects
from dragoman.web.api.schemas import dealings as shapes
from dragoman.web.api.schemas import standing as stands
from dragoman.web.api.schemas.shared import Listed
from dragoman.web.errors import WebError
from dragoman.web.view import Asked

router = APIRouter(tags=["pairs"], prefix="/pairs/{left}/{right}")


class Contradictory(WebError):
    """The parameters contradict each other."""

    status = 409
    code = "contradictory"


@answers(router, "/timeline", Listed[shapes.Engagement])
def timeline(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Timeline, Query()]
) -> object:
    """The engagements of a pair, in order of time.

    The items are those of the page's ``.json``: every field with the claims on it and where they conflict.
    """
    sides = view.pair(left, right)
    book = view.between(*sides)
    found = book.timeline(
        *sides,
        since=ask.since,
        until=ask.until,
        kind=[one.value for one in ask.kind],
        newest_first=ask.newest_first,
        on=ask.on,
    ).facts
    shown = found[ask.offset : ask.offset + ask.limit]
    return listed(view, ask, parsed(TIMELINE_EXPORTERS["json"](book.facts, shown)), len(found))


@answers(router, "/consultations", shapes.Consultations)
def consultations(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.OnDay, Query()]
) -> object:
    """Cadence: the last contact and the next to be expected, per level and body, and who hosts next."""
    sides = view.pair(left, right)
    return _json(view.between(*sides).consultations(*sides, on=ask.on))


@answers(router, "/commitments", Listed[stands.Commitment])
def pair_commitments(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Commitments, Query()]
) -> object:
    """Who of a pair undertook what by when, overdue first."""
    sides = view.pair(left, right)
    book = view.between(*sides)
    owner = view.party(ask.owner) if ask.owner is not None else None
    found = book.commitments(
        *sides,
        on=ask.on,
        overdue=ask.overdue,
        due_before=ask.due_before,
        area=ask.area,
        strength=[one.value for one in ask.strength],
        score=[one.value for one in ask.score],
        owner=owner,
    ).facts.entries
    shown = found[ask.offset : ask.offset + ask.limit]
    return listed(view, ask, [entry_json(book.facts, one) for one in shown], len(found))


@answers(router, "/positions", Listed[stands.Position])
def pair_positions(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Positions, Query()]
) -> object:
    """Where the two stand, issue by issue, each statement with what changed since the one before.

    Of documents that tell of dealings of both.
    """
    sides = view.pair(left, right)
    book = view.between(*sides)
    one = view.party(ask.party) if ask.party is not None else None
    if one is not None and one not in sides:
        raise Contradictory(f"{one.code} is none of {sides[0].code} and {sides[1].code}")
    made = book.positions(
        one or sides[0],
        beside=None if one else sides[1],
        issue=ask.issue,
        since=ask.since,
        until=ask.until,
        on=ask.on,
    )
    return part(view, ask, parsed(_json(made)))


@answers(router, "/disagreements", Listed[stands.Disagreement])
def disagreements(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Disagreements, Query()]
) -> object:
    """What sources tell differently of a pair: every version with its words and its voices."""
    sides = view.pair(left, right)
    found = view.between(*sides).disagreements(*sides, kind=[one.value for one in ask.kind], on=ask.on).facts
    shown = found[ask.offset : ask.offset + ask.limit]
    return listed(view, ask, parsed(disagreements_json(shown)), len(found))


@answers(router, "/assessment", prospects.Assessment)
def assessment(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Assessed, Query()]
) -> object:
    """The scorecard of every area of cooperation, what moved in it since a day, and momentum.

    409 where ``since`` is after the day of asking.
    """
    sides = view.pair(left, right)
    return _in_order(lambda: view.between(*sides).assess(*sides, on=ask.on, since=ask.since, area=ask.area))


@answers(router, "/avenues", prospects.Avenues)
def avenues(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.OnDay, Query()]
) -> object:
    """New avenues from gaps in the ledger, best first."""
    sides = view.pair(left, right)
    return _json(view.between(*sides).avenues(*sides, on=ask.on))


@answers(router, "/calendar", shapes.Calendar)
def pair_calendar(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.OnDay, Query()]
) -> object:
    """What is planned, due, expected and running out between a pair, by date."""
    sides = view.pair(left, right)
    return _json(view.between(*sides).calendar(*sides, on=ask.on))


@answers(router, "/brief", briefs.Brief)
def brief(
    view: Asked, left: asking.Left, right: asking.Right, ask: Annotated[asking.Briefed, Query()]
) -> object:
    """The relations of a pair as known on a day, every line with its sources.

    409 where ``since`` is after the day of asking.
    """
    sides = view.pair(left, right)
    return _in_order(lambda: view.between(*sides).brief(*sides, on=ask.on, since=ask.since))


def _in_order(ask: Callable[[], Answer[Any]]) -> str:
    """The answer as JSON; raises Contradictory where its days contradict each other."""
    try:
        return _json(ask())
    except InvalidRecord as error:
        raise Contradictory(str(error)) from error


def _json(answer: Answer[Any]) -> str:
    made = answer.to("json")
    assert isinstance(made, str)
    return made
