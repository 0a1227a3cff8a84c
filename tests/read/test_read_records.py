"""JSON and JSON Lines."""

from __future__ import annotations

import json

import pytest

from dragoman.model.text import Document, Source
from dragoman.read import Failure, read_bytes

WORDS = "The minister received the ambassador in Rabat on Monday."


def read(value: object, suffix: str = ".json") -> list[Document | Failure]:
    return list(read_bytes(json.dumps(value).encode(), origin="f.json", suffix=suffix))


def one(value: object) -> Document:
    (found,) = read(value)
    assert isinstance(found, Document), found
    return found


def test_every_field_is_taken() -> None:
    found = one(
        {
            "id": "r-1",
            "text": WORDS,
            "title": "Talks",
            "url": "https://mfa.example/1",
            "lang": "en-GB",
            "published": "2024-05-07T23:30:00+03:00",
            "source": {"name": "MFA", "url": "https://mfa.example"},
            "weather": "fine",
        }
    )
    assert (found.name, found.origin, found.title, found.lang) == ("r-1", "f.json#r-1", "Talks", "en")
    assert str(found.published) == "2024-05-07"
    assert found.source == Source(name="MFA", url="https://mfa.example/1")
    assert found.text == WORDS


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        (2024, "2024"),
        ("20240507", "2024-05-07"),
        ("2024/05/07", "2024-05-07"),
        ("Tue, 07 May 2024 10:00:00 GMT", "2024-05-07"),
        ("2024-13-40", "None"),
        ("soon", "None"),
        ("", "None"),
        (None, "None"),
        (["2024"], "None"),
    ],
)
def test_publication_date_keeps_its_precision(published: object, date: str) -> None:
    assert str(one({"text": WORDS, "published": published}).published) == date


@pytest.mark.parametrize(
    ("lang", "read_as"), [("nl", "nl"), ("eng", "en"), ("zz", "en"), (5, "en"), ("iw", "he")]
)
def test_stated_language_wins_if_it_is_one(lang: object, read_as: str) -> None:
    assert one({"text": WORDS, "lang": lang}).lang == read_as


def test_record_without_an_id_is_named_by_file_and_number() -> None:
    assert one({"text": WORDS}).name == "f.json"
    first, second = read([{"text": WORDS}, {"text": WORDS + " Again."}])
    assert isinstance(second, Document)
    assert (first.origin, second.name) == ("f.json#1", "f.json#2")


def test_bad_line_is_named_and_the_rest_is_read() -> None:
    data = b'{"text": "One met two."}\n{bad\n\n\xff\n[1]\n{"text": " "}\n{"text": "Three met four."}'
    found = list(read_bytes(data, origin="f.jsonl", suffix=".jsonl"))
    assert [type(result) for result in found] == [Document, Failure, Failure, Failure, Failure, Document]
    reasons = [result.reason for result in found if isinstance(result, Failure)]
    assert [reason.split(":")[0] for reason in reasons] == ["line 2", "line 4", "line 5", "line 6"]
    lines = [result.origin for result in found if isinstance(result, Failure)]
    assert lines == [f"f.jsonl#line {number}" for number in (2, 4, 5, 6)]


def test_bad_record_of_a_list_is_named() -> None:
    found = read([{"text": WORDS}, {"words": 1}, 3])
    assert [result.reason.split(":")[0] for result in found if isinstance(result, Failure)] == [
        "record 2",
        "record 3",
    ]


def test_lines_under_the_name_of_json_are_read() -> None:
    data = b'{"text": "One met two."}\n{"text": "Three met four."}\n'
    assert len(list(read_bytes(data, origin="f.json", suffix=".json"))) == 2


def test_nulls_and_lone_surrogates_are_replaced_one_for_one() -> None:
    (found,) = read_bytes(b'{"text": "One\\u0000 \\ud800met two."}', origin="f", suffix=".json")
    assert isinstance(found, Document)
    assert found.text == "One\ufffd \ufffdmet two."


def test_too_deep_json_is_a_failure() -> None:
    (found,) = read_bytes(b"[" * 200_000, origin="f", suffix=".json")
    assert isinstance(found, Failure)
