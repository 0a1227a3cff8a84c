"""The docket -> a table for a terminal, with its evidence and its coverage below."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from dragoman.desk.coverage import coverage_texts
from dragoman.desk.docket.rows import Docket, Entry, Evidenced, LostRuling, PartyScore, RulingRow, ToBasis
from dragoman.desk.wording import count_text, day_text, isolated, when_text
from dragoman.export.tables import table
from dragoman.model.ruling import Mark
from dragoman.model.time import PartialDate

_COLUMNS = ("Who", "What", "By when", "How it stands", "Evidence", "Sources")
_QUOTE = 160
_SHOWN = 3
_INFERRED = "†"
_LEGEND = f"{_INFERRED} not said in the words: the only other party in the document"


def commitments_table(docket: Docket) -> Table:
    """One row for each commitment, then rulings that found no commitment, and the coverage."""
    inferred = any(entry.to_basis is ToBasis.INFERRED for entry in docket.entries)
    below = ((_LEGEND,) if inferred else ()) + tuple(_lost(one) for one in docket.lost)
    return table(
        _COLUMNS, (_row(entry) for entry in docket.entries), (*below, *coverage_texts(docket.coverage))
    )


def foot(docket: Docket) -> tuple[str, ...]:
    """What stands below a table without rows."""
    return (*(_lost(one) for one in docket.lost), *coverage_texts(docket.coverage))


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        _who(entry),
        f"[{entry.strength.value}] {isolated(entry.what)} ({entry.id[:12]})",
        _due(entry),
        "; ".join((*(_ruling(row) for row in entry.rulings), *_scores(entry.proposed))),
        _evidences(entry),
        ", ".join(dict.fromkeys(isolated(note.source) for note in entry.notes)),
    )


def _who(entry: Entry) -> str:
    who = ", ".join(str(party) for party in entry.who)
    if entry.to_basis in (None, ToBasis.MUTUAL):
        return who
    sign = _INFERRED if entry.to_basis is ToBasis.INFERRED else ""
    return f"{who} to {', '.join(f'{party}{sign}' for party in entry.to)}"


def _due(entry: Entry) -> str:
    if not entry.deadlines:
        return entry.due_text or ""
    first, *later = entry.deadlines
    parts = [when_text(first.when), *(f"then {when_text(d.when)}{_moved(d.days)}" for d in later)]
    return ", ".join(parts) + (" (overdue)" if entry.overdue else "")


def _moved(days: int | None) -> str:
    if not days:
        return ""
    return f" ({count_text(abs(days), 'day')} {'later' if days > 0 else 'earlier'})"


def _scores(proposed: tuple[PartyScore, ...]) -> Iterable[str]:
    """The scores proposed; one for all where they are the same."""
    told: dict[tuple[Mark, str, int | None], list[str]] = {}
    for one in proposed:
        told.setdefault((one.mark, one.rule.value, one.days_late), []).append(str(one.party))
    for (mark, why, late), parties in told.items():
        days = f", {count_text(late, 'day')}" if late else ""
        yield f"proposed for {', '.join(parties)}: {mark.value} ({why}{days})"


def _ruling(row: RulingRow) -> str:
    ruling = row.ruling
    whose = f" for {ruling.party}" if ruling.party else ""
    later = ", after the day of asking" if row.later else ""
    why = f": {isolated(ruling.reason)}" if ruling.reason else ""
    day = day_text(PartialDate.of(ruling.made_at.date()))
    return f"decided{whose}: {ruling.mark.value} by {isolated(ruling.author)}, {day}{later}{why}"


def _evidences(entry: Entry) -> str:
    if not entry.evidence:
        return f"none in {count_text(entry.later_documents, 'later document')}"
    shown = [_evidence(one) for one in entry.evidence[:_SHOWN]]
    rest = len(entry.evidence) - _SHOWN
    return "; ".join(shown) + (f"; and {rest} more" if rest > 0 else "")


def _evidence(one: Evidenced) -> str:
    note = one.notes[0]
    quote = " ".join(note.quote.split())
    quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…"
    counted = f" (does not count: {one.discount.value})" if one.discount else ""
    source = f"{isolated(note.source)}, {note.published or 'undated'}"
    return f"{one.polarity.value}{counted}: {isolated(f'“{quote}”')} {source}"


def _lost(one: LostRuling) -> str:
    quote = " ".join(one.ruling.words.quote.split())[:_QUOTE]
    return (
        f"A decision of {isolated(one.ruling.author)} ({one.ruling.mark.value}, {one.ruling.id}) is on words "
        f"that no commitment has any more: {isolated(f'“{quote}”')}"
    )
