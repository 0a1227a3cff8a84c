"""A document's text as HTML: its words exactly as they are, in pieces that show what is marked over them.

The text nodes, one after the other, are the document's text from the first piece's ``data-start`` on: nothing
is added to them, so that a selection can be turned into code points of the document. What is shown besides
(page numbers, kinds of marks) is done by the style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from dragoman.export.direction import direction
from dragoman.model.record import (
    Body,
    Commitment,
    Engagement,
    Evidence,
    Indicator,
    Instrument,
    Person,
    Position,
    Reading,
    Record,
)
from dragoman.model.text import Document, Sentence
from dragoman.store.catalog import Kind
from dragoman.web.pieces import Mark, Piece, pieces, runs

KINDS: Mapping[type, Kind] = {
    Person: Kind.PERSON,
    Engagement: Kind.ENGAGEMENT,
    Instrument: Kind.INSTRUMENT,
    Body: Kind.BODY,
    Commitment: Kind.COMMITMENT,
    Position: Kind.POSITION,
    Indicator: Kind.INDICATOR,
}


_OF_LINKS = frozenset({"href", "draggable", "tabindex"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A record of the document as the page lists it. ``number`` names it on the page, ``spans`` are the
    places of its words, ``confidence`` is that of the least sure of them."""

    number: int
    kind: Kind
    record: Person | Record
    spans: tuple[tuple[int, int], ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Something that holds of a stretch of text: ``fact`` is the number of one, ``name`` a class of the
    style, ``value`` what goes with it (the address of an echo, the number of a page, a language)."""

    name: str
    fact: int | None = None
    value: str = ""


def facts_of(reading: Reading) -> tuple[Fact, ...]:
    """All that was read in a document, in the order of its text; of two that begin together the widest."""
    found: list[tuple[tuple[tuple[int, int], ...], Person | Record, float]] = []
    for item in (*reading.people, *reading.records):
        evidence = _evidence(item)
        spans = tuple(sorted({(e.span.start, e.span.end) for e in evidence}))
        found.append((spans, item, min(e.confidence for e in evidence)))
    found.sort(key=lambda f: (f[0][0][0], -f[0][0][1], f[1].id))
    return tuple(
        Fact(number=number, kind=KINDS[type(item)], record=item, spans=spans, confidence=confidence)
        for number, (spans, item, confidence) in enumerate(found, start=1)
    )


def quoted(fact: Fact, text: str, start: int, end: int) -> tuple[tuple[str, int, int], ...]:
    """The different words of a fact in a part of its text, each with its first place there, and how often it
    stands in the part."""
    found: dict[str, list[int]] = {}
    for first, last in fact.spans:
        if first < end and last > start:
            found.setdefault(" ".join(text[first:last].split()), []).append(max(first, start))
    return tuple((words, places[0], len(places)) for words, places in found.items())


def layers(
    document: Document, facts: Iterable[Fact], sentences: Sequence[Sentence], start: int, end: int
) -> list[Mark[Layer]]:
    """What is marked in a part of a document: facts, what is not read, repeats, and pages."""
    out = [
        Mark(first, last, Layer(name=f"m-{fact.kind.value}", fact=fact.number))
        for fact in facts
        for first, last in fact.spans
    ]
    out += [Mark(first, last, Layer(name="unread")) for first, last in unread(document, start, end)]
    out += [
        Mark(s.span.start, s.span.end, Layer(name="repeat", value=str(sentences[s.repeat_of].span.start)))
        for s in sentences
        if s.repeat_of is not None
    ]
    for number, at in enumerate(document.pages, start=1):
        if start <= at < end:
            out.append(Mark(at, min(at + 1, end), Layer(name="page", value=str(number))))
    return out


def unread(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Where a part of a text is markup, a header or boilerplate, which is not read."""
    prose = document.prose
    text, masked = document.text, document.masked
    outside = (0, len(text)) if prose is None else (prose.start, prose.end)
    return list(
        runs((at, not outside[0] <= at < outside[1] or masked[at] != text[at]) for at in range(start, end))
    )


def text_html(
    document: Document,
    marks: Iterable[Mark[Layer]],
    foreign: Sequence[tuple[int, int, str]],
    start: int,
    end: int,
) -> Markup:
    """The words of a part. ``foreign`` are the stretches in another language than the document's, in order,
    which are set apart with their own direction.

    Where words of a fact begin stands ``id="p..."`` with the offset, and ``id="at"`` where those do that are
    asked for.
    """
    marks = list(marks)
    anchors = {max(mark.start, start) for mark in marks if mark.key.fact is not None}
    cut = pieces(document.text, start, end, marks)
    edges = [(a, b, lang) for a, b, lang in foreign if a < end and b > start]
    out: list[Markup] = []
    seen_at = False
    split = _split(cut, edges)
    for lang, group in groupby(split, key=lambda one: one[1]):
        inner = []
        for piece, _ in group:
            first_at = not seen_at and any(layer.name == "at" for layer in piece.keys)
            seen_at = seen_at or first_at
            inner.append(_piece(piece, anchor=piece.start in anchors, first_at=first_at))
        body = Markup("").join(inner)
        if lang:
            body = Markup('<span class="foreign" lang="{}" dir="{}">{}</span>').format(
                lang[1], direction(lang[1]), body
            )
        out.append(body)
    return Markup("").join(out)


def _split(
    cut: Iterable[Piece[Layer]], foreign: Sequence[tuple[int, int, str]]
) -> list[tuple[Piece[Layer], tuple[int, str] | None]]:
    """Pieces with the foreign stretch that they lie in; one that reaches over its edge is cut there."""
    out: list[tuple[Piece[Layer], tuple[int, str] | None]] = []
    for piece in cut:
        at = piece.start
        inside = [f for f in foreign if f[0] < piece.end and f[1] > piece.start]
        for first, last, lang in inside:
            if first > at:
                out.append((_sub(piece, at, first), None))
                at = first
            stop = min(last, piece.end)
            out.append((_sub(piece, at, stop), (first, lang)))
            at = stop
        if at < piece.end:
            out.append((_sub(piece, at, piece.end), None))
    return out


def _sub(piece: Piece[Layer], start: int, end: int) -> Piece[Layer]:
    return Piece(start, piece.text[start - piece.start : end - piece.start], piece.keys)


def _piece(piece: Piece[Layer], *, anchor: bool, first_at: bool) -> Markup:
    facts = [layer for layer in piece.keys if layer.fact is not None]
    names = dict.fromkeys(layer.name for layer in piece.keys)
    attributes = {"data-start": str(piece.start)}
    if facts:
        attributes |= {
            "href": f"#r{facts[0].fact}",
            "data-r": " ".join(str(layer.fact) for layer in facts),
            "draggable": "false",
            "tabindex": "-1",
        }
        names = {"m": None, **names}
    for layer in piece.keys:
        if layer.name == "page":
            attributes["data-page"] = layer.value
        elif layer.name in ("echo", "shared"):
            attributes["data-echo"] = layer.value
    if names:
        attributes["class"] = " ".join(names)
    if anchor:
        attributes["id"] = f"p{piece.start}"
    if facts and not piece.text.strip():  # a link of nothing but space is none
        attributes = {name: value for name, value in attributes.items() if name not in _OF_LINKS}
        facts = []
    tag = "a" if facts else "mark" if "at" in names else "span"
    written = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items())
    shown = Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), written, _text(piece.text))
    return Markup('<span id="at"></span>') + shown if first_at else shown


def _text(words: str) -> Markup:
    """Words as a text node that a browser reads as they are: it would take a carriage return for a line feed,
    and drops a null."""
    return Markup(str(escape(words)).replace("\r", "&#13;").replace("\0", "\ufffd"))


def _evidence(item: Person | Record) -> tuple[Evidence, ...]:
    if isinstance(item, Person):
        return (*item.evidence, *(o.evidence for o in item.offices if o.evidence.quote.strip()))
    if isinstance(item, Body):
        return (*item.evidence, *item.mandate_evidence)
    if isinstance(item, Instrument) and item.expires_evidence is not None:
        return (*item.evidence, item.expires_evidence)
    return item.evidence
