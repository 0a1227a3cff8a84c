"""The pages of two parties: what they have in common, and that their data are those of the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.export.page import Foreign, Style, Styled
from dragoman.ledger import Ledger
from dragoman.web.app import create_app
from dragoman.web.pages.pair.asked import TABS
from dragoman.web.pages.pair.pieces import markup
from dragoman.web.settings import WebSettings

PAIR = "/pairs/EGY/RUS"
DAY = "2024-12-31"
PAGES = tuple(f"{PAIR}/{tab}" if tab else PAIR for tab in TABS)


@pytest.fixture(scope="module")
def ledger(examples_db: Path) -> Iterator[Ledger]:
    with Ledger.open(examples_db) as opened:
        yield opened


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_every_tab_answers_in_every_language(client: TestClient, path: str, lang: str) -> None:
    page = client.get(path, params={"on": DAY}, headers={"Accept-Language": lang})
    assert page.status_code == 200, page.text
    assert f'lang="{lang}"' in page.text
    assert 'aria-current="page"' in page.text
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_page_is_refused_by_its_security_policy(client: TestClient, path: str) -> None:
    text = client.get(path, params={"on": DAY}).text
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", text)
    assert not re.search(r"<script(?![^>]* src=)", text)


@pytest.mark.parametrize("path", PAGES)
def test_all_links_of_a_page_lead_somewhere(client: TestClient, path: str) -> None:
    text = client.get(path, params={"on": DAY}).text.partition("<main")[2].partition("</main>")[0]
    links = {
        link.split("#")[0].replace("&amp;", "&") for link in re.findall(r'(?:href|src)="(/[^"]*)"', text)
    }
    kinds: dict[str, str] = {}
    for link in sorted(links):  # a few of each kind: there are many documents
        kinds.setdefault(re.sub(r"(?<=/)[a-z]{3}-?[0-9a-f]{8,}.*|\?.*", "", link), link)
    assert kinds
    slow = (".pdf", ".docx")
    wrong = {
        link: status
        for link in kinds.values()
        if not link.split("?")[0].endswith(slow) and (status := client.get(link).status_code) != 200
    }
    assert wrong == {}


@pytest.mark.parametrize("path", PAGES)
def test_links_between_tabs_keep_the_day(client: TestClient, path: str) -> None:
    text = client.get(path, params={"on": DAY}).text
    tabs = re.search(r'<nav class="tabs".*?</nav>', text, re.S)
    assert tabs is not None
    links = re.findall(r'href="([^"]*)"', tabs[0])
    assert len(links) == len(TABS)
    assert all(link.endswith(f"?on={DAY}") for link in links)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/pairs/RUS/EGY", "/pairs/EGY/RUS"),
        ("/pairs/RUS/EGY.json", "/pairs/EGY/RUS.json"),
        ("/pairs/Russia/Egypt/timeline.csv?q=a%20b", "/pairs/EGY/RUS/timeline.csv?q=a%20b"),
        ("/pairs/مصر/روسيا/map", "/pairs/EGY/RUS/map"),
        ("/pairs/egy/rus", "/pairs/EGY/RUS"),
    ],
)
def test_a_pair_has_one_address(client: TestClient, asked: str, address: str) -> None:
    answer = client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, address)


@pytest.mark.parametrize("path", ["/pairs/EGY/EGY", "/pairs/EGY/Ruritania", "/pairs/EGY/RUS/nothing"])
def test_what_is_no_pair_or_no_page_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_two_that_never_met_are_told_so(client: TestClient, tab: str) -> None:
    page = client.get(f"/pairs/NRU/TUV/{tab}".rstrip("/"))
    assert page.status_code == 200
    assert "Traceback" not in page.text


def _ids(value: Any) -> list[str]:
    """Every id of an answer, in order: names of people are those that the documents of the two give them."""
    if isinstance(value, dict):
        own = [value["id"]] if isinstance(value.get("id"), str) else []
        return own + [one for part in value.values() for one in _ids(part)]
    return [one for part in value for one in _ids(part)] if isinstance(value, list) else []


def test_the_data_of_pages_are_those_of_the_commands(client: TestClient, ledger: Ledger) -> None:
    def got(tab: str, **query: str) -> Any:
        return client.get(f"{PAIR}/{tab}.json", params={"on": DAY, **query}).json()

    answers = {
        "consultations": ledger.consultations("EGY", "RUS", DAY),
        "commitments": ledger.commitments("EGY", "RUS", on=DAY),
        "avenues": ledger.avenues("EGY", "RUS", DAY),
        "brief": ledger.brief("EGY", "RUS", DAY),
        "timeline": ledger.timeline("EGY", "RUS", on=DAY, newest_first=True),
    }
    for tab, answer in answers.items():
        made = got(tab)
        assert _ids(made) == _ids(answer.json()) != [], tab
        if isinstance(made, dict):
            assert made.keys() == answer.json().keys(), tab
    card, wanted = (
        got("areas", since="2020-01-01"),
        ledger.assess("EGY", "RUS", DAY, since="2020-01-01").json(),
    )
    assert card["areas"] == wanted["areas"]
    assert _ids(client.get(f"{PAIR}.json", params={"on": DAY}).json()) == _ids(got("brief"))


def test_a_page_looks_at_the_newest_documents_and_says_so(examples_db: Path) -> None:
    few = create_app(WebSettings(ledger=str(examples_db), login=False, pair_documents=1))
    with TestClient(few, base_url="http://127.0.0.1:8321") as client:
        short = client.get("/pairs/MAR/RUS/timeline")
        assert "?all=yes" in short.text
        whole = client.get("/pairs/MAR/RUS/timeline?all=yes")
        assert "?all=yes" in whole.text  # links keep it
        numbers = [page.text.count('class="event"') for page in (short, whole)]
        assert 0 < numbers[0] < numbers[1]


def test_a_download_covers_what_its_page_leaves_out(examples_db: Path) -> None:
    few = create_app(WebSettings(ledger=str(examples_db), login=False, pair_documents=1))
    with TestClient(few, base_url="http://127.0.0.1:8321") as client:
        for data in ("timeline.json", "timeline.csv", "commitments.csv", "brief.md"):
            short = client.get(f"/pairs/MAR/RUS/{data}")
            whole = client.get(f"/pairs/MAR/RUS/{data}?all=yes")
            assert short.text == whole.text
            assert "x-dragoman-documents" not in short.headers
        page = client.get("/pairs/MAR/RUS/timeline").text
        assert page.count('class="event"') < len(client.get("/pairs/MAR/RUS/timeline.json").json())


def test_a_download_or_answer_that_leaves_documents_out_says_so_each_time(
    examples_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("dragoman.web.desk", "dragoman.web.view", "dragoman.web.pages.pair.asked"):
        monkeypatch.setattr(f"{module}.MOST", 1)
    few = create_app(WebSettings(ledger=str(examples_db), login=False, pair_documents=1))
    with TestClient(few, base_url="http://127.0.0.1:8321") as client:
        for path in ("/pairs/MAR/RUS/timeline.csv", "/api/v1/pairs/MAR/RUS/timeline"):
            for _ in range(2):  # the second time it is kept
                told = client.get(path).headers["x-dragoman-documents"]
                assert re.fullmatch(r"newest 1 of ([2-9]|\d\d+)", told)
        assert "x-dragoman-documents" not in client.get("/pairs/MAR/RUS/timeline").headers


def test_a_drawing_has_its_left_and_right_on_an_arabic_page(client: TestClient) -> None:
    for tab in ("network", "map"):
        page = client.get(f"{PAIR}/{tab}", params={"on": DAY}, headers={"Accept-Language": "ar"}).text
        (drawing,) = re.findall(r"<svg[^>]*role=.group.*?</svg>", page, re.S)
        assert ' direction="ltr"' in drawing.partition(">")[0]
        names = re.findall(r"<text[^>]*>", drawing)
        assert names
        assert all(' unicode-bidi="plaintext"' in name for name in names)


def test_a_day_is_honoured(client: TestClient) -> None:
    early = client.get(f"{PAIR}/timeline.json?on=2018-10-18").json()
    late = client.get(f"{PAIR}/timeline.json?on={DAY}").json()
    assert 0 < len(early) < len(late)
    assert client.get(f"{PAIR}?on=yesterday").status_code == 400


@given(st.text(), st.sampled_from(["en", "ar", "und"]))
def test_words_of_documents_stay_words(text: str, lang: str) -> None:
    made = str(markup((text, Foreign(text, lang), Styled((Foreign(text),), Style.WARN))))
    bare = re.sub(r"</?(bdi|span)( (lang|dir|class)=\"[a-z]+\")*>", "", made)
    assert "<" not in bare
    assert '"' not in bare


def test_a_brief_is_had_in_every_format_and_language(client: TestClient) -> None:
    starts = {"md": b"# ", "html": b"<!doctype html>", "docx": b"PK", "pdf": b"%PDF", "json": b"{"}
    for format, start in starts.items():
        for lang in ("en", "fr", "ar"):
            got = client.get(f"{PAIR}/brief.{format}", params={"on": DAY, "lang": lang})
            assert got.status_code == 200
            assert got.content.lstrip().startswith(start)
    long = client.get(f"{PAIR}/brief.md", params={"on": DAY, "form": "long"}).text
    assert len(long) > len(client.get(f"{PAIR}/brief.md", params={"on": DAY}).text)


def test_the_brief_on_the_page_has_every_note_that_it_refers_to(client: TestClient) -> None:
    text = client.get(f"{PAIR}/brief", params={"on": DAY, "form": "long"}).text
    used = set(re.findall(r'href="#(note-\d+)"', text))
    assert used
    assert used <= set(re.findall(r'id="(note-\d+)"', text))
    assert 'class="chart"' in text


def test_the_chart_of_momentum_is_a_picture_with_words(client: TestClient) -> None:
    page = client.get(f"{PAIR}/areas", params={"on": DAY}).text
    picture = re.search(r'<img class="chart" src="([^"]*momentum\.svg[^"]*)" alt="([^"]+)"', page)
    assert picture is not None
    assert "Egypt" in picture[2]
    svg = client.get(picture[1].replace("&amp;", "&"))
    assert svg.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in svg.content


def test_without_the_extra_for_charts_the_page_says_so_and_has_the_table(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.web.pages.pair.areas.find_spec", lambda _: None)
    page = client.get(
        f"{PAIR}/momentum", params={"on": "2024-12-30"}
    ).text  # a page that nobody asked for yet
    assert "<img" not in page
    assert "dragoman[charts]" in page
    assert page.count("/engagements/") > 0


def test_a_pair_is_laid_beside_another(client: TestClient) -> None:
    page = client.get(f"{PAIR}/areas", params={"on": DAY, "with_left": "India", "with_right": "RUS"})
    assert page.text.count("IND-RUS") > 5
    assert client.get(f"{PAIR}/areas?with_left=RUS&with_right=EGY").status_code == 400


def test_pictures_of_places_and_people_lead_to_what_they_show(client: TestClient) -> None:
    page = client.get(f"{PAIR}/map", params={"on": DAY}).text
    link = re.search(r'<a href="(/pairs/EGY/RUS/timeline\?[^"]*city=[^"]+)"', page)
    assert link is not None
    there = client.get(link[1].replace("&amp;", "&"))
    assert there.text.count('class="event"') > 0
    people = client.get(f"{PAIR}/network", params={"on": DAY}).text
    assert re.search(r"<svg.*?/people/", people, re.S)
    for tab in ("map", "network"):
        assert client.get(f"{PAIR}/{tab}.svg").content.startswith(b"<svg")


def test_positions_say_how_many_documents_were_looked_at(client: TestClient) -> None:
    page = client.get(f"{PAIR}/positions", params={"on": DAY, "documents": 1}).text
    assert "documents=2" in page  # look at more
    assert client.get(f"{PAIR}/positions?documents=100000").status_code == 422


def test_the_docket_keeps_to_its_filters(client: TestClient) -> None:
    every = client.get(f"{PAIR}/commitments.json", params={"on": DAY}).json()
    intents = client.get(f"{PAIR}/commitments.json", params={"on": DAY, "strength": "intent"}).json()
    assert {one["strength"] for one in intents} == {"intent"}
    firm = client.get(f"{PAIR}/commitments.json", params={"on": DAY, "strength": "commitment"}).json()
    assert len(intents) < len(every)
    assert len(intents) + len(firm) == len(every)
    page = client.get(f"{PAIR}/commitments", params={"on": DAY, "strength": "intent"}).text
    assert page.count('href="/commitments/') == len(intents)
    assert client.get(f"{PAIR}/commitments?area=magic").status_code == 400
