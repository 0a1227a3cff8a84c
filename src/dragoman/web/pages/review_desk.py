"""The desk on one thing or document: every record with its words, and all that can be decided of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup, escape

from dragoman.errors import QueryError
from dragoman.lexicon.load import given_names
from dragoman.merge import MergeSettings
from dragoman.merge.explain import Explainer
from dragoman.model.correction import KINDS
from dragoman.model.judgement import Linker
from dragoman.model.record import Engagement, Party, Person
from dragoman.model.text import Document
from dragoman.review import Why, why
from dragoman.review.add import GIVEN
from dragoman.review.log import log
from dragoman.store.catalog import Home, Kind
from dragoman.web.errors import NotFound, WebError
from dragoman.web.page import Page, page
from dragoman.web.pages.review import number
from dragoman.web.review.cards import Card, Cards, effects, told
from dragoman.web.review.wording import (
    Entry,
    entries_to_add,
    entry,
    kind_word,
    title,
    value_words,
)
from dragoman.web.view import Asked, View

router = APIRouter()
MOST = 60
"""Documents of a thing that are looked at: the newest. Nothing is decided on what stands in others."""
PART = 20_000
"""Code points of a text that one page shows."""
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z", re.ASCII)
_JUDGED = ("eng", "per", "ins", "bod")
_FOUND = 10
_ROWS = 4  # of people who take part in what is added


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field of a thing: what its reports say, most first, and the form by which it is put right."""

    entry: Entry
    told: tuple[tuple[str, int], ...]
    code: str | None
    records: tuple[str, ...]


