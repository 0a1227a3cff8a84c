"""Counts that sources make ("the third time in seven months"), beside the ledger's own."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.desk.brief_rows import CountRow, Tally
from dragoman.desk.notes import Note, distinct, first_of, note, published
from dragoman.desk.occasions import Occasion, occasions
from dragoman.desk.timeline import by_date, is_contact
from dragoman.desk.wording import count_text, day_text, kind_text, listed
from dragoman.detect.expressions import Expression, parse
from dragoman.lexicon.load import pack_or_bare
from dragoman.model.ledger import Ledger, LedgerEngagement
from dragoman.model.record import Body, CountedClaim, Engagement, Evidence
from dragoman.model.text import EngagementKind, Realis, Span
from dragoman.model.time import PartialDate, shift

_REACH = 40  # characters after "the third time" in which the time that it covers may stand
_SENTENCE_END = re.compile(r"[.!?؟۔。\n]")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_IN_PERSON = frozenset(
    {
        EngagementKind.MEETING,
        EngagementKind.VISIT,
        EngagementKind.CONSULTATIONS,
        EngagementKind.COMMISSION_SESSION,
        EngagementKind.SUMMIT,
    }
)
_NAMED = 3  # contacts named one by one
_LISTED = 96  # contacts gone through one by one; more than any number that counts encounters
_STEP = 32  # contacts between two sums
_NOTED = 24  # contacts whose words are given: twice the greatest number that counts encounters


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a count of sources and the ledger's compare; ``words`` are those of the sources."""

    row: CountRow
    outcome: Outcome
    words: tuple[Evidence, ...]


class Outcome(StrEnum):
    """What comes of comparing a count with the ledger's."""

    AGREE = "agree"
    IN_PART = "in part"  # they agree if the ledger counts in one way and not in another
    FEWER = "fewer"  # the ledger knows fewer contacts: the source may know more
    MORE = "more"  # the ledger knows more contacts than the source counts


def counts(ledger: Ledger, past: Iterable[LedgerEngagement]) -> tuple[CountRow, ...]:
    """Every count on a contact, with contacts of the pair that the ledger has over the same time.

    What is done on one visit is one contact (see ``occasions``), of the kind that is counted if any of it is;
    so are several talks of somebody on one day. Where the words after the count tell no time, the ledger
    counts from its first contact. Sources that make the same count of the same contact stand in one row. The
    number of a body's session is no count of contacts.
    """
    return tuple(verdict.row for verdict in verdicts(ledger, past))


def verdicts(
    ledger: Ledger, past: Iterable[LedgerEngagement], grouped: Grouped | None = None
) -> tuple[Verdict, ...]:
    """The same rows, each with what came of it. ``grouped`` is what ``grouped_claims`` gives of the contacts,
    where that is known."""
    contacts = [e for e in by_date(past) if is_contact(e)]
    grouped = grouped_claims(ledger, contacts) if grouped is None else grouped
    if not grouped:
        return ()
    calendar = Calendar(contacts)
    by_id = {engagement.id: engagement for engagement in contacts}
    return tuple(
        _verdict(ledger, by_id[identity], said, since, told, calendar)
        for (identity, said, since), told in grouped.items()
    )


Grouped = dict[tuple[str, int, dt.date | None], list[tuple[Evidence, CountedClaim]]]


def grouped_claims(ledger: Ledger, contacts: Iterable[LedgerEngagement]) -> Grouped:
    """The counts on contacts, by contact, number and first day of the time that they cover."""
    homes: dict[tuple[str, Span], tuple[LedgerEngagement, Engagement, CountedClaim]] = {}
    for engagement in contacts:
        for member in engagement.members:
            for claim in member.counted:
                place = (claim.evidence.document_id, claim.evidence.span)
                if not _numbers_a_session(ledger, claim) and (
                    place not in homes or _fitness(member) > _fitness(homes[place][1])
                ):
                    homes[place] = (engagement, member, claim)
    grouped: Grouped = {}
    for engagement, member, claim in homes.values():
        words, since = _window(ledger, claim, _until(ledger, engagement, member))
        grouped.setdefault((engagement.id, claim.number, since), []).append((words, claim))
    return grouped


def _fitness(member: Engagement) -> tuple[bool, bool, bool, int]:
    """Of several contacts told in the words of one count, it is of the one that is most the news."""
    return (
        member.main,
        member.realis is Realis.ACTUAL,
        member.kind in _IN_PERSON,
        len(member.participants),
    )


