"""Rulings on commitments in every store: kept, undone, never lost, and there after a newer reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine

import dragoman.store
from dragoman.desk.docket import make_docket
from dragoman.errors import StoreError
from dragoman.model.record import Commitment, Evidence, Reading
from dragoman.model.ruling import Mark, Ruling
from dragoman.model.text import Span
from dragoman.store import open_store
from tests.store.samples import ARABIC, ENGLISH, LAS, NEW, RUS, arabic, decision, english, says

PROMISE = next(r for r in english().records if isinstance(r, Commitment))
AT = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
ON = dt.date(2026, 6, 1)


def ruling(mark: Mark = Mark.KEPT, minute: int = 0, by: str = "Désirée", **more: object) -> Ruling:
    made = {"record": PROMISE.id, "words": replace(PROMISE.evidence[0], producer=by, confidence=1.0), **more}
    return Ruling(mark=mark, author=by, made_at=AT + dt.timedelta(minutes=minute), **made)  # type: ignore[arg-type]


def test_rulings_come_back_as_they_were_made_and_in_order_of_time(ledger_url: str) -> None:
    moved = dt.timezone(dt.timedelta(hours=-7))
    later = ruling(Mark.NOT_KEPT, 9, "Désirée", party=LAS, reason="غير صحيح 📜")
    later = replace(later, made_at=later.made_at.astimezone(moved), id="")
    earlier = ruling(Mark.NO_EVIDENCE, 1, "Ben", party=RUS)
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.rule(later, earlier)
        store.rule(later)
    with open_store(ledger_url, create=False) as store:
        assert store.rulings() == (earlier, later)
        assert store.ledger().rulings == (earlier, later)


def test_an_undo_is_kept_and_the_first_one_stays(ledger_url: str) -> None:
    one = ruling()
    first = replace(one, retracted_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.rule(one)
        store.rule(first)
        store.rule(replace(one, retracted_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC)), one)
        assert store.rulings() == (first,)


def test_words_that_are_not_in_their_document_are_refused_and_nothing_is_kept(ledger_url: str) -> None:
    wrong = replace(PROMISE.evidence[0], quote="x" * len(PROMISE.evidence[0].quote))
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        with pytest.raises(StoreError, match="not in"):
            store.rule(ruling(), ruling(words=wrong, minute=1))
        assert store.rulings() == ()


def test_a_ruling_is_found_again_after_a_newer_reading_that_cuts_the_words_otherwise(ledger_url: str) -> None:
    quote = "open 500 scholarships by 2022"
    anew = replace(PROMISE, what=quote, evidence=(says(ENGLISH, quote, NEW),), id="")
    assert anew.id != PROMISE.id
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        before = store.ledger()
        store.rule(ruling(Mark.PARTLY))
        store.add(ENGLISH, Reading(document_id=ENGLISH.id, producer=NEW, records=(anew,)))
        docket = make_docket(store.ledger(), (), on=ON)
        assert before.commitments[0].id == PROMISE.id
        assert [entry.id for entry in docket.entries] == [anew.id]
        assert [row.ruling.mark for row in docket.entries[0].rulings] == [Mark.PARTLY]
        assert {s.mark for s in docket.entries[0].standing} == {Mark.PARTLY}
        assert docket.lost == ()
        store.add(ENGLISH, Reading(document_id=ENGLISH.id, producer="hand@3"))
        docket = make_docket(store.ledger(), (), on=ON)
        assert [one.ruling.mark for one in docket.lost] == [Mark.PARTLY]
        assert docket.lost[0].note is not None
        assert len(store.rulings()) == 1


def test_an_older_ledger_is_upgraded_with_all_that_people_decided(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        store.add(ENGLISH, english())
        store.add(ARABIC, arabic())
        store.judge(decision())
        kept = store.ledger()
    _as_of("0005", ledger_url)
    with open_store(ledger_url) as store:
        assert store.judgements() == (decision(),)
        assert store.ledger() == kept
        store.rule(ruling())
        assert store.rulings() == (ruling(),)


def _as_of(version: str, url: str) -> None:
    """Make a ledger one of an older schema, with what people and documents said in it and nothing more."""
    tables = ("document", "document_copy", "reading", "judgement")
    engine = create_engine(url)
    with engine.begin() as connection:
        found = MetaData()
        found.reflect(connection, only=tables)
        rows = {name: connection.execute(found.tables[name].select()).mappings().all() for name in tables}
    with engine.begin() as connection:
        there = MetaData()
        there.reflect(connection)
        there.drop_all(connection)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", f"{dragoman.store.__path__[0]}/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        older = MetaData()
        older.reflect(connection)
        for name in tables:
            table = older.tables[name]
            told = [{c.name: row[c.name] for c in table.c} for row in rows[name]]
            connection.execute(table.insert(), told)
    engine.dispose()


def test_a_ruling_is_of_a_person_on_a_commitment() -> None:
    for wrong in ({"author": "machine"}, {"author": " "}, {"record": "eng-1"}, {"mark": Mark.PENDING}):
        with pytest.raises(Exception, match=r"person|commitment|ruling"):
            replace(ruling(), id="", **wrong)  # type: ignore[arg-type]
    assert ruling(reason="a").id != ruling(reason="b").id
    assert ruling().id == ruling(words=Evidence.of(ENGLISH, Span(start=0, end=3), "x")).id
