"""The consultations of a pair: the rhythm of each level and body, what is planned, visits and reciprocity."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.consultations.rows import Consultations, Track
from dragoman.export.consultations_csv import consultations_csv
from dragoman.ledger.answer import Answer
from dragoman.model.record import Level
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.pages.pair.rhythms import Rhythms
from dragoman.web.view import Asked

router = APIRouter()


@page(router, "/pairs/{left}/{right}/consultations")
def consultations(view: Asked, pair: AskedPair) -> Page:
    answer = consultations_of(pair)
    found = answer.facts
    events = {e.id: e for e in pair.engagements}
    tracks = [track for track in found.tracks if _is_told(track)]
    silent = [track for track in found.tracks if track.body is None and track not in tracks]
    names = {track.body: track.name for track in found.tracks if track.body}
    return Page(
        template="pair/consultations.html.jinja",
        name=f"consultations-{pair.name}",
        facts=pair.facts(
            "consultations",
            found.coverage,
            found=found,
            tracks=tracks,
            silent=silent,
            named=[track for track in found.tracks if track.body is not None and track not in tracks],
            bodies=names,
            events=events,
            rhythms=Rhythms(view.say, found.settings),
            levels=[*Level, None],
            people=pair.company.person,
            journeys={journey.id: journey for journey in found.journeys},
        ),
        formats={"json": lambda: answer.to("json"), "csv": lambda: consultations_csv(found)},
    )


def consultations_of(pair: Pair) -> Answer[Consultations]:
    """The answer, kept."""
    return pair.kept("consultations", lambda: pair.book.consultations(pair.left, pair.right, pair.on))


def _is_told(track: Track) -> bool:
    """Whether anything is known of a level or body but that there is one."""
    return bool(track.contacts or track.undated or track.planned or track.declared)
