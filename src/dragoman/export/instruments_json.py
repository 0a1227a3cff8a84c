"""The register of instruments -> JSON: a list with one object for each."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.instruments.rows import Activity, InstrumentEntry, Link, Version
from dragoman.desk.timeline import voices
from dragoman.export.notes_json import noted_json
from dragoman.export.timeline_json import Json, claim_json, conflict_json, reports_json, when_json
from dragoman.model.ledger import Ledger

_SHOWN = 20


def instruments_json(ledger: Ledger, entries: Iterable[InstrumentEntry]) -> list[Json]:
    """``activity`` has counts of all, and the latest twenty items."""
    return [_instrument(ledger, entry) for entry in entries]


def _instrument(ledger: Ledger, entry: InstrumentEntry) -> Json:
    one = entry.instrument
    return {
        "title": one.title,
        "aliases": [{"written": written, "lang": lang} for written, lang in one.aliases],
        "kind": one.kind.value,
        "status": one.status.value if one.status else None,
        **when_json(one.when),
        "parties": [str(party) for party in one.parties],
        "areas": list(one.areas),
        "symbol": one.symbol,
        "conflicts": [conflict_json(ledger, conflict) for conflict in one.conflicts],
        "claims": [claim_json(ledger, claim) for claim in one.claims],
        "life": [
            {"status": row.status.value, "told": row.told or None, "notes": noted_json(row.notes)}
            for row in entry.life
        ],
        "expires": {
            **when_json(entry.expires),
            "term_months": one.term_months,
            "renews": one.renews,
            "state": entry.term.value,
        },
        "created": [
            {"body": made.id, "name": made.name, "notes": noted_json(made.notes)} for made in entry.created
        ],
        "earlier": [_version(version) for version in entry.earlier],
        "later": [_version(version) for version in entry.later],
        "superseded_by": one.superseded_by,
        "activity": {
            "since": entry.since.isoformat() if entry.since else None,
            "use": entry.use.value,
            "named": entry.count(Link.NAMED),
            "of_body": entry.count(Link.BODY),
            "by_area": entry.count(Link.AREA),
            "last": entry.last.isoformat() if entry.last else None,
            "items": [_activity(item) for item in entry.activity[:_SHOWN]],
        },
        "id": one.id,
        "voices": voices(one.reports),
        "reports": reports_json(ledger, one.reports),
    }


def _version(version: Version) -> Json:
    return {
        "instrument": version.instrument,
        "title": version.title,
        **when_json(version.when),
        "notes": noted_json(version.notes),
    }


def _activity(item: Activity) -> Json:
    return {
        "kind": item.kind.value,
        "link": item.link.value,
        "id": item.id,
        "text": item.text,
        **when_json(item.when),
        "on": item.on.isoformat(),
        "areas": list(item.areas),
        "notes": noted_json(item.notes),
    }
