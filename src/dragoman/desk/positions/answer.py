"""The answer: where a party stands, or two beside each other, on one issue or on all, as known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from dragoman.desk.coverage import coverage, naming
from dragoman.desk.known import known_by
from dragoman.desk.positions.rows import Positions, PositionSettings, Statement, Thread
from dragoman.desk.positions.threads import labels, threads
from dragoman.desk.positions.told import Telling, tellings
from dragoman.desk.timeline import within
from dragoman.model.ledger import Ledger
from dragoman.model.record import Party
from dragoman.model.time import PartialDate


def positions(
    ledger: Ledger,
    parties: Sequence[Party],
    on: dt.date,
    *,
    issue: str | None = None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    settings: PositionSettings | None = None,
) -> Positions:
    """What each of ``parties`` and its people said on an issue, over time.

    ``issue`` is an id of the gazetteer or words of an issue, of a name for it, or of its label in a document;
    None means all. Statements out of the bounds are left out, but those within are still compared with what
    was said before them. Only what was published, and said, by ``on`` counts.
    """
    known = known_by(ledger, on)
    wanted = issue.casefold().strip() if issue else None
    found: list[Thread] = []
    for party in parties:
        told = [telling for telling in tellings(known, party) if not _is_ahead(telling, on)]
        for thread in threads(known, party, told, settings or PositionSettings()):
            shown = tuple(
                one
                for one in thread.statements
                if within(one.when, since, until) and (wanted is None or _is_on(one, thread.name, wanted))
            )
            if shown:
                found.append(_of(thread, shown))
    documents = naming(known, parties)
    later = ledger.size - known.size
    return Positions(
        parties=tuple(parties),
        on=on,
        threads=tuple(found),
        coverage=coverage(known, documents, on, later=later),
    )


def _of(thread: Thread, shown: Collection[Statement]) -> Thread:
    return replace(
        thread, statements=tuple(shown), labels=labels(label for one in shown for label in one.labels)
    )


def _is_ahead(telling: Telling, on: dt.date) -> bool:
    return telling.when.date is not None and telling.when.date.first > on


def _is_on(statement: Statement, name: str, wanted: str) -> bool:
    words = [name, *(label.label for label in statement.labels)]
    words += [form for issue in statement.issues for form in (issue, issue.replace("-", " "))]
    return any(wanted in text.casefold() for text in words)
