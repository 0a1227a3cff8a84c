"""Brief -> Markdown with footnotes. Whatever stands in documents is escaped: they are not to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.desk.brief_rows import (
    BodyRow,
    Brief,
    CommitmentRow,
    EngagementRow,
    IndicatorRow,
    InstrumentRow,
    IssueRow,
    StanceRow,
)
from dragoman.desk.notes import Line, Note, Remark
from dragoman.desk.standing import gaps_text
from dragoman.desk.wording import count_text, day_text, isolated, when_text
from dragoman.export.footnotes import Footnotes
from dragoman.export.tables import plain

NOTHING = "*Nothing known.*"
_SIGNS = re.compile(r"([\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w))")
_LEAD = re.compile(r"^(\d*)([-+=#.)])")


def brief_markdown(brief: Brief) -> str:
    """The brief, one heading for each section, with a footnote for every run of words that it rests on.

    Quotes stand on one line: line breaks in the document are spaces here. For words letter by letter take
    the JSON, or the offsets.
    """
    page = _Page(Footnotes(brief))
    left, right = escaped(brief.left_name), escaped(brief.right_name)
    parts = [
        f"# {left} – {right}\n\nBrief as of {day_text(brief.on)}.",
        "\n".join(page.line(line) for line in brief.legend),
        _section("State of relations", [page.line(line) for line in brief.state]),
        _section("Last contact at each level", page.engagements(brief.last_contacts, level=True)),
        _section("Planned", page.engagements(brief.planned)),
        _section("Engagements", page.engagements(brief.engagements)),
        _section("Instruments", page.instruments(brief.instruments)),
        _section("Resolutions and other references", page.instruments(brief.frames)),
        _section("Bodies", page.bodies(brief.bodies)),
        _section("Open commitments", page.commitments(brief.commitments)),
        _section("Intents", page.commitments(brief.intents)),
        _section("Positions", page.issues(brief.issues, left, right)),
        _section("Indicators", page.indicators(brief.indicators)),
        _section("Visits of heads of state", page.visits(brief)),
        _section("Counts that sources make", page.counts(brief)),
        _section("Where sources disagree", page.conflicts(brief)),
        _section("Unresolved", [page.line(line) for line in brief.unresolved]),
        _section("Coverage", [page.line(line) for line in brief.coverage]),
        "\n".join(page.footnotes()),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with every sign that Markdown or HTML would act on made harmless."""
    line = (
        _SIGNS.sub(r"\\\1", plain(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    )
    return _LEAD.sub(r"\1\\\2", line)


def _section(title: str, lines: Sequence[str]) -> str:
    return f"## {title}\n\n" + ("\n".join(lines) if lines else NOTHING)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    body = ["| " + " | ".join(cell or "–" for cell in row) + " |" for row in rows]
    if not body:
        return []
    return ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns), *body]


def _also(aliases: Sequence[str]) -> str:
    return f" (also: {'; '.join(escaped(isolated(name)) for name in aliases)})" if aliases else ""


