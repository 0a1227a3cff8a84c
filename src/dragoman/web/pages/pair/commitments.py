"""The docket of a pair: who promised what, overdue first, with what later documents tell of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.docket import Docket
from dragoman.export.commitments_csv import commitments_csv
from dragoman.export.commitments_ics import commitments_ics
from dragoman.ledger.answer import Answer
from dragoman.ledger.given import day_given
from dragoman.lexicon.schema import AREAS
from dragoman.model.record import Strength
from dragoman.model.ruling import Mark
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair
from dragoman.web.pages.pair.promises import Promises
from dragoman.web.view import Asked

router = APIRouter()
_PAGE = 50


class Score(StrEnum):
    """How it stands; the marks of the docket by names that stand well in an address."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    NO_EVIDENCE = "no_evidence"
    PENDING = "pending"

    @property
    def mark(self) -> Mark:
        return Mark[self.name]


@page(router, "/pairs/{left}/{right}/commitments")
def commitments(
    view: Asked,
    pair: AskedPair,
    overdue: Annotated[str, Query(pattern="^(yes)?$")] = "",
    strength: Annotated[list[Strength] | None, Query()] = None,
    score: Annotated[list[Score] | None, Query()] = None,
    area: Annotated[str, Query(max_length=40)] = "",
    owner: Annotated[str, Query(max_length=40)] = "",
    due_before: Annotated[str, Query(max_length=10)] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Page:
    day = day_given(due_before.strip()) if due_before.strip() else None
    promiser = view.party(owner) if owner else None
    chosen = (bool(overdue), tuple(strength or ()), tuple(score or ()), area, promiser, day)

    def ask() -> Answer[Docket]:
        return pair.book.commitments(
            pair.left,
            pair.right,
            on=pair.on,
            overdue=bool(overdue),
            due_before=day,
            area=area or (),
            strength=[one.value for one in strength or ()],
            score=[one.mark.value for one in score or ()],
            owner=promiser,
        )

    answer = pair.kept(("commitments", chosen), ask)
    docket = answer.facts
    return Page(
        template="pair/commitments.html.jinja",
        name=f"commitments-{pair.name}",
        facts=pair.facts(
            "commitments",
            docket.coverage,
            docket=docket,
            entries=docket.entries[offset : offset + _PAGE],
            offset=offset,
            limit=_PAGE,
            promises=Promises(view.say),
            chosen={
                "overdue": bool(overdue), "strength": set(strength or ()), "score": set(score or ()),
                "area": area, "owner": promiser.code if promiser else "", "due_before": day,
            },
            filtered=any(chosen),
            strengths=list(Strength),
            scores=list(Score),
            areas=AREAS,
        ),
        formats={
            "json": lambda: answer.to("json"),
            "csv": lambda: commitments_csv(docket),
            "ics": lambda: commitments_ics(docket),
        },
    )  # fmt: skip