def _numbers_a_session(ledger: Ledger, claim: CountedClaim) -> bool:
    """Whether the words are those of the number of a session that the document tells of."""
    reading = ledger.readings.get(claim.evidence.document_id)
    return reading is not None and any(
        record.session == claim.number and any(e.span.covers(claim.evidence.span) for e in record.evidence)
        for record in reading.records
        if isinstance(record, Engagement | Body)
    )


def _verdict(
    ledger: Ledger,
    engagement: LedgerEngagement,
    said: int,
    since: dt.date | None,
    told: Sequence[tuple[Evidence, CountedClaim]],
    calendar: Calendar,
) -> Verdict:
    until = _until(ledger, engagement, engagement.members[0])
    tally, counted = calendar.between(since, until, engagement.kind)
    total = sum(tally.values())
    notes: tuple[Note, ...] = distinct(note(ledger, words) for words, _ in told)
    written = " / ".join(dict.fromkeys(one.quote for one in notes))
    outcome, text = _compare(said, tally, counted, engagement)
    bounds = (f" from {day_text(since)}" if since else "") + (f" to {day_text(until)}" if until else "")
    parts = listed(count_text(n, kind_text(k), _plural(k)) for k, n in tally.items())
    own = f"Source counts {said}; the ledger has {count_text(total, 'contact')}{bounds}"
    detail = f" ({parts})" if parts else ""
    latest = first_of(ledger, *(e.reports for e in counted[-_NOTED:]))
    row = CountRow(
        notes=(*notes, *(n for n in latest if n not in notes)),
        engagement=engagement.id,
        said=said,
        written=" ".join(written.split()),
        since=since,
        until=until,
        counted=tuple(Tally(kind=kind, number=number) for kind, number in tally.items()),
        total=total,
        text=f"{own}{detail}: {text}.",
        outcome=outcome.value,
    )
    return Verdict(row=row, outcome=outcome, words=tuple(words for words, _ in told))


def _compare(
    said: int,
    tally: Mapping[EngagementKind, int],
    counted: Sequence[LedgerEngagement],
    engagement: LedgerEngagement,
) -> tuple[Outcome, str]:
    """Whether they agree: on all, or on the kind that is counted, on encounters, on these and calls, on every
    kind, or on the same people alone. ``counted`` are the latest of those in the tally."""
    total = sum(tally.values())
    met = sum(n for kind, n in tally.items() if kind in _IN_PERSON or kind is engagement.kind)
    if said == total == met:
        return Outcome.AGREE, "they agree"
    if said == tally.get(engagement.kind, 0):
        return Outcome.IN_PART, f"they agree on {_plural(engagement.kind)} alone"
    if said == met:
        return Outcome.IN_PART, "they agree if only encounters in person count"
    calls = 0 if engagement.kind is EngagementKind.CALL else tally.get(EngagementKind.CALL, 0)
    if calls and said == met + calls:
        named = [e for e in counted if e.kind is EngagementKind.CALL]
        those = _these(named) if calls == len(named) else f"the {calls} calls"
        return Outcome.IN_PART, f"they agree only if {those} {'counts' if calls == 1 else 'count'}"
    if said == total:
        return Outcome.IN_PART, "they agree if every kind of contact counts"
    people = {p.person_id for p in engagement.participants}
    own = [e for e in counted if e.kind in _IN_PERSON or e.kind is engagement.kind]
    same = sum(1 for e in own if len(people & {p.person_id for p in e.participants}) > 1)
    if said == same and total == len(counted):
        return Outcome.IN_PART, "they agree on those of the same people alone"
    return (Outcome.FEWER if total < said else Outcome.MORE), "they differ"


