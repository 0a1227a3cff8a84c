"""A ledger of an older schema is brought to the newest, and nothing in it is lost."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import dragoman.store
from dragoman.model.ids import content_id
from dragoman.model.record import Engagement
from dragoman.read import Failure
from dragoman.store import open_store
from dragoman.store.serial import dump_reading, restamp
from tests.store.samples import ARABIC, ENGLISH, OLD, arabic, decision, english

DOCUMENT = {"id": ARABIC.id, "text": ARABIC.text, "end": len(ARABIC.text)}
FIRST = (
    "INSERT INTO document (id, text, prose_start, prose_end, lang, published_basis)"
    " VALUES (:id, :text, 0, :end, 'ar', 'unknown')",
    "INSERT INTO document_copy (document_id, origin, name) VALUES (:id, :origin, :name)",
    "INSERT INTO reading (document_id, producer, body) VALUES (:id, :producer, :body)",
    "INSERT INTO failure (origin, stage, reason) VALUES ('b.html', 'read', 'no text')",
)


def test_a_ledger_of_the_first_schema_keeps_documents_origins_and_failures(ledger_url: str) -> None:
    values = {"origin": ARABIC.origin, "name": ARABIC.name, "producer": OLD, "body": dump_reading(arabic())}
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", f"{dragoman.store.__path__[0]}/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in FIRST:
            connection.execute(text(statement), DOCUMENT | values)
    engine.dispose()
    for _ in range(2):
        with open_store(ledger_url, create=False) as store:
            assert store.ledger().documents == {ARABIC.id: ARABIC}
            assert store.ledger().readings == {ARABIC.id: arabic()}
            assert store.failures() == (Failure(origin="b.html", stage="read", reason="no text"),)
            assert store.has(ARABIC, OLD)
            assert store.origins(ARABIC.id) == (ARABIC.origin,)


def test_documents_of_the_second_schema_are_known_by_their_words_and_decisions_follow(
    ledger_url: str,
) -> None:
    """Ids were of text, title, date and source together, and are of the text alone."""
    old = content_id(
        "doc", ENGLISH.text, ENGLISH.title, str(ENGLISH.published), ENGLISH.source.name, ENGLISH.source.url
    )
    body, renamed = restamp(json.loads(dump_reading(english())), ENGLISH.id, old)
    meeting = next(record.id for record in english().records if isinstance(record, Engagement))
    person = english().people[0].id
    made = dt.datetime(2025, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    kept = decision(meeting, "eng-ffffffffffffffffffff")
    left, right = sorted((renamed[meeting], "eng-ffffffffffffffffffff"))
    before = replace(kept, left=left, right=right, made_at=made, id="")
    assert renamed[person] != person
    row = {
        "id": old,
        "text": ENGLISH.text,
        "masked": ENGLISH.masked,
        "start": 2,
        "end": 300,
        "title": ENGLISH.title,
        "name": ENGLISH.source.name,
        "url": ENGLISH.source.url,
        "body": body,
        "producer": OLD,
        "judgement": before.id,
        "left": left,
        "right": right,
        "matter": before.matter.value,
        "verdict": before.verdict.value,
        "judge": before.judge,
        "made": made,
    }
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", f"{dragoman.store.__path__[0]}/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in SECOND:
            connection.execute(text(statement), row)
    engine.dispose()
    with open_store(ledger_url, create=False) as store:
        book = store.ledger()
        assert book.documents == {ENGLISH.id: replace(ENGLISH, published_from=None)}
        assert book.readings == {ENGLISH.id: english()}
        (followed,) = store.judgements()
    assert {followed.left, followed.right} == {meeting, "eng-ffffffffffffffffffff"}
    assert (followed.made_at, followed.judge, followed.verdict) == (made, before.judge, before.verdict)


SECOND = (
    "INSERT INTO document (id, text, masked, prose_start, prose_end, lang, title, published, published_basis,"
    " source_name, source_url)"
    " VALUES (:id, :text, :masked, :start, :end, 'en', :title, '2021-06-10', 'stated', :name, :url)",
    "INSERT INTO document_copy (document_id, origin_id, origin, name)"
    " VALUES (:id, 'ori-1', 'wire/en.md', 'en.md')",
    "INSERT INTO reading (document_id, producer, body) VALUES (:id, :producer, :body)",
    "INSERT INTO judgement (id, matter, left_id, right_id, verdict, score, reasons, judge, made_at)"
    " VALUES (:judgement, :matter, :left, :right, :verdict, 1.0, '[]', :judge, :made)",
)
