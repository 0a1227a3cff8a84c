"""ZIP files: real ones, cut off and damaged ones, and ones that were made to do harm."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import UnreadableDocument
from dragoman.model.text import Document
from dragoman.read.archive import members, zipped
from dragoman.read.archive.zipped import names_in, read_zip
from tests.read.archives import (
    FILES,
    WORDS,
    failures,
    origins,
    plain_inner,
    read,
    read_file,
    zip_of,
    zip_of_shared_bytes,
    zip_with_raw_name,
)


def test_folder_packed_by_zip_is_read_sorted_without_what_folders_leave_out() -> None:
    found = read_file("release.zip")
    names = ["ar.html", "deep/note.txt", "en.html", "fr.html", "ru.html", "zh.txt"]
    assert origins(found) == [f"release.zip!{name}" for name in names]
    assert [item.lang for item in found if isinstance(item, Document)] == ["ar", "en", "en", "fr", "ru", "zh"]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("release-7z.zip", ["deep/note.txt", "en.html", "fr.html", "zh.txt"]),
        ("streamed.zip", ["deep/note.txt"]),
        ("lzma.zip", ["en.html"]),
        ("bzip2.zip", ["en.html"]),
        ("utf8.zip", ["Заявление посла.txt"]),
    ],
)
def test_archives_of_other_packers_and_methods(file: str, names: list[str]) -> None:
    found = read_file(file)
    assert origins(found) == [f"{file}!{name}" for name in names]
    assert not failures(found)


def test_encrypted_member_is_a_failure_and_the_rest_is_read() -> None:
    found = read_file("encrypted.zip")
    assert failures(found) == [("encrypted.zip!en.html", "encrypted: it needs a password")]
    assert origins(found)[1:] == ["encrypted.zip!fr.html"]


def test_method_that_is_not_unpacked_is_named() -> None:
    ((origin, reason),) = failures(read_file("deflate64.zip"))
    assert origin == "deflate64.zip!en.html"
    assert "Deflate64" in reason


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Заявление посла.txt".encode("cp866"), "Заявление посла.txt"),
        ("Россия и Марокко №3.txt".encode("cp866"), "Россия и Марокко №3.txt"),
        ("Communiqué.txt".encode("cp437"), "Communiqué.txt"),
        ("été à Genève.txt".encode("cp437"), "été à Genève.txt"),
        ("联合公报.txt".encode("gb2312"), "联合公报.txt"),
        ("بيان مشترك.txt".encode(), "بيان مشترك.txt"),
        (b"plain.txt", "plain.txt"),
    ],
)
def test_name_in_an_encoding_that_is_not_stated(raw: bytes, name: str) -> None:
    assert origins(read(zip_with_raw_name(raw), "a.zip")) == [f"a.zip!{name}"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/x.txt", "etc/x.txt"),
        ("/top/x.txt", "top/x.txt"),
        ("a\\b\\x.txt", "a/b/x.txt"),
        ("a\x1b[2J\u202ex.txt", "a\ufffd[2J\ufffdx.txt"),
        ("./x.txt", "x.txt"),
    ],
)
def test_origin_is_clean_whatever_the_name(name: str, clean: str) -> None:
    assert origins(read(zip_of({name: WORDS}), "a.zip")) == [f"a.zip!{clean}"]


def test_member_without_a_name_does_no_harm() -> None:
    found = read(zip_of({"a.txt": WORDS, "b.txt": WORDS}).replace(b"b.txt", b"\x00.txt"), "a.zip")
    assert origins(found) == ["a.zip!a.txt", "a.zip!\ufffd.txt"]


def test_name_without_end_is_shortened() -> None:
    (origin,) = origins(read(zip_of({"x" * 60_000 + ".txt": WORDS}), "a.zip"))
    assert len(origin) < 2_100
    assert origin.endswith(".txt")


def test_damaged_member_is_a_failure_under_its_name() -> None:
    whole = bytearray(zip_of({"a.txt": WORDS, "b.txt": WORDS * 2, "c.txt": WORDS}, zipfile.ZIP_STORED))
    whole[whole.index(WORDS * 2) + 5] ^= 0xFF
    found = read(bytes(whole), "a.zip")
    assert origins(found) == ["a.zip!a.txt", "a.zip!b.txt", "a.zip!c.txt"]
    assert [origin for origin, _ in failures(found)] == ["a.zip!b.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_archive_cut_off_gives_what_is_whole_and_one_failure(method: int) -> None:
    noise = random.Random(1).randbytes(2000).hex().encode()
    whole = zip_of({"a.txt": WORDS, "skipped.png": noise, "b.txt": WORDS, "c.txt": noise}, method)
    found = read(whole[: whole.index(b"c.txt") + 500], "a.zip")
    assert origins(found) == ["a.zip!a.txt", "a.zip!b.txt", "a.zip!c.txt", "a.zip"]
    assert [reason.split(":")[0] for _, reason in failures(found)] == ["cut off", "cut off or damaged"]


def test_real_archive_cut_off_anywhere_gives_no_more_than_the_whole() -> None:
    data = (FILES / "release.zip").read_bytes()
    whole = set(origins(read(data, "release.zip")))
    for end in range(0, len(data) - 1, 97):
        found = read(data[:end], "release.zip")
        assert failures(found)
        assert {item.origin for item in found if isinstance(item, Document)} <= whole | {
            "release.zip!link.html"
        }


def test_what_is_no_archive_is_unreadable() -> None:
    for data in (b"", b"PK", b"no archive at all" * 100, b"PK\x03\x04" + bytes(100)):
        with pytest.raises(UnreadableDocument):
            list(read_zip(io.BytesIO(data), "a.zip", plain_inner))


def test_members_that_share_bytes_are_left_out_in_one_failure() -> None:
    found = read(zip_of_shared_bytes(copies=5_000, size=1_000_000), "bomb.zip")
    assert len(found) == 1
    assert "5000 members share their bytes" in failures(found)[0][1]


def test_member_that_says_it_is_huge_is_a_failure_before_it_is_unpacked() -> None:
    found = read(zip_of({"a.txt": bytes(60_000_000), "b.txt": WORDS}), "a.zip")
    assert failures(found) == [("a.zip!a.txt", "larger than 50 MB")]
    assert origins(found)[1:] == ["a.zip!b.txt"]


def test_member_larger_than_it_says_is_a_failure() -> None:
    whole = zip_of({"a.txt": bytes(5_000_000), "b.txt": WORDS})
    found = read(whole.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")), "a.zip")
    assert [origin for origin, _ in failures(found)] == ["a.zip!a.txt"]
    assert origins(found)[1:] == ["a.zip!b.txt"]


def test_ratio_has_a_limit_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_BYTES", 1_000_000)
    found = read(zip_of({f"{n}.txt": bytes(900_000) for n in range(20)}), "a.zip")
    assert "200 times its size" in failures(found)[-1][1]
    assert len(found) < 10


def test_total_has_a_limit_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_UNPACKED", 100)
    data = zip_of({"a.txt": WORDS, "b.txt": WORDS}, zipfile.ZIP_STORED)
    found = list(read_zip(io.BytesIO(data), "a.zip", plain_inner))
    assert isinstance(found[0], Document)
    assert "100 bytes" in failures(found)[0][1]


def test_members_have_a_limit_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 10)
    found = read(zip_of({f"{n}.txt": WORDS for n in range(11)}), "a.zip")
    assert [reason for _, reason in failures(found)] == ["more than 10 members, which is the limit"]


def test_names_of_a_damaged_archive_are_none() -> None:
    assert names_in(b"PK\x03\x04") == frozenset()
    assert names_in(zip_of({"a": b"", "b": b""})) == {"a", "b"}


def test_name_in_unicode_beside_the_old_one_is_taken() -> None:
    old, name = "communiqué.txt".encode("cp437"), "Заявление.txt".encode()
    info = zipfile.ZipInfo("x" * len(old))
    info.extra = (
        b"\x0a\x00\x02\x00ab" + struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(old)) + name
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, WORDS)
    data = out.getvalue().replace(b"x" * len(old), old)
    assert origins(read(data, "a.zip")) == ["a.zip!Заявление.txt"]


BASE = zip_of({"a.txt": WORDS * 3, "b/c.txt": WORDS, "d.html": WORDS})


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(BASE) - 1), st.binary(max_size=6), st.integers(0, len(BASE)))
def test_any_change_or_cut_gives_documents_or_failures(at: int, change: bytes, end: int) -> None:
    data = (BASE[:at] + change + BASE[at + len(change) :])[: max(end, at)]
    for found in read(data, "a.zip"):
        assert found.origin.startswith("a.zip")
        assert isinstance(found, Document) or found.reason


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_raise_nothing_but_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        list(read_zip(io.BytesIO(data), "a.zip", plain_inner))
