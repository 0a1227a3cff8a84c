"""One function answers a path and its data; what a reader has is not sent again; errors have one shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, Query
from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.web.app import create_app
from dragoman.web.page import Page, page
from dragoman.web.settings import WebSettings
from dragoman.web.templating import program
from dragoman.web.view import Asked

made: list[str] = []


def _router() -> APIRouter:
    router = APIRouter()

    @page(router, "/listed/{name}")
    def listed(view: Asked, name: str, limit: Annotated[int, Query(ge=1, le=9)] = 5) -> Page:
        made.append(name)
        assert limit
        view.party(name)
        return Page(
            template="error.html.jinja",  # the plainest there is
            facts={"title": name, "message": "", "details": [], "status": 200},
            formats={"json": lambda: f'["{name}"]\n', "csv": lambda: "name\r\n"},
            name=f"list of {name}/..",
        )

    return router


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    made.clear()
    with open_store(tmp_path / "ledger.db") as store:
        app = create_app(WebSettings(login=False), store)
        app.include_router(_router())
        with TestClient(app, base_url="http://127.0.0.1:8321", raise_server_exceptions=False) as made_client:
            yield made_client


def test_the_same_path_with_an_ending_gives_the_data(client: TestClient) -> None:
    assert client.get("/listed/EGY").headers["content-type"].startswith("text/html")
    assert client.get("/listed/EGY.json").json() == ["EGY"]
    saved = client.get("/listed/EGY.csv")
    assert saved.headers["content-disposition"] == 'attachment; filename="list-of-EGY.csv"'


def test_a_page_that_the_reader_has_is_neither_made_nor_sent_again(client: TestClient) -> None:
    first = client.get("/listed/EGY?limit=3")
    again = client.get(
        "/listed/EGY?limit=3", headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/listed/EGY?limit=3").text == first.text
    assert made == ["EGY"]
    assert client.get("/listed/EGY?limit=4").headers["etag"] != first.headers["etag"]


def test_a_page_is_another_in_another_language(client: TestClient) -> None:
    english = client.get("/listed/EGY")
    french = client.get("/listed/EGY", headers={"Accept-Language": "xx, fr;q=0.8, en;q=0.4"})
    assert '<html lang="fr" dir="ltr"' in french.text
    assert french.headers["etag"] != english.headers["etag"]
    client.cookies.set("lang", "ar")
    assert '<html lang="ar" dir="rtl"' in client.get("/listed/EGY").text


def test_a_page_changes_with_the_settings_and_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "x" * 43)  # one reader, whose token is in the tag

    def tag(pair_documents: int = 100) -> str:
        with open_store(tmp_path / "ledger.db") as store:
            app = create_app(WebSettings(login=False, pair_documents=pair_documents), store)
            app.include_router(_router())
            with TestClient(app, base_url="http://127.0.0.1:8321") as started:
                return started.get("/listed/EGY.json").headers["etag"]

    first = tag()
    assert tag() == first
    assert tag(pair_documents=7) != first
    monkeypatch.setattr("dragoman.web.page.program", lambda: "another")
    assert tag() != first


@pytest.mark.parametrize("part", ["phrases", "desk", "export", "ledger", "web"])
def test_the_program_is_another_with_another_file_of_what_pages_are_made_by(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("phrases", "desk", "export", "ledger", "web"):
        (tmp_path / name / "below").mkdir(parents=True)
    file = tmp_path / part / "below" / "some.toml"
    file.write_text("a = 1")
    monkeypatch.setattr("dragoman.web.templating.files", lambda _: tmp_path)
    before = program.__wrapped__()
    file.write_text("a = 2")
    assert program.__wrapped__() != before


def test_a_page_changes_with_the_ledger(client: TestClient, tmp_path: Path) -> None:
    first = client.get("/listed/EGY").headers["etag"]
    with open_store(tmp_path / "ledger.db") as other:
        from dragoman.model.outlet import Outlet, SourceKind

        outlet = Outlet(key="example.org", name="The Example", country="EGY", kind=SourceKind.AGENCY)
        other.name_outlet(outlet)
    assert client.get("/listed/EGY", headers={"If-None-Match": first}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nothing.json", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
        ("/listed/EGY.pdf", 404, "not_found"),
        ("/listed/Nowhereland.json", 404, "not_found"),
        ("/listed/EGY.json?limit=10", 422, "invalid"),
        ("/listed/EGY.json?on=tomorrow", 400, "bad_request"),
    ],
)
def test_errors_have_one_shape_for_programs(client: TestClient, path: str, status: int, code: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["status"], error["code"]) == (status, code)
    assert set(error) == {"status", "code", "message", "details"}


def test_errors_are_pages_for_readers(client: TestClient) -> None:
    response = client.get("/listed/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil", "", "/a\nb", "/ü"])
def test_choices_lead_nowhere_else(client: TestClient, back: str) -> None:
    csrf = client.get("/help").text.split('name="csrf" value="')[1].split('"')[0]
    response = client.post(
        "/settings", data={"lang": "fr", "back": back, "csrf": csrf}, follow_redirects=False
    )
    assert response.headers["location"] == "/"
