"""A ledger of an older schema is brought to the newest, and nothing in it is lost."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

import dragoman.store
from dragoman.read import Failure
from dragoman.store import open_store
from dragoman.store.serial import dump_reading
from tests.store.samples import ARABIC, OLD, arabic

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
