"""The page ``/search`` and its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dragoman.store import open_store
from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings
from tests.store.test_search import CAIRO, document, fill, reading


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with open_store(tmp_path_factory.mktemp("search") / "ledger.db") as store:
        fill(store)
        hostile = document('The <script>alert("grain")</script> envoy & co met.', "en", "2020-01-01")
        store.add(hostile, reading(hostile))
        for number in range(25):
            one = document(f"Barley report number {number}.", "en", "2019-01-01")
            store.add(one, reading(one))
        store.merge()
        app = create_app(WebSettings(login=False), store)
        with TestClient(app, base_url="http://127.0.0.1:8321") as client:
            yield client


@pytest.mark.parametrize("query", ["Lavrov", "Лавров", "لافروف", "拉夫罗夫"])
def test_a_name_in_any_script_leads_to_the_person_and_to_the_words(reader: TestClient, query: str) -> None:
    told = reader.get("/search.json", params={"q": query}).json()
    person = next(one["hits"][0] for one in told["kinds"] if one["kind"] == "person")
    page = reader.get("/search", params={"q": query})
    assert page.status_code == 200
    assert f'href="/people/{person["id"]}"' in page.text
    assert reader.get(f"/people/{person['id']}").status_code == 200
    assert "<mark>لافروف</mark>" in page.text


def test_a_hit_of_each_kind_leads_to_a_page_that_is_there(reader: TestClient) -> None:
    page = reader.get("/search", params={"q": "Lavrov Egypt"}).text
    paths = set(re.findall(r'href="(/(?:people|engagements|documents)/[^"]+)"', page))
    assert any(path.startswith("/engagements/") for path in paths)
    assert any("?at=" in path for path in paths)
    for path in paths:
        assert reader.get(path.replace("&amp;", "&")).status_code == 200


def test_the_page_says_which_parties_the_words_name(reader: TestClient) -> None:
    page = reader.get("/search", params={"q": "مصر"}).text
    assert 'href="/parties/EGY"' in page


def test_words_of_documents_stay_words(reader: TestClient) -> None:
    page = reader.get("/search", params={"q": "grain"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#34;<mark>grain</mark>&#34;)&lt;/script&gt;" in page


def test_one_kind_has_pages(reader: TestClient) -> None:
    first = reader.get("/search", params={"q": "barley", "kind": "document"}).text
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    second = reader.get("/search", params={"q": "barley", "kind": "document", "offset": "20"}).text
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    seen = [
        reader.get("/search.json", params={"q": "barley", "kind": "document", "offset": n}).json()
        for n in (0, 20)
    ]
    ids = [hit["id"] for page in seen for hit in page["kinds"][0]["hits"]]
    assert len(ids) == len(set(ids)) == 25


def test_a_few_of_each_kind_with_the_way_to_more(reader: TestClient) -> None:
    page = reader.get("/search", params={"q": "barley"}).text
    assert page.count("<mark>Barley</mark>") == 5
    assert "/search?q=barley&amp;kind=document" in page


def test_filters_are_kept_by_the_downloads(reader: TestClient) -> None:
    told = reader.get("/search.json", params={"q": "Lavrov", "lang": "en", "since": "2024"}).json()
    documents = next(one["hits"] for one in told["kinds"] if one["kind"] == "document")
    assert [hit["document_id"] for hit in documents] == [CAIRO.id]
    rows = reader.get("/search.csv", params={"q": "wheat", "kind": "document"}).text.splitlines()
    assert rows[0].startswith("kind,id,title")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "All words are found"),
        ({"q": "zeppelin"}, "Nothing was found. Try"),
        ({"q": "wheat", "lang": "zh"}, "Search without filters"),
        ({"q": "wheat", "kind": "document", "offset": "40"}, "There is no more"),
    ],
)
def test_an_empty_page_tells_what_to_do(reader: TestClient, asked: dict[str, str], words: str) -> None:
    assert words in reader.get("/search", params=asked).text


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_speaks_the_reader_s_language(reader: TestClient, lang: str) -> None:
    page = reader.get("/search", params={"q": "Lavrov"}, headers={"Accept-Language": lang})
    assert page.status_code == 200
    assert f'<html lang="{lang}"' in page.text


@pytest.mark.parametrize("query", ["\x00", "***", '"', "a AND NOT", "%", "'; --", "🤝", "x" * 1000])
def test_odd_questions_are_answered(reader: TestClient, query: str) -> None:
    assert reader.get("/search", params={"q": query}).status_code == 200


def test_half_a_letter_is_answered(reader: TestClient) -> None:
    assert reader.get("/search.json?q=%ED%A0%80").status_code == 200


def test_what_is_too_long_or_no_number_is_refused_in_the_shape_of_errors(reader: TestClient) -> None:
    for query in ("q=" + "x" * 1001, "q=x&limit=many", "q=x&kind=zeppelin", "q=x&since=2024&until=2023"):
        answer = reader.get(f"/search.json?{query}")
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "bad_request"


def test_the_field_at_the_top_of_every_page_asks_here(reader: TestClient) -> None:
    page = reader.get("/search", params={"q": "wheat"}).text
    assert 'role="search" action="/search"' in page
