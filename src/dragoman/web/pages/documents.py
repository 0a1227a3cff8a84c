"""Documents: the list, and one with its text, what was read in it, and where else its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter

from dragoman.desk.echoes import Echo, echoes, near
from dragoman.desk.notes import published, source_name
from dragoman.export.annotation import annotation
from dragoman.export.brief_sentences import SIGNS, Sentences
from dragoman.lexicon.load import languages
from dragoman.model.ledger import Ledger
from dragoman.model.record import PartyBasis, Person, Reading
from dragoman.model.text import Document, Sentence, Span
from dragoman.segment import rules_of_packs, split
from dragoman.store.catalog import DocumentOrder, Home, Kind
from dragoman.web.errors import WebError
from dragoman.web.marked import Fact, Layer, facts_of, layers, quoted, text_html
from dragoman.web.page import Page, page
from dragoman.web.pieces import Mark, part_of, parts
from dragoman.web.register import documents_csv, documents_json, dumped, filters, number, rows, span_text
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import Opened, address, opened
from dragoman.web.view import Asked, View

router = APIRouter()
PART = 20_000
"""Code points of a part of a long text, which is what one page shows."""

_UNSURE = 0.6  # below this confidence the page says how sure the machine is
_CUT = 100_000  # code points of a text of which passages are told apart as a whole; of a longer one, by part
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z", re.ASCII)
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What does not depend on who reads: the passages of a part, what was read, and what stands elsewhere."""

    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    homes: Mapping[str, Home]
    echoes: tuple[Echo, ...]


@page(router, "/documents")
def documents(view: Asked) -> Page:
    """Documents by date of publication or of retrieval, the newest first."""
    asked = filters(view)
    retrieved = view.request.query_params.get("by") == "retrieved"
    found = rows(
        view,
        lambda limit, offset: view.desk.store.catalog.documents(
            parties=asked.parties,
            lang=asked.lang,
            since=asked.since,
            until=asked.until,
            order=DocumentOrder.RETRIEVED if retrieved else DocumentOrder.PUBLISHED,
            limit=limit,
            offset=offset,
        ),
        asked,
    )
    words = Sentences(view.say)
    return Page(
        template="documents.html.jinja",
        facts={
            "found": found,
            "asked": asked,
            "by": "retrieved" if retrieved else "published",
            "langs": sorted(languages(), key=words.lang),
            "language": words.lang,
            "span": lambda first, last: span_text(view.say, first, last),
        },
        formats={"json": lambda: documents_json(found), "csv": lambda: documents_csv(found)},
        name="documents",
    )


@page(router, "/documents/{identity}")
def document(view: Asked, identity: str) -> Page:
    """One document: ``?at=START-END`` marks these words, ``?offset=`` chooses the part of a long one, and
    ``?kind=`` what is listed beside it."""
    found = opened(view, identity, Kind.DOCUMENT)
    one = found.facts.documents[found.id]
    return Page(
        template="document.html.jinja",
        facts=_facts(view, found, one) if view.format is None else {},
        formats={"json": lambda: dumped(_json(view, found, one))},
        name=f"document-{one.id}",
    )


def _facts(view: View, found: Opened, one: Document) -> dict[str, object]:
    ledger = found.facts
    telling = Telling(view, ledger)
    starts = parts(one.text, PART)
    at = _at(view, len(one.text))
    offset = number(view, "offset", at.start if at else 0)
    start, end = part_of(starts, len(one.text), offset)
    text = view.kept(("text", one.id, start, end), lambda: _text(view, found, one, start, end))
    inside = [f for f in text.facts if any(a < end and b > start for a, b in f.spans)]
    kinds = [kind for kind in Kind if any(fact.kind is kind for fact in inside)]
    wanted = [kind for kind in kinds if kind.value in view.request.query_params.getlist("kind")]
    shown = [fact for fact in inside if not wanted or fact.kind in wanted]
    marks = layers(one, shown, text.sentences, start, end)
    marks += [
        Mark(e.span.start, e.span.end, Layer(name="echo" if e.earlier else "shared", value=e.document))
        for e in text.echoes
    ]
    marks += [Mark(at.start, at.end, Layer(name="at"))] if at else []
    foreign = [(s.span.start, s.span.end, s.lang) for s in text.sentences if s.lang != one.lang]
    when = published(ledger, one.id)
    return {
        "found": found,
        "one": one,
        "document": one,
        "quoted": lambda fact: quoted(fact, one.text, start, end),
        "names": {f.record.id: telling.known(f.record.id) for f in shown if telling.known(f.record.id)},
        "sign": SIGNS,
        "signs": telling.signs(_bases(shown)),
        **page_facts(view, telling),
        "text": text_html(one, marks, foreign, start, end),
        "start": start,
        "end": end,
        "part": starts.index(start) + 1,
        "starts": starts,
        "facts": shown,
        "homes": text.homes,
        "address": address,
        "kinds": kinds,
        "counts": {kind: sum(1 for f in inside if f.kind is kind) for kind in kinds},
        "wanted": wanted,
        "when": when,
        "source": source_name(ledger, one.id),
        "outlet": ledger.outlets.get(one.id),
        "copies": ledger.copies.get(one.id) or (one.copy,),
        "kin": _kin(ledger, one.id),
        "echoed": _echoed(ledger, text.echoes),
        "unreliable": _UNSURE,
        "may_check": view.who.may("reviewer"),
        "web": web_address,
        "reading": ledger.readings.get(one.id),
        "repeats": any(s.repeat_of is not None for s in text.sentences),
    }


