"""The catalogue tells of the ledger what the whole ledger tells, whatever came when."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from dragoman.desk.known import on_both
from dragoman.desk.timeline import taking_part
from dragoman.lexicon.load import given_names
from dragoman.merge import MergeSettings
from dragoman.merge.explain import Explainer
from dragoman.model.correction import Correction, Rejection
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.review import Things, questions
from dragoman.store import Store, open_store
from dragoman.store.catalog import Home, Kind
from tests.store.test_merged import crowded, news, put  # noqa: F401  a fixture

MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def homes(ledger: Ledger) -> dict[str, Home]:
    """Every record and document of a ledger -> the thing that it is of."""
    out = {key: Home(id=key, kind=Kind.DOCUMENT) for key in ledger.documents}
    out |= {m: Home(id=p.id, kind=Kind.PERSON) for p in ledger.people for m in p.members}
    out |= {m.id: Home(id=e.id, kind=Kind.ENGAGEMENT) for e in ledger.engagements for m in e.members}
    out |= {m.id: Home(id=i.id, kind=Kind.INSTRUMENT) for i in ledger.instruments for m in i.members}
    out |= {m.id: Home(id=b.id, kind=Kind.BODY) for b in ledger.bodies for m in b.members}
    for kind, things in (
        (Kind.COMMITMENT, ledger.commitments),
        (Kind.POSITION, ledger.positions),
        (Kind.INDICATOR, ledger.indicators),
    ):
        out |= {r.record_id: Home(id=r.record_id, kind=kind) for thing in things for r in thing.reports}
    return out


def agrees(store: Store) -> Ledger:
    """Hold the catalogue against the ledger, and against one that is made anew; the ledger."""
    ledger = store.ledger()
    known = homes(ledger)
    assert store.catalog.homes(known) == known
    rows = store.catalog.documents().rows
    assert {row.id: row.voice for row in rows} == dict(ledger.voices)
    asked = questions(Things(ledger), Explainer(ledger, MergeSettings(), given_names()))
    for matter in Matter:
        found = store.catalog.waiting(matter)
        wanted = [q.judgement for q in asked if q.judgement.matter is matter]
        assert sorted((o.left, o.right, o.score) for o in found) == sorted(
            (j.left, j.right, j.score) for j in wanted
        )
        assert [o.score for o in found] == [j.score for j in wanted]
    return ledger


def tables(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that the catalogue keeps, in order."""
    engine = create_engine(url)
    names = ("document", "record", "thing", "side", "telling", "pair", "node", "open", "stale")
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM catalog_{name}"))), key=str)
            for name in names
        }
    engine.dispose()
    return found


def made_anew(url: str) -> dict[str, list[tuple[object, ...]]]:
    """The same for a catalogue that is thrown away and built."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM merge_state WHERE name = 'catalog'"))
        connection.execute(text("UPDATE catalog_document SET program = 'another'"))
    engine.dispose()
    with open_store(url) as store:
        store.merge()
    return tables(url)


@pytest.mark.usefixtures("crowded")
def test_catalogue_kept_up_document_by_document_is_the_one_made_at_once(ledger_url: str) -> None:
    told = list(news(60))
    rng = random.Random(3)
    rng.shuffle(told)
    with open_store(ledger_url) as store:
        for one in told[:20]:
            put(store, one)
        store.merge()
        for number, one in enumerate(told[20:]):
            put(store, one)
            if rng.random() < 0.5:
                store.merge()
            if number % 15 == 0:
                agrees(store)
        agrees(store)
    kept = tables(ledger_url)
    assert made_anew(ledger_url) == kept


def test_what_people_decide_is_in_the_catalogue_at_once(ledger_url: str) -> None:
    rng = random.Random(9)
    with open_store(ledger_url) as store:
        for one in news(50):
            put(store, one)
        ledger = agrees(store)
        for number in range(24):
            decide(store, ledger, rng, number)
            ledger = agrees(store)
    kept = tables(ledger_url)
    assert made_anew(ledger_url) == kept


def decide(store: Store, ledger: Ledger, rng: random.Random, number: int) -> None:
    """One more decision of a person, of any sort."""
    at = MOMENT + dt.timedelta(hours=number)
    things = [*ledger.engagements, *ledger.instruments, *ledger.bodies]
    records = [member for thing in things for member in thing.members]
    matters = {
        "eng": Matter.ENGAGEMENT,
        "per": Matter.PERSON,
        "doc": Matter.DOCUMENT,
        "ins": Matter.INSTRUMENT,
    }
    match number % 6:
        case 0 | 1:
            ids = {
                "eng": [m.id for e in ledger.engagements for m in e.members],
                "per": [m for p in ledger.people for m in p.members],
                "doc": list(ledger.documents),
                "ins": [m.id for i in ledger.instruments for m in i.members],
            }
            name = rng.choice(sorted(ids))
            left, right = sorted(rng.sample(ids[name], 2))
            groups = [list(p.members) for p in ledger.people if len(p.members) > 1]
            groups += [[m.id for m in e.members] for e in ledger.engagements if len(e.members) > 1]
            if number % 6 == 1:
                left, right = sorted(rng.sample(rng.choice(groups), 2))
            matter = matters[left[:3]]
            verdict = (Verdict.SAME, Verdict.APART)[number % 6]
            store.judge(
                Judgement(
                    matter=matter,
                    left=left,
                    right=right,
                    verdict=verdict,
                    score=1.0,
                    judge="desk",
                    made_at=at,
                )
            )
        case 2:
            event = rng.choice(ledger.engagements)
            store.correct(
                Correction(
                    record=event.members[0].id, field="parties", value="MAR RUS", author="desk", made_at=at
                )
            )
        case 3:
            store.reject(Rejection(record=rng.choice(records).id, author="desk", made_at=at))
        case 4:
            event = rng.choice(ledger.engagements)
            store.correct(
                Correction(
                    record=event.members[0].id, field="date", value="2015-03-01", author="desk", made_at=at
                )
            )
        case _:
            said = [j for j in store.judgements() if j.retracted_at is None]
            if said:
                store.judge(replace(rng.choice(said), retracted_at=at, id=""))


def test_documents_told_of_a_pair_are_those_of_the_ledger(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        for one in news(60):
            put(store, one)
        ledger = store.ledger()
        sides = [sorted(taking_part(e)) for e in ledger.engagements]
        pairs = sorted({(a, b) for side in sides for a in side for b in side if a < b})
        assert len(pairs) > 10
        for a, b in pairs:
            told = set(store.catalog.telling((a, b)))
            assert told == set(on_both(ledger, a, b))
        rows = {(row.left, row.right): row for row in store.catalog.pairs()}
        assert set(pairs) <= set(rows)
        assert all(rows[pair].documents == len(on_both(ledger, *pair)) for pair in pairs)
