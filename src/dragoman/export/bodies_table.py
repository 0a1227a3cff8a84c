"""The register of bodies -> tables for a terminal: one for each body that met, one for all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from dragoman.desk.bodies.rows import BodyEntry, Chair, Following, Held, Promise, SessionEntry, SignedBasis
from dragoman.desk.notes import Note
from dragoman.desk.standing import gaps_text
from dragoman.desk.wording import isolated, legend, listed, marked, place_text, when_text
from dragoman.export.tables import plain, table
from dragoman.model.record import PartyBasis

_COLUMNS = ("Session", "Date", "Where", "Level", "Chairs", "Signed", "Sources")
_OTHERS = ("Body", "Kind", "Parties", "What is known", "Sources")
_HELD = {
    Held.HELD: "",
    Held.PLANNED: "announced only",
    Held.NOT_HELD: "not held",
    Held.DISPUTED: "held or not: sources differ",
    Held.NUMBER_ONLY: "number known, not its day",
}
_SIGNED = {SignedBasis.NAMED: "", SignedBasis.PART: " (same visit)", SignedBasis.OCCASION: " (same day)"}


def bodies_tables(entries: Iterable[BodyEntry]) -> tuple[Table, ...]:
    """A table for each body with a session, of its sessions, the latest first; what is not known of them,
    what was announced, and the tasks stand below it. The last table has the bodies without any session."""
    all_of_them = list(entries)
    out = [_table(entry) for entry in all_of_them if entry.sessions]
    rest = [entry for entry in all_of_them if not entry.sessions]
    if rest:
        rows = (
            (
                isolated(entry.body.name),
                entry.body.kind.value,
                _parties(entry),
                "; ".join(_below(entry)) or "no session",
                _sources(entry.notes),
            )
            for entry in rest
        )
        out.append(_titled(table(_OTHERS, rows), "Bodies of which no session is known"))
    return tuple(out)


def _table(entry: BodyEntry) -> Table:
    below = [*_below(entry), *legend(_bases(chair for s in entry.sessions for chair in s.chairs))]
    made = table(_COLUMNS, (_row(session) for session in entry.sessions), below)
    parties = _parties(entry)
    about = f" ({entry.body.kind.value}{': ' + parties if parties else ''})"
    return _titled(made, isolated(entry.body.name) + about)


def _row(session: SessionEntry) -> tuple[str, ...]:
    number = str(session.number) if session.number is not None else "unnumbered"
    told = "; ".join(
        filter(None, (_HELD[session.held], *(f"sources differ on its {d}" for d in session.differs)))
    )
    date = when_text(session.when)
    if session.out_of_order:
        told = "; ".join(filter(None, (told, "dates and numbers do not agree")))
    return (
        number,
        f"{date}; {told}" if told else date,
        place_text(session.place),
        session.level.value if session.level else "",
        "; ".join(_chair(one) for one in session.chairs),
        "; ".join(isolated(one.title) + _SIGNED[one.basis] for one in session.signed),
        _sources(session.notes),
    )


def _chair(one: Chair) -> str:
    facts = [marked(one.party, one.party_basis)] if one.party else []
    facts += [marked(one.role.value, one.role_basis)] if one.role else []
    return f"{isolated(one.name)} ({', '.join(facts)})" if facts else isolated(one.name)


def _bases(chairs: Iterable[Chair]) -> Iterator[PartyBasis]:
    for one in chairs:
        if one.party:
            yield one.party_basis
        if one.role:
            yield one.role_basis


def _below(entry: BodyEntry) -> list[str]:
    """What is not known, announced and asked of a body, a line each."""
    out = [f"nothing known of session{'s' if len(entry.gaps) > 1 else ''} {gaps_text(entry.gaps)}"] if (
        entry.gaps
    ) else []  # fmt: skip
    out += [f"created by: {isolated(one.name)} ({_sources(one.notes)})" for one in entry.founded]
    out += [f"announced: {_promise(one)}" for one in entry.next]
    out += [f"announced, {one.outcome.value}: {_promise(one)}" for one in entry.missed]
    for task in entry.tasks:
        out.append(f"task: “{isolated(task.words)}” ({_sources(task.notes)})")
        out += [f"   perhaps taken up: {_following(one)}" for one in task.followed]
        if not task.followed:
            undated = "" if task.told else ": its document is undated, so that nothing can be later"
            out.append(f"   no public evidence of what became of it{undated}")
    return out


def _promise(one: Promise) -> str:
    what = f"session {one.number}" if one.number is not None else "session"
    when = ", then ".join(when_text(moment) for moment in one.moved) or when_text(one.when)
    where = f", {place_text(one.place)}" if one.place else ""
    maybe = "; a session held since may be it" if one.perhaps else ""
    return f"{what}, {when}{where} ({_sources(one.notes)}){maybe}"


def _following(one: Following) -> str:
    why = listed(w.value for w in one.why)
    common = f": {', '.join(one.common)}" if one.common else ""
    date = f", {when_text(one.when)}" if one.when.date is not None else ""
    return f"{one.kind.value} “{isolated(one.text)}”{date}: {why}{common} ({_sources(one.notes)})"


def _parties(entry: BodyEntry) -> str:
    return ", ".join(str(party) for party in entry.body.parties)


def _sources(notes: Iterable[Note]) -> str:
    return ", ".join(dict.fromkeys(isolated(one.source) for one in notes))


def _titled(made: Table, title: str) -> Table:
    made.title = Text(plain(title))
    made.title_justify = "left"
    return made
