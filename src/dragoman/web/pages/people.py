"""People: the register, and one with every spelling and office, whom they met, and what they said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter

from dragoman.desk.fates import last_day
from dragoman.desk.notes import Note, of_reports
from dragoman.desk.timeline import by_date, is_contact
from dragoman.export.brief_sentences import SIGNS
from dragoman.export.listings import PEOPLE
from dragoman.export.timeline_json import engagement_json
from dragoman.model.judgement import Matter
from dragoman.model.ledger import Ledger, LedgerEngagement, LedgerPerson, LedgerPosition, OfficeHeld
from dragoman.model.record import PartyBasis
from dragoman.store.catalog import Kind
from dragoman.web.claims import Said, said
from dragoman.web.page import Page, page
from dragoman.web.register import dumped, entries_csv, entries_json, filters, rows, span_text
from dragoman.web.reports import documents_of, merging, voices
from dragoman.web.telling import Telling, page_facts
from dragoman.web.things import MOST, Opened, chosen, opened
from dragoman.web.view import Asked, View

router = APIRouter()
_ALL = 500  # documents that are looked at where all are wanted
_ENGAGEMENTS = 50  # shown on the page; the data has all of the documents that were looked at
_MET = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office with the first and last day on which it was seen, and who says so."""

    office: OfficeHeld
    said: tuple[Said, ...]
    voices: int

    @property
    def seen(self) -> tuple[str, str] | None:
        days = sorted(day for day in self.office.seen if day)
        return (days[0], days[-1]) if days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A position that somebody voiced, with its words."""

    position: LedgerPosition
    notes: tuple[Note, ...]


@page(router, "/people")
def people(view: Asked) -> Page:
    """Those of most documents first."""
    asked = filters(view)
    found = rows(
        view,
        lambda limit, offset: view.desk.store.catalog.register(
            Kind.PERSON, parties=asked.parties, limit=limit, offset=offset
        ),
        asked,
    )
    return Page(
        template="people.html.jinja",
        facts={"found": found, "asked": asked, "span": lambda a, b: span_text(view.say, a, b)},
        formats={"json": lambda: entries_json(found), "csv": lambda: entries_csv(found)},
        name="people",
    )


@page(router, "/people/{identity}")
def person(view: Asked, identity: str) -> Page:
    """One person, as the newest documents that name them tell; with ``?all=yes``, as many more tell."""
    whole = view.request.query_params.get("all") == "yes"
    found = opened(view, identity, Kind.PERSON, most=_ALL if whole else MOST)
    one = chosen(found.facts.people, found.id)
    met = engagements_of(found.facts, one)
    return Page(
        template="person.html.jinja",
        facts={**_facts(view, found, one, met), "whole": whole} if view.format is None else {},
        formats={"json": lambda: dumped(_json(found, one, met))},
        name=f"person-{one.id}",
    )


def engagements_of(ledger: Ledger, one: LedgerPerson) -> tuple[LedgerEngagement, ...]:
    """The engagements that somebody took part in, the latest first, undated last."""
    return by_date(
        (e for e in ledger.engagements if any(p.person_id == one.id for p in e.participants)),
        newest_first=True,
    )


def statements_of(ledger: Ledger, one: LedgerPerson) -> tuple[Statement, ...]:
    """The positions of which a document says, by a name that it gives this person, that they voiced them."""
    names: dict[str, set[str]] = {}
    members = set(one.members)
    for key, reading in ledger.readings.items():
        for member in reading.people:
            if member.id in members:
                names.setdefault(key, set()).update((member.name, *member.spellings))
    own = (
        p
        for p in ledger.positions
        if p.position.holder is not None
        and any(p.position.holder in names.get(r.document_id, ()) for r in p.reports)
    )
    shown = (Statement(position=p, notes=of_reports(ledger, p.reports)) for p in own)
    return tuple(sorted(shown, key=lambda s: (s.notes[0].published or "", s.position.id), reverse=True))


def held(ledger: Ledger, offices: Sequence[OfficeHeld]) -> tuple[Held, ...]:
    """Offices, the last seen first."""
    shown = (
        Held(
            office=office,
            said=said(ledger, office.claims),
            voices=len({ledger.voices.get(c.evidence.document_id, "") for c in office.claims}),
        )
        for office in offices
    )
    return tuple(sorted(shown, key=lambda h: (h.seen or ("", ""))[::-1], reverse=True))


def _facts(
    view: View, found: Opened, one: LedgerPerson, met: tuple[LedgerEngagement, ...]
) -> dict[str, object]:
    ledger = found.facts
    telling = Telling(view, ledger)
    spellings: dict[str, dict[str, None]] = {}
    for written, lang in one.spellings:
        spellings.setdefault(lang, {})[written] = None
    return {
        "found": found,
        "one": one,
        **page_facts(view, telling),
        "name": telling.name(one),
        "spellings": sorted(
            ((lang, tuple(names)) for lang, names in spellings.items()), key=lambda s: telling.lang(s[0])
        ),
        "offices": held(ledger, one.offices),
        "engagements": tuple(telling.row(e) for e in met[:_ENGAGEMENTS]),
        "engagements_more": max(0, len(met) - _ENGAGEMENTS),
        "statements": statements_of(ledger, one),
        "others": _others(telling, one, met),
        "voices": (told := voices(ledger, one.reports)),
        "compare": documents_of(told)[:0],
        "documents": view.desk.store.catalog.named(found.looked_at),
        "merging": merging(ledger, Matter.PERSON, one.members),
        "signs": telling.signs(_bases(one)),
        "sign": SIGNS,
    }


def _others(
    telling: Telling, one: LedgerPerson, met: tuple[LedgerEngagement, ...]
) -> tuple[tuple[str, str, int], ...]:
    """Whom somebody dealt with, as (id, name, engagements), the most often met first."""
    counted: Counter[str] = Counter()
    names: dict[str, str] = {}
    for event in met:
        if is_contact(event):
            others = {p.person_id: p.name for p in event.participants if p.person_id != one.id}
            counted.update(others.keys())
            names |= others
    ordered = sorted(counted, key=lambda key: (-counted[key], names[key]))
    return tuple((key, telling.name(key, names[key]), counted[key]) for key in ordered[:_MET])


def _bases(one: LedgerPerson) -> set[PartyBasis]:
    return {office.basis for office in one.offices} | ({one.party_basis} if one.party else set())


def _json(found: Opened, one: LedgerPerson, met: tuple[LedgerEngagement, ...]) -> dict[str, object]:
    ledger = found.facts
    on = last_day(ledger)
    return {
        **PEOPLE.json(ledger, one),
        "looked_at": len(found.looked_at),
        "total": found.total,
        "engagements": [engagement_json(ledger, event, on) for event in met],
        "positions": [
            {
                "id": s.position.id,
                "issue": s.position.position.issue,
                "stance": s.position.position.stance,
                "quote": s.notes[0].quote,
                "document_id": s.notes[0].document_id,
                "start": s.notes[0].start,
                "end": s.notes[0].end,
            }
            for s in statements_of(ledger, one)
        ],
    }
