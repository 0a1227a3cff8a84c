"""How often documents say that something is held."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.consultations.rows import Declared
from dragoman.desk.notes import distinct, note
from dragoman.model.ledger import Ledger, LedgerBody, LedgerEngagement
from dragoman.model.record import Recurrence
from dragoman.model.text import Realis


def declared(
    ledger: Ledger, engagements: Iterable[LedgerEngagement], body: LedgerBody | None = None
) -> tuple[Declared, ...]:
    """The periods that are declared of engagements and of a body, each once, the one in use first.

    In use is what the latest document says, and of several published on one day what most voices say. What a
    document denies is not declared.
    """
    said: dict[int, list[Recurrence]] = {}
    for one in _said(engagements, body):
        said.setdefault(one.months, []).append(one)
    rows = [_declared(ledger, months, items) for months, items in said.items()]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                max(n.published or "" for n in row.notes),
                len({n.voice for n in row.notes}),
                -row.months,
            ),
            reverse=True,
        )
    )


def _said(engagements: Iterable[LedgerEngagement], body: LedgerBody | None) -> Iterable[Recurrence]:
    for engagement in engagements:
        if engagement.realis is not Realis.NEGATED:
            yield from (m.recurrence for m in engagement.members if m.recurrence is not None)
    if body is not None:
        yield from (m.recurrence for m in body.members if m.recurrence is not None)


def _declared(ledger: Ledger, months: int, items: Iterable[Recurrence]) -> Declared:
    listed = list(items)
    return Declared(
        months=months,
        written=tuple(dict.fromkeys(one.written for one in listed)),
        notes=distinct(note(ledger, one.evidence) for one in listed),
    )
