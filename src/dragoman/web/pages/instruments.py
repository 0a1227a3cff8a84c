"""Instruments: the register, and one with its titles, its life, its term, and what was done since."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.differ.papers import of_instrument
from dragoman.desk.differ.rows import importance
from dragoman.desk.instruments import instrument_register
from dragoman.export.instruments_json import instruments_json
from dragoman.model.judgement import Matter
from dragoman.model.record import InstrumentKind, Party
from dragoman.store.catalog import Kind
from dragoman.web.claims import fields, taken_of_instrument
from dragoman.web.page import Page, page
from dragoman.web.register import dumped, listed
from dragoman.web.reports import documents_of, merging, voices
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import Opened, chosen, opened
from dragoman.web.view import Asked, View

router = APIRouter()
_COMPARED = 4
_RELATED = 16  # further documents on its parties, in which activity since is looked for
_ACTIVITY = 30
_MANY = 6  # parties, with more an instrument is of all the world


@page(router, "/instruments")
def instruments(view: Asked) -> Page:
    """Those of most documents first."""
    return listed(view, Kind.INSTRUMENT, InstrumentKind, "instruments")


@page(router, "/instruments/{identity}")
def instrument(view: Asked, identity: str) -> Page:
    """One instrument, as of the day of asking."""
    sides, around = _around(view, opened(view, identity, Kind.INSTRUMENT, most=1))
    found = opened(view, identity, Kind.INSTRUMENT, also=around, sides=sides)
    ledger = found.facts
    one = chosen(ledger.instruments, found.id)
    entry = instrument_register(ledger, [one], view.on)[0]
    telling = Telling(view, ledger)
    done = {one.id for one in entry.activity[:_ACTIVITY]}
    told = voices(ledger, one.reports)
    return Page(
        template="instrument.html.jinja",
        facts={
            "found": found,
            "one": one,
            "entry": entry,
            **page_facts(view, telling),
            "titles": _titles(telling, one.aliases),
            "fields": fields(telling, one.claims, one.conflicts, taken_of_instrument(one)),
            "events": {e.id: telling.row(e) for e in ledger.engagements if e.id in done},
            "day_of": lambda done: view.say.when(done.when) if done.when.date else view.say.day(done.on),
            "activity": entry.activity[:_ACTIVITY],
            "activity_more": max(0, len(entry.activity) - _ACTIVITY),
            "around": len(set(around) - set(found.looked_at)),
            "voices": told,
            "compare": documents_of(told)[:_COMPARED],
            "merging": merging(ledger, Matter.INSTRUMENT, [m.id for m in one.members]),
            "differing": tuple(sorted(of_instrument(ledger, one), key=importance)),
        },
        formats={"json": lambda: dumped(instruments_json(ledger, [entry])[0])},
        name=f"instrument-{one.id}",
    )


def _around(view: View, found: Opened) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """Its parties, unless they are very many, and the newest documents on their dealings: where activity
    since may be told."""
    parties = chosen(found.facts.instruments, found.id).parties
    if not 2 <= len(parties) <= _MANY:
        return (), ()
    return parties, view.kept(
        ("telling", parties, _RELATED),
        lambda: view.desk.store.catalog.telling(parties, limit=_RELATED).rows,
    )


def _titles(
    telling: Telling, aliases: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Its titles by language, by the language's name."""
    grouped: dict[str, dict[str, None]] = {}
    for written, lang in aliases:
        grouped.setdefault(lang, {})[written] = None
    return tuple(
        (lang, tuple(names)) for lang, names in sorted(grouped.items(), key=lambda g: telling.lang(g[0]))
    )
