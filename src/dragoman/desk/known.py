"""What was known on a day: the ledger of the documents published by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from dragoman.desk.notes import published
from dragoman.desk.timeline import HAPPENED, taking_part
from dragoman.lexicon.load import given_names
from dragoman.merge import derive, judge
from dragoman.merge.ledger.sources import Larger
from dragoman.model.judgement import MACHINE, Judgement, Verdict
from dragoman.model.ledger import Ledger, Report
from dragoman.model.record import Engagement, Party


def known_by(ledger: Ledger, on: dt.date) -> Ledger:
    """The ledger derived anew from the documents that are not surely later than ``on``.

    Undated documents stay that tell of nothing past that was later than ``on``, as do those whose date
    ("March 2021") can be earlier; ``may_be_later`` names both. Decisions of people stay whenever they were
    made: they correct what documents meant. In a part of a larger ledger everything keeps its id there, and
    what is one thing there is one thing; what lies beyond is counted by the same rule, by its days.
    """
    beyond = ledger.beyond.by(on)
    kept = [key for key in ledger.documents if not _is_later(ledger, key, on)]
    if len(kept) == len(ledger.documents):
        return replace(ledger, beyond=beyond) if beyond != ledger.beyond else ledger
    documents = {key: ledger.documents[key] for key in kept}
    readings = {key: ledger.readings[key] for key in kept if key in ledger.readings}
    decisions = tuple(j for j in ledger.judgements if j.judge != MACHINE)
    machine = judge(documents, readings, given_names=given_names(), decided=decisions)
    larger = Larger(ledger.homes, ledger.sides) if ledger.homes else None
    judged = (*(j for j in machine if _stands(j, ledger.homes)), *decisions)
    return replace(
        derive(documents, readings, judged, larger),
        copies=ledger.copies,
        outlets=ledger.outlets,
        rulings=ledger.rulings,
        beyond=beyond,
        homes=ledger.homes,
        sides=ledger.sides,
    )


def may_be_later(ledger: Ledger, on: dt.date) -> tuple[str, ...]:
    """Documents without a date, or with one that does not tell whether it is past ``on``."""
    dates = {key: published(ledger, key).date for key in ledger.documents}
    return tuple(key for key, date in dates.items() if date is None or date.first <= on < date.last)


def on_both(ledger: Ledger, a: Party, b: Party) -> frozenset[str]:
    """The documents that tell of something in which both parties have a part."""
    both = {a, b}
    groups: list[tuple[Report, ...]] = [e.reports for e in ledger.engagements if both <= taking_part(e)]
    groups += [i.reports for i in ledger.instruments if both <= set(i.parties)]
    groups += [body.reports for body in ledger.bodies if both <= set(body.parties)]
    groups += [c.reports for c in ledger.commitments if both <= set(c.commitment.who)]
    return frozenset(report.document_id for group in groups for report in group)


def _stands(judgement: Judgement, homes: Mapping[str, str]) -> bool:
    """Whether the machine's judgement agrees with what is one thing in the larger ledger, if there is one."""
    left, right = homes.get(judgement.left), homes.get(judgement.right)
    if left is None or right is None:
        return True
    return (left == right) == (judgement.verdict is Verdict.SAME)


def _is_later(ledger: Ledger, document_id: str, on: dt.date) -> bool:
    """Whether a document was published past a day: by its date, or, of an undated one, because it tells as
    past what took place past that day."""
    date = published(ledger, document_id).date
    if date is not None:
        return date.first > on
    reading = ledger.readings.get(document_id)
    told = reading.records if reading is not None else ()
    past = (r.when.date for r in told if isinstance(r, Engagement) and r.realis in HAPPENED)
    return any(day is not None and day.first > on for day in past)
