"""What parties said: a commitment with its deadlines and what became of it, a position with its history."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.desk.docket import Entry
from dragoman.desk.docket.answer import entry
from dragoman.desk.docket.promised import Index, promised
from dragoman.desk.docket.rulings import Rulings
from dragoman.desk.notes import of_reports
from dragoman.desk.positions import Thread, positions
from dragoman.desk.positions.rows import Positions
from dragoman.export.commitments_json import entry_json
from dragoman.export.notes_json import noted_json
from dragoman.export.positions_json import positions_json
from dragoman.model.ledger import Ledger, LedgerCommitment, LedgerPosition
from dragoman.model.record import Party
from dragoman.model.time import shift
from dragoman.store.catalog import EntryOrder, Kind
from dragoman.web.page import Page, page
from dragoman.web.register import dumped
from dragoman.web.reports import documents_of, voices
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import Opened, opened, said
from dragoman.web.view import Asked, View

router = APIRouter()
_AROUND = 20  # further documents on the parties, in which evidence or earlier statements are looked for
_NEWEST = 5  # of these at least, the newest of all, where those of the time of the promise are as many
_HALF_YEAR = 182
_STATEMENTS = 400  # positions of a party that are gone through for those on one issue
_COMPARED = 4


@page(router, "/commitments/{identity}")
def commitment(view: Asked, identity: str) -> Page:
    """One commitment or intent, as of the day of asking."""
    found = opened(view, identity, Kind.COMMITMENT, most=1)
    sides, around = _on_its_parties(view, found)
    found = opened(view, identity, Kind.COMMITMENT, also=around, sides=sides)
    ledger = found.facts
    one = said(ledger.commitments, found.id)
    row = _entry(view, ledger, one)
    telling = Telling(view, ledger)
    told = voices(ledger, one.reports)
    events = {e.id for e in row.evidence}
    return Page(
        template="commitment.html.jinja",
        facts={
            "found": found,
            "one": one,
            "row": row,
            **page_facts(view, telling),
            "around": len(set(around) - set(found.looked_at)),
            "events": {e.id: telling.row(e) for e in ledger.engagements if e.id in events},
            "instruments": {i.id: i for i in ledger.instruments if i.id in events},
            "voices": told,
            "compare": documents_of(told)[:_COMPARED],
        },
        formats={"json": lambda: dumped(entry_json(ledger, row))},
        name=f"commitment-{one.id}",
    )


@page(router, "/positions/{identity}")
def position(view: Asked, identity: str) -> Page:
    """One position, beside what its holder said on the issue before and after."""
    found = opened(view, identity, Kind.POSITION, most=1)
    around = _on_its_issue(view, found)
    found = opened(view, identity, Kind.POSITION, also=around)
    ledger = found.facts
    one = said(ledger.positions, found.id)
    answer = _positions(view, ledger, one)
    thread = _thread_of(answer, one)
    telling = Telling(view, ledger)
    return Page(
        template="position.html.jinja",
        facts={
            "found": found,
            "one": one,
            "said": one.position,
            "notes": of_reports(ledger, one.reports),
            "thread": thread,
            "own": {report.record_id for report in one.reports},
            "places": {s.id: s for s in thread.statements} if thread else {},
            **page_facts(view, telling),
            "around": len(set(around) - set(found.looked_at)),
            "voices": voices(ledger, one.reports),
        },
        formats={"json": lambda: dumped(_position_json(ledger, one, answer, thread))},
        name=f"position-{one.id}",
    )


def _entry(view: View, ledger: Ledger, one: LedgerCommitment) -> Entry:
    return entry(Index(ledger), one, Rulings(ledger), on=view.on, settings=view.desk.settings.weights.docket)


def _on_its_parties(view: View, found: Opened) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """Those who promised and those whom they promised it to, with documents on their dealings: the last that
    were published from the promise to half a year after its deadline (or a year, where it has none), where
    evidence is likeliest to be told, and the newest of all."""

    def ask() -> tuple[tuple[Party, ...], tuple[str, ...]]:
        one = said(found.facts.commitments, found.id)
        promise = promised(Index(found.facts), one)
        sides = tuple(sorted({*one.commitment.who, *promise.to})[:3])
        if not sides:
            return (), ()
        catalog = view.desk.store.catalog
        newest = catalog.telling(sides, limit=_AROUND).rows
        if promise.told is None:
            return sides, newest
        due = one.commitment.due
        last = (due.end or due.date).last if due.date is not None else shift(promise.told[1], _HALF_YEAR)
        until = shift(last, _HALF_YEAR)
        then = catalog.documents(parties=sides, since=promise.told[0], until=until, limit=_AROUND)
        return sides, tuple(dict.fromkeys((*(row.id for row in then), *newest)))[: _AROUND + _NEWEST]

    return view.kept(("around", found.id, _AROUND), ask)


def _on_its_issue(view: View, found: Opened) -> tuple[str, ...]:
    """The newest documents in which the same party says something on the issue."""

    def ask() -> tuple[str, ...]:
        one = said(found.facts.positions, found.id).position
        if one.who is None:
            return ()
        listed = view.desk.store.catalog.entries(
            (Kind.POSITION,), parties=(one.who,), order=EntryOrder.REPORT, limit=_STATEMENTS
        )
        own = (row.document for row in listed if (row.name or "").startswith(f"{one.issue}: "))
        return tuple(dict.fromkeys(own))[:_AROUND]

    return view.kept(("around", found.id, _AROUND), ask)


def _positions(view: View, ledger: Ledger, one: LedgerPosition) -> Positions | None:
    """All that its party says on the issue, as far as the documents at hand tell."""
    if one.position.who is None:
        return None
    return positions(
        ledger,
        (one.position.who,),
        view.on,
        settings=view.desk.settings.weights.positions,
    )


def _thread_of(answer: Positions | None, one: LedgerPosition) -> Thread | None:
    """The statements among which it stands."""
    own = {report.record_id for report in one.reports}
    return next(
        (
            thread
            for thread in (answer.threads if answer else ())
            if any(own & {said.record_id for said in s.said} for s in thread.statements)
        ),
        None,
    )


def _position_json(
    ledger: Ledger, one: LedgerPosition, answer: Positions | None, thread: Thread | None
) -> dict[str, object]:
    told = one.position
    threads = (thread,) if thread else ()
    return {
        "id": one.id,
        "who": told.who.code if told.who else None,
        "holder": told.holder,
        "issue": told.issue,
        "stance": told.stance,
        "joint": told.joint,
        "label": told.label,
        "notes": noted_json(of_reports(ledger, one.reports)),
        "statements": [
            row
            for row in (positions_json(ledger, answer) if answer else [])
            if any(row["id"] == s.id for t in threads for s in t.statements)
        ],
    }
