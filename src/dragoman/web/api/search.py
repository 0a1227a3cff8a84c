"""Search over documents, quotes, records and names, in every language and script."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.errors import QueryError
from dragoman.ledger.given import bound_given
from dragoman.store.search import Hit
from dragoman.web.api import asking
from dragoman.web.api.answering import answers
from dragoman.web.api.dealings import Contradictory
from dragoman.web.api.schemas import search as shapes
from dragoman.web.view import Asked

router = APIRouter(tags=["search"])


@answers(router, "/search", shapes.Found)
def search(view: Asked, ask: Annotated[asking.Search, Query()]) -> object:
    """Documents, quotes, records and names.

    All words must be found, by how they begin; words in quotation marks as they stand. A name is found in
    every script and in spellings like it, a party in every language. ``limit`` and ``offset`` are of each
    kind.
    """
    since, until = bound_given(ask.since), bound_given(ask.until)
    try:
        found = view.desk.store.finder.find(
            ask.q,
            kinds=ask.kind,
            parties=tuple(dict.fromkeys(view.party(one) for one in ask.party)),
            lang=ask.lang,
            since=since.first if since is not None else None,
            until=until.last if until is not None else None,
            limit=ask.limit,
            offset=ask.offset,
        )
    except QueryError as error:
        raise Contradictory(str(error)) from error
    return {
        "query": found.query,
        "parties": [party.code for party in found.parties],
        "offset": ask.offset,
        "limit": ask.limit,
        "kinds": [
            {"kind": one.kind.value, "items": [_hit(hit) for hit in one.hits], "more": one.has_more}
            for one in found.kinds
        ],
    }


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind.value,
        "id": hit.id,
        "record": hit.record,
        "document_id": hit.document_id,
        "title": hit.title,
        "type": hit.type,
        "lang": hit.lang,
        "date": hit.date,
        "published": hit.published,
        "parties": [party.code for party in hit.parties],
        "snippet": {
            "text": hit.snippet.text,
            "start": hit.snippet.start,
            "marks": [list(mark) for mark in hit.snippet.marks],
        },
        "score": hit.score,
    }
