"""Positions -> tables for a terminal: one party's statements over time, or two parties side by side.

A change of wording is shown in the marks of ``git diff --word-diff``: [-dropped-] and {+added+}.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from dragoman.desk.parties import party_name
from dragoman.desk.positions import (
    Change,
    ChangeKind,
    Label,
    Positions,
    Segment,
    SegmentKind,
    Sharing,
    Statement,
    Thread,
)
from dragoman.desk.wording import count_text, isolated, listed, when_text
from dragoman.export.tables import plain, table
from dragoman.model.record import Party

_COLUMNS = ("When", "Holder", "Line", "In the words of the source", "Sources")
_OTHER = "On matters that the gazetteer does not name"
_NO_STANCE = "Said of it without a word of stance that is known: may be no position"
_WORDS = 3  # the column that takes the room
_WORDS_WIDTH = 60
_BOTH = 2  # the column of what two parties hold together
_MARKS = {SegmentKind.DROPPED: "[-{}-]", SegmentKind.ADDED: "{{+{}+}}", SegmentKind.KEPT: "{}"}
_UNCLEAR = "Unclear: read as both sides', but the words do not say that each of them holds it."
_DIFF = "[-dropped-] {+added+}: changes of wording since the statement before it."


def positions_tables(found: Positions, *, diff: bool = False) -> tuple[Table, ...]:
    """A table for each issue, with a row for each statement in order of time, own ones before joint ones.

    Below them stand matters that the gazetteer does not name, and threads without any word of stance.
    """
    groups: dict[str, list[Thread]] = {}
    for thread in found.threads:
        title = thread.name if thread.listed else _OTHER
        groups.setdefault(title if thread.stands else _NO_STANCE, []).append(thread)
    ordered = sorted(groups.items(), key=lambda item: (item[0] == _NO_STANCE, item[0] == _OTHER))
    return tuple(_table(title, threads, diff) for title, threads in ordered)


def beside_tables(found: Positions, *, diff: bool = False) -> tuple[Table, ...]:
    """Two parties side by side: a table for each issue on which either stands, joint positions apart."""
    left, right = found.parties
    columns = ("", party_name(left), party_name(right), "Both")
    out = []
    for issue in dict.fromkeys(thread.issue for thread in found.threads):
        threads = [thread for thread in found.threads if thread.issue == issue]
        if not any(thread.stands for thread in threads):
            continue
        cells: list[tuple[Statement, int]] = []
        for thread in threads:
            both = _is_shared(thread, found.parties)
            if not both or thread.party == left:
                column = _BOTH if both else found.parties.index(thread.party)
                cells += [(one, column) for one in thread.statements]
        cells.sort(key=lambda cell: (cell[0].when.date is None, str(cell[0].when.date), cell[0].id))
        rows = [(_when(one), *_cell(one, column, diff)) for one, column in cells]
        made = table(columns, rows, _legend((one for one, _ in cells), diff))
        name = threads[0].name if threads[0].listed else f"“{threads[0].name}”"
        out.append(_titled(made, _title(name, threads)))
    return tuple(out)


def _cell(one: Statement, column: int, diff: bool) -> tuple[str, str, str]:
    text = f"{isolated(one.person)}: " if one.person else ""
    others = f" (joint with {listed(str(p) for p in one.shared_with)})" if column != _BOTH else ""
    mark = others if one.sharing is Sharing.JOINT else _mark(one)
    shown = f"{text}{_words(one, diff)}{mark}"
    return "" if column != 0 else shown, "" if column != 1 else shown, "" if column != _BOTH else shown


def _table(title: str, threads: Sequence[Thread], diff: bool) -> Table:
    statements = [one for thread in threads for one in thread.statements]
    made = table(_COLUMNS, (_row(one, diff) for one in statements), _legend(statements, diff))
    made.columns[_WORDS].min_width = _WORDS_WIDTH
    return _titled(made, _title(title, threads))


def _title(name: str, threads: Sequence[Thread]) -> str:
    """The issue, and what each source calls it."""
    named = labels_text(dict.fromkeys(label for thread in threads for label in thread.labels))
    return f"{isolated(name)}. Named: {named}" if named else isolated(name)


def _titled(made: Table, title: str) -> Table:
    made.title, made.title_justify = Text(plain(title), style="bold"), "left"
    return made


def diff_text(segments: Sequence[Segment]) -> str:
    """ "Morocco [-supports-] {+takes note of+} the plan"."""
    return " ".join(_MARKS[segment.kind].format(segment.words) for segment in segments)


def change_text(change: Change) -> str:
    """What the statement is beside the one before it: "reworded, distance 0.25; line before: supports"."""
    parts = [change.kind.value if change.kind is ChangeKind.REWORDED else f"in {change.kind.value}"]
    if change.distance is not None:
        parts[0] += f", distance {change.distance:.2f}"
    if change.same_day:
        parts.append("the same day")
    if not change.same_holder:
        parts.append("another speaker")
    if change.line_before is not None:
        parts.append(f"line before: {', '.join(change.line_before) or 'none'}")
    return "; ".join(parts)


def labels_text(found: Iterable[Label]) -> str:
    """ "Western Sahara (Atlas Herald), de Sahara (De Noordzee)"."""
    sources: dict[str, dict[str, None]] = {}
    for label in found:
        sources.setdefault(label.label, {})[isolated(label.source)] = None
    return ", ".join(f"{isolated(label)} ({', '.join(names)})" for label, names in sources.items())


def _row(one: Statement, diff: bool) -> tuple[str, ...]:
    return _when(one), _holder(one), ", ".join(one.line), _words(one, diff), _sources(one)


def _is_shared(thread: Thread, parties: tuple[Party, ...]) -> bool:
    """Whether a thread of one of the parties is one of both."""
    if thread.sharing is not Sharing.JOINT:
        return False
    others = {party for one in thread.statements for party in (one.party, *one.shared_with)}
    return set(parties) <= others


def _when(one: Statement) -> str:
    """The day, and those of repeats in the same words."""
    first, *rest = dict.fromkeys(when_text(said.when) for said in one.said)
    return f"{first}; again {listed(rest)}" if rest else first


def _holder(one: Statement) -> str:
    with_others = f" with {listed(str(p) for p in one.shared_with)}" if one.shared_with else ""
    return f"{isolated(one.person) + ', ' if one.person else ''}{one.party}{with_others}{_mark(one)}"


def _mark(one: Statement) -> str:
    return "" if one.sharing is Sharing.OWN else f" ({one.sharing.value})"


def _words(one: Statement, diff: bool) -> str:
    change = one.change
    if change is None:
        return isolated(one.quote)
    shown = isolated(diff_text(change.segments) if diff and change.segments else one.quote)
    return f"{shown} [{change_text(change)}]"


def _sources(one: Statement) -> str:
    names = ", ".join(dict.fromkeys(isolated(said.source) for said in one.said))
    return f"{names} ({count_text(one.voices, 'voice')})" if len(one.said) > 1 else names


def _legend(shown: Iterable[Statement], diff: bool) -> tuple[str, ...]:
    statements = list(shown)
    out = [_UNCLEAR] if any(one.sharing is Sharing.UNCLEAR for one in statements) else []
    out += [_DIFF] if diff and any(one.change and one.change.segments for one in statements) else []
    return tuple(out)
