"""The register of instruments -> a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from dragoman.desk.instruments.rows import InstrumentEntry, Link, TermState, Use
from dragoman.desk.notes import Note
from dragoman.desk.wording import count_text, day_text, isolated, when_text
from dragoman.export.tables import table
from dragoman.extract.term import length
from dragoman.model.record import InstrumentStatus
from dragoman.model.time import PartialDate

_COLUMNS = ("Title", "Status", "Date", "Holds until", "Parties", "Links", "Activity since", "Sources")
_TITLE_WIDTH = 32
_SHOWN = 3  # sources named


def instruments_table(entries: Sequence[InstrumentEntry]) -> Table:
    """One row for each: title with kind and areas, status over time, date, term, parties, what it created
    or replaced, and activity since."""
    made = table(_COLUMNS, (_row(entry) for entry in entries))
    made.columns[0].min_width = _TITLE_WIDTH
    return made


def _row(entry: InstrumentEntry) -> tuple[str, ...]:
    one = entry.instrument
    about = "; ".join(filter(None, (one.kind.value, ", ".join(one.areas))))
    return (
        f"{isolated(one.title)} ({about})",
        _life(entry),
        when_text(one.when),
        _term(entry),
        ", ".join(str(party) for party in one.parties),
        "; ".join(_links(entry)),
        _use(entry),
        _sources(entry.notes),
    )


def _life(entry: InstrumentEntry) -> str:
    """ "signed (2020-05-02), in force (2021-01-01)": where several are told, each with when it first was."""
    if len(entry.life) < 2:
        return entry.instrument.status.value if entry.instrument.status else ""
    told = (f"{row.status.value} (told {row.told})" if row.told else row.status.value for row in entry.life)
    return ", ".join(told)


def _term(entry: InstrumentEntry) -> str:
    """The end, whether it is past, and how long it holds where only that is known."""
    one = entry.instrument
    facts = [when_text(entry.expires)] if entry.expires.date is not None else []
    if entry.expires.date is None and one.term_months is not None:
        facts.append(length(one.term_months))
    facts += ["past"] if entry.term is TermState.PAST else []
    facts += ["goes on by itself"] if one.renews else []
    facts += ["sources differ"] if any(c.property in ("expires", "term") for c in one.conflicts) else []
    return "; ".join(facts)


def _links(entry: InstrumentEntry) -> list[str]:
    out = [f"created {isolated(made.name)}" for made in entry.created]
    out += [f"after that of {when_text(version.when)}" for version in entry.earlier]
    by = entry.instrument.superseded_by
    for version in entry.later:
        word = "superseded by" if version.instrument == by else "before"
        out.append(f"{word} that of {when_text(version.when)}")
    return out


def _use(entry: InstrumentEntry) -> str:
    """ "3 named, 5 in its areas; last 2 May 2024"."""
    ahead = entry.instrument.status in (InstrumentStatus.PLANNED, InstrumentStatus.PROPOSED)
    if entry.use is Use.NOT_YET:
        return "not known to be signed" if ahead else "its date is to come"
    if entry.use is Use.UNKNOWN:
        return "no date to count from"
    if entry.use is Use.DORMANT or entry.last is None:
        return "dormant: nothing known"
    named, areas, body = (entry.count(link) for link in (Link.NAMED, Link.AREA, Link.BODY))
    parts = [count_text(named, "time named", "times named")] if named else []
    parts += [f"{body} of its body"] if body else []
    parts += [f"{areas} in its areas"] if areas else []
    return f"{', '.join(parts)}; last {day_text(PartialDate.of(entry.last))}"


def _sources(notes: Iterable[Note]) -> str:
    names = list(dict.fromkeys(isolated(one.source) for one in notes))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
