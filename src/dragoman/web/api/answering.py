"""How the API answers: one function a path, its value as JSON, with a tag by which it is not sent twice."""

from __future__ import annotations

import datetime as dt
import hashlib
import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from dragoman.web.api.asking import Some
from dragoman.web.api.bodies import body_of
from dragoman.web.view import View

JSON = "application/json"
_REVISED = "private, no-cache"  # kept by who asked, who asks each time whether it is as it was
_NEVER = "private, no-store"


@dataclass(frozen=True, slots=True)
class _Sent:
    body: bytes
    tag: str
    headers: Mapping[str, str] = field(default_factory=dict)


def answers(
    router: APIRouter, path: str, shape: Any, *, fresh: bool = False
) -> Callable[[Callable[..., object]], Callable[..., Response]]:
    """Answer GET and HEAD of a path with what the function gives: JSON as text, or a value for it.

    The function has a parameter ``view: Asked``, and others as FastAPI takes them; its name is the id of the
    operation, and its docstring tells programmers what it does. ``fresh``: the answer depends on more than
    the ledger, and is made for each request.
    """

    def add(function: Callable[..., object]) -> Callable[..., Response]:
        single, known = _parameters(function)

        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Response:
            view: View = kwargs["view"]
            once(view.request, single, known)
            return _answered(view, lambda: function(*args, **kwargs), fresh=fresh)

        # FastAPI reads the parameters from the function, and must not take what it gives for a model
        answer.__annotations__ = {k: v for k, v in function.__annotations__.items() if k != "return"}
        summary, _, rest = (function.__doc__ or "").partition("\n")
        router.add_api_route(path, answer, methods=["HEAD"], include_in_schema=False, response_class=Response)
        router.add_api_route(
            path,
            answer,
            methods=["GET"],
            response_model=shape,
            response_class=JSONResponse,
            operation_id=function.__name__,
            summary=summary.strip().rstrip("."),
            description=" ".join(rest.split()) or None,
        )
        return answer

    return add


def takes(
    router: APIRouter, path: str, body: type[BaseModel], shape: Any, *, status: int = 200, also: int = 200
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Answer POST of a path, whose body is JSON of this shape, with the response that the function gives.

    The function has a parameter that is the body, annotated with its class; ``also`` is another status with
    which it may answer.
    """

    def add(function: Callable[..., Response]) -> Callable[..., Response]:
        name = next(n for n, hint in get_type_hints(function).items() if hint is body)
        single, known = _parameters(function, without=name)

        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Response:
            once(kwargs["view"].request, single, known)
            return function(*args, **kwargs)

        hints = {k: v for k, v in function.__annotations__.items() if k != "return"}
        answer.__annotations__ = {**hints, name: Annotated[body, Depends(body_of(body))]}
        answer.__signature__ = _signed(function, answer.__annotations__)  # type: ignore[attr-defined]
        summary, _, rest = (function.__doc__ or "").partition("\n")
        schema = {"$ref": f"#/components/schemas/{body.__name__}"}
        router.add_api_route(
            path,
            answer,
            methods=["POST"],
            status_code=status,
            response_model=shape,
            response_class=JSONResponse,
            responses={} if also == status else {also: {"model": shape, "description": "Nothing changed"}},
            operation_id=function.__name__,
            summary=summary.strip().rstrip("."),
            description=" ".join(rest.split()) or None,
            openapi_extra={"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}},
        )
        return answer

    return add


def _signed(function: Callable[..., object], hints: dict[str, Any]) -> inspect.Signature:
    """The parameters of a function as FastAPI is to read them."""
    told = inspect.signature(function)
    given = [p.replace(annotation=hints[p.name]) for p in told.parameters.values()]
    return told.replace(parameters=given, return_annotation=inspect.Signature.empty)


def listed(view: View, asked: Some, items: Sequence[object], total: int) -> dict[str, object]:
    """A part of a list, with the address of the next one."""
    end = asked.offset + len(items)
    more = bool(items) and end < total
    return {
        "items": list(items),
        "offset": asked.offset,
        "limit": asked.limit,
        "total": total,
        "next": view.here(offset=end) if more else None,
    }


def parsed(text: str) -> Any:
    """What an exporter made, as values."""
    return json.loads(text)


def part(view: View, asked: Some, found: Sequence[object]) -> dict[str, object]:
    """The part of a whole list that is asked for."""
    return listed(view, asked, found[asked.offset : asked.offset + asked.limit], len(found))


def once(request: Request, single: frozenset[str], known: frozenset[str]) -> None:
    """Raises RequestValidationError where a parameter is given twice that has one value, or there is none of
    its name: what is misspelt would otherwise seem to be obeyed."""
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in known:
            raise _wrong(name, "there is no such parameter")
        if name in seen and name in single:
            raise _wrong(name, "it is given more than once")
        seen.add(name)


def _wrong(name: str, why: str) -> RequestValidationError:
    return RequestValidationError([{"loc": ("query", name), "msg": why, "type": "query"}])


def _parameters(function: Callable[..., object], without: str = "") -> tuple[frozenset[str], frozenset[str]]:
    """The names in the query that have one value, and all of them."""
    single, known = set(), set()
    for name, hint in get_type_hints(function, include_extras=True).items():
        if name == without:
            continue
        model = get_args(hint)[0] if get_args(hint) else hint
        if isinstance(model, type) and issubclass(model, BaseModel):
            for field, info in model.model_fields.items():
                known.add(field)
                if get_origin(info.annotation) is not list:
                    single.add(field)
    return frozenset(single), frozenset(known)


def _answered(view: View, make: Callable[[], object], *, fresh: bool) -> Response:
    def send() -> _Sent:
        made = _sent(make())
        return replace(made, headers=dict(view.headers))

    if fresh:
        return _respond(view.request, send())
    url, today = view.request.url, dt.datetime.now(tz=dt.UTC).date()
    key = ("api", view.revision, url.path, url.query, today)
    return _respond(view.request, view.desk.bodies.get(key, send, lambda one: len(one.body)))


def answered(request: Request, value: object) -> Response:
    """The answer to GET or HEAD where it is at hand."""
    return _respond(request, _sent(value))


def _respond(request: Request, sent: _Sent) -> Response:
    headers = {"ETag": sent.tag, "Cache-Control": _REVISED, "Vary": "Cookie, Authorization"}
    headers |= sent.headers
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if sent.tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return Response(media_type=JSON, headers=headers | {"Content-Length": str(len(sent.body))})
    return Response(sent.body, media_type=JSON, headers=headers)


def made(value: object, status: int = 200, **headers: str) -> Response:
    """The answer to a request that changed something."""
    return Response(
        _sent(value).body, status_code=status, media_type=JSON, headers={"Cache-Control": _NEVER, **headers}
    )


def _sent(value: object) -> _Sent:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) + "\n"
    body = text.encode("utf-8", "replace")
    return _Sent(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
