"""The timeline of a pair: its filters, its two orders, and files that honour both."""

from __future__ import annotations

import csv
import io
import re

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

PATH = "/pairs/EGY/RUS/timeline"


def _ids(client: TestClient, **query: str | list[str]) -> list[str]:
    return [one["id"] for one in client.get(f"{PATH}.json", params=query).json()]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "visit"},
        {"kind": ["visit", "meeting"]},
        {"told": "planned"},
        {"level": "head of state"},
        {"since": "2020"},
        {"until": "2019-12"},
        {"q": "Dabaa"},
        {"q": "الضبعة"},
        {"by": "report", "order": "oldest"},
        {"country": "RUS"},
    ],
)
def test_every_file_and_the_page_have_what_was_chosen(client: TestClient, query: dict[str, str]) -> None:
    ids = _ids(client, **query)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PATH}.csv", params=query).text)))
    assert [row["id"] for row in rows] == ids
    page = client.get(PATH, params=query).text
    told = re.findall(r'class="event-head".*?href="/engagements/([^"]+)"', page, re.S)
    assert told == ids
    events = Calendar.from_ical(client.get(f"{PATH}.ics", params=query).content).walk("VEVENT")
    dated = {row["id"] for row in rows if row["date"]}
    assert {str(e["uid"]).split("@")[0].removeprefix("engagement-") for e in events} == dated


def test_filters_leave_out_what_is_not_chosen(client: TestClient) -> None:
    every = client.get(f"{PATH}.json").json()
    assert {one["kind"] for one in every} > {"visit"}
    visits = client.get(f"{PATH}.json?kind=visit").json()
    assert {one["kind"] for one in visits} == {"visit"}
    assert len(visits) == sum(1 for one in every if one["kind"] == "visit")
    recent = client.get(f"{PATH}.json?since=2018-10-17").json()
    assert recent
    assert all(one["date"] >= "2018-10-17" for one in recent)
    assert _ids(client, q="no such words anywhere") == []


def test_events_and_reports_have_orders_of_their_own(client: TestClient) -> None:
    def last(one: dict[str, list[dict[str, str | None]]]) -> str:
        return max((report["published"] or "" for report in one["reports"]), default="")

    told = [last(one) for one in client.get(f"{PATH}.json?by=report").json()]
    dated = [day for day in told if day]
    assert dated == sorted(dated, reverse=True)
    assert set(_ids(client)) == set(_ids(client, by="report"))
    assert _ids(client) != _ids(client, by="report")


def test_oldest_first_is_newest_first_backwards_but_for_the_undated(client: TestClient) -> None:
    newest = [one["date"] for one in client.get(f"{PATH}.json").json() if one["date"]]
    oldest = [one["date"] for one in client.get(f"{PATH}.json?order=oldest").json() if one["date"]]
    assert sorted(newest) == sorted(oldest)
    assert newest[0] > oldest[0]


def test_a_line_has_its_people_its_words_and_how_many_voices_tell_it(client: TestClient) -> None:
    page = client.get(f"{PATH}?kind=visit").text
    assert 'href="/people/' in page
    assert "<blockquote" in page
    assert re.search(r'href="/documents/[^"]+\?at=\d+-\d+#at"', page)
    assert "voice" in page


@pytest.mark.parametrize("query", ["kind=party", "since=yesterday", "order=odd", "offset=-1", "told=maybe"])
def test_a_filter_that_is_none_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{PATH}?{query}").status_code in (400, 422)


def test_nothing_that_fits_says_what_to_do(client: TestClient) -> None:
    page = client.get(f"{PATH}?q=zzzz")
    assert page.status_code == 200
    assert 'class="empty"' in page.text
