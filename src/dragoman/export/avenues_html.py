"""Avenues -> one self-contained HTML page: no script, nothing fetched; every quote in its language."""

from __future__ import annotations

from dragoman.desk.avenues.facts import Avenues, LedgerAvenue, TradeAvenue
from dragoman.desk.coverage import coverage_texts
from dragoman.desk.parties import party_name
from dragoman.desk.wording import day_text
from dragoman.export.avenues_table import trade_lines
from dragoman.export.avenues_words import (
    check_text,
    claimed_text,
    heading,
    mirror_text,
    part_text,
    score_text,
    trade_texts,
    why,
)
from dragoman.export.direction import direction
from dragoman.export.templating import template


def avenues_html(found: Avenues) -> str:
    """The page. Everything from documents and files is escaped."""
    return template("avenues.html.jinja").render(
        found=found,
        names=[party_name(party) for party in found.parties],
        day=day_text(found.on),
        lines=trade_lines(found),
        notes_of=lambda one: one.notes if isinstance(one, LedgerAvenue) else one.declared,
        files_of=lambda one: one.files if isinstance(one, TradeAvenue) else (),
        below=(*(trade_texts(found.trade) if found.trade else ()), *coverage_texts(found.coverage)),
        direction=direction,
        why=why,
        heading=heading,
        score_text=score_text,
        part_text=part_text,
        mirror_text=mirror_text,
        check_text=check_text,
        claimed_text=claimed_text,
    )
