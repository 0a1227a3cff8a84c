"""The register of joint and multilateral bodies: sessions, tasks, gaps, and what did not take place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from dragoman.desk.bodies.founding import Creation, creations
from dragoman.desk.bodies.rows import BodyEntry, Founding
from dragoman.desk.bodies.sessions import promises, sessions
from dragoman.desk.bodies.shelves import Shelves
from dragoman.desk.bodies.tasks import tasks
from dragoman.desk.known import on_both
from dragoman.desk.notes import distinct, note, of_reports
from dragoman.desk.timeline import taking_part
from dragoman.model.ledger import Ledger, LedgerBody
from dragoman.model.record import Party


def bodies_of(ledger: Ledger, parties: tuple[Party, ...] = ()) -> tuple[LedgerBody, ...]:
    """The bodies in which every one of ``parties`` sits, or whose engagements they all took part in.

    Of two parties also those that documents on both name with one of them and nobody else.
    """
    wanted = set(parties)
    met = {e.body for e in ledger.engagements if wanted <= taking_part(e)} if wanted else set()
    documents = on_both(ledger, *parties) if len(parties) == 2 else frozenset()
    return tuple(
        body
        for body in ledger.bodies
        if wanted <= set(body.parties)
        or body.id in met
        or (set(body.parties) & wanted == set(body.parties) != set() and _is_told(body, documents))
    )


def _is_told(body: LedgerBody, documents: Collection[str]) -> bool:
    return any(report.document_id in documents for report in body.reports)


def body_register(ledger: Ledger, bodies: Iterable[LedgerBody], on: dt.date) -> tuple[BodyEntry, ...]:
    """The register of each body as of a day, of a ledger of what was known by then; those that met last
    first, then by name."""
    made: dict[str, list[Creation]] = {}
    for creation in creations(ledger):
        made.setdefault(creation.body.id, []).append(creation)
    shelves = Shelves(ledger)
    entries = [_entry(shelves, body, made.get(body.id, []), on) for body in bodies]
    return tuple(sorted(entries, key=_latest_first))


def _entry(shelves: Shelves, body: LedgerBody, made: Iterable[Creation], on: dt.date) -> BodyEntry:
    coming, missed = promises(shelves, body, on)
    ledger = shelves.ledger
    return BodyEntry(
        notes=of_reports(ledger, body.reports),
        body=body,
        sessions=sessions(shelves, body, on),
        gaps=all_gaps(body),
        tasks=tasks(shelves, body),
        next=coming,
        missed=missed,
        founded=tuple(
            Founding(
                notes=distinct(note(ledger, evidence) for evidence in creation.evidence),
                id=creation.instrument.id,
                name=creation.instrument.title,
            )
            for creation in made
        ),
    )


def all_gaps(body: LedgerBody) -> tuple[int, ...]:
    """The numbers before and between the sessions known of which nothing is."""
    first = min((session.number for session in body.sessions), default=1)
    return (*range(1, first), *body.gaps)


def _latest_first(entry: BodyEntry) -> tuple[int, str, str]:
    dates = [s.when.date.first.toordinal() for s in entry.sessions if s.when.date is not None]
    return -max(dates, default=0), entry.body.name.casefold(), entry.body.id
