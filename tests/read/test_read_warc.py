"""WARC and WACZ files: crawls by wget, records made by hand, and damage."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive import members
from dragoman.read.archive.wacz import read_wacz
from dragoman.read.archive.warc import read_warc
from dragoman.read.base import Failure
from tests.read import archives
from tests.read.archives import (
    FILES,
    WORDS,
    failures,
    origins,
    page,
    plain_inner,
    read,
    read_file,
    warc_record,
    zip_of,
)

SITE = "http://127.0.0.1:8917"
PAGES = [f"{SITE}/{name}" for name in ("en.html", "fr.html", "ru/ru.html", "ar.html", "zh.txt")]


def documents(found: list[object]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def one(data: bytes) -> Document:
    (found,) = read(data, "a.warc")
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("file", ["crawl.warc.gz", "plain.warc"])
def test_crawl_by_wget_gives_its_pages_with_their_addresses(file: str) -> None:
    found = read_file(file)
    assert origins(found) == [f"{file}!{url}" for url in PAGES]
    assert [item.source.url for item in documents(found)] == PAGES
    assert [item.lang for item in documents(found)] == ["en", "fr", "ru", "ar", "zh"]
    assert str(documents(found)[0].published) == "2024-05-07"


def test_day_of_capture_is_no_publication_date() -> None:
    found = one(warc_record(page()))
    assert found.published is None
    assert found.retrieved == dt.datetime(2024, 5, 7, 10, tzinfo=dt.UTC)


def test_feeds_are_handed_on_under_their_kind() -> None:
    given: list[tuple[str, str]] = []

    def inner(_: bytes, origin: str, suffix: str) -> Iterator[Document | Failure]:
        given.append((origin, suffix))
        return plain_inner(b"They met.", origin, suffix)

    list(read_warc((FILES / "plain.warc").open("rb"), "a.warc", inner))
    assert (f"a.warc!{SITE}/feed.rss", ".rss") in given
    assert {suffix for _, suffix in given} == {".html", ".txt", ".rss"}
    assert not any(url.endswith(("robots.txt", ".json", ".js")) for url, _ in given)


def test_file_compressed_as_a_whole_is_read_like_one_compressed_by_record() -> None:
    whole = gzip.compress((FILES / "plain.warc").read_bytes())
    assert origins(read(whole, "a.warc.gz")) == [f"a.warc.gz!{url}" for url in PAGES]


@pytest.mark.parametrize(
    "record",
    [
        warc_record(page(), kind="revisit"),
        warc_record(page(), kind="request", head="GET / HTTP/1.1"),
        warc_record(page(), kind="metadata"),
        warc_record(page(), kind="resource", url="urn:thumbnail:x", media_type="text/html"),
        warc_record(page(), head="HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
        warc_record(page(), head="HTTP/1.1 302 Found\r\nLocation: /x"),
        warc_record(b"{}", head="HTTP/1.1 200 OK\r\nContent-Type: application/json"),
        warc_record(b"\x89PNG\r\n", head="HTTP/1.1 200 OK\r\nContent-Type: image/png"),
        warc_record(b"\x89PNG\r\n", head="HTTP/1.1 200 OK\r\nContent-Type: text/html"),
        warc_record(b"User-agent: *", url="http://mfa.example/robots.txt", head="HTTP/1.1 200 OK"),
        warc_record(b""),
    ],
)
def test_record_that_is_no_page_is_passed_over(record: bytes) -> None:
    assert origins(read(record + warc_record(page()), "a.warc")) == ["a.warc!http://mfa.example/1"]


def test_resource_is_read_by_its_own_type() -> None:
    found = one(warc_record(WORDS, kind="resource", url="https://mfa.example/a", media_type="text/plain"))
    assert (found.text, found.source.url) == (WORDS.decode(), "https://mfa.example/a")


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://www.mfa.example/news/1", "https://www.mfa.example/news/1"),
        ("https://other.example/news/1", "http://mfa.example/1?s=2"),
    ],
)
def test_address_that_the_page_states_counts_on_the_same_host(canonical: str, url: str) -> None:
    found = one(
        warc_record(page(head=f'<link rel="canonical" href="{canonical}">'), url="http://mfa.example/1?s=2")
    )
    assert found.source.url == url


CHUNKED = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (page()[:50], page()[50:])) + b"0\r\n\r\n"
OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def brotli_of(data: bytes) -> bytes:
    brotli = pytest.importorskip("brotli")
    packed: bytes = brotli.compress(data)
    return packed


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Transfer-Encoding: chunked", CHUNKED),
        ("Transfer-Encoding: chunked", page()),
        ("Content-Encoding: gzip", gzip.compress(page())),
        ("Content-Encoding: GZIP", page()),
        ("Content-Encoding: deflate", zlib.compress(page())),
        ("Content-Encoding: deflate", zlib.compress(page())[2:-4]),
        ("Content-Encoding: br", brotli_of(page())),
        ("Content-Encoding: br", page()),
        ("Content-Encoding: br, gzip", gzip.compress(brotli_of(page()))),
        ("Content-Encoding: none", page()),
        ("Content-Length: 5", page()),
    ],
)
def test_encodings_of_the_answer_are_undone_where_it_has_them(head: str, body: bytes) -> None:
    assert WORDS.decode() in one(warc_record(body, head=OK + head)).text


def test_chunked_and_packed_answer() -> None:
    packed = gzip.compress(page())
    body = b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    found = one(warc_record(body, head=OK + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"))
    assert WORDS.decode() in found.text


def test_answer_of_another_protocol_version_is_read() -> None:
    assert one(warc_record(page(), head="HTTP/2 200\r\ncontent-type: text/html")).title == "Talks"


def test_encoding_that_only_the_header_states_is_believed() -> None:
    words = "Министр иностранных дел принял посла и обсудил с ним торговлю."
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r"
    found = one(warc_record(f"<html><p>{words}</p></html>".encode("koi8-r"), head=head))
    assert words in found.text


def test_damaged_encoding_is_a_failure_under_the_address() -> None:
    damaged = gzip.compress(page(), mtime=0)[:30] + bytes(40)
    found = read(
        warc_record(damaged, head=OK + "Content-Encoding: gzip") + warc_record(page("again")), "a.warc"
    )
    assert [origin for origin, _ in failures(found)] == ["a.warc!http://mfa.example/1"]
    assert len(documents(found)) == 1


def test_encoding_that_is_not_undone_is_named() -> None:
    record = warc_record(bytes(range(256)), head=OK + "Content-Encoding: made-up")
    assert failures(read(record, "a.warc")) == [
        ("a.warc!http://mfa.example/1", "in the encoding made-up, which is not undone")
    ]


def test_answer_that_explodes_is_a_failure() -> None:
    bomb = warc_record(gzip.compress(bytes(60_000_000)), head=OK + "Content-Encoding: gzip")
    found = read(bomb + warc_record(page()), "a.warc")
    assert "larger than 50 MB" in failures(found)[0][1] or "200 times" in failures(found)[0][1]


def test_answers_that_explode_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 1_000_000)
    bomb = warc_record(gzip.compress(b"<p>They met.</p>" * 60_000), head=OK + "Content-Encoding: gzip")
    monkeypatch.setitem(archives.READERS, ".html", lambda _, origin: plain_inner(WORDS, origin, ".txt"))
    found = read(bomb * 30, "a.warc")
    assert 1 < len(found) < 20
    assert "200 times its size" in failures(found)[-1][1]


def test_page_that_says_it_is_too_large_is_a_failure_without_being_read() -> None:
    record = warc_record(page()).replace(b"Content-Length: ", b"Content-Length: 99999999", 1)
    ((origin, reason),) = failures(read(record, "a.warc"))
    assert origin == "a.warc!http://mfa.example/1"
    assert "50 MB" in reason or "cut off" in reason


def test_record_cut_off_is_a_failure_behind_what_is_whole() -> None:
    two = warc_record(page()) + warc_record(page("again"), url="http://mfa.example/2")
    found = read(two[:-100], "a.warc")
    assert origins(found) == ["a.warc!http://mfa.example/1", "a.warc!http://mfa.example/2"]
    assert [reason for _, reason in failures(found)] == ["cut off in the middle of the record"]


def test_damaged_record_of_a_packed_crawl_costs_that_record_alone() -> None:
    packed = [
        gzip.compress(warc_record(page(str(n)), url=f"http://mfa.example/{n}"), mtime=0) for n in range(4)
    ]
    packed[1] = packed[1][:40] + b"\xff\xff\xff\xff" + packed[1][44:]
    found = read(b"".join(packed), "a.warc.gz")
    assert [item.source.url for item in documents(found)] == [f"http://mfa.example/{n}" for n in (0, 2, 3)]
    assert len(failures(found)) == 1


def test_wrong_length_is_told_and_reading_goes_on() -> None:
    record = warc_record(page())
    length = str(len(record.partition(b"\r\n\r\n")[2]) - 4).encode()
    short = record.replace(b"Content-Length: " + length, b"Content-Length: 150")
    assert short != record
    found = read(short + warc_record(page("again"), url="http://mfa.example/2"), "a.warc")
    assert documents(found)[-1].source.url == "http://mfa.example/2"
    assert "belong to none" in failures(found)[0][1]


@pytest.mark.parametrize("field", [b"Content-Length: -5", b"Content-Length: 9" + b"9" * 30, b"X: y"])
def test_head_without_a_length_is_a_failure_and_reading_goes_on(field: bytes) -> None:
    bad = b"WARC/1.0\r\nWARC-Type: response\r\n" + field + b"\r\n\r\nwords\r\n\r\n"
    found = read(bad + warc_record(page()), "a.warc")
    assert [type(item) for item in found][1:] == [Document]
    assert "unknown length" in failures(found)[0][1]


@pytest.mark.parametrize("head", [b"X: " + b"a" * 300_000, b"X: a\r\n" * 5_000])
def test_head_without_end_is_a_failure_and_reading_goes_on(head: bytes) -> None:
    bad = b"WARC/1.0\r\nWARC-Type: response\r\n" + head + b"\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n"
    found = read(bad + warc_record(page()), "a.warc")
    assert [type(item) for item in found][1:] == [Document]
    assert len(failures(found)) == 1


def test_damage_without_end_has_a_limit() -> None:
    found = read(b"WARC/1.0\r\n\r\n" * 10_000, "a.warc")
    assert len(found) < 110
    assert "damaged records, which is the limit" in failures(found)[-1][1]


def test_address_is_printable() -> None:
    found = one(warc_record(page(), url="http://mfa.example/\u202eминистр"))
    assert found.source.url == "http://mfa.example/\ufffdминистр"


def test_wacz_gives_its_pages_and_their_titles() -> None:
    found = read_file("crawl.wacz")
    assert origins(found) == [f"crawl.wacz!archive/data.warc.gz!{url}" for url in PAGES]
    assert [item.title for item in documents(found)][-1] == "副部长会见大使"
    assert documents(found)[0].title == "Deputy minister receives ambassador"


def test_wacz_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = (FILES / "crawl.wacz").read_bytes()
    found = read(whole[: len(whole) * 3 // 4], "crawl.wacz")
    assert 0 < len(documents(found)) <= len(PAGES)
    assert failures(found)[-1][0] == "crawl.wacz"


def test_wacz_with_damaged_pages_and_one_damaged_archive() -> None:
    record = gzip.compress(warc_record(page()), mtime=0)
    data = zip_of(
        {
            "archive/b.warc.gz": record,
            "archive/a.warc.gz": record[:60],
            "pages/pages.jsonl": b'{bad\n[]\n{"url": 5}\n' + json.dumps({"url": "x", "title": "y"}).encode(),
            "datapackage.json": b"{}",
        },
        zipfile.ZIP_STORED,
    )
    found = read(data, "a.wacz")
    assert origins(documents(found)) == ["a.wacz!archive/b.warc.gz!http://mfa.example/1"]
    assert any("a.wacz!archive/a.warc.gz" in origin for origin, _ in failures(found))


def test_wacz_with_an_archive_that_points_nowhere_is_read_on() -> None:
    record = gzip.compress(warc_record(page()), mtime=0)
    data = bytearray(zip_of({"archive/a.warc.gz": record, "archive/b.warc.gz": record}, zipfile.ZIP_STORED))
    first = data.index(b"PK\x01\x02")
    data[first + 42 : first + 46] = data[first + 24 : first + 28] = (len(data) - 1).to_bytes(4, "little")
    found = read(bytes(data), "a.wacz")
    assert origins(found) == ["a.wacz!archive/a.warc.gz", "a.wacz!archive/b.warc.gz!http://mfa.example/1"]


@pytest.mark.parametrize("data", [b"", b"no zip", zip_of({"a.txt": WORDS})])
def test_what_is_no_wacz_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(read_wacz(io.BytesIO(data), "a.wacz", plain_inner))


BASE = warc_record(page()) + warc_record(WORDS, kind="resource", media_type="text/plain")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(BASE) - 1), st.binary(max_size=6), st.integers(0, len(BASE)), st.booleans())
def test_any_change_or_cut_gives_documents_or_failures(
    at: int, change: bytes, end: int, packed: bool
) -> None:
    base = gzip.compress(BASE, mtime=0) if packed else BASE
    at %= len(base)
    data = (base[:at] + change + base[at + len(change) :])[: max(end, at)]
    name = "a.warc.gz" if packed else "a.warc"
    for found in read(data, name):
        assert found.origin.startswith(name)
        assert isinstance(found, Document) or found.reason


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([b"WARC/1.0\r\n", b"Content-Length: 3\r\n", b"\r\n"]) | st.binary(max_size=20))
)
def test_any_bytes_give_documents_or_failures(parts: list[bytes]) -> None:
    for found in read(b"".join(parts), "a.warc"):
        assert isinstance(found, Document) or found.reason
