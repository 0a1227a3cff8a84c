"""One thing, with all that is known of it: an engagement, person, body, instrument, commitment, position."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.export import TIMELINE_EXPORTERS
from dragoman.export.bodies_json import bodies_json
from dragoman.export.commitments_json import entry_json
from dragoman.export.instruments_json import instruments_json
from dragoman.export.listings import PEOPLE
from dragoman.export.positions_json import positions_json
from dragoman.store.catalog import Kind
from dragoman.web.api import asking
from dragoman.web.api.answering import answers, parsed
from dragoman.web.api.schemas import dealings, registers, standing
from dragoman.web.book import Book
from dragoman.web.errors import NotFound
from dragoman.web.things import focus_on
from dragoman.web.view import Asked, View

router = APIRouter(tags=["things"])
_TELLING = (
    200  # documents on those who promised or said it, the newest first, in which evidence is looked for
)


@answers(router, "/engagements/{identity}", dealings.Engagement)
def engagement(view: Asked, identity: asking.Identity) -> object:
    """An engagement, with every claim and its source."""
    home, book = _of(view, identity, Kind.ENGAGEMENT)
    found = [one for one in book.facts.engagements if one.id == home]
    return _one(parsed(TIMELINE_EXPORTERS["json"](book.facts, found)), identity)


@answers(router, "/people/{identity}", registers.Person)
def person(view: Asked, identity: asking.Identity) -> object:
    """A person across documents, languages and scripts."""
    home, book = _of(view, identity, Kind.PERSON)
    return _one([PEOPLE.json(book.facts, one) for one in book.facts.people if one.id == home], identity)


@answers(router, "/bodies/{identity}", registers.Body)
def body(view: Asked, identity: asking.Identity, ask: Annotated[asking.OnDay, Query()]) -> object:
    """A joint or multilateral body: its sessions, gaps, chairs and tasks."""
    home, book = _of(view, identity, Kind.BODY)
    found = [one for one in book.bodies(on=ask.on) if one.body.id == home]
    return _one(bodies_json(book.facts, found), identity)


@answers(router, "/instruments/{identity}", registers.Instrument)
def instrument(view: Asked, identity: asking.Identity, ask: Annotated[asking.OnDay, Query()]) -> object:
    """An instrument: its life, term, versions, and what was done since."""
    home, book = _of(view, identity, Kind.INSTRUMENT)
    found = [one for one in book.instruments(on=ask.on) if one.instrument.id == home]
    return _one(instruments_json(book.facts, found), identity)


@answers(router, "/commitments/{identity}", standing.Commitment)
def commitment(view: Asked, identity: asking.Identity, ask: Annotated[asking.OnDay, Query()]) -> object:
    """A commitment: its deadlines, and what later documents tell of it."""
    home, book = _of(view, identity, Kind.COMMITMENT)
    first = next((one for one in book.commitments(on=ask.on).facts.entries if one.id == home), None)
    if first is None:
        raise NotFound(f"{identity}: nothing was known of it by then")
    sides = tuple(dict.fromkeys((*first.who, *first.to)))[:2]
    near = view.desk.store.catalog.telling(sides, limit=_TELLING) if sides else ()
    wide = view.book(tuple({*book.facts.documents, *near}))
    found = [one for one in wide.commitments(*sides, on=ask.on).facts.entries if one.id == home]
    return _one([entry_json(wide.facts, one) for one in found or [first]], identity)


@answers(router, "/positions/{identity}", standing.Position)
def position(view: Asked, identity: asking.Identity, ask: Annotated[asking.OnDay, Query()]) -> object:
    """A position: its words, and what changed since the statement before it."""
    home, book = _of(view, identity, Kind.POSITION)
    one = next((p for p in book.facts.positions if p.id == home), None)
    if one is None or one.position.who is None:
        raise NotFound(f"{identity}: it is not known whose position it is")
    near = view.desk.store.catalog.telling((one.position.who,), (Kind.POSITION,), limit=_TELLING)
    wide = view.book(tuple({*book.facts.documents, *near}))
    made = wide.positions(one.position.who, on=ask.on)
    records = {report.record_id for report in one.reports}
    told = positions_json(wide.facts, made.facts)
    return _one(
        [t for t in told if t["id"] == home or records & {said["record_id"] for said in t["said"]}], identity
    )


def _of(view: View, identity: str, kind: Kind) -> tuple[str, Book]:
    """The id of the thing in the whole ledger, and the ledger of what tells of it. Raises NotFound."""
    home = view.desk.store.catalog.home(identity)
    if home is None or home.kind is not kind:
        raise NotFound(f"{identity}: this ledger has no such {kind.value}")
    return home.id, view.about(home.id, focus_on(kind, home.id))


def _one(found: Sequence[object], identity: str) -> object:
    if not found:
        raise NotFound(f"{identity}: nothing was known of it by then")
    return found[0]
