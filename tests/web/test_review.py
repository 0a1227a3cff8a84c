"""The review desk: every action from its page, in effect with the next, and never over somebody's head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.model.record import Engagement, Evidence, Person
from dragoman.model.text import EngagementKind, Span
from dragoman.store import open_store
from dragoman.store.base import Store
from dragoman.web.app import create_app
from dragoman.web.pages import review_acts
from dragoman.web.settings import WebSettings
from tests.merge.builders import Told
from tests.merge.situations import cluster
from tests.web.browsers import add_people, logged_in, quick_passwords, with_forms

TOLD = cluster()
MEETING = next(r.id for r in TOLD[0].records if isinstance(r, Engagement))
DOCUMENT = TOLD[0].document
UNSURE = "Deputy Minister Ilya Morozov"


def unsure() -> Told:
    """A text of which the machine is not sure, with news that nobody could date."""
    told = Told(
        f"{UNSURE} will meet a delegation. <script>alert(1)</script> 🤝 Talks went on.", source="wire"
    )
    words = told.says(UNSURE)
    doubted = Evidence.of(told.document, words.span, words.producer, 0.3)
    told.people.append(
        Person(
            name="Ilya Morozov",
            lang="en",
            spellings=("Ilya Morozov",),
            offices=(),
            party=None,
            evidence=(doubted,),
        )
    )
    told.event(EngagementKind.MEETING, "Talks went on", sides="RUS TUN", main=True)
    return told


def maybe() -> Told:
    """A report that may be of either of two meetings of the year."""
    told = Told("This year ambassador Lotfi Belkacem held talks.", published="2021-06-12", source="annals")
    envoy = told.person("Lotfi Belkacem", "TUN")
    told.event(EngagementKind.MEETING, "held talks", envoy, date="2021", sides="RUS TUN")
    return told


UNDATED, MAYBE = unsure(), maybe()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ledger.db") as made:
        for one in (*TOLD, UNDATED, MAYBE):
            made.add(one.document, one.reading)
        yield made


@pytest.fixture
def browser(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(WebSettings(ledger=str(tmp_path / "ledger.db"), login=False), store)
    with TestClient(app, base_url="http://127.0.0.1:8321") as made:
        yield with_forms(made)


def forms(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """The forms of a page: where each is posted, and its fields with their values."""
    out = []
    for tag, body in re.findall(r"<form([^>]*)>(.*?)</form>", page, re.DOTALL):
        action = re.search(r'action="([^"]*)"', tag)
        fields: dict[str, list[str]] = {}
        for one in re.findall(r"<input([^>]*)>", body):
            name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
            if name and ('type="checkbox"' not in one or " checked" in one):
                fields.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        out.append((unescape(action[1]) if action else "", fields))
    return out


def form(browser: TestClient, address: str, action: str, **wanted: str) -> dict[str, list[str]]:
    """The form of a page that is posted there and has these values among its fields."""
    page = browser.get(address)
    assert page.status_code == 200, page.text
    for path, fields in forms(page.text):
        if path == action and all(value in fields.get(name, []) for name, value in wanted.items()):
            return fields
    raise AssertionError(f"no such form on {address}: {forms(page.text)}")


def send(browser: TestClient, action: str, fields: dict[str, Any], **more: Any) -> Any:
    return browser.post(action, data={**fields, **more}, follow_redirects=False)


def logged(browser: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get("/review/log.json").json()["decisions"]
    return found


# --- the queue --------------------------------------------------------------------------------------------


def test_the_queue_shows_both_quotes_the_grounds_and_what_merging_changes(browser: TestClient) -> None:
    told = browser.get("/review.json?tab=merges&matter=engagement").json()
    assert told["counts"]["merges"] >= len(told["items"]) > 0
    item = told["items"][0]
    page = browser.get("/review?tab=merges&matter=engagement").text
    for side in ("left", "right"):
        assert f'lang="{item[side]["lang"]}"' in page
        assert item[side]["quote"] in unescape(page)
    assert f"score {item['score']:.2f}" in page
    assert "it is one thing told by" in page


@pytest.mark.parametrize("tab", ["merges", "unsure", "differ", "undated"])
@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_tab_is_a_page_in_every_language(browser: TestClient, tab: str, lang: str) -> None:
    browser.cookies.set("lang", lang)
    found = browser.get("/review", params={"tab": tab, "left": "TUN", "right": "RUS"})
    assert found.status_code == 200
    assert f'<html lang="{lang}"' in found.text
    assert browser.get("/review.json", params={"tab": tab}).json()["tab"] == tab


@pytest.mark.parametrize("query", ["tab=x", "matter=x", "offset=x", "left=Atlantis", "offset=-1"])
def test_what_makes_no_queue_is_refused(browser: TestClient, query: str) -> None:
    assert browser.get(f"/review?{query}").status_code == 400


def test_a_pair_narrows_the_queue(browser: TestClient) -> None:
    all_of_it = browser.get("/review.json?tab=merges&matter=engagement").json()
    narrow = browser.get("/review.json?tab=merges&matter=engagement&left=Tunisia&right=RUS").json()
    none = browser.get("/review.json?tab=merges&matter=engagement&left=BRA&right=RUS").json()
    assert (narrow["parties"], none["items"]) == (["TUN", "RUS"], [])
    assert narrow["total"] <= all_of_it["total"]


def test_a_merge_is_accepted_and_the_next_item_has_the_focus(browser: TestClient, store: Store) -> None:
    address = "/review?tab=merges&matter=engagement"
    before = browser.get("/review.json?tab=merges&matter=engagement").json()
    code = before["items"][0]["item"]
    sent = send(
        browser,
        "/review/accept",
        form(browser, address, "/review/accept", item=code, index="0"),
        reason="both  say so",
    )
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/review?")
    assert "done=accepted" in sent.headers["location"]
    assert "focus=0" in sent.headers["location"]
    _, left, right = code.split(":")
    (made,) = store.judgements()
    assert (made.left, made.right, made.verdict.value, made.note) == (left, right, "same", "both say so")
    after = browser.get("/review.json?tab=merges&matter=engagement").json()
    assert code not in {item["item"] for item in after["items"]}
    assert (browser.get(sent.headers["location"]).text.count("data-focus")) == min(1, len(after["items"]))


def test_a_merge_is_rejected_and_taken_back_from_the_queue(browser: TestClient, store: Store) -> None:
    address = "/review?tab=merges&matter=engagement"
    before = browser.get("/review.json?tab=merges&matter=engagement").json()
    code = before["items"][0]["item"]
    fields = form(browser, address, "/review/accept", item=code, index="0")
    assert send(browser, "/review/reject", fields).status_code == 303
    assert [j.verdict.value for j in store.judgements()] == ["apart"]
    undo = form(browser, address, "/review/undo", decision=store.judgements()[0].id)
    assert "done=undone" in send(browser, "/review/undo", undo, reason="a slip").headers["location"]
    after = browser.get("/review.json?tab=merges&matter=engagement").json()
    assert [item["item"] for item in after["items"]] == [item["item"] for item in before["items"]]


def test_what_is_right_as_it_was_read_leaves_the_queue(browser: TestClient, store: Store) -> None:
    before = browser.get("/review.json?tab=unsure").json()
    (item,) = before["items"]
    assert item["quote"] == UNSURE
    fields = form(browser, "/review?tab=unsure", "/review/accept", item=item["item"], index="0")
    assert send(browser, "/review/accept", fields).status_code == 303
    assert [c.record for c in store.confirmations()] == [item["id"]]
    assert browser.get("/review.json?tab=unsure").json()["items"] == []


def test_what_the_text_does_not_say_is_rejected(browser: TestClient, store: Store) -> None:
    (item,) = browser.get("/review.json?tab=unsure").json()["items"]
    fields = form(browser, "/review?tab=unsure", "/review/accept", item=item["item"], index="0")
    assert send(browser, "/review/reject", fields).status_code == 303
    assert [r.record for r in store.rejections()] == [item["id"]]
    assert browser.get("/review.json?tab=unsure").json()["items"] == []


def test_an_undated_engagement_is_dated_with_words_of_the_text(browser: TestClient, store: Store) -> None:
    (item,) = browser.get("/review.json?tab=undated").json()["items"]
    fields = form(browser, "/review?tab=undated", "/review/correct", record=item["id"])
    sent = send(
        browser, "/review/correct", fields, value="2021-07", quote="Talks went on", reason="the calendar"
    )
    assert sent.status_code == 303, sent.text
    (made,) = store.corrections()
    assert made.support is not None
    assert (made.field, made.value, made.support.quote) == ("date", "2021-07", "Talks went on")
    assert browser.get("/review.json?tab=undated").json()["items"] == []


def test_all_on_a_page_are_accepted_and_nothing_that_was_not_shown(browser: TestClient, store: Store) -> None:
    address = "/review?tab=merges&matter=engagement"
    told = browser.get("/review.json?tab=merges&matter=engagement").json()
    codes = [item["item"] for item in told["items"]]
    fields = next(
        f
        for path, f in forms(browser.get(address).text)
        if path == "/review/accept" and f["item"] == codes and "index" not in f
    )
    assert send(browser, "/review/accept", fields).status_code == 303
    assert {f"merge:{j.left}:{j.right}" for j in store.judgements()} == set(codes)
    hidden = send(browser, "/review/reject", {**fields, "item": [f"record:{MEETING}"], "seen": []})
    assert hidden.status_code == 400
    assert store.rejections() == ()


# --- two at once ------------------------------------------------------------------------------------------


def test_who_was_slower_sees_both_versions_and_can_decide_again(browser: TestClient, store: Store) -> None:
    address = f"/review/things/{MEETING}"
    mine = form(browser, address, "/review/correct", field="place")
    theirs = form(browser, address, "/review/correct", field="date")
    assert (
        send(browser, "/review/correct", theirs, value="2021-06-08", reason="the embassy says so").status_code
        == 303
    )
    late = send(browser, "/review/correct", mine, value="Kazan, Russia", reason="I was there")
    assert late.status_code == 409
    text = unescape(late.text)
    assert "the embassy says so" in text
    assert "8 June 2021" in text
    assert "Kazan, Russia" in text
    assert {c.field for c in store.corrections()} == {"date"}
    again = next(fields for path, fields in forms(late.text) if path == "/review/correct")
    assert send(browser, "/review/correct", again).status_code == 303
    assert {(c.field, c.reason) for c in store.corrections()} == {
        ("date", "the embassy says so"),
        ("place", "I was there"),
    }


def test_one_outdated_item_keeps_all_that_are_sent_with_it_from_being_written(
    browser: TestClient, store: Store
) -> None:
    told = browser.get("/review.json?tab=merges&matter=engagement").json()
    fields: dict[str, Any] = {
        "item": [told["items"][0]["item"], "record:" + UNDATED.people[0].id],
        "seen": [
            *told["items"][0]["seen"],
            *browser.get("/review.json?tab=unsure").json()["items"][0]["seen"],
        ],
    }
    unsure = form(browser, "/review?tab=unsure", "/review/accept", index="0")
    assert send(browser, "/review/accept", unsure).status_code == 303
    assert send(browser, "/review/accept", fields).status_code == 409
    assert store.judgements() == ()


def test_what_was_read_anew_is_told_as_such(browser: TestClient, store: Store) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    fewer = Told(DOCUMENT.text)
    fewer.document = DOCUMENT
    store.add(DOCUMENT, fewer.reading.__class__(document_id=DOCUMENT.id, producer="newer@2"))
    late = send(browser, "/review/correct", fields, value="Kazan, Russia")
    assert late.status_code == 409
    assert "read anew" in late.text
    assert store.corrections() == ()


# --- the desk of a thing ----------------------------------------------------------------------------------


def test_a_field_is_corrected_for_the_reports_that_are_chosen(browser: TestClient, store: Store) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    assert len(fields["record"]) == 4
    sent = send(browser, "/review/correct", {**fields, "record": [MEETING]}, value="Kazan, Russia")
    assert sent.status_code == 303
    assert [(c.record, c.value) for c in store.corrections()] == [(MEETING, "Kazan, RUS")]
    page = browser.get(f"/review/things/{MEETING}").text
    assert "put right by" in page
    assert "Kazan" in page


def test_the_role_of_a_participant_is_corrected_in_every_report(browser: TestClient, store: Store) -> None:
    page = browser.get(f"/review/things/{MEETING}").text
    fields = next(
        f for path, f in forms(page) if path == "/review/correct" and f["field"][0].startswith("role:")
    )
    assert send(browser, "/review/correct", fields, value="special envoy").status_code == 303
    assert len(store.corrections()) > 1
    assert {c.value for c in store.corrections()} == {"special envoy"}


def test_that_the_text_gives_none_is_a_value(browser: TestClient, store: Store) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    assert send(browser, "/review/correct", fields, nothing="1", value="Moscow").status_code == 303
    assert {c.value for c in store.corrections()} == {None}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"value": "Kazan, Atlantis"}, "no state or organisation"),
        ({"value": ""}, "a value is wanted"),
        ({"value": "Kazan, Russia", "quote": "not in the text"}, "has the words"),
        ({"value": "Kazan, Russia", "record": []}, "which reports"),
        ({"value": "Kazan, Russia", "field": "stance"}, "no field"),
        ({"value": "Kazan, Russia", "seen": ["x"]}, "not what anybody saw"),
        ({"value": "Kazan, Russia", "record": ["eng-0"]}, "no such id"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_words_and_leads_back(
    browser: TestClient, store: Store, more: dict[str, Any], told: str
) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    sent = send(browser, "/review/correct", {**fields, **more})
    assert sent.status_code == 400
    assert told in unescape(sent.text)
    assert f'href="/review/things/{MEETING}"' in sent.text
    assert store.corrections() == ()


def test_reports_are_taken_out_and_put_back(browser: TestClient) -> None:
    address = f"/review/things/{MEETING}"
    fields = form(browser, address, "/review/split")
    assert send(browser, "/review/split", {**fields, "record": [MEETING]}).status_code == 303
    assert "1 report" in browser.get(address).text
    undo = form(browser, address, "/review/undo")
    assert send(browser, "/review/undo", undo).status_code == 303
    assert "4 reports" in browser.get(address).text
    assert {entry["state"] for entry in logged(browser)} == {"undone"}


def test_two_things_are_put_side_by_side_and_merged(browser: TestClient, store: Store) -> None:
    other = next(r.id for r in MAYBE.records if isinstance(r, Engagement))
    address = f"/review/things/{MEETING}?with={other}"
    fields = form(browser, address, "/review/merge")
    assert len(fields["record"]) == 2
    assert send(browser, "/review/merge", fields, reason="one reception").status_code == 303
    assert [(j.verdict.value, j.note) for j in store.judgements()] == [("same", "one reception")]
    assert "5 reports" in browser.get(f"/review/things/{MEETING}").text


def test_another_is_found_by_words_in_another_script_or_by_its_id(browser: TestClient) -> None:
    envoy = MAYBE.people[0].id
    address = f"/review/things/{TOLD[0].people[1].id}"
    found = re.findall(r'href="(/review/things/[^"]*with=[^"]*)"', browser.get(f"{address}?find=بلقاسم").text)
    assert found
    assert "Belkacem" in browser.get(unescape(found[0])).text
    by_id = browser.get(f"{address}?find={envoy}").text
    assert "with=per-" in by_id
    assert "Nothing else of the kind" in browser.get(f"{address}?find=Napoleon").text


def test_what_cannot_be_merged_is_told(browser: TestClient) -> None:
    person = TOLD[0].people[0].id
    assert browser.get(f"/review/things/{MEETING}?with={person}").status_code == 400
    assert browser.get(f"/review/things/{MEETING}?with={MEETING}").status_code == 400
    assert browser.get("/review/things/eng-00000000").status_code == 404
    assert browser.get(f"/review/things/{DOCUMENT.id}").status_code == 404


# --- the desk of a document -------------------------------------------------------------------------------


def test_a_field_is_corrected_by_the_place_of_words_that_were_selected(
    browser: TestClient, store: Store
) -> None:
    start = DOCUMENT.text.index("Wednesday")
    address = f"/review/documents/{DOCUMENT.id}?record={MEETING}&at={start}-{start + 9}"
    fields = form(browser, address, "/review/correct", field="date")
    assert (fields["start"], fields["end"]) == ([str(start)], [str(start + 9)])
    assert send(browser, "/review/correct", fields, value="2021-06-09", quote="Wednesday").status_code == 303
    (made,) = store.corrections()
    assert made.support is not None
    assert (made.support.quote, made.support.span) == ("Wednesday", Span(start=start, end=start + 9))


def test_words_that_are_not_at_their_place_bear_nothing_out(browser: TestClient, store: Store) -> None:
    start = DOCUMENT.text.index("Wednesday")
    at = f"at={start}-{start + 9}"
    address = f"/review/documents/{DOCUMENT.id}"
    other: dict[str, Any] = {"start": str(start), "end": str(start + 9), "quote": "Thursday"}
    fields = form(browser, f"{address}?record={MEETING}&{at}", "/review/correct", field="date")
    sent = send(browser, "/review/correct", {**fields, **other}, value="2021-06-09")
    assert (sent.status_code, "has other words there" in sent.text) == (400, True)
    fields = form(browser, f"{address}?add=engagement&{at}", "/review/add", kind="engagement")
    values = {"v_kind": "call", "v_date": "2021-04-02", "v_parties": "TUN, Algeria"}
    assert send(browser, "/review/add", {**fields, **other}, **values).status_code == 400
    person = {"words_0": "Spain", "start_0": str(start), "end_0": str(start + 9)}
    sent = send(browser, "/review/add", fields, **values, **person)
    assert (sent.status_code, "has other words there" in sent.text) == (400, True)
    assert (store.corrections(), store.additions()) == ((), ())


def test_white_space_that_a_browser_alters_does_not_change_words(browser: TestClient, store: Store) -> None:
    start = DOCUMENT.text.index("12 projects")
    address = f"/review/documents/{DOCUMENT.id}?add=body&at={start}-{start + 11}"
    fields = form(browser, address, "/review/add", kind="body")
    sent = send(browser, "/review/add", {**fields, "quote": " 12\r\n  projects"}, v_kind="forum")
    assert sent.status_code == 303, sent.text
    assert store.additions()[0].item.evidence[0].quote == "12 projects"


def test_whoever_undoes_what_was_undone_meanwhile_is_told(
    browser: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    assert send(browser, "/review/correct", put, value="Kazan, Russia").status_code == 303
    fields = form(browser, "/review/log", "/review/undo", decision=store.corrections()[0].id)
    before = list(store.corrections())
    assert send(browser, "/review/undo", fields, reason="mine").status_code == 303
    first = store.corrections()
    monkeypatch.setattr(review_acts, "every_decision", lambda _: before)
    late = send(browser, "/review/undo", fields, reason="theirs")
    assert late.status_code == 409
    assert store.corrections() == first
    assert {one.reason for one in store.undoings().values()} == {"mine"}


def test_a_record_that_the_machine_missed_is_added_by_selected_or_typed_words(
    browser: TestClient, store: Store
) -> None:
    start = DOCUMENT.text.index("12 projects")
    address = f"/review/documents/{DOCUMENT.id}?add=engagement&at={start}-{start + 11}"
    fields = form(browser, address, "/review/add", kind="engagement")
    people = {
        "who_0": TOLD[0].people[0].id,
        "words_1": "Spain",
        "role_1": "special envoy",
        "party_1": "Spain",
    }
    sent = send(
        browser, "/review/add", fields, v_kind="call", v_date="2021-04-02", v_parties="TUN, Algeria", **people
    )
    assert sent.status_code == 303, sent.text
    (made,) = store.additions()
    assert made.item.evidence[0].quote == "12 projects"
    assert isinstance(made.item, Engagement)
    assert [(p.name, str(p.party)) for p in made.item.participants] == [
        ("Lotfi Belkacem", "TUN"),
        ("Spain", "ESP"),
    ]
    page = browser.get(f"/review/things/{made.record}").text
    assert "added by" in page
    typed = form(browser, f"/review/documents/{DOCUMENT.id}?add=body", "/review/add", kind="body")
    assert send(browser, "/review/add", typed, quote="political dialogue", v_kind="forum").status_code == 303
    assert send(browser, "/review/add", typed, quote="", v_kind="forum").status_code == 400
    assert len(store.additions()) == 2


@pytest.mark.parametrize("end", ["start_0", "end_0"])
def test_a_place_of_more_digits_than_any_text_has_is_refused(
    browser: TestClient, store: Store, end: str
) -> None:
    fields = form(
        browser, f"/review/documents/{DOCUMENT.id}?add=engagement", "/review/add", kind="engagement"
    )
    place = {"start_0": "1", "end_0": "5", end: "9" * 5_000}
    sent = send(browser, "/review/add", fields, quote="12 projects", v_kind="call", **place)
    assert sent.status_code == 400
    assert not store.additions()


@pytest.mark.parametrize(
    "kind", ["engagement", "person", "instrument", "body", "commitment", "position", "indicator"]
)
def test_the_form_of_every_kind_is_there(browser: TestClient, kind: str) -> None:
    assert form(browser, f"/review/documents/{DOCUMENT.id}?add={kind}", "/review/add", kind=kind)


def test_places_of_the_text_count_code_points_and_nothing_in_it_runs(browser: TestClient) -> None:
    text = UNDATED.document.text
    start = text.index("Talks")
    page = browser.get(f"/review/documents/{UNDATED.document.id}?at={start}-{start + 5}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert f'<mark data-start="{start}" class="at" id="at">Talks</mark>' in page
    for query in (f"at={start}-99999", "at=5-5", "at=x", "add=treaty"):
        assert browser.get(f"/review/documents/{UNDATED.document.id}?{query}").status_code == 400
    for query in ("record=eng-0", f"record={MEETING}"):
        assert browser.get(f"/review/documents/{UNDATED.document.id}?{query}").status_code == 404


# --- the log, and who may -------------------------------------------------------------------------------


def test_the_log_has_every_decision_with_its_author_reason_and_state(browser: TestClient) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="session")
    send(browser, "/review/correct", {**fields, "record": [MEETING]}, value="3", reason="كما تقول الوزارة")
    (entry,) = logged(browser)
    assert (entry["decision"], entry["field"], entry["value"], entry["reason"], entry["state"]) == (
        "correct",
        "session",
        "3",
        "كما تقول الوزارة",
        "stands",
    )
    assert entry["author"]
    page = browser.get("/review/log").text
    assert "كما تقول الوزارة" in page
    undo = form(browser, "/review/log", "/review/undo", decision=entry["id"])
    assert send(browser, "/review/undo", undo, reason="said twice").status_code == 303
    assert send(browser, "/review/undo", undo).status_code == 400
    gone = logged(browser)[0]
    assert (gone["state"], gone["undone_by"], gone["undone_why"]) == ("undone", entry["author"], "said twice")
    assert "said twice" in browser.get("/review/log").text
    assert browser.get(f"/review/log.json?about={MEETING}").json()["total"] == 1
    assert browser.get("/review/log.json?about=eng-0").json()["total"] == 0


def test_a_form_without_its_token_changes_nothing(browser: TestClient, store: Store) -> None:
    fields = form(browser, f"/review/things/{MEETING}", "/review/correct", field="place")
    del browser.headers["X-CSRF-Token"]
    assert (
        send(browser, "/review/correct", {**fields, "csrf": ["x"]}, value="Kazan, Russia").status_code == 403
    )
    assert store.corrections() == ()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(browser: TestClient, back: str) -> None:
    fields = form(browser, "/review?tab=unsure", "/review/accept", index="0")
    sent = send(browser, "/review/accept", {**fields, "back": [back]})
    assert sent.headers["location"].startswith("/?")


# --- roles ------------------------------------------------------------------------------------------------


@pytest.fixture
def house(store: Store, tmp_path: Path) -> Iterator[FastAPI]:
    """The same ledger with a login."""
    with quick_passwords():
        add_people(store)
        yield create_app(WebSettings(ledger=str(tmp_path / "ledger.db"), port=8321), store)


def test_a_reader_sees_and_does_not_decide_and_a_reviewer_does_under_their_name(
    house: FastAPI, store: Store
) -> None:
    reader = logged_in(house, "Rea")
    page = reader.get("/review?tab=unsure").text
    assert UNSURE in page
    assert 'action="/review/accept"' not in page
    (item,) = reader.get("/review.json?tab=unsure").json()["items"]
    for act in ("accept", "reject", "correct", "merge", "split", "add", "undo"):
        sent = send(reader, f"/review/{act}", {"item": [item["item"]], "seen": item["seen"]})
        assert sent.status_code == 403, act
    assert store.confirmations() == ()
    reviewer = logged_in(house, "Vera")
    fields = form(reviewer, "/review?tab=unsure", "/review/accept", index="0")
    assert send(reviewer, "/review/accept", fields).status_code == 303
    assert [c.author for c in store.confirmations()] == ["Vera"]
