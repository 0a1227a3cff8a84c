"""Consultations -> tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from dragoman.desk.cadence import Cadence, Dates, Days, PeriodBasis, Standing
from dragoman.desk.consultations.rows import (
    Balance,
    Consultations,
    Contact,
    HostBasis,
    Journey,
    Plan,
    Subject,
    Track,
    Year,
)
from dragoman.desk.notes import Note
from dragoman.desk.parties import party_name
from dragoman.desk.wording import (
    bases,
    count_text,
    day_text,
    isolated,
    kind_text,
    legend,
    listed,
    participant_text,
    place_text,
    when_text,
)
from dragoman.export.tables import table
from dragoman.model.ledger import Outcome
from dragoman.model.record import Level

_INTERVALS_SHOWN = 8
_SOURCES_SHOWN = 3
_MONTHS = {1: "monthly", 3: "quarterly", 6: "twice a year", 12: "yearly", 24: "every two years"}


def consultations_tables(answer: Consultations) -> Iterator[tuple[Table, int]]:
    """The tables of the answer with the number of their rows: rhythm, plans, visits, levels by year."""
    yield _rhythms(answer), len(answer.tracks)
    if answer.planned:
        yield _plans(answer), len(answer.planned)
    if answer.journeys:
        yield _journeys(answer), len(answer.journeys)
    if answer.balances:
        yield _balances(answer), len(answer.balances)
    if answer.years:
        yield _years(answer), len(answer.years)


def _rhythms(answer: Consultations) -> Table:
    columns = ("What", "Standing", "Last contact", "Period", "Expected", "Planned", "Next host", "Sources")
    below = []
    if answer.unlevelled:
        contacts = count_text(len(answer.unlevelled), "contact")
        below.append(f"Not among the levels: {contacts} of unknown level.")
    silent = [track for track in answer.tracks if _is_only_named(track)]
    if silent:
        names = ", ".join(isolated(track.name) for track in silent)
        below.append(f"Bodies of which no contact and no plan is known: {names}.")
    made = table(columns, (_rhythm(t, answer) for t in answer.tracks if t not in silent), below)
    made.title = (
        f"{party_name(answer.left)} and {party_name(answer.right)}: consultations as of {day_text(answer.on)}"
    )
    return made


def _is_only_named(track: Track) -> bool:
    """Whether nothing is known of a body but that there is one."""
    known = track.contacts or track.undated or track.planned or track.declared
    return track.subject is Subject.BODY and not known


def _rhythm(track: Track, answer: Consultations) -> tuple[str, ...]:
    last = track.last
    return (
        isolated(track.name) if track.subject is Subject.BODY else track.name,
        standing_text(track, answer.settings.intervals),
        _contact(last) if last else "",
        period_text(track),
        dates_text(track.cadence.expected) if track.cadence.expected else "",
        "; ".join(plan_text(plan) for plan in track.planned),
        _host(track),
        _sources(last.notes if last else ()),
    )


def standing_text(track: Track, needed: int) -> str:
    """ "overdue (r 1.21)", "due to overdue (r 0.95 to 1.10)", or what is lacking."""
    rhythm = track.cadence
    if rhythm.ratio is None:
        return f"{Standing.TOO_FEW.value}: {lacking_text(track, needed)}"
    labels = " to ".join(label.value for label in rhythm.standing)
    low, high = (f"{r:.2f}" for r in rhythm.ratio)
    return f"{labels} (r {low})" if low == high else f"{labels} (r {low} to {high})"


def lacking_text(track: Track, needed: int) -> str:
    """How many contacts are known where they make no period."""
    rhythm = track.cadence
    undated = f", {len(track.undated)} more undated" if track.undated else ""
    if not rhythm.moments:
        text = f"no dated contact is known{undated.replace(' more', '')}"
        return text if not track.declared else f"{text}, so that nothing is known to be due"
    known = f"{count_text(len(rhythm.moments), 'contact')} known{undated}"
    return f"{known}, {count_text(len(rhythm.intervals), 'interval')} of the {needed} needed"


def period_text(track: Track) -> str:
    """The period and what it was made of."""
    rhythm = track.cadence
    parts = []
    if rhythm.period is not None and rhythm.period.basis is PeriodBasis.MEDIAN:
        parts.append(f"median {days_text(rhythm.period.days)} of {_intervals(rhythm)}")
        if track.unread:
            parts.append(f"contacts may be missing: of {track.unread} of them some months are unread")
    elif rhythm.intervals:
        parts.append(_intervals(rhythm))
    for number, said in enumerate(track.declared):
        words = ", ".join(f"“{isolated(one)}”" for one in said.written)
        kind = "declared" if number == 0 else "also declared"
        parts.insert(number, f"{kind} {months_text(said.months)} ({words}; {_sources(said.notes)})")
    return "; ".join(parts)


def _intervals(rhythm: Cadence) -> str:
    shown = [_interval(i.days, i.steps) for i in rhythm.intervals[-_INTERVALS_SHOWN:]]
    rest = len(rhythm.intervals) - len(shown)
    more = f"{rest} earlier ones, " if rest else ""
    return f"{count_text(len(rhythm.intervals), 'interval')}: {more}{', '.join(shown)} days"


def _interval(days: Days, steps: int) -> str:
    text = _range(days)
    return f"{text} (averaged over {steps})" if steps > 1 else text


def days_text(days: Days) -> str:
    """ "182 days", "150 to 180 days"."""
    return f"{_range(days)} days"


def _range(days: Days) -> str:
    low, high = round(days.least), round(days.most)
    return str(low) if low == high else f"{low} to {high}"


def months_text(months: int) -> str:
    """ "yearly", "every 18 months"."""
    if months in _MONTHS:
        return _MONTHS[months]
    return f"every {months // 12} years" if months % 12 == 0 else f"every {months} months"


def dates_text(dates: Dates) -> str:
    """ "17 March 2025", "1 March 2025 to 31 March 2025"."""
    if dates.first == dates.last:
        return day_text(dates.first)
    return f"between {day_text(dates.first)} and {day_text(dates.last)}"


def _contact(contact: Contact) -> str:
    kind = kind_text(contact.kind)
    if contact.session is not None:
        kind += f" {contact.session}"
    if contact.format is not None:
        kind += f", {contact.format.value}"
    return "; ".join(part for part in (when_text(contact.when), kind, place_text(contact.place)) if part)


def plan_text(plan: Plan) -> str:
    """ "commission session 9, 4 May 2025, Rabat (MAR)", and whether its day has passed."""
    what = kind_text(plan.kind) + (f" {plan.session}" if plan.session is not None else "")
    parts = [what, when_text(plan.when), place_text(plan.place)]
    text = ", ".join(part for part in parts if part)
    if plan.outcome is Outcome.NOT_REPORTED:
        due = f"due by {day_text(plan.due)}, " if plan.due else ""
        return f"{text} ({due}{plan.outcome.value})"
    if plan.outcome is Outcome.PENDING:
        return text if _is_placed(plan) else f"{text} (not known when this was told)"
    return f"{text} ({plan.outcome.value})"


def _is_placed(plan: Plan) -> bool:
    """Whether it is known by when a plan was for: by its date, or by that of the document."""
    return plan.due is not None or plan.when.date is not None


def _host(track: Track) -> str:
    host = track.host
    if host is None:
        return ""
    name = party_name(host.host)
    match host.basis:
        case HostBasis.DECLARED:
            return f"{name} (a plan says so)"
        case HostBasis.ALTERNATION:
            return f"{name} (inferred: the {len(host.basis_ids)} known alternate)"
        case HostBasis.RETURN:
            return f"{name} (inferred: made the last visit)"


def _plans(answer: Consultations) -> Table:
    names = {track.body: track.name for track in answer.tracks if track.body}
    rows = (
        (
            when_text(plan.when),
            kind_text(plan.kind)
            + (f" {plan.session}" if plan.session is not None else "")
            + (f": {isolated(names[plan.body])}" if plan.body in names else ""),
            _level(plan.level),
            place_text(plan.place),
            (plan.outcome.value if _is_placed(plan) else "not known: the document has no date")
            + (f"; due by {day_text(plan.due)}" if plan.outcome is Outcome.NOT_REPORTED and plan.due else ""),
            _sources(plan.notes),
        )
        for plan in answer.planned
    )
    made = table(("When", "What", "Level", "Where", "What became of it", "Sources"), rows)
    made.title = "Planned"
    return made


def _journeys(answer: Consultations) -> Table:
    rows = (
        (
            when_text(journey.when),
            f"{journey.guest} to {journey.host}",
            _level(journey.level),
            "; ".join(participant_text(p) for p in journey.people) or "traveller not named",
            place_text(journey.place),
            _class(journey),
            _sources(journey.notes),
        )
        for journey in answer.journeys
    )
    shown = bases(p for journey in answer.journeys for p in journey.people)
    columns = ("When", "Direction", "Level", "Who", "Where", "Told as", "Sources")
    made = table(columns, rows, legend(shown))
    made.title = "Visits"
    return made


def _class(journey: Journey) -> str:
    told = kind_text(journey.told_as)
    if not journey.classes:
        return told
    if len(journey.classes) == 1:
        return f"{journey.classes[0].visit_class.value} visit"
    said = (f"{c.visit_class.value} ({_sources(c.notes)})" for c in journey.classes)
    return f"visit; sources differ: {', '.join(said)}"


def _balances(answer: Consultations) -> Table:
    left, right = answer.left, answer.right
    rows = (_balance(balance, answer) for balance in answer.balances)
    columns = (
        "Level of the guest",
        f"{left} to {right}",
        f"{right} to {left}",
        "Undated",
        "Last",
        "Whose turn",
    )
    made = table(columns, rows, ("Whose turn it is, is inferred from whose was the last visit.",))
    made.title = "Reciprocity"
    return made


def _balance(balance: Balance, answer: Consultations) -> tuple[str, ...]:
    last = next((j for j in answer.journeys if j.id == balance.last), None)
    return (
        _level(balance.level),
        str(len(balance.out)),
        str(len(balance.back)),
        str(len(balance.undated) or ""),
        f"{last.guest} to {last.host}, {when_text(last.when)}" if last else "",
        party_name(balance.turn) if balance.turn else "",
    )


def _years(answer: Consultations) -> Table:
    levels: list[Level | None] = [*Level, None]
    rows = (_year(year, levels) for year in answer.years)
    made = table(("Year", "Highest level", *(_level(level) for level in levels)), rows)
    made.title = "Contacts by year at each level"
    return made


def _year(year: Year, levels: Iterable[Level | None]) -> tuple[str, ...]:
    numbers = {count.level: len(count.contacts) for count in year.levels}
    return (
        str(year.year),
        _level(year.highest),
        *(str(numbers.get(level, "")) for level in levels),
    )


def _level(level: Level | None) -> str:
    return level.value if level else "unknown"


def _sources(notes: Iterable[Note]) -> str:
    names = list(dict.fromkeys(isolated(note.source) for note in notes))
    if len(names) > _SOURCES_SHOWN:
        return f"{', '.join(names[:_SOURCES_SHOWN])} and {len(names) - _SOURCES_SHOWN} more"
    return listed(names)
