"""Lineage -> one self-contained HTML page: the passages of each pair side by side, each in its direction."""

from __future__ import annotations

from dragoman.desk.lineage_rows import Lineage
from dragoman.desk.wording import count_text
from dragoman.export.direction import direction
from dragoman.export.lineage_text import (
    RELATIONS,
    change_text,
    credit_name,
    difference_text,
    direction_text,
    hint_text,
    letters,
)
from dragoman.export.templating import template

_WEB = ("http://", "https://")


def lineage_html(found: Lineage) -> str:
    """The page: no script, no address that it fetches; everything from documents is escaped."""
    return template("lineage.html.jinja").render(
        found=found,
        marks=letters(found),
        direction=direction,
        count_text=count_text,
        relations=RELATIONS,
        change_text=change_text,
        credit_name=credit_name,
        difference_text=difference_text,
        direction_text=direction_text,
        hint_text=hint_text,
        web_address=_web_address,
    )


def _web_address(*addresses: str | None) -> str | None:
    """The first that is an address of the web: no other scheme becomes a link."""
    return next((a for a in addresses if a and a.lower().startswith(_WEB)), None)
