"""The search: people, bodies and instruments, engagements, what parties said, documents, with their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter

from dragoman.errors import InvalidRecord
from dragoman.export.brief_sentences import Sentences
from dragoman.export.search_json import COLUMNS, hit_json, search_json
from dragoman.lexicon.load import languages
from dragoman.model.time import PartialDate
from dragoman.phrases import Phrases
from dragoman.store.catalog import DocumentRow, Kind
from dragoman.store.search import Found, Hit, Hits
from dragoman.web.page import Page, page
from dragoman.web.register import Filters, dumped, filters, number, table_csv
from dragoman.web.things import address
from dragoman.web.view import Asked, View

router = APIRouter()
GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "people": (Kind.PERSON,),
    "institutions": (Kind.BODY, Kind.INSTRUMENT),
    "engagements": (Kind.ENGAGEMENT,),
    "said": (Kind.COMMITMENT, Kind.POSITION, Kind.INDICATOR),
    "documents": (Kind.DOCUMENT,),
}
"""What stands together on the page, in its order."""

_FEW, _MANY = 5, 20  # hits of a kind: beside other kinds, and where it is the only one
_MOST, _FARTHEST = 100, 1000
_TYPES = {
    Kind.PERSON: "role",
    Kind.ENGAGEMENT: "kind",
    Kind.INSTRUMENT: "instrument_kind",
    Kind.BODY: "body_kind",
    Kind.COMMITMENT: "web.word.strength",
    Kind.INDICATOR: "measure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A hit with its address, and the document that has its words."""

    hit: Hit
    href: str
    source: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def at(self) -> str:
        """The place of what was found, as the document's page is asked for it."""
        snippet = self.hit.snippet
        first, last = snippet.marks[0] if snippet.marks else (0, len(snippet.text))
        return f"{snippet.start + first}-{snippet.start + last}"


@page(router, "/search")
def search(view: Asked) -> Page:
    """What answers ``?q=``, narrowed by ``kind``, ``party``, ``lang``, ``since`` and ``until``."""
    asked = filters(view, Kind)
    limit = number(view, "limit", _MANY if len(asked.kinds) == 1 else _FEW, most=_MOST)
    offset = number(view, "offset", 0, most=_FARTHEST)
    query = view.request.query_params.get("q", "")
    found = _found(view, query, asked, limit, offset)
    documents = sorted({hit.document_id for one in found.kinds for hit in one.hits})
    rows = view.desk.store.catalog.named(documents) if documents else {}
    say = Sentences(view.say)
    return Page(
        template="search.html.jinja",
        facts={
            "query": query,
            "asked": asked,
            "found": found,
            "groups": tuple((name, tuple(_of(found, kinds))) for name, kinds in GROUPS.items()),
            "shown": lambda one: tuple(_shown(hit, rows) for hit in one.hits),
            "type_of": lambda hit: _type(view.say, hit),
            "date_of": lambda date: _date(view.say, date),
            "limit": limit,
            "offset": offset,
            "kinds": [kind for kinds in GROUPS.values() for kind in kinds],
            "langs": sorted(languages(), key=say.lang),
            "language": say.lang,
        },
        formats={
            "json": lambda: dumped(search_json(found)),
            "csv": lambda: _csv(view, found),
        },
        name="search",
    )


def _found(view: View, query: str, asked: Filters, limit: int, offset: int) -> Found:
    return view.desk.store.finder.find(
        query,
        kinds=[Kind(kind) for kind in asked.kinds],
        parties=asked.parties,
        lang=asked.lang,
        since=asked.since,
        until=asked.until,
        limit=limit,
        offset=offset,
    )


def _csv(view: View, found: Found) -> str:
    """The hits of this page; a header of the answer tells where there are more."""
    hits = [hit_json(hit) for one in found.kinds for hit in one.hits]
    if any(one.has_more for one in found.kinds):
        view.headers["X-Dragoman-Rows"] = f"{len(hits)} of more"
    return table_csv(hits, COLUMNS)


def _of(found: Found, kinds: tuple[Kind, ...]) -> Iterator[Hits]:
    """The answers of these kinds that have hits."""
    for kind in kinds:
        one = found.of(kind)
        if one.hits:
            yield one


def _shown(hit: Hit, rows: Mapping[str, DocumentRow]) -> Shown:
    row = rows.get(hit.document_id)
    home = (Kind.DOCUMENT, hit.document_id) if hit.kind is Kind.INDICATOR else (hit.kind, hit.id)
    return Shown(
        hit=hit,
        href=address(*home),
        source=(row.source or row.title if row else None) or hit.document_id,
        pieces=tuple(_pieces(hit)),
    )


def _pieces(hit: Hit) -> Iterator[tuple[str, bool]]:
    """The words of a hit, cut where what was found begins and ends."""
    text, at = hit.snippet.text, 0
    for start, end in hit.snippet.marks:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _type(say: Phrases, hit: Hit) -> str | None:
    """What a hit is, in the reader's language."""
    if hit.type is None or hit.kind not in _TYPES:
        return None
    return say.known(_TYPES[hit.kind], hit.type) or hit.type


def _date(say: Phrases, date: str) -> str:
    try:
        return say.day(PartialDate.parse(date))
    except InvalidRecord:
        return date
