"""Documents: their text and records, who follows whom, and adding one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from dragoman.config import Settings
from dragoman.export.annotation import annotation
from dragoman.export.intake_json import documents_json
from dragoman.ledger.intake import document_of
from dragoman.model.account import Role
from dragoman.run.intake import documents_into
from dragoman.store.catalog import Kind
from dragoman.web.api import asking
from dragoman.web.api.answering import answers, made, takes
from dragoman.web.api.routing import ROOT
from dragoman.web.api.schemas import contents as shapes
from dragoman.web.api.schemas import press, sent
from dragoman.web.errors import NotFound, WebError
from dragoman.web.identity import Identity, require
from dragoman.web.view import Asked, View

router = APIRouter(tags=["documents"])


@answers(router, "/documents/{identity}", shapes.Document)
def document(view: Asked, identity: asking.Identity) -> object:
    """A document: what is known of it, its text, and its records in the annotation format."""
    home = _home(view, identity)
    facts = view.about(home).facts
    row = next(one for one in documents_json(facts) if one["id"] == home)
    text = facts.documents[home]
    return {**row, "text": text.text, "annotation": annotation(text, facts.readings[home])}


@answers(router, "/documents/{identity}/lineage", press.Lineage)
def lineage(view: Asked, identity: asking.Identity) -> object:
    """A document beside all of its voice and what is near to it: who follows whom."""
    home = _home(view, identity)
    return view.about(home).lineage(home).to("json")


@answers(router, "/compare", press.Lineage)
def compare(view: Asked, ask: Annotated[asking.Compared, Query()]) -> object:
    """Two or more documents side by side: what each adds, drops and rewords, and whom it credits."""
    homes = tuple(dict.fromkeys(_home(view, one) for one in ask.doc))
    if len(homes) < 2:
        raise NotFound("these ids are of one document, and two are compared")
    return view.book(homes).lineage(*homes).to("json")


class Unreadable(WebError):
    """What was sent cannot be read."""

    status = 422
    code = "unreadable"


@takes(router, "/documents", sent.NewDocument, sent.Added, status=201)
def add_document(
    view: Asked, document: sent.NewDocument, _: Annotated[Identity, Depends(require(Role.REVIEWER))]
) -> Response:
    """Add a text to the ledger.

    It is read at once, and tells in every answer from then on. A text that the ledger has already is answered
    with 200 and ``known``; for many documents, and for files, there are uploads.
    """
    store = view.desk.store
    new = document_of(
        document.text,
        lang=document.lang,
        published=document.published,
        source=document.source,
        url=document.url,
        title=document.title,
        name=document.name,
    )
    tally = documents_into(store, [new], Settings(workers=1))
    if tally.failures:
        raise Unreadable(tally.failures[0].reason)
    store.merge(view.desk.settings.merging)
    home = view.desk.store.catalog.home(new.id)
    identity = home.id if home is not None else new.id
    href = f"{ROOT}/documents/{identity}"
    told = {"id": identity, "known": tally.known > 0, "href": href}
    return made(told, 200 if tally.known else 201, Location=href)


def _home(view: View, identity: str) -> str:
    home = view.desk.store.catalog.home(identity)
    if home is None or home.kind is not Kind.DOCUMENT:
        raise NotFound(f"{identity}: this ledger has no such document")
    return home.id
