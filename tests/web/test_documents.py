"""The page of a document: its words as they are, what was read in them, and nothing that runs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.model.text import Document
from dragoman.web.app import create_app
from dragoman.web.pages.documents import PART, web_address
from dragoman.web.settings import WebSettings

TOLD = (
    "On 3 May 2021 the foreign minister of Egypt, Sameh Shoukry, met the Russian foreign minister, "
    "Sergey Lavrov, in Cairo. They discussed trade in wheat and the situation along the river.\n\n"
)
HOSTILE = "<script>alert(1)</script> & <b onclick='x'>bold</b> \"quoted\" \u202e reversed \u2066 apart\n\n"
LONG = "".join(f"Paragraph {n} has nothing of note in it, and goes on for a while.\n\n" for n in range(900))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "ledger.db"
    with Ledger.open(path) as opened:
        opened.add(
            HOSTILE + TOLD + TOLD,
            lang="en",
            published="2021-05-03",
            source="Wire <i>service</i>",
            title="Talks </h1><script>alert(2)</script>",
            url="javascript:alert(3)",
            name="hostile.txt",
        )
        opened.add(
            TOLD + "A later paper adds this sentence of its own on the price of bread.\r\nAnd a line.\n",
            lang="en",
            published="2021-05-06",
            source="Paper",
            title="Talks in Cairo",
            url="https://paper.example/talks",
            name="paper.txt",
        )
        opened.add(LONG + TOLD, lang="en", published="2021-05-04", source="Long", name="long.txt")
    return path


@pytest.fixture(scope="module")
def documents(ledger: Path) -> dict[str, Document]:
    with Ledger.open(ledger) as opened:
        return {document.name: document for document in opened.documents}


@pytest.fixture(scope="module")
def reader(ledger: Path) -> Iterator[TestClient]:
    app = create_app(WebSettings(ledger=str(ledger), login=False))
    with TestClient(app, base_url="http://127.0.0.1:8321") as made:
        yield made


class TextOf(HTMLParser):
    """The text nodes of the element with id="text", its attributes, and the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.words = ""
        self.own: dict[str, str | None] = {}
        self.tags: set[str] = set()
        self.starts: list[tuple[int, int]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.depth:
            self.depth += 1
            self.tags.add(tag)
            if given.get("data-start"):
                self.starts.append((int(given["data-start"] or 0), len(self.words)))
        elif given.get("id") == "text":
            self.depth, self.own = 1, given

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words += data


@pytest.mark.parametrize("name", ["hostile.txt", "paper.txt"])
def test_the_text_nodes_are_the_text_from_where_they_say_they_begin(
    reader: TestClient, documents: dict[str, Document], name: str
) -> None:
    document = documents[name]
    found = TextOf(reader.get(f"/documents/{document.id}").text)
    assert found.own["data-document"] == document.id
    assert found.words == document.text
    assert found.starts
    assert all(start == at for start, at in found.starts)


def test_nothing_of_a_document_becomes_markup(reader: TestClient, documents: dict[str, Document]) -> None:
    page = reader.get(f"/documents/{documents['hostile.txt'].id}").text
    assert TextOf(page).tags <= {"a", "span", "mark"}
    assert "alert(1)" in html.unescape(page)
    assert not re.search(r"<script>alert|<b onclick|<i>service", page)
    assert 'href="javascript:' not in page


def test_words_that_are_asked_for_are_marked_and_can_be_reached(
    reader: TestClient, documents: dict[str, Document]
) -> None:
    document = documents["paper.txt"]
    start = document.text.index("price of bread")
    page = reader.get(f"/documents/{document.id}?at={start}-{start + 14}").text
    assert page.count('id="at"') == 1
    assert re.search(r'<span id="at"></span><mark [^>]*class="at[^>]*>price of bread</mark>', page)


@pytest.mark.parametrize("at", ["x", "5-5", "9-3", "999999-1000000", "1-", "-1-2"])
def test_words_that_are_not_there_are_refused(
    reader: TestClient, documents: dict[str, Document], at: str
) -> None:
    answer = reader.get(f"/documents/{documents['paper.txt'].id}.json?at={at}")
    page = reader.get(f"/documents/{documents['paper.txt'].id}?at={at}")
    assert page.status_code == 400
    assert answer.status_code == 200  # the data is the whole document, whatever is marked on the page


def test_a_long_document_is_shown_in_parts_that_together_are_the_text(
    reader: TestClient, documents: dict[str, Document]
) -> None:
    document = documents["long.txt"]
    assert len(document.text) > 2 * PART
    words, offset, pages = "", 0, 0
    while offset < len(document.text):
        found = TextOf(reader.get(f"/documents/{document.id}?offset={offset}").text)
        assert int(found.own["data-start"] or 0) == offset
        assert 0 < len(found.words) <= PART
        words += found.words
        offset, pages = int(found.own["data-end"] or 0), pages + 1
    assert words == document.text
    assert pages > 2


def test_the_part_with_the_words_that_are_asked_for_is_shown(
    reader: TestClient, documents: dict[str, Document]
) -> None:
    document = documents["long.txt"]
    start = document.text.index("Sameh Shoukry")
    found = TextOf(reader.get(f"/documents/{document.id}?at={start}-{start + 13}").text)
    assert "Sameh Shoukry" in found.words
    assert int(found.own["data-start"] or 0) > 0


def test_what_is_printed_twice_and_what_stands_elsewhere_are_marked(
    reader: TestClient, documents: dict[str, Document]
) -> None:
    repeated = reader.get(f"/documents/{documents['hostile.txt'].id}").text
    assert re.search(r'class="[^"]*\brepeat\b', repeated)
    later = reader.get(f"/documents/{documents['paper.txt'].id}").text
    assert re.search(r'class="[^"]*\becho\b', later)
    assert f"/compare?doc={documents['hostile.txt'].id}&amp;doc={documents['paper.txt'].id}" in later
    assert not re.search(r'data-echo="[^"]*"[^>]*>[^<]*price of bread', later)


def test_every_record_stands_beside_the_text_and_leads_to_its_thing(
    reader: TestClient, documents: dict[str, Document]
) -> None:
    document = documents["paper.txt"]
    data = reader.get(f"/documents/{document.id}.json").json()
    page = reader.get(f"/documents/{document.id}").text
    assert data["records"]
    numbers = set(re.findall(r'<li id="r(\d+)"', page))
    assert len(numbers) == len(data["records"])
    for marked in re.findall(r'data-r="([\d ]+)"', page):
        assert set(marked.split()) <= numbers
    for target in re.findall(r'href="#(p\d+)"', page):
        assert f'id="{target}"' in page
    for record in data["records"]:
        assert record["thing"]
        for place in record["places"]:
            assert document.text[place["start"] : place["end"]].strip()


def test_one_kind_alone_can_be_listed(reader: TestClient, documents: dict[str, Document]) -> None:
    page = reader.get(f"/documents/{documents['paper.txt'].id}?kind=person").text
    assert re.search(r'<li id="r\d+"[^>]*class="m-person"', page)
    assert not re.search(r'<li id="r\d+"[^>]*class="m-engagement"', page)


def test_an_arabic_text_runs_from_right_to_left_on_an_english_page(client: TestClient) -> None:
    listed = client.get("/documents.json?lang=ar").json()
    page = client.get(f"/documents/{listed['items'][0]['id']}").text
    assert '<html lang="en" dir="ltr"' in page
    own = TextOf(page).own
    assert (own["lang"], own["dir"]) == ("ar", "rtl")


def test_the_list_narrows_pages_and_downloads_alike(client: TestClient) -> None:
    data = client.get("/documents.json?lang=fr&limit=2&offset=1").json()
    assert len(data["items"]) == 2
    assert data["total"] > 3
    assert {one["lang"] for one in data["items"]} == {"fr"}
    lines = client.get("/documents.csv?lang=fr").text.splitlines()
    assert len(lines) == data["total"] + 1
    both = client.get("/documents.json?party=EGY&party=RUS&since=2021").json()
    assert 0 < both["total"] < client.get("/documents.json").json()["total"]


@pytest.mark.parametrize("query", ["since=2021-13", "offset=x", "limit=-1", "until=soon"])
def test_filters_that_make_no_sense_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/documents.json?{query}").status_code == 400


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", None),
        (" https://a.example", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, wanted: str | None) -> None:
    assert web_address(address) == wanted
