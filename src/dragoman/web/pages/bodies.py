"""Bodies: the register, and one with its sessions, their chairs and papers, its gaps, promises and tasks."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.bodies import body_register
from dragoman.desk.differ.papers import of_body
from dragoman.desk.differ.rows import importance
from dragoman.desk.standing import gaps_text
from dragoman.export.bodies_json import bodies_json
from dragoman.model.judgement import Matter
from dragoman.model.record import BodyKind
from dragoman.store.catalog import Kind
from dragoman.web.page import Page, page
from dragoman.web.register import dumped, listed
from dragoman.web.reports import documents_of, merging, voices
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import chosen, opened
from dragoman.web.view import Asked

router = APIRouter()
_COMPARED = 4


@page(router, "/bodies")
def bodies(view: Asked) -> Page:
    """Those of most documents first."""
    return listed(view, Kind.BODY, BodyKind, "bodies")


@page(router, "/bodies/{identity}")
def body(view: Asked, identity: str) -> Page:
    """One body, as of the day of asking."""
    found = opened(view, identity, Kind.BODY)
    ledger = found.facts
    one = chosen(ledger.bodies, found.id)
    entry = body_register(ledger, [one], view.on)[0]
    telling = Telling(view, ledger)
    held = [e for e in ledger.engagements if e.body == one.id]
    told = voices(ledger, one.reports)
    return Page(
        template="body.html.jinja",
        facts={
            "found": found,
            "one": one,
            "entry": entry,
            **page_facts(view, telling),
            "gaps": gaps_text(entry.gaps),
            "aliases": _aliases(one.name, one.aliases),
            "events": {e.id: telling.row(e) for e in held},
            "voices": told,
            "compare": documents_of(told)[:_COMPARED],
            "merging": merging(ledger, Matter.BODY, [m.id for m in one.members]),
            "differing": tuple(sorted(of_body(ledger, one, held), key=importance)),
        },
        formats={"json": lambda: dumped(bodies_json(ledger, [entry])[0])},
        name=f"body-{one.id}",
    )


def _aliases(name: str, aliases: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((written, lang) for written, lang in dict.fromkeys(aliases) if written != name)
