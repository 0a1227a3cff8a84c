"""What answers a request that no path of the API takes: which methods there are, or that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

ROOT = "/api/v1"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY")


class Fallback:
    """The last route of the API: OPTIONS of its paths, 405 with ``Allow``, and 404."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        self._known: list[tuple[re.Pattern[str], frozenset[str]]] = [
            (compile_path(ROOT + route.path)[0], frozenset(route.methods or ()))
            for router in routers
            for route in router.routes
            if isinstance(route, APIRoute)
        ]

    async def __call__(self, request: Request) -> Response:
        """Raises HTTPException, unless the methods of a path are asked for."""
        path = request.url.path
        found = [methods for pattern, methods in self._known if pattern.match(path)]
        if not found:
            raise HTTPException(404, "the API has no such path: /api tells those that there are")
        allow = ", ".join(sorted({"OPTIONS"}.union(*found)))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allow, "Cache-Control": "no-store"})
        raise HTTPException(405, f"{request.method} is none of {allow}", headers={"Allow": allow})


def fallback(routers: Iterable[APIRouter]) -> APIRouter:
    """A router of that route, to be included after all others of the API."""
    made = APIRouter()
    answer = Fallback(routers)

    async def nowhere(request: Request) -> Response:
        return await answer(request)

    for path in (ROOT, ROOT + "/{rest:path}"):
        made.add_route(path, nowhere, methods=list(METHODS), include_in_schema=False)
    return made
