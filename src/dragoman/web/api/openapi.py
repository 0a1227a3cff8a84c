"""The description of the API as OpenAPI 3.1, from its routes and the shapes of what they take and give."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel

from dragoman.web.api.routing import ROOT
from dragoman.web.api.schemas.shared import Error

Json = dict[str, Any]
TAGS = (
    ("contents", "What is in the ledger: parties, pairs, and lists of things in one line each."),
    ("pairs", "Every answer of the desk on two parties, as known on a day."),
    ("things", "One thing with every claim on it, each with the words that support it."),
    ("documents", "Documents with their text and records, compared, and added."),
    ("search", "Words of documents, quotes and names, in all scripts."),
    ("review", "What waits for a person, and what people decide."),
    ("jobs", "Uploads that are read."),
)
ABOUT = """
The answers of the pages, for programs. Every line leads to words of a document: `start` and `end` are code
points into its text. Unknown is `null` or an empty list.

Lists come in parts: `limit` (1 to 200) and `offset`; `next` is the address of the part that follows. Every
answer to GET has an `ETag`: send it back in `If-None-Match`, and what has not changed is answered with 304.
Errors have one shape. Things are added to version 1 and never taken away; ignore keys that you do not know.

A program shows a token in `Authorization: Bearer TOKEN`; make one on the page of your account. A token may do
what its role may: a reader asks, a reviewer also decides and adds documents.
"""
ERRORS = {
    400: ("bad_request", "The request is malformed."),
    401: ("login_wanted", "No token or session, or none that is known."),
    403: ("forbidden", "Whoever asks may not do this."),
    404: ("not_found", "There is no such thing in this ledger."),
    405: ("method_not_allowed", "The path has no such method; `Allow` names those that it has."),
    409: ("conflict", "It contradicts itself, or what the ledger is by now."),
    413: ("too_large", "More was sent than is taken."),
    415: ("unsupported_media_type", "The body is not JSON."),
    422: ("invalid", "Parameters or keys are not as they should be; `details` names them."),
    429: ("too_many", "Too many requests; `Retry-After` says when to come again."),
    500: ("failed", "This went wrong; the program's log has more."),
    503: ("unavailable", "The ledger cannot be had just now."),
}
_ASKED = (400, 401, 403, 404, 409, 422, 429, 500, 503)
_SENT = (400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503)
_GENERIC = {"desk", "web", "api", "schemas", "rows", "answers", "store", "answer", "model"}


def description(
    routers: Iterable[APIRouter], bodies: Iterable[type[BaseModel]], *, version: str, login: bool
) -> Json:
    """The document. ``bodies`` are the shapes of requests; ``login``: whether one must show who one is."""
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    made: Json = get_openapi(
        title="Dragoman",
        version=version,
        openapi_version="3.1.0",
        summary="An evidence-backed ledger of the dealings between states.",
        description=ABOUT.strip(),
        routes=routes,
        tags=[{"name": name, "description": about} for name, about in TAGS],
        servers=[{"url": ROOT, "description": "This application."}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    parts = made["components"]
    for name in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(name, None)
    shapes: tuple[type[BaseModel], ...] = (*bodies, Error)
    for body in shapes:
        parts["schemas"] |= _schema_of(body)
    parts["responses"] = {f"Error{status}": _error(status) for status in ERRORS}
    parts["headers"] = _HEADERS
    parts["securitySchemes"] = _SCHEMES
    if login:
        made["security"] = [{"token": []}, {"session": []}]
    for operation, method in _operations(made):
        _complete(operation, method)
        if login and method != "get":
            operation["security"] = [{"token": []}]  # a session would have to show the token of its forms too
    return _renamed(made)


_HEADERS: Json = {
    "ETag": {
        "description": "For `If-None-Match`.",
        "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
    },
    "Cache-Control": {"description": "Kept by who asked alone.", "schema": {"type": "string"}},
    "Allow": {"description": "The methods that the path has.", "schema": {"type": "string"}},
}
_SCHEMES: Json = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token of an account, for programs."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-dragoman",
        "description": "The session of whoever logged in with a browser; `dragoman-PORT` on plain loopback.",
    },
}


def _complete(operation: Json, method: str) -> None:
    """Errors by reference, headers, examples, and parameters that are left out rather than null."""
    responses = operation["responses"]
    shown = examples().get(operation["operationId"], {})
    for status in _ASKED if method == "get" else _SENT:
        responses[str(status)] = {"$ref": f"#/components/responses/Error{status}"}
    for code, response in responses.items():
        if not code.startswith("2"):
            continue
        headers = ["Cache-Control", *(["ETag"] if method == "get" else [])]
        response.setdefault("headers", {}).update(
            {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
        )
        if "response" in shown:
            response["content"]["application/json"]["example"] = shown["response"]
    if method == "get":
        etag = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Cache-Control")}
        responses["304"] = {"description": "It is as you have it.", "headers": etag}
    if "body" in shown:
        operation["requestBody"]["content"]["application/json"]["example"] = shown["body"]
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
        if parameter["name"] in shown.get("parameters", {}):
            parameter["example"] = shown["parameters"][parameter["name"]]
            parameter["schema"].pop("examples", None)


@cache
def examples() -> dict[str, Json]:
    """By operation the parameters and the answer of an example, from the ledger of our own examples."""
    text = files("dragoman.web.api").joinpath("examples.json").read_text("utf-8")
    made: dict[str, Json] = json.loads(text)
    return made


def _without_null(schema: Json) -> Json:
    """A parameter is given or left out; there is no null in an address."""
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) != 1:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return {**choices[0], **rest}


def _operations(made: Json) -> Iterator[tuple[Json, str]]:
    for path in made["paths"].values():
        for method, operation in path.items():
            yield operation, method


def _error(status: int) -> Json:
    code, about = ERRORS[status]
    told = {"error": {"status": status, "code": code, "message": about, "details": []}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}, "example": told}}
    headers = {"Cache-Control": {"$ref": "#/components/headers/Cache-Control"}}
    return {"description": about, "content": content, "headers": headers}


def _schema_of(model: type[BaseModel]) -> Json:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _renamed(made: Json) -> Json:
    """Schemas of one name in several modules are told apart by what is particular to each; lists are named
    by what they hold."""
    text = json.dumps(_plain(made))
    for name in made["components"]["schemas"]:
        short = _short(name)
        if short != name:
            assert short not in made["components"]["schemas"], short
            text = re.sub(rf'(?<=[/"]){re.escape(name)}(?=")', short, text)
    renamed: Json = json.loads(text)
    return renamed


def _short(name: str) -> str:
    if name.startswith("Listed_"):
        return name.removeprefix("Listed_").removesuffix("_") + "List"
    parts = [part for part in name.partition("-")[0].split("__") if part not in _GENERIC | {"dragoman"}]
    words = [word for part in parts for word in part.split("_")]
    return "".join(word[:1].upper() + word[1:] for word in words)


def _plain(value: Any) -> Any:
    """Without titles that say the name of a key again; what is code in docstrings is code in Markdown."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value.replace("``", "`") if isinstance(value, str) else value
    schema = any(key in value for key in ("type", "anyOf", "$ref", "enum", "const"))
    return {
        key: one if key == "example" else _plain(one)
        for key, one in value.items()
        if not (key == "title" and schema and isinstance(one, str))
    }
