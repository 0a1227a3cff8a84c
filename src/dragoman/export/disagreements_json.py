"""Disagreements -> JSON, as ``disagreements --format json`` prints them. Changes of shape raise VERSION."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.brief_rows import CountRow
from dragoman.desk.differ.rows import Disagreement, Version
from dragoman.export.notes_json import noted_json
from dragoman.export.timeline_json import Json, dumps, when_json

VERSION = 1


def disagreements_json(found: Iterable[Disagreement]) -> str:
    """A list of disagreements in the order given, each version with all words that tell it.

    ``voices`` of a value are all that tell it, ``further_voices`` those that tell no value before it.
    ``counted`` is the ledger's own count where a source's is in doubt, else null.
    """
    return dumps([disagreement_json(one) for one in found])


def disagreement_json(one: Disagreement) -> Json:
    """One disagreement, each version with all words that tell it."""
    return {
        "version": VERSION,
        "id": one.id,
        "kind": one.kind.value,
        "standing": one.standing.value,
        "property": one.name,
        "subject": one.subject,
        "text": one.text,
        "parties": [str(party) for party in one.parties],
        **when_json(one.when),
        "one_voice": one.one_voice,
        "values": [_value(version) for version in one.versions],
        "left_out_by": list(one.silent),
        "counted": _counted(one.counted) if one.counted else None,
    }


def _value(version: Version) -> Json:
    return {
        "value": version.value,
        "code": version.code,
        "voices": version.voices,
        "further_voices": version.apart,
        "sources": list(version.sources),
        "reports": noted_json(version.notes),
    }


def _counted(row: CountRow) -> Json:
    return {
        "said": row.said,
        "total": row.total,
        "since": row.since.isoformat() if row.since else None,
        "until": row.until.isoformat() if row.until else None,
        "by_kind": [{"kind": tally.kind.value, "number": tally.number} for tally in row.counted],
        "text": row.text,
        "reports": noted_json(row.notes),
    }