def _text(view: View, found: Opened, one: Document, start: int, end: int) -> Text:
    """The passages of a part and what is marked in them."""
    sentences = _sentences(one, start, end)
    reading = found.facts.readings.get(one.id) or Reading(document_id=one.id, producer="none")
    facts = facts_of(reading)
    homes = view.desk.store.catalog.homes({fact.record.id for fact in facts})
    inside = [s for s in sentences if s.span.start < end and s.span.end > start]
    elsewhere = echoes(found.facts, one.id, inside, near(found.facts, one.id))
    return Text(sentences=tuple(sentences), facts=facts, homes=homes, echoes=elsewhere)


def _sentences(one: Document, start: int, end: int) -> Sequence[Sentence]:
    """The sentences of a document, or of a very long one those of a part alone, as if it were all."""
    if len(one.text) <= _CUT:
        return split(one, rules_of_packs())
    prose = one.prose or Span(start=0, end=len(one.text))
    first, last = max(prose.start, start), min(prose.end, end)
    if first >= last:
        return ()
    part = Document(
        text=one.text[first:last] or " ",
        masked=one.masked[first:last],
        lang=one.lang,
        origin=one.origin,
        name=one.name,
    )
    return [
        Sentence(
            span=Span(start=s.span.start + first, end=s.span.end + first),
            paragraph=s.paragraph,
            lang=s.lang,
            repeat_of=s.repeat_of,
        )
        for s in split(part, rules_of_packs())
    ]


def _at(view: View, length: int) -> Span | None:
    """The words that are asked for by ``at``; raises WebError where they are none of this text."""
    words = view.request.query_params.get("at")
    if not words:
        return None
    match = _SPAN.match(words)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not start < end or start >= length:
        raise WebError(f"at: {words!r} is no place of this text, which has {length} characters")
    return Span(start=start, end=min(end, length))


def _bases(shown: Iterable[Fact]) -> set[PartyBasis]:
    """On what the parties and offices of people stand that are listed."""
    people = [fact.record for fact in shown if isinstance(fact.record, Person)]
    return {p.party_basis for p in people if p.party} | {o.basis for p in people for o in p.offices if o.role}


def _kin(ledger: Ledger, document_id: str) -> tuple[Document, ...]:
    """Copies and translations of a document, the earliest first."""
    voice = ledger.voices.get(document_id, document_id)
    found = [
        d for key, d in ledger.documents.items() if key != document_id and ledger.voices.get(key) == voice
    ]
    return tuple(sorted(found, key=lambda d: (str(published(ledger, d.id).date or "9999"), d.id)))


def _echoed(ledger: Ledger, found: Sequence[Echo]) -> tuple[tuple[Document, str, int, bool], ...]:
    """The documents in which passages stand, each with its source, how many, and whether it is earlier."""
    count: dict[tuple[str, bool], int] = {}
    for one in found:
        count[one.document, one.earlier] = count.get((one.document, one.earlier), 0) + 1
    return tuple(
        (ledger.documents[key], source_name(ledger, key), number, earlier)
        for (key, earlier), number in count.items()
    )


def web_address(*addresses: str | None) -> str | None:
    """The first that is an address of the web: no other scheme becomes a link."""
    return next((a for a in addresses if a and a.lower().startswith(_WEB)), None)


def _json(view: View, found: Opened, one: Document) -> dict[str, Any]:
    """The annotation of a document with its text, where it was had, and the things of its records."""
    ledger = found.facts
    reading = ledger.readings.get(one.id) or Reading(document_id=one.id, producer="none")
    facts = facts_of(reading)
    homes = view.desk.store.catalog.homes({fact.record.id for fact in facts})
    outlet = ledger.outlets.get(one.id)
    return {
        **annotation(one, reading),
        "text": one.text,
        "retrieved": one.retrieved.isoformat() if one.retrieved else None,
        "voice": ledger.voices.get(one.id, one.id),
        "source_country": outlet.country if outlet else None,
        "source_kind": outlet.kind.value if outlet else None,
        "copies": [
            {
                "origin": copy.origin,
                "source": copy.source.name,
                "url": copy.source.url,
                "published": str(copy.published) if copy.published else None,
                "retrieved": copy.retrieved.isoformat() if copy.retrieved else None,
            }
            for copy in ledger.copies.get(one.id) or (one.copy,)
        ],
        "same_voice": [kin.id for kin in _kin(ledger, one.id)],
        "records": [
            {
                "record_id": fact.record.id,
                "kind": fact.kind.value,
                "thing": homes[fact.record.id].id if fact.record.id in homes else None,
                "confidence": fact.confidence,
                "places": [{"start": start, "end": end} for start, end in fact.spans],
            }
            for fact in facts
        ],
    }
