"""New avenues between two parties: from gaps in the ledger, and from trade figures where files were given."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.avenues.facts import Avenues
from dragoman.export.avenues_csv import avenues_csv
from dragoman.export.avenues_words import index_text, mirror_text, part_text, trade_texts
from dragoman.ledger.answer import Answer
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair
from dragoman.web.pages.pair.prospects import Prospects
from dragoman.web.view import Asked

router = APIRouter()


@page(router, "/pairs/{left}/{right}/avenues")
def avenues(view: Asked, pair: AskedPair) -> Page:
    files = view.desk.settings.trade

    def ask() -> Answer[Avenues]:
        return pair.book.avenues(pair.left, pair.right, pair.on, trade=files)

    answer = pair.kept("avenues", ask)
    found = answer.facts
    return Page(
        template="pair/avenues.html.jinja",
        name=f"avenues-{pair.name}",
        facts=pair.facts(
            "avenues",
            found.coverage,
            found=found,
            files=files,
            prospects=Prospects(view.say),
            index_text=index_text,
            mirror_text=mirror_text,
            part_text=part_text,
            trade_lines=trade_texts(found.trade) if found.trade is not None else (),
        ),
        formats={"json": lambda: answer.to("json"), "csv": lambda: avenues_csv(found)},
    )
