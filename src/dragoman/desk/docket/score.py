"""Evidence -> a proposed score for each party.

After the compliance method of the G20 Research Group (University of Toronto and HSE): +1 for full compliance,
0 for partial compliance or work in progress, -1 for none or for the opposite. "No public evidence" is kept
apart from failure, and before the deadline nothing is asked. The first rule that fits counts, for evidence
that counts (see ``dragoman.desk.docket.credit``) and that tells of the party:

1. ``DISPUTED``, 0: of the same promise some say that it was done, others, no earlier, that it was not.
2. ``DELIVERED``, +1: evidence for, and nothing final against since; late delivery is delivery, with its days.
3. ``REVERSED``, -1: called off, denied, ended, and nothing for since.
4. ``PUT_OFF``, -1: put off, and the last deadline has passed; ``WAITING``, pending: and it has not.
5. ``UNDER_WAY``, 0: evidence of work in progress.
6. ``TOO_EARLY``, pending: the deadline is ahead, or there is none and it was promised within one cycle.
7. ``UNREAD``, ``NOT_CHECKABLE``, ``SILENT``: no public evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dragoman.desk.docket.rows import Evidenced, PartyScore, Polarity, Rule
from dragoman.model.record import Party
from dragoman.model.ruling import Mark
from dragoman.model.time import When

_MARKS = {
    Rule.DELIVERED: Mark.KEPT,
    Rule.DELIVERED_LATE: Mark.KEPT,
    Rule.REVERSED: Mark.NOT_KEPT,
    Rule.PUT_OFF: Mark.NOT_KEPT,
    Rule.DISPUTED: Mark.PARTLY,
    Rule.UNDER_WAY: Mark.PARTLY,
    Rule.WAITING: Mark.PENDING,
    Rule.TOO_EARLY: Mark.PENDING,
    Rule.TOO_EARLY_UNDATED: Mark.PENDING,
    Rule.SILENT: Mark.NO_EVIDENCE,
    Rule.UNREAD: Mark.NO_EVIDENCE,
    Rule.NOT_CHECKABLE: Mark.NO_EVIDENCE,
}


def propose(
    party: Party,
    evidence: Sequence[Evidenced],
    due: When,
    on: dt.date,
    *,
    told: dt.date | None,
    checkable: bool,
    later_documents: int,
    cycle_days: int,
) -> PartyScore:
    """The score of one party as of a day. ``told`` is the last day on which it was promised anew."""
    mine = [e for e in evidence if e.counts and (party in e.parties or not e.parties)]
    done = [e for e in mine if e.polarity is Polarity.FOR]
    against = [e for e in mine if e.polarity is Polarity.AGAINST]
    moving = [e for e in mine if e.polarity is Polarity.PROGRESS]
    last = (due.end or due.date).last if due.date is not None else None
    if done or against:
        rule = _told(done, against, passed=last is not None and last < on)
        late = _days_late(done, last) if rule is Rule.DELIVERED else None
        return _score(party, Rule.DELIVERED_LATE if late else rule, (*done, *against), late)
    if moving:
        return _score(party, Rule.UNDER_WAY, moving, None)
    if last is not None and last >= on:
        return _score(party, Rule.TOO_EARLY, (), None)
    if last is None and told is not None and (on - told).days <= cycle_days:
        return _score(party, Rule.TOO_EARLY_UNDATED, (), None)
    if not checkable:
        return _score(party, Rule.NOT_CHECKABLE, (), None)
    return _score(party, Rule.SILENT if later_documents else Rule.UNREAD, (), None)


def _told(done: Sequence[Evidenced], against: Sequence[Evidenced], *, passed: bool) -> Rule:
    final = [e for e in against if e.final]
    if done and final and _latest(final) >= _latest(done):
        same = {e.id for e in final} & {e.id for e in done}
        return Rule.DISPUTED if same or _latest(final) == _latest(done) else Rule.REVERSED
    if done:
        return Rule.DELIVERED
    if final:
        return Rule.REVERSED
    return Rule.PUT_OFF if passed else Rule.WAITING


def _latest(found: Sequence[Evidenced]) -> str:
    """When evidence was last published."""
    return max(note.published or "" for e in found for note in e.notes)


def _days_late(done: Sequence[Evidenced], last: dt.date | None) -> int | None:
    """Days from the deadline to the first day that the earliest delivery can mean; None if in time."""
    days = [e.when.date.first for e in done if e.when.date is not None]
    if last is None or not days or len(days) < len(done):
        return None
    return max(0, (min(days) - last).days) or None


def _score(party: Party, rule: Rule, evidence: Sequence[Evidenced], late: int | None) -> PartyScore:
    ids = tuple(dict.fromkeys(e.id for e in evidence))
    return PartyScore(party=party, mark=_MARKS[rule], rule=rule, evidence=ids, days_late=late)
