"""The queue of what waits for a person, and the log of what people decided."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from dragoman.errors import UnknownParty
from dragoman.export.disagreements_json import disagreement_json
from dragoman.export.review_json import features_json, log_json
from dragoman.export.timeline_json import dumps
from dragoman.model.decision import Decision, changes
from dragoman.model.judgement import Linker, Matter
from dragoman.model.record import Party
from dragoman.review.log import Entry, log
from dragoman.web.errors import WebError
from dragoman.web.page import Page, page
from dragoman.web.review.asked import party_of
from dragoman.web.review.cards import Card, told
from dragoman.web.review.decide import every_decision
from dragoman.web.review.queue import LIMIT, DifferItem, Item, MergeItem, Queue, Tab, queue
from dragoman.web.review.wording import kind_word
from dragoman.web.view import Asked, View

router = APIRouter()
_LOGGED = 50
KEYS = (("j", "next"), ("k", "previous"), ("a", "accept"), ("r", "reject"), ("m", "merge"), ("s", "apart"),
        ("u", "undo"), ("?", "help"))  # fmt: skip


@page(router, "/review")
def waiting(view: Asked) -> Page:
    """What waits: ``tab``, ``matter`` of merges, ``left`` and ``right`` for a pair, ``offset``."""
    asked = view.request.query_params
    tab = _one_of(Tab, asked.get("tab") or Tab.MERGES.value, "tab")
    matter = _one_of(Matter, asked["matter"], "matter") if asked.get("matter") else None
    found = queue(view, tab, matter, _parties(view), number(view, "offset"))
    return Page(
        template="review.html.jinja",
        facts={
            "queue": found,
            "tabs": tuple(Tab),
            "matters": tuple(Matter),
            "limit": LIMIT,
            "focus": number(view, "focus") if asked.get("focus") else None,
            "keys": KEYS,
            "kind_word": lambda identity: kind_word(view.say, identity),
            "last": _mine(view),
            "left": asked.get("left", ""),
            "right": asked.get("right", ""),
        },
        formats={"json": lambda: dumps(queue_json(found))},
        name="review",
    )


@page(router, "/review/log")
def logged(view: Asked) -> Page:
    """Every decision, the last made first, and how it stands."""
    every = list(reversed(every_decision(view)))
    about = view.request.query_params.get("about")
    if about:
        every = [one for one in every if about in changes(one)]
    offset = number(view, "offset")
    some = every[offset : offset + _LOGGED]
    entries = stands(view, some)
    return Page(
        template="review_log.html.jinja",
        facts={
            "entries": [told(view.say, entry.decision, entry) for entry in entries],
            "offset": offset,
            "limit": _LOGGED,
            "total": len(every),
            "about": about,
        },
        formats={"json": lambda: dumps(_log_json(entries, len(every), offset))},
        name="review-log",
    )


def stands(view: View, some: list[Decision]) -> tuple[Entry, ...]:
    """Decisions with how they stand now, looked up in the documents of what they are about alone."""
    if not some:
        return ()
    ids = {identity for one in some for identity in changes(one)}
    store = view.desk.store
    noted = store.subjects()
    documents = {noted[i].document_id for i in ids if i in noted}
    documents |= {*store.catalog.holders(ids).values(), *(i for i in ids if i.startswith("doc-"))}
    ledger = view.book(tuple(sorted(documents))).facts
    return log(ledger, Linker(ledger.judgements), some, store.undoings())


def number(view: View, name: str) -> int:
    """A count from the address; raises WebError where it is none."""
    text = view.request.query_params.get(name) or "0"
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise WebError(f"{name}: {text[:40]!r} is no number")
    return int(text)


def _mine(view: View) -> str | None:
    """The reader's own last decision that stands: what the key for undoing takes back."""
    if not view.who.may("reviewer"):
        return None
    mine = (one for one in reversed(every_decision(view)) if told(view.say, one).who == view.who.name)
    return next((one.id for one in mine if one.retracted_at is None), None)


def _parties(view: View) -> tuple[Party, ...]:
    out = []
    for name in ("left", "right"):
        words = view.request.query_params.get(name, "").strip()
        if words:
            try:
                out.append(party_of(words))
            except UnknownParty as error:
                raise WebError(f"{name}: {error}") from error
    return tuple(dict.fromkeys(out))


def _one_of(kind: Any, value: str, name: str) -> Any:
    if value not in list(kind):
        raise WebError(f"{name}: {value[:40]!r} is none of {', '.join(kind)}")
    return kind(value)


# --- the same as data -------------------------------------------------------------------------------------


def queue_json(found: Queue) -> dict[str, Any]:
    """A page of the queue."""
    return {
        "version": 1,
        "tab": found.tab.value,
        "matter": found.matter.value if found.matter else None,
        "parties": [str(party) for party in found.parties],
        "total": found.total,
        "offset": found.offset,
        "counts": {tab.value: count for tab, count in found.counts.items()},
        "items": [_item_json(item) for item in found.items],
    }


def _item_json(item: Item) -> dict[str, Any]:
    if isinstance(item, MergeItem):
        return {
            "item": item.code,
            "matter": item.matter.value,
            "score": item.score,
            "why": item.why,
            "left": {"thing": item.left.home, "records": item.left.records, **_card_json(item.left.card)},
            "right": {"thing": item.right.home, "records": item.right.records, **_card_json(item.right.card)},
            "features": features_json(item.features),
            "seen": list(item.seen),
        }
    if isinstance(item, DifferItem):
        return {"item": item.code, **disagreement_json(item.row), "seen": list(item.seen)}
    return {"item": item.code, "thing": item.home, **_card_json(item.card), "seen": list(item.seen)}


def _card_json(card: Card) -> dict[str, Any]:
    first = card.notes[0]
    return {
        "id": card.id,
        "document_id": card.document,
        "title": card.title,
        "lang": card.lang,
        "quote": first.quote,
        "start": first.start,
        "end": first.end,
        "source": first.source,
        "confidence": card.confidence,
        "values": {value.field: value.code for value in card.values},
    }


def _log_json(entries: tuple[Entry, ...], total: int, offset: int) -> dict[str, Any]:
    return {"version": 1, "total": total, "offset": offset, "decisions": log_json(None, entries)}
