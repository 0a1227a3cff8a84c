"""The API answers as the desk does, in parts, with tags, and errors have one shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.web.api.groups import described
from tests.web.api_samples import ROOT, questions


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    return described(login=False)


def _validator(document: dict[str, Any], schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]})


def test_every_answer_has_the_shape_that_the_description_tells(
    client: TestClient, document: dict[str, Any]
) -> None:
    asked = 0
    for pair in (("EGY", "RUS"), ("IND", "RUS"), ("BRA", "FRA")):
        for one in questions(client, document, pair):
            response = client.get(one.address)
            assert response.status_code == 200, (one.address, response.text[:500])
            told = document["paths"][one.path]["get"]["responses"]["200"]["content"]["application/json"]
            errors = list(_validator(document, told["schema"]).iter_errors(response.json()))
            assert not errors, (one.address, [f"{e.instance_path}: {e.message}"[:300] for e in errors[:5]])
            asked += 1
    assert asked > 90


def test_the_examples_have_the_shapes_of_what_they_are_examples_of(document: dict[str, Any]) -> None:
    seen = 0
    for methods in document["paths"].values():
        for told in methods.values():
            parts = [r.get("content", {}) for r in told["responses"].values()]
            parts.append(told.get("requestBody", {}).get("content", {}))
            shown = [
                part["application/json"] for part in parts if "example" in part.get("application/json", {})
            ]
            assert shown, told["operationId"]
            for one in shown:
                _validator(document, one["schema"]).validate(one["example"])
                seen += 1
    assert seen >= len(document["paths"])


def test_the_description_is_sound(client: TestClient, document: dict[str, Any]) -> None:
    served = client.get(f"{ROOT}/openapi.json")
    assert served.json() == document
    assert served.json()["openapi"].startswith("3.1")
    text = json.dumps(document)
    refs = {part.split('"')[0] for part in text.split('"$ref": "#/components/')[1:]}
    for ref in refs:
        kind, name = ref.split("/")
        assert name in document["components"][kind], ref
    ids = [told["operationId"] for methods in document["paths"].values() for told in methods.values()]
    assert len(ids) == len(set(ids))
    for methods in document["paths"].values():
        for told in methods.values():
            assert told["summary"]
            assert told["tags"]
            assert {"400", "401", "403", "404", "422", "429", "503"} <= told["responses"].keys()
            for parameter in told.get("parameters", ()):
                assert parameter.get("description"), (told["operationId"], parameter["name"])


def test_a_token_or_a_session_is_wanted_where_there_is_a_login() -> None:
    assert described(login=True)["security"] == [{"token": []}, {"session": []}]
    assert "security" not in described(login=False)


def test_the_timeline_is_that_of_the_ledger_part_by_part(client: TestClient, examples_db: Path) -> None:
    with Ledger.open(examples_db) as ledger:
        whole = ledger.timeline("EGY", "RUS").json()
    got: list[Any] = []
    address: str | None = f"{ROOT}/pairs/EGY/RUS/timeline?limit=1"
    while address:
        part = client.get(address).json()
        assert part["total"] == len(whole)
        assert part["offset"] == len(got)
        got += part["items"]
        address = part["next"]
    assert [one["id"] for one in got] == [one["id"] for one in whole]
    assert len(whole) > 2


def test_filters_choose(client: TestClient) -> None:
    every = client.get(f"{ROOT}/pairs/EGY/RUS/timeline").json()["items"]
    kinds = {one["kind"] for one in every}
    assert len(kinds) > 1
    for kind in kinds:
        found = client.get(f"{ROOT}/pairs/EGY/RUS/timeline?kind={kind}").json()["items"]
        assert found == [one for one in every if one["kind"] == kind]
    two = sorted(kinds)[:2]
    found = client.get(f"{ROOT}/pairs/EGY/RUS/timeline?kind={two[0]}&kind={two[1]}").json()["items"]
    assert found == [one for one in every if one["kind"] in two]


def test_a_party_may_be_named_in_any_language(client: TestClient) -> None:
    assert (
        client.get(f"{ROOT}/pairs/مصر/Россия/timeline").json()["items"]
        == (client.get(f"{ROOT}/pairs/EGY/RUS/timeline").json()["items"])
    )


def test_any_id_of_a_record_leads_to_its_thing(client: TestClient) -> None:
    listed = client.get(f"{ROOT}/engagements?order=documents&limit=20").json()["items"]
    whole = client.get(f"{ROOT}/engagements/{listed[0]['id']}").json()
    ids = {report["record_id"] for report in whole["reports"]}
    assert len(ids) > 1
    for identity in ids:
        assert client.get(f"{ROOT}/engagements/{identity}").json() == whole
    assert client.get(f"{ROOT}/people/{listed[0]['id']}").status_code == 404


def test_quotes_stand_in_the_text_where_a_document_says(client: TestClient) -> None:
    listed = client.get(f"{ROOT}/documents?limit=50").json()["items"]
    seen = 0
    for row in listed:
        told = client.get(f"{ROOT}/documents/{row['id']}").json()
        for key in ("events", "instruments", "bodies", "commitments", "positions", "indicators"):
            for record in told["annotation"][key]:
                assert told["text"][record["start"] : record["end"]] == record["quote"]
                seen += 1
    assert seen > 50


def test_what_has_not_changed_is_not_sent_again(client: TestClient, document: dict[str, Any]) -> None:
    for one in questions(client, document, ("EGY", "RUS")):
        first = client.get(one.address)
        tag = first.headers["etag"]
        again = client.get(one.address, headers={"If-None-Match": f'W/{tag}, "other"'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(one.address, headers={"If-None-Match": '"other"'}).status_code == 200
        assert "private" in first.headers["cache-control"]


def test_head_tells_what_get_would(client: TestClient, document: dict[str, Any]) -> None:
    for one in questions(client, document, ("EGY", "RUS")):
        got, head = client.get(one.address), client.head(one.address)
        assert head.content == b""
        for name in ("etag", "content-length", "content-type"):
            assert head.headers[name] == got.headers[name]


def test_a_method_that_a_path_does_not_have_names_those_that_it_has(client: TestClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE"):
        response = client.request(method, f"{ROOT}/parties")
        assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["error"]["code"] == "method_not_allowed"
    assert client.delete(f"{ROOT}/documents").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    asked = client.options(f"{ROOT}/documents")
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nothing", 404, "not_found"),
        ("", 404, "not_found"),
        ("/parties/Atlantis", 404, "not_found"),
        ("/pairs/EGY/EGY/timeline", 404, "not_found"),
        ("/pairs/EGY/RUS/timeline?limit=0", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?limit=201", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?offset=-1", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?offset=99999999999999999999", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?kind=picnic", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?since=2023-02-29", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?sicne=2023", 422, "invalid"),
        ("/pairs/EGY/RUS/timeline?since=2023&since=2024", 422, "invalid"),
        ("/pairs/EGY/RUS/brief?on=9999-12-31", 422, "invalid"),
        ("/pairs/EGY/RUS/brief?on=2020-01-01&since=2021-01-01", 409, "contradictory"),
        ("/pairs/EGY/RUS/assessment?on=2020-01-01&since=2021", 409, "contradictory"),
        ("/engagements/eng-00000000000000000000", 404, "not_found"),
        ("/engagements/eng-%00", 422, "invalid"),
        ("/engagements/%FF%FE", 422, "invalid"),
        ("/engagements/..%2F..%2Fetc%2Fpasswd", 404, "not_found"),
        ("/documents/doc'--", 422, "invalid"),
        ("/compare?doc=doc-00000000000000000000", 422, "invalid"),
        ("/compare?doc=doc-00000000000000000000&doc=doc-00000000000000000001", 404, "not_found"),
        ("/pairs/%F0%9F%92%A9/%E2%80%AE/timeline", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(client: TestClient, address: str, status: int, code: str) -> None:
    response = client.get(ROOT + address)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    told = response.json()
    assert set(told) == {"error"}
    assert set(told["error"]) == {"status", "code", "message", "details"}
    assert (told["error"]["status"], told["error"]["code"]) == (status, code)
    assert told["error"]["message"]
    for detail in told["error"]["details"]:
        assert set(detail) == {"where", "message"}
    assert bool(told["error"]["details"]) == (status == 422)


def test_a_name_in_latin_letters_is_found_in_other_scripts(client: TestClient) -> None:
    found = client.get(f"{ROOT}/search?q=Lavrov&kind=person").json()
    assert [one["kind"] for one in found["kinds"]] == ["person"]
    langs = {hit["lang"] for hit in found["kinds"][0]["items"]}
    person = found["kinds"][0]["items"][0]["id"]
    spellings = client.get(f"{ROOT}/people/{person}").json()["spellings"]
    assert {"ru", "ar"} & (langs | {one["lang"] for one in spellings})
    assert client.get(f"{ROOT}/search?q=x&since=2024&until=2023").json()["error"]["code"] == "contradictory"


def test_the_documentation_names_every_operation(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/api").text
    assert "//" not in page.replace("https://", "").replace("http://", "").split("<main", 1)[0]
    for path, methods in document["paths"].items():
        assert ROOT + path in page
        for told in methods.values():
            assert f'id="{told["operationId"]}"' in page
    for name in document["components"]["schemas"]:
        assert f'id="shape-{name}"' in page
    assert client.get("/api.json").json() == document