class Calendar:
    """Contacts of two parties in order of time, to be counted between any two days without going through
    them each time."""

    def __init__(self, contacts: Iterable[LedgerEngagement]) -> None:
        rounds = _rounds(contacts)
        self._rounds = [one for one in rounds if one[0].when.date is not None]
        self._last = [_last_day(one[0]) for one in self._rounds]
        self._loose: dict[str, list[int]] = {}
        for number, one in enumerate(self._rounds):
            date = one[0].when.date
            if date is not None and date.day is None:
                self._loose.setdefault(str(date), []).append(number)
        self._sums: dict[EngagementKind, list[Counter[EngagementKind]]] = {}

    def between(
        self, since: dt.date | None, until: dt.date | None, kind: EngagementKind
    ) -> tuple[Counter[EngagementKind], list[LedgerEngagement]]:
        """How many contacts of each kind there were, and the latest of them, at most ``_LISTED``.

        A contact of which a part is of ``kind`` is of that kind. One without a day is within if it can be.
        """
        first = bisect_left(self._last, since) if since else 0
        last = bisect_right(self._last, until) if until else len(self._rounds)
        numbers = list(range(max(first, last - _LISTED), last))
        further = []
        if until is not None:
            names = (f"{until.year:04d}", f"{until.year:04d}-{until.month:02d}")
            further = [n for name in names for n in self._loose.get(name, ()) if n >= max(first, last)]
        chosen = [_as(kind, self._rounds[n]) for n in (*numbers, *sorted(further))]
        if last - first <= _LISTED:
            return Counter(e.kind for e in chosen), chosen
        sums = self._sums_of(kind)
        tally = Counter({k: n for k, n in (sums[last // _STEP] - sums[-(-first // _STEP)]).items() if n})
        edge = [*range(first, -(-first // _STEP) * _STEP), *range(last // _STEP * _STEP, last), *further]
        tally.update(_as(kind, self._rounds[n]).kind for n in edge)
        return tally, chosen[-_LISTED:]

    def _sums_of(self, kind: EngagementKind) -> list[Counter[EngagementKind]]:
        """How many of each kind there are before every ``_STEP``-th contact."""
        if kind not in self._sums:
            sums: list[Counter[EngagementKind]] = [Counter()]
            for start in range(0, len(self._rounds) - _STEP + 1, _STEP):
                following = sums[-1].copy()
                following.update(_as(kind, one).kind for one in self._rounds[start : start + _STEP])
                sums.append(following)
            self._sums[kind] = sums
        return self._sums[kind]


def _as(kind: EngagementKind, one: Occasion) -> LedgerEngagement:
    """What a contact is counted as: the part of it that is of the kind, or the whole."""
    return next((e for e in one if e.kind is kind), one[0])


def _these(engagements: Sequence[LedgerEngagement]) -> str:
    """ "the call of 3 December 2020", "the 5 calls"."""
    if len(engagements) > _NAMED:
        return f"the {len(engagements)} {_plural(engagements[0].kind)}"
    return listed(
        f"the {kind_text(e.kind)} of {day_text(e.when.date)}" if e.when.date else f"a {kind_text(e.kind)}"
        for e in engagements
    )


def _rounds(contacts: Iterable[LedgerEngagement]) -> list[Occasion]:
    """Occasions by date, talks of somebody with several on one day put together.

    A document's talks without a day are of the day of those that it tells as news with them.
    """
    out: list[list[LedgerEngagement]] = []
    days: dict[tuple[str, str, str], list[LedgerEngagement]] = {}
    loose: list[Occasion] = []
    for one in occasions(contacts):
        date = one[0].when.date
        if date is None or one[0].kind not in _IN_PERSON:
            out.append(list(one))
        elif date.day is None:
            loose.append(one)
        else:
            _add(one, [("day", str(date), p) for p in _people(one)], days, out)
    for one in loose:
        keys = [("news", key, p) for p in _people(one) for key in _news(one)]
        _add(one, keys, days, out)
    return sorted((tuple(one) for one in out), key=lambda one: (_last_day(one[0]), one[0].id))


def _add(
    one: Occasion,
    keys: Sequence[tuple[str, str, str]],
    days: dict[tuple[str, str, str], list[LedgerEngagement]],
    out: list[list[LedgerEngagement]],
) -> None:
    """Put an occasion to one under the same keys, or down as a new one."""
    date = one[0].when.date
    home = next((days[key] for key in keys if key in days and _agrees(date, days[key][0])), None)
    if home is None:
        home = list(one)
        out.append(home)
    else:
        home.extend(one)
    more = [("news", key, p) for p in _people(one) for key in _news(one)]
    for key in (*keys, *more):
        days.setdefault(key, home)


def _agrees(date: PartialDate | None, other: LedgerEngagement) -> bool:
    return date is not None and other.when.date is not None and date.agrees(other.when.date)


def _people(one: Occasion) -> list[str]:
    return sorted({p.person_id for e in one for p in e.participants})


def _news(one: Occasion) -> list[str]:
    """The documents that tell it as news."""
    return sorted({m.evidence[0].document_id for e in one for m in e.members if m.realis is Realis.ACTUAL})


def _last_day(engagement: LedgerEngagement) -> dt.date:
    return engagement.when.date.last if engagement.when.date else dt.date.max


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