class _Page:
    """Renders rows with references to one set of footnotes."""

    def __init__(self, footnotes: Footnotes) -> None:
        self._notes = footnotes

    def refs(self, notes: Iterable[Note]) -> str:
        return " ".join(f"[^{number}]" for number in self._notes.numbers(notes))

    def line(self, line: Line | Remark) -> str:
        refs = self.refs(line.notes) if isinstance(line, Line) else ""
        return f"- {escaped(line.text)}{refs}"

    def engagements(self, rows: Sequence[EngagementRow], level: bool = False) -> list[str]:
        columns = ("Date", "What", "Who", "Where", "Notes")
        cells = (
            (
                escaped(row.date_text),
                escaped(row.what) + (f"; {escaped('; '.join(row.about))}" if row.about else ""),
                "<br>".join(escaped(who) for who in row.who),
                escaped(row.where),
                self._remarks(row) + self.refs(row.notes),
            )
            for row in rows
        )
        if not level:
            return _table(columns, cells)
        named = zip((row.level.value if row.level else "" for row in rows), cells, strict=True)
        return _table(("Level", *columns), ((name, *cell) for name, cell in named))

    def _remarks(self, row: EngagementRow) -> str:
        told = [row.remark] if row.remark else []
        if row.reports > 1:
            told.append(f"{count_text(row.reports, 'report')}, {count_text(row.voices, 'voice')}")
        if row.differs:
            told.append("sources differ on " + ", ".join(row.differs))
        return escaped("; ".join(told)) + (" " if told else "")

    def instruments(self, rows: Sequence[InstrumentRow]) -> list[str]:
        out = []
        for row in rows:
            facts = [row.kind.value, row.status.value if row.status else "status not known", row.date_text]
            facts += [row.symbol] if row.symbol else []
            head = f"**{escaped(isolated(row.title))}**{_also(row.aliases)}"
            out.append(f"- {head}: {escaped(', '.join(facts))}{self.refs(row.notes)}")
            out += [f"  - {escaped(line.text)}{self.refs(line.notes)}" for line in row.history]
        return out

    def bodies(self, rows: Sequence[BodyRow]) -> list[str]:
        out = []
        for row in rows:
            head = f"**{escaped(isolated(row.name))}**{_also(row.aliases)}"
            out.append(f"- {head}, {row.kind.value}{self.refs(row.notes)}")
            for session in row.sessions:
                where = f", {session.where}" if session.where else ""
                text = f"session {session.number}: {session.date_text}{where}"
                out.append(f"  - {escaped(text)}{self.refs(session.notes)}")
            if row.gaps:
                out.append(f"  - *nothing known of sessions {gaps_text(row.gaps)}*")
            out += [f"  - next: {escaped(line.text)}{self.refs(line.notes)}" for line in row.next]
        return out

    def commitments(self, rows: Sequence[CommitmentRow]) -> list[str]:
        cells = (
            (
                ", ".join(party.code for party in row.who),
                escaped(isolated(row.what)),
                ("**overdue:** " if row.overdue else "")
                + escaped(when_text(row.due) if row.due.date else row.due_text or "no deadline"),
                self.refs(row.notes),
            )
            for row in rows
        )
        return _table(("Who", "What", "By when", "Notes"), cells)

    def issues(self, rows: Sequence[IssueRow], left: str, right: str) -> list[str]:
        cells = (
            (
                escaped(row.name),
                *("<br>".join(self._stance(s) for s in side) for side in (row.left, row.right, row.joint)),
            )
            for row in rows
        )
        return _table(("Issue", left, right, "Joint"), cells)

    def _stance(self, row: StanceRow) -> str:
        holder = f"{row.holder}: " if row.holder else ""
        label = f" [named: {'; '.join(row.labels)}]" if row.labels else ""
        return f"{escaped(holder + isolated(row.stance) + label)}{self.refs(row.notes)}"

    def indicators(self, rows: Sequence[IndicatorRow]) -> list[str]:
        cells = (
            (
                row.measure.value,
                escaped(row.subject),
                escaped(" ".join(part for part in (row.value, row.unit) if part)),
                escaped(", ".join(part for part in (row.scope, row.period) if part)),
                self.refs(row.notes),
            )
            for row in rows
        )
        return _table(("Measure", "Subject", "Value", "Scope and period", "Notes"), cells)

    def visits(self, brief: Brief) -> list[str]:
        cells = (
            (
                escaped(row.date_text),
                f"{row.guest} → {row.host}",
                escaped(row.who),
                escaped(row.where),
                self.refs(row.notes),
            )
            for row in brief.visits
        )
        table = _table(("Date", "Direction", "Who", "Where", "Notes"), cells)
        return [*table, *([""] if table else []), *(self.line(line) for line in brief.reciprocity)]

    def counts(self, brief: Brief) -> list[str]:
        out = []
        for row in brief.counts:
            out.append(f"- “{escaped(isolated(row.written))}” {escaped(row.text)}{self.refs(row.notes)}")
        return out

    def conflicts(self, brief: Brief) -> list[str]:
        out = []
        for row in brief.conflicts:
            copies = " (copies of one text)" if row.one_voice else ""
            out.append(f"- **{escaped(row.kind)}** of {escaped(row.subject)}: {escaped(row.what + copies)}")
            for value in row.values:
                sources = ", ".join(isolated(source) for source in value.sources)
                said = f"{isolated(value.value)}: {sources} ({count_text(value.voices, 'voice')})"
                out.append(f"  - {escaped(said)}{self.refs(value.notes)}")
            if row.silent:
                out.append(f"  - *left out by {escaped(', '.join(isolated(s) for s in row.silent))}*")
        return out

    def footnotes(self) -> list[str]:
        out = []
        for number, note in enumerate(self._notes.notes, 1):
            when = note.published or "undated"
            how = f" ({note.published_basis})" if note.published_basis in ("inferred", "relative") else ""
            page = f"page {note.page}, " if note.page else ""
            head = f"{isolated(note.source)}, {when}{how}, {note.lang}, {page}{note.start}–{note.end}"
            out.append(f"[^{number}]: {escaped(head)}: “{escaped(isolated(note.quote))}”")
        return out
