"""The bodies of requests: JSON and nothing else, bounded, and as their shape says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from dragoman.web.errors import WebError

M = TypeVar("M", bound=BaseModel)
JSON = "application/json"


class Malformed(WebError):
    """What was sent is no JSON."""

    code = "malformed"


class NotJson(WebError):
    """What was sent is not said to be JSON: no form of another site can say so."""

    status = 415
    code = "unsupported_media_type"


def body_of(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """A dependency: the body of the request as the model has it.

    Raises NotJson, Malformed, and RequestValidationError, which names the keys that are wrong.
    """

    async def read(request: Request) -> M:
        media = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if media != JSON:
            raise NotJson(f"the body of this request is JSON: send it with Content-Type: {JSON}")
        try:
            return model.model_validate_json(await request.body(), strict=True)
        except ValidationError as error:
            told = error.errors(include_url=False, include_input=False, include_context=False)
            if any(one["type"] == "json_invalid" for one in told):
                raise Malformed(f"the body is no JSON: {told[0]['msg']}") from error
            raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in told]) from error

    return read
