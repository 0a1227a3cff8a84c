"""Where the two parties of a pair stand, issue by issue and side by side, and what changed in the wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from dragoman.desk.positions import Label, Positions, Sharing, Statement, Thread
from dragoman.export.positions_csv import positions_csv
from dragoman.ledger.answer import Answer
from dragoman.ledger.given import bound_given
from dragoman.model.record import Party
from dragoman.store import Focus
from dragoman.store.catalog import Kind
from dragoman.web.page import Page, page
from dragoman.web.pages.pair.asked import AskedPair, Pair
from dragoman.web.view import Asked

router = APIRouter()
_NEWEST = 50  # documents of each party, beside those of the two
_MOST = 400
_BOTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue: what each source calls it, and the statements in order of time with the column of each (0
    the first party, 1 the other, 2 both)."""

    key: str
    name: str
    listed: bool
    stands: bool
    labels: tuple[tuple[str, tuple[Label, ...]], ...]
    statements: tuple[tuple[Statement, int], ...]


@page(router, "/pairs/{left}/{right}/positions")
def positions(
    view: Asked,  # noqa: ARG001
    pair: AskedPair,
    issue: Annotated[str, Query(max_length=100)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    documents: Annotated[int, Query(ge=0, le=_MOST)] = _NEWEST,
) -> Page:
    answer, looked_at, every = _asked(pair, issue.strip(), since.strip(), until.strip(), documents)
    found = answer.facts
    issues = _issues(pair, found.threads)
    return Page(
        template="pair/positions.html.jinja",
        name=f"positions-{pair.name}",
        facts=pair.facts(
            "positions",
            found.coverage,
            named=[one for one in issues if one.stands and one.listed],
            others=[one for one in issues if one.stands and not one.listed],
            silent=[one for one in issues if not one.stands],
            issue=issue,
            since=since,
            until=until,
            documents=documents,
            most=_MOST,
            looked_at=looked_at,
            every=every,
            filtered=bool(issue or since or until),
        ),
        formats={"json": lambda: answer.to("json"), "csv": lambda: positions_csv(found)},
    )


def _asked(pair: Pair, issue: str, since: str, until: str, newest: int) -> tuple[Answer[Positions], int, int]:
    """The answer on the documents of the two and the newest of each; how many these are, and of how many."""
    chosen, every = pair.beside(Kind.POSITION, newest)

    def ask() -> Answer[Positions]:
        return pair.view.book(chosen, Focus(parties=pair.parties)).positions(
            pair.left,
            beside=pair.right,
            issue=issue or None,
            since=bound_given(since or None),
            until=bound_given(until or None),
            on=pair.on,
        )

    return pair.kept(("positions", issue, since, until, chosen), ask), len(chosen), every


def _issues(pair: Pair, threads: Iterable[Thread]) -> list[Issue]:
    shelves: dict[str, list[Thread]] = {}
    for thread in threads:
        shelves.setdefault(thread.issue, []).append(thread)
    out = []
    for key, told in shelves.items():
        labels: dict[str, dict[str, Label]] = {}
        for label in (label for thread in told for label in thread.labels):
            labels.setdefault(label.label, {}).setdefault(label.source, label)
        out.append(
            Issue(
                key=key,
                name=pair.view.say.issue(key) or told[0].name,
                listed=told[0].listed,
                stands=any(thread.stands for thread in told),
                labels=tuple((words, tuple(sources.values())) for words, sources in labels.items()),
                statements=tuple(_ordered(told, pair.parties)),
            )
        )
    return sorted(out, key=lambda one: (not one.listed, one.name))


def _ordered(threads: Iterable[Thread], parties: tuple[Party, Party]) -> list[tuple[Statement, int]]:
    """Statements in order of time, the newest first; what both hold together once."""
    cells: list[tuple[Statement, int]] = []
    for thread in threads:
        others = {p for one in thread.statements for p in (one.party, *one.shared_with)}
        both = thread.sharing is Sharing.JOINT and set(parties) <= others
        if not both or thread.party == parties[0]:
            column = _BOTH if both else parties.index(thread.party)
            cells += [(one, column) for one in thread.statements]
    dated = [cell for cell in cells if cell[0].when.date is not None]
    dated.sort(key=lambda cell: (str(cell[0].when.date), cell[0].id), reverse=True)
    return [*dated, *(cell for cell in cells if cell[0].when.date is None)]
