"""Registers, and the pages of people, offices, bodies, instruments, engagements, commitments, positions."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.desk.bodies import all_gaps
from dragoman.ledger import Ledger
from dragoman.model.ledger import Ledger as Facts

REGISTERS = ("people", "bodies", "instruments", "engagements", "documents")


@pytest.fixture(scope="module")
def facts(examples_db: Path) -> Facts:
    with Ledger.open(examples_db) as ledger:
        return ledger.facts


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_is_the_same_as_page_json_and_csv(client: TestClient, name: str) -> None:
    data = client.get(f"/{name}.json?limit=500").json()
    lines = client.get(f"/{name}.csv").text.splitlines()
    page = client.get(f"/{name}?limit=500")
    assert page.status_code == 200
    assert data["total"] == len(data["items"]) == len(lines) - 1 > 0
    for one in data["items"]:
        assert f'href="/{name}/{one["id"]}"' in page.text


@pytest.mark.parametrize("name", ["people", "bodies", "instruments", "engagements"])
def test_a_register_is_narrowed_by_party(client: TestClient, name: str) -> None:
    data = client.get(f"/{name}.json?party=russie&limit=500").json()
    assert 0 < data["total"] < client.get(f"/{name}.json").json()["total"]
    assert all("RUS" in one["parties"] for one in data["items"])


def test_a_fourth_party_is_refused_and_not_passed_over(client: TestClient) -> None:
    asked = "&".join(f"party={code}" for code in ("EGY", "RUS", "TUR", "USA"))
    assert client.get(f"/documents.json?{asked}").status_code == 400


def test_engagements_are_narrowed_by_kind_and_time(client: TestClient) -> None:
    data = client.get("/engagements.json?kind=visit&since=2020&until=2021-06&limit=500").json()
    assert data["items"]
    for one in data["items"]:
        assert one["type"] == "visit"
        assert one["last"] >= "2020-01-01"
        assert one["first"] <= "2021-06-30"
    assert client.get("/engagements.json?kind=picnic").status_code == 400


def test_an_empty_list_says_what_to_do_next(client: TestClient) -> None:
    page = client.get("/bodies?party=Tuvalu").text
    assert 'class="empty"' in page
    assert 'href="/bodies"' in page


def test_the_page_of_an_engagement_has_every_claim_with_its_words(client: TestClient, facts: Facts) -> None:
    told = max(facts.engagements, key=lambda e: (len(e.conflicts), len(e.reports)))
    page = client.get(f"/engagements/{told.id}").text
    for claim in told.claims:
        place = f"/documents/{claim.evidence.document_id}?at={claim.evidence.span.start}-"
        assert place in page, claim.property
        assert claim.evidence.quote[:20] in html.unescape(page)
    if told.conflicts:
        assert 'class="field differs"' in page
    for person in told.participants:
        assert f'href="/people/{person.person_id}"' in page


def test_conflicting_values_stand_side_by_side_with_their_voices(client: TestClient, facts: Facts) -> None:
    contested = [e for e in facts.engagements if e.conflicts]
    assert contested, "the examples disagree somewhere"
    page = client.get(f"/engagements/{contested[0].id}").text
    section = page[page.index('class="field differs"') :]
    section = section[: section.index("</section>")]
    assert section.count('class="value') - section.count('class="values"') >= 2
    assert "independent voice" in section


def test_the_merging_of_reports_is_told_with_scores_that_add_up(client: TestClient, facts: Facts) -> None:
    merged = next(e for e in facts.engagements if len({m.evidence[0].document_id for m in e.members}) > 1)
    page = client.get(f"/engagements/{merged.id}").text
    body = page[page.index('id="merging"') :]
    assert '<table class="features">' in body
    rows = re.findall(r">([+−-][\d.]+)</bdi></td><td class=\"number\"><bdi dir=\"ltr\">([\d.]+)</bdi>", body)
    assert rows


def test_the_page_of_a_person_leads_to_the_documents_that_it_leaves_out(
    client: TestClient, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = max(facts.people, key=lambda p: len({r.document_id for r in p.reports}))
    monkeypatch.setattr("dragoman.web.pages.people.MOST", 1)
    address = f"/people/{one.id}"
    query = "?on=2024-12-30"  # no page that another test has had
    page, data = client.get(address + query).text, client.get(f"{address}.json{query}").json()
    assert data["looked_at"] == 1 < data["total"]
    assert f'href="{address}{query}&amp;all=yes"' in page
    whole = client.get(f"{address}.json{query}&all=yes").json()
    assert whole["looked_at"] == whole["total"] == data["total"]
    assert (
        "all=yes"
        not in client.get(f"{address}{query}&all=yes").text.partition("<h2>")[0].partition("<h1>")[2]
    )


def test_every_thing_of_the_ledger_has_its_page_and_data(client: TestClient, facts: Facts) -> None:
    things = {
        "people": facts.people,
        "bodies": facts.bodies,
        "instruments": facts.instruments,
        "engagements": facts.engagements[:60],
    }
    for name, found in things.items():
        for one in found:
            assert client.get(f"/{name}/{one.id}").status_code == 200, one.id
            assert client.get(f"/{name}/{one.id}.json").json()["id"] == one.id


def test_every_saying_of_the_ledger_has_its_page_and_data(client: TestClient, facts: Facts) -> None:
    for name, found in (("commitments", facts.commitments), ("positions", facts.positions)):
        for one in found:
            for report in one.reports:
                assert client.get(f"/{name}/{report.record_id}").status_code == 200, report.record_id
                assert client.get(f"/{name}/{report.record_id}.json").status_code == 200


def test_the_id_of_any_record_leads_to_its_thing(client: TestClient, facts: Facts) -> None:
    person = next(p for p in facts.people if len(p.members) > 1)
    other = next(member for member in person.members if member != person.id)
    answer = client.get(f"/people/{other}.json?on=2030-01-01", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/people/{person.id}.json?on=2030-01-01"
    crossed = client.get(f"/bodies/{person.id}", follow_redirects=False)
    assert crossed.headers["location"] == f"/people/{person.id}"


@pytest.mark.parametrize("path", ["/people/per-0000000000", "/engagements/nothing", "/bodies/..%2f..%2fx"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(f"{path}.json").status_code == 404


def test_a_person_is_shown_in_the_script_of_the_reader(client: TestClient, facts: Facts) -> None:
    arabic = next(
        p for p in facts.people if any(lang == "ar" for _, lang in p.spellings) and len(p.spellings) > 1
    )
    page = client.get(f"/people/{arabic.id}", headers={"Cookie": "lang=ar"}).text
    title = re.search(r"<h1><bdi[^>]*>([^<]+)</bdi></h1>", page)
    assert title
    assert title[1] in {html.escape(written) for written, lang in arabic.spellings if lang == "ar"}
    plain = client.get(f"/people/{arabic.id}").text
    for written, _ in arabic.spellings:
        assert html.escape(written, quote=False).replace("'", "&#39;") in plain


def test_an_office_lists_who_held_it_with_the_claims(client: TestClient, facts: Facts) -> None:
    data = client.get("/offices/RUS/foreign minister.json").json()
    assert data["holders"]
    for holder in data["holders"]:
        assert holder["claims"]
        person = next(p for p in facts.people if p.id == holder["person_id"])
        assert any(o.role and o.role.value == "foreign minister" for o in person.offices)
    assert client.get("/offices/RUS/gardener").status_code == 404


def test_a_body_shows_its_sessions_and_gaps(client: TestClient, facts: Facts) -> None:
    body = max((b for b in facts.bodies if all_gaps(b)), key=lambda b: len(b.sessions))
    page = client.get(f"/bodies/{body.id}").text
    for session in body.sessions:
        assert f"session {session.number}" in page
    assert "nothing known of sessions" in page


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_pages_speak_french_and_arabic(client: TestClient, facts: Facts, lang: str) -> None:
    paths = [f"/{name}" for name in REGISTERS]
    paths += [
        f"/people/{facts.people[0].id}",
        f"/bodies/{facts.bodies[0].id}",
        f"/instruments/{facts.instruments[0].id}",
        f"/engagements/{facts.engagements[0].id}",
        f"/commitments/{facts.commitments[0].id}",
        f"/positions/{facts.positions[0].id}",
    ]
    for path in paths:
        page = client.get(path, headers={"Cookie": f"lang={lang}"})
        assert page.status_code == 200, path
        for word in ("independent voice", "Who says what", "Why these are one", ">undated<", "Show<"):
            assert word not in page.text, (path, word)


def test_no_page_of_a_thing_has_inline_style_or_script(client: TestClient, facts: Facts) -> None:
    for path in (
        f"/people/{facts.people[0].id}",
        f"/engagements/{facts.engagements[0].id}",
        f"/documents/{next(iter(facts.documents))}",
    ):
        page = client.get(path).text
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script>", page)
