"""Brief -> JSON. Lines and rows name their footnotes by number; ``notes`` has the words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum

from dragoman.desk.brief_rows import Brief
from dragoman.desk.coverage import Coverage
from dragoman.export.annotation import place
from dragoman.export.coverage_json import coverage_json
from dragoman.export.footnotes import Footnotes
from dragoman.export.timeline_json import dumps, when_json
from dragoman.model.record import Party, Place
from dragoman.model.time import PartialDate, When

VERSION = 4

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def brief_json(brief: Brief) -> str:
    """One object with the sections of the brief in their order. Texts are in English."""
    footnotes = Footnotes(brief)
    body = _object(brief, footnotes)
    notes: list[Json] = [
        {"number": number, **_object(note, footnotes)} for number, note in enumerate(footnotes.notes, 1)
    ]
    return dumps({"version": VERSION, **body, "notes": notes})


def _object(value: object, footnotes: Footnotes) -> dict[str, Json]:
    assert is_dataclass(value)
    out: dict[str, Json] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name == "assessment":  # has a format of its own: dragoman assess
            continue
        if field.name == "notes":
            out["notes"] = list(footnotes.numbers(item))
        elif field.name == "when":
            out |= when_json(item)
        else:
            out[field.name] = _value(item, footnotes)
    return out


def _value(value: object, footnotes: Footnotes) -> Json:
    match value:
        case None | bool() | int() | float():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case Coverage():
            return coverage_json(value)
        case PartialDate():
            return str(value)
        case Place():
            return place(value)
        case Party():
            return value.code
        case dt.date():
            return value.isoformat()
        case When():
            return when_json(value)
        case tuple():
            return [_value(item, footnotes) for item in value]
        case Mapping():
            return {str(key): _value(item, footnotes) for key, item in value.items()}
        case _:
            return _object(value, footnotes)
