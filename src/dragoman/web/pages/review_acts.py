"""What people decide: forms that are posted, each answered by the page that they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from dragoman.errors import Outdated, ReviewError
from dragoman.model.decision import Decision
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
    undo,
)
from dragoman.review.add import GIVEN
from dragoman.web.review.asked import Form, party_of, posted
from dragoman.web.review.decide import conflict, decide, every_decision, refused, went
from dragoman.web.view import Asked

router = APIRouter()
Sent = Annotated[FormData, Depends(posted)]
_PEOPLE = 12
_DIGITS = 9  # of a place in a text


@router.post("/review/accept", include_in_schema=False)
def accept(view: Asked, data: Sent) -> Response:
    """Merges are right as proposed, records as they were read."""
    form = Form(data=data)
    return decide(view, form, (), lambda things: _on_items(things, form, form.act(view), True), "accepted")


@router.post("/review/reject", include_in_schema=False)
def refuse(view: Asked, data: Sent) -> Response:
    """Two are not one; a document does not say what a record holds."""
    form = Form(data=data)
    return decide(view, form, (), lambda things: _on_items(things, form, form.act(view), False), "rejected")


def _on_items(things: Things, form: Form, act: Act, accepted: bool) -> list[Decision]:
    """Decisions on the items of a queue: ``merge:LEFT:RIGHT`` or ``record:ID``."""
    out: list[Decision] = []
    for code in form.many("item"):
        match code.split(":"):
            case ["merge", left, right]:
                both = [_there(things, left), _there(things, right)]
                out += same(both, act) if accepted else apart(both, act)
            case ["record", identity]:
                thing = _there(things, identity)
                out += confirm(things, thing, act, only=True) if accepted else reject(thing, act, only=True)
            case _:
                raise ReviewError(f"{code[:80]!r} is nothing that waits")
    if not out:
        raise ReviewError("nothing is chosen")
    return out


@router.post("/review/correct", include_in_schema=False)
def put_right(view: Asked, data: Sent) -> Response:
    """A field of the records that are chosen, all of which were shown, is something else."""
    form = Form(data=data)

    def make(things: Things) -> Sequence[Decision]:
        chosen = form.many("record")
        if not chosen:
            raise ReviewError("say which reports are corrected")
        wording = form.wording()
        thing = _among(things, _of_words(things, chosen, form.one("document")), chosen)
        words = "none" if form.one("nothing") else form.one("value")
        if not words:
            raise ReviewError(f"{form.one('field')}: a value is wanted")
        return correct(
            things, thing, form.one("field"), words, form.act(view), find_party=party_of, wording=wording
        )

    return decide(view, form, (), make, "corrected")


@router.post("/review/merge", include_in_schema=False)
def join(view: Asked, data: Sent) -> Response:
    """Two things are one, by a record of each that was shown."""
    form = Form(data=data)

    def make(things: Things) -> Sequence[Decision]:
        return same([_there(things, identity) for identity in form.many("record")], form.act(view))

    return decide(view, form, (), make, "merged")


@router.post("/review/split", include_in_schema=False)
def part(view: Asked, data: Sent) -> Response:
    """The reports that are chosen tell of something else than the others that were shown."""
    form = Form(data=data)

    def make(things: Things) -> Sequence[Decision]:
        chosen, shown = form.many("record"), [one.record for one in form.seen()]
        if not chosen:
            raise ReviewError("choose the reports that tell of something else")
        return split(_among(things, chosen[0], shown), chosen, form.act(view))

    return decide(view, form, (), make, "split")


@router.post("/review/add", include_in_schema=False)
def put_in(view: Asked, data: Sent) -> Response:
    """A record that the machine missed, by words of the text."""
    form = Form(data=data)
    document = form.one("document")

    def make(things: Things) -> Sequence[Decision]:
        kind, wording = form.one("kind"), form.wording()
        if wording is None:
            raise ReviewError("choose the words of the text that tell of it")
        given = Given(
            kind=kind,
            words=(wording,),
            values={name: form.one(f"v_{name}") for name in GIVEN.get(kind, ()) if form.one(f"v_{name}")},
            people=_people(form) if kind == "engagement" else (),
        )
        return [add(things, document, given, form.act(view), find_party=party_of)]

    known = view.desk.store.catalog.named([document])
    return decide(view, form, known.keys(), make, "found")


def _people(form: Form) -> tuple[GivenPerson, ...]:
    """Those who take part, in as many rows as are filled in."""
    out = []
    for row in range(_PEOPLE):
        who, words = form.one(f"who_{row}"), form.words(f"words_{row}").strip()
        start, end = form.one(f"start_{row}"), form.one(f"end_{row}")
        wording = None
        if max(len(start), len(end)) > _DIGITS:
            raise ReviewError("a place in the text is a number of no more than nine digits")
        if start.isdecimal() and end.isdecimal() and int(start) < int(end):
            wording = Wording(quote=words or None, span=Span(start=int(start), end=int(end)))
        elif words:
            wording = Wording(quote=words)
        if not who and wording is None:
            continue
        told = {name: form.one(f"{name}_{row}") or None for name in ("name", "role", "party")}
        out.append(GivenPerson(id=who or None, words=None if who else wording, **told))
    return tuple(out)


@router.post("/review/undo", include_in_schema=False)
def take_back(view: Asked, data: Sent) -> Response:
    """A decision with all that was decided with it, or alone, is taken back."""
    form = Form(data=data)
    try:
        act = form.act(view)
        gone = undo(every_decision(view), form.one("decision"), act.at, only=bool(form.one("only")))
        undoing = Undoing(author=act.author, made_at=act.at, reason=act.reason)
        view.desk.store.decide(*gone, undoing=undoing)
    except Outdated as error:
        return conflict(view, form, error)
    except ReviewError as error:
        return refused(view, form, error)
    return RedirectResponse(went(form.back("/review/log"), "undone"), status_code=303)


# --- what a form names ------------------------------------------------------------------------------------


def _there(things: Things, identity: str) -> Thing:
    """The thing of a record, by the record; raises ReviewError where there is none of this id."""
    if identity not in things.known:
        raise ReviewError(f"{identity[:80]!r}: there is no such id among what was shown")
    return things.of(identity)


def _among(things: Things, identity: str, records: Sequence[str]) -> Thing:
    """The thing of a record with those alone of its records that are named."""
    thing = _there(things, identity)
    return replace(thing, members=tuple(m for m in thing.members if m in set(records)))


def _of_words(things: Things, records: Sequence[str], document: str) -> str:
    """The record in whose document words were chosen, or else the first."""
    for identity in records:
        item = things.items.get(identity)
        if item is not None and item.evidence[0].document_id == document:
            return identity
    return records[0]
