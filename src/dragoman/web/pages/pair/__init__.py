"""The pages of two parties, one file for each tab."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.web.pages.pair import (
    areas,
    avenues,
    brief,
    commitments,
    consultations,
    disagreements,
    network,
    overview,
    places,
    positions,
    timeline,
)

router = APIRouter()
for _page in (
    overview,
    timeline,
    consultations,
    areas,
    places,
    network,
    commitments,
    positions,
    disagreements,
    avenues,
    brief,
):
    router.include_router(_page.router)
