"""Documents side by side: what each adds and drops, who follows whom, in their own languages."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger


@pytest.fixture(scope="module")
def twins(examples_db: Path) -> tuple[str, str]:
    """Two documents of one voice, in two languages."""
    with Ledger.open(examples_db) as ledger:
        facts = ledger.facts
        for key, voice in sorted(facts.voices.items()):
            if key != voice and facts.documents[key].lang != facts.documents[voice].lang:
                return voice, key
    raise AssertionError("the examples have a translation")


def test_every_passage_stands_in_a_row_with_a_link_to_its_place(
    client: TestClient, twins: tuple[str, str]
) -> None:
    query = "&".join(f"doc={one}" for one in twins)
    data = client.get(f"/compare.json?{query}").json()
    page = client.get(f"/compare?{query}").text
    assert len(data["pairs"]) == 1
    rows = data["pairs"][0]["passages"]
    assert rows
    notes = [note for row in rows for note in (*row["first"], *row["second"])]
    assert {note["document_id"] for note in notes} == set(twins)
    for note in notes:
        assert f"/documents/{note['document_id']}?at={note['start']}-{note['end']}#at" in page
    for lang in {note["lang"] for note in notes}:
        assert f'<q lang="{lang}"' in page


def test_documents_are_lettered_in_the_order_in_which_they_were_published(
    client: TestClient, twins: tuple[str, str]
) -> None:
    there = client.get("/compare.json?" + "&".join(f"doc={one}" for one in twins)).json()
    back = client.get("/compare.json?" + "&".join(f"doc={one}" for one in reversed(twins))).json()
    assert there == back
    pair = there["pairs"][0]
    assert [pair["first"], pair["second"]] == [one["id"] for one in there["documents"]]


def test_of_one_document_its_kin_are_found(client: TestClient, twins: tuple[str, str]) -> None:
    data = client.get(f"/compare.json?doc={twins[1]}").json()
    assert set(twins) <= {one["id"] for one in data["documents"]}


def test_without_documents_the_page_says_how_to_choose_them(client: TestClient) -> None:
    answer = client.get("/compare")
    assert answer.status_code == 200
    assert 'href="/documents"' in answer.text


def test_what_is_no_document_and_too_many_of_them_are_refused(client: TestClient) -> None:
    listed = client.get("/documents.json?limit=7").json()["items"]
    many = "&".join(f"doc={one['id']}" for one in listed)
    assert client.get(f"/compare?{many}").status_code == 400
    event = client.get("/engagements.json?limit=1").json()["items"][0]["id"]
    assert client.get(f"/compare?doc={event}").status_code == 400
    assert client.get("/compare?doc=doc-00000000000000000000").status_code == 404


def test_the_reports_of_an_engagement_are_compared_at_one_click(client: TestClient) -> None:
    listed = client.get("/engagements.json?limit=100").json()["items"]
    told = max(listed, key=lambda one: one["documents"])
    assert told["documents"] > 1
    page = client.get(f"/engagements/{told['id']}").text
    found = re.search(r'href="(/compare\?doc=[^"]+&amp;doc=[^"]+)"', page)
    assert found
    assert client.get(found[1].replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_speaks_the_reader_s_language(client: TestClient, twins: tuple[str, str], lang: str) -> None:
    query = "&".join(f"doc={one}" for one in twins)
    page = client.get(f"/compare?{query}", headers={"Accept-Language": lang, "Cookie": f"lang={lang}"}).text
    assert f'<html lang="{lang}"' in page
    for word in (">reworded", ">only in", "independent voice", "correspond;"):
        assert word not in page


def test_words_that_one_side_has_alone_are_marked_and_none_is_lost(client: TestClient) -> None:
    """A copy in the same language, of which some words were changed."""
    for one in client.get("/documents.json?lang=en&limit=500").json()["items"]:
        if one["voice"] == one["id"]:
            continue
        query = f"doc={one['voice']}&doc={one['id']}"
        page = client.get(f"/compare?{query}").text
        passages = re.findall(r'<blockquote class="passage">.*?</blockquote>', page, re.S)
        shown = {" ".join(html.unescape(re.sub(r"<[^>]+>", "", passage)).split()) for passage in passages}
        data = client.get(f"/compare.json?{query}").json()
        for row in data["pairs"][0]["passages"]:
            for note in (*row["first"], *row["second"]):
                assert " ".join(note["quote"].split()) in shown
        if '<mark class="own">' in page:
            return
    raise AssertionError("no copy of the examples has changed words")
