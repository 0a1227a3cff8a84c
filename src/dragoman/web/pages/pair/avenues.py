"""New avenues between two parties: from gaps in the ledger, and from trade figures where files were given."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.avenues.facts import Avenues
from dragoman.export.avenues_csv import avenues_csv
from dragoman.export.avenues_words import index_text, mirror_text, part_text, trade_texts
from dragoman.ledger.answer import Answer
from dragoman.store.catalog import Kind
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair
from dragoman.web.pages.pair.prospects import Prospects
from dragoman.web.view import Asked

router = APIRouter()
_NEWEST = 50  # documents of each party that tell of an instrument, beside those of the two
_MOST = 400


@page(router, "/pairs/{left}/{right}/avenues")
def avenues(view: Asked, pair: AskedPair, documents: Annotated[int, Query(ge=0, le=_MOST)] = _NEWEST) -> Page:
    files = view.desk.settings.trade
    chosen, every = pair.beside(Kind.INSTRUMENT, documents)  # what others have is told by their documents

    def ask() -> Answer[Avenues]:
        return view.book(chosen).avenues(pair.left, pair.right, pair.on, trade=files)

    answer = pair.kept(("avenues", chosen), ask)
    found = answer.facts
    return Page(
        template="pair/avenues.html.jinja",
        name=f"avenues-{pair.name}",
        facts=pair.facts(
            "avenues",
            found.coverage,
            found=found,
            files=files,
            looked_at_all=len(chosen),
            documents=documents,
            every=every,
            most=_MOST,
            prospects=Prospects(view.say),
            index_text=index_text,
            mirror_text=mirror_text,
            part_text=part_text,
            trade_lines=trade_texts(found.trade) if found.trade is not None else (),
        ),
        formats={"json": lambda: answer.to("json"), "csv": lambda: avenues_csv(found)},
    )
