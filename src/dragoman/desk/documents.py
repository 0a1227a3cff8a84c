"""Words of a user -> a document of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from rapidfuzz import fuzz, process

from dragoman.errors import UnknownDocument
from dragoman.model.ledger import Ledger
from dragoman.model.text import Document

_SHOWN = 5
_NEAR = 60  # of 100: below this a suggestion is more noise than help


def find_document(ledger: Ledger, words: str) -> Document:
    """The document known by its id, by a path or address it was read from, by its file's name, or by the
    beginning of one of these where no other begins so.

    Raises UnknownDocument, with the nearest names, where none is known by the words, or several are.
    """
    words = words.strip()
    for exact in (True, False):
        found = [
            d for d in ledger.documents.values() if any(_fits(n, words, exact) for n in _names(ledger, d))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            shown = ", ".join(f"{d.id} ({d.origin})" for d in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise UnknownDocument(f"{words!r} is what several documents are known by: {shown}{more}")
    raise UnknownDocument(f"no document of the ledger is known as {words!r}{_suggest(ledger, words)}")


def _fits(name: str, words: str, exact: bool) -> bool:
    return name == words if exact else bool(words) and name.startswith(words)


def _names(ledger: Ledger, document: Document) -> Iterator[str]:
    copies = ledger.copies.get(document.id, ())
    yield document.id
    for item in (document.copy, *copies):
        yield item.name
        yield item.origin
        yield PurePath(item.origin).name
        if item.source.url:
            yield item.source.url


def _suggest(ledger: Ledger, words: str) -> str:
    names = sorted({document.name for document in ledger.documents.values()})
    near = process.extract(words, names, scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=3)
    return "; did you mean " + " or ".join(name for name, _, _ in near) + "?" if near else ""
