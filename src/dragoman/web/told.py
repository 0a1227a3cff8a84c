"""Errors as a reader or a program is told of them: a page, or ``{"error": {...}}``, and never more."""

from __future__ import annotations

import json
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from dragoman.errors import DragomanError, StoreError
from dragoman.phrases import phrases
from dragoman.web.errors import Moved, WebError
from dragoman.web.page import MEDIA
from dragoman.web.templating import environment
from dragoman.web.view import language_of

_CODES = {
    400: "bad_request",
    401: "login_wanted",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "too_many",
    503: "unavailable",
}


def tell(request: Request, error: Exception) -> Response:
    """The response to a request that failed. What went wrong inside is logged, and not told."""
    status, code, message, details = _sorted_out(error)
    headers = dict(getattr(error, "headers", None) or {})
    headers["Cache-Control"] = "no-store"
    if isinstance(error, Moved):
        return RedirectResponse(message, status_code=status, headers=headers)
    if wants_data(request):
        told = {"error": {"status": status, "code": code, "message": message, "details": details}}
        body = json.dumps(told, ensure_ascii=False) + "\n"
        encoded = body.encode("utf-8", "replace")  # what was asked may hold half a letter
        return Response(encoded, status_code=status, media_type="application/json", headers=headers)
    say = phrases(language_of(request))
    title = say.known("web.error", code) or HTTPStatus(status).phrase
    text = (
        environment()
        .get_template("error.html.jinja")
        .render(say=say, title=title, message=message, details=details, status=status)
    )
    return Response(
        text.encode("utf-8", "replace"),
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers=headers,
    )


def wants_data(request: Request) -> bool:
    """Whether a program asks: for the API, for a page's data, or for nothing but JSON."""
    path = request.url.path
    if request.headers.get("accept") == "application/json":
        return True
    ending = path.rsplit("/", 1)[-1].rpartition(".")[2]
    return path.startswith("/api/") or (ending in MEDIA and ending != "html")


def _sorted_out(error: Exception) -> tuple[int, str, str, list[dict[str, str]]]:
    match error:
        case WebError():
            return error.status, error.code, str(error), []
        case RequestValidationError():
            details = [
                {"where": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])}
                for one in error.errors()
            ]
            return 422, "invalid", "the request is not as it should be", details
        case HTTPException():
            code = _CODES.get(error.status_code, "error")
            return error.status_code, code, str(error.detail), []
        case StoreError():
            return 503, "unavailable", "the ledger cannot be had just now", []
        case DragomanError():
            return 400, "bad_request", str(error), []
        case _:
            return 500, "failed", "this went wrong; the program's log has more", []
