"""An office: who held it, by the dates on which documents saw them in it, with the words of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest

from fastapi import APIRouter

from dragoman.export.timeline_json import claim_json
from dragoman.model.ledger import Ledger, LedgerPerson
from dragoman.model.record import Party, Role
from dragoman.store.catalog import Kind
from dragoman.web.errors import NotFound
from dragoman.web.page import Page, page
from dragoman.web.pages.people import Held, held
from dragoman.web.register import dumped
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import bearing
from dragoman.web.view import Asked, View

router = APIRouter()
_CANDIDATES = 24  # people of the party whose offices are looked up, those of most documents
_DOCUMENTS = 24  # documents on those who held it


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who held an office."""

    person: LedgerPerson
    held: Held


@page(router, "/offices/{party}/{role}")
def office(view: Asked, party: str, role: str) -> Page:
    """Who held the office, the last seen first."""
    of = view.party(party)
    if role not in set(Role):
        raise NotFound(f"{role!r} is no office; there are: {', '.join(one.value for one in Role)}")
    what = Role(role)
    documents, people = _documents(view, of, what)
    ledger = view.book(documents).facts
    holders = holders_of(ledger, of, what)
    telling = Telling(view, ledger)
    return Page(
        template="office.html.jinja",
        facts={
            "party": of,
            "role": what,
            "holders": holders,
            "looked_at": len(documents),
            "people": people,
            **page_facts(view, telling),
            "signs": telling.signs(one.held.office.basis for one in holders),
        },
        formats={"json": lambda: dumped(_json(ledger, of, what, holders))},
        name=f"office-{of.code}-{what.value}",
    )


def holders_of(ledger: Ledger, party: Party, role: Role) -> tuple[Holder, ...]:
    """Those whom a document gives the office, the last seen first."""
    found = [
        Holder(person=person, held=one)
        for person in ledger.people
        for one in held(ledger, [o for o in person.offices if (o.party, o.role) == (party, role)])
    ]
    return tuple(sorted(found, key=lambda h: ((h.held.seen or ("", ""))[::-1], h.person.id), reverse=True))


def _documents(view: View, party: Party, role: Role) -> tuple[tuple[str, ...], int]:
    """The documents to look at: one of each candidate, and the newest of those who hold the office in it; and
    how many candidates there were."""

    def ask() -> tuple[tuple[str, ...], int]:
        found = view.desk.store.catalog.register(Kind.PERSON, parties=(party,), limit=_CANDIDATES)
        first = tuple(dict.fromkeys(one.document for one in found))
        holding = holders_of(view.book(first).facts, party, role) if first else ()
        rows = [bearing(view, one.person.id, _DOCUMENTS)[0] for one in holding]
        more = [key for key in chain.from_iterable(zip_longest(*rows)) if key is not None]
        return tuple(dict.fromkeys((*more[:_DOCUMENTS], *first))), len(found)

    return view.kept(("office", party, role), ask)


def _json(ledger: Ledger, party: Party, role: Role, holders: tuple[Holder, ...]) -> dict[str, object]:
    return {
        "party": party.code,
        "role": role.value,
        "holders": [
            {
                "person_id": one.person.id,
                "name": one.person.name,
                "basis": one.held.office.basis.value,
                "seen": list(one.held.office.seen),
                "voices": one.held.voices,
                "claims": [claim_json(ledger, claim) for claim in one.held.office.claims],
            }
            for one in holders
        ],
    }
