"""A decision that was sent -> decisions of the review, kept in one turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dragoman import errors
from dragoman.errors import InvalidRecord, ReviewError
from dragoman.ledger.given import party_given
from dragoman.merge.stamp import Seen
from dragoman.model.decision import Decision, changes
from dragoman.model.text import Span
from dragoman.model.undoing import Undoing
from dragoman.review import (
    Act,
    Given,
    GivenPerson,
    Thing,
    Things,
    Wording,
    add,
    apart,
    confirm,
    correct,
    reject,
    same,
    split,
    subjects,
    undo,
)
from dragoman.store import Store
from dragoman.web.api.schemas import review as shapes
from dragoman.web.errors import NotFound, Outdated, WebError
from dragoman.web.view import View

Sent = (
    shapes.Confirm
    | shapes.Reject
    | shapes.Correct
    | shapes.Merge
    | shapes.Apart
    | shapes.Split
    | shapes.Add
    | shapes.Undo
)
_NAMED = 5


class Impossible(WebError):
    """It cannot be decided so: the message says why, and what can be."""

    status = 409
    code = "impossible"


class NotSeen(WebError):
    """It was decided on what was not seen."""

    status = 409
    code = "not_seen"


def decide(view: View, sent: Sent, author: str) -> tuple[Decision, ...]:
    """Make the decisions and keep them; raises NotFound, Impossible, NotSeen, and Outdated."""
    store = view.desk.store
    try:
        act = Act(author=author, at=dt.datetime.now(tz=dt.UTC), reason=sent.reason or "")
        if isinstance(sent, shapes.Undo):
            found = _undone(store, sent, act)
            store.decide(*found, undoing=Undoing(author=author, made_at=act.at, reason=act.reason))
            return found
        things = _things(view, _ids(sent))
        found = _made(things, sent, act)
        seen = () if isinstance(sent, shapes.Add) else _seen(sent.seen, found)
        store.decide(*found, subjects=subjects(things, found), seen=seen)
    except (ReviewError, InvalidRecord) as error:
        raise Impossible(str(error)) from error
    except errors.Outdated as error:
        raise Outdated(str(error)) from error
    return found


def every_decision(store: Store) -> tuple[Decision, ...]:
    """All that people decided, what was undone included."""
    return (
        *store.judgements(),
        *store.corrections(),
        *store.rejections(),
        *store.additions(),
        *store.confirmations(),
    )


def _undone(store: Store, sent: shapes.Undo, act: Act) -> tuple[Decision, ...]:
    every = every_decision(store)
    if not any(one.id.startswith(sent.id) for one in every):
        raise NotFound(f"{sent.id}: there is no such decision")
    return undo(every, sent.id, act.at, only=sent.alone)


def _made(things: Things, sent: Sent, act: Act) -> tuple[Decision, ...]:
    match sent:
        case shapes.Confirm():
            return confirm(things, things.find(sent.id), act, only=not sent.whole)
        case shapes.Reject():
            return reject(things.find(sent.id), act, only=not sent.whole, every=sent.whole)
        case shapes.Correct():
            return correct(
                things,
                things.find(sent.id),
                sent.field,
                sent.value,
                act,
                find_party=party_given,
                wording=_wording(sent.words),
                only=not sent.whole,
            )
        case shapes.Merge():
            return same(_all(things, sent.ids), act)
        case shapes.Apart():
            return apart(_all(things, sent.ids), act)
        case shapes.Split():
            taken = _all(things, sent.ids)
            return split(taken[0], [one.id for one in taken], act)
        case shapes.Add():
            return (add(things, sent.document, _given(sent), act, find_party=party_given),)
    raise ReviewError("there is no such act")


def _given(sent: shapes.Add) -> Given:
    return Given(
        kind=sent.kind,
        words=tuple(_wording(one) for one in sent.words),
        values=sent.values,
        people=tuple(
            GivenPerson(
                id=one.id,
                words=_wording(one.words) if one.words is not None else None,
                name=one.name,
                role=one.role,
                party=one.party,
            )
            for one in sent.people
        ),
    )


def _wording(words: shapes.ChosenWords | None) -> Wording:
    if words is None:
        return Wording()
    if (words.start is None) != (words.end is None):
        raise ReviewError("of words both the start and the end are given, or neither")
    if words.start is None or words.end is None:
        return Wording(quote=words.quote)
    return Wording(quote=words.quote, span=Span(start=words.start, end=words.end))


def _all(things: Things, ids: Iterable[str]) -> list[Thing]:
    return [things.find(identity) for identity in ids]


def _ids(sent: Sent) -> tuple[str, ...]:
    """The ids that a decision names."""
    match sent:
        case shapes.Merge() | shapes.Apart() | shapes.Split():
            return tuple(sent.ids)
        case shapes.Add():
            return (sent.document,)
        case shapes.Correct():
            named = (sent.field.partition(":")[2], sent.value if sent.field in ("part_of", "body") else "")
            return (sent.id, *(one for one in named if one.startswith(("per-", "eng-", "bod-"))))
        case _:
            return (sent.id,)


def _things(view: View, ids: Iterable[str]) -> Things:
    """All that the documents tell that bear these; raises NotFound where nothing has one of them."""
    catalog = view.desk.store.catalog
    documents: set[str] = set()
    for identity in ids:
        home = catalog.home(identity)
        if home is None:
            raise NotFound(f"{identity}: this ledger has no such thing")
        documents.update(catalog.bearing(home.id))
    return Things(view.book(tuple(sorted(documents))).facts)


def _seen(stamps: Iterable[str], found: Iterable[Decision]) -> tuple[Seen, ...]:
    """What was seen; raises NotSeen where decisions change records that are not among it."""
    seen = tuple(Seen.parse(one) for one in stamps)
    changed = {identity for one in found for identity in changes(one)}
    missing = sorted(changed - {one.record for one in seen})
    if missing:
        raise NotSeen(f"not among what you saw: {', '.join(missing[:_NAMED])}; ask /review/things for it")
    return seen
