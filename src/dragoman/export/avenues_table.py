"""Avenues -> tables for a terminal, and the lines that stand above and below them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from dragoman.desk.avenues.facts import Avenues, Mirror, TradeAvenue
from dragoman.desk.coverage import coverage_texts
from dragoman.desk.notes import Note
from dragoman.desk.wording import count_text, isolated
from dragoman.export.avenues_words import (
    check_text,
    claimed_text,
    direction_text,
    heading,
    index_text,
    mirror_text,
    score_text,
    trade_texts,
    why,
)
from dragoman.export.tables import table

_QUOTED = 3
_QUOTE = 160


def trade_lines(found: Avenues) -> tuple[str, ...]:
    """What each sells the other, with the indices; or why there are none."""
    if found.missing is not None:
        return (f"No trade figures: {found.missing.value}.",)
    editions = f", by {', '.join(found.revisions)}" if found.revisions else ""
    detail = f", products of {found.digits} digits{editions}" if found.digits else ""
    out = [f"Trade of {found.year}, {count_text(found.reporters, 'reporter')}{detail}:"]
    for way in found.directions:
        out.append(f"  {direction_text(way)}: {mirror_text(way.mirror, way.used)}")
        out += [f"    {index_text(index)}" for index in way.indices]
    out += [f"  {index_text(found.intra_industry)}"] if found.intra_industry else []
    return tuple(out)


def avenues_table(found: Avenues) -> Table:
    """One row to each avenue, best first."""
    rows = (
        (
            str(rank),
            one.kind.value,
            heading(one),
            why(one),
            score_text(one.score),
            "; ".join(caveat.value for caveat in one.caveats),
            ", ".join(one.files) if isinstance(one, TradeAvenue) else quotes(one.notes),
        )
        for rank, one in enumerate(found.avenues, start=1)
    )
    return table(("", "Avenue", "On", "Why", "Score", "Caveats", "Sources"), rows)


def checks_table(found: Avenues) -> Table:
    """One row to each claim of the documents: what is claimed, the verdict with the figures, the words."""
    rows = ((claimed_text(one), check_text(one), quotes(one.notes)) for one in found.checks)
    return table(("Claimed", "By the trade files", "Sources"), rows)


def history_table(found: Avenues) -> Table:
    """One row to each year and direction: both sides' figures."""
    rows = (
        (str(one.year), f"{one.exporter} to {one.importer}", *_mirror(one.mirror)) for one in found.history
    )
    return table(("Year", "Exports", "Exporter says", "Importer says", "Importer's over exporter's"), rows)


def below(found: Avenues) -> tuple[str, ...]:
    """What the answer rests on."""
    files = trade_texts(found.trade) if found.trade else ()
    return (*files, *coverage_texts(found.coverage))


def quotes(notes: Iterable[Note]) -> str:
    """Sources with their words, the first of many."""
    listed = list(notes)
    texts = [f"{isolated(n.source)}: “{isolated(_cut(n.quote))}”" for n in listed[:_QUOTED]]
    more = len(listed) - _QUOTED
    return "; ".join(texts) + (f"; and {more} more" if more > 0 else "")


def _cut(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _QUOTE else words[:_QUOTE].rpartition(" ")[0] + " ..."


def _mirror(told: Mirror) -> tuple[str, str, str]:
    if told.reconciled is not None:
        return f"{told.reconciled:,.0f}", "(one figure)", ""
    return (
        f"{told.exporter_says:,.0f}" if told.exporter_says is not None else "",
        f"{told.importer_says:,.0f}" if told.importer_says is not None else "",
        f"{told.ratio:.2f}" if told.ratio is not None else "",
    )
