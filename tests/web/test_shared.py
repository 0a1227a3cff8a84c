"""Pages that several processes share."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings
from dragoman.web.shared import Shared


def test_what_one_put_the_other_gets_whole(tmp_path: Path) -> None:
    one, other = Shared(tmp_path, 1_000), Shared(tmp_path, 1_000)
    assert other.get("a") is None
    one.put("a", b"first")
    one.put("a", b"second")
    assert other.get("a") == b"second"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_what_is_oldest_goes(tmp_path: Path) -> None:
    shared = Shared(tmp_path, 1_000)
    for number in range(200):
        shared.put(f"{number:03}", b"x" * 100)
    left = sorted(file.name for file in tmp_path.iterdir())
    assert len(left) < 100
    assert shared.get("199") is not None
    assert shared.get("000") is None


def test_a_folder_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    shared = Shared(tmp_path / "gone", 1_000)
    shared.put("a", b"x")
    assert shared.get("a") is None


def test_two_processes_give_one_page_and_each_reader_their_own_token(
    examples_db: Path, tmp_path: Path
) -> None:
    settings = WebSettings(ledger=str(examples_db), login=False, shared=tmp_path)
    pages, bounded = [], []
    for _ in range(2):
        with TestClient(create_app(settings), base_url="http://127.0.0.1:8321") as client:
            pages.append(client.get("/pairs/EGY/RUS"))
            bounded.append(client.get("/search.csv?q=Egypt&limit=1").headers.get("x-dragoman-rows"))
        made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert settings.place.encode() in b"".join(made.values())
    assert len(made) == 2  # the second process made none
    assert all(settings.place not in page.text and page.status_code == 200 for page in pages)
    assert bounded[0] is not None
    assert bounded[0] == bounded[1]
