"""A page and its data: one function answers a path, and the same path with ``.json`` or ``.csv``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.web.errors import NotFound
from dragoman.web.templating import program, render
from dragoman.web.view import View

Made = Callable[[], str | bytes]

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The formats that a page may have, with their media types."""

_SHOWN = frozenset({"json", "html", "svg", "png", "pdf"})  # a browser shows these; the others are saved
_REVISED = (
    "private, no-cache"  # kept by the reader's browser alone, which asks each time whether it is as it was
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What answers a path: a template with what it shows, and the formats of its data, made when asked for.

    ``name`` is what a saved file is called, without its ending.
    """

    template: str
    facts: Mapping[str, Any]
    formats: Mapping[str, Made] = field(default_factory=dict)
    name: str = "dragoman"
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A body as it is kept, with what its answer tells beside it; in a page the place of each reader's own
    token is marked."""

    body: bytes
    media: str
    status: int
    name: str
    headers: dict[str, str]


def page(
    router: APIRouter, path: str, *, fresh: bool = False
) -> Callable[[Callable[..., Page]], Callable[..., Response]]:
    """Answer GET ``path`` and ``path.FORMAT`` with what the function gives.

    The function has a parameter ``view: Asked``, and others as FastAPI takes them. ``fresh``: the page tells
    more than the ledger does (who is logged in, how far a job is), and is made for each request.
    """

    def add(function: Callable[..., Page]) -> Callable[..., Response]:
        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Response:
            view: View = kwargs["view"]
            return respond(view, lambda: function(*args, **kwargs), fresh=fresh)

        # FastAPI reads the parameters from the function, and must not take its Page for a model
        answer.__annotations__ = {k: v for k, v in function.__annotations__.items() if k != "return"}
        last = path.rsplit("/", 1)[-1]
        if last:
            router.add_api_route(
                f"{path}.{{format}}", answer, include_in_schema=False, response_class=Response
            )
        router.add_api_route(path, answer, include_in_schema=False, response_class=Response)
        return answer

    return add


def respond(view: View, make: Callable[[], Page], *, fresh: bool = False) -> Response:
    """The page, or its data in the format asked for; 304 where the reader has it as it still is."""
    if fresh:
        return _response(view, _sent(view, make()), None)
    key = _key(view)
    tag = f'"{_hashed(key, view.who.csrf)}"'  # a page has its reader's token in it
    if tag in _tags(view.request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": _REVISED, **view.headers})
    sent = view.desk.bodies.get(key, lambda: _shared(view, key, make), lambda one: len(one.body))
    return _response(view, sent, tag)


def _shared(view: View, key: str, make: Callable[[], Page]) -> _Sent:
    """The body as another process made it, or made now for all."""
    shared = view.desk.shared
    if shared is None:
        return _sent(view, make())
    had = shared.get(key)
    if had is None:
        sent = _sent(view, make())
        head = {"media": sent.media, "status": sent.status, "name": sent.name, "headers": sent.headers}
        shared.put(key, json.dumps(head).encode() + b"\n" + sent.body)
        return sent
    told, _, body = had.partition(b"\n")
    return _Sent(body=body, **json.loads(told))


def _tags(header: str) -> list[str]:
    return [one.strip().removeprefix("W/") for one in header.split(",")]


def _sent(view: View, made: Page) -> _Sent:
    if view.format is None:
        body = render(made.template, view, made.facts)
        media = "text/html; charset=utf-8"
        return _Sent(body=body, media=media, status=made.status, name=made.name, headers=view.headers)
    make = made.formats.get(view.format)
    if make is None:
        known = ", ".join(f".{one}" for one in made.formats) or "none"
        raise NotFound(f".{view.format}: this page has no such format; it has {known}")
    data = make()
    body = data.encode("utf-8", "replace") if isinstance(data, str) else data
    media = MEDIA[view.format]
    return _Sent(body=body, media=media, status=made.status, name=made.name, headers=view.headers)


def _response(view: View, sent: _Sent, tag: str | None) -> Response:
    body = sent.body
    if view.format is None:
        body = body.replace(view.desk.secret_place.encode(), view.who.csrf.encode())
    headers = {"Cache-Control": _REVISED if tag else "private, no-store", "Vary": "Cookie, Accept-Language"}
    headers |= view.headers | sent.headers
    if tag:
        headers["ETag"] = tag
    if view.format is not None and view.format not in _SHOWN:
        headers["Content-Disposition"] = f'attachment; filename="{_file_name(sent.name)}.{view.format}"'
    return Response(body, status_code=sent.status, media_type=sent.media, headers=headers)


def _file_name(name: str) -> str:
    """ASCII letters, digits and a few signs: what every system takes as the name of a file."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
    return kept.strip("-")[:80] or "dragoman"


def _key(view: View) -> str:
    """What a body is a function of: the ledger, the question, the day, the reader's language, role and name,
    the program, and what it was started with."""
    url = view.request.url
    asked = (view.revision, url.path, url.query, view.on.isoformat())
    told = (*asked, view.say.lang, view.theme, view.who.name, str(view.who.role), program())
    return _hashed(*told, view.desk.started_with)


def _hashed(*told: str) -> str:
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()[:32]
