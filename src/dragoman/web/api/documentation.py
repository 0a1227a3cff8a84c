"""The documentation of the API: a page made from its description."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.export.timeline_json import dumps
from dragoman.web.api.groups import described
from dragoman.web.api.reading import groups, shapes
from dragoman.web.page import Page, page
from dragoman.web.view import Asked

router = APIRouter()


@page(router, "/api")
def documentation(view: Asked) -> Page:
    document = described(view.desk.settings.login)
    return Page(
        template="api.html.jinja",
        facts={"document": document, "groups": groups(document), "shapes": shapes(document)},
        formats={"json": lambda: dumps(document)},
        name="dragoman-api",
    )
