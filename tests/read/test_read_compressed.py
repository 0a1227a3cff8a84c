"""Compressed files: one document, or a TAR or WARC file inside."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive import members
from dragoman.read.archive.compressed import Damaged, Unpacked, read_compressed
from dragoman.read.archive.members import Budget
from tests.read.archives import WORDS, failures, origins, plain_inner, read, read_file, zip_of

PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


def unpacked(data: bytes) -> bytes:
    return io.BufferedReader(Unpacked(io.BytesIO(data), Budget(packed=len(data)))).read()


@pytest.mark.parametrize(
    ("file", "inside", "lang"),
    [("en.html.gz", "en.html", "en"), ("ru.html.bz2", "ru.html", "ru"), ("zh.txt.xz", "zh.txt", "zh")],
)
def test_one_document_is_read_under_the_name_inside(file: str, inside: str, lang: str) -> None:
    (found,) = read_file(file)
    assert isinstance(found, Document)
    assert (found.origin, found.name, found.lang) == (f"{file}!{inside}", f"{file}!{inside}", lang)


def test_name_inside_is_the_last_of_a_path() -> None:
    assert origins(read(gzip.compress(WORDS), "folder/wow!.txt.gz")) == ["folder/wow!.txt.gz!wow!.txt"]
    found = read(zip_of({"in/b.txt.gz": gzip.compress(WORDS)}), "a.zip")
    assert origins(found) == ["a.zip!in/b.txt.gz!b.txt"]


def test_kind_is_told_by_the_bytes_where_the_name_says_nothing() -> None:
    assert origins(read(gzip.compress(WORDS), "a.gz")) == ["a.gz!a"]
    assert read(gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(50)), "a.gz") == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.sampled_from(sorted(PACKERS)))
def test_parts_in_a_row_are_one_stream(parts: list[bytes], suffix: str) -> None:
    assert unpacked(b"".join(map(PACKERS[suffix], parts))) == b"".join(parts)


@pytest.mark.parametrize("pack", PACKERS.values())
def test_large_stream_is_unpacked_as_it_was(pack: Callable[[bytes], bytes]) -> None:
    data = b"".join(b"%d " % n for n in range(300_000)) + bytes(3_000_000)
    assert unpacked(pack(data)) == data


@pytest.mark.parametrize("rest", [bytes(1000), b"trailing words", b"\n"])
def test_bytes_behind_the_end_are_left_alone(rest: bytes) -> None:
    assert unpacked(gzip.compress(WORDS) + rest) == WORDS


def test_reading_goes_on_behind_damage() -> None:
    parts = [gzip.compress(part * 50, mtime=0) for part in (b"one ", b"two ", b"three ")]
    parts[1] = parts[1][:12] + b"\xff\xff\xff" + parts[1][15:]
    stream = io.BufferedReader(Unpacked(io.BytesIO(b"".join(parts)), Budget(packed=100)))
    assert stream.read(200) == b"one " * 50
    with pytest.raises(Damaged):
        stream.read(1)
    assert stream.read() == b"three " * 50


@pytest.mark.parametrize("suffix", PACKERS)
def test_document_cut_off_or_too_large_is_one_failure(suffix: str) -> None:
    cut = PACKERS[suffix](WORDS * 100)[:-12]
    ((origin, reason),) = failures(read(cut, f"a.txt{suffix}"))
    assert origin == f"a.txt{suffix}"
    assert "cut off" in reason
    ((_, reason),) = failures(read(PACKERS[suffix](bytes(50_000_001)), f"a.txt{suffix}"))
    assert reason == "larger than 50 MB" or "200 times" in reason


def test_ratio_has_a_limit_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 100_000)
    with pytest.raises(UnreadableDocument, match="200 times its size"):
        unpacked(bz2.compress(bytes(100_000_000)))


def test_file_that_holds_itself_ends() -> None:
    data = gzip.compress(WORDS)
    for _ in range(9):
        data = gzip.compress(data)
    ((_, reason),) = failures(read(data, "a.gz"))
    assert "4 archives in one another" in reason


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([b"", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00"]), st.binary(max_size=200))
def test_any_bytes_raise_nothing_but_unreadable(magic: bytes, data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(read_compressed(io.BytesIO(magic + data), "a.txt.gz", plain_inner))
