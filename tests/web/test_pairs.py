"""The list of pairs, a party's page, and the calendar."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from dragoman.ledger import Ledger


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_pairs_are_listed_with_their_documents(client: TestClient) -> None:
    page = client.get("/pairs")
    assert page.status_code == 200
    assert 'href="/pairs/EGY/RUS"' in page.text
    rows = client.get("/pairs.json").json()
    assert {"EGY-RUS", "BRA-CHN"} <= {f"{row['left']}-{row['right']}" for row in rows}
    assert all(row["left"] < row["right"] and row["documents"] > 0 for row in rows)


@pytest.mark.parametrize("words", ["EGY", "Egypt", "مصر", "Египет"])
def test_a_party_is_given_by_its_name_in_any_language(client: TestClient, words: str) -> None:
    rows = client.get("/pairs.json", params={"party": words}).json()
    assert rows
    assert all("EGY" in (row["left"], row["right"]) for row in rows)


def test_the_order_of_pairs_is_chosen(client: TestClient) -> None:
    by_number = [int(row["documents"]) for row in _rows(client.get("/pairs.csv?order=documents").text)]
    assert by_number == sorted(by_number, reverse=True)
    by_date = [row["last"] for row in _rows(client.get("/pairs.csv?order=latest").text) if row["last"]]
    assert by_date == sorted(by_date, reverse=True)


def test_the_file_has_all_pairs_and_the_page_some(client: TestClient) -> None:
    every = len(client.get("/pairs.json").json())
    assert client.get("/pairs.json?offset=5").json() == client.get("/pairs.json").json()
    assert client.get("/pairs?offset=5").text.count('<th scope="row">') == every - 5


def test_a_strange_party_is_said_to_be_none(client: TestClient) -> None:
    assert client.get("/pairs?party=Ruritania").status_code == 404
    assert client.get("/parties/Ruritania").status_code == 404


def test_a_party_has_its_pairs_its_newest_dealings_and_its_registers(client: TestClient) -> None:
    page = client.get("/parties/EGY")
    assert page.status_code == 200
    for link in ("/pairs/EGY/RUS", "/people?party=EGY", "/instruments?party=EGY", "/calendar?party=EGY"):
        assert f'href="{link}"' in page.text
    assert 'href="/engagements/' in page.text


def test_a_party_without_documents_says_what_to_do(client: TestClient) -> None:
    page = client.get("/parties/NRU")
    assert page.status_code == 200
    assert 'href="/add"' in page.text


def test_the_calendar_of_all_is_that_of_its_files(client: TestClient) -> None:
    day = "?on=2024-10-20"
    entries = client.get(f"/calendar.json{day}").json()["entries"]
    assert entries
    rows = _rows(client.get(f"/calendar.csv{day}").text)
    events = Calendar.from_ical(client.get(f"/calendar.ics{day}").content).walk("VEVENT")
    assert [row["uid"] for row in rows] == [entry["uid"] for entry in entries]
    assert {str(event["uid"]).removesuffix("@dragoman") for event in events} == {e["uid"] for e in entries}
    page = client.get(f"/calendar{day}").text
    assert all(
        f"/{'commitments' if e['kind'] == 'deadline' else 'engagements'}/{e['of']}" in page for e in entries
    )


def test_a_calendar_keeps_to_the_kinds_that_are_chosen(client: TestClient) -> None:
    chosen = client.get("/calendar.json?on=2020-01-01&kind=deadline").json()["entries"]
    assert {entry["kind"] for entry in chosen} <= {"deadline"}
    assert client.get("/calendar?kind=party").status_code == 422


def test_the_calendar_of_a_pair_is_that_of_the_command(client: TestClient, examples_db: Path) -> None:
    asked = (
        ("EGY", "RUS", "2018-10-20"),
        ("ESP", "PRT", "2024-10-22"),
        ("BRA", "FRA", "2024-03-23"),
        ("IND", "RUS", "2022-01-01"),
    )
    told = 0
    with Ledger.open(examples_db) as ledger:
        for left, right, day in asked:
            wanted = ledger.calendar(left, right, on=day).json()["entries"]
            got = client.get("/calendar.json", params={"left": right, "right": left, "on": day}).json()
            # a page keeps the ids of the whole ledger, also for a day in the past
            assert [(e["first"], e["title"]) for e in got["entries"]] == [
                (e["first"], e["title"]) for e in wanted
            ]
            told += len(wanted)
    assert told


def test_a_calendar_is_of_two_at_most(client: TestClient) -> None:
    assert client.get("/calendar?party=EGY&left=RUS&right=IND").status_code == 400
