"""The pages, one file for each kind; a new one is one line here."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.web.pages import (
    account,
    add,
    admin,
    bodies,
    calendar,
    compare,
    documents,
    engagements,
    help,
    home,
    instruments,
    jobs,
    login,
    offices,
    pair,
    pairs,
    people,
    review,
    review_acts,
    review_desk,
    sayings,
    search,
    settings,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    settings.router,
    login.router,
    account.router,
    admin.router,
    add.router,
    jobs.router,
    help.router,
    bodies.router,
    compare.router,
    documents.router,
    engagements.router,
    instruments.router,
    offices.router,
    people.router,
    pairs.router,
    pair.router,
    calendar.router,
    sayings.router,
    search.router,
    review.router,
    review_acts.router,
    review_desk.router,
)
"""In the order in which they are tried."""
