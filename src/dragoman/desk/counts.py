"""Counts that sources make ("the third time in seven months"), beside the ledger's own."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.desk.brief_rows import CountRow, Tally
from dragoman.desk.notes import Note, distinct, first_of, note, published
from dragoman.desk.occasions import occasions
from dragoman.desk.timeline import by_date, is_contact
from dragoman.desk.wording import count_text, day_text, kind_text, listed
from dragoman.detect.expressions import Expression, parse
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import CountedClaim, Engagement, Evidence
from dragoman.model.text import EngagementKind, Span
from dragoman.model.time import PartialDate, shift

_REACH = 40  # characters after "the third time" in which the time that it covers may stand
_SENTENCE_END = re.compile(r"[.!?؟۔。\n]")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def counts(ledger: Ledger, past: Iterable[LedgerEngagement]) -> tuple[CountRow, ...]:
    """Every count on a contact, with contacts of the pair that the ledger has over the same time.

    What is done on one visit is one contact (see ``occasions``), of the kind that is counted if any of it is.
    Where the words after the count tell no time, the ledger counts from its first contact. Sources that make
    the same count of the same contact stand in one row.
    """
    contacts = [e for e in by_date(past) if is_contact(e)]
    grouped: dict[tuple[str, int, dt.date | None], list[tuple[Evidence, CountedClaim]]] = {}
    for engagement in contacts:
        for member in engagement.members:
            for claim in member.counted:
                words, since = _window(ledger, claim, _until(ledger, engagement, member))
                grouped.setdefault((engagement.id, claim.number, since), []).append((words, claim))
    by_id = {engagement.id: engagement for engagement in contacts}
    return tuple(
        _row(ledger, by_id[identity], said, since, told, contacts)
        for (identity, said, since), told in grouped.items()
    )


def _row(
    ledger: Ledger,
    engagement: LedgerEngagement,
    said: int,
    since: dt.date | None,
    told: Sequence[tuple[Evidence, CountedClaim]],
    contacts: Sequence[LedgerEngagement],
) -> CountRow:
    until = _until(ledger, engagement, engagement.members[0])
    within = _counted([e for e in contacts if _within(e, since, until)], engagement.kind)
    tally = Counter(e.kind for e in within)
    notes: tuple[Note, ...] = distinct(note(ledger, words) for words, _ in told)
    written = " / ".join(dict.fromkeys(one.quote for one in notes))
    return CountRow(
        notes=(*notes, *(n for n in first_of(ledger, *(e.reports for e in within)) if n not in notes)),
        engagement=engagement.id,
        said=said,
        written=" ".join(written.split()),
        since=since,
        until=until,
        counted=tuple(Tally(kind=kind, number=number) for kind, number in tally.items()),
        total=len(within),
        text=_text(said, since, until, tally, engagement.kind),
    )


def _counted(contacts: Iterable[LedgerEngagement], kind: EngagementKind) -> list[LedgerEngagement]:
    """One engagement for each contact."""
    return [next((e for e in one if e.kind is kind), one[0]) for one in occasions(contacts)]


def _text(
    said: int,
    since: dt.date | None,
    until: dt.date | None,
    tally: Counter[EngagementKind],
    kind: EngagementKind,
) -> str:
    bounds = (f" from {day_text(since)}" if since else "") + (f" to {day_text(until)}" if until else "")
    total = sum(tally.values())
    parts = listed(count_text(n, kind_text(k), _plural(k)) for k, n in tally.items())
    own = f"Source counts {said}; the ledger has {count_text(total, 'contact')}{bounds}"
    detail = f" ({parts})" if parts else ""
    if said == tally[kind]:
        verdict = ": they agree." if total == said else f": they agree on {_plural(kind)} alone."
    elif said == total:
        verdict = ": they agree if every kind of contact counts."
    else:
        verdict = ": they differ."
    return own + detail + verdict


def _plural(kind: EngagementKind) -> str:
    return kind_text(kind) if kind is EngagementKind.CONSULTATIONS else kind_text(kind) + "s"


def _until(ledger: Ledger, engagement: LedgerEngagement, member: Engagement) -> dt.date | None:
    """The day of the contact, or else of the publication of the document that counts."""
    date = engagement.when.date or published(ledger, member.evidence[0].document_id).date
    return date.last if date else None


def _window(ledger: Ledger, claim: CountedClaim, until: dt.date | None) -> tuple[Evidence, dt.date | None]:
    """The words of the count with the time that it covers, and the first day of that time.

    The time stands within the words of the count ("second 2021 meeting") or right after them.
    """
    document = ledger.document(claim.evidence)
    span = claim.evidence.span
    year = _YEAR.search(claim.evidence.quote)
    if year:
        return claim.evidence, dt.date(int(year[0]), 1, 1)
    tail = document.text[span.end : span.end + _REACH]
    stop = _SENTENCE_END.search(tail)
    tail = tail[: stop.start()] if stop else tail.rsplit(" ", 1)[0]
    if not tail.strip() or until is None:
        return claim.evidence, None
    pack = pack_or_bare(document.lang)
    for word in _WORD.finditer(tail):  # the fewest words that tell a time: what follows is of something else
        since = _since(parse(tail[: word.end()], pack), until)
        if since is not None:
            wide = Span(start=span.start, end=span.end + word.end())
            return Evidence.of(document, wide, claim.evidence.producer), since
    return claim.evidence, None


def _since(said: Expression, until: dt.date) -> dt.date | None:
    """The first day of "in seven months", "this year", "since 2016", counted back from ``until``."""
    if said.year is not None:
        date = PartialDate(year=said.year, month=said.month, day=said.day if said.month else None)
        return date.first if date.first <= until else None
    number = said.count or (said.day if said.unit and said.month is None else None)
    if said.unit and number:
        if said.unit in _DAYS:
            return shift(until, -number * _DAYS[said.unit])
        return _months_before(until, number * _MONTHS[said.unit]) if said.unit in _MONTHS else None
    if said.turn == 0 and said.unit == "year":
        return dt.date(until.year, 1, 1)
    if said.turn == 0 and said.unit == "month":
        return until.replace(day=1)
    return None


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < dt.MINYEAR:
        return dt.date.min
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _within(engagement: LedgerEngagement, since: dt.date | None, until: dt.date | None) -> bool:
    date = engagement.when.date
    if date is None:
        return False
    return (since is None or date.last >= since) and (until is None or date.first <= until)
