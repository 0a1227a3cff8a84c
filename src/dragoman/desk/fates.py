"""What became of plans, as seen on a day: a plan whose day is well past has not been reported since.

The ledger keeps of each plan what its own documents tell, and on which day it was due. Whether that day is
past depends on the day of asking: the day of a brief, or else the last on which a document appeared.
"""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from dragoman.desk.notes import published
from dragoman.desk.timeline import HAPPENED
from dragoman.desk.wording import count_text, day_text, when_text
from dragoman.model.ledger import Fate, Ledger, LedgerEngagement, Outcome
from dragoman.model.time import shift

_NEWS_DAYS = 10  # how long after its day a report may still be expected


def last_day(ledger: Ledger) -> dt.date | None:
    """The last day by which a document had surely appeared, of the larger ledger where this is a part of one;
    None where none is dated."""
    dates = (published(ledger, key).date for key in ledger.documents)
    days = [date.first for date in dates if date is not None]
    if ledger.beyond.last is not None:
        days.append(ledger.beyond.last)
    return max(days, default=None)


def outcome_on(fate: Fate, on: dt.date | None) -> Outcome:
    """The outcome as of a day: not reported since, where a plan was due well before."""
    waiting = fate.outcome is Outcome.PENDING and fate.due is not None and on is not None
    if waiting and fate.due is not None and on is not None and fate.due < shift(on, -_NEWS_DAYS):
        return Outcome.NOT_REPORTED
    return fate.outcome


def fate_text(ledger: Ledger, engagement: LedgerEngagement, on: dt.date | None) -> str | None:
    """What became of a plan in words, with both dates where they differ: "planned for 5 March 2024; held
    7 March 2024, 2 days late". None where there is nothing to add to the engagement's own date and realis."""
    fate = engagement.fate
    if fate is None:
        return None
    match fate.outcome:
        case Outcome.HELD:
            return "held as planned" if fate.days_late == 0 else _joined(_planned(fate), "held")
        case Outcome.HELD_LATE | Outcome.HELD_EARLY:
            days = count_text(abs(fate.days_late or 0), "day")
            late = "late" if fate.outcome is Outcome.HELD_LATE else "early"
            return _joined(_planned(fate), f"held {when_text(fate.held)}, {days} {late}")
        case Outcome.POSTPONED:
            to = f" to {', then '.join(when_text(when) for when in fate.moved)}" if fate.moved else ""
            return _joined(_planned(fate, first=True), f"put off{to}", _held_later(ledger, fate))
        case Outcome.CALLED_OFF | Outcome.DENIED:
            return _joined(_planned(fate), fate.outcome.value)
        case Outcome.DISPUTED:
            return _joined(_planned(fate), "sources differ on whether it was held")
        case Outcome.PENDING | Outcome.NOT_REPORTED:
            return _waiting(fate, on)
    assert_never(fate.outcome)


def _planned(fate: Fate, *, first: bool = False) -> str:
    """The dates planned, or the first alone."""
    dates = [fate.planned] if first else [fate.planned, *fate.moved]
    if fate.planned.date is None:
        return "planned"
    return f"planned for {', then '.join(when_text(when) for when in dates)}"


def _held_later(ledger: Ledger, fate: Fate) -> str:
    """That what it was put off to took place, and when."""
    later = next((e for e in ledger.engagements if e.id == fate.into), None) if fate.into else None
    if later is None or later.realis not in HAPPENED:
        return ""
    return f"held {when_text(later.when)}" if later.when.date is not None else "held"


def _waiting(fate: Fate, on: dt.date | None) -> str | None:
    moved = f"first planned for {when_text(fate.planned)}" if fate.moved else ""
    if fate.due is None or on is None:
        return moved or None
    missing = f"no report by {day_text(on)} that it took place"
    if fate.planned.date is not None:
        return _joined(moved, f"the date has passed; {missing}" if fate.due < on else "") or None
    due = f"by the time it was told, due by {day_text(fate.due)}"
    return _joined(due, missing if fate.due < on else "")


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
