"""Programs decide as people do: on what they saw, at once, and so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.web.app import create_app
from dragoman.web.settings import WebSettings
from tests.web.api_samples import ROOT


@pytest.fixture
def desk(ledger_db: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(WebSettings(ledger=str(ledger_db), login=False)), base_url="http://127.0.0.1:8321"
    ) as made:
        yield made


def _decide(desk: TestClient, **sent: Any) -> Any:
    return desk.post(f"{ROOT}/review/decisions", json=sent)


def _engagement(desk: TestClient) -> Any:
    """An engagement that one document tells, with what is seen of it."""
    for row in desk.get(f"{ROOT}/engagements?limit=100").json()["items"]:
        if row["documents"] == 1 and row["main"]:
            return desk.get(f"{ROOT}/review/things/{row['id']}").json()
    raise AssertionError("no engagement is told by one document alone")


def _seen(thing: Any) -> list[str]:
    return [one["seen"] for one in thing["records"]]


def test_a_correction_counts_at_once_and_is_undone(desk: TestClient) -> None:
    thing = _engagement(desk)
    identity = thing["records"][0]["id"]
    before = desk.get(f"{ROOT}/engagements/{identity}").json()["date"]
    sent = {"field": "date", "value": "2019-02-03", "reason": "it says so"}
    said = _decide(desk, act="correct", id=identity, seen=_seen(thing), **sent)
    assert said.status_code == 201, said.text
    decision = said.json()["decisions"][0]
    assert (decision["field"], decision["value"], decision["reason"]) == ("date", "2019-02-03", "it says so")
    assert desk.get(f"{ROOT}/engagements/{identity}").json()["date"] == "2019-02-03"
    logged = desk.get(f"{ROOT}/review/decisions").json()["items"]
    assert [one["id"] for one in logged] == [decision["id"]]
    assert _decide(desk, act="undo", id=decision["id"]).status_code == 201
    assert desk.get(f"{ROOT}/engagements/{identity}").json()["date"] == before
    assert desk.get(f"{ROOT}/review/decisions").json()["items"][0]["retracted_at"]


def test_nobody_overwrites_what_they_did_not_see(desk: TestClient) -> None:
    thing = _engagement(desk)
    identity, seen = thing["records"][0]["id"], _seen(thing)
    first = _decide(desk, act="correct", id=identity, field="date", value="2019-02-03", seen=seen)
    assert first.status_code == 201
    second = _decide(desk, act="correct", id=identity, field="date", value="2018-01-01", seen=seen)
    assert (second.status_code, second.json()["error"]["code"]) == (409, "outdated")
    assert desk.get(f"{ROOT}/engagements/{identity}").json()["date"] == "2019-02-03"
    other = next(
        row["id"]
        for row in desk.get(f"{ROOT}/engagements?limit=100").json()["items"]
        if row["id"] != thing["id"]
    )
    unseen = _decide(desk, act="confirm", id=other, seen=seen)
    assert (unseen.status_code, unseen.json()["error"]["code"]) == (409, "not_seen")


def test_two_are_merged_split_and_undone(desk: TestClient) -> None:
    asked = [
        one
        for matter in ("person", "engagement", "instrument", "body")
        for one in desk.get(f"{ROOT}/review/merges?matter={matter}&limit=200").json()["items"]
    ]
    people = desk.get(f"{ROOT}/people?limit=200").json()["items"]
    pair = (
        (asked[0]["left"]["id"], asked[0]["right"]["id"], "review")
        if asked
        else (people[0]["id"], people[1]["id"], "people")
    )
    left, right = (desk.get(f"{ROOT}/review/things/{one}").json() for one in pair[:2])
    seen = [*_seen(left), *_seen(right)]
    ids = [left["records"][0]["id"], right["records"][0]["id"]]
    joined = _decide(desk, act="merge", ids=ids, seen=seen)
    assert joined.status_code == 201, joined.text
    one, other = (desk.get(f"{ROOT}/review/things/{identity}").json() for identity in ids)
    assert one["id"] == other["id"]
    assert len(one["records"]) == len(left["records"]) + len(right["records"])
    assert _decide(desk, act="split", ids=ids[1:], seen=_seen(one)).status_code == 201
    one, other = (desk.get(f"{ROOT}/review/things/{identity}").json() for identity in ids)
    assert one["id"] != other["id"]
    for decision in (one["decisions"][-1]["id"], joined.json()["decisions"][0]["id"]):
        assert _decide(desk, act="undo", id=decision).status_code == 201
    again = [desk.get(f"{ROOT}/review/things/{identity}").json()["id"] for identity in ids]
    assert again == [left["id"], right["id"]]


def test_what_the_machine_missed_is_added_with_its_words(desk: TestClient) -> None:
    row = desk.get(f"{ROOT}/documents?limit=1&party=EGY&lang=ru").json()["items"][0]
    text = desk.get(f"{ROOT}/documents/{row['id']}").json()["text"]
    said = _decide(
        desk,
        act="add",
        document=row["id"],
        kind="commitment",
        words=[{"start": 0, "end": 40}],
        values={"who": "EGY", "due": "2026"},
    )
    assert said.status_code == 201, said.text
    added = said.json()["decisions"][0]
    assert added["words"][0]["quote"] == text[:40]
    listed = desk.get(f"{ROOT}/documents/{row['id']}").json()["annotation"]["commitments"]
    assert any(one["quote"] == text[:40] and one["due"] == "2026" for one in listed)


def test_a_record_is_rejected_and_comes_back(desk: TestClient) -> None:
    thing = _engagement(desk)
    identity = thing["records"][0]["id"]
    said = _decide(desk, act="reject", id=identity, seen=_seen(thing))
    assert said.status_code == 201
    assert desk.get(f"{ROOT}/engagements/{identity}").status_code == 404
    assert _decide(desk, act="undo", id=said.json()["decisions"][0]["id"]).status_code == 201
    assert desk.get(f"{ROOT}/engagements/{identity}").status_code == 200


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"act": "undo", "id": "cor-00000000000000000000"}, 404, "not_found"),
        ({"act": "confirm", "id": "eng-00000000000000000000", "seen": ["X"]}, 422, "invalid"),
        ({"act": "confirm", "id": "eng-00000000000000000000", "seen": []}, 422, "invalid"),
        ({"act": "dance"}, 422, "invalid"),
        ({}, 422, "invalid"),
        ([], 422, "invalid"),
    ],
)
def test_what_cannot_be_decided_is_told(desk: TestClient, sent: Any, status: int, code: str) -> None:
    answer = desk.post(f"{ROOT}/review/decisions", json=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.text


def test_a_value_that_is_none_is_refused_with_what_there_is(desk: TestClient) -> None:
    thing = _engagement(desk)
    identity = thing["records"][0]["id"]
    answer = _decide(desk, act="correct", id=identity, field="kind", value="picnic", seen=_seen(thing))
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "impossible")
    assert "visit" in answer.json()["error"]["message"]


def test_a_text_is_added_once(desk: TestClient) -> None:
    sent = {
        "text": "The Foreign Minister of Kenya, Amina Achieng, met the Norwegian Foreign Minister, Kari Lund,"
        " in Nairobi on Monday.",
        "lang": "en",
        "published": "2021-05-04",
        "source": "Example Wire",
    }
    first = desk.post(f"{ROOT}/documents", json=sent)
    assert (first.status_code, first.json()["known"]) == (201, False), first.text
    assert first.headers["location"] == first.json()["href"]
    again = desk.post(f"{ROOT}/documents", json=sent)
    assert (again.status_code, again.json()) == (200, {**first.json(), "known": True})
    assert desk.get(first.json()["href"]).json()["text"] == sent["text"]
    met = desk.get(f"{ROOT}/pairs/KEN/NOR/timeline").json()["items"]
    assert [one["date"] for one in met] == ["2021-05-03"]


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (b'{"text": "Words."', "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        (b'{"text": "\\ud800"}', "application/json", 400, "malformed"),
        (b"[" * 100_000, "application/json", 400, "malformed"),
        (b'{"text": "Words.", "extra": 1}', "application/json", 422, "invalid"),
        (b'{"text": "  \\n "}', "application/json", 422, "invalid"),
        (b'{"text": 5}', "application/json", 422, "invalid"),
        (b'{"text": "Words.", "url": "javascript:x"}', "application/json", 422, "invalid"),
        (b'{"text": "' + b"x" * 1_100_000 + b'"}', "application/json", 413, "too_large"),
    ],
)
def test_bodies_that_are_not_taken(
    desk: TestClient, content: bytes, media: str, status: int, code: str
) -> None:
    answer = desk.post(f"{ROOT}/documents", content=content, headers={"Content-Type": media})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), answer.text


def test_how_far_a_job_is(desk: TestClient) -> None:
    import datetime as dt

    from dragoman.model.job import Announced, JobLimits

    kept = desk.app.state.desk.store.jobs  # type: ignore[attr-defined]
    limits = JobLimits(file_bytes=1000, job_bytes=1000, files=5, waiting_bytes=10_000)
    made = kept.begin("amina", [Announced(name="a.txt", size=5)], at=dt.datetime.now(dt.UTC), limits=limits)
    listed = desk.get(f"{ROOT}/jobs").json()
    assert [(one["id"], one["state"], one["total"]) for one in listed["items"]] == [(made, "sending", 1)]
    one = desk.get(f"{ROOT}/jobs/{made}")
    assert one.json() == listed["items"][0]
    again = desk.get(f"{ROOT}/jobs/{made}", headers={"If-None-Match": one.headers["etag"]})
    assert again.status_code == 304
    files = desk.get(f"{ROOT}/jobs/{made}/files?state=expected").json()["items"]
    assert [(file["name"], file["state"]) for file in files] == [("a.txt", "expected")]
    assert desk.get(f"{ROOT}/jobs/{made}/files?state=done").json()["items"] == []
    assert desk.get(f"{ROOT}/jobs/job-00000000000000000000").status_code == 404
