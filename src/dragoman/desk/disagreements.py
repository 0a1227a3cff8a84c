"""Where sources disagree: who says what of one thing, in which words, and how many independent voices."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.desk.differ.counted import counted
from dragoman.desk.differ.fields import Holders
from dragoman.desk.differ.fields import of_engagement as fields_of
from dragoman.desk.differ.figures import figures
from dragoman.desk.differ.labels import labels
from dragoman.desk.differ.papers import of_body, of_instrument
from dragoman.desk.differ.people import Company
from dragoman.desk.differ.people import of_engagement as people_of
from dragoman.desk.differ.rows import Disagreement, Kind, Standing, Version, importance
from dragoman.desk.differ.speakers import speakers
from dragoman.desk.differ.twins import twins
from dragoman.desk.known import on_both
from dragoman.desk.timeline import taking_part
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Party

__all__ = ["Disagreement", "Kind", "Standing", "Version", "disagreements", "on_engagements"]


def disagreements(
    ledger: Ledger,
    parties: tuple[Party, ...] = (),
    *,
    kinds: Collection[Kind] = (),
    engagements: Collection[str] | None = None,
    instruments: Collection[str] | None = None,
) -> tuple[Disagreement, ...]:
    """Everything that sources tell differently of dealings in which every one of ``parties`` has a part.

    The gravest first: what cannot both be so before what only some tell; then by the voices that tell the
    second version and no earlier one, by kind, and the latest first. Copies of one text are one voice. No
    value is taken for the true one. ``engagements`` and ``instruments`` are ids to which those kinds of
    things are narrowed. No ``kinds`` means all. The cost grows as the ledger does.
    """
    asked = set(parties)
    chosen = [
        e
        for e in ledger.engagements
        if asked <= taking_part(e) and (engagements is None or e.id in engagements)
    ]
    rows: list[Disagreement] = []
    rows += on_engagements(ledger, chosen)
    for instrument in ledger.instruments:
        if asked <= set(instrument.parties) and (instruments is None or instrument.id in instruments):
            rows += of_instrument(ledger, instrument)
    held: dict[str, list[LedgerEngagement]] = {}
    for engagement in ledger.engagements:
        if engagement.body is not None:
            held.setdefault(engagement.body, []).append(engagement)
    for body in ledger.bodies:
        if asked <= set(body.parties):
            rows += of_body(ledger, body, held.get(body.id, ()))
    rows += [row for row in figures(ledger) if asked <= set(row.parties)]
    rows += [row for row in speakers(ledger) if asked & set(row.parties) or not asked]
    rows += labels(ledger, _documents_on(ledger, parties))
    wanted = (row for row in rows if not kinds or row.kind in kinds)
    return tuple(sorted(wanted, key=importance))


def on_engagements(ledger: Ledger, chosen: Iterable[LedgerEngagement]) -> list[Disagreement]:
    """What sources tell differently of some engagements, in no order: their fields and people, the counts
    that they make, and accounts of others that may be of the same."""
    chosen = list(chosen)
    holders, company = Holders(ledger), Company(ledger)
    rows: list[Disagreement] = []
    for engagement in chosen:
        rows += fields_of(ledger, holders, engagement)
        rows += people_of(ledger, company, engagement)
    return rows + counted(ledger, chosen) + twins(ledger, chosen)


def _documents_on(ledger: Ledger, parties: tuple[Party, ...]) -> Collection[str] | None:
    """The documents that tell of dealings of the parties, or in which one of them stands somewhere."""
    match parties:
        case ():
            return None
        case (one,):
            found = {r.document_id for e in ledger.engagements if one in taking_part(e) for r in e.reports}
            stands = (p for p in ledger.positions if p.position.who == one)
            return found | {r.document_id for p in stands for r in p.reports}
        case _:
            return on_both(ledger, parties[0], parties[1])
