"""Where sources disagree on a pair: who says what, in which words, how many voices, side by side."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.brief_rows import ValueRow
from dragoman.desk.differ.rows import Disagreement, Kind, Version
from dragoman.export.brief_sentences import Sentences
from dragoman.export.brief_values import value_words
from dragoman.export.disagreements_csv import disagreements_csv
from dragoman.export.disagreements_json import disagreements_json
from dragoman.export.page import Foreign, Words
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.view import Asked

router = APIRouter()
_PAGE = 30


@page(router, "/pairs/{left}/{right}/disagreements")
def disagreements(
    view: Asked,
    pair: AskedPair,
    kind: Annotated[list[Kind] | None, Query()] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Page:
    every = pair.disagreements
    found = [one for one in every if not kind or one.kind in kind]
    shown = found[offset : offset + _PAGE]
    words = Sentences(view.say)
    return Page(
        template="pair/disagreements.html.jinja",
        name=f"disagreements-{pair.name}",
        facts=pair.facts(
            "disagreements",
            pair.coverage,
            found=shown,
            number=len(found),
            every=len(every),
            kinds=Counter(one.kind for one in every),
            order=[k for k in Kind if any(one.kind is k for one in every)],
            chosen=set(kind or ()),
            offset=offset,
            limit=_PAGE,
            value=lambda one, version: _value(words, one, version),
            subjects=_subjects(pair, words, shown),
        ),
        formats={"json": lambda: disagreements_json(found), "csv": lambda: disagreements_csv(found)},
    )


def _value(words: Sentences, one: Disagreement, version: Version) -> Words:
    row = ValueRow(
        notes=version.notes, value=version.value, code=version.code, voices=version.voices, sources=()
    )
    return value_words(words.say, words, one.kind.value, row)


def _subjects(pair: Pair, words: Sentences, found: list[Disagreement]) -> dict[str, tuple[Words, str | None]]:
    """What each is on, with the address of its page, by the id of the thing."""
    wanted = {one.id for one in found}
    out: dict[str, tuple[Words, str | None]] = {}
    for one in found:
        issue = pair.view.say.issue(one.id)
        out[one.id] = ((issue,) if issue else (Foreign(one.subject),)), None
    for row in pair.rows(e for e in pair.known.engagements if e.id in wanted):
        told = words.joined((words.what(row), (pair.view.say.when(row.when),), words.place(row.place)))
        out[row.id] = told, f"/engagements/{row.id}"
    for paper in pair.known.instruments:
        if paper.id in wanted:
            out[paper.id] = (Foreign(paper.title),), f"/instruments/{paper.id}"
    for body in pair.known.bodies:
        if body.id in wanted:
            out[body.id] = (Foreign(body.name),), f"/bodies/{body.id}"
    return out