@page(router, "/review/things/{identity}")
def thing_desk(view: Asked, identity: str) -> Page:
    """One thing. ``?with=`` another is shown beside it, to be merged."""
    home = _home(view, identity)
    if home.kind is Kind.DOCUMENT:
        raise NotFound(f"{identity} is a document: /review/documents/{identity} is its desk")
    ids, total = _bearing(view, home.id)
    other = view.request.query_params.get("with", "").strip()
    find = view.request.query_params.get("find", "").strip()
    second = _home(view, other) if other else None
    if second is not None:
        if second.kind is not home.kind:
            raise WebError(f"{other} is of another kind")
        if second.id == home.id:
            raise WebError(f"{other} is the same thing already")
        ids = (*ids, *_bearing(view, second.id)[0])
    cards = Cards(view.book(tuple(dict.fromkeys(ids))).facts, view.say)
    thing = cards.things.of(home.id)
    if not thing.members:
        raise NotFound(f"{identity}: there is no such thing any more")
    shown = cards.cards(thing.members)
    history = cards.history(thing)
    entries = log(cards.ledger, Linker(cards.ledger.judgements), history, view.desk.store.undoings())
    return Page(
        template="review_thing.html.jinja",
        facts={
            "home": home.id,
            "kind": home.kind,
            "path": _page_of(home.kind, home.id),
            "title": shown[0].title,
            "cards": shown,
            "rows": _rows(view, cards, shown),
            "left_out": max(0, total - MOST),
            "judged": home.id[:3] in _JUDGED,
            "history": [told(view.say, one.decision, one) for one in entries],
            "beside": _beside(view, cards, home.id, second.id) if second is not None else None,
            "kind_word": lambda i: kind_word(view.say, i),
            "find": find,
            "candidates": _candidates(view, home, find) if find else (),
        },
        formats={},
        name=f"review-{home.id}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Another thing of the kind that was searched for, by the words in which it was found."""

    id: str
    name: str
    parties: tuple[Party, ...]
    date: str | None


def _candidates(view: View, home: Home, find: str) -> tuple[Candidate, ...]:
    """Other things of the kind, by words in any language and script, or by an id."""
    named = view.desk.store.catalog.home(find)
    if named is not None and named.kind is home.kind:
        return (Candidate(id=named.id, name=named.id, parties=(), date=None),) if named.id != home.id else ()
    try:
        found = view.desk.store.finder.find(find, kinds=(home.kind,), limit=_FOUND + 1)
    except QueryError as error:
        raise WebError(str(error)) from error
    hits = (hit for hit in found.of(home.kind).hits if hit.id != home.id)
    return tuple(
        Candidate(id=hit.id, name=hit.title, parties=hit.parties, date=hit.date)
        for hit in islice(hits, _FOUND)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another thing, and what becomes of both where they are merged."""

    cards: tuple[Card, ...]
    title: str
    home: str
    why: Why
    effects: Any
    seen: tuple[str, ...]
    records: tuple[str, str]


def _beside(view: View, cards: Cards, left: str, right: str) -> Beside:
    one, other = cards.things.of(left), cards.things.of(right)
    settings = view.desk.settings.merging or MergeSettings()
    mine, theirs = (cards.things.of(t.members[0]) for t in (one, other))
    return Beside(
        cards=cards.cards(other.members),
        title=cards.cards(other.members)[0].title,
        home=right,
        why=why(mine, theirs, Explainer(cards.ledger, settings, given_names())),
        effects=effects(cards, one.members, other.members),
        seen=cards.seen((*one.members, *other.members)),
        records=(mine.id, theirs.id),
    )


def _rows(view: View, cards: Cards, shown: Sequence[Card]) -> tuple[Row, ...]:
    """The fields of the thing that these records tell of, in their usual order."""
    found: dict[str, dict[str | None, list[str]]] = {}
    names: dict[str, str] = {}
    for card in shown:
        item = cards.things.items[card.id]
        for value in card.values:
            key = value.field
            base, colon, whose = key.partition(":")
            if colon and isinstance(item, Engagement):
                key = f"{base}:{cards.things.of(whose).home}"
                names[key] = next(p.name for p in item.participants if p.person_id == whose)
            found.setdefault(key, {}).setdefault(value.code, []).append(card.id)
    out = []
    for key, values in found.items():
        prefix = shown[0].id[:3]
        ranked = sorted(values.items(), key=lambda v: (v[0] is None, -len(v[1]), v[0] or ""))
        out.append(
            Row(
                entry=_field_entry(view, prefix, key, names.get(key, "")),
                told=tuple(
                    (value_words(view.say, prefix, key, code), len(records)) for code, records in ranked
                ),
                code=ranked[0][0],
                records=tuple(card.id for card in shown),
            )
        )
    return tuple(out)


def _field_entry(view: View, prefix: str, key: str, name: str) -> Entry:
    return entry(view.say, prefix, key, name)


# --- documents --------------------------------------------------------------------------------------------


@page(router, "/review/documents/{identity}")
def document_desk(view: Asked, identity: str) -> Page:
    """A text in which words are chosen (``?at=START-END``, or by selecting them): a record is corrected by
    them (``?record=``), or one is added that the machine missed (``?add=KIND``)."""
    home = _home(view, identity)
    if home.kind is not Kind.DOCUMENT or identity not in view.book((identity,)).facts.documents:
        raise NotFound(f"{identity}: there is no such document in this ledger")
    cards = Cards(view.book((identity,)).facts, view.say)
    document = cards.ledger.documents[identity]
    reading = cards.ledger.readings.get(identity)
    items = (*reading.records, *reading.people) if reading is not None else ()
    asked = view.request.query_params
    record = asked.get("record", "")
    chosen = cards.card(record) if record else None
    if record and (chosen is None or chosen.document != identity):
        raise NotFound(f"{record}: there is no such record in this document")
    kind = asked.get("add", "")
    if kind and kind not in GIVEN:
        raise WebError(f"add: {kind[:40]!r} is none of {', '.join(GIVEN)}")
    at = _at(view, len(document.text))
    start = _start(view, len(document.text), at or _first(chosen))
    end = min(len(document.text), start + PART)
    return Page(
        template="review_document.html.jinja",
        facts={
            "one": document,
            "text": _marked(document, start, end, at, chosen),
            "start": start,
            "end": end,
            "at": at,
            "quote": document.text[at[0] : at[1]] if at else "",
            "chosen": chosen,
            "entries": _of_record(view, cards, chosen),
            "records": [(item.id, title(view.say, item), kind_word(view.say, item.id)) for item in items],
            "add": kind,
            "kinds": tuple(GIVEN),
            "to_add": entries_to_add(view.say, kind) if kind else (),
            "people": [i for i in items if isinstance(i, Person)],
            "roles": entry(view.say, "per", "role").choices,
            "people_rows": range(_ROWS),
            "kind_word": lambda i: kind_word(view.say, i),
            "prefixes": {name: prefix for prefix, name in KINDS.items()},
            "part": PART,
        },
        formats={},
        name=f"review-{identity}",
    )


def _of_record(view: View, cards: Cards, chosen: Card | None) -> tuple[tuple[Entry, str | None, str], ...]:
    """The fields of the record that is put right: what a form offers, the code and the words of its value."""
    if chosen is None:
        return ()
    item = cards.things.items[chosen.id]
    names = {p.person_id: p.name for p in item.participants} if isinstance(item, Engagement) else {}
    return tuple(
        (
            entry(view.say, chosen.id[:3], value.field, names.get(value.field.partition(":")[2], "")),
            value.code,
            value.text,
        )
        for value in chosen.values
    )


def _first(card: Card | None) -> tuple[int, int] | None:
    return (card.notes[0].start, card.notes[0].end) if card is not None else None


def _at(view: View, length: int) -> tuple[int, int] | None:
    words = view.request.query_params.get("at")
    if not words:
        return None
    match = _SPAN.match(words)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not start < end or end > length:
        raise WebError(f"at: {words[:40]!r} is no place of this text, which has {length} characters")
    return start, end


def _start(view: View, length: int, at: tuple[int, int] | None) -> int:
    """Where the part that is shown begins."""
    if view.request.query_params.get("offset"):
        return min(number(view, "offset"), max(0, length - 1))
    return max(0, at[0] - PART // 4) if at and at[1] > PART else 0


def _marked(
    document: Document, start: int, end: int, at: tuple[int, int] | None, chosen: Card | None
) -> Markup:
    """The text of a part: every piece says where it begins, so that what is selected can be found."""
    spans = [(n.start, n.end, "said") for n in chosen.notes] if chosen is not None else []
    spans += [(*at, "at")] if at else []
    edges = sorted({start, end, *(e for a, b, _ in spans for e in (a, b) if start < e < end)})
    out = []
    seen = False
    for first, last in pairwise(edges):
        names = [name for a, b, name in spans if a <= first and last <= b]
        words = Markup(str(escape(document.text[first:last])).replace("\r", "&#13;").replace("\0", "\ufffd"))
        if not names:
            out.append(Markup('<span data-start="{}">{}</span>').format(first, words))
            continue
        anchor = Markup(' id="at"') if not seen else Markup("")
        seen = True
        out.append(
            Markup('<mark data-start="{}" class="{}"{}>{}</mark>').format(
                first, " ".join(names), anchor, words
            )
        )
    return Markup("").join(out)


# --- things -----------------------------------------------------------------------------------------------


def _home(view: View, identity: str) -> Home:
    found: Home | None = view.kept(("home", identity), lambda: view.desk.store.catalog.home(identity))
    if found is None:
        raise NotFound(f"{identity[:80]}: there is no such id in this ledger, or several begin so")
    return found


def _bearing(view: View, identity: str) -> tuple[tuple[str, ...], int]:
    found = view.desk.store.catalog.bearing(identity, limit=MOST)
    return found.rows, found.total


_PATHS = {
    Kind.PERSON: "people",
    Kind.ENGAGEMENT: "engagements",
    Kind.INSTRUMENT: "instruments",
    Kind.BODY: "bodies",
    Kind.COMMITMENT: "commitments",
    Kind.POSITION: "positions",
}


def _page_of(kind: Kind, identity: str) -> str | None:
    """The address of the thing's own page; a figure has none."""
    return f"/{_PATHS[kind]}/{identity}" if kind in _PATHS else None
