"""What waits for a person, what was decided, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from dragoman.export.review_json import decision_json
from dragoman.model.account import Role
from dragoman.model.decision import Decision, changes, last_moment
from dragoman.model.record import Party
from dragoman.review import Sight, Things
from dragoman.review.log import decisions
from dragoman.store.catalog import Kind
from dragoman.web.api import asking
from dragoman.web.api.answering import answers, listed, made, takes
from dragoman.web.api.deciding import decide, every_decision
from dragoman.web.api.schemas import review as shapes
from dragoman.web.api.schemas.shared import Listed
from dragoman.web.errors import NotFound
from dragoman.web.identity import Identity, require
from dragoman.web.view import Asked, View

router = APIRouter(tags=["review"])
_SHOWN = 200  # records of one thing


class _Desk:
    """Records of some documents, with their stamps."""

    def __init__(self, view: View, documents: Iterable[str]) -> None:
        self.things = Things(view.book(tuple(sorted(set(documents)))).facts)
        self._sight = Sight(self.things)

    def record(self, identity: str) -> dict[str, object] | None:
        """A record or document with its first words; None where it is there no more."""
        stamps, words = self._sight.of([identity]), self.things.words(identity)
        if not stamps or not words:
            return None
        thing, first = self.things.of(identity), words[0]
        return {
            "id": identity,
            "kind": thing.kind,
            "thing": thing.home,
            "title": thing.title,
            "document_id": first.document_id,
            "lang": self.things.ledger.documents[first.document_id].lang,
            "quote": first.quote,
            "start": first.span.start,
            "end": first.span.end,
            "confidence": min(one.confidence for one in words),
            "seen": str(stamps[0]),
        }


@answers(router, "/review/merges", Listed[shapes.MergeAsked])
def merges(view: Asked, ask: Annotated[asking.Merges, Query()]) -> object:
    """Two things that may be one, and that nobody has decided on, the best score first."""
    catalog = view.desk.store.catalog
    found = catalog.waiting(ask.matter, parties=_parties(view, ask), limit=ask.limit, offset=ask.offset)
    ids = {identity for one in found for identity in (one.left, one.right)}
    desk = _Desk(view, _documents(view, ids))
    items = []
    for one in found:
        left, right = desk.record(one.left), desk.record(one.right)
        if left is not None and right is not None:
            told = {"matter": one.matter.value, "score": one.score, "why": one.why}
            items.append({**told, "left": left, "right": right})
    return listed(view, ask, items, found.total)


@answers(router, "/review/doubts", Listed[shapes.RecordSeen])
def doubts(view: Asked, ask: Annotated[asking.Doubts, Query()]) -> object:
    """Records that the machine is not sure of, and that nobody has put right or confirmed."""
    found = view.desk.store.catalog.doubtful(
        ask.below, parties=_parties(view, ask), limit=ask.limit, offset=ask.offset
    )
    return listed(view, ask, _records(view, {one.record: one.document for one in found}), found.total)


@answers(router, "/review/undated", Listed[shapes.RecordSeen])
def undated(view: Asked, ask: Annotated[asking.Things, Query()]) -> object:
    """Engagements that are a document's news and have no date."""
    found = view.desk.store.catalog.undated(parties=_parties(view, ask), limit=ask.limit, offset=ask.offset)
    return listed(view, ask, _records(view, {one.record: one.document for one in found}), found.total)


@answers(router, "/review/things/{identity}", shapes.Reviewed)
def reviewed(view: Asked, identity: asking.Identity) -> object:
    """A thing, or a document, with its records as they are to be decided on, and what was decided."""
    home = view.desk.store.catalog.home(identity)
    if home is None:
        raise NotFound(f"{identity}: this ledger has no such thing")
    desk = _Desk(view, view.desk.store.catalog.bearing(home.id))
    thing = desk.things.of(home.id)
    reading = desk.things.ledger.readings.get(home.id)
    inside = [item.id for item in (*reading.people, *reading.records)] if reading is not None else []
    members = inside if home.kind is Kind.DOCUMENT else list(thing.members)
    shown = [row for one in members[:_SHOWN] if (row := desk.record(one)) is not None]
    mine = {home.id, identity, *members}
    said = [one for one in decisions(desk.things.ledger) if mine & set(changes(one))]
    return {
        "id": home.id,
        "kind": home.kind.value,
        "title": thing.title,
        "parties": sorted(party.code for party in desk.things.parties(home.id)),
        "records": shown,
        "decisions": [decision_json(None, one) for one in said],
    }


@answers(router, "/review/decisions", Listed[shapes.Decision])
def decided(view: Asked, ask: Annotated[asking.Some, Query()]) -> object:
    """What people decided, the last first, with what was undone."""
    every = sorted(every_decision(view.desk.store), key=_latest, reverse=True)
    shown = every[ask.offset : ask.offset + ask.limit]
    return listed(view, ask, [decision_json(None, one) for one in shown], len(every))


@takes(router, "/review/decisions", shapes.Deciding, shapes.Decided, status=201, also=201)
def add_decision(
    view: Asked, deciding: shapes.Deciding, who: Annotated[Identity, Depends(require(Role.REVIEWER))]
) -> Response:
    """Decide: confirm, reject, correct, merge, apart, split, add, or undo.

    It counts at once in every answer, and survives that documents are read again. Nothing is decided on what
    was not seen: where somebody else decided meanwhile on the same records the answer is 409 with the code
    ``outdated``, and nothing is kept.
    """
    found = decide(view, deciding.root, who.name)
    return made({"decisions": [decision_json(None, one) for one in found]}, 201)


def _latest(one: Decision) -> tuple[str, str]:
    return last_moment(one).isoformat(), one.id


def _parties(view: View, ask: asking.Things) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(view.party(one) for one in ask.party))


def _documents(view: View, ids: Iterable[str]) -> set[str]:
    """The documents that have these records, and those that are among them."""
    named = set(ids)
    return {*view.desk.store.catalog.holders(named).values(), *(i for i in named if i.startswith("doc-"))}


def _records(view: View, places: Mapping[str, str]) -> list[object]:
    desk = _Desk(view, places.values())
    return [row for identity in places if (row := desk.record(identity)) is not None]
