"""What tests share: the databases of the store's contract, and the real documents beside the checkout."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import running_server, server_programs

LONG = [
    "web/test_access",
    "web/test_api_schema",
    "store/test_merged",
    "web/test_journeys",
    "run/test_local",
    "store/test_search",
    "cli/test_documents",
    "web/test_review",
    "store/test_killed",
    "web/test_add",
    "web/test_security_routes",
    "web/test_review_browser",
    "store/test_catalog",
    "store/test_catalog_answers",
    "run/test_intake",
    "cli/test_languages",
    "store/test_scoped",
    "properties/test_linear_cost",
    "run/test_isolated",
    "web/test_security",
    "run/test_uploads",
    "store/test_contract",
    "web/test_security_login",
    "ledger/test_ledger",
]
"""The files of tests that take more than twenty seconds, as measured, the longest first."""

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A parameter of raw bytes is named by its argument: packed bytes may hold the second they were packed,
    and the processes of one run must name their tests alike."""
    return argname if isinstance(val, bytes) and not val.isascii() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files are begun first, so that of two processes none waits long for the other at the end."""
    rank = {name: number for number, name in enumerate(LONG)}
    root = Path(__file__).parent
    items.sort(key=lambda item: rank.get(str(item.path.relative_to(root).with_suffix("")), len(rank)))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL that lives for the test run. It must be there in CI; else its tests are passed over."""
    if server_programs() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with running_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty ledger, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    from sqlalchemy import create_engine, text

    server: str = request.getfixturevalue("postgres_url")
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real documents, which are other people's words and stay outside the project."""
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not here")
    return SEEDS
