"""Sending documents: bounds hold, names are labels, and what came can be resumed and cancelled."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.errors import InvalidRecord
from dragoman.model.account import Actor, Role
from dragoman.model.job import Announced
from dragoman.store import open_store
from dragoman.store.jobs import MOST_TRIES
from dragoman.web.app import create_app
from dragoman.web.reading import Reading
from dragoman.web.security.entry import add_account
from dragoman.web.sending import Pasted, is_wanted, label, limits_of
from dragoman.web.settings import WebSettings
from tests.store.test_jobs import send as arrive

TEXT = "On 3 March 2024 the foreign minister of Egypt met the ambassador of Brazil in Cairo."


@pytest.fixture
def served(ledger_url: str) -> Iterator[TestClient]:
    """The application without login on an empty ledger, which does not read by itself."""
    settings = WebSettings(ledger=ledger_url, login=False, upload_mb=1, upload_files=3)
    with open_store(ledger_url) as store:
        yield TestClient(create_app(settings, store), base_url="http://127.0.0.1:8321")


def token(client: TestClient, path: str = "/add") -> str:
    found = re.search(r'name="csrf" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def files_of(client: TestClient, job: str) -> list[dict[str, object]]:
    listed = client.get(f"/jobs/{job}.json").json()["list"]
    assert isinstance(listed, list)
    return listed


def begin(client: TestClient, *files: tuple[str, int]) -> tuple[str, list[int]]:
    told = {"files": [{"name": name, "size": size} for name, size in files]}
    answer = client.post("/add/begin", json=told, headers={"X-CSRF-Token": token(client)})
    assert answer.status_code == 200, answer.text
    made = answer.json()
    return made["id"], made["send"]


def send(client: TestClient, job: str, name: str, data: bytes) -> int:
    answer = client.post(
        f"/add/{job}/file", params={"name": name}, content=data, headers={"X-CSRF-Token": token(client)}
    )
    return answer.status_code


def test_a_form_without_scripts_sends_files_and_leads_to_their_job(served: TestClient) -> None:
    form = {"csrf": token(served)}
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("../../b.md", b"# b"))]
    answer = served.post("/add", data=form, files=files, follow_redirects=False)
    assert answer.status_code == 303
    job = answer.headers["location"].rpartition("/")[2]
    listed = files_of(served, job)
    assert [(f["name"], f["state"]) for f in listed] == [("a.txt", "waiting"), ("b.md", "waiting")]
    assert listed[0]["checksum"] == hashlib.sha256(TEXT.encode()).hexdigest()
    page = served.get(f"/jobs/{job}").text
    assert "a.txt" in page
    assert "waiting" in page


def test_files_are_sent_one_by_one_and_again_after_a_break(served: TestClient) -> None:
    job, wanted = begin(served, ("in/a.txt", 3), ("in/README.md", 4), ("in/.hidden.txt", 4), ("b.xyz", 3))
    assert wanted == [0, 3], "as in a folder, and what was chosen by itself whatever it is"
    assert send(served, job, "in/a.txt", b"aaa") == 200
    assert [(f["name"], f["state"]) for f in files_of(served, job)] == [
        ("a.txt", "waiting"),
        ("b.xyz", "expected"),
    ]
    page = served.get(f"/jobs/{job}").text
    assert "1 file has not arrived" in page
    assert f'data-job="{job}"' in page
    assert send(served, job, "a.txt", b"aaa") == 200
    assert send(served, job, "b.xyz", b"bbb") == 200
    assert [f["state"] for f in files_of(served, job)] == ["waiting", "waiting"]
    form = {"csrf": token(served), "job": job}
    files = [("files", ("a.txt", b"aaa")), ("files", ("c.txt", b"ccc"))]
    assert served.post("/add", data=form, files=files, follow_redirects=False).status_code == 303
    assert [f["name"] for f in files_of(served, job)] == ["a.txt", "b.xyz", "c.txt"]


def test_bounds_hold_whatever_a_client_says(served: TestClient) -> None:
    headers = {"X-CSRF-Token": token(served)}
    told = {"files": [{"name": f"{n}.txt", "size": 1} for n in range(4)]}
    assert served.post("/add/begin", json=told, headers=headers).status_code == 413
    told = {"files": [{"name": f"{n}.txt", "size": 600_000} for n in range(2)]}
    assert served.post("/add/begin", json=told, headers=headers).status_code == 413
    job, wanted = begin(served, ("large.txt", 2_000_000), ("small.txt", 10))
    assert wanted == [1]
    assert send(served, job, "small.txt", bytes(3 << 20)) == 413, "more than any request may have"
    assert send(served, job, "small.txt", b"x" * ((1 << 20) + 1)) == 413, "more than one file may have"
    states = [(f["state"], f["reason"] is not None) for f in files_of(served, job)]
    assert states == [("failed", True), ("failed", True)]
    many = [("files", (f"{n}.txt", b"x")) for n in range(4)]
    assert served.post("/add", data={"csrf": token(served)}, files=many).status_code in (400, 413)
    assert served.post("/add", data={"csrf": token(served)}, files=[]).status_code == 400


def test_what_is_no_job_or_no_list_is_refused(served: TestClient) -> None:
    headers = {"X-CSRF-Token": token(served)}
    assert send(served, "job-nowhere", "a.txt", b"x") == 404
    assert served.get("/jobs/job-nowhere").status_code == 404
    assert served.post("/jobs/job-nowhere/cancel", headers=headers).status_code == 404
    assert served.post("/add/begin", json={"files": []}, headers=headers).status_code == 422
    assert served.post("/add/begin", json={"files": [{"name": "x", "size": -1}]}, headers=headers).is_error
    job, _ = begin(served, ("a.txt", 1))
    assert served.get(f"/jobs/{job}", params={"show": "everything"}).status_code == 404
    assert send(served, job, "", b"x") == 422


def test_nothing_is_taken_without_the_token_of_a_form(served: TestClient) -> None:
    job, _ = begin(served, ("a.txt", 1))
    for path in ("/add", "/add/text", "/add/begin", f"/add/{job}/file?name=a", f"/jobs/{job}/cancel"):
        assert served.post(path, data={"text": TEXT}).status_code == 403, path
    assert [f["state"] for f in files_of(served, job)] == ["expected"]


def test_a_job_is_cancelled_or_goes_on_without_what_has_not_come(served: TestClient) -> None:
    job, _ = begin(served, ("a.txt", 1), ("b.txt", 1))
    send(served, job, "a.txt", b"a")
    form = {"csrf": token(served)}
    assert served.post(f"/jobs/{job}/give-up", data=form, follow_redirects=False).status_code == 303
    assert [f["name"] for f in files_of(served, job)] == ["a.txt"]
    assert served.post(f"/jobs/{job}/cancel", data=form, follow_redirects=False).status_code == 303
    assert served.get(f"/jobs/{job}.json").json()["state"] == "cancelled"
    assert send(served, job, "c.txt", b"c") == 409
    assert "stopped" in served.get("/jobs").text


def test_a_text_is_pasted_with_what_is_known_of_it(served: TestClient) -> None:
    fields = {"text": TEXT, "title": "Cairo / لقاء", "source": "Our desk", "published": "2024-03-04"}
    sent = fields | {"lang": "en", "csrf": token(served)}
    answer = served.post("/add/text", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    (file,) = files_of(served, answer.headers["location"].rpartition("/")[2])
    assert (file["name"], file["state"]) == ("Cairo لقاء", "waiting")


@pytest.mark.parametrize(
    ("field", "value"), [("text", " \n "), ("published", "4 March"), ("lang", "klingonese")]
)
def test_a_wrong_field_is_told_and_what_was_typed_stays(served: TestClient, field: str, value: str) -> None:
    typed = {"text": TEXT, "title": "<b>bold</b>", field: value, "csrf": token(served)}
    answer = served.post("/add/text", data=typed)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "&lt;b&gt;bold&lt;/b&gt;" in answer.text
    if field != "text":
        assert TEXT in answer.text
    assert not served.get("/jobs.json").json()["jobs"]


def test_hostile_names_are_shown_as_words(served: TestClient) -> None:
    name = "<img src=x onerror=alert(1)>\u202etxt.exe"
    job, _ = begin(served, (name, 1))
    page = served.get(f"/jobs/{job}").text
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert "\u202e" not in page


def test_readers_may_look_and_not_send_and_only_its_sender_stops_a_job(ledger_url: str) -> None:
    password = "correct horse battery"
    with open_store(ledger_url) as store:
        now = dt.datetime.now(dt.UTC)
        by = Actor(name="test", how="test")
        for name, role in (("Rita", Role.READER), ("Ben", Role.REVIEWER), ("Ada", Role.ADMINISTRATOR)):
            add_account(store.accounts, name, role, password, by=by, at=now)
        app = create_app(WebSettings(ledger=ledger_url), store)
        limits = limits_of(WebSettings())
        made = store.jobs.begin("Cleo", [Announced(name="a.txt", size=1)], at=now, limits=limits)
        codes = {}
        for name in ("Rita", "Ben", "Ada"):
            client = TestClient(app, base_url="http://127.0.0.1:8321")
            form = {"csrf": token(client, "/login"), "name": name, "password": password}
            assert client.post("/login", data=form, follow_redirects=False).status_code == 303
            page = client.get(f"/jobs/{made}")
            assert page.status_code == 200
            assert ("/give-up" in page.text) is (name == "Ada")
            assert ('action="/add"' in client.get("/add").text) is (name != "Rita")
            form = {"csrf": token(client), "text": TEXT}
            sent = client.post("/add/text", data=form, follow_redirects=False).status_code
            form = {"csrf": token(client)}
            stopped = client.post(f"/jobs/{made}/cancel", data=form, follow_redirects=False).status_code
            codes[name] = (sent, stopped)
        assert codes == {"Rita": (403, 403), "Ben": (303, 403), "Ada": (303, 303)}


def test_labels_are_names_of_files_and_nothing_else() -> None:
    assert label("C:\\secret\\é.txt") == "é.txt"
    assert label("../../etc/passwd") == "passwd"
    assert label("a\x00\n\u202eb\u200b.txt") == "a\ufffdb.txt"
    assert label("..") == label("") == label("/") == label("\u200b") == "file"
    long = label("x" * 5_000 + ".pdf")
    assert len(long) <= 160
    assert long.endswith(".pdf")
    assert len(label("." + "y" * 5_000)) <= 160


def test_of_a_folder_the_same_is_taken_as_by_the_command() -> None:
    assert is_wanted("in/a.pdf")
    assert is_wanted("photo.jpg"), "it was chosen by itself, and then it is told that it is not read"
    for name in ("in/photo.jpg", "in/README.md", "in/.git/a.txt", ".hidden/a.txt", "__MACOSX/a.txt"):
        assert not is_wanted(name), name


def test_a_pasted_text_cannot_name_what_is_opened() -> None:
    pasted = Pasted(text="x", title="file:///etc/passwd", source="http://10.0.0.1/")
    assert pasted.name() == "file: etc passwd"
    with pytest.raises(InvalidRecord):
        Pasted(text="").record()


def wait_until_done(client: TestClient, job: str, seconds: float = 60) -> dict[str, object]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        told = client.get(f"/jobs/{job}.json").json()
        if told["state"] in ("done", "cancelled"):
            assert isinstance(told, dict)
            return told
        time.sleep(0.2)
    raise AssertionError(f"not done after {seconds} s: {told}")


def app_of(ledger_url: str) -> FastAPI:
    return create_app(WebSettings(ledger=ledger_url, login=False))


def test_a_job_goes_on_after_the_server_was_started_again(ledger_url: str) -> None:
    with TestClient(app_of(ledger_url), base_url="http://127.0.0.1:8321") as client:
        job, _ = begin(client, *[(f"{n}.txt", 1) for n in range(12)])
        for n in range(12):
            assert send(client, job, f"{n}.txt", f"{TEXT} It was meeting {n}.".encode()) == 200
        until = time.monotonic() + 60
        while client.get(f"/jobs/{job}.json").json()["finished"] == 0 and time.monotonic() < until:
            time.sleep(0.05)
    with open_store(ledger_url) as store:
        kept = store.jobs.get(job)
        assert kept is not None
        assert kept.finished > 0
    with TestClient(app_of(ledger_url), base_url="http://127.0.0.1:8321") as client:
        told = wait_until_done(client, job)
        # one may have been kept, and not yet been noted, when the first server ended: then it is known
        assert (told["read"] + told["known"], told["failed"], told["finished"]) == (12, 0, 12)  # type: ignore[operator]
        assert client.get("/overview.json").json()["documents"] == 12


DYING = """
import datetime, os, pickle, sys
from dragoman.store import open_store
told = pickle.load(sys.stdin.buffer)
with open_store(told.ledger) as store:
    now = datetime.datetime.now(datetime.UTC)
    job = store.jobs.claim(told.holder, at=now, until=now + datetime.timedelta(hours=1))
    store.jobs.take(job, told.holder)
os._exit(9)
"""


def test_a_process_that_ends_over_a_file_again_and_again_costs_that_file_alone(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(ledger_url) as store:
        made = store.jobs.begin("a", [], at=dt.datetime.now(dt.UTC), limits=limits_of(WebSettings()))
        arrive(store, made, "a.txt", b"a")
        monkeypatch.setattr("dragoman.web.reading._BEGIN", DYING)
        reading = Reading(store, WebSettings(ledger=ledger_url))
        until = time.monotonic() + 60
        while store.jobs.files(made)[0].is_open and time.monotonic() < until:
            reading._look()
            time.sleep(0.1)
        reading.stop()
        (file,) = store.jobs.files(made)
        assert file.reason == f"the program ended {MOST_TRIES} times while it was read"
        assert not store.jobs.waits(at=dt.datetime.now(dt.UTC))


def test_what_goes_wrong_while_sending_is_told_as_data(served: TestClient) -> None:
    headers = {"X-CSRF-Token": token(served), "Accept": "application/json"}
    answer = served.post("/add/job-nowhere/file?name=a", content=b"x", headers=headers)
    assert answer.json()["error"]["code"] == "not_found"
