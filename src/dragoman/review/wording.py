"""Words that a person points at -> their place in a document: by the words themselves, or by their span."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import InvalidRecord, ReviewError
from dragoman.model.record import Evidence
from dragoman.model.text import Document, Span

_CONTEXT = 20  # characters shown on either side of words that stand at several places


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words of a document: as they stand in the text, or the span of them."""

    quote: str | None = None
    span: Span | None = None


def words_of(document: Document, wording: Wording, author: str) -> Evidence:
    """The words in a document, chosen by a person.

    With both a quote and a span, the span is where the quote must stand, whatever white space parts its
    words: a selection in a page alters it. Raises ReviewError where the words are not there, or stand several
    times and nothing tells which are meant.
    """
    try:
        if wording.span is not None:
            found = Evidence.of(document, wording.span, author)
        elif wording.quote is not None:
            found = Evidence.of(document, place_of(document, wording.quote), author)
        else:
            raise ReviewError(f"say which words of {document.name} tell of it")
    except InvalidRecord as error:
        raise ReviewError(str(error)) from error
    if wording.quote is not None and found.quote.split() != wording.quote.split():
        raise ReviewError(f"{document.name} has other words there: {found.quote!r}, not {wording.quote!r}")
    return found


def place_of(document: Document, quote: str) -> Span:
    """Where a quote stands in a document; raises ReviewError unless it stands there exactly once."""
    found = places(document, quote)
    if not found:
        raise ReviewError(f"{document.name} does not have the words {quote!r}")
    check_one(document, found)
    return found[0]


def places(document: Document, quote: str) -> list[Span]:
    """Every place at which a quote stands; raises ReviewError where it has no words."""
    if not quote.strip():
        raise ReviewError("a quote has words")
    out, at = [], document.text.find(quote)
    while at >= 0:
        out.append(Span(start=at, end=at + len(quote)))
        at = document.text.find(quote, at + 1)
    return out


def check_one(document: Document, found: list[Span]) -> None:
    """Raises ReviewError, with all places, where there are several."""
    if len(found) > 1:
        where = "; ".join(f"{p.start}:{p.end} “{_around(document, p)}”" for p in found)
        raise ReviewError(f"these words stand {len(found)} times in {document.name}; write --span: {where}")


def _around(document: Document, span: Span) -> str:
    return " ".join(document.text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT].split())
