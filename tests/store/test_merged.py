"""What a merge keeps in the database is what it keeps in memory, whatever came when; killed, it goes on."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks.merge.generate import generate
from benchmarks.merge.readings import Told
from dragoman.lexicon.load import given_names
from dragoman.merge import MergeSettings, derive, judge
from dragoman.merge.layer import LAYERS
from dragoman.model.judgement import Judgement, Matter, Verdict
from dragoman.model.ledger import Ledger
from dragoman.store import Store, open_store
from tests.merge.builders import dump

ROOT = Path(__file__).parents[2]


@cache
def news(count: int) -> tuple[Told, ...]:
    return tuple(generate(count, seed=5, pace=300))


@pytest.fixture
def crowded() -> Iterator[None]:
    """Blocks are crowded at once: everything meets the few next to it only."""
    reaches = {layer.name: layer.reach for layer in LAYERS}
    for layer in LAYERS:
        object.__setattr__(layer, "reach", 3)
    yield
    for layer in LAYERS:
        object.__setattr__(layer, "reach", reaches[layer.name])


def whole(told: tuple[Told, ...], decided: tuple[Judgement, ...] = ()) -> Ledger:
    """The ledger of these documents, made at once and in memory."""
    documents = {t.document.id: t.document for t in told}
    readings = {t.document.id: t.reading for t in told}
    machine = judge(documents, readings, given_names=given_names(), decided=decided)
    return derive(documents, readings, (*machine, *decided))


def bare(ledger: Ledger) -> str:
    """The ledger without what a store adds to it."""
    return dump(replace(ledger, copies={}, outlets={}))


def put(store: Store, told: Told) -> None:
    store.add(told.document, told.reading)


@pytest.mark.usefixtures("crowded")
def test_documents_merged_one_by_one_in_any_order_give_the_ledger_of_all_at_once(ledger_url: str) -> None:
    told = list(news(60))
    rng = random.Random(11)
    rng.shuffle(told)
    with open_store(ledger_url) as store:
        for one in told[:20]:
            put(store, one)
        store.merge()
        for one in told[20:]:
            put(store, one)
            if rng.random() < 0.5:
                store.merge()
        put(store, told[3])
        assert bare(store.ledger()) == bare(whole(news(60)))


def test_ledger_is_had_while_documents_come_in_faster_than_they_can_be_merged(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list(news(40))
    with open_store(ledger_url) as store, open_store(ledger_url) as other:
        for one in told[:5]:
            put(store, one)
        more = iter(told[5:])
        read = store._read  # type: ignore[attr-defined]

        def after_another() -> object:
            """Whenever the ledger is looked at, somebody has just read a further document."""
            put(other, next(more))
            return read()

        monkeypatch.setattr(store, "_read", after_another)
        found = store.ledger()
        there = [one for one in told if one.document.id in found.documents]
        assert 5 < len(there) < len(told)
        assert bare(found) == bare(whole(tuple(there)))


def test_what_people_decide_of_merged_documents_counts_at_once_and_is_taken_back(ledger_url: str) -> None:
    told = news(40)
    with open_store(ledger_url) as store:
        for one in told:
            put(store, one)
        before = store.ledger()
        joined = next(e for e in before.engagements if len(e.members) > 1)
        left, right = sorted(m.id for m in joined.members[:2])
        apart = Judgement(
            matter=Matter.ENGAGEMENT,
            left=left,
            right=right,
            verdict=Verdict.APART,
            score=1.0,
            judge="desk",
            made_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        )
        store.judge(apart)
        after = store.ledger()
        assert bare(after) == bare(whole(told, (apart,)))
        homes = {m.id: e.id for e in after.engagements for m in e.members}
        assert homes[left] != homes[right]
        store.judge(replace(apart, retracted_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), id=""))
        assert store.ledger().engagements == before.engagements


def test_other_settings_merge_anew_and_the_old_ones_give_the_old_ledger(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        for one in news(30):
            put(store, one)
        usual = store.ledger()
        strict = store.ledger(MergeSettings(same=0.97))
        assert len(strict.engagements) > len(usual.engagements)
        assert store.ledger() == usual


def test_adding_a_document_looks_at_few_others(ledger_url: str) -> None:
    told = news(120)
    with open_store(ledger_url) as store:
        for one in told[:-1]:
            put(store, one)
        assert store.merge() == len(told) - 1
        put(store, told[-1])
        assert store.merge() == 1
        assert store.merge() == 0


# --- killed -------------------------------------------------------------------------------------------------

MERGER = """
import sys
from benchmarks.merge.generate import generate
from dragoman.store import open_store
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    store.merge()
    print("merged", flush=True)
"""


def run(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("delay", [0.02, 0.15, 0.4])
def test_a_merge_killed_at_any_moment_is_done_again(ledger_url: str, delay: float) -> None:
    told = news(60)
    with open_store(ledger_url) as store:
        for one in told[:30]:
            put(store, one)
        store.merge()
        for one in told[30:]:
            put(store, one)
    with run(MERGER, ledger_url) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("\n")
        child.stdin.flush()
        time.sleep(delay)
        child.kill()
    with open_store(ledger_url, create=False) as store:
        assert bare(store.ledger()) == bare(whole(told))


UPGRADER = """
import sys, time
from alembic import op
import dragoman.store.migrations.versions as versions
from dragoman.store import open_store
reached = op.create_index
def slow(*arguments, **more):
    reached(*arguments, **more)
    print("half way", flush=True)
    time.sleep(30)
op.create_index = slow
open_store(sys.argv[1])
"""


def test_an_upgrade_killed_half_way_leaves_the_old_ledger_which_is_upgraded_again(ledger_url: str) -> None:
    told = news(8)
    with open_store(ledger_url) as store:
        for one in told:
            put(store, one)
        expected = bare(store.ledger())
    engine = create_engine(ledger_url)
    rest = " CASCADE" if engine.dialect.name == "postgresql" else ""  # some tables refer to others
    with engine.begin() as connection:  # as a ledger of the schema before was
        for table in _tables(connection):
            connection.execute(text(f"DROP TABLE IF EXISTS {table}{rest}"))
        if rest:
            connection.execute(text("DROP FUNCTION IF EXISTS audit_stays"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    with run(UPGRADER, ledger_url) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "half way\n", child.stderr.read() if child.stderr else ""
        child.kill()
    deadline = time.monotonic() + 10  # a server takes a moment to see that its client is gone
    while True:
        with engine.connect() as connection:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            left = _tables(connection)
        if (version, left) == ("0004", []) or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    assert (version, left) == ("0004", [])
    engine.dispose()
    with open_store(ledger_url, create=False) as store:
        assert bare(store.ledger()) == expected


def _tables(connection: object) -> list[str]:
    """Those that a ledger of the schema 0004 does not have yet."""
    from sqlalchemy import inspect

    names = inspect(connection).get_table_names()  # type: ignore[union-attr]
    return [name for name in names if name not in _FOURTH]


_FOURTH = frozenset(
    {
        "alembic_version",
        "document",
        "document_copy",
        "reading",
        "failure",
        "outlet",
        "address",
        "judgement",
        "correction",
        "rejection",
        "subject",
    }
)
