"""The first page: what a ledger holds, what is due, and on an empty one what to do next."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.web.app import create_app
from dragoman.web.pages.home import span
from dragoman.web.settings import WebSettings


def test_an_empty_ledger_tells_what_to_do_next(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        client = TestClient(
            create_app(WebSettings(ledger=ledger_url, login=False), store), base_url="http://127.0.0.1:8321"
        )
        page = client.get("/")
    assert page.status_code == 200
    assert re.search(r'<a class="button main" href="/add">', page.text)
    assert "dragoman read" in page.text


def test_pairs_news_and_what_is_due_are_there_with_their_links(client: TestClient) -> None:
    page = client.get("/", params={"on": "2024-06-01"}).text
    told = client.get("/overview.json", params={"on": "2024-06-01"}).json()
    pairs = told["pairs"]["newest"]
    assert {"EGY", "RUS"} in [set(row["parties"]) for row in told["pairs"]["busiest"]]
    assert [row["last"] for row in pairs] == sorted((row["last"] for row in pairs), reverse=True)
    for row in pairs:
        left, right = row["parties"]
        assert f'href="/pairs/{left}/{right}"' in page
    for kind in ("planned", "overdue", "commitments"):
        for row in told["due"][kind]:
            assert f"/{row['kind']}s/{row['id']}" in page
    assert told["new"]["engagements"]
    for row in told["new"]["engagements"]:
        assert f"/engagements/{row['id']}" in page
        assert row["documents"] > 0


def test_what_is_due_is_told_by_the_day_that_is_asked_for(client: TestClient) -> None:
    dues = set()
    for on in ("2016-01-01", "2024-01-01", "2030-01-01"):
        due = client.get("/overview.json", params={"on": on}).json()["due"]
        assert all(row["due"] < on for row in due["overdue"])
        assert all(row["due"] >= on for row in due["commitments"])
        assert all(dt.date.fromisoformat(row["last"]) >= dt.date.fromisoformat(on) for row in due["planned"])
        dues.add((len(due["overdue"]), len(due["commitments"])))
    assert len(dues) > 1


def test_every_link_of_the_page_and_of_the_help_leads_somewhere(client: TestClient) -> None:
    for path in ("/", "/help"):
        page = client.get(path)
        assert page.status_code == 200
        links = {one for one in re.findall(r'href="(/[^"#?]*)', page.text) if "static" not in one}
        assert links
        broken = {one: code for one in links if (code := client.get(one).status_code) not in (200, 303, 307)}
        assert not broken, path


def test_the_page_is_answered_without_deriving_the_ledger(examples_db: Path) -> None:
    with open_store(examples_db) as store:
        app = create_app(WebSettings(ledger=str(examples_db), login=False), store)

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("the whole ledger was asked for")

        store.ledger = store.scoped = refuse  # type: ignore[method-assign, assignment]
        client = TestClient(app, base_url="http://127.0.0.1:8321")
        assert client.get("/").status_code == 200
        assert client.get("/overview.json").json()["documents"] > 30


def test_the_first_page_speaks_three_languages(client: TestClient) -> None:
    titles = set()
    for lang, direction in (("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")):
        page = client.get("/", headers={"Accept-Language": lang}).text
        assert f'<html lang="{lang}" dir="{direction}"' in page
        titles |= set(re.findall(r"<h1>(.*?)</h1>", page))
    assert len(titles) == 3


def test_days_are_written_as_short_as_they_can_be() -> None:
    day = dt.date.fromisoformat
    assert span(None, None) is None
    assert span(day("2024-03-01"), day("2024-03-01")) == ("2024-03-01", "")
    assert span(day("2024-02-01"), day("2024-02-29")) == ("2024-02", "")
    assert span(day("2024-01-01"), day("2024-12-31")) == ("2024", "")
    assert span(day("2023-01-01"), day("2024-12-31")) == ("2023", "2024")
    assert span(day("2024-02-01"), day("2024-02-28")) == ("2024-02-01", "2024-02-28")
    assert span(day("2024-02-01"), day("2024-03-31")) == ("2024-02-01", "2024-03-31")
