"""Documents, failures and outlets as JSON objects."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet
from dragoman.model.text import Copy
from dragoman.read import Failure


def documents_json(ledger: Ledger) -> list[dict[str, Any]]:
    """The documents with their copies, earliest published first and undated ones last.

    ``version`` counts the texts that were had at an address of the document, oldest first; what the address
    holds now is the last of ``versions``.
    """
    at = _by_address(ledger)
    rows = [_document_json(ledger, key, _versions(ledger, key, at)) for key in ledger.documents]
    return sorted(rows, key=lambda row: (row["published"] or "9999", row["origin"], row["id"]))


def _document_json(ledger: Ledger, document_id: str, versions: list[str]) -> dict[str, Any]:
    document = ledger.documents[document_id]
    outlet = ledger.outlets.get(document_id)
    return {
        "id": document_id,
        "title": document.title,
        "author": document.author,
        "lang": document.lang,
        "published": str(document.published) if document.published else None,
        "published_basis": document.published_basis.value,
        "published_from": document.published_from,
        "source": {
            "name": outlet.name if outlet else document.source.name,
            "country": outlet.country if outlet else None,
            "kind": outlet.kind.value if outlet else None,
            "url": document.source.url,
        },
        "pages": len(document.pages) or None,
        "characters": len(document.text),
        "voice": ledger.voices.get(document_id, document_id),
        "version": versions.index(document_id) + 1,
        "versions": versions,
        "origin": document.origin,
        "copies": [_copy_json(copy) for copy in ledger.copies.get(document_id, (document.copy,))],
    }


def _by_address(ledger: Ledger) -> dict[str, set[str]]:
    """Documents by the addresses that their copies were had at."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, copies in ledger.copies.items():
        for copy in copies:
            if copy.source.url and key in ledger.documents:
                found[copy.source.url].add(key)
    return found


def _versions(ledger: Ledger, document_id: str, at: dict[str, set[str]]) -> list[str]:
    addresses = {copy.source.url for copy in ledger.copies.get(document_id, ()) if copy.source.url}
    same = {document_id}.union(*(at[address] for address in addresses))
    return sorted(same, key=lambda key: (_since(ledger, key), key))


def _since(ledger: Ledger, document_id: str) -> str:
    """When a text was first had or, where that is not known, published."""
    times = [copy.retrieved.isoformat() for copy in ledger.copies.get(document_id, ()) if copy.retrieved]
    return min(times, default=str(ledger.documents[document_id].published or ""))


def _copy_json(copy: Copy) -> dict[str, Any]:
    return {
        "origin": copy.origin,
        "title": copy.title,
        "published": str(copy.published) if copy.published else None,
        "published_from": copy.published_from,
        "source": copy.source.name,
        "url": copy.source.url,
        "retrieved": copy.retrieved.isoformat() if copy.retrieved else None,
    }


def failure_json(failure: Failure) -> dict[str, Any]:
    """A failure: where, at which stage, and why."""
    return {"origin": failure.origin, "stage": failure.stage, "reason": failure.reason}


def outlet_json(outlet: Outlet, documents: int, own: bool) -> dict[str, Any]:
    """An outlet with the number of its documents, and whether the user said who it is."""
    return {
        "key": outlet.key,
        "name": outlet.name,
        "country": outlet.country,
        "kind": outlet.kind.value,
        "documents": documents,
        "own": own,
    }
