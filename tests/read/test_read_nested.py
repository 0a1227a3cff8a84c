"""Archives in archives: how deep, and how much in all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read import Options, read_bytes
from dragoman.read.archive import members
from dragoman.read.archive.nested import way_in
from dragoman.read.base import Failure
from tests.read.archives import CONTAINERS, WORDS, failures, origins, plain_inner, read, zip_of


def read_text(data: bytes, origin: str) -> Iterator[Document | Failure]:
    return plain_inner(data, origin, ".txt")


def test_archive_in_an_archive_is_read() -> None:
    found = read(zip_of({"in/b.zip": zip_of({"c.txt": WORDS}), "photo.png": WORDS}), "a.zip")
    assert origins(found) == ["a.zip!in/b.zip!c.txt"]


def test_depth_has_a_limit_that_is_named_once() -> None:
    data = zip_of({"a.txt": WORDS})
    for _ in range(4):
        data = zip_of({f"{n}.zip": data for n in range(3)})
    ((origin, reason),) = failures(read(data, "a.zip"))
    assert origin == "a.zip!0.zip!0.zip!0.zip!0.zip"
    assert "4 archives in one another" in reason


def test_total_has_a_limit_that_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 1_000_000)
    leaf = zip_of({"a.txt": bytes(900_000)})
    found = read(zip_of({f"{n:03}.zip": leaf for n in range(500)}), "a.zip")
    ((_, reason),) = [told for told in failures(found) if "in archives in archives" in told[1]]
    assert "200 times" in reason


def test_what_one_archive_may_give_can_be_less_than_the_limit_and_is_named_once() -> None:
    data = zip_of({f"{n}.txt": WORDS * 10 for n in range(9)})
    found = list(read_bytes(data, origin="a.zip", suffix=".zip", options=Options(unpacked=35 * len(WORDS))))
    documents = [one for one in found if isinstance(one, Document)]
    assert origins(documents) == ["a.zip!0.txt", "a.zip!1.txt", "a.zip!2.txt"]
    assert failures(found) == [
        ("a.zip!3.txt", f"more than {35 * len(WORDS):,} bytes when unpacked, which is the limit")
    ]


def test_kind_that_nobody_reads_gives_nothing() -> None:
    assert list(way_in({".txt": read_text}, CONTAINERS, packed=10)(WORDS, "a.pdf", ".pdf")) == []


def test_what_a_reader_cannot_read_is_a_failure() -> None:
    def read_none(_: bytes, origin: str) -> Iterator[Document | Failure]:
        raise UnreadableDocument(f"{origin}: no text in it")

    found = list(way_in({".txt": read_none}, {}, packed=10)(WORDS, "a.txt", ".txt"))
    assert failures(found) == [("a.txt", "no text in it")]
