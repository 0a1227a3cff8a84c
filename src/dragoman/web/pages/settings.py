"""The reader's own choices: the language of the interface, and light or dark. They are cookies, no more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from dragoman.phrases import LANGS
from dragoman.web.security.local import local_path
from dragoman.web.view import THEMES

router = APIRouter()
_YEAR_S = 31_536_000


@router.post("/settings", include_in_schema=False)
def choose(
    lang: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
    back: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Keep a choice and go back to the page."""
    response = RedirectResponse(local_path(back), status_code=303)
    if lang in LANGS:
        response.set_cookie("lang", lang, max_age=_YEAR_S, httponly=True, samesite="lax")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=_YEAR_S, httponly=True, samesite="lax")
    return response
