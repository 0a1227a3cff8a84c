"""A ledger of the examples, read once in a run, and the application on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings
from tests.web.browsers import with_forms

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def examples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the examples, merged. For reading alone: who writes takes ``ledger_db``."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    with Ledger.open(path) as ledger:
        intake = ledger.read(EXAMPLES)
        assert intake.documents
        assert not intake.failures
    return path


@pytest.fixture
def ledger_db(examples_db: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write into."""
    return copied(examples_db, tmp_path)


def copied(ledger: Path, folder: Path) -> Path:
    """A copy of a ledger that nobody has open, in a folder, as ``ledger.db``."""
    for suffix in ("", "-wal"):
        source = ledger.with_name(ledger.name + suffix)
        if source.exists():
            shutil.copy(source, folder / f"ledger.db{suffix}")
    return folder / "ledger.db"


@pytest.fixture(scope="session")
def app(examples_db: Path) -> FastAPI:
    """The application without login, on the ledger that nobody writes into."""
    return create_app(WebSettings(ledger=str(examples_db), login=False))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser of the one user on loopback."""
    with TestClient(app, base_url="http://127.0.0.1:8321") as made:
        yield with_forms(made)
