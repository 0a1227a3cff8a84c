"""The groups of paths, and the description of all; a new group is one line here."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from dragoman.web.api import contents, dealings, documents, jobs, review, search, things
from dragoman.web.api.openapi import description
from dragoman.web.api.schemas import review as decisions
from dragoman.web.api.schemas import sent

GROUPS: tuple[APIRouter, ...] = (
    contents.router,
    dealings.router,
    things.router,
    documents.router,
    search.router,
    review.router,
    jobs.router,
)
BODIES: tuple[type[BaseModel], ...] = (sent.NewDocument, decisions.Deciding)


@cache
def described(login: bool) -> dict[str, Any]:
    """The description of the API; ``login``: whether one must show who one is."""
    return description(GROUPS, BODIES, version=contents.VERSION, login=login)
