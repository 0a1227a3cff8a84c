"""The examples in the description of the API are answers of our own examples' ledger, as they are now."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dragoman.web.api.groups import described
from tests.web.api_samples import questions
from tests.web.conftest import EXAMPLES

_LONGEST = 2  # items of a list in an example
FILE = Path(str(files("dragoman.web.api").joinpath("examples.json")))


def test_every_operation_has_an_example_that_is_an_answer(client: TestClient) -> None:
    made = {}
    for asked in questions(client, described(login=False), ("EGY", "RUS")):
        response = client.get(asked.address)
        assert response.status_code == 200, (asked.address, response.text)
        made[asked.operation] = {"parameters": asked.parameters, "response": _short(response.json())}
    made["ledger"]["response"]["last_read"] = "2026-01-31T09:30:00+00:00"
    made["ledger"]["response"]["revision"] = "as it is now"
    text = json.dumps(made | _SENT, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    text = text.replace(f"{EXAMPLES.parent}/", "")
    if os.environ.get("REFRESH_GOLDEN"):
        FILE.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(FILE.read_text(encoding="utf-8"))


_JOB = {
    "id": "job-0123456789abcdef0123",
    "who": "amina",
    "made_at": "2026-01-31T09:30:00+00:00",
    "state": "reading",
    "bytes": 182_044,
    "files": {"expected": 0, "waiting": 3, "reading": 1, "done": 8, "failed": 0, "cancelled": 0},
    "finished": 8,
    "total": 12,
    "read": 8,
    "known": 0,
    "failed": 0,
    "cancelled_at": None,
}
_FILE = {
    "place": 1,
    "name": "communique.txt",
    "bytes": 2_310,
    "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "state": "done",
    "reason": None,
    "read": 1,
    "known": 0,
    "failed": 0,
    "documents": ["doc-0123456789abcdef0123"],
    "failures": [],
}
_DECISION = {
    "id": "cor-0123456789abcdef0123",
    "decision": "correct",
    "ids": ["eng-0123456789abcdef0123"],
    "record": "eng-0123456789abcdef0123",
    "field": "date",
    "value": "2021-05-03",
    "support": None,
    "author": "amina",
    "made_at": "2026-01-31T09:30:00+00:00",
    "reason": "the text says Monday",
    "retracted_at": None,
}
_LIST = {"offset": 0, "limit": 50, "total": 1, "next": None}
_SENT: dict[str, Any] = {
    "jobs": {"parameters": {}, "response": {"items": [_JOB], **_LIST}},
    "job": {"parameters": {"job_id": _JOB["id"]}, "response": _JOB},
    "job_files": {"parameters": {"job_id": _JOB["id"]}, "response": {"items": [_FILE], **_LIST}},
    "decided": {"parameters": {"limit": 50}, "response": {"items": [_DECISION], **_LIST}},
    "add_decision": {
        "body": {
            "act": "correct",
            "id": "eng-0123456789abcdef0123",
            "field": "date",
            "value": "2021-05-03",
            "reason": "the text says Monday",
            "seen": ["eng-0123456789abcdef0123:doc-0123456789abcdef0123:0123456789ab.0"],
        },
        "response": {"decisions": [_DECISION]},
    },
    "add_document": {
        "body": {
            "text": "Cairo, 3 May 2021. The foreign ministers of Egypt and Russia met on Monday.",
            "lang": "en",
            "published": "2021-05-04",
            "source": "Example Wire",
        },
        "response": {
            "id": "doc-0123456789abcdef0123",
            "known": False,
            "href": "/api/v1/documents/doc-0123456789abcdef0123",
        },
    },
}


def _short(value: Any) -> Any:
    """The first items of every list, and the beginning of a long text: an example is to be read."""
    if isinstance(value, list):
        return [_short(one) for one in value[:_LONGEST]]
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return value
