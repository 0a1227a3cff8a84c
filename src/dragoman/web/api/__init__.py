"""The API for programs, under /api/v1: the answers of the pages as JSON, and what they let people do.

One file for each group of paths; ``schemas`` are their shapes, ``openapi`` makes the description of all, and
``documentation`` is the page of it.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman.web.api import documentation
from dragoman.web.api.answering import answered
from dragoman.web.api.groups import GROUPS, described
from dragoman.web.api.routing import ROOT, fallback

_itself = APIRouter()


@_itself.api_route("/openapi.json", methods=["GET", "HEAD"], include_in_schema=False)
def openapi(request: Request) -> Response:
    """The description of the API."""
    return answered(request, described(request.app.state.desk.settings.login))


def routers() -> tuple[APIRouter, ...]:
    """What an application includes, in this order: groups, what takes the rest, and the documentation."""
    made = APIRouter(prefix=ROOT)
    for group in (*GROUPS, _itself):
        made.include_router(group)
    return made, fallback((*GROUPS, _itself)), documentation.router
