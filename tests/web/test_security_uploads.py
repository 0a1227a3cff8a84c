"""Uploads of strangers: their names lead nowhere, their number and size are bounded, nothing of them runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient

from dragoman.store import Store, open_store
from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings
from tests.web.browsers import add_people, logged_in, quick_passwords

WORDS = "Egyptian Foreign Minister Samir Hassan met Russian Foreign Minister Igor Petrov in Cairo.\n"
NAMES = (
    "../../../evil.txt",
    "..\\..\\evil.txt",
    "/etc/evil.txt",
    "C:\\evil.txt",
    "file:///etc/passwd.txt",
    "evil\x00.txt",
    "<script>zorgle(1)</script>.txt",
    "\u202etxt.live.txt",
    '"; filename="other.txt',
    "a" * 3000 + ".txt",
    "....//....//evil.txt",
    "-rf.txt",
    "%2e%2e%2fevil.txt",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("uploads") / "inside"
    home.mkdir()
    with quick_passwords(), open_store(home / "ledger.db") as opened:
        add_people(opened)
        yield opened


@pytest.fixture(scope="module")
def app(store: Store) -> FastAPI:
    return create_app(WebSettings(upload_mb=2, upload_files=5), store)


@pytest.fixture(scope="module")
def reviewer(app: FastAPI) -> TestClient:
    return logged_in(app, "Vera")


def files_beside(store: Store) -> set[str]:
    """Every file in and above the folder of the ledger, but the ledger's own."""
    home = Path(str(store.accounts._reader.url.database)).parents[1]  # type: ignore[attr-defined]
    return {path.name for path in home.rglob("*") if path.is_file() and not path.name.startswith("ledger.db")}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_leads_nowhere(store: Store, reviewer: TestClient, name: str) -> None:
    body = WORDS.encode()
    sent = reviewer.post("/add", files=[("files", (name.replace("\x00", "%00"), body, "text/plain"))])
    assert sent.status_code in (303, 400, 413, 422), (sent.status_code, sent.text[:300])
    alone = reviewer.post("/add/begin", json={"files": [{"name": name, "size": len(body)}]})
    assert alone.status_code in (200, 400, 413, 422), (alone.status_code, alone.text[:300])
    pages = [sent.headers["location"]] if sent.status_code == 303 else []
    if alone.status_code == 200:
        job = alone.json()["id"]
        kept = reviewer.post(f"/add/{job}/file", params={"name": name}, content=body)
        assert kept.status_code < 500, (kept.status_code, kept.text[:300])
        pages.append(f"/jobs/{job}")
    for address in pages:
        page = reviewer.get(address)
        assert page.status_code == 200
        tree = html.fromstring(page.text)
        assert all((one.get("src") or "").startswith("/static/") for one in tree.xpath("//script"))
        assert reviewer.get(f"{address}.json").status_code == 200
    assert files_beside(store) == set()


def test_more_files_than_are_taken_are_refused(reviewer: TestClient) -> None:
    files = [("files", (f"{n}.txt", WORDS.encode(), "text/plain")) for n in range(6)]
    assert reviewer.post("/add", files=files).status_code in (400, 413)
    told = {"files": [{"name": f"{n}.txt", "size": 10} for n in range(6)]}
    assert reviewer.post("/add/begin", json=told).status_code in (400, 413)


def test_more_than_is_taken_is_refused(reviewer: TestClient) -> None:
    large = b"x" * (4 << 20)
    assert reviewer.post("/add", files={"files": ("a.txt", large)}).status_code == 413
    begun = reviewer.post("/add/begin", json={"files": [{"name": "a.txt", "size": 10}]})
    job = begun.json()["id"]
    assert reviewer.post(f"/add/{job}/file", params={"name": "a.txt"}, content=large).status_code == 413


def test_a_file_of_somebody_elses_job_is_not_taken_from_readers(app: FastAPI, reviewer: TestClient) -> None:
    job = reviewer.post("/add/begin", json={"files": [{"name": "a.txt", "size": 10}]}).json()["id"]
    reader = logged_in(app, "Rea")
    assert reader.post(f"/add/{job}/file", params={"name": "a.txt"}, content=b"x").status_code == 403
    assert reader.post(f"/jobs/{job}/cancel").status_code == 403


def test_an_archive_whose_members_lead_elsewhere_is_kept_as_bytes_alone(
    store: Store, reviewer: TestClient
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../evil.txt", "/etc/evil.txt", "..\\evil.txt"):
            archive.writestr(name, WORDS)
    sent = reviewer.post("/add", files={"files": ("a.zip", out.getvalue(), "application/zip")})
    assert sent.status_code == 303
    assert files_beside(store) == set()
