"""Calendar -> JSON and a table."""

from __future__ import annotations

from rich.table import Table

from dragoman.desk.calendar import Calendar, Entry
from dragoman.desk.parties import party_name
from dragoman.desk.wording import day_text, listed, place_text
from dragoman.export.annotation import place
from dragoman.export.calendar_text import details, title
from dragoman.export.consultations_json import notes_json
from dragoman.export.coverage_json import coverage_json
from dragoman.export.footnotes import Footnotes
from dragoman.export.tables import table
from dragoman.export.timeline_json import Json, dumps, when_json

VERSION = 1


def calendar_json(answer: Calendar) -> str:
    """One object; entries by date, ``first`` and ``last`` day included. ``notes`` has the words."""
    notes = Footnotes(answer)
    return dumps(
        {
            "version": VERSION,
            "on": answer.on.isoformat(),
            "parties": [{"code": p.code, "name": party_name(p)} for p in answer.parties],
            "entries": [_entry(entry, notes) for entry in answer.entries],
            "undated": list(answer.undated),
            "notes": notes_json(notes),
            "coverage": coverage_json(answer.coverage),
        }
    )


def _entry(entry: Entry, notes: Footnotes) -> Json:
    rhythm = entry.cadence
    return {
        "uid": entry.id,
        "of": entry.of,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "title": title(entry),
        "details": list(details(entry)),
        **when_json(entry.when),
        "parties": [p.code for p in entry.parties],
        "engagement": entry.engagement.value if entry.engagement else None,
        "level": entry.level.value if entry.level else None,
        "body": entry.body,
        "session": entry.session,
        "place": place(entry.place),
        "outcome": entry.outcome.value if entry.outcome else None,
        "strength": entry.strength.value if entry.strength else None,
        "words": entry.words or None,
        "standing": [label.value for label in rhythm.standing] if rhythm else None,
        "ratio": [round(r, 3) for r in rhythm.ratio] if rhythm and rhythm.ratio else None,
        "notes": notes.numbers(entry.notes),
    }


def calendar_table(answer: Calendar) -> Table:
    """One row for each entry, by date."""
    names = listed(party_name(p) for p in answer.parties) or "All parties"
    below = []
    if answer.undated:
        below.append(f"Planned without a date, and not here: {len(answer.undated)}.")
    made = table(("Days", "What", "Where", "Status", "Details", "Sources"), map(_row, answer.entries), below)
    made.title = f"{names}: calendar as of {day_text(answer.on)}"
    return made


def _row(entry: Entry) -> tuple[str, ...]:
    days = day_text(entry.first)
    days += f" to {day_text(entry.last)}" if entry.last != entry.first else ""
    return (
        days,
        title(entry),
        place_text(entry.place),
        entry.status.value.lower(),
        " ".join(details(entry)),
        ", ".join(dict.fromkeys(note.source for note in entry.notes)),
    )
