"""Documents, failures and outlets as JSON objects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from dragoman.gazetteer.outlets import host_of
from dragoman.model.ledger import Ledger
from dragoman.model.outlet import Outlet
from dragoman.model.text import Copy
from dragoman.read import Failure
from dragoman.read.files import is_address


def documents_json(ledger: Ledger) -> list[dict[str, Any]]:
    """The documents with their copies, earliest published first and undated ones last.

    ``versions`` are the texts that were retrieved from an address of the document, in the order in which they
    were first there, and ``version`` is its number among them; ``current`` tells whether it is the one that
    was there last. A text of which nobody knows when it was there is a version of nothing.
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
        "current": document_id == max(versions, key=lambda key: (_seen(ledger, key), key)),
        "origin": document.origin,
        "copies": [_copy_json(copy) for copy in ledger.copies.get(document_id, (document.copy,))],
    }


def _by_address(ledger: Ledger) -> dict[str, set[str]]:
    """Documents by the addresses that they were retrieved from."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in ledger.documents:
        for address in _addresses(ledger, key):
            found[address].add(key)
    return found


def _addresses(ledger: Ledger, document_id: str) -> set[str]:
    """Where a text was retrieved from: by us, or by the crawler that kept it in an archive."""
    return {
        copy.origin.rsplit("!", 1)[-1]
        for copy in ledger.copies.get(document_id, ())
        if copy.retrieved is not None and is_address(copy.origin.rsplit("!", 1)[-1])
    }


def _versions(ledger: Ledger, document_id: str, at: dict[str, set[str]]) -> list[str]:
    same = {document_id}.union(*(at[address] for address in _addresses(ledger, document_id)))
    return sorted(same, key=lambda key: (_since(ledger, key), key))


def _since(ledger: Ledger, document_id: str) -> str:
    """When a text was first retrieved."""
    times = (copy.retrieved.isoformat() for copy in ledger.copies.get(document_id, ()) if copy.retrieved)
    return min(times, default="")


def _seen(ledger: Ledger, document_id: str) -> str:
    """When a text was last retrieved."""
    return max((c.seen.isoformat() for c in ledger.copies.get(document_id, ()) if c.seen), default="")


def _copy_json(copy: Copy) -> dict[str, Any]:
    return {
        "origin": copy.origin,
        "title": copy.title,
        "published": str(copy.published) if copy.published else None,
        "published_from": copy.published_from,
        "source": copy.source.name,
        "url": copy.source.url,
        "retrieved": copy.retrieved.isoformat() if copy.retrieved else None,
        "seen": copy.seen.isoformat() if copy.seen else None,
    }


def failure_json(failure: Failure) -> dict[str, Any]:
    """A failure: where, at which stage, and why."""
    return {"origin": failure.origin, "stage": failure.stage, "reason": failure.reason}


def sources_json(ledger: Ledger, own: Iterable[Outlet]) -> list[dict[str, Any]]:
    """Who published the documents of a ledger, those nobody has said anything of last, and the user's others.

    ``said_by`` is "you", "Dragoman", or null where nothing is known but the name or host.
    """
    said = {outlet.key for outlet in own}
    outlets = {outlet.key: outlet for outlet in (*ledger.outlets.values(), *own)}
    counts = Counter(outlet.key for outlet in ledger.outlets.values())
    known = [
        {
            "key": outlet.key,
            "name": outlet.name,
            "country": outlet.country,
            "kind": outlet.kind.value,
            "documents": counts[outlet.key],
            "said_by": "you" if outlet.key in said else "Dragoman",
        }
        for outlet in sorted(outlets.values())
    ]
    unknown: Counter[tuple[str, str]] = Counter()
    for key, document in ledger.documents.items():
        host = host_of(document.source.url)
        if key not in ledger.outlets and (host or document.source.name):
            unknown[host or document.source.name or "", document.source.name or host or ""] += 1
    return known + [
        {"key": key, "name": name, "country": None, "kind": None, "documents": count, "said_by": None}
        for (key, name), count in sorted(unknown.items())
    ]
